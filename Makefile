# Everything starts here. `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export UV_PYTHON_DOWNLOADS := never

.PHONY: help demo test-fast test campaign bench fmt docs lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

$(READY): requirements/dev.txt requirements/uv.txt pyproject.toml
	@echo "setting up .venv (the first time takes a minute)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -q --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync -q --python $(BIN)/python requirements/dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## set everything up, start three linked sites and play a round (ARGS=--exit)
	@$(BIN)/lianxun scenario demo $(ARGS)

test-fast: $(READY) ## format, lint, types, contracts and the pure tests (under 20 s)
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -n 2 -m "not postgres and not kafka and not journey and not slow"

test: $(READY) ## everything that must hold: what CI runs
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -n 2 --dist loadscope

campaign: $(READY) ## long runs: the property tests with many new examples (TIMES=40)
	@LIANXUN_CAMPAIGN_TIMES=$(or $(TIMES),40) $(BIN)/pytest -q tests/store/test_one_story.py \
		tests/services/test_any_sequence.py tests/projections

bench: $(READY) ## measure; one table (never part of the tests)
	@$(BIN)/python -m bench

fmt: $(READY) ## format and fix what can be fixed
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check -q --fix .

docs: $(READY) ## regenerate the generated reference and check every link and snippet
	@$(BIN)/lianxun contracts export docs/reference
	@$(BIN)/pytest -q tests/docs

lock: $(READY) ## lock the dependencies with hashes
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --extra local --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --extra local -o requirements/trial.txt
	@echo uv | $(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 - -o requirements/uv.txt

clean: ## remove the environment and all local servers' data
	@test ! -x $(BIN)/lianxun || $(BIN)/lianxun down || true
	@rm -rf .venv .lianxun
