#!/usr/bin/env python3
"""The peers as their users have them: all pairs, best distance.

  peers.py pdqhash|vpdq REFS QUERIES OUT.csv
"""
import csv
import os
import sys

import numpy

# Frames of a lower PDQ quality are featureless; this is the value that vpdq's own documentation uses.
MIN_QUALITY = 50
# Distance within which vpdq's documentation calls two frames the same.
FRAME_DISTANCE = 31


def bits(hash_hex):
    return numpy.unpackbits(numpy.frombuffer(bytes.fromhex(hash_hex.zfill(64)), dtype=numpy.uint8))


def image_code(path):
    import pdqhash
    from PIL import Image
    code, _quality = pdqhash.compute(numpy.asarray(Image.open(path).convert("RGB")))
    return numpy.asarray(code, dtype=numpy.uint8)


def video_codes(path):
    import vpdq
    features = [one for one in vpdq.computeHash(path, seconds_per_hash=1.0) if one.quality >= MIN_QUALITY]
    codes = [bits(one.hex) for one in features]
    return numpy.array(codes, dtype=numpy.uint8).reshape(len(codes), 256)


def image_score(query, reference):
    return 1.0 - numpy.count_nonzero(query != reference) / 256


def video_score(query, reference):
    if not len(query) or not len(reference):
        return 0.0
    distances = (query[:, None, :] != reference[None, :, :]).sum(axis=2)
    return float((distances.min(axis=1) <= FRAME_DISTANCE).mean())


def main():
    name, references, queries, out = sys.argv[1:]
    make, compare = {"pdqhash": (image_code, image_score), "vpdq": (video_codes, video_score)}[name]
    codes = {}
    for folder in (references, queries):
        codes[folder] = {entry.name: make(entry.path) for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)}
    with open(out, "w", newline="") as stream:
        table = csv.writer(stream)
        for query, query_code in codes[queries].items():
            for reference, reference_code in codes[references].items():
                value = compare(query_code, reference_code)
                if value > 0:
                    table.writerow([query, reference, value])


if __name__ == "__main__":
    main()
