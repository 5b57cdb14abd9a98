// Makes the tiny recordings, pictures and sounds of the test pages with ffmpeg, from nothing but numbers.
//
//   node fixtures.mjs FOLDER
//
// Each frame of a recording carries its own number: sixteen blocks along the upper edge, white for a one, the highest
// first. So a test can read from the pixels which frame is shown, whatever the player says. Below runs a moving bar.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export const FRAMES_PER_S = 25;
export const [WIDE_PX, HIGH_PX] = [320, 180];
const BITS = 16;
const BLOCK_PX = WIDE_PX / BITS;

/** One frame as gray bytes, row by row. */
function frame(number) {
  const pixels = new Uint8Array(WIDE_PX * HIGH_PX);
  const bar = (number * 3) % WIDE_PX;
  for (let y = 0; y < HIGH_PX; y++) {
    for (let x = 0; x < WIDE_PX; x++) {
      const bit = (number >> (BITS - 1 - Math.trunc(x / BLOCK_PX))) & 1;
      const scene = 60 + Math.trunc((100 * x) / WIDE_PX) + (Math.abs(x - bar) < 8 ? 70 : 0) - (y > 120 ? 30 : 0);
      pixels[y * WIDE_PX + x] = y < 24 ? bit * 255 : scene;
    }
  }
  return pixels;
}

/** The frames from `first` on, with a tone whose loudness beats, so that a waveform has something to show. */
function video(file, { first = 0, seconds, speed = 1, mirrored = false, quality = 18, frames_per_s = FRAMES_PER_S }) {
  const n_frames = Math.round(seconds * frames_per_s);
  const frames = Array.from({ length: n_frames }, (_, index) => frame(first + Math.round((index * speed * FRAMES_PER_S) / frames_per_s)));
  const filters = mirrored ? ["-vf", "hflip"] : [];
  const from_s = first / FRAMES_PER_S;
  const tone = `aevalsrc='0.8*sin(2*PI*440*t)*pow(abs(sin(PI*(t*${speed}+${from_s})*0.7))\\,6)':s=16000:d=${seconds}`;
  ffmpeg(["-f", "rawvideo", "-pix_fmt", "gray", "-s", `${WIDE_PX}x${HIGH_PX}`, "-r", String(frames_per_s), "-i", "-",
    "-f", "lavfi", "-i", tone, ...filters, "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "5", "-crf", String(quality), "-b:v", "2M",
    "-g", "25", "-pix_fmt", "yuv420p", "-c:a", "libvorbis", "-shortest", file], Buffer.concat(frames));
}

function picture(file, filters) {
  ffmpeg(["-f", "rawvideo", "-pix_fmt", "gray", "-s", `${WIDE_PX}x${HIGH_PX}`, "-i", "-", "-vf", filters, "-frames:v", "1", file], Buffer.from(frame(0x35c9)));
}

function ffmpeg(args, input) {
  const { status, stderr } = spawnSync("ffmpeg", ["-y", "-v", "error", ...args], { input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`ffmpeg ${args.join(" ")}: ${stderr}`);
}

/** Makes what is missing in the folder. */
export function makeFixtures(folder) {
  mkdirSync(folder, { recursive: true });
  const there = (name) => path.join(folder, name);
  if (existsSync(there("made-3.txt"))) return;
  video(there("whole.webm"), { seconds: 12 });
  video(there("excerpt.webm"), { first: 100, seconds: 5 });
  video(there("fast.webm"), { first: 50, seconds: 5, speed: 1.5 });
  video(there("slow.webm"), { first: 50, seconds: 6, speed: 0.5 });
  video(there("mirrored.webm"), { first: 100, seconds: 5, mirrored: true });
  // As the desk makes previews: ten frames a second; the excerpt begins at 4.08 s.
  video(there("preview-whole.webm"), { seconds: 12, frames_per_s: 10 });
  video(there("preview-excerpt.webm"), { first: 102, seconds: 5, frames_per_s: 10 });
  picture(there("whole.png"), "null");
  picture(there("mirrored.png"), "hflip");
  picture(there("part.png"), "crop=160:90:80:45");
  picture(there("turned.png"), "hflip,transpose=clock");
  ffmpeg(["-i", there("whole.webm"), "-vn", "-c:a", "copy", there("whole.ogg")]);
  ffmpeg(["-i", there("excerpt.webm"), "-vn", "-c:a", "copy", there("excerpt.ogg")]);
  for (const second of [1, 3, 5]) ffmpeg(["-ss", String(second), "-i", there("whole.webm"), "-frames:v", "1", there(`still-${second}.jpg`)]);
  writeFileSync(there("made-3.txt"), "made\n");
}

if (process.argv[1] === import.meta.filename) makeFixtures(process.argv[2]);
