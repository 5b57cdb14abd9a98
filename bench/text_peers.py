#!/usr/bin/env python3
"""Peers for passages that texts share, as rows for the scorer of text reuse.

  text_peers.py datasketch DOCS.jsonl OUT.csv THRESHOLD   pairs of texts by MinHash: doc_a,doc_b
  text_peers.py passim ALIGN.json OUT.csv                 what `seriatim --pairwise` wrote: passages, in code points

MinHash compares sets of three words; of three, four and five, three served it best.
"""
import csv
import glob
import json
import os
import re
import sys

# Hashes of one text, as both libraries of MinHash have it by default.
HASHES = 128
# Words of one shingle.
WORDS = 3
WORD = re.compile(r"\w+")


def shingles(text):
    words = WORD.findall(text.lower())
    return {" ".join(words[at:at + WORDS]).encode() for at in range(max(1, len(words) - WORDS + 1))}


def similar_pairs(path, threshold):
    from datasketch import MinHash, MinHashLSH
    index, signatures = MinHashLSH(threshold=threshold, num_perm=HASHES), {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            signature = MinHash(num_perm=HASHES)
            signature.update_batch(list(shingles(record["text"])))
            for other in index.query(signature):
                if signature.jaccard(signatures[other]) >= threshold:
                    yield other, record["id"]
            index.insert(record["id"], signature)
            signatures[record["id"]] = signature


def aligned_passages(folder):
    for part in sorted(glob.glob(os.path.join(folder, "part-*"))):
        with open(part, encoding="utf-8") as lines:
            for found in map(json.loads, lines):
                yield [found[name] for name in ("id", "begin", "end", "id2", "begin2", "end2")]


def main():
    peer, given, out, *threshold = sys.argv[1:]
    rows = similar_pairs(given, float(threshold[0])) if peer == "datasketch" else aligned_passages(given)
    with open(out, "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


if __name__ == "__main__":
    main()
