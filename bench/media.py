#!/usr/bin/env python3
"""Copy detection on attacked media: Firsthand beside PyPI pdqhash (images) and vpdq (video), in one run.

  media.py FIRSTHAND --attacks DIR --scorer eval_pairs.py --out DIR [--kinds video,audio]

DIR holds refs/{image,video,audio}, queries/{image,video,audio} and truth.json. Every system gives a table
query,reference,score[,times]; the scorer prints recall at no false match, at precision 0.99, and micro-AP.
The peers' thresholds are those of the scorer, set on the test set itself, as are ours in this table.
"""
import argparse
import csv
import json
import os
import subprocess
import sys

import measure

KINDS = {
    "image": {"image_copy", "image_region"},
    "video": {"video_copy", "video_excerpt"},
    "audio": {"audio_copy"},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("firsthand")
    parser.add_argument("--attacks", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--kinds", default="image,video,audio", help="comma list, default all three")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    peers = {"image": "pdqhash", "video": "vpdq"}
    for kind in options.kinds.split(","):
        firsthand(options, kind)
        if kind in peers:
            peer(options, kind, peers[kind])


def firsthand(options, kind):
    case = f"{options.out}/case-{kind}"
    measure.run([options.firsthand, "init", case])
    folders = [f"{options.attacks}/{side}/{kind}" for side in ("refs", "queries")]
    cost = measure.run([options.firsthand, "add", case, *folders, "--json"], stderr=subprocess.DEVNULL)
    shown = measure.run([options.firsthand, "show", case, "matches", "--all", "--json"])
    pairs = f"{options.out}/firsthand-{kind}.csv"
    with open(pairs, "w", newline="") as out:
        table = csv.writer(out)
        for line in shown.stdout.splitlines():
            write_both_ways(table, json.loads(line), kind)
    score(options, "firsthand", kind, pairs, cost, folders)


def write_both_ways(table, match, kind):
    """The scorer keeps the pairs whose first side is a query and whose second is a reference."""
    if match["kind"] not in KINDS[kind]:
        return
    sides = [match["query"], match["reference"]]
    for query, reference in (sides, sides[::-1]):
        times = []
        if "start_us" in query and "start_us" in reference:
            times = [side[end] / 1e6 for side in (query, reference) for end in ("start_us", "end_us")]
        table.writerow([query["name"], reference["name"], match["score_0_1"], *times])


def peer(options, kind, name):
    pairs = f"{options.out}/{name}-{kind}.csv"
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers.py")
    folders = [f"{options.attacks}/{side}/{kind}" for side in ("refs", "queries")]
    cost = measure.run([sys.executable, script, name, *folders, pairs])
    score(options, name, kind, pairs, cost, folders)


def score(options, name, kind, pairs, cost, folders):
    print(f"== {name}, {kind}: {cost.cpu_s:.1f} CPU s, {cost.wall_s:.1f} s wall, peak {cost.peak_mb:.0f} MB; {amount(kind, folders)}")
    scored = [sys.executable, options.scorer, "--truth", f"{options.attacks}/truth.json", "--pairs", pairs, "--kind", kind]
    print(measure.run(scored).stdout.decode(), flush=True)


def amount(kind, folders):
    paths = [entry.path for folder in folders for entry in os.scandir(folder)]
    if kind == "image":
        return f"{len(paths)} images"
    probe = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    seconds = sum(float(subprocess.run([*probe, path], capture_output=True, text=True).stdout or 0) for path in paths)
    return f"{len(paths)} files, {seconds / 3600:.3f} h"


if __name__ == "__main__":
    main()
