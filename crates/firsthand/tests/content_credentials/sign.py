"""Signs a picture or recording with content credentials, for the tests: sign.py CHAIN.pem KEY.pem KIND FROM TO [ADDRESS]

With ADDRESS the manifest is not put into the file; the file only names the address.
"""

import json
import sys

from c2pa import Builder, C2paSignerInfo, Signer

chain, key, kind, source, target = sys.argv[1:6]
taken = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
manifest = {
    "claim_generator_info": [{"name": "camera of the tests", "version": "7"}],
    "title": "quay",
    "assertions": [
        {
            "label": "c2pa.actions",
            "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": taken}, {"action": "c2pa.cropped"}]},
        }
    ],
}
info = C2paSignerInfo(
    alg=b"es256", sign_cert=open(chain, "rb").read(), private_key=open(key, "rb").read(), ta_url=None
)
builder = Builder(json.dumps(manifest))
if len(sys.argv) > 6:
    builder.set_no_embed()
    builder.set_remote_url(sys.argv[6])
with open(source, "rb") as before, open(target, "w+b") as after:
    builder.sign(Signer.from_info(info), kind, before, after)
