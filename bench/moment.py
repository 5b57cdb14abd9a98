#!/usr/bin/env python3
"""The same moment from several devices: made-up events, how many pairs are found, how near, and what is found falsely.

  moment.py make SEED FOLDER [--places 3] [--events 30] [--devices 3] [--common 8 60]
                                                                        recordings and truth.json
  moment.py measure FOLDER FOUND.csv                                    of what `same_moment FOLDER FOUND.csv` found
  moment.py peer FOLDER OUT.csv --unrelated 1500                        PyPI audio-offset-finder on all true pairs and some others
  moment.py peer-measure OUT.csv [--threshold X]                        without X: the lowest that lets no unrelated pair through

FOLDER/PLACE/EVENT-DEVICE.{m4a,opus,mp3} are recordings, FOLDER/PLACE/EVENT-DEVICE-copy-KIND.* copies of them. Unrelated
pairs are of one place always.
"""
import argparse
import csv
import itertools
import json
import multiprocessing
import os
import random
import subprocess
import wave

import numpy

import events

CODECS = [("m4a", ["-c:a", "aac", "-b:a", "48k"]), ("m4a", ["-c:a", "aac", "-b:a", "24k"]),
          ("opus", ["-c:a", "libopus", "-b:a", "24k"]), ("opus", ["-c:a", "libopus", "-b:a", "12k"]),
          ("mp3", ["-c:a", "libmp3lame", "-b:a", "32k"]), ("mp3", ["-c:a", "libmp3lame", "-b:a", "24k"])]
# What is done to real copies: shown are options of ffmpeg's filter, or the kind that `copy` knows.
COPIES = {"encoded": "anull", "excerpt": "atrim=start=4:duration=9,asetpts=PTS-STARTPTS", "phone": "highpass=300,lowpass=3000",
          "loud": "volume=9dB,alimiter=limit=0.7", "noisy": None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("make")
    make.add_argument("seed", type=int)
    make.add_argument("folder")
    make.add_argument("--places", type=int, default=3)
    make.add_argument("--events", type=int, default=30)
    make.add_argument("--devices", type=int, default=3)
    make.add_argument("--common", type=float, nargs=2, default=(8, 60), help="least and most seconds in common")
    make.set_defaults(run=make_all)
    measure = commands.add_parser("measure")
    measure.add_argument("folder")
    measure.add_argument("found")
    measure.set_defaults(run=measure_found)
    peer = commands.add_parser("peer")
    peer.add_argument("folder")
    peer.add_argument("found")
    peer.add_argument("--unrelated", type=int, default=1500)
    peer.set_defaults(run=run_peer)
    peer_measure = commands.add_parser("peer-measure")
    peer_measure.add_argument("found")
    peer_measure.add_argument("--threshold", type=float)
    peer_measure.set_defaults(run=measure_peer)
    options = parser.parse_args()
    options.run(options)


def make_all(options):
    jobs = [(options.seed, place, number, options.devices, options.folder, options.common)
            for place in range(options.places) for number in range(options.events)]
    with multiprocessing.Pool() as pool:
        truth = [one for made in pool.imap(make_event, jobs) for one in made]
    with open(os.path.join(options.folder, "truth.json"), "w") as stream:
        json.dump(sorted(truth, key=lambda one: (one["place"], one["name"])), stream, indent=1)


def make_event(job):
    seed, place_number, number, n_devices, folder, common = job
    place = events.Place(1_000 * seed + place_number)
    draw = numpy.random.default_rng([place.seed, 3, number])
    target = os.path.join(folder, f"place{place_number}")
    os.makedirs(target, exist_ok=True)
    truth = []
    for device, (sound, first_s, ppm) in enumerate(events.event(place, number, n_devices, common)):
        name = f"event{number:02}-{device}"
        extension, codec = CODECS[draw.integers(len(CODECS))]
        recording = encode(sound, os.path.join(target, f"{name}.{extension}"), codec)
        told = {"place": place_number, "event": number, "device": device, "first_s": first_s, "ppm": ppm,
                "length_s": len(sound) / events.RATE}
        truth.append({"name": os.path.basename(recording), **told})
        if device == 0:
            kind = sorted(COPIES)[number % len(COPIES)]
            copied = copy(draw, recording, kind, os.path.join(target, f"{name}-copy-{kind}"))
            truth.append({"name": os.path.basename(copied), **told, "copy": kind, "of": os.path.basename(recording)})
    return truth


def encode(sound, path, codec):
    raw = path + ".wav"
    with wave.open(raw, "wb") as stream:
        stream.setparams((1, 2, events.RATE, 0, "NONE", "none"))
        stream.writeframes((numpy.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes())
    ffmpeg(["-i", raw, "-fflags", "+bitexact", "-flags:a", "+bitexact", *codec, path])
    os.remove(raw)
    return path


def copy(draw, recording, kind, path):
    extension, codec = CODECS[draw.integers(len(CODECS))]
    path = f"{path}.{extension}"
    if COPIES[kind] is None:
        sound = samples_of(recording)
        hiss = draw.standard_normal(len(sound)) * events.level(sound) * 10 ** (-15 / 20)
        return encode(sound + hiss, path, codec)
    ffmpeg(["-i", recording, "-af", COPIES[kind], *codec, path])
    return path


def ffmpeg(arguments):
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *arguments], check=True)


def samples_of(path):
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-ac", "1", "-ar", str(events.RATE), "-f", "s16le", "-"]
    return numpy.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<i2") / 32_768


def load_truth(folder):
    with open(os.path.join(folder, "truth.json")) as stream:
        return json.load(stream)


def true_offset_s(query, reference):
    """Reference time minus query time at the middle of the common part."""
    first = max(query["first_s"], reference["first_s"])
    last = min(one["first_s"] + one["length_s"] for one in (query, reference))
    def clock(one):
        return ((first + last) / 2 - one["first_s"]) * (1 + one["ppm"] * 1e-6)
    return clock(reference) - clock(query), last - first


def pairs(truth):
    for a, b in itertools.combinations(truth, 2):
        if a["place"] == b["place"]:
            yield a, b


def measure_found(options):
    truth = load_truth(options.folder)
    by_name = {(one["place"], one["name"]): one for one in truth}
    found = {}
    with open(options.found, newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault((int(row["place"]), frozenset((row["query"], row["reference"]))), []).append(row)
    devices, errors, beyond, drifts, n_unrelated, false, copied = [], [], 0, [], 0, [], {}
    for a, b in pairs(truth):
        rows = found.get((a["place"], frozenset((a["name"], b["name"]))), [])
        confirmed = {row["kind"]: row for row in rows if row["tier"] == "confirmed"}
        if a["event"] != b["event"]:
            # Copies are no recordings of their own: a false pair of one would be counted twice.
            if "copy" not in a and "copy" not in b:
                n_unrelated += 1
                if confirmed:
                    false.append((a["place"], a["name"], b["name"], sorted(confirmed), [row["reasons"] for row in confirmed.values()]))
        elif a["device"] == b["device"]:
            made = a if "copy" in a else b
            copied.setdefault(made["copy"], []).append("audio_copy" in confirmed)
        elif "copy" not in a and "copy" not in b:
            _, overlap_s = true_offset_s(a, b)
            moment = confirmed.get("same_moment")
            devices.append((overlap_s, moment is not None, "audio_copy" in confirmed))
            if moment:
                query, reference = (by_name[(a["place"], moment[side])] for side in ("query", "reference"))
                offset_s, _ = true_offset_s(query, reference)
                off_ms = abs(float(moment["offset_s"]) - offset_s) * 1e3
                errors.append((off_ms, f"{moment['query']} {moment['reference']} {moment['reasons'][:200]}"))
                beyond += off_ms > float(moment["uncertainty_s"]) * 1e3
                if moment["drift_ppm"]:
                    drifts.append(abs(float(moment["drift_ppm"]) - (query["ppm"] - reference["ppm"])))
    for least, most in ((0, 1e9), (8, 15), (15, 30), (30, 60), (60, 1e9)):
        group = [one for one in devices if least <= one[0] < most]
        if group:
            print(f"common {least}-{most:.0f} s: same moment {sum(one[1] for one in group)} of {len(group)}; "
                  f"called a copy {sum(one[2] for one in group)}")
    if errors:
        errors.sort()
        at = lambda share: errors[min(int(share * len(errors)), len(errors) - 1)][0]
        print(f"offset error ms: median {at(0.5):.1f}, 95 % {at(0.95):.1f}, worst {errors[-1][0]:.1f} ({errors[-1][1]}); "
              f"over 20 ms {sum(one[0] > 20 for one in errors)}; beyond the stated uncertainty {beyond}")
    if drifts:
        print(f"drift: {len(drifts)} measured, median error {numpy.median(drifts):.1f} ppm, worst {max(drifts):.1f}")
    print(f"unrelated: {len(false)} of {n_unrelated} confirmed")
    for one in false[:20]:
        print("  ", *one)
    print("copies that are copies:", ", ".join(f"{kind} {sum(hits)} of {len(hits)}" for kind, hits in sorted(copied.items())))


def run_peer(options):
    truth = [one for one in load_truth(options.folder) if "copy" not in one]
    related = [(a, b) for a, b in pairs(truth) if a["event"] == b["event"]]
    unrelated = [(a, b) for a, b in pairs(truth) if a["event"] != b["event"]]
    random.Random(1).shuffle(unrelated)
    with multiprocessing.Pool() as pool, open(options.found, "w", newline="") as stream:
        table = csv.writer(stream)
        jobs = [(options.folder, a, b) for a, b in related + unrelated[:options.unrelated]]
        table.writerows(pool.imap(ask_peer, jobs, chunksize=4))


def ask_peer(job):
    from audio_offset_finder.audio_offset_finder import find_offset_between_files
    folder, a, b = job
    paths = [os.path.join(folder, f"place{one['place']}", one["name"]) for one in (a, b)]
    answer = find_offset_between_files(*paths, trim=200)
    offset_s, overlap_s = true_offset_s(a, b) if a["event"] == b["event"] else ("", "")
    # Offset of the second within the first: its sign is that of the time in the first minus the time in the second.
    return [a["name"], b["name"], answer["standard_score"], answer["time_offset"], offset_s, overlap_s]


def measure_peer(options):
    with open(options.found, newline="") as stream:
        rows = [[float(value) if value else None for value in row[2:]] for row in csv.reader(stream)]
    related = [row for row in rows if row[2] is not None]
    unrelated = sorted(row[0] for row in rows if row[2] is None)
    threshold = options.threshold if options.threshold is not None else unrelated[-1] + 1e-9
    near = [row for row in related if abs(-row[1] - row[2]) <= 0.5]
    found = [row for row in near if row[0] >= threshold]
    errors = sorted(abs(-row[1] - row[2]) * 1e3 for row in found) or [float("nan")]
    print(f"audio-offset-finder: right within 0.5 s in {len(near)} of {len(related)}; at score {threshold:.2f}: "
          f"{len(found)} found, {sum(row[0] >= threshold for row in related) - len(found)} at a wrong offset, "
          f"{sum(score >= threshold for score in unrelated)} of {len(unrelated)} unrelated; "
          f"error ms: median {errors[len(errors) // 2]:.1f}, worst {errors[-1]:.1f}")


if __name__ == "__main__":
    main()
