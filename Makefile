# The commands of podquote. `make` lists them. Everything below sets itself up first, once; offline after that.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_SET := $(VENV)/.run-set
TEST_SET := $(VENV)/.test-set
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: help setup run check test bench torture pictures docs gallery lock clean

help: ## list these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUN_SET) ## only set up: .venv, the locked dependencies, podquote itself

run: $(RUN_SET) ## run every door that is configured; with none, the web page
	@exec $(BIN)/podquote run

check: $(TEST_SET) ## what every commit passes: lint, types, import rules, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n 2 -m "not slow" -p no:cacheprovider

test: $(TEST_SET) ## everything: check's rules, all tests, coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 -m "not slow" --cov --cov-report=term
	$(BIN)/python -m pytest -n 2 -m slow

bench: $(TEST_SET) ## measure what the docs claim, as ratios within one run
	$(BIN)/python -m tests.bench

torture: $(TEST_SET) ## kill, freeze and fail the daily post, and count (three quarters of an hour)
	$(BIN)/python -m tests.torture

pictures: $(TEST_SET) ## make the README's pictures anew from the real code (needs Chromium)
	$(BIN)/python -m tests.pictures

gallery: $(TEST_SET) ## draw the quote's picture for words of many kinds into docs/pictures/quotes
	$(BIN)/python -m tests.pictures.gallery

docs: $(TEST_SET) ## make the page of all commands anew from the commands themselves
	$(BIN)/python -m tests.docs

lock: $(TEST_SET) ## make the lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --group build --custom-compile-command "make lock" -o requirements/run.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --group test --custom-compile-command "make lock" -c requirements/run.txt -o requirements/test.txt

clean: ## remove the virtual environment and caches, not the database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "podquote needs Python 3.11 or newer, and there is no $(PYTHON) here; try: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "podquote needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1 | cut -d" " -f2); try: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up: a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_SET): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Setting up: the locked dependencies, checked by their hashes (once; half a minute to two)"
	@$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) install --no-build-isolation --no-deps --no-index -e .
	@touch $@

$(TEST_SET): requirements/test.txt $(RUN_SET)
	@echo "Setting up: the test tools"
	@$(PIP) install --require-hashes --no-deps -r requirements/test.txt
	@touch $@
