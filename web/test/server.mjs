// Serves the test pages on loopback as the desk serves its own: the islands under /assets, a strict CSP, ranges of media.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { ARABIC, DATA } from "./data.mjs";

const HERE = import.meta.dirname;
const WEB = path.join(HERE, "..");
const STYLE = path.join(WEB, "../crates/report/src/style.css");
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".json": "application/json", ".webm": "video/webm", ".ogg": "audio/ogg", ".png": "image/png", ".jpg": "image/jpeg" };

/** No inline script, no inline style, nothing from elsewhere. */
export const CSP = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'", "connect-src 'self'",
  "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"].join("; ");

/**
 * @param {string} media folder of the fixtures
 * @returns {Promise<{address: string, posts: object[], send(event: string, data: object): void, close(): void}>} `posts` are
 *   the POSTs that came; `send` sends a message to every listener of /events
 */
export async function serve(media) {
  const posts = [];
  const listeners = new Set();

  function answer(request, response) {
    const url = new URL(request.url, "http://127.0.0.1");
    if (request.method === "POST") return accept(request, response, url);
    if (url.pathname === "/events") return listen(response);
    const found = content(url, media);
    if (!found) return response.writeHead(404).end();
    const head = { "Content-Type": found.type, "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff", "Accept-Ranges": "bytes", "Cache-Control": "no-store" };
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const [first, last] = asked ? [Number(asked[1]), asked[2] === "" ? found.bytes.length - 1 : Number(asked[2])] : [0, found.bytes.length - 1];
    const part = found.bytes.subarray(first, last + 1);
    if (asked) head["Content-Range"] = `bytes ${first}-${last}/${found.bytes.length}`;
    response.writeHead(asked ? 206 : 200, { ...head, "Content-Length": part.length }).end(part);
  }

  function accept(request, response, url) {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      posts.push({ path: url.pathname, token: request.headers["x-csrf-token"], body: Buffer.concat(parts).toString() });
      response.writeHead(204).end();
    });
  }

  function listen(response) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 200\n\n");
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
  }

  const server = createServer(answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    posts,
    send(event, data) {
      for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    dropListeners() {
      for (const listener of listeners) listener.destroy();
    },
    close: () => { server.closeAllConnections(); server.close(); },
  };
}

function content(url, media) {
  const [, folder, name] = /^\/(\w+)\/([\w.-]+)$/.exec(url.pathname) ?? [];
  const type = TYPES[path.extname(name ?? "")];
  if (!type) return null;
  if (folder === "data") return data(name.replace(".json", ""), type);
  if (folder === "pages") return { type, bytes: Buffer.from(filled(readFileSync(path.join(HERE, name), "utf8"), url.searchParams)) };
  const from = { assets: name === "style.css" ? STYLE : path.join(WEB, name), media: path.join(media, name) }[folder];
  try {
    return from ? { type, bytes: readFileSync(from) } : null;
  } catch {
    return null;
  }
}

const data = (name, type) => (DATA[name] ? { type, bytes: Buffer.from(JSON.stringify(DATA[name])) } : null);

function filled(page, asked) {
  const isArabic = asked.get("lang") === "ar";
  const values = { case: asked.get("case") ?? "", lang: isArabic ? "ar" : "en", dir: isArabic ? "rtl" : "ltr",
    eyes: asked.get("eyes") ?? "", words: JSON.stringify(isArabic ? ARABIC : {}) };
  return page.replace(/\{(case|lang|dir|eyes|words)\}/g, (_, name) => values[name]);
}
