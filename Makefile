# Everything that CI runs, and nothing else to know. Works with GNU make 3.81 (macOS) and newer.

ifndef PYTHON
PYTHON := $(shell for p in python3.12 python3.11 python3.14 python3.13 python3; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && { command -v "$$p"; break; }; done)
endif
BIN := .venv/bin
DATA ?=

.DEFAULT_GOAL := help
.PHONY: help run up test lint docs bench bench-feeds bench-schedule bench-poll bench-clean train-cleaning bench-residue bench-duplicates bench-index bench-filing bench-stories lock clean

help: ## List the targets.
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1  \2/p' Makefile | awk '{ printf "  %s %-18s", $$1, $$2; $$1 = $$2 = ""; print }'

run: .venv/ready ## Ingest the demo newsroom, offline; or your feeds: make run FEEDS="URL FILE ..."
ifeq ($(strip $(FEEDS)),)
	@$(BIN)/wirecopy demo $(if $(DATA),--data $(DATA))
else
	@$(BIN)/wirecopy ingest $(FEEDS) $(if $(DATA),--data $(DATA))
endif

up: .venv/ready ## Start the whole stack on this machine; the dashboard is on http://127.0.0.1:8080
	@$(BIN)/wirecopy up $(if $(DATA),--data $(DATA))

# The long tests of whole processes come first, so that no core is left with one of them at the end.
test: .venv/ready-dev ## Set everything up and run all tests.
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/ready-dev ## Style, formatting, types, import rules, docs.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(MAKE) docs

docs: .venv/ready-dev ## Check that the docs and the program say the same.
	$(BIN)/python -m pytest -q tests/unit/docs

bench: bench-feeds bench-schedule bench-poll bench-clean bench-residue bench-duplicates bench-index bench-filing bench-stories ## All benchmarks, each beside its peers.

bench-feeds: .venv/ready-dev ## Feed parsing beside feedparser and fastfeedparser.
	$(BIN)/python -m bench.feeds

bench-schedule: .venv/ready-dev ## News per request, beside fixed intervals, Miniflux's schedule and AIMD.
	$(BIN)/python -m bench.schedule

bench-poll: .venv/ready-dev ## What a poll costs with 1,000 to 100,000 feeds, beside a bare HTTP client.
	$(BIN)/python -m bench.poll

bench-clean: .venv/ready-bench ## Cleaning beside trafilatura, readability-lxml, resiliparse, newspaper4k and jusText.
	$(BIN)/python -m bench.cleaning

train-cleaning: .venv/ready-train ## Make the model that tells a story from the rest of a page anew, from the corpora.
	$(BIN)/python -m bench.extractor.train

bench-residue: .venv/ready-dev ## Lines that are not the story, beside trafilatura and jusText.
	$(BIN)/python -m bench.residue

bench-duplicates: .venv/ready-dev ## Deduplication beside MinHash-LSH, rensa, SimHash and winnowing.
	$(BIN)/python -m bench.duplicates

bench-index: .venv/ready-dev ## Candidates out of a million articles, beside a primary key, GIN and datasketch.
	$(BIN)/python -m bench.index

bench-filing: .venv/ready-dev ## Articles filed per second by 1 to 8 workers, beside bare INSERTs.
	$(BIN)/python -m bench.filing

bench-stories: .venv/ready-dev ## Stories beside TF-IDF and BM25.
	$(BIN)/python -m bench.stories

lock: ## Resolve the dependencies anew (needs uv).
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 --extra flower --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 --extra flower --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## Remove the environment and all caches.
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# One way for both installers: the locked versions with their hashes, then wirecopy itself, without asking anyone.
define install
	@test -n "$(PYTHON)" || { echo "wirecopy needs Python 3.11 to 3.14 with venv (Debian: apt install python3-venv); \
	name one with make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "setting up .venv with $$($(PYTHON) --version) ($(1))" >&2
	@if command -v uv >/dev/null 2>&1; then \
		{ [ -x $(BIN)/python ] || uv venv -q --python "$(PYTHON)" .venv; } && \
		uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && \
		uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
		{ [ -x $(BIN)/pip ] || "$(PYTHON)" -m venv .venv; } && \
		$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r $(1) && \
		$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(2)
endef

# What a bench needs that would not fit, or would weigh on, the environment of the tests.
define install_more
	@if command -v uv >/dev/null 2>&1; then set -- uv pip install -q --python $(BIN)/python; \
	else set -- $(BIN)/pip install -q --disable-pip-version-check; fi; \
	"$$@" --no-deps --require-hashes -r $(1)
endef

.venv/ready: requirements.lock pyproject.toml
	$(call install,requirements.lock,$@)

.venv/ready-dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock,$@)
	@touch .venv/ready

.venv/ready-bench: .venv/ready-dev bench/cleaning/peers.lock
	$(call install_more,bench/cleaning/peers.lock)
	@touch $@

.venv/ready-train: .venv/ready-dev bench/extractor/catboost.lock
	$(call install_more,bench/extractor/catboost.lock)
	@touch $@
