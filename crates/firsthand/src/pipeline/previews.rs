//! What a browser may show of an item: the picture, stills of a recording, films of stretches of it. They are made of pixels
//! and samples that a worker gave, by another worker that can read no item: not one byte of an original reaches a browser's
//! decoders. They are derived state that is made when somebody asks for it, and kept.

use super::extracting::{self, source_of};
use super::looks::{Drawn, Looked, Looker};
use anyhow::Result;
use extract::{Drawing, Look, ShownPage};
use model::{Item, MatchSide, MediaFacts, Pixels};
use serde::{Deserialize, Serialize};

/// Raised when the same input gives another file.
const VERSION: u32 = 1;

const PICTURE: &str = "shown-picture";
const STILLS: &str = "shown-stills";
const FILM: &str = "shown-film";

/// Longer side of a picture, and of a still, pixels.
const PICTURE_SIDE_PX: u32 = 1600;
const STILL_SIDE_PX: u32 = 288;
/// Stills of a recording, at most; and how many a recording of fewer shots has, spread evenly over it.
const STILLS_AT_MOST: usize = 12;
const SPREAD_STILLS: i64 = 6;

/// A window up to this length, microseconds, is shown with every frame of its recording (up to thirty a second), and larger.
const CLOSE_US: i64 = 60_000_000;
const CLOSE_AREA_PX: u32 = 640 * 360;
/// Longest window with pictures, its frames, and their pixels.
const WIDE_US: i64 = 150_000_000;
const WIDE_FRAME_US: i64 = 100_000;
const WIDE_AREA_PX: u32 = 480 * 270;
/// Longest window of sound alone.
const SOUND_US: i64 = 600_000_000;
/// Shortest and longest frame, microseconds, and what is taken where a recording does not say.
const SHORTEST_FRAME_US: i64 = 33_333;
const LONGEST_FRAME_US: i64 = 200_000;
const USUAL_FRAME_US: i64 = 40_000;
/// What is shown before and after a stretch that matches.
const AROUND_US: i64 = 5_000_000;
/// Frames that are taken out and encoded at once: they fit into one message to a worker.
const FRAMES_AT_ONCE: i64 = 240;

/// The stretch of a recording that one film shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Where in the recording it begins, microseconds.
    pub start_us: i64,
    /// How long it is, microseconds.
    pub length_us: i64,
    /// How long one of its frames is shown, microseconds; 0 for sound alone.
    pub frame_us: i64,
}

impl Window {
    /// The `n`th window of a recording, from 0 on; `None` past its end, or where its length is not known.
    pub fn nth(media: &MediaFacts, n: u32) -> Option<Window> {
        let duration_us = media.duration_us.filter(|length_us| *length_us > 0)?;
        let start_us = i64::from(n).checked_mul(longest_us(media, duration_us))?;
        (start_us < duration_us).then(|| Window::from(media, start_us, duration_us))
    }

    /// How many windows a recording has.
    pub fn count(media: &MediaFacts) -> u32 {
        let duration_us = media.duration_us.unwrap_or(0).max(0);
        let longest_us = longest_us(media, duration_us);
        u32::try_from(duration_us.saturating_add(longest_us - 1) / longest_us).unwrap_or(u32::MAX)
    }

    /// The window around what matches on one side: the whole of a short recording, else the stretch with some seconds on both
    /// sides, as far as a window reaches.
    pub fn around(media: &MediaFacts, side: &MatchSide) -> Option<Window> {
        let duration_us = media.duration_us.filter(|length_us| *length_us > 0)?;
        if duration_us <= if media.has_picture { CLOSE_US } else { SOUND_US } {
            return Some(Window::from(media, 0, duration_us));
        }
        let (start_us, end_us) = (side.extent.start_us?, side.extent.end_us?);
        let start_us = (start_us - AROUND_US).clamp(0, duration_us - 1);
        Some(Window::from(media, start_us, (end_us + AROUND_US).clamp(start_us + 1, duration_us)))
    }

    fn from(media: &MediaFacts, start_us: i64, end_us: i64) -> Window {
        let length_us = (end_us - start_us).min(longest_us(media, end_us - start_us));
        Window { start_us, length_us, frame_us: if media.has_picture { frame_us(media, length_us) } else { 0 } }
    }

    fn area_px(&self) -> u32 {
        if self.length_us <= CLOSE_US { CLOSE_AREA_PX } else { WIDE_AREA_PX }
    }
}

/// Moments in the middle of equal parts of a recording, each at least a second long.
fn spread_us(media: &MediaFacts) -> Vec<i64> {
    let duration_us = media.duration_us.unwrap_or(0).max(0);
    let n_parts = (duration_us / 1_000_000).clamp(1, SPREAD_STILLS);
    (0..n_parts).map(|part| duration_us * (2 * part + 1) / (2 * n_parts)).collect()
}

fn longest_us(media: &MediaFacts, length_us: i64) -> i64 {
    if !media.has_picture {
        SOUND_US
    } else if length_us <= CLOSE_US {
        CLOSE_US
    } else {
        WIDE_US
    }
}

fn frame_us(media: &MediaFacts, length_us: i64) -> i64 {
    if length_us > CLOSE_US {
        return WIDE_FRAME_US;
    }
    let told = media.frames_per_second.filter(|rate| rate.is_finite() && *rate > 0.0);
    let told_us = told.map_or(USUAL_FRAME_US, |rate| (1e6 / rate).round() as i64);
    told_us.clamp(SHORTEST_FRAME_US, LONGEST_FRAME_US)
}

/// A still of a recording.
#[derive(Clone, Serialize, Deserialize)]
pub struct Still {
    /// Its time, microseconds.
    pub time_us: i64,
    /// The picture.
    pub jpeg: Vec<u8>,
}

impl Looker<'_> {
    /// A picture as large as a screen shows it, a JPEG.
    ///
    /// # Errors
    /// When the case cannot be read or written, or no worker can be started.
    pub fn picture(&self, item: &Item) -> Result<Drawn> {
        self.kept(PICTURE, &item.id.hex(), &key(""), || {
            self.draw_picture(item, &Look::Stills { times_us: Vec::new(), side_px: PICTURE_SIDE_PX })
        })
    }

    /// A saved page as a person may see it, or why not.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn page(&self, item: &Item) -> Result<std::result::Result<ShownPage, String>> {
        let Some(source) = source_of(self.case, &item.id)? else {
            return Ok(Err("its bytes are not held, or lie too deep in containers".to_owned()));
        };
        Ok(self.extractor.page(&source).map_err(|error| error.to_string()))
    }

    /// A recording at one moment, a JPEG.
    ///
    /// # Errors
    /// As [`Looker::picture`].
    pub fn moment(&self, item: &Item, time_us: i64) -> Result<Drawn> {
        self.kept(PICTURE, &item.id.hex(), &key(&format!(" at {time_us}")), || {
            self.draw_picture(item, &Look::Stills { times_us: vec![time_us], side_px: PICTURE_SIDE_PX })
        })
    }

    fn draw_picture(&self, item: &Item, look: &Look) -> Result<Drawn> {
        match self.look(&item.id, look)? {
            Looked::Frames(mut frames) => match frames.pop() {
                Some((_, pixels)) => self.draw(&Drawing::Picture, &[pixels], &[]),
                None => Ok(Drawn::Nothing("it gave no picture".to_owned())),
            },
            Looked::Nothing(why) => Ok(Drawn::Nothing(why)),
        }
    }

    /// Stills of a recording in order of time, one of each of its longest shots or, where there are few, spread evenly; none of
    /// what has no pictures.
    ///
    /// # Errors
    /// As [`Looker::picture`].
    pub fn stills(&self, item: &Item, media: &MediaFacts) -> Result<Vec<Still>> {
        let made = self.kept(STILLS, &item.id.hex(), &key(""), || {
            let stills = self.draw_stills(item, media)?;
            Ok(Drawn::File(postcard::to_allocvec(&stills)?))
        })?;
        Ok(match made {
            Drawn::File(bytes) => postcard::from_bytes(&bytes)?,
            Drawn::Nothing(_) => Vec::new(),
        })
    }

    fn draw_stills(&self, item: &Item, media: &MediaFacts) -> Result<Vec<Still>> {
        let shots: Vec<i64> = self.shots(item, STILLS_AT_MOST)?.iter().map(|shot| shot.best_us).collect();
        let spread = spread_us(media);
        let times_us = if shots.len() < spread.len() { spread } else { shots };
        let Looked::Frames(frames) = self.look(&item.id, &Look::Stills { times_us, side_px: STILL_SIDE_PX })? else {
            return Ok(Vec::new());
        };
        let mut stills = Vec::new();
        for (time_us, pixels) in frames {
            if let (Some(time_us), Drawn::File(jpeg)) = (time_us, self.draw(&Drawing::Picture, &[pixels], &[])?) {
                stills.push(Still { time_us, jpeg });
            }
        }
        Ok(stills)
    }

    /// A stretch of a recording with its sound, a WebM whose time begins at 0.
    ///
    /// # Errors
    /// As [`Looker::picture`].
    pub fn film(&self, item: &Item, media: &MediaFacts, window: Window) -> Result<Drawn> {
        let of = format!(" {}+{}/{}", window.start_us, window.length_us, window.frame_us);
        self.kept(FILM, &item.id.hex(), &key(&of), || self.draw_film(item, media, window))
    }

    fn draw_film(&self, item: &Item, media: &MediaFacts, window: Window) -> Result<Drawn> {
        let mut films = Vec::new();
        if window.frame_us > 0 {
            let n_frames = (window.length_us + window.frame_us - 1) / window.frame_us;
            for first in (0..n_frames).step_by(FRAMES_AT_ONCE as usize) {
                let wanted = FRAMES_AT_ONCE.min(n_frames - first);
                let frames = match self.frames(item, window, first, wanted)? {
                    Looked::Frames(frames) => frames,
                    // Many recordings are a little shorter than they say.
                    Looked::Nothing(_) if !films.is_empty() => break,
                    Looked::Nothing(why) => return Ok(Drawn::Nothing(why)),
                };
                let is_last = (frames.len() as i64) < wanted;
                let frames: Vec<Pixels> = frames.into_iter().map(|(_, pixels)| pixels).collect();
                let frame_us = u32::try_from(window.frame_us).unwrap_or(u32::MAX);
                match self.draw(&Drawing::Film { frame_us }, &frames, &[])? {
                    Drawn::File(film) => films.push(film),
                    nothing @ Drawn::Nothing(_) => return Ok(nothing),
                }
                if is_last {
                    break;
                }
            }
        }
        let sound = if media.has_sound { self.sound(&item.id, window.start_us, window.length_us)? } else { Vec::new() };
        if films.is_empty() && sound.is_empty() {
            return Ok(Drawn::Nothing("neither a picture nor a sound of it could be read".to_owned()));
        }
        self.join(&films, Some(sound.as_slice()).filter(|sound| !sound.is_empty()))
    }

    fn frames(&self, item: &Item, window: Window, first: i64, wanted: i64) -> Result<Looked> {
        self.look(
            &item.id,
            &Look::Stretch {
                start_us: window.start_us + first * window.frame_us,
                length_us: wanted * window.frame_us,
                n_frames: u32::try_from(wanted).unwrap_or(1),
                area_px: window.area_px(),
            },
        )
    }
}

fn key(of: &str) -> String {
    format!("v{VERSION} {}{of}", extracting::key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Extent, ItemId};

    fn recording(seconds: i64, frames_per_second: f64) -> MediaFacts {
        let duration_us = Some(seconds * 1_000_000);
        let frames_per_second = Some(frames_per_second);
        MediaFacts { duration_us, frames_per_second, has_picture: true, has_sound: true, ..MediaFacts::default() }
    }

    fn side(start_us: i64, end_us: i64) -> MatchSide {
        let extent = Extent { start_us: Some(start_us), end_us: Some(end_us), ..Extent::default() };
        MatchSide { item: ItemId([1; 32]), name: String::new(), extent }
    }

    #[test]
    fn a_short_recording_is_one_window_with_all_of_its_frames() {
        let media = recording(41, 25.0);
        let whole = Window { start_us: 0, length_us: 41_000_000, frame_us: 40_000 };
        assert_eq!((Window::nth(&media, 0), Window::nth(&media, 1), Window::count(&media)), (Some(whole), None, 1));
        assert_eq!(Window::around(&media, &side(3_000_000, 9_000_000)), Some(whole));
        assert_eq!(Window::nth(&recording(9, 240.0), 0).map(|window| window.frame_us), Some(SHORTEST_FRAME_US));
        assert_eq!(Window::nth(&recording(9, f64::NAN), 0).map(|window| window.frame_us), Some(USUAL_FRAME_US));
    }

    #[test]
    fn a_long_recording_is_windows_one_after_another() {
        let media = recording(400, 25.0);
        assert_eq!(Window::count(&media), 3);
        let last = Window::nth(&media, 2).expect("a window");
        assert_eq!((last.start_us, last.length_us), (300_000_000, 100_000_000));
        assert_eq!(Window::nth(&media, u32::MAX), None);
        assert_eq!(Window::nth(&MediaFacts::default(), 0), None);
    }

    #[test]
    fn stills_of_few_shots_are_spread_over_the_recording() {
        assert_eq!(spread_us(&recording(12, 25.0)), [1, 3, 5, 7, 9, 11].map(|second| second * 1_000_000));
        assert_eq!(spread_us(&recording(1, 25.0)), [500_000]);
    }

    #[test]
    fn the_window_of_a_match_is_the_stretch_with_some_seconds_around() {
        let media = recording(4_000, 30.0);
        let near = Window::around(&media, &side(100_000_000, 120_000_000)).expect("a window");
        assert_eq!(near, Window { start_us: 95_000_000, length_us: 30_000_000, frame_us: 33_333 });
        let long = Window::around(&media, &side(2_000_000, 3_900_000_000)).expect("a window");
        assert_eq!((long.start_us, long.length_us, long.frame_us), (0, WIDE_US, WIDE_FRAME_US));
        let at_end = Window::around(&media, &side(3_990_000_000, 4_100_000_000)).expect("a window");
        assert_eq!(at_end.start_us + at_end.length_us, 4_000_000_000);
    }
}
