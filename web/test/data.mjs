// What the test pages show: by the name of the file under /data/.

const side = (name, short_id, src, more = {}) => ({ name, short_id, src: `/media/${src}`, href: `/items/${short_id}`, frame_us: 40_000, ...more });
const stills = [1, 3, 5].map((second) => ({ src: `/media/still-${second}.jpg`, time_us: second * 1_000_000 }));
const whole = side("phones/VID_20260917_195110.webm", "3WW-11", "whole.webm");

/** One stretch, as `show matches --json` prints it. */
function stretch([start_us, end_us], offset_us, transform = {}, region = [0, 0, 1, 1]) {
  const { speed = 1 } = transform;
  const there = start_us + offset_us;
  return {
    query: { start_us, end_us, region },
    reference: { start_us: there, end_us: there + speed * (end_us - start_us), region },
    transform: { mirrored: false, rotated_degrees: 0, speed, offset_us, offset_uncertainty_us: 20_000, ...transform },
  };
}

const video = (src, matches, more = {}) => ({ medium: "video", query: side(`clips/${src}`, "K7Q-03", src, more), reference: whole, matches });
const image = (query, reference, match) => ({
  medium: "image", query: side(`photos/${query}`, "7KH-15", query), reference: side(`photos/${reference}`, "GEN-06", reference), matches: [match],
});

const CENTRE = [0.25, 0.25, 0.75, 0.75];
const WHOLE = [0, 0, 1, 1];

/** Rough places of towns; three of Aleppo's lie within some kilometres, two of them on one point. */
const PLACES = [
  ["Aleppo", 36.2, 37.16, 12, "text"], ["حلب القديمة", 36.199, 37.163, 3, "text"], ["Bustan al-Qasr", 36.19, 37.14, 1, "file"], ["Bustan al-Qasr, east", 36.19, 37.14, 2, "text"],
  ["Idlib", 35.93, 36.63, 4, "text"], ["Damascus", 33.51, 36.29, 7, "text"], ["Kyiv", 50.45, 30.52, 25, "text"], ["Маріуполь", 47.1, 37.55, 9, "text"],
  ["Sevastopol", 44.6, 33.52, 2, "text"], ["Mosul", 36.34, 43.13, 5, "file"], ["Gaza", 31.5, 34.47, 6, "text"],
].map(([name, lat, lon, n_items, kind]) => ({ name, lat, lon, n_items, kind, href: `/items?at=${lat},${lon}` }));

/** The data of a page. */
export const DATA = {
  "video-plain": video("excerpt.webm", [stretch([0, 5_000_000], 4_000_000, {}, [0.1, 0.2, 0.9, 0.95])]),
  "video-same": video("whole.webm", [stretch([0, 12_000_000], 0)]),
  "video-fast": video("fast.webm", [stretch([0, 5_000_000], 2_000_000, { speed: 1.5 })]),
  "video-slow": video("slow.webm", [stretch([0, 6_000_000], 2_000_000, { speed: 0.5 })]),
  // As the desk makes previews: ten frames a second, and the offset is no whole number of frames.
  "video-preview": { ...video("preview-excerpt.webm", [stretch([0, 5_000_000], 4_080_000)], { frame_us: 100_000 }), reference: { ...whole, src: "/media/preview-whole.webm", frame_us: 100_000 } },
  "video-mirrored": video("mirrored.webm", [stretch([0, 5_000_000], 4_000_000, { mirrored: true })]),
  // Two stretches: the second second of the query shows the tenth of the reference.
  "video-cut": video("whole.webm", [stretch([2_000_000, 4_000_000], 6_000_000), stretch([0, 2_000_000], 0)]),
  // The first stretch as it is, the second mirrored: the way to lie changes on the way.
  "video-turning": { ...video("whole.webm", [stretch([0, 4_000_000], 0), stretch([6_000_000, 9_000_000], -2_000_000, { mirrored: true }, [0, 0, 0.5, 1])]), start_us: 7_000_000 },
  "video-short": { ...video("whole.webm", [stretch([4_000_000, 9_000_000], -4_000_000)]), reference: side("clips/excerpt.webm", "K7Q-03", "excerpt.webm") },
  // Films that begin 70 s and 30 s after their recordings.
  "video-part": { ...video("excerpt.webm", [stretch([0, 5_000_000], 4_000_000)], { from_us: 70_000_000 }), reference: { ...whole, from_us: 30_000_000 } },
  "video-graphic": video("excerpt.webm", [stretch([0, 5_000_000], 4_000_000)], { graphic: true, stills }),
  "image-same": image("whole.png", "whole.png", { query: { region: WHOLE }, reference: { region: WHOLE }, transform: {} }),
  "image-mirrored": image("mirrored.png", "whole.png", { query: { region: WHOLE }, reference: { region: WHOLE }, transform: { mirrored: true } }),
  "image-turned": image("turned.png", "whole.png", { query: { region: WHOLE }, reference: { region: WHOLE }, transform: { mirrored: true, rotated_degrees: 90 } }),
  "image-part": image("part.png", "whole.png", { query: { region: WHOLE }, reference: { region: CENTRE }, transform: { words: "25 % of the reference's frame" } }),
  "image-graphic": { ...image("mirrored.png", "whole.png", { query: { region: WHOLE }, reference: { region: WHOLE }, transform: { mirrored: true } }), reference: side("photos/whole.png", "GEN-06", "whole.png", { graphic: true }) },
  "image-other": image("mirrored.png", "whole.png", { query: { region: WHOLE }, reference: { region: WHOLE }, transform: {} }),
  "audio-plain": {
    medium: "audio", query: side("clips/excerpt.ogg", "K7Q-03", "excerpt.ogg"), reference: side("phones/whole.ogg", "3WW-11", "whole.ogg"),
    matches: [stretch([200_000, 4_800_000], 4_000_000)],
  },
  cameras: {
    medium: "cameras", clock_note: "0:00.000 is where VID_20260917_195110 begins",
    recordings: [
      { ...whole, name: "VID_20260917_195110", start_us: 0, length_us: 12_000_000 },
      { ...side("bridge-195115", "K7Q-03", "excerpt.webm"), start_us: 4_000_000, length_us: 5_000_000, uncertainty_us: 20_000 },
      { ...side("quay", "GEN-06", "mirrored.webm", { graphic: true, stills }), start_us: 4_000_000, length_us: 5_000_000, uncertainty_us: 300_000 },
    ],
  },
  "player-plain": player(),
  "player-graphic": { ...player(), graphic: true, poster: "/media/still-3.jpg" },
  "player-bare": { name: "phones/VID_20260917_195110.webm", src: "/media/whole.webm" },
  "player-audio": { ...player(), medium: "audio", name: "phones/whole.ogg", src: "/media/whole.ogg", stills: undefined },
  "player-poster": { ...player(), poster: "/media/still-3.jpg" },
  "player-part": { ...player(), from_us: 150_000_000 },
  "player-gone": { name: "phones/gone.webm", src: "/media/gone.webm", stills: [] },
  "texts-plain": texts(),
  "texts-none": { ...texts(), passages: [] },
  "map-plain": { places: PLACES, n_without: 31 },
  "map-one": { places: [PLACES[0]], n_without: 1 },
  "map-date-line": { places: [{ name: "Suva", lat: -18.14, lon: 178.44, n_items: 2, href: "/items?at=1" }, { name: "Apia", lat: -13.83, lon: -171.76, n_items: 1, href: "/items?at=2" }] },
  "map-none": { places: [], n_without: 4 },
  "graph-plain": smallGraph(),
  "graph-large": largeGraph(400),
  "graph-larger": largeGraph(1500),
  keys: {
    keys: [
      { group: "Go to", keys: "g i", label: "Items", href: "#items" }, { group: "Go to", keys: "g c", label: "Claims", href: "#claims" },
      { group: "Go to", keys: "Ctrl+k", label: "Search", focus: "#search" }, { group: "Rows", keys: "j", label: "Next row", rows: "next" },
      { group: "Rows", keys: "k", label: "Previous row", rows: "previous" }, { group: "Rows", keys: "o", label: "Open", rows: "open" },
      { group: "Rows", keys: "x", label: "Select", rows: "select" },
    ],
  },
};

function player() {
  const copy = { label: "clips/port-blaze.webm: excerpt, mirrored", href: "/matches/1" };
  return {
    name: "phones/VID_20260917_195110.webm", short_id: "3WW-11", src: "/media/whole.webm", frame_us: 40_000, stills, length_us: 12_000_000,
    stretches: [
      { start_us: 8_000_000, end_us: 11_000_000, ...copy }, { start_us: 1_000_000, end_us: 3_000_000, ...copy },
      { start_us: 4_000_000, end_us: 9_000_000, label: "bridge-195115.webm: same moment", href: "/matches/2" },
    ],
  };
}

/** Offsets of a passage in bytes, so that the expectation does not come from the code under test. */
function bytesAt(text, passage) {
  const at = Buffer.from(text).indexOf(passage);
  if (at < 0) throw new Error(`not in the text: ${passage}`);
  return [at, at + Buffer.byteLength(passage)];
}

function texts() {
  const shared = [
    ["same", "قال شهود عيان إن الحريق بدأ قرب الرصيف القديم", "قال شهود عيان إن الحريق بدأ قرب الرصيف القديم"],
    ["quote", "“We counted them ourselves, one by one,” 🚒🔥 she said", "“We counted them ourselves, one by one,” 🚒🔥 she said"],
    ["paraphrase", "Пожежу загасили о дев’ятій вечора", "Близько 21:00 вогонь було ліквідовано"],
  ];
  const a = `The harbour burned on Thursday evening 🌊.\n\n${shared[0][1]}.\n\n${shared[1][1]}, standing by the gate with the crews behind her and the smoke over the bridge.\n\n${shared[2][1]}.\n`;
  const b = `${shared[1][2]}.\n\nNaïve façade — the quay had been closed since noon. ${shared[2][2]}; the mayor came later.\n\n${shared[0][2]}\n`;
  return {
    a: { title: "pages/daily-lantern.html", short_id: "XPG-04", text: a, lang: "en" },
    b: { title: "texts/lantern-copied.txt", short_id: "MA7-17", text: b, lang: "en" },
    passages: shared.map(([kind, here, there]) => ({ kind, a: bytesAt(a, here), b: bytesAt(b, there) })),
  };
}

function smallGraph() {
  const at = (hour, kind = "published") => ({ time: `2026-09-17T${hour}:00+02:00`, time_text: `17 Sep 2026, ${hour} +02:00 (${kind})` });
  const nodes = [
    { id: "phone", kind: "item", label: "VID_20260917_195110.mp4", note: "3WW-11 · recording", href: "/items/3WW-11", ...at("19:51", "file metadata") },
    { id: "bridge", kind: "item", label: "bridge-195115.mp4", note: "K7Q-03 · recording", href: "/items/K7Q-03", ...at("19:51", "file metadata") },
    { id: "hospital", kind: "origin", label: "Upper Linnow Hospital", note: "not in the case" },
    { id: "northline", kind: "item", label: "Northline: the harbour burns", note: "page", href: "/items/NL", ...at("22:10") },
    { id: "clip", kind: "item", label: "clips/nl-4471.mp4", note: "recording", copies_of: "clip", ...at("22:12") },
    { id: "clip2", kind: "item", label: "clips/port-blaze.mp4", note: "recording", copies_of: "clip", ...at("23:40") },
    { id: "clip3", kind: "item", label: "clips/port-blaze-again.mp4", note: "recording", copies_of: "clip", ...at("23:50") },
    { id: "toll", kind: "statements", label: "Three were taken to hospital", note: "4 statements", ...at("22:10") },
    { id: "observer", kind: "item", label: "River Observer", note: "page", href: "/items/RO", ...at("23:00") },
    { id: "lantern", kind: "item", label: "Daily Lantern", note: "page", href: "/items/DL", ...at("23:15") },
    { id: "diary", kind: "item", label: "Quay diary", note: "page", href: "/items/QD" },
  ];
  const edge = (from, to, kind, reason, more = {}) => ({ id: `${from}-${to}`, from, to, kind, reason, ...more });
  return {
    nodes,
    edges: [
      edge("phone", "bridge", "same_moment", "the onsets of both sounds fit at offset 4.20 s ± 20 ms", { directed: false }),
      edge("phone", "clip", "excerpt", "9 of 9 sampled frames agree"),
      edge("phone", "clip2", "excerpt", "12 of 12 sampled frames agree, mirrored"),
      edge("clip", "clip3", "copy", "frames and sound agree"),
      edge("northline", "clip", "shows", "the page shows it"),
      edge("hospital", "toll", "says", "page says: Renata Solm (said); a source calls them a speaker for the hospital"),
      edge("toll", "northline", "carries", "the statement stands in the page"),
      edge("northline", "observer", "text_copy", "122 of 179 words are the same in the same order"),
      edge("northline", "lantern", "credit", "the page credits Northline"),
      edge("observer", "diary", "text_copy", "one passage of 14 words", { strength: "weak" }),
    ],
  };
}

// A case of `n` nodes without chance: a few sources, each with copies and outlets that take from earlier ones.
function largeGraph(n) {
  const kinds = ["item", "item", "item", "statements", "origin"];
  const nodes = Array.from({ length: n }, (_, index) => {
    const time = new Date(Date.UTC(2026, 8, 17, 18) + index * 17 * 60_000).toISOString();
    const copies_of = n > 400 && index % 3 === 0 && index > 0 ? `group-${index % 20}` : undefined;
    return { id: `n${index}`, kind: kinds[(index * 7) % 5], label: `Outlet ${index}`, note: "page", time, time_text: `${time.slice(0, 16).replace("T", " ")} Z (published)`, copies_of };
  });
  const edges = nodes.slice(1).flatMap((node, index) => [(index * 31) % (index + 1), (index * 17 + 5) % (index + 1)].slice(0, 1 + (index % 2)).map((from, which) => ({
    id: `e${index}-${which}`, from: `n${from}`, to: node.id, kind: "text_copy", reason: `${80 + (index % 20)} of 100 words are the same`, strength: index % 6 === 0 ? "weak" : "strong",
  })));
  return { nodes, edges };
}

/** Words of another language, to see that every label comes from the catalogue and reads from right to left. */
export const ARABIC = {
  compare: {
    title: "مقارنة {query} مع {reference}", query: "المادة", reference: "المرجع", play: "تشغيل", pause: "إيقاف", back_frame: "إطار للخلف", next_frame: "إطار للأمام",
    back_second: "ثانية للخلف", next_second: "ثانية للأمام", swap: "تبديل", mode: "العرض", side: "جنبًا إلى جنب", difference: "الفرق", onion: "طبقات شفافة",
    opacity: "شفافية الطبقة العليا", outlines: "المنطقة المطابقة", laid: "كما في المطابقة ({how})", mirrored: "معكوس", turned: "مُدار {degrees}°", speed: "السرعة",
    sound: "الصوت", silent: "صامت", position: "الموضع في {name}", inside: "داخل المطابقة", outside: "خارج المطابقة", offset: "الإزاحة {offset} ± {uncertainty} ث، السرعة {speed}",
    mean: "متوسط الفرق {mean} من 255؛ {share} % من البكسلات تختلف بمقدار {from} أو أكثر", keys: "المفاتيح: المسافة للتشغيل، الأسهم لثانية واحدة.", keys_image: "المفاتيح: x للتبديل، v لتغيير العرض.",
    cameras_title: "كاميرات لحظة واحدة", common_clock: "الساعة المشتركة", not_running: "لا تسجّل في هذه اللحظة",
  },
  graph: { title: "من أين أتى", item: "مواد", statements: "أقوال", origin: "أصول", collapse: "طيّ النسخ", zoom_in: "تكبير", zoom_out: "تصغير", fit: "الرسم كله", list: "كقائمة", earlier: "أقدم", later: "أحدث", "copies.other": "{n} نسخ", undated: "لا تاريخ معروف", keys: "المفاتيح: الأسهم للتحريك، + و − للتكبير، 0 للكل." },
  map: {
    title: "خريطة الأماكن", list: "أماكن", zoom_in: "تكبير", zoom_out: "تصغير", fit: "كل الأماكن", "items.zero": "{n} مواد", "items.one": "مادة واحدة ({n})", "items.two": "مادتان ({n})",
    "items.few": "{n} مواد", "items.many": "{n} مادة", "items.other": "{n} مادة", north: "{degrees}° شمالًا", east: "{degrees}° شرقًا", km: "{n} كم", several: "{name} + {n}",
    caption: "أماكن كما تذكرها النصوص أو تحملها الملفات؛ قد يكون الاسم لمكان آخر بالاسم نفسه.",
  },
  texts: { count: "المقطع {n} من {of}", next: "المقطع التالي", previous: "المقطع السابق", keys: "المفاتيح: n و p." },
  eyes: { group: "حماية العين", gray: "رمادي", blur: "ضبابي", mute: "كتم", graphic: "مُعلَّم كمادة قاسية", graphic_help: "قد تكون مشاهدته صعبة. يبقى مغطى حتى تُظهره.", show: "إظهار", cover: "تغطية", stills: "لقطات قبل التشغيل" },
  progress: { title: "عمل جارٍ", waiting: "ينتظر", running: "جارٍ", done: "تم", failed: "فشل", cancelled: "أُلغي", cancelling: "يُلغى", of: "{done} من {total}", cancel: "إلغاء" },
  keys: { title: "لوحة المفاتيح", close: "إغلاق", then: "ثم", help: "هذه المساعدة", single: "مفاتيح من حرف واحد", single_help: "عند الإيقاف تعمل تركيبات Ctrl فقط." },
};
