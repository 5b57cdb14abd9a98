#!/usr/bin/env python3
"""verify_bundle.py: run above the folder data. Checks the signature of the bundle, every proof and every opened text.

Needs python3 and openssl; knows nothing of Firsthand. Run the two sha256sum commands of the README first: this checks that
the list they read is the signed one. Formats: docs/formats/bundle.md and log.md of Firsthand, c2sp.org/signed-note.
"""
import glob, hashlib, json, os, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
helper = open(f"{here}/verify_proof.py", encoding="utf-8").read()
exec(helper[:helper.index("\nvkey, (head")])  # its functions: need, unbase64, signed_text, keys

def text_of(path): return open(path, encoding="utf-8", newline="").read()

rotations = text_of("data/log/key-rotations") if os.path.exists("data/log/key-rotations") else ""
first = text_of("data/log/log.vkey").strip()
_, text = signed_text(text_of("tagmanifest-sha256.txt.note"), keys(first, rotations)[-1][1])
digest = hashlib.sha256(open("tagmanifest-sha256.txt", "rb").read()).hexdigest()
need(text == ["firsthand-bundle/1", digest], "the signature is over another tagmanifest-sha256.txt")
tags = [line[66:] for line in text_of("tagmanifest-sha256.txt").splitlines()]
need(tags == ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"], "the tag manifest lists other files")
unescaped = lambda path: path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
listed = {unescaped(line[66:]) for line in text_of("manifest-sha256.txt").split("\n")[:-1]}
found = {os.path.join(folder, name) for folder, _, names in os.walk("data") for name in names}
need(found == listed, f"not listed, or missing: {sorted(found ^ listed)[:3]}")

proofs = sorted(glob.glob("data/proofs/*.tlog-proof"))
for proof in proofs:
    stem = proof[: -len(".tlog-proof")]
    ran = subprocess.run([sys.executable, f"{here}/verify_proof.py", first, proof, f"{stem}.leaf.json"], capture_output=True, text=True)
    need(ran.returncode == 0, f"{proof}: {ran.stderr.strip()}")
    if os.path.exists(f"{stem}.opened.json"):
        for field, one in json.loads(text_of(f"{stem}.opened.json")).items():
            place = json.loads(text_of(f"{stem}.leaf.json"))
            for part in field.split("."): place = place[part]
            sealed = hashlib.sha256(bytes.fromhex(one["salt"]) + f"{field}\n{one['value']}".encode()).hexdigest()
            need(place == {"sealed": sealed}, f"{stem}: {field} does not say what was sealed in the log")
print(f"OK: signed by {first.split('+')[0]}, {len(listed)} files listed, {len(proofs)} log entries proved")
