#!/usr/bin/env bash
# Runs every test, with cargo-nextest where it is installed and with cargo test where it is not.
set -euo pipefail
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --locked --no-fail-fast
else
    cargo test --workspace --locked --no-fail-fast
fi
