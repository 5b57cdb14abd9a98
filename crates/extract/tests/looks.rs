//! Pictures for people: taken out of items upright and at their time, drawn the same each time, free of metadata, and never
//! more than a finding where a file is broken.

use extract::{Drawing, DrawnSide, Extractor, ItemSource, Limits, Look, MediaSink, SheetShot};
use image::{ImageFormat, Rgb, RgbImage};
use model::{Extract, PixelFormat, Pixels, SoundChunk};
use std::path::{Path, PathBuf};
use std::process::Command;

const WORKER: &str = env!("CARGO_BIN_EXE_extract_worker_for_tests");

#[derive(Default)]
struct Kept {
    frames: Vec<(Option<i64>, Pixels)>,
    thumbnail: Option<Vec<u8>>,
    sound: Vec<i16>,
}

impl MediaSink for Kept {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        self.frames.push((time_us, pixels));
    }

    fn sound(&mut self, chunk: SoundChunk) {
        self.sound.extend(chunk.samples);
    }

    fn thumbnail(&mut self, jpeg: Vec<u8>) {
        self.thumbnail = Some(jpeg);
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("extract-looks-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// Three seconds in which frame `n` has the light `2 n` above black.
    fn clock(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        let made = Command::new("ffmpeg")
            .args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i"])
            .arg("color=black:size=320x180:rate=25,format=yuv420p,geq=lum='16+2*N':cb=128:cr=128")
            .args(["-t", "3", "-c:v", "libx264", "-qp", "0"])
            .arg(&path)
            .status();
        assert!(made.expect("these tests need ffmpeg").success());
        path
    }

    fn extractor(&self) -> Extractor {
        Extractor::new(vec![WORKER.into(), "worker".into()], Limits::default(), self.0.join("scratch"))
    }

    fn look(&self, path: &Path, look: &Look) -> (Extract, Kept) {
        let mut kept = Kept::default();
        let source = ItemSource { path: path.to_owned(), ..ItemSource::default() };
        let extract = self.extractor().look(&source, look, &mut kept).expect("a worker that starts");
        (extract, kept)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn stills(times_us: &[i64]) -> Look {
    Look::Stills { times_us: times_us.to_vec(), side_px: 160 }
}

/// The number of the frame of a clock, by its light.
fn number(pixels: &Pixels) -> i64 {
    assert_eq!(pixels.format, PixelFormat::Rgb8);
    let mean = pixels.bytes.iter().map(|value| f64::from(*value)).sum::<f64>() / pixels.bytes.len() as f64;
    (mean * 219.0 / 255.0 / 2.0).round() as i64
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("an encoded picture");
    bytes.into_inner()
}

/// A photo, red left and blue right, that says: turn me a quarter by the clock; and who took it.
fn turned_photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(600, 400, |x, _| if x < 300 { Rgb([230, 20, 20]) } else { Rgb([20, 20, 230]) });
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let artist = b"SECRET NAME\0";
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    exif.extend(b"\x3b\x01\x02\0\x0c\0\0\0\x26\0\0\0");
    exif.extend(b"\0\0\0\0");
    exif.extend(artist);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

/// Markers of the segments before the picture data.
fn jpeg_segments(jpeg: &[u8]) -> Vec<u8> {
    let (mut at, mut found) = (2, Vec::new());
    while let [0xff, marker, high, low, ..] = &jpeg[at..] {
        found.push(*marker);
        if *marker == 0xda {
            break;
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    found
}

#[test]
fn a_photo_is_seen_upright_and_its_thumbnail_holds_no_metadata() {
    let folder = Folder::new("photo");
    let path = folder.file("photo.jpg", &turned_photo());
    let (extract, kept) = folder.look(&path, &stills(&[]));
    assert_eq!((extract.findings.len(), extract.media_type.as_str()), (0, "image/jpeg"));
    let [(None, seen)] = kept.frames.as_slice() else { panic!("one picture without a time") };
    assert_eq!((seen.width_px, seen.height_px), (107, 160));
    let at = |x: usize, y: usize| &seen.bytes[(y * seen.width_px + x) * 3..][..3];
    assert!(at(50, 20)[0] > 200 && at(50, 140)[2] > 200, "what was left is above: {:?} {:?}", at(50, 20), at(50, 140));

    let mut whole = Kept::default();
    let source = ItemSource { path, ..ItemSource::default() };
    let extract = folder.extractor().extract(&source, &mut whole).expect("a worker that starts");
    assert!(extract.metadata.iter().any(|field| field.value.contains("SECRET")), "{:?}", extract.metadata);
    let thumbnail = whole.thumbnail.expect("a thumbnail");
    assert!(!thumbnail.windows(6).any(|part| part == b"SECRET" || part == b"Exif\0\0"));
    assert!(jpeg_segments(&thumbnail).iter().all(|marker| !matches!(marker, 0xe1..=0xef | 0xfe)));
    let thumbnail = image::load_from_memory(&thumbnail).expect("a JPEG").into_rgb8();
    assert_eq!(thumbnail.dimensions(), (213, 320));
    assert!(thumbnail.get_pixel(100, 40).0[0] > 200 && thumbnail.get_pixel(100, 280).0[2] > 200);
}

#[test]
fn frames_are_those_that_are_shown_at_the_times_asked_for() {
    let folder = Folder::new("times");
    let clock = folder.clock("clock.mp4");
    let (extract, kept) = folder.look(&clock, &stills(&[0, 1_000_000, 2_480_000]));
    assert!(extract.findings.is_empty(), "{:?}", extract.findings);
    let seen: Vec<_> = kept.frames.iter().map(|(time_us, pixels)| (time_us.expect("a time"), number(pixels))).collect();
    assert_eq!(seen, [(0, 0), (1_000_000, 25), (2_480_000, 62)]);

    let stretch = Look::Stretch { start_us: 1_000_000, length_us: 1_000_000, n_frames: 5, area_px: 80 * 45 };
    let (_, kept) = folder.look(&clock, &stretch);
    let seen: Vec<_> = kept.frames.iter().map(|(time_us, pixels)| (time_us.expect("a time"), number(pixels))).collect();
    assert_eq!(seen, [(1_000_000, 25), (1_200_000, 30), (1_400_000, 35), (1_600_000, 40), (1_800_000, 45)]);
    assert!(kept.frames.iter().all(|(_, pixels)| pixels.width_px * pixels.height_px <= 80 * 45));

    let (extract, kept) = folder.look(&clock, &stills(&[60_000_000]));
    assert!(kept.frames.is_empty() && extract.findings.len() == 1, "past the end: {:?}", extract.findings);
}

#[test]
fn a_recording_of_a_phone_held_upright_is_seen_as_its_thumbnail_is() {
    let folder = Folder::new("turned");
    let (lying, turned) = (folder.0.join("lying.mp4"), folder.0.join("turned.mp4"));
    let ffmpeg = |before: &[&str], input: &str, after: &[&str], output: &Path| {
        let mut command = Command::new("ffmpeg");
        command.args(["-nostdin", "-v", "error", "-y"]).args(before).args(["-i", input]).args(after).arg(output);
        command.status().expect("these tests need ffmpeg").success()
    };
    let scene = "color=black:size=320x180:rate=10,drawbox=w=160:color=white:t=fill";
    assert!(ffmpeg(&["-f", "lavfi"], scene, &["-t", "1", "-c:v", "libx264", "-qp", "0"], &lying));
    let input = lying.to_str().expect("UTF-8");
    // Older ffmpeg writes the turn that a tag of the output asks for, newer the one that an option of the input does.
    let is_turned = ffmpeg(&[], input, &["-c", "copy", "-metadata:s:v", "rotate=90"], &turned)
        && folder.look(&turned, &stills(&[0])).1.frames[0].1.height_px == 160;
    assert!(
        is_turned || ffmpeg(&["-display_rotation:v", "90"], input, &["-c", "copy"], &turned),
        "no turn was written"
    );

    let (extract, kept) = folder.look(&turned, &stills(&[500_000]));
    let [(Some(500_000), seen)] = kept.frames.as_slice() else { panic!("one frame: {:?}", extract.findings) };
    assert_eq!((seen.width_px, seen.height_px), (90, 160));
    let mut whole = Kept::default();
    let source = ItemSource { path: turned, ..ItemSource::default() };
    folder.extractor().extract(&source, &mut whole).expect("a worker that starts");
    let thumbnail = whole.thumbnail.expect("a thumbnail");
    assert!(jpeg_segments(&thumbnail).iter().all(|marker| !matches!(marker, 0xe1..=0xef | 0xfe)), "metadata");
    let thumbnail = image::load_from_memory(&thumbnail).expect("a JPEG").into_rgb8();
    for (x, y) in [(45, 20), (45, 140)] {
        let (here, there) = (seen.bytes[(y * 90 + x) * 3], thumbnail.get_pixel(2 * x as u32, 2 * y as u32).0[0]);
        assert!(
            !(60..195).contains(&here) && here.abs_diff(there) < 20,
            "at {x}, {y}: {here}, on the thumbnail {there}"
        );
    }
}

#[test]
fn broken_files_give_a_finding_and_no_picture() {
    let folder = Folder::new("broken");
    let clock = std::fs::read(folder.clock("clock.mp4")).expect("a clip");
    let png = encoded(&RgbImage::new(40, 30), ImageFormat::Png);
    let pictureless = [b"\0\0\0\x18ftypisom\0\0\0\0isommp42".as_slice(), &[7; 3000]].concat();
    let broken: [(&str, &[u8]); 6] = [
        ("empty", b""),
        ("words.txt", b"Seven boats were lost."),
        ("cut.mp4", &clock[..clock.len() / 3]),
        ("noise.mp4", &pictureless),
        ("cut.png", &png[..40]),
        ("huge.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0\0\0\0\0"),
    ];
    for (name, bytes) in broken {
        let path = folder.file(name, bytes);
        for look in [stills(&[0, 500_000]), Look::Stretch { start_us: 0, length_us: 0, n_frames: 9, area_px: 0 }] {
            let (extract, kept) = folder.look(&path, &look);
            assert!(kept.frames.is_empty(), "{name} gave a picture");
            assert_eq!(extract.findings.len(), 1, "{name}: {:?}", extract.findings);
            assert!(!extract.findings[0].text.contains(folder.0.to_str().expect("UTF-8")), "{:?}", extract.findings);
        }
    }
}

fn picture(shift: u32) -> Pixels {
    let image = RgbImage::from_fn(64, 48, |x, y| Rgb([(x * 3) as u8, (y * 5) as u8, (shift * 20) as u8]));
    Pixels { width_px: 64, height_px: 48, format: PixelFormat::Rgb8, bytes: image.into_raw() }
}

fn mirrored(pixels: &Pixels) -> Pixels {
    let image = RgbImage::from_raw(64, 48, pixels.bytes.clone()).expect("64 x 48");
    Pixels { bytes: image::imageops::flip_horizontal(&image).into_raw(), ..pixels.clone() }
}

fn side(label: &str) -> DrawnSide {
    DrawnSide {
        label: label.into(),
        time_us: Some(3_200_000),
        step_us: 100_000,
        region: Some([0.25, 0.25, 0.75, 0.75]),
    }
}

fn drawings() -> [(Drawing, Vec<Pixels>); 3] {
    let shot = |time_us| SheetShot { time_us, length_us: 2_000_000 };
    let mirror = [-1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let (query, reference) = (side("K7Q-03"), side("X2B-01"));
    [
        (
            Drawing::Sheet { heading: "K7Q-03 · 2 shots".into(), shots: vec![shot(0), shot(4_000_000)] },
            vec![picture(0), picture(1)],
        ),
        (
            Drawing::Comparison { query: query.clone(), reference: reference.clone(), to_query: Some(mirror) },
            vec![mirrored(&picture(2)), picture(2)],
        ),
        (Drawing::Clip { query, reference, frames_per_second: 10 }, (0..20).map(|n| picture(n % 10)).collect()),
    ]
}

#[test]
fn drawings_are_the_same_each_time_and_hold_no_metadata() {
    let folder = Folder::new("same");
    for (drawing, pictures) in drawings() {
        let draw = || folder.extractor().draw(&drawing, &pictures, &[]).expect("a drawing");
        let (first, second) = (draw(), draw());
        assert_eq!(first, second, "{drawing:?}");
        match drawing {
            Drawing::Sheet { .. } => {
                assert!(jpeg_segments(&first).iter().all(|marker| !matches!(marker, 0xe1..=0xef | 0xfe)));
            }
            Drawing::Comparison { .. } => {
                for chunk in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"] {
                    assert!(!first.windows(4).any(|part| part == chunk), "{chunk:?}");
                }
            }
            Drawing::Clip { .. } => {
                assert!(first.starts_with(b"\x1a\x45\xdf\xa3"), "a WebM");
                let path = folder.0.to_str().expect("UTF-8").as_bytes();
                assert!(!first.windows(path.len()).any(|part| part == path));
            }
            Drawing::Picture | Drawing::Film { .. } | Drawing::Joined => {}
        }
    }
}

#[test]
fn a_picture_to_be_shown_holds_the_pixels_and_nothing_beside_them() {
    let folder = Folder::new("shown");
    let path = folder.file("photo.jpg", &turned_photo());
    let (_, kept) = folder.look(&path, &Look::Stills { times_us: Vec::new(), side_px: 1600 });
    let (_, pixels) = kept.frames.into_iter().next().expect("a picture");
    let jpeg = folder.extractor().draw(&Drawing::Picture, &[pixels], &[]).expect("a JPEG");
    assert!(jpeg_segments(&jpeg).iter().all(|marker| !matches!(marker, 0xe1..=0xef | 0xfe)));
    assert!(!jpeg.windows(6).any(|part| part == b"SECRET"));
    let shown = image::load_from_memory(&jpeg).expect("a JPEG").into_rgb8();
    assert_eq!(shown.dimensions(), (400, 600), "upright and not enlarged");
    assert!(shown.get_pixel(200, 50).0[0] > 200 && shown.get_pixel(200, 550).0[2] > 200, "red above, blue below");
}

#[test]
fn films_of_a_recording_join_to_one_in_which_each_frame_has_its_time() {
    let folder = Folder::new("film");
    let clock = folder.clock("clock.mp4");
    let extractor = folder.extractor();
    let stretch = |start_us, n_frames: u32| {
        let look = Look::Stretch { start_us, length_us: i64::from(n_frames) * 40_000, n_frames, area_px: 320 * 180 };
        let frames: Vec<Pixels> = folder.look(&clock, &look).1.frames.into_iter().map(|(_, pixels)| pixels).collect();
        extractor.draw(&Drawing::Film { frame_us: 40_000 }, &frames, &[]).expect("a film")
    };
    // Half a second and then a second, of a recording of three.
    let parts = [stretch(400_000, 13), stretch(920_000, 25)];
    let tone: Vec<i16> = (0..33_516).map(|n| if n / 50 % 2 == 0 { 9_000 } else { -9_000 }).collect();
    let join = || extractor.join(&parts, Some(&tone)).expect("a film");
    let film = join();
    assert_eq!(film, join(), "the same each time");
    let path = folder.file("film.webm", &film);
    let shown = |time_us: i64| {
        let (_, kept) = folder.look(&path, &stills(&[time_us]));
        number(&kept.frames.first().expect("a frame").1)
    };
    // Frame 10 of the clock stands first, every 40 ms the next one, over the seam too.
    for n in [0, 6, 12, 13, 14, 30, 37] {
        assert_eq!(shown(n * 40_000 + 5_000), 10 + n, "frame {n}");
    }
    let (_, heard) = folder.look(&path, &Look::Sound { start_us: 0, length_us: 3_000_000 });
    let seconds = heard.sound.len() as f64 / 22_050.0;
    assert!((1.45..1.6).contains(&seconds) && heard.sound.iter().any(|sample| *sample > 5_000), "{seconds} s");

    let sound_alone = extractor.join(&[], Some(&tone)).expect("a sound");
    let path = folder.file("sound.webm", &sound_alone);
    let (_, heard) = folder.look(&path, &Look::Sound { start_us: 0, length_us: 3_000_000 });
    assert!(heard.sound.iter().any(|sample| *sample > 5_000));
    assert!(extractor.join(&[], None).is_err() && extractor.join(&[b"no film".to_vec()], None).is_err());
}

#[test]
fn a_clip_has_each_sound_on_its_side_and_is_the_same_each_time() {
    let folder = Folder::new("sound");
    let tone = folder.0.join("tone.wav");
    let scene = "sine=frequency=400:sample_rate=44100:duration=3";
    let made =
        Command::new("ffmpeg").args(["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", scene]).arg(&tone).status();
    assert!(made.expect("these tests need ffmpeg").success());
    let (extract, kept) = folder.look(&tone, &Look::Sound { start_us: 1_000_000, length_us: 500_000 });
    assert!(extract.findings.is_empty() && kept.frames.is_empty(), "{:?}", extract.findings);
    let sound = kept.sound;
    assert_eq!(sound.len(), 11_025, "half a second");
    let crossings = sound.windows(2).filter(|pair| pair[0] < 0 && pair[1] >= 0).count();
    assert!((198..=202).contains(&crossings), "400 Hz crosses zero upwards 200 times in half a second: {crossings}");

    let [_, _, (drawing, pictures)] = drawings();
    let silent = vec![0; sound.len()];
    let draw = || folder.extractor().draw(&drawing, &pictures, &[silent.clone(), sound.clone()]).expect("a clip");
    let clip = draw();
    assert_eq!(clip, draw());
    let path = folder.file("clip.webm", &clip);
    let heard = Command::new("ffmpeg")
        .args(["-nostdin", "-v", "error", "-i"])
        .arg(&path)
        .args(["-f", "s16le", "-ac", "2", "pipe:1"])
        .output()
        .expect("these tests need ffmpeg");
    let samples: Vec<i16> = heard.stdout.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    let loudest = |ear: usize| samples.iter().skip(ear).step_by(2).map(|sample| sample.unsigned_abs()).max();
    assert!(loudest(0).expect("a left") < 1_500, "silence on the left: {:?}", loudest(0));
    assert!(loudest(1).expect("a right") > 15_000, "the tone on the right: {:?}", loudest(1));

    let picture = folder.file("photo.jpg", &turned_photo());
    let (extract, kept) = folder.look(&picture, &Look::Sound { start_us: 0, length_us: 500_000 });
    assert!(kept.sound.is_empty() && extract.findings.len() == 1);
}

#[test]
fn the_region_is_outlined_and_a_mirrored_copy_differs_nowhere() {
    let folder = Folder::new("difference");
    let [_, (drawing, pictures), _] = drawings();
    let png = folder.extractor().draw(&drawing, &pictures, &[]).expect("a comparison");
    let image = image::load_from_memory(&png).expect("a PNG").into_rgb8();
    // Query at 24, 54; the second column begins at 424, the second row of pictures at 152 (`drawing/comparison.rs`).
    let yellow = |x: u32, y: u32| image.get_pixel(x, y).0 == [0xff, 0xd7, 0x5e];
    assert!(yellow(24 + 16, 54 + 24) && yellow(24 + 32, 54 + 12), "left and upper edge of the region");
    assert!(yellow(424 + 48 - 1, 54 + 24) || yellow(424 + 48, 54 + 24), "right edge of the other");
    for (x, y) in (0..64).flat_map(|x| (0..48).map(move |y| (x, y))) {
        assert_eq!(image.get_pixel(424 + x, 152 + y).0, [0; 3], "the difference at {x}, {y}");
        let shown: [u8; 3] = image.get_pixel(24 + x, 152 + y).0;
        assert_eq!(shown.as_slice(), &pictures[1].bytes[((y * 64 + x) * 3) as usize..][..3], "both mixed at {x}, {y}");
    }
}

#[test]
fn a_drawing_of_pictures_that_do_not_fit_is_refused_with_the_reason() {
    let folder = Folder::new("unfit");
    let [(sheet, _), (comparison, both), (clip, frames)] = drawings();
    let wide = Pixels { width_px: 2_000, height_px: 1, format: PixelFormat::Rgb8, bytes: vec![0; 6_000] };
    let short = Pixels { bytes: vec![0; 5], ..picture(0) };
    let unfit = [
        (&sheet, vec![picture(0)]),
        (&sheet, vec![]),
        (&sheet, vec![wide.clone(), wide]),
        (&comparison, both[..1].to_vec()),
        (&comparison, vec![short.clone(), short]),
        (&clip, frames[..3].to_vec()),
    ];
    for (drawing, pictures) in unfit {
        let error = folder.extractor().draw(drawing, &pictures, &[]).expect_err("no drawing").to_string();
        assert!(error.starts_with("drawing the picture: ") && error.len() > 30, "{error}");
    }
}
