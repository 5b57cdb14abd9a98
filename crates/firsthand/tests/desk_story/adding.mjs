// Somebody adds files at the desk, in a real browser: node adding.mjs JUDGES CHROMIUM ADDRESS. Every step is a sentence; the first
// that does not hold ends it. Prints one JSON line at the end, as story.mjs does. PICTURES=FOLDER keeps pictures of what was seen.
import { join } from "node:path";
import assert from "node:assert/strict";
import { atDesk, steps } from "./at_desk.mjs";

const [judges, chromium, address] = process.argv.slice(2);
const pictures = process.env.PICTURES;
// The desk says "409" of a file that came already, which the page knows how to take.
const desk = await atDesk(judges, chromium, address, { expected: ["409"] });
const { base, complaints } = desk;
const { held, step } = steps();
const page = await desk.visitor();

const shot = async (name) => pictures && page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const file = (name, content) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
const drop = (files) => page.evaluate((files) => {
  const carried = new DataTransfer();
  for (const [name, content] of files) carried.items.add(new File([content], name));
  document.querySelector("main h1").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
}, files);
const sent = (n) => page.waitForFunction((n) => document.querySelector("[data-received]").dataset.received === `${n}`, n);
const stage = (words) => page.waitForFunction((words) => document.querySelector("[data-runs] [data-stage]")?.textContent.startsWith(words), words, { timeout: 120_000 });
await step("files that are dropped anywhere on the page are sent", async () => {
  await page.goto(`${base}/add`);
  assert.equal(await page.getAttribute("[data-drop]", "data-drop"), "", "looking at the page begins nothing");
  await drop([["the quay.txt", "Three cranes stood on the quay at noon, the harbour master said."], ["broken.zip", "PK\u0003\u0004 and then nothing of a ZIP"]]);
  await sent(2);
  assert.match(await page.textContent("[data-received]"), /2 of 2 sent/);
});
await step("what was dropped before is not sent twice", async () => {
  await drop([["the quay.txt", "Three cranes stood on the quay at noon, the harbour master said."], ["the ferry.txt", "The ferry left at noon."]]);
  await sent(3);
  assert.match(await page.textContent("[data-received]"), /3 of 3 sent/);
  assert.equal(await page.locator("[data-problems] li").count(), 0);
});
await step("what is there is still there when the page is loaded again", async () => {
  await page.reload();
  assert.equal(await page.getAttribute("[data-received]", "data-received"), "3");
});
await step("sending is cancelled, and what was not sent can be sent again", async () => {
  let slow = true;
  await page.route("**/add/file?*", async (route) => {
    if (slow) await new Promise((done) => setTimeout(done, 20_000));
    await route.continue().catch(() => {});
  });
  await page.setInputFiles("[data-files] >> nth=0", [file("a recording.bin", "first"), file("another.bin", "second")]);
  await page.waitForSelector("[data-cancel]:visible");
  await shot("sending");
  slow = false;
  await page.click("[data-cancel]");
  await page.waitForSelector("[data-problems] li");
  assert.match(await page.textContent("[data-problems]"), /a recording\.bin · not sent: you cancelled it/);
  assert.equal(await page.locator("[data-problems] li").count(), 1, "what waited behind it is not sent either");
  await page.unroute("**/add/file?*");
  await shot("cancelled");
  await page.click("[data-problems] button");
  await sent(4);
  assert.equal(await page.locator("[data-problems] li").count(), 0);
});
await step("a file that the desk does not take is named with the reason", async () => {
  await page.evaluate(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(["x"], ".."));
    document.querySelector("main h1").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: carried }));
  });
  await page.waitForSelector("[data-problems] li");
  assert.match(await page.textContent("[data-problems]"), /this is no name of a file/);
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("422")));
});
await step("they are taken in with what is said of them, and what went wrong is listed with what to do", async () => {
  await page.fill('input[name="url"]', "https://port.example/quay");
  await page.fill('input[name="note"]', "from the story");
  await page.click("form[data-start] button[type=submit]");
  await stage("done");
  const told = await page.textContent("[data-runs] section");
  for (const words of ["broken.zip", "the quay.txt", "a recording.bin"]) assert.ok(told.includes(words), `${words}: ${told}`);
  assert.ok(await page.locator("[data-runs] .troubles .help").count() > 0, told);
  await page.click("[data-runs] .fold summary");
  await shot("done");
  await page.click('[data-runs] a:has-text("the quay.txt")');
  await page.waitForURL(/\/items\//);
  assert.match(await page.textContent("#captures"), /https:\/\/port\.example\/quay/);
});
await step("a run is watched, stopped and taken up again", async () => {
  await page.goto(`${base}/add`);
  const many = Array.from({ length: 300 }, (_, n) => file(`note ${n}.txt`, `Note ${n}: three people were hurt on the quay, the harbour master said.`));
  await page.setInputFiles("[data-files] >> nth=0", many);
  await page.click("form[data-start] button[type=submit]");
  await page.waitForSelector("[data-runs] [data-bar]");
  await shot("working");
  await page.click('[data-runs] form[action="/add/stop"] button');
  await stage("stopped");
  await shot("stopped");
  assert.match(await page.textContent("[data-runs] section"), /Go on to take in the rest, or discard it/);
  await page.click('[data-runs] form[action="/add/start"] button');
  await stage("done");
});
await step("a run is taken off the list by keys alone", async () => {
  await page.goto(`${base}/add`);
  const before = await page.locator("[data-runs] section").count();
  await page.focus('[data-runs] form[action="/add/discard"] button >> nth=0');
  await page.keyboard.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll("[data-runs] section").length === n, before - 1);
});
await step("the page is accessible by axe, also from right to left, in the dark and on a phone", async () => {
  await page.goto(`${base}/add`);
  await desk.clear(page, "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await desk.clear(page, "dark");
  await page.goto(`${base}/settings`);
  await page.selectOption('select[name="language"]', "ar");
  await page.click('form[action="/settings"] button[type=submit]');
  await page.waitForLoadState("load");
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto(`${base}/add`);
  await page.click("[data-runs] .fold summary");
  await desk.clear(page, "from right to left on a phone");
  await shot("phone-arabic");
});

await desk.browser.close();
console.log(JSON.stringify({ held, complaints }));
