//! All fingerprints of a case as Parquet tables, for those who want to search or compare them with tools of their own.
//! What the columns mean stands in `docs/formats/fingerprints.md`; a test compares the two.

mod table;

use crate::operator::TOOL;
use crate::pipeline::fingerprints::Fingerprints;
use anyhow::{Context, Result};
use model::Item;
use parquet::data_type::ByteArray;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use table::{Cell, Column, Kind, Table};
use trace::audio::{AudioFingerprint, WORD_STEP_US};
use trace::image::PdqHashes;
use trace::local::LocalFeatures;

/// Name and version of the tables, in the foot of each file.
const FORMAT: (&str, &str) = ("format", "firsthand-fingerprints/1");

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: false, repeats: true }
}

const fn nullable(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: true, repeats: true }
}

const fn varied(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, nullable: false, repeats: false }
}

/// The item a row is of; every table begins with these.
const ITEM: [Column; 3] =
    [column("item_sha256", Kind::Text), column("short_id", Kind::Text), column("medium", Kind::Text)];

const HASHES: &[Column] = &[
    ITEM[0],
    ITEM[1],
    ITEM[2],
    nullable("time_us", Kind::Int64),
    column("view", Kind::UInt32),
    nullable("region_left", Kind::Double),
    nullable("region_top", Kind::Double),
    nullable("region_right", Kind::Double),
    nullable("region_bottom", Kind::Double),
    column("quality_0_100", Kind::UInt32),
    varied("hash_0", Kind::UInt64),
    varied("hash_1", Kind::UInt64),
    varied("hash_2", Kind::UInt64),
    varied("hash_3", Kind::UInt64),
];

const LOCAL_POINTS: &[Column] = &[
    ITEM[0],
    ITEM[1],
    ITEM[2],
    nullable("time_us", Kind::Int64),
    column("width_px", Kind::UInt32),
    column("height_px", Kind::UInt32),
    column("x_px", Kind::Double),
    column("y_px", Kind::Double),
    column("spread_px", Kind::Double),
    column("direction_degrees", Kind::Double),
    varied("code_0", Kind::UInt64),
    varied("code_1", Kind::UInt64),
];

const SOUND_POINTS: &[Column] = &[
    ITEM[0],
    ITEM[1],
    ITEM[2],
    column("time_us", Kind::Int64),
    column("pitch", Kind::UInt32),
    column("frequency_hz", Kind::Double),
    column("level_db", Kind::UInt32),
];

const SOUND_WORDS: &[Column] = &[
    ITEM[0],
    ITEM[1],
    ITEM[2],
    column("time_us", Kind::Int64),
    varied("word", Kind::UInt32),
    column("quietness_db", Kind::UInt32),
];

/// The tables: file name and columns.
pub const TABLES: [(&str, &[Column]); 4] = [
    ("hashes.parquet", HASHES),
    ("local_points.parquet", LOCAL_POINTS),
    ("sound_points.parquet", SOUND_POINTS),
    ("sound_words.parquet", SOUND_WORDS),
];

/// Tables of fingerprints in a folder, written item by item.
pub struct FingerprintTables {
    hashes: Table<BufWriter<File>>,
    local_points: Table<BufWriter<File>>,
    sound_points: Table<BufWriter<File>>,
    sound_words: Table<BufWriter<File>>,
}

impl FingerprintTables {
    /// Empty tables in `folder`, which is there.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn begin(folder: &Path) -> Result<FingerprintTables> {
        let begin = |(name, columns): (&str, &'static [Column])| {
            let path = folder.join(name);
            let file = File::create_new(&path).with_context(|| format!("making {}", path.display()))?;
            Table::new(BufWriter::new(file), columns, TOOL, &[FORMAT])
                .with_context(|| format!("writing {}", path.display()))
        };
        Ok(FingerprintTables {
            hashes: begin(TABLES[0])?,
            local_points: begin(TABLES[1])?,
            sound_points: begin(TABLES[2])?,
            sound_words: begin(TABLES[3])?,
        })
    }

    /// Adds the fingerprints of an item.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn push(&mut self, item: &Item, made: &Fingerprints) -> Result<()> {
        let rows_of = |medium: &'static str| RowHead {
            item_sha256: ByteArray::from(item.id.hex().as_str()),
            short_id: ByteArray::from(item.short_id.0.as_str()),
            medium: ByteArray::from(medium),
        };
        if let Some(image) = &made.image {
            let head = rows_of("image");
            for (number, view) in (0..).zip(&image.views) {
                self.push_hashes(&head, None, number, Some(view.region), &view.hashes)?;
            }
            self.push_local_points(&head, None, &image.local)?;
        }
        if let Some(video) = &made.video {
            let head = rows_of("video");
            for frame in &video.frames {
                for (number, view) in (0..).zip(&frame.views) {
                    let region = (number == 0).then_some([0.0, 0.0, 1.0, 1.0]);
                    self.push_hashes(&head, Some(frame.time_us), number, region, &view.hashes)?;
                }
                if let Some(local) = &frame.local {
                    self.push_local_points(&head, Some(frame.time_us), local)?;
                }
            }
        }
        if let Some(sound) = &made.audio {
            self.push_sound(&rows_of("audio"), sound)?;
        }
        Ok(())
    }

    /// Writes what waits, and the feet; gives the number of rows of each table in the order of [`TABLES`].
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self) -> Result<[u64; 4]> {
        let written = "writing the tables of fingerprints";
        Ok([
            self.hashes.finish().context(written)?,
            self.local_points.finish().context(written)?,
            self.sound_points.finish().context(written)?,
            self.sound_words.finish().context(written)?,
        ])
    }

    fn push_hashes(
        &mut self,
        head: &RowHead,
        time_us: Option<i64>,
        view: u32,
        region: Option<[f64; 4]>,
        hashes: &PdqHashes,
    ) -> Result<()> {
        let region: [Cell; 4] = std::array::from_fn(|edge| region.map_or(Cell::Null, |it| Cell::Double(it[edge])));
        let own = [time_us.map_or(Cell::Null, Cell::Int64), Cell::UInt32(view)].into_iter().chain(region);
        let quality = Cell::UInt32(hashes.quality_0_100.into());
        let words = hashes.upright().words().map(Cell::UInt64);
        Ok(self.hashes.push(head.cells().into_iter().chain(own).chain([quality]).chain(words))?)
    }

    fn push_local_points(&mut self, head: &RowHead, time_us: Option<i64>, local: &LocalFeatures) -> Result<()> {
        for point in &local.points {
            let (x_px, y_px) = point.place_px();
            let own = [
                time_us.map_or(Cell::Null, Cell::Int64),
                Cell::UInt32(local.width_px.into()),
                Cell::UInt32(local.height_px.into()),
                Cell::Double(x_px.into()),
                Cell::Double(y_px.into()),
                Cell::Double(point.spread_px().into()),
                Cell::Double(point.direction_degrees().into()),
                Cell::UInt64(point.code.0 as u64),
                Cell::UInt64((point.code.0 >> 64) as u64),
            ];
            self.local_points.push(head.cells().into_iter().chain(own))?;
        }
        Ok(())
    }

    fn push_sound(&mut self, head: &RowHead, sound: &AudioFingerprint) -> Result<()> {
        for point in &sound.points.0 {
            let own = [
                Cell::Int64(sound.start_us + point.after_start_us()),
                Cell::UInt32(point.pitch.into()),
                Cell::Double(point.frequency_hz()),
                Cell::UInt32(point.level_db.into()),
            ];
            self.sound_points.push(head.cells().into_iter().chain(own))?;
        }
        for (number, (word, quietness_db)) in sound.words.iter().zip(&sound.quietness_db).enumerate() {
            let own = [
                Cell::Int64(sound.start_us + (number as f64 * WORD_STEP_US) as i64),
                Cell::UInt32(*word),
                Cell::UInt32((*quietness_db).into()),
            ];
            self.sound_words.push(head.cells().into_iter().chain(own))?;
        }
        Ok(())
    }
}

/// The first cells of a row; cloning them shares their bytes.
struct RowHead {
    item_sha256: ByteArray,
    short_id: ByteArray,
    medium: ByteArray,
}

impl RowHead {
    fn cells(&self) -> [Cell; 3] {
        [&self.item_sha256, &self.short_id, &self.medium].map(|text| Cell::Text(text.clone()))
    }
}
