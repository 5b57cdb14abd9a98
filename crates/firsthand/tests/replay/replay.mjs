// Opens one page of a web archive in ReplayWeb.page under headless Chromium and prints, as one line of JSON, what stood
// there. All is served on loopback; any other name resolves to nothing.
//
//   node replay.mjs MODULES CHROMIUM ARCHIVE.wacz PAGE-ADDRESS TEXT
//
// MODULES is the folder with `replaywebpage` and `playwright-core`. It waits until the frame of the replayed page shows
// TEXT, or until the time is over:
//
//   {"found": true, "shown": "…the page's text…", "pictures": [{"address": "…", "width_px": 160}], "outside": []}

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

// Ten times what a replay takes on two free cores, and how often it is tried. Only a failing test waits that long.
const WAIT_MS = 40_000;
const OPENED_AT_MOST = 4;
const [modules, executablePath, archive, pageAddress, wanted] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(path.resolve(modules, "playwright-core"));

const player = (name) => ({ type: "text/javascript", bytes: readFileSync(path.join(modules, "replaywebpage", name)) });
const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const embedding = `<!doctype html><meta charset="utf-8"><title>replay</title>
<style>html, body, replay-web-page { height: 100%; margin: 0 }</style><script src="/replay/ui.js"></script>
<replay-web-page source="/archive.wacz" url="${attribute(pageAddress)}" replayBase="/replay/" embed="replayonly">
</replay-web-page>`;
const files = {
  "/": { type: "text/html", bytes: Buffer.from(embedding) },
  "/replay/ui.js": player("ui.js"),
  "/replay/sw.js": player("sw.js"),
  "/archive.wacz": { type: "application/wacz", bytes: readFileSync(archive) },
};

// First and last byte of `size` bytes that a Range header asks for (RFC 9110, section 14.1.2).
function asked(range, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === "") return [Math.max(0, size - Number(last)), size - 1];
  return [Number(first), last === "" ? size - 1 : Math.min(Number(last), size - 1)];
}

function answer(request, response) {
  const file = files[new URL(request.url, "http://127.0.0.1").pathname];
  if (!file) return response.writeHead(404).end();
  const head = { "Content-Type": file.type, "Accept-Ranges": "bytes" };
  const send = (status, bytes, more) => {
    response.writeHead(status, { ...head, ...more, "Content-Length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
  if (!request.headers.range) return send(200, file.bytes, {});
  const [first, last] = asked(request.headers.range, file.bytes.length);
  const range = `bytes ${first}-${last}/${file.bytes.length}`;
  return send(206, file.bytes.subarray(first, last + 1), { "Content-Range": range });
}

const server = createServer(answer);
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
const context = await browser.newContext();
const outside = [];
context.on("request", (request) => {
  if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) outside.push(request.url());
});
const page = await context.newPage();
await page.goto(address);

// The player puts the page itself into a frame below an address with `mp_/`; the frames around it are the player's.
const replayed = () => page.frames().filter((frame) => frame.url().includes("mp_/"));
const inFrames = (look) => Promise.all(replayed().map((frame) => frame.evaluate(look).catch(() => undefined)));

// On a busy machine the player now and then starts without ever asking for the archive; then it is opened anew.
let shown = "";
const look = async () => (await inFrames(() => document.body?.innerText ?? "")).join("\n");
for (let opened = 0; !shown.includes(wanted) && opened < OPENED_AT_MOST; opened++) {
  if (opened > 0) await page.reload();
  for (const end = Date.now() + WAIT_MS; !shown.includes(wanted) && Date.now() < end; ) {
    await page.waitForTimeout(100);
    shown = await look();
  }
}
const pictures = await inFrames(async () => {
  const loaded = (image) => image.decode().catch(() => undefined);
  await Promise.all([...document.images].map(loaded));
  return [...document.images].map((image) => ({ address: image.getAttribute("src"), width_px: image.naturalWidth }));
});
console.log(JSON.stringify({ found: shown.includes(wanted), shown, pictures: pictures.flat(), outside }));
await browser.close();
server.close();
