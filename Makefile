# Two commands: `make demo` shows what Firsthand does, `make test` checks that it does it.
# Both install what is missing (Debian and Ubuntu) and say what they do.

SHELL := /bin/bash
DEMO_CASE ?= demo-case
# Which fuzz targets run (all of them), for how many seconds each.
FUZZ_TARGETS ?= $(notdir $(basename $(wildcard fuzz/targets/*.rs)))
FUZZ_SECONDS ?= 600

.PHONY: demo test judges fuzz lint setup setup-test setup-judges build

demo: setup build
	./target/release/firsthand demo $(DEMO_CASE)

build:
	@echo "== building the release binaries (about ten minutes on two cores the first time)"
	cargo build --release --locked -p firsthand -p verify

setup:
	@bash scripts/setup.sh run

setup-test:
	@bash scripts/setup.sh test

setup-judges:
	@bash scripts/setup.sh judges

test: setup-test lint
	@echo "== running all tests"
	@bash scripts/test.sh

lint:
	@echo "== checking layout, import rules, purity and style"
	cargo fmt --all --check
	cargo xtask tidy
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

judges: setup-judges
	@echo "== what takes long: a thousand kills of an addition (about ten minutes)"
	FIRSTHAND_KILL_ROUNDS=1000 cargo test --locked -p firsthand --test loses_nothing
	@echo "== what needs large programs of others: replay in ReplayWeb.page, content credentials (C2PA)"
	cargo clippy --locked --quiet -p firsthand -p extract --all-targets --features firsthand/judges,firsthand/c2pa -- -D warnings
	cargo test --locked -p firsthand --features judges,c2pa --test replay --test content_credentials --test desk_story
	@echo "== the browser parts in Chromium (about two minutes)"
	node web/test/run.mjs "$${CARGO_TARGET_DIR:-target}/judges/replay" "$$(command -v chromium)"

fuzz:
	@bash scripts/fuzz.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)
