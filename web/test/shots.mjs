// Pictures of every test page, to be looked at: light, dark, right to left, and as wide as a phone.
//
//   node shots.mjs JUDGES CHROMIUM FOLDER [PAGE]

import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeFixtures } from "./fixtures.mjs";
import { serve } from "./server.mjs";

const [judges, executablePath, folder, only] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(path.resolve(judges, "playwright-core"));
const media = path.join(tmpdir(), "firsthand-island-fixtures");
makeFixtures(media);
mkdirSync(folder, { recursive: true });
const server = await serve(media);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });

const PAGES = [
  ["compare", "video-plain"], ["compare", "video-graphic", { eyes: "eyes-gray eyes-blur eyes-mute" }], ["compare", "video-mirrored", { press: "v" }],
  ["compare", "image-part"], ["compare", "image-turned"], ["compare", "audio-plain"], ["compare", "cameras"], ["player", "player-plain"], ["player", "player-graphic", { eyes: "eyes-gray eyes-blur eyes-mute" }], ["player", "player-audio"], ["texts", "texts-plain"], ["graph", "graph-plain"],
  ["graph", "graph-large"], ["map", "map-plain"], ["map", "map-one"], ["desk", ""], ["desk", "help", { press: "?" }],
];
const LOOKS = {
  light: {}, dark: { colorScheme: "dark" }, rtl: { lang: "ar" }, phone: { viewport: { width: 375, height: 720 } },
};

for (const [page, name, { eyes = "", press } = {}] of PAGES) {
  if (only && !`${page}-${name}`.includes(only)) continue;
  for (const [look, { lang = "en", colorScheme = "light", viewport = { width: 1180, height: 820 } }] of Object.entries(LOOKS)) {
    const context = await browser.newContext({ colorScheme, viewport });
    const tab = await context.newPage();
    await tab.goto(`${server.address}/pages/${page}.html?case=${name}&lang=${lang}&eyes=${encodeURIComponent(eyes)}`);
    await tab.waitForFunction(() => [...document.querySelectorAll("[data-island]")].every((island) => "mounted" in island.dataset));
    await tab.waitForTimeout(900);
    if (press) {
      await tab.locator("[data-island]").first().focus().catch(() => {});
      await tab.keyboard.press(press);
      await tab.waitForTimeout(500);
    }
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) console.log(`${page} ${name} ${look}: ${wide} px wider than the screen`);
    await tab.screenshot({ path: path.join(folder, `${page}-${name || "plain"}-${look}.png`), fullPage: true });
    await context.close();
  }
}
await browser.close();
server.close();
