#!/usr/bin/env python3
"""How long the road takes a newcomer: a clean release build, and the demo.

  road.py [--skip-build]

Builds both binaries into an empty target folder and lists what the build spends its CPU time on, then runs
`firsthand demo` into an empty folder. Prints wall and CPU seconds and peak memory. Run it on an idle machine.
"""
import argparse
import glob
import json
import os
import re
import tempfile

import measure

PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = ["cargo", "build", "--release", "--locked", "--timings", "-p", "firsthand", "-p", "verify"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--skip-build", action="store_true", help="use target/release as it is")
    options = parser.parse_args()
    os.chdir(PROJECT)
    with tempfile.TemporaryDirectory() as folder:
        target = f"{PROJECT}/target" if options.skip_build else build(folder)
        demo = measure.run([f"{target}/release/firsthand", "demo", f"{folder}/demo"])
        print(f"demo: {demo.wall_s:.1f} s wall, {demo.cpu_s:.1f} CPU s, peak {demo.peak_mb:.0f} MB")


def build(folder):
    os.environ["CARGO_TARGET_DIR"] = target = f"{folder}/target"
    measure.run(["cargo", "fetch", "--locked"])
    built = measure.run(BUILD)
    print(f"clean build: {built.wall_s:.0f} s wall, {built.cpu_s:.0f} CPU s, {os.cpu_count()} cores; most of it:")
    page = open(sorted(glob.glob(f"{target}/cargo-timings/cargo-timing-*.html"))[-1], encoding="utf-8").read()
    units = json.loads(re.search(r"const UNIT_DATA = (\[.*?\]);\n", page, re.S).group(1))
    for unit in sorted(units, key=lambda unit: -unit["duration"])[:12]:
        print(f"  {unit['duration']:6.1f} s  {unit['name']} {unit['version']}{unit.get('target') or ''}")
    return target


if __name__ == "__main__":
    main()
