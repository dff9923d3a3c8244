# make run: the wire and its site at http://127.0.0.1:8000/     make test: every check
SHELL := /bin/sh
VENV  := .venv
BIN   := $(VENV)/bin
SITE  := site
PORT  := 8000
SECONDS := 60
STRICT := --strict
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] <= (3,13))' 2>/dev/null \
	&& { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

# Two more than there are cores: tests wait for each other's servers and browsers much of the time.
WORKERS := $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n + 2)))
# Tests of the flow that run a second time, with the tables on a PostgreSQL server; any others may be named.
ON_POSTGRES := tests/test_wire_changes.py tests/test_stories_wire.py

.PHONY: run test check wheel messages audit sbom fuzz clean

run: $(VENV)/run.stamp
	@test -f $(SITE)/dragoman.toml || $(BIN)/dragoman init $(SITE) --title "The Porto Velame Interpreter" --sample --address http://127.0.0.1:$(PORT)
	@$(BIN)/dragoman run --site $(SITE) --port $(PORT)

test: $(VENV)/test.stamp
	@echo "ruff, mypy, pytest"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not timed"
	@$(BIN)/python -m pytest -m timed
	@DRAGOMAN_TEST_POSTGRES=1 $(BIN)/python -m pytest -n auto --dist loadfile $(ON_POSTGRES)

check: test

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Dragoman needs Python 3.11, 3.12 or 3.13; install one and run make again." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) has no venv module; install it (Debian: apt install python3-venv) and run make again." >&2; exit 1; }

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Dragoman"
	@$(PIP) install -c constraints.txt -e . || { echo "The packages could not be installed; look at pip's message above and run make again." >&2; exit 1; }
	@touch $@

$(VENV)/test.stamp: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Dragoman and what its tests need"
	@$(PIP) install -c constraints.txt -e '.[dev]' || { echo "The packages could not be installed; look at pip's message above and run make again." >&2; exit 1; }
	@touch $@ $(VENV)/run.stamp

wheel: $(VENV)/test.stamp
	@$(BIN)/python -m hatchling build -t wheel -d dist

# The console's words for translators, and as it reads them: after a word of it has changed. Needs GNU gettext.
messages: $(VENV)/test.stamp
	@cd dragoman/console && $(abspath $(BIN))/django-admin makemessages -l es -l pt --no-location --no-obsolete --no-wrap
	@cd dragoman/console && $(abspath $(BIN))/django-admin compilemessages

# Known holes in what Dragoman needs (asks PyPI; with an empty STRICT, what it can't be asked about is no failure), the
# list of all that is in it, and bytes that break what reads them.
audit: $(VENV)/care.stamp
	@$(BIN)/pip-audit $(STRICT) -r constraints.txt --no-deps --disable-pip --progress-spinner off

sbom: $(VENV)/care.stamp
	@mkdir -p dist && $(BIN)/cyclonedx-py requirements constraints.txt --pyproject pyproject.toml --of JSON -o dist/sbom.json

fuzz: $(VENV)/care.stamp
	@for target in feed page answer; do $(BIN)/python fuzz/run.py $$target -max_total_time=$(SECONDS) || exit 1; done

$(VENV)/care.stamp: $(VENV)/test.stamp
	@$(PIP) install -c constraints.txt -e '.[care]'
	@touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
