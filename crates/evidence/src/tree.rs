//! The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1): hashes, inclusion and consistency proofs.
//!
//! A node is named by its level (0 = leaves) and its index in that level; node `(l, i)` stands over the leaves
//! `[i << l, (i + 1) << l)` and only exists when all of them do.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash in the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Standard base64 with padding, 44 signs.
    pub fn base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads exactly the spelling that [`Hash::base64`] writes.
    pub fn from_base64(text: &str) -> Option<Hash> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base64())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", self.base64())
    }
}

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No such leaf.
    #[error("entry {index} cannot be in a log of {size} entries")]
    OutOfRange {
        /// Leaf asked for.
        index: u64,
        /// Size of the tree.
        size: u64,
    },
    /// Too many or too few hashes.
    #[error("the proof has {got} hashes, which does not fit a log of this size")]
    WrongLength {
        /// Hashes given.
        got: usize,
    },
    /// It leads elsewhere.
    #[error("the proof leads to root {got}, the checkpoint says {expected}")]
    OtherRoot {
        /// Root of the checkpoint.
        expected: Hash,
        /// Root that the proof leads to.
        got: Hash,
    },
}

/// Hash of a leaf: SHA-256 of 0x00 and its bytes.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0u8]);
    hasher.update(leaf);
    Hash(hasher.finalize().into())
}

/// Hash of an inner node: SHA-256 of 0x01 and both children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1u8]);
    hasher.update(left.0);
    hasher.update(right.0);
    Hash(hasher.finalize().into())
}

/// Root of the tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Hash(Sha256::digest([]).into())
}

/// Where the complete nodes of a tree come from: memory or tiles.
pub trait Nodes {
    /// What can go wrong when a node is read.
    type Error;

    /// The node `(level, index)`, all of whose leaves exist.
    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// Leaf hashes in memory, in order. A node is computed each time it is asked for.
impl Nodes for [Hash] {
    type Error = std::convert::Infallible;

    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error> {
        if level == 0 {
            return Ok(self[index as usize]);
        }
        Ok(node_hash(&self.node(level - 1, 2 * index)?, &self.node(level - 1, 2 * index + 1)?))
    }
}

/// Root over the first `size` leaves.
pub fn root<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Result<Hash, N::Error> {
    if size == 0 { Ok(empty_root()) } else { range_hash(nodes, 0, size) }
}

/// RFC 6962 section 2.1.1: the hashes that lead from leaf `index` to the root over `size` leaves, lowest first.
/// Empty when `index >= size`.
pub fn inclusion_proof<N: Nodes + ?Sized>(nodes: &N, index: u64, size: u64) -> Result<Vec<Hash>, N::Error> {
    let mut hashes = Vec::new();
    if index >= size {
        return Ok(hashes);
    }
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + largest_power_of_two_below(end - start);
        if index < middle {
            hashes.push(range_hash(nodes, middle, end)?);
            end = middle;
        } else {
            hashes.push(range_hash(nodes, start, middle)?);
            start = middle;
        }
    }
    hashes.reverse();
    Ok(hashes)
}

/// RFC 6962 section 2.1.2: the hashes that show that the tree of `old_size` leaves is the beginning of the tree of
/// `new_size`. Empty when there is nothing to show (`old_size` is 0, equal to or above `new_size`).
pub fn consistency_proof<N: Nodes + ?Sized>(nodes: &N, old_size: u64, new_size: u64) -> Result<Vec<Hash>, N::Error> {
    let mut hashes = Vec::new();
    if old_size == 0 || old_size >= new_size {
        return Ok(hashes);
    }
    let (mut start, mut end) = (0, new_size);
    while end != old_size {
        let middle = start + largest_power_of_two_below(end - start);
        if old_size <= middle {
            hashes.push(range_hash(nodes, middle, end)?);
            end = middle;
        } else {
            hashes.push(range_hash(nodes, start, middle)?);
            start = middle;
        }
    }
    // The old tree's own root is known to the verifier and left out when it is one complete subtree from leaf 0.
    if start != 0 {
        hashes.push(range_hash(nodes, start, end)?);
    }
    hashes.reverse();
    Ok(hashes)
}

/// RFC 9162 section 2.1.3.2.
///
/// # Errors
/// When the proof does not lead from `leaf` at `index` to `expected_root`.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    expected_root: Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange { index, size });
    }
    let wrong_length = ProofError::WrongLength { got: proof.len() };
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same_root(expected_root, hash)
}

/// RFC 9162 section 2.1.4.2.
///
/// # Errors
/// When the proof does not show that the tree with `old_root` is the beginning of the tree with `new_root`.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    let wrong_length = ProofError::WrongLength { got: proof.len() };
    if old_size > new_size {
        return Err(ProofError::OutOfRange { index: old_size, size: new_size });
    }
    if old_size == new_size || old_size == 0 {
        let old_expected = if old_size == 0 { empty_root() } else { new_root };
        return if proof.is_empty() { same_root(old_root, old_expected) } else { Err(wrong_length) };
    }
    let (mut node, mut last) = (old_size - 1, new_size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let mut rest = proof.iter();
    let first = if old_size.is_power_of_two() { old_root } else { *rest.next().ok_or(wrong_length.clone())? };
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(wrong_length);
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(wrong_length);
    }
    same_root(old_root, old_hash)?;
    same_root(new_root, new_hash)
}

/// The right edge of a growing tree: the roots of its complete subtrees, largest first. Appending a leaf costs one
/// hash on average, whatever the size.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self.subtrees.pop().expect("one subtree stands for each one-bit of the size");
            hash = node_hash(&left, &hash);
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// Root over all leaves so far.
    pub fn root(&self) -> Hash {
        fold_subtrees(&self.subtrees)
    }
}

/// Root over complete subtrees that stand side by side, largest first.
pub(crate) fn fold_subtrees(subtrees: &[Hash]) -> Hash {
    let mut from_right = subtrees.iter().rev().copied();
    let Some(last) = from_right.next() else { return empty_root() };
    from_right.fold(last, |right, left| node_hash(&left, &right))
}

/// Hash over the leaves `[start, end)`, where `start` is a multiple of the power of two at or above its length.
fn range_hash<N: Nodes + ?Sized>(nodes: &N, start: u64, end: u64) -> Result<Hash, N::Error> {
    let mut subtrees = Vec::new();
    let mut at = start;
    while at < end {
        let level = (end - at).ilog2();
        subtrees.push(nodes.node(level, at >> level)?);
        at += 1 << level;
    }
    Ok(fold_subtrees(&subtrees))
}

/// The split point of RFC 6962: the largest power of two smaller than `length` (which is at least 2).
fn largest_power_of_two_below(length: u64) -> u64 {
    1 << (length - 1).ilog2()
}

fn same_root(expected: Hash, got: Hash) -> Result<(), ProofError> {
    if expected == got { Ok(()) } else { Err(ProofError::OtherRoot { expected, got }) }
}

#[cfg(test)]
mod tests;
