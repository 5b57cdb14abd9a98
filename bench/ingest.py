#!/usr/bin/env python3
"""Ingest speed against sha256sum over the same files.

  ingest.py FIRSTHAND [--rounds 3]

Makes large files and many small ones (seeded), then runs both programs in turn. The page cache is warm for both.
The ratio is bytes per second of `firsthand add --preserve-only` over those of `sha256sum`; the goal is 0.6.
"""
import argparse
import os
import random
import statistics
import tempfile

import measure


def make_files(folder):
    source = random.Random(7)
    os.makedirs(f"{folder}/large")
    os.makedirs(f"{folder}/small")
    for number in range(8):
        with open(f"{folder}/large/{number}.bin", "wb") as out:
            for _ in range(128):
                out.write(source.randbytes(1 << 20))
    for number in range(2000):
        with open(f"{folder}/small/{number}.bin", "wb") as out:
            out.write(source.randbytes(20_000))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("firsthand")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_files(f"{folder}/files")
        for part in ("large", "small"):
            compare(options, folder, part)


def compare(options, folder, part):
    names = [entry.path for entry in os.scandir(f"{folder}/files/{part}")]
    size = sum(os.path.getsize(name) for name in names)
    ratios, peaks = [], []
    for number in range(options.rounds):
        case = f"{folder}/case-{part}-{number}"
        measure.run([options.firsthand, "init", case])
        theirs = measure.run(["sha256sum", *names])
        ours = measure.run([options.firsthand, "add", case, f"{folder}/files/{part}", "--preserve-only", "--json"])
        assert ours.stdout.count(b"\n") == len(names), "every input must be accounted for"
        ratios.append(theirs.wall_s / ours.wall_s)
        peaks.append(ours.peak_mb)
        print(f"{part}: sha256sum {size / theirs.wall_s / 1e6:.0f} MB/s, add {size / ours.wall_s / 1e6:.0f} MB/s, "
              f"ratio {ratios[-1]:.2f}, peak {peaks[-1]:.0f} MB")
    print(f"{part}: {len(names)} files, {size / 1e6:.0f} MB: median ratio {statistics.median(ratios):.2f}, "
          f"peak memory {max(peaks):.0f} MB")


if __name__ == "__main__":
    main()
