#!/usr/bin/env python3
"""What keyframes first costs: all references of a set of attacked clips joined into one long recording with a keyframe
every five seconds, and every third attacked clip beside it, through the whole program.

    bench/long.py FIRSTHAND --attacks DIR --out DIR

DIR holds refs/video, queries/video and truth.json as `make_attacks.py` leaves them. Needs ffmpeg. A part of a clip counts
as found when a confirmed match lies on at least 0.3 of its true place in the long recording; a confirmed match is wrong
when it lies in another clip. Also told: the CPU time of reading the long recording alone.
"""

import argparse
import json
import resource
import shutil
import subprocess
from pathlib import Path

SIZE = "scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:(ow-iw)/2:(oh-ih)/2,fps=25,setsar=1"


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def length_of(path):
    return float(run("ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path))


def join(refs, long):
    """Writes the long recording; gives where each clip begins and ends in it, seconds."""
    graph = "".join(f"[{n}:v:0]{SIZE}[v{n}];" for n in range(len(refs)))
    graph += "".join(f"[v{n}]" for n in range(len(refs))) + f"concat=n={len(refs)}:v=1[out]"
    inputs = [part for ref in refs for part in ("-i", ref)]
    encoding = ["-c:v", "libx264", "-preset", "veryfast", "-g", "125", "-sc_threshold", "0"]
    run("ffmpeg", "-v", "error", "-y", *inputs, "-filter_complex", graph, "-map", "[out]", "-an", *encoding, long)
    places, start = {}, 0.0
    for ref in refs:
        end = start + length_of(ref)
        places[ref.name] = (start, end)
        start = end
    return places


def add(firsthand, case, pile):
    """Adds a pile to a new case; gives the CPU seconds of it and of all its helpers."""
    shutil.rmtree(case, ignore_errors=True)
    run(firsthand, "init", case)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(firsthand, "add", case, pile, "--json")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def found_in_long(firsthand, case, long):
    """Places in the long recording of all confirmed matches of pictures, by the name of the clip, seconds."""
    found = {}
    for line in run(firsthand, "show", case, "matches", "--json").splitlines():
        match = json.loads(line)
        if match["tier"] != "confirmed" or not match["kind"].startswith("video"):
            continue
        for one, other in (("query", "reference"), ("reference", "query")):
            if match[other]["name"] == long.name:
                place = (match[other]["start_us"] / 1e6, match[other]["end_us"] / 1e6)
                found.setdefault(match[one]["name"], []).append(place)
    return found


def shared(one, other):
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("firsthand", type=Path)
    parser.add_argument("--attacks", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    firsthand, out = options.firsthand.resolve(), options.out
    pile, alone = out / "pile", out / "alone"
    for folder in (pile, alone):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    long = alone / "long.mp4"
    places = join(sorted((options.attacks / "refs/video").iterdir()), long)
    hours = length_of(long) / 3600
    cpu = add(firsthand, out / "case-alone", alone)
    print(f"reading it alone: {cpu:.2f} CPU-s for {hours * 3600:.0f} s, {hours / (cpu / 3600):.0f} h per CPU-hour")

    shutil.copy(long, pile)
    truth = [query for query in json.loads((options.attacks / "truth.json").read_text())["queries"] if query["kind"] == "video"]
    asked = [query for query in sorted(truth, key=lambda query: query["name"]) if query["matches"]][::3]
    for query in asked:
        shutil.copy(options.attacks / "queries/video" / query["name"], pile)
    cpu = add(firsthand, out / "case", pile)
    found = found_in_long(firsthand, out / "case", long)
    n_true = n_found = n_wrong = 0
    missed = []
    for query in asked:
        own = [places[match["ref"]] for match in query["matches"]]
        n_wrong += sum(all(shared(place, clip) == 0 for clip in own) for place in found.get(query["name"], []))
        for match in query["matches"]:
            start = places[match["ref"]][0]
            true = (start + match["r_start"], start + match["r_end"])
            n_true += 1
            if any(shared(place, true) > 0.3 * (true[1] - true[0]) for place in found.get(query["name"], [])):
                n_found += 1
            else:
                missed.append(query["name"])
    print(f"{n_found} of {n_true} parts found at their place, {n_wrong} confirmed matches in another clip; {cpu:.0f} CPU-s")
    print("missed:", " ".join(missed))


if __name__ == "__main__":
    main()
