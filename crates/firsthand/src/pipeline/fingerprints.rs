//! From pictures and sound as they come out of the sandbox to fingerprints; the pictures and the sound are not kept.

use model::{Pixels, SoundChunk};
use serde::{Deserialize, Serialize};
use trace::audio::{AudioFingerprint, AudioFingerprinter};
use trace::image::{self, ImageFingerprint};
use trace::video::{VideoFingerprint, VideoFingerprinter};

/// The fingerprints of one item.
#[derive(Serialize, Deserialize, Default)]
pub struct Fingerprints {
    /// Of a still picture.
    pub image: Option<ImageFingerprint>,
    /// Of the frames of a recording.
    pub video: Option<VideoFingerprint>,
    /// Of its sound.
    pub audio: Option<AudioFingerprint>,
}

impl Fingerprints {
    /// Whether there are none: the item is neither picture nor recording, or could not be decoded.
    pub fn is_empty(&self) -> bool {
        self.image.is_none() && self.video.is_none() && self.audio.is_none()
    }
}

/// Takes what the decoder gives and makes fingerprints of it.
#[derive(Default)]
pub struct FingerprintMaker {
    image: Option<ImageFingerprint>,
    video: Option<VideoFingerprinter>,
    audio: Option<AudioFingerprinter>,
    /// A small JPEG of the item, if the decoder made one.
    pub thumbnail: Option<Vec<u8>>,
}

impl FingerprintMaker {
    /// The fingerprints, when the decoder is done.
    pub fn finish(self) -> (Fingerprints, Option<Vec<u8>>) {
        let fingerprints = Fingerprints {
            image: self.image,
            video: self.video.map(VideoFingerprinter::finish),
            audio: self.audio.map(AudioFingerprinter::finish),
        };
        (fingerprints, self.thumbnail)
    }
}

impl extract::MediaSink for FingerprintMaker {
    fn picture(&mut self, time_us: Option<i64>, pixels: Pixels) {
        match time_us {
            None => self.image = Some(image::fingerprint(&pixels)),
            Some(time_us) => self.video.get_or_insert_default().push(time_us, &pixels),
        }
    }

    fn sound(&mut self, chunk: SoundChunk) {
        self.audio.get_or_insert_default().push(&chunk);
    }

    fn thumbnail(&mut self, jpeg: Vec<u8>) {
        self.thumbnail = Some(jpeg);
    }
}
