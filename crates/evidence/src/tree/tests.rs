use super::*;

/// Sizes up to which every index and every pair of sizes is tried.
const SIZE_MAX: u64 = 65;

/// Leaves and roots of the RFC 6962 test tree, as certificate-transparency-go and others use them.
const VECTOR_LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const VECTOR_ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|i| leaf_hash(&i.to_be_bytes())).collect()
}

fn changed(hash: Hash) -> Hash {
    let mut bytes = hash.0;
    bytes[7] ^= 1;
    Hash(bytes)
}

#[test]
fn roots_are_those_of_the_published_vectors() {
    let hashes: Vec<Hash> = VECTOR_LEAVES.iter().map(|leaf| leaf_hash(&unhex(leaf))).collect();
    let mut frontier = Frontier::default();
    assert_eq!(frontier.root().0.to_vec(), unhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (count, expected) in VECTOR_ROOTS.iter().enumerate() {
        frontier.push(hashes[count]);
        assert_eq!(frontier.root().0.to_vec(), unhex(expected), "{} leaves", count + 1);
        assert_eq!(root(hashes.as_slice(), count as u64 + 1), Ok(frontier.root()));
    }
}

#[test]
fn every_leaf_of_every_small_tree_has_a_proof_that_holds_only_for_it() {
    let all = leaves(SIZE_MAX);
    for size in 1..=SIZE_MAX {
        let root = root(all.as_slice(), size).unwrap();
        for index in 0..size {
            let proof = inclusion_proof(all.as_slice(), index, size).unwrap();
            let leaf = all[index as usize];
            assert_eq!(verify_inclusion(leaf, index, size, &proof, root), Ok(()));
            assert!(verify_inclusion(changed(leaf), index, size, &proof, root).is_err());
            assert!(verify_inclusion(leaf, index, size, &proof, changed(root)).is_err());
            assert!(verify_inclusion(leaf, size, size, &proof, root).is_err());
            if index > 0 {
                assert!(verify_inclusion(leaf, index - 1, size, &proof, root).is_err());
            }
            for at in 0..proof.len() {
                let mut other = proof.clone();
                other[at] = changed(other[at]);
                assert!(verify_inclusion(leaf, index, size, &other, root).is_err());
                other.remove(at);
                assert!(verify_inclusion(leaf, index, size, &other, root).is_err());
            }
            let longer = [proof.as_slice(), &[leaf]].concat();
            assert!(verify_inclusion(leaf, index, size, &longer, root).is_err());
        }
    }
}

#[test]
fn every_small_tree_is_shown_to_begin_every_later_one_and_no_other() {
    let all = leaves(SIZE_MAX);
    let roots: Vec<Hash> = (0..=SIZE_MAX).map(|size| root(all.as_slice(), size).unwrap()).collect();
    for new in 0..=SIZE_MAX {
        for old in 0..=new {
            let (old_root, new_root) = (roots[old as usize], roots[new as usize]);
            let proof = consistency_proof(all.as_slice(), old, new).unwrap();
            assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Ok(()), "{old} {new}");
            assert!(verify_consistency(old, changed(old_root), new, new_root, &proof).is_err());
            if old > 0 {
                assert!(verify_consistency(old, old_root, new, changed(new_root), &proof).is_err());
            }
            for at in 0..proof.len() {
                let mut other = proof.clone();
                other[at] = changed(other[at]);
                assert!(verify_consistency(old, old_root, new, new_root, &other).is_err());
            }
            if let Some((_, shorter)) = proof.split_last() {
                assert!(verify_consistency(old, old_root, new, new_root, shorter).is_err());
            }
        }
    }
    assert!(verify_consistency(5, roots[5], 4, roots[4], &[]).is_err());
}

#[test]
fn another_implementation_reads_our_hashes_and_accepts_our_proofs() {
    let all = leaves(SIZE_MAX);
    let theirs = |hash: &Hash| tlog_tiles::Hash(hash.0);
    assert_eq!(tlog_tiles::record_hash(b"leaf").0, leaf_hash(b"leaf").0);
    for size in 1..=SIZE_MAX {
        let root = root(all.as_slice(), size).unwrap();
        for index in 0..size {
            let proof: Vec<_> = inclusion_proof(all.as_slice(), index, size).unwrap().iter().map(theirs).collect();
            tlog_tiles::check_record(&proof, size, theirs(&root), index, theirs(&all[index as usize])).unwrap();
        }
        for old in 1..=size {
            let proof: Vec<_> = consistency_proof(all.as_slice(), old, size).unwrap().iter().map(theirs).collect();
            let old_root = super::root(all.as_slice(), old).unwrap();
            tlog_tiles::check_tree(&proof, size, theirs(&root), old, theirs(&old_root)).unwrap();
        }
    }
}
