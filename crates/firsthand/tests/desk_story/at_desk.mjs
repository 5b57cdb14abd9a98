// A desk in a real browser, for the story and for what is asked of every screen.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import assert from "node:assert/strict";

/** The rules of axe-core that every screen keeps; one that is still tried out takes the tooltip of a drawn link for its label. */
const RULES = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "label-content-name-mismatch": { enabled: false } },
};

/**
 * Opens a browser at the desk's address.
 *
 * @param {string} judges folder with playwright-core and axe-core
 * @param {string} chromium
 * @param {string} address as the terminal printed it
 * @param {{expected?: string[]}} [options] what pages may say on the console
 */
export async function atDesk(judges, chromium, address, { expected = [] } = {}) {
  const require = createRequire(join(judges, "story.js"));
  const { chromium: browserOf } = require(join(judges, "playwright-core"));
  const axe = readFileSync(join(judges, "axe-core", "axe.min.js"), "utf8");
  const base = new URL(address).origin;
  const browser = await browserOf.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const complaints = [];

  /** A visitor of their own, signed in by the address; what pages complain of is noted. */
  async function visitor(options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en", ...options });
    const page = await context.newPage();
    const complain = (words) => complaints.push(`${new URL(page.url()).pathname}: ${words}`);
    page.on("console", (message) => message.type() === "error" && !expected.some((words) => message.text().includes(words)) && complain(message.text()));
    page.on("pageerror", (error) => complain(String(error)));
    page.on("request", (request) => request.url().startsWith(base) || complain(`asked ${request.url()}`));
    await page.goto(address);
    await ready(page);
    return page;
  }

  /** Waits until the browser parts of a page stand. */
  async function ready(page) {
    const stands = () => [...document.querySelectorAll("[data-island]")].every(({ dataset }) => "mounted" in dataset || "failed" in dataset);
    await page.waitForFunction(stands, null, { timeout: 120_000 });
    const failed = await page.evaluate(() => [...document.querySelectorAll("[data-failed]")].map(({ dataset }) => `${dataset.island}: ${dataset.failed}`));
    assert.deepEqual(failed, [], page.url());
  }

  async function open(page, path) {
    await page.goto(base + path);
    await ready(page);
  }

  /** axe-core finds nothing on the page as it stands, and nothing is wider than the screen. `what` names it in a complaint. */
  async function clear(page, what) {
    await page.evaluate(axe);
    const found = await page.evaluate((rules) => globalThis.axe.run(document, rules), RULES);
    assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary.slice(0, 200)}`), [], what);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 1, `${what} is ${wide} px wider than the screen`);
  }

  /** The same of a page that is opened first. */
  async function accessible(page, path) {
    await open(page, path);
    await clear(page, path);
  }

  return { base, browser, complaints, visitor, open, clear, accessible };
}

/** Steps that are sentences; the first that does not hold ends all. */
export function steps() {
  const held = [];
  const step = async (sentence, work) => {
    try {
      await work();
      held.push(sentence);
    } catch (error) {
      throw new Error(`${sentence}: ${error.message}`);
    }
  };
  return { held, step };
}

/** Addresses of every screen of the demo. */
export async function screens(page, base) {
  const list = async (name) => (await (await page.request.get(`${base}/api/v1/${name}`)).json()).rows;
  const [items, matches, claims] = [await list("items"), await list("matches"), await list("claims")];
  const item = (name) => `/items/${items.find((one) => one.name.includes(name)).short_id}`;
  const match = (kind) => `/matches/${matches.find((one) => one.kind === kind).id}`;
  const phone = item("VID_20260917");
  const toll = claims.find((one) => one.text.startsWith("17 people")).id;
  return {
    items: "/items", search: "/items?q=warehouse", cards: "/items?view=grid", "items-map": "/items?view=map",
    picture: item("port-fire-1600"), recording: phone, page: item("daily-lantern"), archive: item("northline"),
    claims: "/claims", "claims-map": "/claims?view=map", claim: `/claims/${toll}`,
    graph: "/graph", "graph-claim": `/graph?claim=${toll}`, compare: match("video_excerpt"), moment: match("same_moment"), texts: match("text_copy"),
    cameras: phone.replace("/items/", "/moments/"), decisions: "/decisions", add: "/add", "hand-over": "/hand-over", people: "/people",
    settings: "/settings", "sign-in": "/sign-in",
  };
}
