#!/usr/bin/env python3
"""Our WARC reader against warcio and FastWARC: verdicts on sample files, and speed on one larger file.

    python3 bench/warc.py verdicts FOLDER     a folder of .warc, .arc, .gz samples, such as the test data of warcio
    python3 bench/warc.py speed [ROUNDS]      makes a WARC of some 70 MB (24 MB packed) and reads it in turn

Needs `pip install warcio fastwarc`, and `cargo build --release -p extract --example warc_members`; the environment
variable WARC_MEMBERS may name that program. CPU time of the reading alone is compared: for the Python readers it is taken
inside the process, without the interpreter's start; for ours it is that of the whole process.

What each does: ours reads every record, removes transfer and content codings, hashes every payload with SHA-256 and
checks every declared digest. FastWARC reads every block; "with digests" also checks them. warcio reads every payload.
"""

import base64
import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OURS = os.environ.get("WARC_MEMBERS", os.path.join(ROOT, "target/release/examples/warc_members"))


def read_ours(path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = json.loads(subprocess.run([OURS, path], check=True, capture_output=True).stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def verdicts(folder):
    """One line a file: what warcio's check says, what we say."""
    equal, differing = 0, []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not any(part in name for part in (".warc", ".arc")):
            continue
        checked = subprocess.run(["warcio", "check", path], capture_output=True, text=True)
        theirs = "bad" if checked.returncode else "warned" if "WARNING" in checked.stdout + checked.stderr else "good"
        found = sorted({code for severity, code, _ in read_ours(path)[0]["findings"] if severity != "note"})
        same = (theirs == "good") == (not found)
        equal += same
        if not same:
            differing.append(name)
        print(f"{'' if same else 'DIFFERS ':8}{name:48} warcio {theirs:7} ours {', '.join(found) or 'good'}")
    print(f"equal {equal}, differing {len(differing)}: {', '.join(differing)}")


def make_warc(path):
    """2,600 records: two thirds pages of invented words, one third bytes that do not pack, each with its digests."""
    import gzip

    rng = random.Random(7)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 11))) for _ in range(6000)]

    def digest(content):
        return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()

    with open(path, "wb") as out:
        for number in range(2600):
            if number % 3:
                body = "<!doctype html><p>" + " ".join(rng.choices(words, k=rng.randint(2000, 8000)))
                body, kind = body.encode(), "text/html; charset=utf-8"
            else:
                body, kind = rng.randbytes(rng.randint(1000, 20000)), "image/jpeg"
            head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nServer: invented\r\n\r\n"
            block = head.encode() + body
            fields = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: https://site.example/{number}\r\n"
                f"WARC-Payload-Digest: {digest(body)}\r\nWARC-Block-Digest: {digest(block)}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            out.write(gzip.compress(fields.encode() + block + b"\r\n\r\n", 6))


READERS = {
    "FastWARC": """
from fastwarc.warc import ArchiveIterator
for record in ArchiveIterator(open(path, 'rb'), parse_http=True):
    count += 1; size += len(record.reader.read())
""",
    "FastWARC with digests": """
from fastwarc.warc import ArchiveIterator
for record in ArchiveIterator(open(path, 'rb'), parse_http=True, verify_digests=True):
    count += 1; size += len(record.reader.read())
""",
    "warcio": """
from warcio.archiveiterator import ArchiveIterator
for record in ArchiveIterator(open(path, 'rb')):
    count += 1; size += len(record.content_stream().read())
""",
}


def read_with(body, path):
    program = (
        f"import time\npath = {path!r}; count = size = 0\nfrom warcio import archiveiterator\nfrom fastwarc import warc\n"
        f"start = time.process_time()\n{body}\nprint(count, size, time.process_time() - start)"
    )
    count, size, seconds = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    return int(count), int(size), float(seconds)


def speed(rounds):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.warc.gz")
        make_warc(path)
        times = {name: [] for name in ["ours", *READERS]}
        for _ in range(rounds):
            result, seconds = read_ours(path)
            times["ours"].append(seconds)
            for name, body in READERS.items():
                count, size, seconds = read_with(body, path)
                assert (count, size) == (result["members"], result["payload_bytes"]), (name, count, size, result)
                times[name].append(seconds)
        assert not [code for severity, code, _ in result["findings"] if severity != "note"], result["findings"]
        megabytes = result["payload_bytes"] / 1e6
        print(f"{result['members']} records, {megabytes:.0f} MB of payload, {os.path.getsize(path) / 1e6:.0f} MB packed")
        middle = {name: sorted(given)[len(given) // 2] for name, given in times.items()}
        for name, given in times.items():
            shown = " ".join(f"{seconds:.2f}" for seconds in given)
            print(f"{name:22} CPU s {shown}; median {middle[name]:.3f}, ours is {middle[name] / middle['ours']:.2f} times as fast")


if __name__ == "__main__":
    if sys.argv[1:2] == ["verdicts"] and len(sys.argv) == 3:
        verdicts(sys.argv[2])
    elif sys.argv[1:2] == ["speed"]:
        speed(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    else:
        sys.exit(__doc__)
