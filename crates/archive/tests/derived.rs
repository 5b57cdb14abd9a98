//! Derived state: kept, found, dropped.

mod shared;

use archive::{ArchiveError, search_token};
use model::ItemId;
use shared::{capture, new_case};

#[test]
fn derived_bodies_are_kept_by_stage_item_and_key() {
    let (_folder, case) = new_case();
    case.derived_put("extract", "item", "v1", b"one").unwrap();
    case.derived_put("extract", "item", "v1", b"two").unwrap();
    assert_eq!(case.derived_get("extract", "item", "v1").unwrap(), Some(b"two".to_vec()));
    assert_eq!(case.derived_get("extract", "item", "v2").unwrap(), None);
    let failed: Result<(), ArchiveError> = case.transaction(|catalog| {
        catalog.derived_put("extract", "other", "v1", b"x")?;
        Err(ArchiveError::BadDerivedPath { path: "on purpose".to_owned() })
    });
    assert!(failed.is_err());
    assert_eq!(case.derived_all("extract").unwrap().len(), 1);
    case.derived_drop_all().unwrap();
    assert_eq!(case.derived_keys("extract").unwrap(), []);
}

#[test]
fn a_media_type_is_told_and_goes_with_derived_state() {
    let (_folder, case) = new_case();
    case.put_object(&mut &b"x"[..]).unwrap();
    case.append(&[capture(b"x", "x")]).unwrap();
    case.set_media_type(&ItemId::of(b"x"), "image/png").unwrap();
    assert_eq!(case.items().unwrap()[0].media_type, "image/png");
    case.derived_drop_all().unwrap();
    assert_eq!(case.items().unwrap()[0].media_type, "application/octet-stream");
}

#[test]
fn derived_files_stay_in_their_folder() {
    let (_folder, case) = new_case();
    case.derived_file_put("thumbnails/ab.jpg", b"x").unwrap();
    assert_eq!(case.derived_file_get("thumbnails/ab.jpg").unwrap(), Some(b"x".to_vec()));
    assert_eq!(case.derived_file_get("thumbnails/none").unwrap(), None);
    for path in ["../out", "/out", "a/../../out", ""] {
        assert!(matches!(case.derived_file_put(path, b"x"), Err(ArchiveError::BadDerivedPath { .. })), "{path}");
    }
}

#[test]
fn blocks_are_found_by_tokens_of_any_script_and_comments_only_when_asked_for() {
    let (_folder, case) = new_case();
    case.transaction(|catalog| {
        catalog.search_put("a", 0, "title", "bridge hit o'neill 3.5 миста", "The bridge")?;
        catalog.search_put("a", 1, "comment", "bridge nonsense", "nonsense")?;
        catalog.search_put("b", 0, "body", "الجسر bridges", "bridges")
    })
    .unwrap();
    let found = |expression: &str, comments| -> Vec<(String, u32)> {
        let hits = case.search(expression, 10, comments).unwrap();
        hits.into_iter().map(|hit| (hit.item, hit.block)).collect()
    };
    let a = [("a".to_owned(), 0)];
    assert_eq!(found(&search_token("bridge", false), false), a);
    assert_eq!(found(&search_token("bridge", false), true).len(), 2);
    assert_eq!(found(&search_token("bridge", true), false).len(), 2);
    for token in ["o'neill", "3.5", "миста"] {
        assert_eq!(found(&search_token(token, false), false), a, "{token}");
    }
    assert_eq!(found(&search_token("الجسر", false), false), [("b".to_owned(), 0)]);
    case.search_put("a", 0, "title", "rewritten", "").unwrap();
    assert_eq!(found(&search_token("bridge", false), false), []);
    case.derived_drop_all().unwrap();
    assert_eq!(found(&search_token("bridges", false), true), []);
}

#[test]
fn what_is_kept_of_one_item_is_dropped_without_touching_the_others() {
    let (_folder, case) = new_case();
    for item in ["a", "b"] {
        case.derived_put("extract", item, "v1", b"x").unwrap();
        case.derived_put("statements", item, "v1", b"x").unwrap();
    }
    case.transaction(|catalog| catalog.derived_drop("extract", Some("a"))).unwrap();
    let kept = |stage: &str, item: &str| case.derived_exists(stage, item, "v1").unwrap();
    assert_eq!((kept("extract", "a"), kept("extract", "b"), kept("statements", "a")), (false, true, true));
    assert!(!case.derived_exists("extract", "b", "v2").unwrap());
    case.transaction(|catalog| catalog.derived_drop("extract", None)).unwrap();
    assert_eq!((kept("extract", "b"), kept("statements", "b")), (false, true));
}
