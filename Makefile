# The three doors: make run, make test, make package. Each sets itself up.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PINS := packaging/constraints.txt

.PHONY: run test test-long bench package trial clean

run: $(VENV)/.run
	@sh packaging/linux/run.sh $(BIN)/mgaid

test: $(VENV)/.test
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh packaging/linux/test.sh

# Longer than a person waits for: coverage, kills, a full disk, packages, a real screen.
test-long: $(VENV)/.test
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh packaging/linux/test.sh long

bench: $(VENV)/.test
	@$(BIN)/python -m tests.bench

package: $(VENV)/.test
	@$(BIN)/python packaging/build.py

# The frozen program and a bare machine to install it on, where there is one to be had.
SECONDS_LEFT ?= 900
trial: $(VENV)/.test
	@PYTHON=$(BIN)/python sh packaging/linux/trial.sh $(SECONDS_LEFT)

$(VENV)/.run: pyproject.toml $(PINS) packaging/linux/prepare.sh
	@sh packaging/linux/prepare.sh run
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (once) ..."
	@$(PIP) install -c $(PINS) -e .
	@touch $@

$(VENV)/.test: pyproject.toml $(PINS) packaging/linux/prepare.sh
	@sh packaging/linux/prepare.sh test
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up (once) ..."
	@$(PIP) install -c $(PINS) -e ".[dev]"
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
