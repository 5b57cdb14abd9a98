#!/usr/bin/env python3
"""The whole hostile set through one `add`, with what it cost the main process and its helpers.

  hostile.py FIRSTHAND GENERATOR [--keep DIR] [--limit-s 600]

GENERATOR is the program that makes the set (`--out DIR`) and judges what became of it (`--check DIR --report FILE`). It
is not part of this repository. Goals: no finding of the judge, a documented exit code, `check` passes afterwards; whole
run under 4 minutes on two free cores, main process at most 1 GB, each helper at most 2 GB and 60 s.

Memory and life of processes are sampled from /proc five times a second: what lives shorter is not seen.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

SAMPLE_EVERY_S = 0.2
# Exit codes that the program documents for an `add` which did its work.
DONE = (0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("firsthand")
    parser.add_argument("generator")
    parser.add_argument("--keep", help="make the set here, or use the one that is here, and leave it")
    parser.add_argument("--limit-s", type=float, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = options.keep or f"{folder}/set"
        if not os.path.exists(f"{made}/expected.json"):
            subprocess.run([sys.executable, options.generator, "--out", made], check=True, stdout=subprocess.DEVNULL)
        sys.exit(0 if measure(options, made, f"{folder}/case") else 1)


def measure(options, made, case):
    subprocess.run([options.firsthand, "init", case], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    report = f"{case}-result.jsonl"
    with open(report, "wb") as out:
        watched = Watched([options.firsthand, "add", case, f"{made}/items", "--json"], out)
        watched.run(options.limit_s)
    print(watched.words())
    judged = subprocess.run([sys.executable, options.generator, "--check", made, "--report", report])
    checked = subprocess.run([options.firsthand, "check", case], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"check afterwards: exit code {checked.returncode}")
    shutil.rmtree(case, ignore_errors=True)
    return watched.code in DONE and judged.returncode == 0 and checked.returncode == 0


class Watched:
    """One run of a program, its memory and that of all it starts."""

    def __init__(self, command, out):
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdout=out)
        self.main_peak_kb = 0
        self.code = None
        self.wall_s = None
        self.cpu_s = None
        # By process: peak memory, processor seconds.
        self.helpers = {}

    def run(self, limit_s):
        while True:
            done, status, used = os.wait4(self.process.pid, os.WNOHANG)
            if done:
                break
            if time.monotonic() - self.started > limit_s:
                self.process.kill()
            self.sample()
            time.sleep(SAMPLE_EVERY_S)
        self.wall_s = time.monotonic() - self.started
        self.cpu_s = used.ru_utime + used.ru_stime
        self.code = os.waitstatus_to_exitcode(status)

    def sample(self):
        main = self.process.pid
        self.main_peak_kb = max(self.main_peak_kb, peak_kb(main))
        for helper in descendants(main):
            kept_kb, kept_s = self.helpers.get(helper, (0, 0.0))
            self.helpers[helper] = (max(kept_kb, peak_kb(helper)), max(kept_s, cpu_seconds(helper)))

    def words(self):
        helper_kb = max((kb for kb, _ in self.helpers.values()), default=0)
        helper_s = max((seconds for _, seconds in self.helpers.values()), default=0)
        return (f"exit code {self.code}, {self.wall_s:.0f} s wall, {self.cpu_s:.0f} CPU-s with helpers; "
                f"main peak {self.main_peak_kb / 1024:.0f} MB; {len(self.helpers)} helpers seen, largest "
                f"{helper_kb / 1024:.0f} MB, busiest {helper_s:.0f} CPU-s")


def descendants(process):
    found, open_ends = [], [process]
    while open_ends:
        for child in children(open_ends.pop()):
            found.append(child)
            open_ends.append(child)
    return found


def children(process):
    found = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children") as listed:
                found += [int(child) for child in listed.read().split()]
    except OSError:
        pass
    return found


def peak_kb(process):
    try:
        with open(f"/proc/{process}/status") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def cpu_seconds(process):
    try:
        with open(f"/proc/{process}/stat") as stat:
            fields = stat.read().rsplit(") ", 1)[1].split()
    except (OSError, IndexError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
