//! What the recipient of a bundle reads first, and the commands by which anybody checks it without our program.

use evidence::bundle::VERIFY_PROOF_PY;

/// Where the scripts for the recipient stand.
pub const SCRIPTS: [(&str, &str); 2] = [
    ("data/verify/verify_bundle.py", include_str!("verify_bundle.py")),
    ("data/verify/verify_proof.py", VERIFY_PROOF_PY),
];

/// The README. `stamp_command` checks the newest trusted timestamp, if there is one; `n_left_out` things were left out.
pub fn readme(stamp_command: Option<&str>, n_left_out: usize, n_pages: usize) -> String {
    let mut text = BEGIN.to_owned();
    match stamp_command {
        Some(command) => text.push_str(&format!(
            "The newest trusted timestamp: the log's state at that time existed then (others lie beside it):\n\n  {command}\n\n"
        )),
        None => text.push_str("There is no trusted timestamp in this bundle: times are those of the makers' clock.\n\n"),
    }
    text.push_str(MIDDLE);
    if n_left_out > 0 {
        text.push_str(&format!(
            "{n_left_out} things were left out; data/left-out.jsonl says which, with the hash of each original. Sealed texts can be \
             opened later by the\nmakers, to you or to a court, and to no other text than the one that was logged.\n\n"
        ));
    }
    if n_pages > 0 {
        text.push_str(
            "Saved pages lie in data/wacz/. Open them in any WACZ player, with the network off; they may hold scripts of \
             others.\n\n",
        );
    }
    text.push_str(END);
    text
}

const BEGIN: &str = "\
This folder is an evidence bundle made by Firsthand, in the BagIt 1.0 format (RFC 8493).

Open data/report/index.html in any browser. It loads nothing from elsewhere.

To check it without any program of ours, run these here, above the folder data. They need sha256sum, openssl and python3.
Nothing was changed since the bundle was made:

  sha256sum --check --quiet manifest-sha256.txt
  sha256sum --check --quiet tagmanifest-sha256.txt

The list is signed by the case's key, no file is unlisted, every log entry is in the signed log, opened texts are those that
were sealed:

  python3 data/verify/verify_bundle.py

";

const MIDDLE: &str = "\
The free program firsthand-verify does all of this at once, lists every check by name, and says what the checks do not prove:

  firsthand-verify .

Ask whoever gave you the bundle to tell you the key in data/log/log.vkey by another way; a bundle with another key is another
bundle. If a person signed it, tagmanifest-sha256.txt.sig (ssh-keygen -Y verify) or .minisig (minisign -V) lies here.

";

const END: &str = "\
What these checks do not prove: that anything shown here happened, who made a recording, when it was made, or that what the
makers were told is so. They prove that the bytes are those that were logged, and that nobody changed them since.
";
