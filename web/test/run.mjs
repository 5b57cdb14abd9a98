// Tests of the islands in a real browser, under the desk's own CSP.
//
//   node web/test/run.mjs JUDGES CHROMIUM [WORDS]
//
// With WORDS only the tests are run whose sentence has them.
// JUDGES is the folder with `playwright-core` and `axe-core` (scripts/setup.sh judges puts them into target/judges/replay).
// Each test is a sentence; the exit code is 0 when all hold.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test as every } from "node:test";
import { FRAMES_PER_S, makeFixtures } from "./fixtures.mjs";
import { serve } from "./server.mjs";

const [judges, executablePath, only = ""] = process.argv.slice(2);
if (!executablePath) {
  console.error("usage: node web/test/run.mjs JUDGES CHROMIUM; the judges come with: bash scripts/setup.sh judges");
  process.exit(2);
}
const { chromium } = createRequire(import.meta.url)(path.resolve(judges, "playwright-core"));
const axe = readFileSync(path.resolve(judges, "axe-core/axe.min.js"), "utf8");
const media = path.join(tmpdir(), "firsthand-island-fixtures");
makeFixtures(media);
const server = await serve(media);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
after(async () => {
  await browser.close();
  server.close();
});

const test = (sentence, hold) => sentence.includes(only) && every(sentence, hold);
const FRAME_S = 1 / FRAMES_PER_S;

/** Opens a page, runs `look` on it, and asks that nothing broke the CSP, threw, or was asked of anybody else. */
async function on(page, name, look, { lang = "en", eyes = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options });
  const wrong = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(server.address)) wrong.push(`asked ${request.url()}`);
  });
  const tab = await context.newPage();
  tab.on("pageerror", (error) => wrong.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error" && !/ERR_(EMPTY_RESPONSE|INCOMPLETE_CHUNKED|CONNECTION)|favicon|status of 404/.test(message.text())) wrong.push(message.text());
  });
  try {
    await tab.goto(`${server.address}/pages/${page}.html?case=${name}&lang=${lang}&eyes=${encodeURIComponent(eyes)}`);
    await tab.waitForFunction(() => [...document.querySelectorAll("[data-island]")].every(({ dataset }) => "mounted" in dataset || "failed" in dataset));
    await look(tab);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

const island = (tab) => tab.locator("[data-island]").first();

/** Waits until the recordings stand where they were sought. */
const settled = (tab) => tab.waitForFunction(() => {
  const { pair, player } = document.querySelector("[data-island]");
  if ((pair ?? player)?.isSettled === false) return false;
  // What is covered stays as it is.
  const videos = [...document.querySelectorAll("video, audio")].filter((video) => !video.inert);
  return videos.length > 0 && videos.every((video) => video.readyState >= 2 && !video.seeking && video.currentTime > 0);
});

/** The numbers of the frames that the two recordings show, read from their pixels. */
const frames = (tab) => tab.evaluate(() => [...document.querySelectorAll("video")].map((video) => {
  const canvas = new OffscreenCanvas(320, 180);
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 320, 180);
  const bits = Array.from({ length: 16 }, (_, bit) => (context.getImageData(bit * 20 + 10, 10, 1, 1).data[0] > 127 ? 1 : 0));
  return bits.reduce((number, bit) => 2 * number + bit, 0);
}));

/** Plays for a while and gives how far the reference was from where the map says, in seconds, once for each screen frame. */
const drift = (tab, seconds) => tab.evaluate(async (seconds) => {
  const { pair } = document.querySelector("[data-island]");
  await pair.play();
  const begun = performance.now();
  const off = [];
  while (performance.now() - begun < seconds * 1000) {
    await new Promise(requestAnimationFrame);
    const { reference_us, wanted_us } = pair.where;
    // The first second is for coming together: two decoders do not start at one instant.
    if (performance.now() - begun > 1000) off.push(Math.abs(reference_us - wanted_us) / 1e6);
  }
  await pair.pause();
  return off.sort((one, other) => one - other);
}, seconds);

for (const [name, rate, first] of [["plain", 1, 100], ["fast", 1, 50], ["slow", 1, 50], ["plain", 0.5, 100], ["plain", 2, 100]]) {
  test(`two recordings (${name}, played at ${rate}) drift apart by less than a frame`, () => on("compare", `video-${name}`, async (tab) => {
    await settled(tab);
    await tab.getByLabel("Speed").selectOption(String(rate));
    const off = await drift(tab, Math.min(3, 4 / rate));
    assert.ok(off.length > 20, `${off.length} frames looked at`);
    const usual = off[Math.trunc(off.length * 0.9)];
    assert.ok(usual < FRAME_S, `nine of ten within a frame: ${usual.toFixed(4)} s`);
    await settled(tab);
    const [query, reference] = await frames(tab);
    // The fixtures' frames carry numbers of the scene, so equal numbers are one moment at any speed.
    assert.ok(Math.abs(query - reference) <= (name === "plain" ? 0 : 1), `paused at frames ${query} and ${reference} from ${first}`);
  }));
}

test("a step shows the next frame in both, and a step back the one before", () => on("compare", "video-plain", async (tab) => {
  await settled(tab);
  await island(tab).focus();
  assert.deepEqual(await frames(tab), [100, 100]);
  for (const [key, expected] of [[".", 101], [".", 102], [".", 103], [",", 102], ["ArrowRight", 127], ["ArrowLeft", 102]]) {
    await tab.keyboard.press(key);
    await tab.waitForFunction((expected) => Math.floor(document.querySelector("video").currentTime * 25) === expected - 100, expected);
    await settled(tab);
    await tab.waitForTimeout(50);
    assert.deepEqual(await frames(tab), [expected, expected], key);
  }
}));

test("at ten frames a second a step is a frame of the preview, and playing keeps both within one", () => on("compare", "video-preview", async (tab) => {
  await settled(tab);
  await island(tab).focus();
  // Frame n of the query shows the scene of frame n + 41 of the reference (4.08 s later, in the middle of a frame).
  const expected = (n) => [102 + Math.round(n * 2.5), Math.round((n + 41) * 2.5)];
  for (const [key, n] of [[".", 1], [".", 2], [".", 3], [",", 2], ["ArrowRight", 12]]) {
    await tab.keyboard.press(key);
    await tab.waitForFunction((n) => Math.floor(document.querySelector("video").currentTime * 10) === n, n);
    await settled(tab);
    await tab.waitForTimeout(50);
    assert.deepEqual(await frames(tab), expected(n), `${key} to ${n}`);
  }
  const off = await drift(tab, 3);
  assert.ok(off[Math.trunc(off.length * 0.9)] < 0.1, `${off[Math.trunc(off.length * 0.9)]} s`);
  await settled(tab);
  const [query, reference] = await frames(tab);
  assert.ok(Math.abs(query - reference) <= 3, `paused at ${query} and ${reference} of 25 a second`);
}));

test("each stretch of a pair lies in its own way and has its own regions", () => on("compare", "video-turning", async (tab) => {
  await settled(tab);
  const state = () => tab.evaluate(() => [document.querySelectorAll(".laid.mirrored").length, document.querySelector("rect.outline")?.getAttribute("width"), document.querySelector(".where").textContent]);
  assert.deepEqual(await state(), [1, "50", "Within the match. Offset \u22120:02.000 ± 0.020 s, speed 1.00"]);
  await tab.evaluate(() => document.querySelector("[data-island]").pair.seek(1_000_000));
  assert.deepEqual(await state(), [0, "100", "Within the match. Offset 0:00.000 ± 0.020 s, speed 1.00"]);
  assert.equal(await tab.getByText("Lay as the match says").count(), 0);
}));

test("where the reference has nothing at that moment it says so and is not compared", () => on("compare", "video-short", async (tab) => {
  await settled(tab);
  await chooseView(tab, "difference");
  await measured(tab);
  await tab.evaluate(() => document.querySelector("[data-island]").pair.seek(2_000_000));
  assert.ok(await tab.locator(".not-running").isVisible());
  assert.equal((await brightest(tab)).brightest, 0);
  assert.equal(await tab.locator(".measured").textContent(), "not running at this moment");
}));

test("a pair with a cut follows each of its stretches", () => on("compare", "video-cut", async (tab) => {
  await settled(tab);
  for (const [query_us, reference_us, inside] of [[500_000, 500_000, true], [3_000_000, 9_000_000, true], [4_900_000, 10_900_000, false]]) {
    const there = await tab.evaluate(async (query_us) => {
      const { pair } = document.querySelector("[data-island]");
      await pair.seek(query_us);
      return pair.where;
    }, query_us);
    assert.ok(Math.abs(there.reference_us - reference_us) < 25_000, JSON.stringify(there));
    assert.equal(there.inside, inside);
  }
}));

const chooseView = (tab, mode) => tab.locator(`input[value="${mode}"]`).check({ force: true });
const measured = async (tab) => {
  await tab.waitForFunction(() => /\d/.test(document.querySelector(".measured").value) && (document.querySelector("[data-island]").pair?.isSettled ?? true));
  const [, mean, share] = /difference ([\d.]+) of 255; ([\d.]+) %/.exec(await tab.locator(".measured").textContent());
  return { mean: Number(mean), share: Number(share) };
};
const brightest = (tab) => tab.evaluate(() => {
  const canvas = document.querySelector(".stage canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return { brightest: data.reduce((most, value, at) => (at % 4 === 3 ? most : Math.max(most, value)), 0), n_pixels: data.length / 4 };
});

test("the difference of a recording with itself is nought in every pixel", () => on("compare", "video-same", async (tab) => {
  await settled(tab);
  await tab.evaluate(() => document.querySelector("[data-island]").pair.seek(3_210_000));
  await chooseView(tab, "difference");
  assert.deepEqual(await measured(tab), { mean: 0, share: 0 });
  assert.deepEqual(await brightest(tab), { brightest: 0, n_pixels: 320 * 180 });
}));

test("a mirrored recording is shown mirrored and differs by no more than its coding", () => on("compare", "video-mirrored", async (tab) => {
  await settled(tab);
  assert.equal(await tab.locator(".laid.mirrored").count(), 1);
  await chooseView(tab, "difference");
  const { mean, share } = await measured(tab);
  assert.ok(mean < 2 && share < 1, `${mean}, ${share} %`);
  await tab.getByText("Lay as the match says").click();
  assert.equal(await tab.locator(".laid.mirrored").count(), 0);
}));

test("the onion skin lays a mirrored recording as the match says", () => on("compare", "video-mirrored", async (tab) => {
  await settled(tab);
  await chooseView(tab, "onion");
  // Both are the same scene when laid: so the upper one, whichever it is, changes next to nothing.
  const pixels = async (value) => {
    await tab.locator(".opacity input").fill(String(value));
    return tab.evaluate(() => {
      const canvas = document.querySelector(".stage canvas");
      return [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data];
    });
  };
  const [query, reference] = [await pixels(0), await pixels(100)];
  const off = query.reduce((sum, value, at) => sum + Math.abs(value - reference[at]), 0) / query.length;
  assert.ok(off < 2, `${off} of 255`);
}));

for (const name of ["same", "mirrored", "turned", "part"]) {
  test(`the difference of pictures (${name}) is nought when they are laid as the match says`, () => on("compare", `image-${name}`, async (tab) => {
    await chooseView(tab, "difference");
    await measured(tab);
    assert.equal((await brightest(tab)).brightest, 0);
  }));
}

test("the difference of pictures that differ is not nought", () => on("compare", "image-other", async (tab) => {
  await chooseView(tab, "difference");
  assert.ok((await measured(tab)).mean > 10);
}));

test("the onion skin shows the one, the other, and both", () => on("compare", "image-other", async (tab) => {
  await chooseView(tab, "onion");
  const corner = async (value) => {
    await tab.locator('.opacity input').fill(String(value));
    return tab.evaluate(() => document.querySelector(".stage canvas").getContext("2d").getImageData(60, 100, 1, 1).data[0]);
  };
  const [query, both, reference] = [await corner(0), await corner(50), await corner(100)];
  assert.ok(Math.abs(query - reference) > 20 && Math.abs(both - (query + reference) / 2) <= 2, `${query}, ${both}, ${reference}`);
}));

test("nothing plays or sounds by itself, and Mute holds against the sound's choice", () => on("compare", "video-plain", async (tab) => {
  await settled(tab);
  const state = () => tab.evaluate(() => [...document.querySelectorAll("video")].map(({ paused, muted, autoplay }) => ({ paused, muted, autoplay })));
  for (const video of await state()) assert.deepEqual(video, { paused: true, muted: true, autoplay: false });
  assert.ok(await tab.getByLabel("Sound").isDisabled());
  await tab.evaluate(() => { document.querySelector("video").muted = false; });
  await tab.waitForFunction(() => document.querySelector("video").muted);
}, { eyes: "eyes-mute" }));

test("gray and blur are apart from each other, and hover uncovers nothing", () => on("compare", "image-same", async (tab) => {
  const filter = () => tab.evaluate(() => getComputedStyle(document.querySelector(".seen img")).filter);
  const set = (classes) => tab.evaluate((classes) => { document.documentElement.className = classes; }, classes);
  await set("eyes-blur");
  assert.equal(await filter(), "grayscale(0) blur(18px)");
  await tab.locator(".seen img").first().hover();
  assert.equal(await filter(), "grayscale(0) blur(18px)");
  await set("eyes-gray");
  assert.equal(await filter(), "grayscale(1) blur(0px)");
  await set("");
  assert.equal(await filter(), "grayscale(0) blur(0px)");
}));

/** What was asked of the server for media, by name. */
const askedFor = (tab) => tab.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/media/")).map((name) => name.split("/").at(-1)));

test("what is marked graphic stays covered and unloaded until it is shown, in the difference too", () => on("compare", "video-graphic", async (tab) => {
  await settled(tab);
  const query = tab.locator("video").first();
  const visible = () => query.evaluate((video) => getComputedStyle(video).visibility);
  assert.equal(await visible(), "hidden");
  assert.deepEqual([...new Set(await askedFor(tab))], ["whole.webm"]);
  await tab.getByRole("button", { name: "Play" }).click();
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Show");
  await chooseView(tab, "onion");
  assert.equal((await brightest(tab)).brightest, 0);
  assert.match(await tab.locator(".measured").textContent(), /show it first/);
  await tab.evaluate(() => document.querySelector("[data-island]").pair.seek(2_020_000));
  await tab.getByRole("button", { name: "Show" }).click();
  assert.equal(await visible(), "visible");
  await tab.waitForFunction(() => {
    const canvas = document.querySelector(".stage canvas");
    return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value, at) => at % 4 < 3 && value > 0);
  });
  // It comes to the moment that was asked for while it was covered.
  await settled(tab);
  assert.deepEqual(await frames(tab), [150, 150]);
  await tab.getByRole("button", { name: "Cover again" }).click();
  assert.equal(await visible(), "hidden");
  assert.equal((await brightest(tab)).brightest, 0);
}));

test("stills of what is marked graphic come when they are asked for, gray and blurred", () => on("compare", "video-graphic", async (tab) => {
  await settled(tab);
  assert.equal(await tab.locator(".stills").count(), 0);
  await tab.getByRole("button", { name: "Stills first" }).click();
  assert.equal(await tab.locator(".veil .stills img").count(), 3);
  assert.equal(await tab.locator(".veil .stills img").first().evaluate((still) => getComputedStyle(still).filter), "grayscale(1) blur(5px)");
  await tab.waitForFunction(() => document.querySelector(".stills img").complete);
  assert.ok(!(await askedFor(tab)).includes("excerpt.webm"));
}));

test("a graphic picture is not loaded before it is shown, and not compared", () => on("compare", "image-graphic", async (tab) => {
  await tab.waitForFunction(() => document.querySelector("img").complete);
  await chooseView(tab, "difference");
  assert.deepEqual(await askedFor(tab), ["mirrored.png"]);
  assert.equal((await brightest(tab)).brightest, 0);
  await tab.getByRole("button", { name: "Show" }).click();
  await measured(tab);
  assert.equal((await brightest(tab)).brightest, 0);
}));

test("a recording alone shows its stills, and a press on one goes to its moment", () => on("player", "player-plain", async (tab) => {
  await tab.waitForFunction(() => document.querySelector("video").readyState >= 2);
  assert.deepEqual(await tab.evaluate(() => [...document.querySelectorAll("video")].map(({ paused, muted, autoplay }) => ({ paused, muted, autoplay }))), [{ paused: true, muted: true, autoplay: false }]);
  await tab.getByRole("button", { name: "Still at 0:03.000" }).click();
  await tab.waitForFunction(() => document.querySelector("[data-island]").player.isSettled && document.querySelector("video").currentTime > 3);
  assert.deepEqual(await frames(tab), [75]);
  await island(tab).focus();
  await tab.keyboard.press(".");
  await tab.waitForFunction(() => document.querySelector("[data-island]").player.isSettled);
  assert.deepEqual(await frames(tab), [76]);
  await tab.keyboard.press(" ");
  await tab.waitForFunction(() => !document.querySelector("video").paused);
  await tab.keyboard.press(" ");
  await tab.waitForFunction(() => document.querySelector("video").paused);
}));

test("the stretches of a recording stand in a line for each match, on its own time", () => on("player", "player-plain", async (tab) => {
  const lines = tab.locator(".camera-lane");
  assert.deepEqual(await lines.locator("a").evaluateAll((links) => links.map((link) => [link.textContent, link.pathname])),
    [["clips/port-blaze.webm: excerpt, mirrored", "/matches/1"], ["bridge-195115.webm: same moment", "/matches/2"]]);
  const [bar, track] = [await lines.first().locator(".bar").nth(1).boundingBox(), await lines.first().locator(".track").boundingBox()];
  assert.ok(Math.abs((bar.x - track.x) / track.width - 8 / 12) < 0.01 && Math.abs(bar.width / track.width - 3 / 12) < 0.01);
  await tab.getByRole("button", { name: "Go to 0:08.000 to 0:11.000, clips/port-blaze.webm" }).click();
  await tab.waitForFunction(() => Math.abs(document.querySelector("video").currentTime - 8.02) < 0.01);
  await settled(tab);
  assert.equal(await tab.locator(".camera-lane.now").count(), 2);
  await tab.mouse.click(track.x + track.width * 0.3, track.y + track.height / 2);
  await tab.waitForFunction(() => Math.abs(document.querySelector("video").currentTime - 3.6) < 0.06);
  await settled(tab);
  assert.equal(await tab.locator(".camera-lane.now").count(), 0);
}));

test("of a film that is a part of its recording, times are told as of the recording", async () => {
  await on("compare", "video-part", async (tab) => {
    await settled(tab);
    assert.deepEqual(await tab.locator("figcaption .time").allTextContents(), ["1:10.020", "0:34.020"]);
    assert.match(await tab.locator(".where").textContent(), /Offset \u22120:36\.000/);
    assert.deepEqual(await frames(tab), [100, 100]);
  });
  await on("player", "player-part", async (tab) => {
    await tab.getByRole("button", { name: "Still at 2:33.000" }).click();
    await settled(tab);
    assert.deepEqual(await frames(tab), [75]);
    assert.match(await tab.locator("figcaption .time").textContent(), /^2:33\.020 /);
    await tab.getByRole("button", { name: "Go to 2:38.000 to 2:41.000" }).click();
    await tab.waitForFunction(() => Math.abs(document.querySelector("video").currentTime - 8.02) < 0.01);
  });
});

test("a film with a poster is loaded when somebody plays it or goes to a moment of it", () => on("player", "player-poster", async (tab) => {
  await tab.waitForTimeout(200);
  assert.ok(!(await askedFor(tab)).includes("whole.webm"));
  assert.match(await tab.locator(".time").textContent(), /0:12\.000$/);
  await tab.getByRole("button", { name: "Still at 0:03.000" }).click();
  await settled(tab);
  assert.deepEqual(await frames(tab), [75]);
  assert.equal(await tab.locator("p[role=status]").textContent(), "");
}));

test("a graphic recording loads nothing before it is shown, keeps its length, and plays only then", () => on("player", "player-graphic", async (tab) => {
  await tab.waitForTimeout(200);
  assert.deepEqual(await askedFor(tab), []);
  assert.match(await tab.locator(".time").textContent(), /0:12\.000$/);
  await tab.getByRole("button", { name: "Go to 0:08.000" }).click();
  await island(tab).focus();
  await tab.keyboard.press(" ");
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Show");
  assert.ok(await tab.evaluate(() => document.querySelector("video").paused));
  await tab.keyboard.press("Enter");
  await settled(tab);
  assert.deepEqual(await frames(tab), [200]);
  assert.equal(await tab.locator(".stills-row img").count(), 3);
  await tab.getByRole("button", { name: "Cover again" }).click();
  assert.equal(await tab.locator(".stills-row").isVisible(), false);
}));

test("sound is a switch of its own, off at first and locked while all is muted", () => on("player", "player-plain", async (tab) => {
  await tab.waitForFunction(() => document.querySelector("video").readyState >= 2);
  const sound = tab.getByRole("button", { name: "Sound" });
  const muted = () => tab.evaluate(() => document.querySelector("video").muted);
  await sound.click();
  await tab.waitForFunction(() => document.querySelector('[aria-pressed="true"]'));
  assert.equal(await muted(), false);
  await tab.evaluate(() => {
    document.documentElement.classList.add("eyes-mute");
    document.dispatchEvent(new CustomEvent("eyeschange"));
  });
  await tab.waitForFunction(() => document.querySelector('[aria-pressed="false"]'));
  assert.equal(await muted(), true);
  assert.ok(await sound.isDisabled());
  assert.ok(await tab.getByText("turn off “Without sound” first").isVisible());
}));

test("a sound alone is drawn, strong where it matches, and a press in the drawing goes there", () => on("player", "player-audio", async (tab) => {
  const drawn = (x) => tab.locator("canvas.wave").evaluate((canvas, x) => {
    const { data } = canvas.getContext("2d").getImageData(Math.round(canvas.width * x), canvas.height / 2, 1, 1);
    return data.join();
  }, x);
  await tab.waitForFunction(() => [...document.querySelector("canvas.wave").getContext("2d").getImageData(0, 48, 1400, 1).data].some((value) => value > 0));
  assert.notEqual(await drawn(0.02), await drawn(0.2));
  const { x, y, width, height } = await tab.locator("canvas.wave").boundingBox();
  await tab.mouse.click(x + width / 2, y + height / 2);
  await tab.waitForFunction(() => Math.abs(document.querySelector("audio").currentTime - 6) < 0.1);
}));

test("a recording that cannot be shown says so in words", () => on("player", "player-gone", async (tab) => {
  await tab.getByText("phones/gone.webm cannot be shown here").waitFor();
}));

test("two sounds are drawn one below the other where they are the same", () => on("compare", "audio-plain", async (tab) => {
  await tab.waitForFunction(() => "ready" in document.querySelector("[data-island]").dataset);
  // Height of the drawing at each x; where both have something the loud places must be the same.
  const [query, reference] = await tab.evaluate(() => [...document.querySelectorAll("canvas.wave")].map((canvas) => {
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_, y) => data[4 * (y * width + x) + 3] > 0).filter(Boolean).length);
  }));
  const both = query.map((_, x) => x).filter((x) => query[x] > 0 && reference[x] > 0);
  assert.ok(both.length > 300);
  const off = both.reduce((sum, x) => sum + Math.abs(query[x] - reference[x]), 0) / both.length;
  assert.ok(off < 4, `${off.toFixed(2)} px of ${Math.max(...reference)} apart`);
}));

test("a press on the common clock seeks every camera that runs then", () => on("compare", "cameras", async (tab) => {
  await settled(tab);
  const there = await tab.evaluate(async () => {
    await document.querySelector("[data-island]").seek(6_020_000);
    return [...document.querySelectorAll("video")].map(({ currentTime }) => currentTime);
  });
  assert.deepEqual(there.map((time) => time.toFixed(2)), ["6.02", "2.02", "2.02"]);
  const { x, width, y, height } = await tab.locator(".track").first().boundingBox();
  await tab.mouse.click(x + width * 0.875, y + height / 2);
  await tab.waitForFunction(() => Math.abs(document.querySelector("video").currentTime - 10.5) < 0.05);
  assert.equal(await tab.locator(".idle .not-running:not([hidden])").count(), 2);
}));

test("byte offsets become places in the text with emoji, Arabic and Cyrillic", () => on("texts", "texts-plain", async (tab) => {
  const marks = await tab.locator("mark").allTextContents();
  assert.deepEqual(marks.slice(0, 3), ["قال شهود عيان إن الحريق بدأ قرب الرصيف القديم", "“We counted them ourselves, one by one,” 🚒🔥 she said", "Пожежу загасили о дев’ятій вечора"]);
  assert.equal(marks.length, 6);
  const converted = await tab.evaluate(async () => {
    const { fromBytes } = await import("/assets/offsets.js");
    const { pieces } = await import("/assets/texts.js");
    const text = "aé🔥ب\r\nz";
    return {
      every: fromBytes(text, [0, 1, 2, 3, 4, 7, 9, 10, 11, 12, 99]), unordered: fromBytes(text, [9, 0, 3]),
      pieces: pieces("abcdef", [[0, 4], [2, 6], [3, 3]]).map(({ text, covering }) => [text, ...covering]),
      whole: pieces(text, [[1, 9]]).map((piece) => piece.text).join("") === text,
    };
  });
  assert.deepEqual(converted, {
    every: [0, 1, 1, 2, 2, 4, 5, 6, 7, 8, 8], unordered: [5, 0, 2],
    pieces: [["ab", 0], ["c", 0, 1], ["d", 0, 1], ["ef", 1]], whole: true,
  });
}));

test("a passage leads to its partner by hover, keys and Enter", () => on("texts", "texts-plain", async (tab) => {
  const lit = () => tab.locator("mark.lit").allTextContents();
  await tab.locator("mark").nth(1).hover();
  assert.deepEqual(new Set(await lit()), new Set(["“We counted them ourselves, one by one,” 🚒🔥 she said"]));
  await tab.getByRole("button", { name: "Next passage" }).click();
  await tab.mouse.move(2, 2);
  assert.match(await tab.locator(".count").textContent(), /2 of 3/);
  await tab.locator('mark[tabindex="0"]').focus();
  await tab.keyboard.press("ArrowDown");
  assert.deepEqual(await lit(), ["Пожежу загасили о дев’ятій вечора", "Близько 21:00 вогонь було ліквідовано"]);
  await tab.keyboard.press("Enter");
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Близько 21:00 вогонь було ліквідовано");
}));

test("with statements left out what they go back to leads on to who makes them", () => on("graph", "graph-plain", async (tab) => {
  const edges = await tab.evaluate(async () => {
    const { pastStatements } = await import("/assets/graph_layout.js");
    const nodes = [["o", "origin"], ["s", "statements"], ["i", "item"]].map(([id, kind]) => ({ id, kind }));
    const edges = [["o", "s"], ["s", "i"], ["o", "i"]].map(([from, to]) => ({ id: from + to, from, to }));
    return pastStatements({ nodes, edges }).map(({ id, from, to }) => [id, from, to].join(" "));
  });
  assert.deepEqual(edges, ["os o i", "oi o i"]);
}));

test("the graph stands in order of time with few crossings, the same way each time", () => on("graph", "graph-plain", async (tab) => {
  const found = await tab.evaluate(async () => {
    const { collapse, crossings, layout } = await import("/assets/graph_layout.js");
    const size = { width: 10, height: 10, gap_x: 5, gap_y: 5 };
    const ask = async (name) => (await fetch(`/data/${name}.json`)).json();
    const look = ({ nodes, edges }) => {
      const kept = collapse(nodes, edges, () => true);
      const started = performance.now();
      const plan = layout(kept.nodes, kept.edges, size);
      const ms = performance.now() - started;
      const again = layout([...kept.nodes].reverse(), kept.edges, size);
      const dated = nodes.filter(({ time }) => time).sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
      const later = (one, other) => Date.parse(one.time) > Date.parse(other.time);
      const column = ({ id }) => plan.places.get(id).column;
      const spots = [...plan.places.values()].map(({ x, y }) => ({ x, y }));
      const upon = spots.some((one, index) => spots.slice(0, index).some((other) => one.x === other.x && Math.abs(one.y - other.y) < 10));
      // What leads past a column runs beside its nodes, never behind one.
      const lanes = kept.edges.flatMap(({ from, to }) => plan.way(from, to));
      const behind = lanes.some((lane) => spots.some(({ x, y }) => x === lane.x && lane.y > y && lane.y < y + size.height));
      return { ms, upon, behind, lanes: lanes.length > 0, inTime: dated.every((node, index) => index === 0 || !later(node, dated[index - 1]) || column(node) >= column(dated[index - 1])),
        same: [...plan.places].every(([id, place]) => again.places.get(id).column === place.column),
        within: kept.edges.every(({ from, to }) => plan.places.get(from).column !== plan.places.get(to).column), crossings: crossings(plan.places, kept.edges) };
    };
    // Two layers joined crosswise can be untangled to no crossing.
    const ladder = { nodes: [], edges: [] };
    for (let index = 0; index < 6; index++) {
      ladder.nodes.push({ id: `a${index}`, kind: "item", label: "", time: "2026-01-01T00:00:00Z" }, { id: `b${index}`, kind: "item", label: "", time: "2026-01-02T00:00:00Z" });
      ladder.edges.push({ id: `e${index}`, from: `a${index}`, to: `b${5 - index}` });
    }
    return { plain: look(await ask("graph-plain")), large: look(await ask("graph-large")), ladder: look(ladder) };
  });
  for (const name of ["plain", "large", "ladder"]) {
    const { ms, ...rest } = found[name];
    assert.deepEqual({ ...rest, crossings: 0 }, { upon: false, behind: false, lanes: name !== "ladder", inTime: true, same: true, within: true, crossings: 0 }, name);
    assert.ok(ms < 500, `${name}: laid out in ${ms} ms`);
  }
  assert.equal(found.ladder.crossings, 0);
}));

test("an edge of the graph and of its list fires the same event, by press and by key", () => on("graph", "graph-plain", async (tab) => {
  await tab.evaluate(() => {
    window.fired = [];
    document.addEventListener("edge", ({ detail }) => window.fired.push([detail.edge.id, detail.from?.id, detail.to?.id]));
  });
  const fired = () => tab.evaluate(() => window.fired.splice(0));
  const edge = tab.locator('g[data-id="hospital-toll"]');
  assert.match(await edge.getAttribute("aria-label"), /^Upper Linnow Hospital to Three were taken.*: page says/);
  await edge.focus();
  await tab.keyboard.press("Enter");
  await edge.locator(".edge-touch").dispatchEvent("click");
  await tab.getByText("The same as a list").click();
  await tab.locator('.graph-list button[data-id="hospital-toll"]').click();
  assert.deepEqual(await fired(), Array(3).fill(["hospital-toll", "hospital", "toll"]));
}));

test("copies stand as one until they are opened, kinds can be left out, and the list has all", () => on("graph", "graph-plain", async (tab) => {
  const nodes = () => tab.locator('[data-stop="node"]').count();
  assert.equal(await nodes(), 9);
  await tab.locator('[data-group="clip"]').focus();
  await tab.keyboard.press("Enter");
  assert.equal(await nodes(), 11);
  await tab.getByLabel("Collapse copies").uncheck();
  assert.equal(await nodes(), 11);
  await tab.getByLabel("Origins").uncheck();
  assert.equal(await nodes(), 10);
  await tab.getByLabel("Origins").check();
  assert.equal(await tab.locator(".graph-list > li").count(), 11);
}));

test("the graph is walked, moved and zoomed by keys", () => on("graph", "graph-plain", async (tab) => {
  const box = () => tab.locator("svg.graph").getAttribute("viewBox");
  await tab.locator("svg.graph").focus();
  const before = await box();
  await tab.keyboard.press("ArrowRight");
  assert.notEqual(await box(), before);
  await tab.keyboard.press("+");
  await tab.keyboard.press("0");
  const whole = await box();
  await tab.keyboard.press("-");
  assert.notEqual(await box(), whole);
  await tab.keyboard.press("Tab");
  const first = await tab.evaluate(() => document.activeElement.dataset.id);
  await tab.keyboard.press("ArrowRight");
  assert.notEqual(await tab.evaluate(() => document.activeElement.dataset.id), first);
  assert.equal(await tab.locator('[data-stop][tabindex="0"]').count(), 1);
}));

test("more nodes than can be looked at are cut to the earliest, and that is said", () => on("graph", "graph-larger", async (tab) => {
  assert.equal(await tab.locator('[data-stop="node"]').count(), 400);
  assert.match(await tab.getByRole("status").textContent(), /too many to draw/);
  assert.equal(await tab.locator(".graph-list > li").count(), 1500);
  assert.ok(Number(await island(tab).getAttribute("data-layout-ms")) < 1500);
}));

/** Great-circle distance by the haversine formula, on the same sphere but not by the same way. */
function kilometres(one, other) {
  const [a, b, c, d] = [one.lat, other.lat, one.lon, other.lon].map((degrees) => (degrees * Math.PI) / 180);
  return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin((d - c) / 2) ** 2));
}
const centreOf = async (mark) => mark.locator(".dot").evaluate((dot) => {
  const { x, y, width, height } = dot.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
});
const viewOf = (tab) => tab.locator("svg.map").evaluate((map) => map.querySelector(".land > g:not([hidden])").getAttribute("transform"));

test("every place is a link that Tab reaches, with its name and number, or is in a circle that opens", () => on("map", "map-plain", async (tab) => {
  await tab.locator("svg.map").focus();
  const met = [];
  for (;;) {
    await tab.keyboard.press("Tab");
    const [name, isMark] = await tab.evaluate(() => [document.activeElement.getAttribute("aria-label"), document.activeElement.matches(".place")]);
    if (!isMark) break;
    met.push(name);
  }
  assert.deepEqual(met, ["Kyiv, 25 items, named in a text", "\u2068Aleppo\u2069 + 4: 5 places, 22 items, Aleppo, Idlib, حلب القديمة and others", "Маріуполь, 9 items, named in a text",
    "Damascus, 7 items, named in a text", "Gaza, 6 items, named in a text", "Mosul, 5 items, carried by a file", "Sevastopol, 2 items, named in a text"]);
  assert.equal(await tab.locator(".place-list a").count(), 11);
  assert.equal(await tab.locator("a.place").first().getAttribute("href"), "/items?at=50.45,30.52");
}));

test("a circle of several places comes closer until each stands alone; of one point the list tells them apart", () => on("map", "map-plain", async (tab) => {
  await tab.locator(".cluster").focus();
  await tab.keyboard.press("Enter");
  await tab.getByRole("link", { name: "Idlib, 4 items" }).waitFor();
  await tab.locator(".cluster").focus();
  await tab.keyboard.press(" ");
  await tab.getByRole("link", { name: "Aleppo, 12 items" }).waitFor();
  const twins = tab.getByRole("button", { name: "2 places, 3 items, Bustan al-Qasr, east, Bustan al-Qasr" });
  await twins.focus();
  await tab.keyboard.press("Enter");
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Bustan al-Qasr, east");
  assert.equal(await tab.locator(".place.lit").getAttribute("aria-label"), await twins.getAttribute("aria-label"));
}));

test("the bar and the shape of the land near the middle fit the ground", () => on("map", "map-plain", async (tab) => {
  await tab.locator(".cluster").focus();
  await tab.keyboard.press("Enter");
  const [aleppo, idlib] = [await centreOf(tab.locator(".cluster")), await centreOf(tab.getByRole("link", { name: "Idlib" }))];
  const { px, label } = await tab.locator(".scale-bar").evaluate((bar) => ({ px: bar.querySelector("path").getBBox().width, label: bar.textContent }));
  const km = (Math.hypot(aleppo.x - idlib.x, aleppo.y - idlib.y) / px) * parseFloat(label);
  const ground = kilometres({ lat: 36.2, lon: 37.16 }, { lat: 35.93, lon: 36.63 });
  assert.ok(Math.abs(km / ground - 1) < 0.01, `${km} km drawn, ${ground} km on the ground`);
}));

test("a single place is seen with five kilometres around it, and near the date line places stand together", async () => {
  await on("map", "map-one", async (tab) => {
    const { height } = await tab.locator("svg.map").boundingBox();
    const { px, label } = await tab.locator(".scale-bar").evaluate((bar) => ({ px: bar.querySelector("path").getBBox().width, label: bar.textContent }));
    const km = (height / px) * parseFloat(label);
    assert.ok(km > 5 && km < 8, `${label} is ${px} px, the map is ${km} km high`);
    assert.ok(await tab.getByText("too coarse to rely on").isVisible());
    assert.ok(await tab.getByText("1 item without a place is not on the map.").isVisible());
  });
  await on("map", "map-date-line", async (tab) => {
    const [suva, apia] = [await centreOf(tab.getByRole("link", { name: "Suva, 2 items" })), await centreOf(tab.getByRole("link", { name: "Apia, 1 item" }))];
    const { width } = await tab.locator("svg.map").boundingBox();
    assert.ok(suva.x < apia.x && apia.x - suva.x < width);
    assert.ok(apia.x - suva.x > width / 4);
  });
});

test("what is land is drawn as land, and Crimea without a border towards Ukraine", () => on("map", "map-none", async (tab) => {
  const found = await tab.evaluate(async () => {
    const { LINES, KINDS, UNITS } = await import("/assets/land.js");
    const { decoded } = await import("/assets/map_view.js");
    const ground = document.querySelectorAll(".land .ground")[1];
    const isLand = (lat, lon) => ground.isPointInFill(new DOMPoint(lon, lat));
    const borders = decoded(LINES, UNITS).filter((_, at) => KINDS[at] !== "c").flat();
    const near = (lat, lon) => borders.some(([x, y]) => Math.hypot(x - lon, y - lat) < 0.5);
    return {
      land: [isLand(39.93, 32.86), isLand(50.45, 30.52), isLand(0, 20), isLand(-33.87, 150.5), isLand(65, 172)],
      sea: [isLand(43, 34), isLand(35, 18), isLand(42, 51), isLand(0, -30)],
      perekop: near(46.1, 33.7), chonhar: near(45.9, 34.5), narva: near(59.2, 27.9),
    };
  });
  assert.deepEqual(found, { land: [true, true, true, true, true], sea: [false, false, false, false], perekop: false, chonhar: false, narva: true });
  assert.ok(await tab.getByText("No place to show").isVisible());
}));

test("labels cover neither each other nor a circle, at any scale", () => on("map", "map-plain", async (tab) => {
  await tab.locator("svg.map").focus();
  for (let press = 0; press < 8; press++) {
    const over = await tab.evaluate(() => {
      const boxes = (selector) => [...document.querySelectorAll(selector)].map((shape) => ({ of: shape.closest(".place"), box: shape.getBoundingClientRect() }));
      const labels = boxes(".place .label:not(.no-room)");
      const meets = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3;
      return labels.flatMap((label, at) => [...labels.slice(at + 1), ...boxes(".place .dot").filter(({ of }) => of !== label.of)].filter(({ box }) => meets(label.box, box)).length).filter(Boolean);
    });
    assert.deepEqual(over, []);
    await tab.keyboard.press("+");
  }
}));

test("the map is moved and zoomed by keys, wheel and mouse, and Home shows all", () => on("map", "map-plain", async (tab) => {
  const whole = await viewOf(tab);
  const changes = async (act) => {
    const before = await viewOf(tab);
    await act();
    return (await viewOf(tab)) !== before;
  };
  const { x, y, width, height } = await tab.locator("svg.map").boundingBox();
  await tab.mouse.move(x + width * 0.8, y + height * 0.8);
  assert.equal(await changes(() => tab.mouse.wheel(0, -200)), false);
  await tab.locator("svg.map").focus();
  for (const key of ["ArrowRight", "ArrowDown", "+", "-", "+"]) assert.ok(await changes(() => tab.keyboard.press(key)), key);
  assert.ok(await changes(async () => {
    await tab.mouse.wheel(0, -200);
    await tab.waitForTimeout(100);
  }));
  assert.ok(await changes(async () => {
    await tab.mouse.down();
    await tab.mouse.move(x + width * 0.5, y + height * 0.5, { steps: 4 });
    await tab.mouse.up();
  }));
  await tab.keyboard.press("Home");
  assert.equal(await viewOf(tab), whole);
  // A place that stays on the map keeps the focus while the map moves below it.
  await tab.getByRole("link", { name: "Маріуполь, 9 items" }).focus();
  await tab.keyboard.press("ArrowUp");
  assert.match(await tab.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Маріуполь/);
}));

test("numbers of things have their form in the page's language", () => on("map", "map-plain", async (tab) => {
  assert.deepEqual((await tab.locator(".place-list .muted").allTextContents()).slice(-3).map((text) => text.split(" · ")[0]), ["مادتان (2)", "مادتان (2)", "مادة واحدة (1)"]);
  assert.equal(await tab.locator("svg.map").evaluate((map) => getComputedStyle(map).direction), "ltr");
}, { lang: "ar" }));

test("a map of two thousand places is laid out while one waits for nothing", () => on("map", "map-none", async (tab) => {
  const ms = await tab.evaluate(async () => {
    const { mount } = await import("/assets/map.js");
    const element = document.querySelector("main").appendChild(document.createElement("div"));
    const places = Array.from({ length: 2000 }, (_, n) => ({ name: `Place ${n}`, lat: 30 + ((n * 7919) % 2000) / 100, lon: 20 + ((n * 104729) % 3000) / 100, n_items: 1 + (n % 30), href: "/items" }));
    const started = performance.now();
    mount(element, { places });
    return performance.now() - started;
  });
  assert.ok(ms < 600, `${ms} ms`);
}));

test("the three switches are apart, remembered through the server, and set the root", () => on("desk", "", async (tab) => {
  const root = () => tab.evaluate(() => document.documentElement.className);
  assert.equal(await root(), "eyes-gray eyes-blur eyes-mute");
  server.posts.length = 0;
  await tab.getByRole("switch", { name: "Blur" }).press("Space");
  assert.equal(await root(), "eyes-gray eyes-mute");
  await tab.waitForTimeout(150);
  assert.deepEqual(server.posts, [{ path: "/eyes", token: "token-of-this-session", body: '{"gray":true,"blur":false,"mute":true}' }]);
}));

test("keys move in rows, go to pages, find the search, and stay out of what is typed into", () => on("desk", "", async (tab) => {
  const row = () => tab.evaluate(() => document.activeElement.closest("[data-row]")?.querySelector("a").hash);
  await tab.keyboard.press("j");
  await tab.keyboard.press("j");
  assert.equal(await row(), "#two");
  await tab.keyboard.press("k");
  assert.equal(await row(), "#one");
  await tab.keyboard.press("x");
  assert.ok(await tab.locator("[data-row] input").first().isChecked());
  await tab.keyboard.press("g");
  await tab.keyboard.press("c");
  assert.equal(new URL(tab.url()).hash, "#claims");
  await tab.keyboard.press("Control+k");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "search");
  await tab.keyboard.type("gij?");
  assert.equal(await tab.locator("#search").inputValue(), "gij?");
  assert.equal(await tab.locator("dialog[open]").count(), 0);
}));

test("a key works on a Cyrillic keyboard too", () => on("desk", "", async (tab) => {
  await tab.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "о", code: "KeyJ", bubbles: true, cancelable: true })));
  assert.equal(await tab.evaluate(() => document.activeElement.closest("[data-row]")?.querySelector("a").hash), "#one");
}));

test("the help lists every key, and keys of one letter can be turned off there", () => on("desk", "", async (tab) => {
  await tab.keyboard.press("?");
  assert.equal(await tab.locator("dialog[open] dt").count(), 8);
  await tab.getByLabel("Keys of one letter").uncheck();
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("j");
  assert.equal(await tab.evaluate(() => document.activeElement.closest("[data-row]")), null);
  await tab.reload();
  await tab.getByRole("button", { name: "Keyboard" }).click();
  assert.equal(await tab.getByLabel("Keys of one letter").isChecked(), false);
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+k");
  assert.equal(await tab.evaluate(() => document.activeElement.id), "search");
}));

test("progress follows the server's events, cancels with the token, and says when the line is lost", () => on("desk", "", async (tab) => {
  const line = tab.locator('[data-id="add"]');
  await tab.waitForTimeout(200);
  server.send("message", { id: "add", done: 12 });
  await line.getByText("12 of 24").waitFor();
  server.posts.length = 0;
  await line.getByRole("button", { name: "Cancel Adding" }).click();
  await line.getByText("being cancelled").waitFor();
  assert.deepEqual(server.posts, [{ path: "/jobs/add/cancel", token: "token-of-this-session", body: "" }]);
  server.send("message", { id: "add", state: "cancelled" });
  await tab.getByRole("status").getByText("Adding 24 files from phones/: cancelled").waitFor({ state: "attached" });
  assert.equal(await line.getByRole("button").isVisible(), false);
  server.send("message", { id: "new", label: "Reading texts", state: "failed", message: "disk full: free some space, then press Resume" });
  await tab.locator('[data-id="new"]').getByText("disk full").waitFor();
  server.send("gone", { id: "new" });
  await tab.locator('[data-id="new"]').waitFor({ state: "detached" });
  server.dropListeners();
  await tab.getByRole("alert").getByText("connection is lost").waitFor();
  await tab.getByRole("alert").waitFor({ state: "hidden" });
}));

const PAGES = [["compare", "video-plain"], ["compare", "video-graphic"], ["compare", "image-turned"], ["compare", "audio-plain"], ["compare", "cameras"], ["player", "player-plain"], ["player", "player-graphic"],
  ["player", "player-audio"], ["texts", "texts-plain"], ["texts", "texts-none"],
  ["graph", "graph-plain"], ["map", "map-plain"], ["map", "map-none"], ["desk", ""]];
const LOOKS = [["light", {}], ["dark", { colorScheme: "dark" }], ["forced colours", { forcedColors: "active" }], ["right to left on a phone", { lang: "ar", viewport: { width: 375, height: 720 } }]];
for (const [page, name] of PAGES) {
  for (const [look, options] of LOOKS) {
    test(`axe-core finds nothing on ${page} ${name} (${look}), and nothing is wider than the screen`, () => on(page, name, async (tab) => {
      await tab.waitForTimeout(200);
      for (const details of await tab.locator("details").all()) await details.evaluate((element) => { element.open = true; });
      if (page === "desk") await tab.keyboard.press("?");
      await tab.evaluate(axe);
      const found = await tab.evaluate(async () => {
        const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
      });
      assert.deepEqual(found, []);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }, options));
  }
}
