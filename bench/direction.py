#!/usr/bin/env python3
"""How often the direction of confirmed matches is right, wrong or unknown: references are the sources of the queries.

  direction.py TRUTH.json KIND FOUND.csv     FOUND.csv as `media_pairs FOLDER image|video OUT.csv` writes it
"""
import collections
import csv
import json
import sys


def main():
    truth_path, kind, found_path = sys.argv[1:]
    with open(truth_path) as stream:
        queries = [query for query in json.load(stream)["queries"] if query["kind"] == kind]
    attack_of = {(query["name"], match["ref"]): query["attack"] for query in queries for match in query["matches"]}
    said = {}
    with open(found_path, newline="") as stream:
        for row in csv.reader(stream):
            pair = (row[0], row[1])
            if row[7] == "confirmed" and pair in attack_of:
                said.setdefault(pair, set()).add(row[-1])
                said[pair].add("common source") if "holds both is implied" in row[8] else None
    counts = collections.defaultdict(collections.Counter)
    for pair, nearer in said.items():
        verdict = "wrong" if "query" in nearer else "right" if "reference" in nearer else "unknown"
        for name in (attack_of[pair], "all"):
            counts[name][verdict] += 1
            counts[name]["common source"] += "common source" in nearer
        if verdict == "wrong":
            print("wrong:", *pair)
    for name, count in sorted(counts.items()):
        print(f"{name:14} right {count['right']:4} wrong {count['wrong']:3} unknown {count['unknown']:4} common source {count['common source']}")


if __name__ == "__main__":
    main()
