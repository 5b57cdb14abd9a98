//! An invented case: a footbridge gives way in a town that does not exist. No person, outlet or place here is real.

use model::*;
use report::{CaseView, CheckpointView, ItemView, ReportSettings};

/// Times, names and words of the whole case in one view.
pub fn invented_case() -> CaseView {
    let mut case = Maker::default();
    case.recordings();
    case.pictures();
    case.pages();
    case.odd_inputs();
    case.matches();
    case.statements_and_claims();
    case.people();
    case.view.case_name = "Footbridge at Lower Quay".into();
    case.view.made_at = "2026-05-09T10:00:00Z".into();
    case.view.tool = "firsthand 0.1.0".into();
    case.view.checkpoint = CheckpointView {
        origin: "firsthand.example/footbridge".into(),
        size: 19,
        root_base64: "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=".into(),
        key: "firsthand.example/footbridge+1a2b3c4d+AXq83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4".into(),
        timestamps: Vec::new(),
    };
    case.view.settings = ReportSettings::default();
    case.view
}

/// A JPEG as small as one can be that a reader takes apart: start, an EXIF segment, start of scan, end.
pub fn tiny_jpeg() -> Vec<u8> {
    [&[0xFF, 0xD8, 0xFF, 0xE1, 0, 12][..], b"EXIFSECRET", &[0xFF, 0xDA, 0, 2, 0xFF, 0xD9]].concat()
}

#[derive(Default)]
struct Maker {
    view: CaseView,
}

impl Maker {
    fn add(&mut self, name: &str, media_type: &str) -> &mut ItemView {
        let id = ItemId::of(name.as_bytes());
        let ordinal = self.view.items.len() as u64 + 1;
        let capture = Capture {
            name: name.into(),
            time: format!("2026-05-08T09:{:02}:11Z", ordinal),
            time_kind: TimeKind::Captured,
            by: Some("Ilse Varga".into()),
            from: None,
            tool: "firsthand 0.1.0".into(),
            container: None,
            log_index: ordinal,
            claimed: OperatorClaims::default(),
        };
        let item = Item {
            id,
            short_id: ShortId::new(&id, ordinal),
            sha256: id,
            size_bytes: 3_400_123 + ordinal * 1000,
            media_type: media_type.into(),
            name: name.into(),
            captures: vec![capture],
        };
        let extract = Extract { media_type: media_type.into(), ..Extract::default() };
        self.view.items.push(ItemView { item, extract, thumbnail_jpeg: None, links: Vec::new() });
        self.view.items.last_mut().expect("an item was pushed just now")
    }

    fn recordings(&mut self) {
        let clip = self.add("from_t/phone/VID_0412.mp4", "video/mp4");
        clip.thumbnail_jpeg = Some(tiny_jpeg());
        clip.extract.media = Some(recording(42_000_000));
        clip.extract.times =
            vec![time("2026-05-03T14:21:07+02:00", TimeKind::FileMetadata, "QuickTime creation date", "+02:00")];
        clip.extract.metadata = vec![
            field("QuickTime location ISO6709", "+12.3456+065.4321/"),
            field("QuickTime make", "Phonemaker"),
            field("EXIF BodySerialNumber", "SN-77-1234"),
            field("QuickTime author", "Tamas Example"),
        ];
        clip.item.captures[0].claimed = OperatorClaims {
            received_from: Some("T., who lives by the quay".into()),
            seen_at: Some("2026-05-07T18:00:00+02:00".into()),
            note: Some("T. asks not to be named".into()),
            ..OperatorClaims::default()
        };
        let other = self.add("phone2/IMG_2231.MOV", "video/quicktime");
        other.thumbnail_jpeg = Some(tiny_jpeg());
        other.extract.media = Some(recording(71_500_000));
        other.extract.times = vec![time("2026-05-03T14:20:40", TimeKind::FileMetadata, "QuickTime mvhd", "not stated")];
        for (name, posted) in
            [("reposts/bridge_HD.mp4", "2026-05-03T15:02:00Z"), ("reposts/bridge-2.mp4", "2026-05-03T16:40:00Z")]
        {
            let repost = self.add(name, "video/mp4");
            repost.thumbnail_jpeg = Some(tiny_jpeg());
            repost.extract.media = Some(recording(42_000_000));
            repost.extract.times = vec![time(posted, TimeKind::Posted, "post beside it", "UTC")];
        }
        let bulletin = self.add("tv/evening-bulletin.mp4", "video/mp4");
        bulletin.thumbnail_jpeg = Some(tiny_jpeg());
        bulletin.extract.media = Some(recording(183_000_000));
        bulletin.extract.times = vec![time(
            "2026-05-03T20:00:00+02:00",
            TimeKind::Published,
            "page beside it: JSON-LD uploadDate",
            "+02:00",
        )];
    }

    fn pictures(&mut self) {
        let photo = self.add("photos/quay.jpg", "image/jpeg");
        photo.thumbnail_jpeg = Some(tiny_jpeg());
        photo.extract.media = Some(MediaFacts {
            width_px: Some(4032),
            height_px: Some(3024),
            has_picture: true,
            ..MediaFacts::default()
        });
        photo.extract.times =
            vec![time("2026-05-03T14:32:10", TimeKind::FileMetadata, "EXIF DateTimeOriginal", "not stated")];
        let crop = self.add("photos/marrow-daily-lead.jpg", "image/jpeg");
        crop.thumbnail_jpeg = Some(tiny_jpeg());
        crop.extract.times = vec![time("2026-05-04", TimeKind::Published, "page beside it", "not stated")];
    }

    fn pages(&mut self) {
        self.page("pages/courier.html", "Footbridge gives way at Lower Quay, 14 hurt", "The Quay Courier", "2026-05-03T16:10:00+02:00", &[
            (BlockRole::Byline, "By our reporter", None),
            (BlockRole::Body, "A footbridge gave way at Lower Quay on Sunday afternoon. The fire brigade said 14 people were hurt. “We heard a crack and then the railing went,” said a woman who was on the bridge.", None),
            (BlockRole::Comment, "I was there. It was the mayor who let it rot!", Some("quaydweller77")),
            (BlockRole::Comment, "quaydweller77 you always say that <script>alert(1)</script>", Some("Ozan B.")),
        ]);
        self.page("pages/marrow-daily.html", "Bridge collapse injures 14", "Marrow Daily", "2026-05-03T18:45:00+02:00", &[
            (BlockRole::CreditLine, "via The Quay Courier", None),
            (BlockRole::Body, "A footbridge gave way at Lower Quay on Sunday afternoon. Fourteen people were hurt, the fire brigade said.", None),
        ]);
        self.page(
            "pages/bulletin-ar.html",
            "انهيار جسر للمشاة في الرصيف السفلي",
            "نشرة الميناء",
            "2026-05-03T21:30:00+03:00",
            &[(BlockRole::Body, "قالت فرقة الإطفاء إن 14 شخصا أصيبوا عندما انهار جسر للمشاة يوم الأحد.", None)],
        );
        self.page("pages/hospital-release.html", "Statement of the Marrow hospital", "Marrow Hospital", "2026-05-03T22:00:00+02:00", &[
            (BlockRole::Body, "We treated at least 17 people who were hurt when the footbridge at Lower Quay gave way. None of them is in danger.", None),
        ]);
        self.page("pages/evening-post.html", "Seventeen hurt at the quay", "Evening Post", "2026-05-04T06:00:00+02:00", &[
            (BlockRole::Body, "Seventeen people were hurt, the hospital said late on Sunday. Sources close to the town hall say the bridge had been closed for repair.", None),
        ]);
        self.page(
            "pages/harbour-blog.html",
            "What we know about the bridge",
            "Harbour Blog",
            "2026-05-04T09:15:00Z",
            &[(
                BlockRole::Body,
                "Some 14 people were reportedly hurt. The town hall denies that the bridge had been closed for repair.",
                None,
            )],
        );
        let courier = self.id("pages/courier.html");
        let item = self.view.items.iter_mut().find(|item| item.item.id == courier).expect("the page was added");
        let link = |kind, target_url: &str, target_item| Link {
            item: courier,
            block: Some(2),
            kind,
            target_url: target_url.into(),
            target_item,
            truncated: false,
        };
        item.links = vec![
            link(LinkKind::Embeds, "https://video.example/bridge_HD", Some(ItemId::of(b"reposts/bridge_HD.mp4"))),
            link(LinkKind::Links, "javascript:alert(1)", None),
        ];
        item.extract.metadata =
            vec![field("HTML meta author", "Nora Example"), field("HTML meta generator", "PressKit 4")];
    }

    fn page(
        &mut self,
        name: &str,
        title: &str,
        publisher: &str,
        published: &str,
        blocks: &[(BlockRole, &str, Option<&str>)],
    ) {
        let item = self.add(name, "text/html");
        let id = item.item.id;
        let mut text = String::new();
        let heading = (BlockRole::Title, title, None);
        let all = std::iter::once(&heading).chain(blocks);
        let blocks = all.enumerate().map(|(number, (role, words, author))| {
            let start_byte = text.len();
            text.push_str(words);
            let block = Block {
                item: id,
                block: number as u32,
                role: *role,
                start_byte,
                end_byte: text.len(),
                text: (*words).into(),
                author: author.map(str::to_owned),
                posted_at: author.map(|_| "2026-05-03T19:22:00+02:00".to_owned()),
                likes: None,
                parent: None,
                page_start_byte: None,
                page_end_byte: None,
                reason: "markup: <article>".into(),
                confidence_0_1: 0.9,
            };
            text.push_str("\n\n");
            block
        });
        item.extract.blocks = blocks.collect();
        item.extract.text = Some(text);
        item.extract.title = Some(title.into());
        item.extract.publisher = Some(publisher.into());
        let zone = if published.ends_with('Z') { "UTC" } else { &published[published.len() - 6..] };
        item.extract.times = vec![time(published, TimeKind::Published, "JSON-LD datePublished", zone)];
    }

    fn odd_inputs(&mut self) {
        self.add("inbox/photo\u{202E}gpj.exe", "application/octet-stream");
        let broken = self.add("inbox/<script>alert('name')</script>.mp4", "video/mp4");
        broken.extract.title = Some("<script>alert('title')</script>".into());
        let about = broken.item.id.hex();
        self.view.findings = vec![
            finding(
                "F-1",
                &about,
                "extract",
                "recording_cut_short",
                Severity::Warn,
                "The recording ends in the middle of a frame at byte 3400123; what comes before was compared.",
            ),
            finding(
                "F-2",
                "case",
                "trace",
                "no_text_index",
                Severity::Note,
                "Texts shorter than 40 words were compared word by word only.",
            ),
            finding(
                "F-3",
                &self.id("inbox/photo\u{202E}gpj.exe").hex(),
                "extract",
                "kind_not_read",
                Severity::Error,
                "No reader knows this kind of file; it is kept and was not compared. It was read from /home/ilse/case/inbox.",
            ),
        ];
        self.view.rejections =
            vec![("inbox/locked.mov".into(), "permission denied: make it readable and add it again".into())];
    }

    fn matches(&mut self) {
        let original = "from_t/phone/VID_0412.mp4";
        for copy in ["reposts/bridge_HD.mp4", "reposts/bridge-2.mp4"] {
            self.recording_match(
                MatchKind::VideoCopy,
                (copy, 0, 42_000_000),
                (original, 0, 42_000_000),
                "re-encoded, smaller",
                0.97,
                true,
            );
        }
        self.recording_match(
            MatchKind::VideoExcerpt,
            ("tv/evening-bulletin.mp4", 65_200_000, 78_900_000),
            (original, 12_400_000, 26_100_000),
            "cropped, logo added",
            0.88,
            true,
        );
        self.recording_match(
            MatchKind::SameMoment,
            ("phone2/IMG_2231.MOV", 27_000_000, 69_000_000),
            (original, 0, 42_000_000),
            "offset 27.000 s ± 0.020 s",
            0.81,
            false,
        );
        let mut crop = self.bare_match(
            MatchKind::ImageRegion,
            "photos/marrow-daily-lead.jpg",
            "photos/quay.jpg",
            "mirrored, cropped to 38 %",
            0.91,
        );
        crop.transform.mirrored = Some(true);
        crop.query.extent.region = Some([0.0, 0.0, 1.0, 1.0]);
        crop.reference.extent.region = Some([0.22, 0.31, 0.78, 0.86]);
        self.view.matches.push(crop);
        let mut text = self.bare_match(
            MatchKind::TextExcerpt,
            "pages/marrow-daily.html",
            "pages/courier.html",
            "rewritten in part",
            0.74,
        );
        self.passage(&mut text.query, "A footbridge gave way at Lower Quay on Sunday afternoon. Fourteen people were hurt, the fire brigade said.");
        self.passage(
            &mut text.reference,
            "A footbridge gave way at Lower Quay on Sunday afternoon. The fire brigade said 14 people were hurt.",
        );
        text.direction = Some(Direction {
            from: self.id("pages/courier.html"),
            evidence: vec![
                "The later page says “via The Quay Courier”.".into(),
                "Published 2 h 35 min earlier, as both pages say.".into(),
            ],
        });
        self.view.matches.push(text);
        let mut weak =
            self.bare_match(MatchKind::Paraphrase, "pages/harbour-blog.html", "pages/courier.html", "", 0.31);
        weak.tier = Tier::Weak;
        self.passage(&mut weak.query, "Some 14 people were reportedly hurt.");
        self.passage(&mut weak.reference, "I was there. It was the mayor who let it rot!");
        self.view.matches.push(weak);
    }

    fn bare_match(&self, kind: MatchKind, query: &str, reference: &str, words: &str, score_0_1: f64) -> Match {
        let side = |name: &str| MatchSide { item: self.id(name), name: name.into(), extent: Extent::default() };
        Match {
            id: stable_id("M", &[query.as_bytes(), reference.as_bytes()]),
            kind,
            query: side(query),
            reference: side(reference),
            transform: Transform { words: words.into(), ..Transform::default() },
            score_0_1,
            tier: Tier::Confirmed,
            reasons: vec!["Compared by fingerprint, then checked in place.".into()],
            direction: None,
        }
    }

    fn recording_match(
        &mut self,
        kind: MatchKind,
        query: (&str, i64, i64),
        reference: (&str, i64, i64),
        words: &str,
        score: f64,
        directed: bool,
    ) {
        let mut found = self.bare_match(kind, query.0, reference.0, words, score);
        (found.query.extent.start_us, found.query.extent.end_us) = (Some(query.1), Some(query.2));
        (found.reference.extent.start_us, found.reference.extent.end_us) = (Some(reference.1), Some(reference.2));
        if directed {
            let evidence = vec!["The other side has a wider picture and no logo.".into()];
            found.direction = Some(Direction { from: self.id(reference.0), evidence });
        }
        self.view.matches.push(found);
    }

    fn statements_and_claims(&mut self) {
        let courier = self.says(
            "pages/courier.html",
            Some("The fire brigade"),
            Some("said"),
            "14 people were hurt",
            Some(14.0),
            Some(14.0),
        );
        let daily = self.says(
            "pages/marrow-daily.html",
            Some("the fire brigade"),
            None,
            "Fourteen people were hurt",
            Some(14.0),
            Some(14.0),
        );
        let arabic = self.says(
            "pages/bulletin-ar.html",
            Some("فرقة الإطفاء"),
            Some("قالت"),
            "14 شخصا أصيبوا",
            Some(14.0),
            Some(14.0),
        );
        let hospital = self.says(
            "pages/hospital-release.html",
            None,
            None,
            "We treated at least 17 people who were hurt",
            Some(17.0),
            None,
        );
        let post = self.says(
            "pages/evening-post.html",
            Some("the hospital"),
            Some("said"),
            "Seventeen people were hurt",
            Some(17.0),
            Some(17.0),
        );
        let blog = self.says(
            "pages/harbour-blog.html",
            None,
            Some("reportedly"),
            "Some 14 people were reportedly hurt",
            Some(12.0),
            Some(16.0),
        );
        let closed = self.says(
            "pages/evening-post.html",
            Some("Sources close to the town hall"),
            Some("say"),
            "the bridge had been closed for repair",
            None,
            None,
        );
        let denied = self.says(
            "pages/harbour-blog.html",
            Some("The town hall"),
            Some("denies"),
            "the bridge had been closed for repair",
            None,
            None,
        );
        let reader = self.says("pages/courier.html", None, None, "It was the mayor who let it rot", None, None);
        if let Some(denial) = self.view.statements.iter_mut().find(|statement| statement.id == denied) {
            denial.denial = true;
        }
        let brigade = self.origin("O-brigade", "Fire brigade of Marrow", false, &[&courier, &daily, &arabic]);
        let clinic = self.origin("O-hospital", "Marrow Hospital", true, &[&hospital, &post]);
        let unnamed = self.origin("O-unnamed", "unnamed source of Harbour Blog", false, &[&blog]);
        let town_sources = self.origin("O-sources", "sources close to the town hall (Evening Post)", false, &[&closed]);
        let town = self.origin("O-town", "Town hall of Marrow", false, &[&denied]);
        let recordings =
            ["from_t/phone/VID_0412.mp4", "reposts/bridge_HD.mp4", "reposts/bridge-2.mp4", "tv/evening-bulletin.mp4"];
        let recordings = recordings.map(|name| self.id(name).hex());
        self.origin("O-phone", "recording M7K-01", true, &recordings.iter().collect::<Vec<_>>());
        self.view.origins[1].first = Some(OriginFirst {
            item: self.id("pages/hospital-release.html"),
            time: "2026-05-03T22:00:00+02:00".into(),
            time_kind: TimeKind::Published,
        });
        let via =
            self.view.matches.iter().find(|found| found.kind == MatchKind::TextExcerpt).map(|found| found.id.clone());
        let weak = |from: &str, to: &str, reason: &str| step(from, to, reason, Strength::Weak);
        let strong = |from: &str, to: &str, reason: &str| step(from, to, reason, Strength::Strong);
        let mut copied =
            strong("Marrow Daily", "The Quay Courier", "passage of the text; credit line: via The Quay Courier");
        copied.via_match = via;
        let brigade_roads = |stance| {
            vec![
                road(
                    &courier,
                    stance,
                    &brigade,
                    vec![strong("The Quay Courier", "fire brigade", "page says: “The fire brigade said”")],
                ),
                road(
                    &daily,
                    stance,
                    &brigade,
                    vec![
                        copied.clone(),
                        strong("The Quay Courier", "fire brigade", "page says: “The fire brigade said”"),
                    ],
                ),
                road(
                    &arabic,
                    stance,
                    &brigade,
                    vec![strong("نشرة الميناء", "فرقة الإطفاء", "page says: “قالت فرقة الإطفاء”")],
                ),
                road(
                    &blog,
                    stance,
                    &unnamed,
                    vec![weak(
                        "Harbour Blog",
                        "unnamed",
                        "“reportedly”, no source named; may be the fire brigade’s figure",
                    )],
                ),
            ]
        };
        let hospital_roads = |stance| {
            vec![
                road(&hospital, stance, &clinic, vec![]),
                road(
                    &post,
                    stance,
                    &clinic,
                    vec![strong("Evening Post", "Marrow Hospital", "page says: “the hospital said”")],
                ),
            ]
        };
        let disagreement = Disagreement {
            kind: DisagreementKind::Figure,
            statements: [courier.clone(), hospital.clone()],
            text: "14 against at least 17 hurt".into(),
        };
        let claim = |id: &str, text: &str, roads: Vec<Road>, origins_for, origins_against| Claim {
            id: id.into(),
            text: text.into(),
            statements: roads.iter().map(|road| road.statement.clone()).collect(),
            origins_for,
            origins_against,
            unresolved: vec![],
            disagreements: vec![],
            roads,
            would_change: vec![],
        };
        let mut fourteen = claim(
            "C-fourteen",
            "14 people were hurt",
            [brigade_roads(Stance::For), hospital_roads(Stance::Against)].concat(),
            count(1, 2, &[&brigade, &unnamed]),
            count(1, 1, &[&clinic]),
        );
        fourteen.disagreements = vec![disagreement.clone()];
        fourteen.would_change =
            vec!["If Harbour Blog’s figure is the fire brigade’s, 1 origin stands behind this; if not, 2.".into()];
        let mut seventeen = claim(
            "C-seventeen",
            "We treated at least 17 people who were hurt",
            [hospital_roads(Stance::For), brigade_roads(Stance::Against)].concat(),
            count(1, 1, &[&clinic]),
            count(1, 2, &[&brigade, &unnamed]),
        );
        seventeen.disagreements = vec![disagreement];
        let mut repair = claim(
            "C-repair",
            "the bridge had been closed for repair",
            vec![
                road(
                    &closed,
                    Stance::For,
                    &town_sources,
                    vec![weak("Evening Post", "unnamed", "page says: “Sources close to the town hall say”")],
                ),
                road(
                    &denied,
                    Stance::Against,
                    &town,
                    vec![strong("Harbour Blog", "Town hall", "page says: “The town hall denies”")],
                ),
            ],
            count(1, 1, &[&town_sources]),
            count(1, 1, &[&town]),
        );
        repair.unresolved = vec!["“Sources close to the town hall” are not named: they may be one or several.".into()];
        let mut readers = claim(
            "C-readers",
            "It was the mayor who let it rot",
            vec![Road { origin: None, ..road(&reader, Stance::Unresolved, "", vec![]) }],
            OriginCount::default(),
            OriginCount::default(),
        );
        readers.unresolved = vec!["Only a reader’s comment says it; comments add no origin.".into()];
        self.view.claims = vec![fourteen, seventeen, repair, readers];
    }

    fn says(
        &mut self,
        page: &str,
        source: Option<&str>,
        cue: Option<&str>,
        content: &str,
        low: Option<f64>,
        high: Option<f64>,
    ) -> String {
        let item = self.id(page);
        let view = self.view.items.iter().find(|view| view.item.id == item).expect("the page was added");
        let text = view.extract.text.as_deref().unwrap_or_default();
        let find = |words: &str| {
            let start = text.find(words).unwrap_or_else(|| panic!("{words:?} stands in {page}"));
            SpanText::of(text, TextSpan::new(start, start + words.len()))
        };
        let content = find(content);
        let block = view
            .extract
            .blocks
            .iter()
            .find(|block| block.span().contains(&content.span()))
            .map_or(0, |block| block.block);
        let figure = Figure {
            text: report::words::interval(low, high),
            start_byte: content.start_byte,
            end_byte: content.end_byte,
            low,
            high,
            unit: Some("wounded".into()),
            modifier: None,
        };
        let publisher = view.extract.publisher.clone().unwrap_or_default();
        let link = |name: &str, role: &str| ChainLink {
            name: name.into(),
            role: role.into(),
            item: None,
            start_byte: None,
            end_byte: None,
        };
        let statement = Statement {
            id: stable_id("S", &[page.as_bytes(), content.text.as_bytes()]),
            item,
            block,
            source: source.map(find),
            cue: cue.map(find),
            parts: vec![content.clone()],
            content,
            speaker: source.map(str::to_owned).or(Some(publisher.clone())),
            resolved_by: "span".into(),
            chain: std::iter::once(link(&publisher, "outlet")).chain(source.map(|name| link(name, "body"))).collect(),
            quote_type: if source.is_some() { QuoteType::Indirect } else { QuoteType::Own },
            rule: "cue_verb".into(),
            hedges: if cue == Some("reportedly") { vec!["reportedly".into()] } else { vec![] },
            denial: false,
            figures: if low.is_some() || high.is_some() { vec![figure] } else { vec![] },
            dates: vec![],
            places: vec![],
            tier: Tier::Confirmed,
        };
        self.view.statements.push(statement);
        self.view.statements.last().map(|statement| statement.id.clone()).unwrap_or_default()
    }

    fn origin(&mut self, id: &str, label: &str, in_case: bool, members: &[&String]) -> String {
        self.view.origins.push(Origin {
            id: id.into(),
            label: label.into(),
            in_case,
            first: None,
            members: members.iter().map(|member| (*member).clone()).collect(),
            reasons: vec![OriginReason {
                text: format!("{} of its statements are in the case", members.len()),
                strength: Strength::Strong,
            }],
            independent_of: vec![],
        });
        id.into()
    }

    fn people(&mut self) {
        self.view.decisions = vec![
            Decision {
                id: "D-1".into(),
                what: DecisionKind::RejectMatch { match_id: self.view.matches[6].id.clone() },
                why: "Ilse Varga read both: they only share a number.".into(),
                by: "Ilse Varga".into(),
                time: "2026-05-08T11:00:00Z".into(),
                undone_by: Some("D-2".into()),
                log_index: None,
            },
            Decision {
                id: "D-2".into(),
                what: DecisionKind::Undo { decision: "D-1".into() },
                why: "to be read by a second person".into(),
                by: "P. Second".into(),
                time: "2026-05-08T12:30:00Z".into(),
                undone_by: None,
                log_index: None,
            },
        ];
        self.view.custody = vec![CustodyEvent {
            what: CustodyKind::Received,
            items: vec![self.id("from_t/phone/VID_0412.mp4")],
            text: "on a memory card, from T., who lives by the quay".into(),
            by: "Ilse Varga".into(),
            time: "2026-05-08T09:00:00Z".into(),
            tool: "firsthand 0.1.0".into(),
        }];
    }

    fn passage(&self, side: &mut MatchSide, words: &str) {
        let view = self.view.items.iter().find(|view| view.item.id == side.item).expect("the page was added");
        let start =
            view.extract.text.as_deref().and_then(|text| text.find(words)).expect("the passage stands in the page");
        (side.extent.start_byte, side.extent.end_byte) = (Some(start), Some(start + words.len()));
    }

    fn id(&self, name: &str) -> ItemId {
        ItemId::of(name.as_bytes())
    }
}

fn recording(duration_us: i64) -> MediaFacts {
    MediaFacts {
        width_px: Some(1920),
        height_px: Some(1080),
        duration_us: Some(duration_us),
        has_picture: true,
        has_sound: true,
        codecs: vec!["h264".into(), "aac".into()],
        ..MediaFacts::default()
    }
}

fn time(time: &str, kind: TimeKind, evidence: &str, zone: &str) -> ClaimedTime {
    ClaimedTime { time: time.into(), kind, evidence: evidence.into(), zone: zone.into() }
}

fn field(name: &str, value: &str) -> MetadataField {
    MetadataField { name: name.into(), value: value.into() }
}

fn finding(id: &str, about: &str, stage: &str, code: &str, severity: Severity, text: &str) -> Finding {
    Finding { id: id.into(), about: about.into(), stage: stage.into(), code: code.into(), severity, text: text.into() }
}

fn step(from: &str, to: &str, reason: &str, strength: Strength) -> RoadStep {
    RoadStep { from: from.into(), to: to.into(), reason: reason.into(), strength, via_match: None, decision: None }
}

fn road(statement: &str, stance: Stance, origin: &str, steps: Vec<RoadStep>) -> Road {
    let stance_reason = match stance {
        Stance::For => "the figures agree",
        Stance::Against => "the figures share no number",
        Stance::Unresolved => "speaks of it and neither holds",
    };
    Road {
        statement: statement.into(),
        stance,
        stance_reason: stance_reason.into(),
        origin: Some(origin.into()),
        steps,
    }
}

fn count(low: u32, high: u32, origins: &[&String]) -> OriginCount {
    OriginCount { low, high, origins: origins.iter().map(|origin| (*origin).clone()).collect() }
}

/// The case of the format page: one photo, nothing found in it, one finding.
#[allow(dead_code, reason = "the example for people shows the larger case only")]
pub fn one_item_case() -> CaseView {
    let mut case = Maker { view: CaseView::default() };
    let item = case.add("phone/quay.jpg", "image/jpeg");
    item.extract.times =
        vec![time("2026-05-03T14:32:10", TimeKind::FileMetadata, "EXIF DateTimeOriginal", "not stated")];
    item.extract.metadata = vec![field("EXIF Make", "Phonemaker"), field("EXIF GPSLatitude", "12.3456")];
    case.view.case_name = "One photo".into();
    case.view.made_at = "2026-05-09T10:00:00Z".into();
    case.view.tool = "firsthand 0.1.0".into();
    case.view.checkpoint.origin = "firsthand.example/one-photo".into();
    case.view.checkpoint.size = 2;
    case.view.checkpoint.root_base64 = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=".into();
    case.view.checkpoint.key =
        "firsthand.example/one-photo+1a2b3c4d+AXq83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4".into();
    case.view.findings = vec![finding(
        "F-1",
        "case",
        "claims",
        "no_text",
        Severity::Note,
        "No item holds text, so no claims were made.",
    )];
    case.view
}
