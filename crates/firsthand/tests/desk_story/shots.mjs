// Makes the pictures of docs/guide/desk anew from a running desk of the demo:
//   node shots.mjs JUDGES CHROMIUM ADDRESS FOLDER [NAME]
// With NAME only those whose name has it are made, of a case that was worked on before.
// Each is drawn with few colours by ffmpeg, so that the pictures stay small. Look at them before they are kept.
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { atDesk, screens } from "./at_desk.mjs";

const [judges, chromium, address, folder, only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const desk = await atDesk(judges, chromium, address);
const operator = await desk.visitor();
const of = await screens(operator, desk.base);

/** Sends a form as the page that is open would. */
const post = (page, path, fields) => page.evaluate(async ([to, values]) => {
  const csrf = document.querySelector('meta[name="csrf-token"]').content;
  const answer = await fetch(to, { method: "POST", body: new URLSearchParams({ csrf, ...values }) });
  if (!answer.ok) throw new Error(`${to}: ${answer.status}`);
}, [path, fields]);

/** Waits until films and stills are there: the first time they are being made. */
async function settled(page) {
  const isThere = () => [...document.querySelectorAll("video")].every((video) => video.preload === "none" || video.readyState >= 2)
    && [...document.images].every((image) => image.complete || image.loading === "lazy" || image.getClientRects().length === 0);
  await page.waitForFunction(isThere, null, { timeout: 120_000 });
  await page.waitForTimeout(1200);
}
const at = (selector) => async (page) => {
  await page.locator(selector).first().evaluate((element) => element.scrollIntoView({ block: "start" }));
  await settled(page);
};

/** What a team would have done by then: people invited, marks, a decision. */
async function worked(page) {
  const { rows } = await (await page.request.get(`${desk.base}/api/v1/items`)).json();
  const [first, second] = rows.filter((item) => item.name.startsWith("clips/"));
  await post(page, "/people", { name: "Bilal", role: "reviewer" });
  await post(page, "/people", { name: "Chiara", role: "contributor" });
  await post(page, "/marks", { kind: "status", status: "in_progress", item: first.id });
  await post(page, "/marks", { kind: "tag", tag: "filmed from the quay", item: first.id });
  await post(page, "/marks", { kind: "graphic", graphic: "yes", item: second.id });
  await post(page, "/decisions", { kind: "accept_match", match_id: of.compare.split("/").pop(), why: "the crane and both masts are the same" });
}

/** Name, address, what is done before the picture is taken, and how the browser is. */
const SHOTS = [
  ["items", of.items], ["cards", of.cards], ["search", of.search], ["map", of["items-map"]], ["item", of.recording, at("#history"), { viewport: { width: 1180, height: 1400 } }], ["page", of.page],
  ["saved-page", of.page, async (page) => { await page.locator("#page summary").click(); await at("#page")(page); }],
  ["claims", of.claims], ["claim", of.claim, settled, { viewport: { width: 1180, height: 1250 } }], ["provenance", of.graph], ["provenance-claim", of["graph-claim"]], ["texts", of.texts],
  ["decisions", of.decisions],
  ["hand-over", of["hand-over"]], ["people", of.people], ["settings", of.settings],
  ["keys", of.items, async (page) => { await page.keyboard.press("?"); await settled(page); }],
  ["items-dark", of.items, settled, { colorScheme: "dark" }],
  ["claims-phone-arabic", of.claims, settled, { locale: "ar", viewport: { width: 375, height: 760 } }],
  ["recording-phone", of.recording, settled, { viewport: { width: 375, height: 760 } }],
  ["adding", of.add, async (page) => {
    const file = (name, words) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(words) });
    await page.setInputFiles("[data-files] >> nth=0", [file("note from the quay.txt", "Three cranes stood on the quay at noon."), file("broken.zip", "PK\u0003\u0004 and then nothing of a ZIP")]);
    await page.waitForFunction(() => document.querySelector("[data-received]").dataset.received === "2");
    await page.click("form[data-start] button[type=submit]");
    await page.waitForFunction(() => document.querySelector("[data-runs] [data-stage]")?.textContent.startsWith("done"), null, { timeout: 120_000 });
    await settled(page);
  }, { viewport: { width: 1180, height: 1250 } }],
];

/** As somebody sees it who turned the switches for the eyes off: the demo shows nothing hard. */
const OPEN_SHOTS = [
  ["recording", of.recording, settled, { viewport: { width: 1180, height: 1080 } }],
  ["compare", of.compare, async (page) => {
    await settled(page);
    await page.getByRole("button", { name: "1 s on" }).click();
    await at("[data-island=compare]")(page);
  }],
  ["cameras", of.cameras, at("main h1"), { viewport: { width: 1180, height: 930 } }],
];

async function taken([name, path, before = settled, options = {}]) {
  if (!name.includes(only)) return;
  const page = await desk.visitor({ viewport: { width: 1180, height: 800 }, ...options });
  await desk.open(page, path);
  await before(page);
  const [whole, kept] = [join(folder, `${name}.whole.png`), join(folder, `${name}.png`)];
  await page.screenshot({ path: whole });
  execFileSync("ffmpeg", ["-loglevel", "error", "-y", "-i", whole, "-vf", "split[a][b];[a]palettegen=max_colors=96:stats_mode=full[p];[b][p]paletteuse=dither=none", kept]);
  execFileSync("rm", [whole]);
  console.log(`${name}.png ${Math.round(statSync(kept).size / 1000)} kB`);
  await page.context().close();
}

if (!only) await worked(operator);
for (const shot of SHOTS) await taken(shot);
await post(operator, "/settings", { language: "en" });
for (const shot of OPEN_SHOTS) await taken(shot);
await desk.browser.close();
