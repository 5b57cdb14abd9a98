#!/usr/bin/env python3
"""Origins behind claims: how often the exact number comes out, over made-up events whose origins are known.

  origin_counts.py make FOLDER [--half first|second|third|fourth|fifth|sixth] [--events 100] [--seed 1]
  origin_counts.py score FOLDER FIRSTHAND [--errors]

`make` writes the pile of one half of the event types (needs ffmpeg). `score` adds it to one case, runs the whole flow and
compares the claims with what is known, beside three ways in which people count today; those are told which pages carry a
claim, which Firsthand has to find. One fifth of the pages has a wrong or no date, one fifth of the credit lines is missing.
"""
import argparse
import collections
import difflib
import importlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent / "worlds"))
import world  # noqa: E402

AGENCY_TAG = re.compile("|".join(map(re.escape, world.AGENCIES)))
HEADLINES_ALIKE = 0.55
# Nouns by which a truth may call a unit that Firsthand counts in a class.
CLASS_OF = {"house": "buildings", "building": "buildings", "car": "vehicles", "vehicle": "vehicles", "arrest": "detained", "person": "people"}


def make(options):
    types = importlib.import_module(f"events_{options.half}").TYPES
    world.World(options.seed, options.half).make(types, options.events, options.folder)
    print(f"{options.events} events of {len(types)} types, sha256 {world.checksum(options.folder)[:16]}")


def score(options):
    known = json.loads((options.folder / "truth.json").read_text())
    with tempfile.TemporaryDirectory() as scratch:
        case = options.case or pathlib.Path(scratch) / "case"
        if not case.exists():
            run(options.firsthand, "init", case)
            run(options.firsthand, "add", case, options.folder / "pile", "--captures", options.folder / "captures.csv")
            run(options.firsthand, "trace", case)
        found = Found(options.firsthand, case)
    counted = [(truth, found.count(truth)) for truth in known["truths"]]
    table = {"Firsthand": [(truth, claim) for truth, claim in counted]}
    pages = {page["file"]: page for page in known["pages"]}
    for name, way in BASELINES.items():
        table[name] = [(truth, exactly(way([pages[file] for file in truth["carried_by"]]))) for truth in known["truths"]]
    report("all", table)
    for kind in dict.fromkeys(truth["type"] for truth in known["truths"]):
        report(kind, {name: [row for row in rows if row[0]["type"] == kind] for name, rows in table.items()})
    if options.errors:
        for truth, claim in counted:
            if verdict(truth, claim) != "exact":
                print(json.dumps({"truth": truth, "found": claim}, indent=1))


def run(firsthand, *arguments):
    done = subprocess.run([firsthand, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


class Found:
    """What a case says: its claims, and which pages state each."""

    def __init__(self, firsthand, case):
        lines = lambda what: [json.loads(line) for line in run(firsthand, "show", case, what, "--json", "--all").splitlines()]
        files = {item["id"]: item["captures"][0]["name"] for item in lines("items")}
        self.statements = {statement["id"]: statement for statement in lines("statements")}
        self.file_of = {key: files.get(statement["item"], "") for key, statement in self.statements.items()}
        self.claims = lines("claims")

    def count(self, truth):
        """The claim that a truth is about, or None."""
        fits = [claim for claim in self.claims if self.is_about(claim, truth)]
        n_carriers = lambda claim: len({self.file_of[key] for key in claim["statements"]} & set(truth["carried_by"]))
        best = max(fits, key=n_carriers, default=None)
        return best if best and n_carriers(best) else None

    def is_about(self, claim, truth):
        own = [self.statements[key] for key in claim["statements"] if self.statements[key]["content"]["text"] == claim["text"]]
        if truth["figure"] is None:
            return all(re.search(r"\b" + re.escape(word.lower()), claim["text"].lower()) for word in truth["words"])
        figures = [figure for statement in own for figure in statement["figures"]]
        is_unit = lambda unit: truth["unit"] in (None, unit) or CLASS_OF.get(truth["unit"]) == unit
        return any(truth["figure"] == figure["low"] and is_unit(figure["unit"]) for figure in figures)


def exactly(n):
    return {"origins_for": {"low": n, "high": n}, "origins_against": {"low": 0, "high": 0}}


def verdict(truth, claim):
    if claim is None:
        return "no claim"
    low, high = claim["origins_for"]["low"], claim["origins_for"]["high"]
    if low == high == truth["for"]:
        return "exact"
    return "over" if low > truth["for"] else "under" if high < truth["for"] else "range"


def report(kind, table):
    print(f"\n{kind}: {len(next(iter(table.values())))} claims")
    for name, rows in table.items():
        verdicts = collections.Counter(verdict(truth, claim) for truth, claim in rows)
        against = sum(claim is not None and claim["origins_against"]["low"] == claim["origins_against"]["high"] == truth["against"] for truth, claim in rows)
        shares = "  ".join(f"{verdict} {verdicts[verdict] / len(rows):6.1%}" for verdict in ("exact", "range", "over", "under", "no claim"))
        print(f"  {name:22} {shares}  against exact {against / len(rows):6.1%}")


def by_headlines(pages):
    """Pages whose headlines are alike are one."""
    groups = []
    for page in pages:
        for group in groups:
            if any(difflib.SequenceMatcher(None, page["headline"].lower(), other["headline"].lower()).ratio() >= HEADLINES_ALIKE for other in group):
                group.append(page)
                break
        else:
            groups.append([page])
    return len(groups)


def by_domains(pages):
    return len({page["host"] for page in pages})


def by_agency_tags(pages):
    """Pages that name one agency, in the credit line or as their host, are one."""
    def who(page):
        tag = AGENCY_TAG.search(page["credit"] or "")
        return re.sub(r"[^a-z]+", "-", tag.group().lower()) + ".example" if tag else page["host"]
    return len({who(page) for page in pages})


BASELINES = {"headlines >= 0.55 alike": by_headlines, "domains": by_domains, "agency tags": by_agency_tags}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=pathlib.Path)
    making.add_argument("--half", choices=("first", "second", "third", "fourth", "fifth", "sixth"), default="first")
    making.add_argument("--events", type=int, default=100)
    making.add_argument("--seed", type=int, default=1)
    making.set_defaults(act=make)
    scoring = commands.add_parser("score")
    scoring.add_argument("folder", type=pathlib.Path)
    scoring.add_argument("firsthand")
    scoring.add_argument("--case", type=pathlib.Path, help="keep the case here, or score the one that is here")
    scoring.add_argument("--errors", action="store_true", help="print what came out wrong")
    scoring.set_defaults(act=score)
    options = parser.parse_args()
    options.act(options)


if __name__ == "__main__":
    main()
