// A newcomer at the desk, in a real browser: node story.mjs JUDGES CHROMIUM ADDRESS. Every step is a sentence; the first that
// does not hold ends it. Prints one JSON line at the end: the steps that held, and what the pages complained of.
import { createRequire } from "node:module";
import { join } from "node:path";
import assert from "node:assert/strict";

const [judges, chromium, address] = process.argv.slice(2);
const require = createRequire(join(judges, "story.js"));
const { chromium: browserOf } = require(join(judges, "playwright-core"));
const axe = join(judges, "axe-core", "axe.min.js");
const base = new URL(address).origin;

const browser = await browserOf.launch({ executablePath: chromium, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en" });
const page = await context.newPage();
const held = [];
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => request.url().startsWith(base) || complaints.push(`asked ${request.url()}`));

const step = async (sentence, work) => {
  try {
    await work();
    held.push(sentence);
  } catch (error) {
    throw new Error(`${sentence}: ${error.message}`);
  }
};
const open = (path) => page.goto(base + path);
const accessible = async (path) => {
  await open(path);
  await page.evaluate(require("node:fs").readFileSync(axe, "utf8"));
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 120)}`), [], path);
};
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
  await page.goto(address);
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
let flames;
await step("a claim that several pages make has fewer origins than pages", async () => {
  await open("/claims");
  flames = await page.locator("a.claim-text", { hasText: "flames" }).first().getAttribute("href");
  const row = page.locator("tr", { has: page.locator(`a[href="${flames}"]`) });
  const [origins, , , statements] = await row.locator("td").allTextContents();
  assert.ok(Number(statements) > Number(origins), `${statements} statements, ${origins} origins`);
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
  await page.click("main button[type=submit]");
  await page.waitForSelector("[data-files]", { state: "attached" });
  const file = { name: "note from the quay.txt", mimeType: "text/plain", buffer: Buffer.from("Three cranes stood on the quay at noon.") };
  await page.setInputFiles("[data-files] >> nth=0", [file]);
  await page.waitForFunction(() => document.querySelector("[data-received]").textContent === "1");
  await page.fill('input[name="note"]', "from the story");
  await page.click('form[action="/add/start"] button[type=submit]');
  await page.waitForFunction(() => document.querySelector("[data-stage]")?.textContent === "done", null, { timeout: 120_000 });
  assert.match(await page.textContent("main"), /note from the quay\.txt/);
});
await step("every page is accessible by axe, also from right to left and on a phone", async () => {
  const pages = ["/items", "/claims", flames, "/decisions", "/settings", "/people", "/add", "/hand-over", "/graph", "/sign-in"];
  for (const path of pages) await accessible(path);
  await open("/settings");
  await page.selectOption('select[name="language"]', "ar");
  await page.click('form[action="/settings"] button[type=submit]');
  await page.waitForLoadState("load");
  assert.equal(await page.getAttribute("html", "dir"), "rtl");
  await page.setViewportSize({ width: 375, height: 700 });
  for (const path of pages) {
    await accessible(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 376, `${path} is ${width} px wide`);
  }
});

await browser.close();
console.log(JSON.stringify({ held, complaints }));
