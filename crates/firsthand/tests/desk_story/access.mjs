// What is asked of every screen of the desk: node access.mjs JUDGES CHROMIUM ADDRESS [FOLDER [SCREEN]]. It is read by ear, in light and dark,
// from right to left, on a phone and at 200 % zoom; the keyboard reaches everything, the focus is seen, and nothing holds it.
// Prints one JSON line: the steps that held, and what the pages complained of.
import assert from "node:assert/strict";
import { atDesk, screens, steps } from "./at_desk.mjs";

const [judges, chromium, address, , only = ""] = process.argv.slice(2);
const desk = await atDesk(judges, chromium, address);
const { held, step } = steps();
const operator = await desk.visitor();
const all = Object.entries(await screens(operator, desk.base)).filter(([name]) => name.includes(only));

const LOOKS = {
  "in the light": {},
  "in the dark": { colorScheme: "dark" },
  "at 200 % zoom": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
  "from right to left on a phone": { viewport: { width: 375, height: 700 }, locale: "ar" },
  "from right to left in the dark": { colorScheme: "dark", locale: "ar" },
};
for (const [look, options] of Object.entries(LOOKS)) {
  await step(`every screen is clear to axe-core and fits ${look}`, async () => {
    const page = await desk.visitor(options);
    for (const [, path] of all) {
      await desk.accessible(page, path);
      assert.equal(await page.getAttribute("html", "dir"), options.locale === "ar" ? "rtl" : "ltr", path);
    }
    await page.context().close();
  });
}

/** How things that can have the focus look: what changes when they get it is the sign that they have it. */
const NOTE_LOOKS = () => {
  const drawn = (element) => {
    const of = (one) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, stroke, strokeWidth, opacity, clip, insetInlineStart } = getComputedStyle(one);
      return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor, stroke, strokeWidth, opacity, clip, insetInlineStart].join();
    };
    return [element, element.closest("label, li, section"), ...(element instanceof SVGElement ? element.children : [])].filter(Boolean).map(of).join(" | ");
  };
  const reachable = 'a[href], button, input, select, textarea, summary, video[controls], audio[controls], [tabindex]:not([tabindex="-1"])';
  globalThis.looksBefore = new Map([...document.querySelectorAll(reachable)].map((element) => [element, drawn(element)]));
  globalThis.focusNow = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const before = globalThis.looksBefore.get(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    const inView = x + width > 0 && y + height > 0 && x < innerWidth && y < innerHeight;
    return { html: element.outerHTML.slice(0, 140), isSeen: inView && before !== drawn(element), n: globalThis.looksBefore.size };
  };
};

/** Tab from the first to the last: each place shows that it has the focus, and the way ends. */
async function walked(page, path) {
  await desk.open(page, path);
  await page.evaluate(NOTE_LOOKS);
  const unseen = [];
  const most = 2 * (await page.evaluate(() => globalThis.looksBefore.size)) + 40;
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => globalThis.focusNow());
    if (!focus) {
      assert.ok(presses > 2, `${path}: nothing can be reached`);
      return unseen;
    }
    if (!focus.isSeen) unseen.push(focus.html);
  }
  throw new Error(`${path}: the focus never leaves the page`);
}

await step("Tab goes through every screen, each place shows that it has the focus, and nothing holds it", async () => {
  for (const [, path] of all) assert.deepEqual(await walked(operator, path), [], path);
});
await step("a question mark opens the keys of the page, Escape closes them, and they lead to every page", async () => {
  await desk.open(operator, "/items");
  await operator.keyboard.press("?");
  assert.ok(await operator.locator("dialog[open]").isVisible());
  await operator.keyboard.press("Escape");
  assert.equal(await operator.locator("dialog[open]").count(), 0);
  for (const [letter, path] of [["c", "/claims"], ["g", "/graph"], ["d", "/decisions"], ["s", "/settings"], ["i", "/items"]]) {
    await operator.keyboard.press("g");
    await operator.keyboard.press(letter);
    await operator.waitForURL((url) => url.pathname === path);
    await operator.waitForFunction(() => document.querySelector('[data-island="keys"]')?.dataset.mounted !== undefined);
  }
});
await step("in Arabic the browser parts speak Arabic and run from left to right where time does", async () => {
  const page = await desk.visitor({ locale: "ar" });
  const { compare, graph } = await screens(page, desk.base);
  await desk.open(page, compare);
  assert.ok(await page.getByRole("button", { name: "تشغيل" }).first().isVisible());
  const position = page.getByRole("slider", { name: "الموضع" });
  assert.equal(await position.evaluate((slider) => getComputedStyle(slider).direction), "ltr");
  await desk.open(page, graph);
  assert.ok(await page.getByRole("group", { name: "من أين أتى" }).or(page.getByLabel("من أين أتى")).first().isVisible());
  await page.context().close();
});

await desk.browser.close();
console.log(JSON.stringify({ held, complaints: desk.complaints }));
