// A newcomer at the desk, in a real browser: node story.mjs JUDGES CHROMIUM ADDRESS FOLDER. Every step is a sentence; the first that
// does not hold ends it. What is saved goes into FOLDER. Prints one JSON line: the steps that held, and what the pages complained of.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import assert from "node:assert/strict";
import { atDesk, steps } from "./at_desk.mjs";

const [judges, chromium, address, folder] = process.argv.slice(2);
const desk = await atDesk(judges, chromium, address);
const { base } = desk;
const { held, step } = steps();
const page = await desk.visitor();

const open = (path) => desk.open(page, path);
const numberFor = async (claim) => {
  await open(claim);
  return page.textContent(".numbers li:first-child .number");
};
const decide = async (summary, why) => {
  await page.click(`summary:has-text("${summary}")`);
  await page.fill('details[open] input[name="why"]', why);
  await page.click("details[open] button[type=submit]");
  await page.waitForLoadState("load");
};

await step("the address that was printed opens the table of items", async () => {
  assert.equal(new URL(page.url()).pathname, "/items");
  assert.ok((await page.locator("table.items tbody tr").count()) > 10);
});
await step("j walks to the first row and Ctrl+K to the search", async () => {
  await page.keyboard.press("j");
  assert.ok(await page.evaluate(() => document.activeElement.matches("table.items a.id")));
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
});
await step("the search finds the pages that tell of the warehouse", async () => {
  await page.fill("#find", "warehouse");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=warehouse/);
  const found = await page.locator("table.items tbody tr").count();
  assert.ok(found > 2 && found < 19, `${found}`);
});
await step("pictures stay veiled under the mouse and open with a press", async () => {
  await open("/items?kind=image");
  await page.click("table.items a.id >> nth=0");
  await page.waitForLoadState("load");
  const filter = () => page.evaluate(() => getComputedStyle(document.querySelector("figure .media")).filter);
  assert.match(await filter(), /blur/);
  await page.hover("figure .media");
  assert.match(await filter(), /blur/);
  await page.click("[data-unveil]");
  assert.doesNotMatch(await filter(), /blur/);
  assert.match(await filter(), /grayscale/, "colour is a switch of its own");
});
await step("behind five outlets that say the same stands one origin, and the page of the claim says why", async () => {
  await open("/claims");
  const wounded = await page.locator("a.claim-text", { hasText: "17 people were injured" }).first().getAttribute("href");
  assert.equal(await numberFor(wounded), "1");
  const sayIt = await page.locator(".road a.id").allTextContents();
  assert.ok(new Set(sayIt).size >= 5, `${[...new Set(sayIt)]}`);
  assert.equal(await page.locator("main li.card strong.for").count(), 1, "one origin with its reasons");
});
let flames;
await step("a claim that several pages make has fewer origins than pages", async () => {
  await open("/claims");
  flames = await page.locator("a.claim-text", { hasText: "flames" }).first().getAttribute("href");
  const row = page.locator("tr", { has: page.locator(`a[href="${flames}"]`) });
  const [origins, , , statements] = await row.locator("td.count").allTextContents();
  assert.ok(Number.parseInt(statements) > Number.parseInt(origins), `${statements} statements, ${origins} origins`);
});
await step("two clips are compared in step: what one shows at a moment, the other shows at the moment that matches", async () => {
  const matches = (await (await page.request.get(`${base}/api/v1/matches`)).json()).rows;
  const excerpt = matches.find((match) => match.kind === "video_excerpt" && match.query.name.includes("nl-4471"));
  await open(`/matches/${excerpt.id}`);
  await page.waitForFunction(() => document.querySelector("[data-island=compare]").pair?.isSettled);
  assert.ok(await page.evaluate(() => [...document.querySelectorAll("[data-island=compare] video")].every((video) => video.paused && video.muted)));
  const times = () => page.evaluate(() => [...document.querySelectorAll("[data-island=compare] video")].map((video) => video.currentTime));
  const offset_s = excerpt.transform.offset_us / 1e6;
  for (const key of ["ArrowRight", "ArrowRight", ".", ","]) {
    await page.locator("[data-island=compare]").focus();
    await page.keyboard.press(key);
    await page.waitForFunction(() => document.querySelector("[data-island=compare]").pair?.isSettled);
  }
  const [query_s, reference_s] = await times();
  assert.ok(query_s > 1.5 && Math.abs(reference_s - query_s - offset_s) < 0.1, `${query_s} s and ${reference_s} s, offset ${offset_s} s`);
});
await step("cameras of one moment stand on one clock, and one press moves all", async () => {
  const items = (await (await page.request.get(`${base}/api/v1/items`)).json()).rows;
  await open(`/items/${items.find((item) => item.name.includes("VID_20260917")).short_id}`);
  await page.click('a[href^="/moments/"]');
  await page.waitForSelector("[data-island=compare][data-mounted]");
  assert.equal(await page.locator(".camera-lane").count(), 2);
  assert.match(await page.textContent("main table"), /0:04\.199.*± 0\.020 s/s);
  await page.locator("[data-island=compare]").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => [...document.querySelectorAll("video")].every((video) => !video.seeking && video.readyState >= 2));
  const [first, second] = await page.evaluate(() => [...document.querySelectorAll("video")].map((video) => video.currentTime));
  assert.ok(Math.abs(first - second - 4.2) < 0.15, `${first} s and ${second} s`);
});
await step("a match shows what was compared, and rejecting it changes the count", async () => {
  const before = await numberFor(flames);
  const matches = await (await page.request.get(`${base}/api/v1/matches`)).json();
  const tie = matches.rows.find((match) => match.kind === "video_excerpt" && match.query.name.includes("nl-4471"));
  await open(`/matches/${tie.id}`);
  assert.ok((await page.locator("main li").count()) > 2, "reasons");
  await decide("This match does not hold", "the story tests it");
  const after = await numberFor(flames);
  assert.notEqual(after, before);
  await open("/decisions");
  assert.match(await page.textContent("tbody tr:first-child"), /the story tests it/);
  await decide("Take it back", "the story is over");
  assert.equal(await numberFor(flames), before);
});
await step("two texts stand beside each other with what they share", async () => {
  const matches = await (await page.request.get(`${base}/api/v1/matches`)).json();
  const copy = matches.rows.find((match) => match.kind.startsWith("text"));
  await open(`/matches/${copy.id}`);
  await page.waitForSelector("[data-island=texts][data-mounted]");
});
await step("the graph is drawn, and an edge leads to its evidence", async () => {
  await open("/graph");
  await page.waitForSelector("[data-island=graph][data-mounted] svg");
  await page.evaluate(() => {
    const detail = { edge: { href: "/claims", reason: "the page says so" }, from: { label: "a report" }, to: { label: "a page" } };
    document.querySelector("[data-island=graph]").dispatchEvent(new CustomEvent("edge", { bubbles: true, detail }));
  });
  assert.match(await page.textContent("[data-edge-panel]"), /a report → a page[^]*the page says so/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/claims/);
});
await step("a file that is chosen comes in and is listed with what became of it", async () => {
  await open("/add");
  await page.waitForSelector("[data-files]", { state: "attached" });
  const file = { name: "note from the quay.txt", mimeType: "text/plain", buffer: Buffer.from("Three cranes stood on the quay at noon.") };
  await page.setInputFiles("[data-files] >> nth=0", [file]);
  await page.waitForFunction(() => document.querySelector("[data-received]").dataset.received === "1");
  await page.fill('input[name="note"]', "from the story");
  await page.click('form[action="/add/start"] button[type=submit]');
  await page.waitForFunction(() => document.querySelector("[data-stage]")?.textContent === "done", null, { timeout: 120_000 });
  assert.match(await page.textContent("main"), /note from the quay\.txt/);
});
await step("what would leave is listed, the bundle is saved, and a stranger checks it with Python alone", async () => {
  await open("/hand-over");
  assert.ok((await page.locator("main tbody tr").count()) > 2, "what would leave");
  const [saved] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), page.click('form[action="/hand-over"] button[type=submit]')]);
  const bundle = join(folder, "bundle");
  await saved.saveAs(`${bundle}.zip`);
  execFileSync("python3", ["-m", "zipfile", "-e", `${bundle}.zip`, bundle]);
  const root = execFileSync("find", [bundle, "-name", "verify_bundle.py"], { encoding: "utf8" }).trim().replace(/data\/verify\/verify_bundle\.py$/, "");
  execFileSync("python3", ["data/verify/verify_bundle.py"], { cwd: root, stdio: "pipe" });
});

await desk.browser.close();
console.log(JSON.stringify({ held, complaints: desk.complaints }));
