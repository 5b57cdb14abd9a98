//! The lists of the desk, against a plain recount of the same values.

mod shared;

use archive::desk::{
    ClaimPlace, ClaimQuery, ClaimSort, ClaimTies, DeskClaim, DeskEdge, DeskFigures, DeskIndex, DeskItem, DeskMaker,
    DeskOrigin, DeskPlace, DeskTime, EdgeKind, Facet, FindingCounts, GraphNodeKind, GraphQuery, ItemQuery, ItemSort,
    KeptList, KeptPart, MapPoint, Marks, MediaKind, NodeKind, OriginSpan, PageStart, Standing,
};
use archive::{Case, search_token};
use model::{ItemId, MatchKind, ShortId, Tier, TimeKind};
use shared::{capture, new_case};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that look random and are the same in every run (xorshift64).
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

fn bytes(number: usize) -> Vec<u8> {
    format!("item {number}").into_bytes()
}

fn item(number: usize) -> DeskItem {
    let mut draws = Draws(number as u64 * 31 + 17);
    let id = ItemId::of(&bytes(number));
    let second = 86_400 * draws.next(40) as i64;
    let kind = [TimeKind::Published, TimeKind::Captured][draws.next(2)];
    let time = DeskTime { time: format!("{second}"), kind, zone: "UTC".into(), from_s: second, to_s: second + 3_600 };
    let place = DeskPlace { text: "Ost".into(), name: "Oststadt".into(), lat: draws.next(2) as f64, lon: 5.0 };
    let media_type = ["video/mp4", "text/html", "image/png", "application/zip", "x/y"][draws.next(5)];
    DeskItem {
        id,
        short_id: ShortId::new(&id, number as u64 + 1),
        name: format!("{} {}", ["Álpha", "beta", "Gamma"][draws.next(3)], draws.next(20)),
        title: None,
        kind: MediaKind::of(media_type),
        media_type: media_type.to_owned(),
        size_bytes: 6,
        duration_us: None,
        outlet: (draws.next(4) > 0).then(|| format!("outlet{}", draws.next(4))),
        time: (draws.next(5) > 0).then_some(time),
        added: shared::TIME.to_owned(),
        n_captures: 1,
        n_matches: draws.next(3) as u32,
        n_statements: draws.next(3) as u32,
        n_claims: draws.next(2) as u32,
        standing: [Standing::Source, Standing::Derived, Standing::Unknown][draws.next(3)],
        place: (draws.next(2) == 0).then_some(place),
        findings: FindingCounts { note: draws.next(2) as u32, warn: draws.next(2) as u32, error: 0 },
        has_thumbnail: false,
        is_disposed: false,
        marks: Marks::default(),
    }
}

/// Marks of every third item.
fn marks(n_items: usize) -> BTreeMap<ItemId, Marks> {
    let marks = |number: usize| Marks {
        status: (!number.is_multiple_of(2)).then(|| "open".to_owned()),
        assignee: Some(format!("person {}", number % 4)),
        is_graphic: number.is_multiple_of(9),
        tags: (0..number % 3).map(|tag| format!("tag {tag}")).collect(),
    };
    (0..n_items).step_by(3).map(|number| (item(number).id, marks(number))).collect()
}

/// A case with so many items, and its index.
fn indexed(n_items: usize) -> (tempfile::TempDir, Case, DeskIndex) {
    let (folder, case) = new_case();
    let mut batch = case.batch().unwrap();
    let mut entries = Vec::new();
    for number in 0..n_items {
        batch.put_object(&mut bytes(number).as_slice()).unwrap();
        entries.push(capture(&bytes(number), &item(number).name));
    }
    batch.commit(&entries).unwrap();
    drop(batch);
    for number in 0..n_items {
        let id = item(number).id.hex();
        let text = format!("number {number} of {}", ["bridge", "tower"][number % 2]);
        case.search_put(&id, 0, "body", &text, &text).unwrap();
        case.search_put(&id, 1, "comment", "shouting of readers", "Shouting of readers").unwrap();
    }
    let mut maker = DeskMaker::begin(&case).unwrap();
    for number in 0..n_items {
        maker.item(&item(number), &item(number).name.to_lowercase()).unwrap();
    }
    maker.finish("state 1").unwrap();
    let index = DeskIndex::open(&case).unwrap().expect("an index");
    let index = index.with_marks(&marks(n_items)).unwrap();
    (folder, case, index)
}

/// The values of an item for a facet, as the words of the query language describe them.
fn values(item: &DeskItem, facet: Facet) -> Vec<String> {
    let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let yes = |is_so: bool| vec![if is_so { "yes" } else { "no" }.to_owned()];
    let found = match facet {
        Facet::Kind => vec![item.kind.name().to_owned()],
        Facet::Outlet => item.outlet.clone().into_iter().collect(),
        Facet::TimeKind => item.time.iter().map(|time| name(serde_json::to_value(time.kind).unwrap())).collect(),
        Facet::Standing => vec![name(serde_json::to_value(item.standing).unwrap())],
        Facet::Matches => yes(item.n_matches > 0),
        Facet::Claims => yes(item.n_claims > 0),
        Facet::Place => yes(item.place.is_some()),
        Facet::Severity => [("note", item.findings.note), ("warn", item.findings.warn)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, _)| name.to_owned())
            .collect(),
        Facet::Status => item.marks.status.clone().into_iter().collect(),
        Facet::Assignee => item.marks.assignee.clone().into_iter().collect(),
        Facet::Graphic => yes(item.marks.is_graphic),
        Facet::Tag => item.marks.tags.iter().cloned().collect(),
    };
    if found.is_empty() { vec![String::new()] } else { found }
}

fn fits(item: &DeskItem, query: &ItemQuery, without: Option<Facet>) -> bool {
    let facets = query.facets.iter().filter(|(facet, _)| Some(**facet) != without);
    let mut facets = facets.map(|(facet, wanted)| values(item, *facet).iter().any(|value| wanted.contains(value)));
    let in_time = || match (query.from, query.to, &item.time) {
        (None, None, _) => true,
        (_, _, None) => false,
        (from, to, Some(time)) => {
            from.is_none_or(|day| time.to_s >= day.first_second())
                && to.is_none_or(|day| time.from_s <= day.last_second())
        }
    };
    let place = item.place.as_ref().and_then(|place| MapPoint::of(place.lat, place.lon));
    facets.all(|fits| fits) && in_time() && query.at.is_none_or(|point| place == Some(point))
}

fn drawn_query(draws: &mut Draws, all: &[DeskItem]) -> ItemQuery {
    let mut query = ItemQuery { per_page: 7, ..ItemQuery::default() };
    for _ in 0..draws.next(4) {
        let facet = Facet::ALL[draws.next(Facet::ALL.len())];
        let value = values(&all[draws.next(all.len())], facet)[0].clone();
        query = query.toggled(facet, &value);
    }
    query.from = (draws.next(3) == 0).then(|| "1970-01-05".parse().unwrap());
    query.to = (draws.next(3) == 0).then(|| "1970-02-01".parse().unwrap());
    query.at = (draws.next(4) == 0).then(|| MapPoint::of(draws.next(2) as f64, 5.0).unwrap());
    query.sort =
        [ItemSort::Newest, ItemSort::Oldest, ItemSort::Added, ItemSort::Name, ItemSort::MostMatches][draws.next(5)];
    query
}

#[test]
fn every_query_gives_what_a_plain_recount_gives() {
    let n_items = 200;
    let (_folder, _case, index) = indexed(n_items);
    let marks = marks(n_items);
    let mut all: Vec<DeskItem> = (0..n_items).map(item).collect();
    all.iter_mut().for_each(|item| item.marks = marks.get(&item.id).cloned().unwrap_or_default());
    let mut draws = Draws(5);
    for _ in 0..150 {
        let query = drawn_query(&mut draws, &all);
        let wanted: BTreeSet<ItemId> = all.iter().filter(|item| fits(item, &query, None)).map(|item| item.id).collect();
        let page = index.items(&query, None).unwrap();
        assert_eq!(page.n_items as usize, wanted.len(), "{query:?}");

        let mut listed = Vec::new();
        index
            .each_item(&query, None, |item| -> archive::Result<()> {
                listed.push(item);
                Ok(())
            })
            .unwrap();
        assert_eq!(listed.iter().map(|item| item.id).collect::<BTreeSet<_>>(), wanted);
        assert_eq!(listed.len(), wanted.len(), "each item once");
        assert_in_order(&listed, query.sort);
        assert!(listed.iter().all(|item| all.contains(item)), "each line is whole, marks included");
        assert_eq!(in_pages(&index, &query, true), listed, "page after page by the last item: {query:?}");
        assert_eq!(in_pages(&index, &query, false), listed, "page after page by number");

        for counts in &page.facets {
            let mut recounted: BTreeMap<String, u64> = BTreeMap::new();
            for item in all.iter().filter(|item| fits(item, &query, Some(counts.facet))) {
                values(item, counts.facet).into_iter().for_each(|value| *recounted.entry(value).or_default() += 1);
            }
            let told = counts.counts.iter().filter(|count| count.n_items > 0);
            let told: BTreeMap<String, u64> = told.map(|count| (count.value.clone(), count.n_items)).collect();
            assert_eq!((told, counts.n_values_left_out), (recounted, 0), "{:?} of {query:?}", counts.facet);
        }

        let (places, n_without) = index.places(&query, None, 100).unwrap();
        let with_place = listed.iter().filter(|item| item.place.is_some()).count() as u64;
        assert_eq!(places.iter().map(|place| place.n_items).sum::<u64>(), with_place);
        assert_eq!(with_place + n_without, listed.len() as u64);
    }
}

fn assert_in_order(items: &[DeskItem], sort: ItemSort) {
    let middle = |item: &DeskItem| item.time.as_ref().map(|time| time.from_s + (time.to_s - time.from_s) / 2);
    for pair in items.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let holds = match sort {
            ItemSort::Newest => middle(a) >= middle(b),
            ItemSort::Oldest => middle(b).is_none() || (middle(a).is_some() && middle(a) <= middle(b)),
            ItemSort::Name => a.name.to_lowercase() <= b.name.to_lowercase(),
            ItemSort::MostMatches => a.n_matches >= b.n_matches,
            ItemSort::Added | ItemSort::Relevance => true,
        };
        assert!(holds, "{sort:?}: {a:?} before {b:?}");
    }
}

/// The list as it comes in pages, each asked for by the item before it or by its offset.
fn in_pages(index: &DeskIndex, query: &ItemQuery, by_item: bool) -> Vec<DeskItem> {
    let mut items: Vec<DeskItem> = Vec::new();
    let mut start = PageStart::default();
    loop {
        let page = index.items(&query.starting(start), None).unwrap();
        assert_eq!(page.offset as usize, items.len());
        items.extend(page.rows.into_iter().map(|row| row.item));
        start = match page.next {
            None => return items,
            Some(next) if by_item => next,
            Some(_) => PageStart::Offset(items.len() as u64),
        };
    }
}

fn short_ids(page: &archive::desk::ItemPage) -> Vec<usize> {
    page.rows.iter().map(|row| row.item.short_id.0.split_once('-').unwrap().1.parse::<usize>().unwrap() - 1).collect()
}

#[test]
fn words_are_found_in_texts_and_names_and_in_comments_only_when_asked() {
    let (_folder, case, index) = indexed(30);
    let query = ItemQuery { sort: ItemSort::Relevance, ..ItemQuery::default() };
    let bridge = search_token("bridge", false);
    let page = index.items(&query, Some(&bridge)).unwrap();
    assert_eq!((page.n_items, page.sort), (15, ItemSort::Relevance));
    let hit = page.rows[0].hit.as_ref().expect("a block answers");
    assert!(hit.text.ends_with("of bridge") && hit.role == "body", "{hit:?}");
    let one = index.items(&query, Some(&format!("{bridge} AND {}", search_token("4", false)))).unwrap();
    assert!(short_ids(&one).contains(&4), "{one:?}");
    let begun = index.items(&query, Some(&search_token("tow", true))).unwrap();
    assert_eq!(begun.n_items, 15);

    let shouting = search_token("shouting", false);
    assert_eq!(index.items(&query, Some(&shouting)).unwrap().n_items, 0);
    let with_comments = ItemQuery { comments: true, ..query.clone() };
    assert_eq!(index.items(&with_comments, Some(&shouting)).unwrap().n_items, 30);

    let named = index.items(&query, Some(&search_token("gamma", false))).unwrap();
    let wanted = (0..30).filter(|number| item(*number).name.starts_with("Gamma")).count();
    assert_eq!(named.n_items as usize, wanted);
    assert!(named.rows.iter().all(|row| row.hit.is_none()), "a name has no block to show");

    // A block that is written after the index was made belongs to its own item, whatever place it takes over.
    case.transaction(|catalog| -> archive::Result<()> {
        catalog.search_drop_item(&item(29).id.hex())?;
        catalog.search_put(&item(3).id.hex(), 7, "body", "new words", "New words")?;
        catalog.search_put(&ItemId::of(b"no item of the index").hex(), 0, "body", "new words", "New words")
    })
    .unwrap();
    let page = index.items(&query, Some(&search_token("new", false))).unwrap();
    assert_eq!(short_ids(&page), [3]);
    assert_eq!(page.rows[0].hit.as_ref().map(|hit| hit.block), Some(7));
    assert_eq!(index.items(&query, Some(&search_token("shouting", false))).unwrap().n_items, 0);
}

#[test]
fn words_that_stand_nearly_everywhere_are_found_as_others_are() {
    const N_BLOCKS: usize = 6_600;
    let (_folder, case, _) = indexed(20);
    let words_of = |block: usize| {
        let words = [("quay", !block.is_multiple_of(6)), ("crane", block % 20 < 17), ("rare", block == 77)];
        words.into_iter().filter(|(_, stands)| *stands).map(|(word, _)| word).collect::<Vec<_>>()
    };
    let is_comment = |block: usize| block % 20 == 3;
    case.transaction(|catalog| -> archive::Result<()> {
        (0..N_BLOCKS).try_for_each(|block| {
            let (text, role) = (words_of(block).join(" "), if is_comment(block) { "comment" } else { "body" });
            catalog.search_put(&item(block % 20).id.hex(), 100 + block as u32, role, &text, &text)
        })
    })
    .unwrap();
    let mut maker = DeskMaker::begin(&case).unwrap();
    (0..20).for_each(|number| maker.item(&item(number), "").unwrap());
    maker.finish("with many blocks").unwrap();
    let index = DeskIndex::open(&case).unwrap().unwrap();
    let check = |words: &[&str], comments: bool, sort: ItemSort| {
        let expression = words.iter().map(|word| search_token(word, false)).collect::<Vec<_>>().join(" AND ");
        let query = ItemQuery { comments, sort, ..ItemQuery::default() };
        let page = index.items(&query, Some(&expression)).unwrap();
        let answers = |block: &usize| {
            (comments || !is_comment(*block)) && words.iter().all(|word| words_of(*block).contains(word))
        };
        let wanted: BTreeSet<usize> = (0..N_BLOCKS).filter(answers).map(|block| block % 20).collect();
        let found: BTreeSet<usize> = short_ids(&page).into_iter().collect();
        assert_eq!(found, wanted, "{words:?}, comments {comments}, {sort:?}");
        assert!(
            page.rows
                .iter()
                .all(|row| row.hit.as_ref().is_some_and(|hit| words.iter().all(|word| hit.text.contains(word))))
        );
    };
    for _ in 0..2 {
        for sort in [ItemSort::Newest, ItemSort::Relevance] {
            for comments in [false, true] {
                check(&["quay"], comments, sort);
                check(&["quay", "crane"], comments, sort);
                check(&["crane", "quay", "rare"], comments, sort);
            }
        }
    }
}

#[test]
fn a_malformed_expression_is_an_error_and_an_absurd_page_an_empty_one() {
    let (_folder, _case, index) = indexed(5);
    assert!(index.items(&ItemQuery::default(), Some("AND \"")).is_err());
    assert_eq!(index.items(&ItemQuery::default(), None).unwrap().n_items, 5, "the next question is answered");
    let far = ItemQuery { start: PageStart::Offset(u64::MAX), per_page: u32::MAX, ..ItemQuery::default() };
    let page = index.items(&far, None).unwrap();
    assert_eq!((page.rows.len(), page.offset, page.next), (0, 5, None));
    let after_nobody = ItemQuery { start: PageStart::After(ItemId::of(b"nobody")), ..ItemQuery::default() };
    assert_eq!(index.items(&after_nobody, None).unwrap().rows.len(), 5);
    let hostile = ItemQuery::default().toggled(Facet::Kind, "'; drop table items; --");
    let page = index.items(&hostile, None).unwrap();
    assert_eq!(page.n_items, 0);
    let kinds = &page.facets[0].counts;
    assert!(kinds.iter().any(|count| count.is_chosen && count.n_items == 0), "it can be taken back: {kinds:?}");
}

#[test]
fn an_index_stands_until_the_next_is_whole_and_goes_with_derived_state() {
    let (_folder, case, index) = indexed(12);
    let mut maker = DeskMaker::begin(&case).unwrap();
    maker.item(&item(0), "").unwrap();
    drop(maker);
    assert_eq!(DeskIndex::open(&case).unwrap().unwrap().state(), "state 1");
    let mut maker = DeskMaker::begin(&case).unwrap();
    maker.item(&item(0), "").unwrap();
    maker.finish("state 2").unwrap();
    let newer = DeskIndex::open(&case).unwrap().unwrap();
    assert_eq!((newer.state(), newer.n_items()), ("state 2", 1));
    assert_eq!(index.items(&ItemQuery::default(), None).unwrap().rows.len(), 12, "who holds the old one reads it on");
    let files: Vec<_> =
        std::fs::read_dir(case.derived_folder()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["desk.sqlite"], "nothing is left lying about");
    case.derived_drop_all().unwrap();
    assert!(DeskIndex::open(&case).unwrap().is_none());
    std::fs::write(case.derived_folder().join("desk.sqlite"), b"no database, but as long as one might be").unwrap();
    assert!(DeskIndex::open(&case).unwrap().is_none(), "a damaged one counts as not there");
}

#[test]
fn the_mark_of_derived_state_changes_with_every_write_and_never_comes_back() {
    let (_folder, case) = new_case();
    let mut seen = BTreeSet::from([case.derived_mark().unwrap()]);
    let mut is_new = |what: &str| assert!(seen.insert(case.derived_mark().unwrap()), "{what}");
    case.derived_put("stage", "item", "v1", b"x").unwrap();
    is_new("a row");
    case.search_put(&item(0).id.hex(), 0, "body", "a", "a").unwrap();
    is_new("a block");
    case.set_media_type(&item(0).id, "image/png").unwrap();
    is_new("a media type");
    case.derived_drop_all().unwrap();
    is_new("all dropped");
    let before = case.derived_mark().unwrap();
    case.transaction(|_| -> archive::Result<()> { Ok(()) }).unwrap();
    assert_eq!(case.derived_mark().unwrap(), before, "a transaction that writes nothing changes nothing");
}

#[test]
fn derived_rows_read_some_at_a_time_are_all_of_them() {
    let (_folder, case) = new_case();
    case.transaction(|catalog| -> archive::Result<()> {
        (0..901).try_for_each(|number| {
            catalog.derived_put("stage", &format!("{}", number / 2), &format!("key {}", number % 2), b"x")
        })
    })
    .unwrap();
    case.derived_put("other", "1", "key", b"y").unwrap();
    let rows: Vec<_> = case.each_derived("stage").collect::<archive::Result<_>>().unwrap();
    assert_eq!(rows, case.derived_all("stage").unwrap());
    assert_eq!(rows.len(), 901);
}

fn claim(number: usize) -> DeskClaim {
    let mut draws = Draws(number as u64 + 3);
    let low = draws.next(4) as u32;
    let unit = ["ill", "dead"][draws.next(2)].to_owned();
    let figures = DeskFigures { unit, low: Some(3.0), high: None, said: Vec::new(), n_left_out: 0 };
    DeskClaim {
        id: format!("C-{number}"),
        text: format!("claim {number}"),
        origins_for: OriginSpan { low, high: low + draws.next(3) as u32 },
        origins_against: OriginSpan { low: 0, high: draws.next(2) as u32 },
        n_unresolved: draws.next(2) as u32,
        n_statements: draws.next(9) as u32,
        n_items: 1,
        n_disagreements: 0,
        figures: (draws.next(3) > 0).then_some(figures),
        first: None,
        outlets: Vec::new(),
        origins: Vec::new(),
        n_voices_left_out: 0,
    }
}

fn goes_back(item: ItemId, origin: String) -> DeskEdge {
    DeskEdge::GoesBackTo {
        item,
        origin,
        n_statements: 2,
        is_strong: true,
        claim: "C-0".to_owned(),
        statement: "S-0".to_owned(),
        reason: "the page says so".to_owned(),
    }
}

fn place_called(number: usize) -> DeskPlace {
    let name = format!("Place {number}");
    DeskPlace { text: name.clone(), name, lat: 10.5, lon: number as f64 }
}

/// Items 0 and 1 match each other, 2 and 3, 3 and 4; items 0 and 5 go back to one origin, which claim 0 counts.
fn with_graph() -> (tempfile::TempDir, DeskIndex) {
    let (folder, case, _) = indexed(8);
    let mut maker = DeskMaker::begin(&case).unwrap();
    for number in 0..8 {
        maker.item(&item(number), "").unwrap();
    }
    let origin = DeskOrigin { id: "O-a".into(), label: "A report".into(), in_case: false, first: None };
    maker.origin(&origin).unwrap();
    for number in 0..40 {
        let text = format!("claim {number}");
        let ties = ClaimTies {
            items: BTreeSet::from([item(number % 8).id]),
            origins: vec!["O-a".to_owned()],
            places: (0..number % 3).map(|place| ClaimPlace { place: place_called(place), n_items: 1 }).collect(),
        };
        maker.claim(&claim(number), &text, &ties).unwrap();
    }
    for (a, b, tier) in [(0, 1, Tier::Confirmed), (2, 3, Tier::Confirmed), (3, 4, Tier::Weak)] {
        let edge = DeskEdge::Matches {
            from: item(a).id,
            to: item(b).id,
            kind: MatchKind::TextCopy,
            tier,
            is_directed: false,
            n_segments: 1,
            score_0_1: 1.0,
            match_id: format!("M-{a}"),
            reason: String::new(),
            is_accepted: false,
        };
        maker.edge(&edge).unwrap();
    }
    for number in [0, 5] {
        let (item, origin) = (item(number).id, "O-a".to_owned());
        maker.edge(&goes_back(item, origin)).unwrap();
    }
    let nowhere = goes_back(ItemId::of(b"not listed"), "O-a".to_owned());
    maker.edge(&nowhere).unwrap();
    maker.finish("with a graph").unwrap();
    let index = DeskIndex::open(&case).unwrap().unwrap();
    (folder, index)
}

#[test]
fn claims_come_in_the_order_asked_for_and_each_once() {
    let (_folder, index) = with_graph();
    let key = |sort: ClaimSort, claim: &DeskClaim| match sort {
        ClaimSort::MostOrigins => (claim.origins_for.high, claim.n_statements),
        ClaimSort::MostStatements => (claim.n_statements, 0),
        ClaimSort::MostContested => (claim.origins_against.high, 0),
        ClaimSort::Earliest => (0, 0),
    };
    for sort in [ClaimSort::MostOrigins, ClaimSort::MostStatements, ClaimSort::MostContested, ClaimSort::Earliest] {
        let mut listed: Vec<DeskClaim> = Vec::new();
        loop {
            let query = ClaimQuery { sort, offset: listed.len() as u64, per_page: 7, ..ClaimQuery::default() };
            let page = index.claims(&query, None).unwrap();
            assert_eq!(page.n_claims, 40);
            if page.rows.is_empty() {
                break;
            }
            listed.extend(page.rows);
        }
        assert_eq!(listed.iter().map(|claim| &claim.id).collect::<BTreeSet<_>>().len(), 40);
        assert!(listed.windows(2).all(|pair| key(sort, &pair[0]) >= key(sort, &pair[1])), "{sort:?}");
    }
    let check = |query: &str, fits: &dyn Fn(&DeskClaim) -> bool| {
        let query = ClaimQuery::from_query_string(query).unwrap();
        let wanted = (0..40).map(claim).filter(fits).count();
        assert!((1..40).contains(&wanted), "the query tells claims apart");
        assert_eq!(index.claims(&query, None).unwrap().n_claims as usize, wanted, "{}", query.to_query_string());
    };
    check("unresolved=yes&contested=yes", &|claim| claim.n_unresolved > 0 && claim.origins_against.high > 0);
    check("origins=one", &|claim| (claim.origins_for.low, claim.origins_for.high) == (1, 1));
    check("origins=several", &|claim| claim.origins_for.low >= 2);
    check("origins=none", &|claim| claim.origins_for.high == 0);
    check("figures=yes", &|claim| claim.figures.is_some());
    check("unit=ill", &|claim| claim.figures.as_ref().is_some_and(|figures| figures.unit == "ill"));
    let mut units: BTreeMap<String, u64> = BTreeMap::new();
    for figures in (0..40).filter_map(|number| claim(number).figures) {
        *units.entry(figures.unit).or_default() += 1;
    }
    assert!(units.len() > 1 && index.claim_units().windows(2).all(|pair| pair[0].1 >= pair[1].1));
    assert_eq!(index.claim_units().iter().cloned().collect::<BTreeMap<_, _>>(), units);
    let of_item = ClaimQuery { item: Some(item(3).id), ..ClaimQuery::default() };
    assert_eq!(index.claims(&of_item, None).unwrap().n_claims, 5);
    let of_origin = ClaimQuery { origin: Some("O-a".into()), ..ClaimQuery::default() };
    assert_eq!(index.claims(&of_origin, None).unwrap().n_claims, 40);
    assert_eq!(index.claims(&ClaimQuery::default(), Some(&search_token("17", false))).unwrap().rows, [claim(17)]);
    assert_eq!(index.claim("C-5").unwrap(), Some(claim(5)));
    let of_claim = ItemQuery { claim: Some("C-3".into()), ..ItemQuery::default() };
    assert_eq!(short_ids(&index.items(&of_claim, None).unwrap()), [3]);
    let of_origin = ItemQuery { origin: Some("O-a".into()), ..ItemQuery::default() };
    assert_eq!(short_ids(&index.items(&of_origin, None).unwrap()), [0, 5]);
}

fn node_names(graph: &archive::desk::Graph) -> BTreeSet<String> {
    let name = |node: &archive::desk::GraphNode| match &node.kind {
        GraphNodeKind::Item { item } => item.short_id.0.split_once('-').unwrap().1.to_owned(),
        GraphNodeKind::Origin { origin } => origin.id.clone(),
    };
    graph.nodes.iter().map(name).collect()
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn claims_are_counted_by_the_places_that_they_name() {
    let (_folder, index) = with_graph();
    let counted = |query: &ClaimQuery, words: Option<&str>, most: usize| {
        let (places, n_without) = index.places_of_claims(query, words, most).unwrap();
        let places: Vec<_> = places.into_iter().map(|count| (count.place.name, count.n_claims)).collect();
        (places, n_without)
    };
    let place = |number: usize, n_claims: u64| (place_called(number).name, n_claims);
    let all = ClaimQuery::default();
    assert_eq!(counted(&all, None, 9), (vec![place(0, 26), place(1, 13)], 14));
    assert_eq!(counted(&all, None, 1), (vec![place(0, 26)], 14), "what is left out is not without a place");
    assert_eq!(counted(&all, Some(&search_token("17", false)), 9), (vec![place(0, 1), place(1, 1)], 0));
    let there = ClaimQuery { at: MapPoint::of(10.5, 1.0), ..ClaimQuery::default() };
    assert_eq!((index.claims(&there, None).unwrap().n_claims, counted(&there, None, 9).1), (13, 0));
    let (places, n_places) = index.places_of_claim("C-5", 1).unwrap();
    assert_eq!((places.len(), places[0].place.clone(), n_places), (1, place_called(0), 2));
}

#[test]
fn the_graph_is_given_around_what_is_asked_for_or_the_largest_groups_first() {
    let (_folder, index) = with_graph();
    let whole = index.graph(&GraphQuery { weak: true, ..GraphQuery::default() }).unwrap();
    assert_eq!(node_names(&whole), names(["01", "02", "03", "04", "05", "06", "O-a"]));
    assert_eq!((whole.edges.len(), whole.is_cut), (5, false));
    let first_group = index.graph(&GraphQuery { most_nodes: 4, ..GraphQuery::default() }).unwrap();
    assert_eq!(node_names(&first_group), names(["01", "02", "06", "O-a"]), "the largest group first");
    assert_eq!((first_group.edges.len(), first_group.is_cut), (3, true));
    assert_eq!((first_group.n_nodes_left_out, first_group.n_edges_in_case), (2, 4), "weak matches are not asked for");
    assert_eq!((whole.n_nodes_left_out, whole.n_edges_in_case), (0, 5));
    let texts = BTreeSet::from([EdgeKind::Texts]);
    let of_matches = index.graph(&GraphQuery { edges: texts, ..GraphQuery::default() }).unwrap();
    assert_eq!(node_names(&of_matches), names(["01", "02", "03", "04"]), "nothing stands there without an edge");

    let nodes_of = |kinds: &[NodeKind], edges: &[EdgeKind]| {
        let (nodes, edges) = (kinds.iter().copied().collect(), edges.iter().copied().collect());
        let graph = index.graph(&GraphQuery { nodes, edges, weak: true, ..GraphQuery::default() }).unwrap();
        (node_names(&graph), graph.edges.len())
    };
    let kinds_of =
        |numbers: &[usize]| numbers.iter().map(|&number| NodeKind::Item(item(number).kind)).collect::<Vec<_>>();
    let one_kind = kinds_of(&[0]);
    let is_of_kind = |number: usize| NodeKind::Item(item(number).kind) == one_kind[0];
    let with_origin: Vec<NodeKind> = one_kind.iter().copied().chain([NodeKind::Origin]).collect();
    let wanted: BTreeSet<String> = [0, 5]
        .into_iter()
        .filter(|&number| is_of_kind(number))
        .map(|number| format!("{:02}", number + 1))
        .chain(["O-a".to_owned()])
        .collect();
    assert_eq!(nodes_of(&with_origin, &[EdgeKind::Origins]), (wanted.clone(), wanted.len() - 1));
    assert_eq!(nodes_of(&[], &[EdgeKind::Pictures]), (BTreeSet::new(), 0));
    assert_eq!(nodes_of(&[NodeKind::Origin], &[]), (BTreeSet::new(), 0), "an origin joins no origin");
    let focus = vec!["O-a".to_owned()];
    let alone = GraphQuery { focus, nodes: kinds_of(&[1]).into_iter().collect(), ..GraphQuery::default() };
    assert!(node_names(&index.graph(&alone).unwrap()).contains("O-a"), "what is asked for by its id stands there");

    let around = |focus: &str, steps: u8| {
        let focus = vec![focus.to_owned()];
        index.graph(&GraphQuery { focus, steps, ..GraphQuery::default() }).unwrap()
    };
    let of_item = around(&item(0).id.hex(), 1);
    assert_eq!(node_names(&of_item), names(["01", "02", "O-a"]));
    assert!(of_item.nodes[0].in_focus && of_item.nodes[0].n_edges == 2, "{:?}", of_item.nodes[0]);
    assert_eq!(node_names(&around("O-a", 2)), names(["01", "02", "06", "O-a"]));
    assert_eq!(node_names(&around(&item(3).id.hex(), 1)), names(["03", "04"]), "weak matches only when asked for");
    assert_eq!(node_names(&around("C-2", 0)), names(["03", "O-a"]), "a claim stands for its items and origins");
    assert_eq!(node_names(&around("nothing", 3)), BTreeSet::new());
    let narrow = GraphQuery { focus: vec!["O-a".to_owned()], steps: 2, most_nodes: 2, ..GraphQuery::default() };
    assert_eq!(index.graph(&narrow).unwrap().n_nodes_left_out, 2, "a neighbour, and one of the item that is shown");
}

#[test]
fn many_threads_ask_at_a_time() {
    let (_folder, _case, index) = indexed(50);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let query = ItemQuery { sort: ItemSort::Relevance, ..ItemQuery::default() };
                    let page = index.items(&query, Some(&search_token("bridge", false))).unwrap();
                    assert_eq!((page.n_items, page.rows.len()), (25, 25));
                }
            });
        }
    });
}

#[test]
fn what_is_kept_whole_is_found_by_id_by_item_and_by_its_place() {
    let (_folder, case, _) = indexed(4);
    let mut maker = DeskMaker::begin(&case).unwrap();
    (0..4).for_each(|number| maker.item(&item(number), "").unwrap());
    for number in 0..10 {
        let of = [item(number % 4).id, ItemId::of(b"not listed")];
        maker.keep(KeptList::Matches, &format!("M-{number}"), of, &number).unwrap();
    }
    maker.keep(KeptList::WeakMatches, "M-1", [], &"another list").unwrap();
    maker.finish("with things").unwrap();
    let index = DeskIndex::open(&case).unwrap().unwrap();
    assert_eq!(index.kept::<usize>(KeptList::Matches, "M-1").unwrap(), Some(1));
    assert_eq!(index.kept::<String>(KeptList::WeakMatches, "M-1").unwrap().as_deref(), Some("another list"));
    assert_eq!(index.kept::<usize>(KeptList::Matches, "M-10").unwrap(), None);
    let some: Vec<usize> = index.kept_with_ids(KeptList::Matches, ["M-7", "M-none", "M-2"]).unwrap();
    assert_eq!(some, [7, 2]);
    let of_item = |most| index.kept_of_item::<usize>(KeptList::Matches, &item(1).id, most).unwrap();
    assert_eq!(of_item(9), KeptPart { rows: vec![1, 5, 9], n_all: 3 });
    assert_eq!(of_item(2), KeptPart { rows: vec![1, 5], n_all: 3 });
    let page = |offset, limit| index.kept_page::<usize>(KeptList::Matches, offset, limit).unwrap();
    assert_eq!(page(7, 2), KeptPart { rows: vec![7, 8], n_all: 10 });
    assert_eq!(page(u64::MAX, 5), KeptPart { rows: vec![], n_all: 10 });
    assert_eq!(index.kept_page::<usize>(KeptList::Origins, 0, 5).unwrap().n_all, 0);
    assert!(index.kept::<usize>(KeptList::WeakMatches, "M-1").is_err(), "it is no number");
    let lines = index.items_with_ids(&[item(2).id, ItemId::of(b"not listed"), item(0).id]).unwrap();
    assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), [item(2).id, item(0).id]);
}

#[test]
fn a_query_for_claims_comes_back_from_its_address_and_nothing_else_is_one() {
    let item = ItemId::of(b"x").hex();
    for address in [
        "",
        "q=%C3%A9%20%26",
        "unit=dead&figures=yes&contested=yes&unresolved=yes&origins=several&sort=earliest&offset=40&per_page=20",
        &format!("item={item}&origin=O-a&at=10.5%2C-1"),
    ] {
        let query = ClaimQuery::from_query_string(address).unwrap();
        assert_eq!(query.to_query_string(), address);
    }
    let long = format!("q={}", "a".repeat(2_000));
    for wrong in [
        "origins=two",
        "sort=best",
        "per_page=0",
        "offset=-1",
        "item=ab",
        "figures=1",
        "at=95,0",
        "q=a&q=b",
        "x=1",
        &long,
    ] {
        assert!(ClaimQuery::from_query_string(wrong).is_err(), "{wrong}");
    }
}
