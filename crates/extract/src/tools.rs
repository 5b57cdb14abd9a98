//! The programs that decode what we do not decode ourselves.

use crate::wire::PathBytes;
use serde::{Deserialize, Serialize};
use std::ffi::OsStr;
use std::path::PathBuf;

/// Where the decoders are; `None` = not installed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tools {
    pub(crate) ffmpeg: Option<PathBytes>,
    pub(crate) ffprobe: Option<PathBytes>,
    pub(crate) heif_convert: Option<PathBytes>,
}

impl Tools {
    /// Looks for the decoders in the folders of `search_path` (the form of `PATH`).
    pub fn find(search_path: Option<&OsStr>) -> Tools {
        let find = |name: &str| {
            let folders = std::env::split_paths(search_path?);
            let program = folders.filter(|folder| folder.is_absolute()).map(|folder| folder.join(name));
            let program = program.into_iter().find(|candidate| candidate.is_file())?;
            // Landlock speaks of files, not of the links that lead to them.
            Some(PathBytes::from(program.canonicalize().unwrap_or(program).as_path()))
        };
        Tools { ffmpeg: find("ffmpeg"), ffprobe: find("ffprobe"), heif_convert: find("heif-convert") }
    }

    /// Whether recordings can be decoded.
    pub fn reads_recordings(&self) -> bool {
        self.ffmpeg.is_some() && self.ffprobe.is_some()
    }

    /// Whether HEIC and AVIF pictures can be decoded.
    pub fn reads_heif(&self) -> bool {
        self.heif_convert.is_some()
    }

    /// The programs that were found.
    pub fn programs(&self) -> Vec<PathBuf> {
        [&self.ffmpeg, &self.ffprobe, &self.heif_convert].into_iter().flatten().map(PathBytes::path).collect()
    }
}
