"""What c2pa-python makes of each file, a line of JSON each: state.py KIND FILE...

{"state": "Valid" | "Invalid" | "none", "failed": ["codes of failed checks"], "signer": ..., "generator": ...}
"""

import json
import sys

from c2pa import C2paError, Reader


def told(kind, path):
    try:
        reader = Reader(kind, open(path, "rb"))
    except C2paError.ManifestNotFound:
        return {"state": "none", "failed": []}
    store = json.loads(reader.json())
    manifest = store["manifests"][store["active_manifest"]]
    failed = store["validation_results"]["activeManifest"]["failure"]
    return {
        "state": store["validation_state"],
        "failed": sorted({one["code"] for one in failed} - {"signingCredential.untrusted"}),
        "untrusted": any(one["code"] == "signingCredential.untrusted" for one in failed),
        "signer": manifest["signature_info"]["common_name"],
        "generator": manifest["claim_generator_info"][0]["name"],
    }


for path in sys.argv[2:]:
    print(json.dumps(told(sys.argv[1], path)))
