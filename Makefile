# The two commands of this project are `make run` and `make test`; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-heavy test-all heavy-tools docs bench lint lock clean

help:
	@echo "make run    set up, and turn seeds/ into an event table in data/"
	@echo "make test   set up, and run the tests"
	@echo "make test-all     the slow tests too: browser, LibreOffice, Spark"
	@echo "make heavy-tools  what those need, from Debian's packages"
	@echo "make docs   build the documentation into build/site"
	@echo "make bench  time a run against bare spaCy"
	@echo "make lint   ruff, mypy and the import contracts"
	@echo "make lock   pin the dependencies again, after pyproject.toml has changed"
	@echo "make clean  remove the environment and data/"

# The stamps hold the set-up: it is done again only when the pins or the project change.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Readout needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	$(BIN)/readout run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -m "not heavy"

# Elsewhere than on Debian install Chromium, LibreOffice Calc and a Java runtime by hand.
heavy-tools:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	  chromium libreoffice-calc-nogui openjdk-17-jre-headless

$(VENV)/.heavy: requirements-heavy.txt $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-heavy.txt
	@touch $@

test-heavy: $(VENV)/.heavy
	$(BIN)/python -m pytest -m heavy $(PYTEST_FLAGS)

test-all: test test-heavy

docs: $(VENV)/.heavy
	$(BIN)/python -m mkdocs build

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/speed.py

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group build --extra web --extra remote pyproject.toml -o requirements.txt
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group build --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --group build --group dev --group heavy pyproject.toml -c requirements-dev.txt -o requirements-heavy.txt

clean:
	rm -rf $(VENV) build dist
	find data -mindepth 1 ! -name README.md -delete
