#!/usr/bin/env bash
# Runs fuzz targets one after the other: fuzz.sh SECONDS TARGET…
# Stops at the first that finds something; the input that did it lies in fuzz/artifacts/TARGET then.
set -euo pipefail
seconds=$1
shift
cd "$(dirname "$0")/.."

if ! cargo fuzz --version >/dev/null 2>&1; then
    echo "== installing cargo-fuzz"
    cargo install --locked cargo-fuzz
fi

# The sanitizers need a nightly compiler and look for faults of unsafe code, of which we have none. Debug assertions and
# overflow checks are on in the profile of fuzz/Cargo.toml. cargo-fuzz is made for nightly; the variable is for it alone.
export RUSTC_BOOTSTRAP=1
cargo fuzz build --sanitizer none

longest() {
    case $1 in
    statements | text_matches | origins) echo 8192 ;;
    bundle | log_files | notes | tables | timestamp) echo 16384 ;;
    *) echo 65536 ;;
    esac
}

for target in "$@"; do
    echo "== $target, $seconds s"
    mkdir -p "fuzz/corpus/$target"
    nice -n 19 cargo fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -max_len="$(longest "$target")" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
done
