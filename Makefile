# Needs python3 (3.11 or newer) with a package index; PIP_ARGS adds options to pip, such as an index of CPU-only torch builds.
PYTHON   ?= python3
PIP_ARGS ?=
BIN      := .venv/bin
ARGS     ?=

.PHONY: run test check bench bench-text

run: .venv/.installed ; $(BIN)/crm-assistant serve --demo $(ARGS)
test: .venv/.installed-dev check ; $(BIN)/python -m pytest $(ARGS)
check: .venv/.installed-dev ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
bench: .venv/.installed-dev ; $(BIN)/python -m benchmarks $(ARGS)
bench-text: .venv/.installed-dev ; $(BIN)/python -m benchmarks.text

.venv/bin/python: ; $(PYTHON) -m venv .venv
.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) -c constraints.txt -e . && touch $@
.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) -c constraints.txt -e '.[dev]' && touch $@
