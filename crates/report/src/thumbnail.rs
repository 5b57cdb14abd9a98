//! Thumbnails: small JPEGs that carry a picture and nothing else.

/// The JPEG without its application and comment segments (EXIF, XMP, maker notes, embedded previews). What is not a
/// well-formed JPEG comes out empty: a page shows "no thumbnail" rather than bytes that nobody looked at.
pub fn without_metadata(jpeg: &[u8]) -> Vec<u8> {
    cleaned(jpeg).unwrap_or_default()
}

/// JPEG: `FF D8`, then segments `FF marker length_be16 payload`, up to `FF DA` (start of scan), then coded data.
/// SOURCE: ITU-T T.81, Annex B.
fn cleaned(jpeg: &[u8]) -> Option<Vec<u8>> {
    const START_OF_SCAN: u8 = 0xDA;
    let mut rest = jpeg.strip_prefix(&[0xFF, 0xD8])?;
    let mut kept = vec![0xFF, 0xD8];
    loop {
        let (&[0xFF, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        if marker == START_OF_SCAN {
            kept.extend_from_slice(rest);
            return Some(kept);
        }
        let segment = rest.get(..2 + length).filter(|_| length >= 2)?;
        // APP0 (JFIF) and APP14 (Adobe) say how colours are coded; all other application segments may say anything.
        let is_foreign = matches!(marker, 0xE1..=0xED | 0xEF | 0xFE);
        if !is_foreign {
            kept.extend_from_slice(segment);
        }
        rest = &rest[segment.len()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_segments_are_cut_out_and_the_picture_stays() {
        let jpeg = [
            &[0xFF, 0xD8][..],
            &[0xFF, 0xE0, 0, 3, 7],
            &[0xFF, 0xE1, 0, 6, b'G', b'P', b'S', 0],
            &[0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9],
        ]
        .concat();
        let clean = [&[0xFF, 0xD8][..], &[0xFF, 0xE0, 0, 3, 7], &[0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9]].concat();
        assert_eq!(without_metadata(&jpeg), clean);
    }

    #[test]
    fn what_is_no_jpeg_comes_out_empty() {
        for hostile in [
            &b""[..],
            b"<svg onload=alert(1)>",
            &[0xFF, 0xD8],
            &[0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF],
            &[0xFF, 0xD8, 0xFF, 0xE1, 0, 0, 0],
        ] {
            assert!(without_metadata(hostile).is_empty());
        }
    }
}
