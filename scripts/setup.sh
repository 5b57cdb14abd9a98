#!/usr/bin/env bash
# Installs what is missing on a Debian-like machine and says what it does.
#   setup.sh run    what the program needs: a C compiler for the bundled SQLite, ffmpeg, heif-convert
#   setup.sh test   the same, and what the tests need besides: openssl, python3, chromium, the judges of judges.txt
#   setup.sh judges the same, and what `make judges` needs besides: node, ReplayWeb.page, c2pa-python
set -euo pipefail
cd "$(dirname "$0")/.."

want=${1:-run}
packages=()
need() { # need COMMAND PACKAGE WHY
    if command -v "$1" >/dev/null 2>&1; then return; fi
    echo "   missing: $1 ($3); will install the package $2"
    packages+=("$2")
}

echo "== looking for what is needed"
if ! command -v cargo >/dev/null 2>&1; then
    echo "No Rust toolchain found. Install Rust 1.95 or newer (rustup.rs or your distribution), then run this again." >&2
    exit 1
fi
need cc build-essential "compiles the bundled SQLite"
need ffmpeg ffmpeg "opens video and sound"
need heif-convert libheif-examples "opens HEIC and AVIF photos"
if [ "$want" != run ]; then
    need python3 python3 "an independent reader of our proofs"
    need openssl openssl "a second judge of signatures"
    need sha256sum coreutils "a second judge of hashes"
    need chromium chromium "looks at the report as a person would"
    need ssh-keygen openssh-client "a judge of signatures by persons"
    need minisign minisign "a second judge of signatures by persons"
    need age age "encrypts a bundle on its way"
    need exiftool libimage-exiftool-perl "a judge of metadata"
    if ! python3 -c 'import ensurepip' >/dev/null 2>&1; then
        echo "   missing: python3-venv (a folder of their own for the judges); will install it"
        packages+=(python3-venv)
    fi
fi
if [ "$want" = judges ]; then
    need node nodejs "drives the browser that replays web archives"
    need npm npm "fetches the player of web archives"
fi

# The judges that come from the Python package index: in a folder beside the build, anew when their list changes.
install_from_pypi() { # install_from_pypi LIST FOLDER
    if cmp -s "$1" "$2/installed.txt"; then return; fi
    echo "== installing the judges of $1 into $2"
    python3 -m venv "$2"
    "$2/bin/python3" -m pip install --quiet --disable-pip-version-check -r "$1"
    cp "$1" "$2/installed.txt"
}

# The judges that come from npm: unpacked as they are, without what they ask for and without running anything of theirs.
install_from_npm() { # install_from_npm LIST FOLDER
    if cmp -s "$1" "$2/installed.txt"; then return; fi
    echo "== installing the judges of $1 into $2 (ReplayWeb.page is under the AGPL: for tests only, never part of what we ship)"
    rm -rf "$2"
    mkdir -p "$2"
    grep -v '^#' "$1" | while read -r name version; do
        packed=$(cd "$2" && npm pack --silent "$name@$version")
        mkdir "$2/$name"
        tar -xzf "$2/$packed" -C "$2/$name" --strip-components=1
        rm "$2/$packed"
    done
    cp "$1" "$2/installed.txt"
}

install_judges() {
    if [ "$want" = run ]; then return; fi
    judges=${CARGO_TARGET_DIR:-target}/judges
    install_from_pypi scripts/judges.txt "$judges"
    if [ "$want" = judges ]; then
        install_from_pypi scripts/judges-c2pa.txt "$judges/c2pa"
        install_from_pypi scripts/judges-api.txt "$judges/api"
        install_from_npm scripts/judges-npm.txt "$judges/replay"
    fi
}

if [ ${#packages[@]} -eq 0 ]; then
    echo "   nothing is missing"
    install_judges
    exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "This machine has no apt-get. Install by hand: ${packages[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "== installing: ${packages[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
echo "   installed"
install_judges
