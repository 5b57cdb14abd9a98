#!/usr/bin/env python3
"""verify_proof.py VKEY PROOF LEAF [ORIGINAL]: is LEAF an entry of the log that VKEY signs, and ORIGINAL the item it names?

Needs python3 and openssl; knows nothing of Firsthand. Formats: c2sp.org/tlog-proof, c2sp.org/signed-note, RFC 9162.
"""
import base64, hashlib, json, subprocess, sys, tempfile

def need(holds, reason):
    if not holds: sys.exit("REFUSED: " + reason)

def unbase64(text):
    data = base64.b64decode(text, validate=True)
    need(base64.b64encode(data).decode() == text, "base64 is spelled unusually")
    return data

def signed_text(note, vkey):
    name, key_id, body = vkey.split("+", 2)
    key, (text, signatures) = unbase64(body), note.rsplit("\n\n", 1)
    need(key[0] == 1 and hashlib.sha256(f"{name}\n".encode() + key).hexdigest()[:8] == key_id, "not a key: " + vkey)
    ours = [unbase64(line.split(" ")[2]) for line in signatures.split("\n") if line.startswith(f"\u2014 {name} ")]
    ours = [body[4:] for body in ours if body[:4].hex() == key_id]
    need(len(ours) == 1 and len(ours[0]) == 64, "not signed by key " + key_id)
    with tempfile.TemporaryDirectory() as folder:
        for file, content in (("key", bytes.fromhex("302a300506032b6570032100") + key[1:]), ("text", f"{text}\n".encode()), ("signature", ours[0])):
            open(f"{folder}/{file}", "wb").write(content)
        ran = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "text", "-sigfile", "signature"], cwd=folder, capture_output=True)
    need(ran.returncode == 0, f"the signature by key {key_id} does not fit")
    return name, text.split("\n")

def keys(vkey, extra):  # the key, then each that took its place: (the size after which it signs, the key)
    lines = extra.split("\n")[:-1] if extra.startswith("firsthand-key-rotation/1\n") else []
    notes, signing = ["\n".join(lines[at:at + 7]) + "\n" for at in range(0, len(lines), 7)], [(0, vkey)]
    for note in notes[max((at + 1 for at, note in enumerate(notes) if note.split("\n")[4] == vkey), default=0):]:
        name, text = signed_text(note, signing[-1][1])
        need(text[0] == "firsthand-key-rotation/1" and text[1] == name == text[4].split("+")[0] and int(text[2]) > signing[-1][0], "keys do not follow each other")
        signing.append((int(text[2]), text[4]))
    return signing

vkey, (head, checkpoint), leaf = sys.argv[1], open(sys.argv[2], encoding="utf-8", newline="").read().split("\n\n", 1), open(sys.argv[3], "rb").read()
lines = head.split("\n")
need(lines.pop(0) == "c2sp.org/tlog-proof@v1", "not a tlog-proof")
extra = unbase64(lines.pop(0)[6:]).decode() if lines[0].startswith("extra ") else ""
index, path = int(lines.pop(0).removeprefix("index ")), [unbase64(line) for line in lines]
size = int(checkpoint.split("\n")[1])
name, text = signed_text(checkpoint, [key for since, key in keys(vkey, extra) if since == 0 or since < size][-1])
need(len(text) == 3 and text[0] == name and 0 <= index < size, "not a checkpoint of this log that has this entry")
node, last, root = index, size - 1, hashlib.sha256(b"\0" + leaf).digest()
for other in path:
    need(last > 0, "the proof is too long")
    if node & 1 or node == last:
        root = hashlib.sha256(b"\1" + other + root).digest()
        while not node & 1 and node: node, last = node >> 1, last >> 1
    else: root = hashlib.sha256(b"\1" + root + other).digest()
    node, last = node >> 1, last >> 1
need(last == 0 and base64.b64encode(root).decode() == text[2], "the entry is not in this log: it, or the proof, was changed")
if len(sys.argv) > 4:
    digest, original = hashlib.sha256(), open(sys.argv[4], "rb")
    while block := original.read(1 << 20): digest.update(block)
    need(digest.hexdigest() == json.loads(leaf).get("item"), "the original is not the item of this entry")
print(f"OK: entry {index} of {size} of {name}\n{leaf.decode()}")
