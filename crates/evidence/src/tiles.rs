//! The log as static files: C2SP tlog-tiles (c2sp.org/tlog-tiles), tiles of height 8.
//!
//! `tile/<L>/<N>` holds up to 256 hashes of tree level `8 * L`; `tile/entries/<N>` holds up to 256 leaves, each after
//! its 16-bit big-endian length. A tile that is not full ends in `.p/<W>`, its width.

use crate::leaf::LEAF_BYTES_MAX;
use crate::tree::{self, Hash, Nodes};

/// Hashes of a full tile, entries of a full bundle.
pub const TILE_WIDTH: u64 = 256;
/// Tree levels that one tile level stands over.
const TILE_HEIGHT: u32 = 8;
/// Tile levels that a log of `u64` entries can have.
const TILE_LEVELS_MAX: u32 = 8;
/// Most bytes a bundle of entries may have.
pub const ENTRIES_BYTES_MAX: usize = TILE_WIDTH as usize * (2 + LEAF_BYTES_MAX);

/// Why the bytes of a tile cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The file is shorter or longer than its width asks for.
    #[error("{path}: expected {expected}, got {got_bytes} bytes")]
    WrongLength {
        /// Path of the tile inside the log.
        path: String,
        /// In words.
        expected: String,
        /// Length found.
        got_bytes: usize,
    },
    /// It could not be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// Path of the tile inside the log.
        path: String,
        /// As the reader said it.
        reason: String,
    },
}

/// A file to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TileWrite {
    /// Path inside the log.
    pub path: String,
    /// Its whole content.
    pub bytes: Vec<u8>,
}

/// What appending changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Growth {
    /// Files to write before the new checkpoint.
    pub writes: Vec<TileWrite>,
    /// Partial tiles that no longer belong to the log; to remove after the new checkpoint.
    pub outdated: Vec<String>,
}

/// Path of hash tile `index` of tile level `level` that holds `width` hashes (1..=256).
pub fn hash_tile_path(level: u32, index: u64, width: u64) -> String {
    format!("tile/{level}/{}{}", numbered(index), partial(width))
}

/// Path of bundle `index` of entries that holds `width` entries (1..=256).
pub fn entries_path(index: u64, width: u64) -> String {
    format!("tile/entries/{}{}", numbered(index), partial(width))
}

/// Every path that a log of `size` entries has, and no other: entries first, then hash tiles by level.
pub fn log_paths(size: u64) -> Vec<String> {
    let mut paths: Vec<String> = tiles_of_level(size).map(|(index, width)| entries_path(index, width)).collect();
    for level in 0..TILE_LEVELS_MAX {
        let count = size >> (TILE_HEIGHT * level);
        paths.extend(tiles_of_level(count).map(|(index, width)| hash_tile_path(level, index, width)));
    }
    paths
}

/// Whether a log of `size` entries has a file at this path. Takes the same time for any size, so that a checkpoint that
/// claims an absurd one does no harm.
pub fn is_log_path(path: &str, size: u64) -> bool {
    let Some((level, rest)) = path.strip_prefix("tile/").and_then(|rest| rest.split_once('/')) else { return false };
    let number = rest.split_once(".p/").map_or(rest, |(number, _)| number);
    let digits = number.split('/').map(|group| group.strip_prefix('x').unwrap_or(group)).collect::<String>();
    let Ok(index) = digits.parse::<u64>() else { return false };
    let width_of = |count: u64| {
        let first = index.checked_mul(TILE_WIDTH)?;
        count.checked_sub(first).map(|left| left.min(TILE_WIDTH)).filter(|width| *width > 0)
    };
    let expected = match (level, level.parse::<u32>()) {
        ("entries", _) => width_of(size).map(|width| entries_path(index, width)),
        (_, Ok(level)) if level < TILE_LEVELS_MAX => {
            width_of(size >> (TILE_HEIGHT * level)).map(|width| hash_tile_path(level, index, width))
        }
        _ => None,
    };
    expected.is_some_and(|expected| expected == path)
}

/// Index and width of the bundles of entries of a log of `size` entries, in order.
pub fn entry_bundles(size: u64) -> impl Iterator<Item = (u64, u64)> {
    tiles_of_level(size)
}

/// Leaves as a bundle of entries.
pub fn encode_entries<'l>(leaves: impl IntoIterator<Item = &'l [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        push_entry(&mut bytes, leaf);
    }
    bytes
}

/// The `width` leaves of a bundle of entries, in order.
///
/// # Errors
/// When the bytes do not hold exactly `width` leaves.
pub fn decode_entries<'b>(path: &str, bytes: &'b [u8], width: u64) -> Result<Vec<&'b [u8]>, TileError> {
    let wrong = || TileError::WrongLength {
        path: path.to_owned(),
        expected: format!("exactly {width} entries"),
        got_bytes: bytes.len(),
    };
    let mut leaves = Vec::new();
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let (leaf, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(wrong)?;
        leaves.push(leaf);
        rest = after;
    }
    if !rest.is_empty() || leaves.len() as u64 != width {
        return Err(wrong());
    }
    Ok(leaves)
}

/// Hashes as a hash tile.
pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The `width` hashes of a hash tile.
///
/// # Errors
/// When the bytes are not exactly `width` hashes.
pub fn decode_hashes(path: &str, bytes: &[u8], width: u64) -> Result<Vec<Hash>, TileError> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || chunks.len() as u64 != width {
        return Err(TileError::WrongLength {
            path: path.to_owned(),
            expected: format!("{width} hashes of 32 bytes"),
            got_bytes: bytes.len(),
        });
    }
    Ok(chunks.iter().map(|chunk| Hash(*chunk)).collect())
}

/// Gives the content of a file of the log by its path.
pub type ReadTile<'r> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'r;

/// The nodes of a log of `size` entries, read from its tiles when asked for.
pub struct TileNodes<'r> {
    /// Entries of the log.
    pub size: u64,
    /// How to read a tile.
    pub read: &'r ReadTile<'r>,
}

impl Nodes for TileNodes<'_> {
    type Error = TileError;

    fn node(&self, level: u32, index: u64) -> Result<Hash, TileError> {
        let (tile_level, height) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
        let first = index << height;
        let (tile, offset) = (first / TILE_WIDTH, (first % TILE_WIDTH) as usize);
        let width = (self.size >> (TILE_HEIGHT * tile_level)).saturating_sub(tile * TILE_WIDTH).min(TILE_WIDTH);
        let path = hash_tile_path(tile_level, tile, width);
        let bytes = (self.read)(&path).map_err(|reason| TileError::Unreadable { path: path.clone(), reason })?;
        let hashes = decode_hashes(&path, &bytes, width)?;
        let subtree = hashes.get(offset..offset + (1 << height)).ok_or_else(|| TileError::WrongLength {
            path,
            expected: format!("the nodes under node {index} of level {level}"),
            got_bytes: bytes.len(),
        })?;
        let Ok(hash) = tree::root(subtree, subtree.len() as u64);
        Ok(hash)
    }
}

/// The tiles at the right edge of the log, those that the next entry changes. Appending touches nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LogEdge {
    size: u64,
    entries: Vec<u8>,
    /// Of each tile level, the hashes of its last tile as far as it is not full.
    levels: Vec<Vec<Hash>>,
}

impl LogEdge {
    /// The edge of a log of `size` entries, read from its tiles. Whether it is the right log is for the caller to
    /// see: [`LogEdge::root`] must be that of the signed checkpoint.
    ///
    /// # Errors
    /// When a tile is missing or has a wrong length.
    pub fn load(size: u64, read: &ReadTile<'_>) -> Result<LogEdge, TileError> {
        let read = |path: &str| read(path).map_err(|reason| TileError::Unreadable { path: path.to_owned(), reason });
        let mut edge = LogEdge { size, ..LogEdge::default() };
        if !size.is_multiple_of(TILE_WIDTH) {
            let path = entries_path(size / TILE_WIDTH, size % TILE_WIDTH);
            edge.entries = read(&path)?;
            decode_entries(&path, &edge.entries, size % TILE_WIDTH)?;
        }
        for level in 0..TILE_LEVELS_MAX {
            let count = size >> (TILE_HEIGHT * level);
            let (index, width) = (count / TILE_WIDTH, count % TILE_WIDTH);
            if count == 0 {
                break;
            }
            let path = hash_tile_path(level, index, width);
            edge.levels.push(if width == 0 { Vec::new() } else { decode_hashes(&path, &read(&path)?, width)? });
        }
        Ok(edge)
    }

    /// Entries of the log.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the log.
    pub fn root(&self) -> Hash {
        let mut subtrees = Vec::new();
        for hashes in self.levels.iter().rev() {
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                let (subtree, after) = rest.split_at(1 << rest.len().ilog2());
                let Ok(hash) = tree::root(subtree, subtree.len() as u64);
                subtrees.push(hash);
                rest = after;
            }
        }
        tree::fold_subtrees(&subtrees)
    }

    /// Adds leaves (each at most [`LEAF_BYTES_MAX`] bytes) and says which files that makes and outdates.
    pub fn append<'l>(&mut self, leaves: impl IntoIterator<Item = &'l [u8]>) -> Growth {
        let outdated = self.partial_paths();
        let mut growth = Growth::default();
        for leaf in leaves {
            push_entry(&mut self.entries, leaf);
            self.size += 1;
            if self.size.is_multiple_of(TILE_WIDTH) {
                let path = entries_path(self.size / TILE_WIDTH - 1, TILE_WIDTH);
                growth.writes.push(TileWrite { path, bytes: std::mem::take(&mut self.entries) });
            }
            self.push_hash(0, tree::leaf_hash(leaf), &mut growth);
        }
        let partials = self.partial_tiles();
        growth.outdated = outdated.into_iter().filter(|old| partials.iter().all(|new| new.path != *old)).collect();
        growth.writes.extend(partials);
        growth
    }

    fn push_hash(&mut self, level: usize, hash: Hash, growth: &mut Growth) {
        if self.levels.len() <= level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(hash);
        if self.levels[level].len() as u64 == TILE_WIDTH {
            let full = std::mem::take(&mut self.levels[level]);
            let index = (self.size >> (TILE_HEIGHT * (level as u32 + 1))) - 1;
            let path = hash_tile_path(level as u32, index, TILE_WIDTH);
            growth.writes.push(TileWrite { path, bytes: encode_hashes(&full) });
            let Ok(above) = tree::root(full.as_slice(), TILE_WIDTH);
            self.push_hash(level + 1, above, growth);
        }
    }

    fn partial_tiles(&self) -> Vec<TileWrite> {
        let mut tiles = Vec::new();
        if !self.entries.is_empty() {
            let path = entries_path(self.size / TILE_WIDTH, self.size % TILE_WIDTH);
            tiles.push(TileWrite { path, bytes: self.entries.clone() });
        }
        for (level, hashes) in self.levels.iter().enumerate().filter(|(_, hashes)| !hashes.is_empty()) {
            let index = (self.size >> (TILE_HEIGHT * level as u32)) / TILE_WIDTH;
            let path = hash_tile_path(level as u32, index, hashes.len() as u64);
            tiles.push(TileWrite { path, bytes: encode_hashes(hashes) });
        }
        tiles
    }

    fn partial_paths(&self) -> Vec<String> {
        self.partial_tiles().into_iter().map(|tile| tile.path).collect()
    }
}

fn push_entry(bytes: &mut Vec<u8>, leaf: &[u8]) {
    let length = u16::try_from(leaf.len()).expect("leaf::encode keeps a leaf within 16 bits");
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(leaf);
}

/// `count` things cut into tiles: index and width of each.
fn tiles_of_level(count: u64) -> impl Iterator<Item = (u64, u64)> {
    (0..count.div_ceil(TILE_WIDTH)).map(move |index| (index, (count - index * TILE_WIDTH).min(TILE_WIDTH)))
}

/// `1234067` as `x001/x234/067`.
fn numbered(index: u64) -> String {
    let mut text = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        text = format!("x{:03}/{text}", rest % 1000);
        rest /= 1000;
    }
    text
}

fn partial(width: u64) -> String {
    if width == TILE_WIDTH { String::new() } else { format!(".p/{width}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Frontier;
    use std::collections::BTreeMap;

    fn leaf(index: u64) -> Vec<u8> {
        format!("entry {index}").into_bytes()
    }

    /// A log grown in steps of the given sizes, kept as files.
    fn grown(steps: &[u64]) -> (LogEdge, BTreeMap<String, Vec<u8>>) {
        let (mut edge, mut files) = (LogEdge::default(), BTreeMap::new());
        for step in steps {
            let leaves: Vec<Vec<u8>> = (edge.size()..edge.size() + step).map(leaf).collect();
            let growth = edge.append(leaves.iter().map(Vec::as_slice));
            files.extend(growth.writes.into_iter().map(|tile| (tile.path, tile.bytes)));
            growth.outdated.iter().for_each(|path| assert!(files.remove(path).is_some(), "{path}"));
        }
        (edge, files)
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        assert_eq!(hash_tile_path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(hash_tile_path(1, 5, 112), "tile/1/005.p/112");
        assert_eq!(entries_path(999, 256), "tile/entries/999");
        assert_eq!(entries_path(1000, 3), "tile/entries/x001/000.p/3");
        // The example of the specification: a log of 70,000 entries.
        let paths = log_paths(70_000);
        for expected in ["tile/0/272", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"] {
            assert!(paths.iter().any(|path| path == expected), "{expected}");
        }
        assert_eq!(paths.iter().filter(|path| path.starts_with("tile/1/")).count(), 2);
    }

    #[test]
    fn a_path_belongs_to_the_log_of_just_the_sizes_that_have_it() {
        for size in [0, 1, 5, 255, 256, 257, 65_536, 70_000] {
            let paths = log_paths(size);
            assert!(paths.iter().all(|path| is_log_path(path, size)), "{size}");
            let others = [log_paths(size + 1), log_paths(size + 300), log_paths(size / 2)].concat();
            assert!(others.iter().all(|path| paths.contains(path) == is_log_path(path, size)), "{size}");
        }
        for path in ["tile/0/0", "tile/00/000", "tile/0/000.p/0256", "tile/0/x000/000", "tile/9/000", "tile/0", "x"] {
            assert!(!is_log_path(path, 70_000), "{path}");
        }
        assert!(is_log_path("tile/entries/000", u64::MAX));
    }

    #[test]
    fn however_a_log_grows_its_files_and_root_are_the_same() {
        let total = 70_000;
        let (edge, files) = grown(&[total]);
        let mut frontier = Frontier::default();
        (0..total).for_each(|index| frontier.push(tree::leaf_hash(&leaf(index))));
        assert_eq!(edge.root(), frontier.root());
        for steps in [&[1, 254, 1, 1, 299, 65_000, 4_444][..], &[256, 256, 65_024, 1, 4_463], &[65_536, 4_464]] {
            assert_eq!(grown(steps), (edge.clone(), files.clone()), "{steps:?}");
        }
        let mut expected = log_paths(total);
        expected.sort();
        assert_eq!(files.keys().cloned().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_reopened_log_goes_on_where_it_stood() {
        for size in [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537] {
            let (edge, files) = grown(&[size]);
            let read = |path: &str| files.get(path).cloned().ok_or("missing".to_owned());
            let reopened = LogEdge::load(size, &read).unwrap();
            assert_eq!(reopened.root(), edge.root(), "{size}");
            let (mut a, mut b) = (edge, reopened);
            assert_eq!(a.append([leaf(7).as_slice()]), b.append([leaf(7).as_slice()]));
            assert_eq!(a.root(), b.root());
        }
    }

    #[test]
    fn proofs_read_from_tiles_hold() {
        let size = 66_000;
        let (edge, files) = grown(&[size]);
        let read = |path: &str| files.get(path).cloned().ok_or("missing".to_owned());
        let nodes = TileNodes { size, read: &read };
        for index in [0, 1, 255, 256, 40_000, 65_535, 65_536, 65_999] {
            let proof = tree::inclusion_proof(&nodes, index, size).unwrap();
            tree::verify_inclusion(tree::leaf_hash(&leaf(index)), index, size, &proof, edge.root()).unwrap();
        }
        for old in [1, 255, 256, 300, 65_536, 65_999] {
            let proof = tree::consistency_proof(&nodes, old, size).unwrap();
            tree::verify_consistency(old, grown(&[old]).0.root(), size, edge.root(), &proof).unwrap();
        }
    }

    #[test]
    fn another_implementation_names_and_fills_the_tiles_alike() {
        let size = 70_000;
        let (_, files) = grown(&[size]);
        for tile in tlog_tiles::Tile::new_tiles(8, 0, size) {
            // Their path has the height in it, ours is that of the specification.
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            let bytes = files.get(&path).unwrap_or_else(|| panic!("{path}"));
            assert_eq!(bytes.len() as u32, tile.width() * 32);
        }
        let bytes = &files["tile/0/000"];
        assert_eq!(tlog_tiles::Tile::subtree_hash(bytes).0, files["tile/1/000"][..32]);
    }

    #[test]
    fn a_bundle_of_entries_is_read_strictly() {
        let bytes = encode_entries([&b"ab"[..], b"", b"c"]);
        assert_eq!(bytes, b"\x00\x02ab\x00\x00\x00\x01c");
        assert_eq!(decode_entries("p", &bytes, 3).unwrap(), [&b"ab"[..], b"", b"c"]);
        for wrong in [&bytes[..bytes.len() - 1], &[bytes.as_slice(), &[0]].concat(), &bytes[..4], &[]] {
            assert!(decode_entries("p", wrong, 3).is_err());
        }
    }
}
