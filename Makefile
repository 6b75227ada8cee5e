# make check   set up, check the sample articles, write reports/seeds.md
# make test    set up, check the style and the types, run the tests
# make help    the other targets
#
# VENV=DIR puts the environment elsewhere; PYTHON=python3.12 makes it with another Python.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
SOURCES := factcheck tests $(wildcard benchmarks scripts fuzz)

.DEFAULT_GOAL := help
.PHONY: help setup check test format eval accuracy bench fuzz wheel clean

help:
	@echo 'make setup   an environment in $(VENV), from the locked versions'
	@echo 'make check   check the articles in seeds/, write reports/seeds.md'
	@echo 'make test    style, types and tests'
	@echo 'make format  put every file in the style that `make test` asks for'
	@echo 'make eval    measure against the gold: what is found, what is missed, what is a false alarm'
	@echo 'make accuracy  write the figures of docs/accuracy.md anew'
	@echo 'make bench   measure speed'
	@echo 'make fuzz    look for inputs that make a reader fail (SECONDS=60 for each)'
	@echo 'make wheel   build the wheel and the source archive into dist/'
	@echo 'make clean   remove what was built; the environment stays'

setup: $(STAMP)

# The stamp is newer than the lock as long as the environment holds what the lock says.
$(STAMP): requirements.lock requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'factcheck needs Python 3.11 or later; try make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo 'This Python cannot make environments. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv "$(VENV)"
	"$(BIN)/python" -m pip install --disable-pip-version-check --quiet -r requirements-dev.lock
	"$(BIN)/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch "$@"

check: setup
	"$(BIN)/factcheck" check seeds --report reports/seeds.md --exit-zero

test: setup
	"$(BIN)/ruff" format --check $(SOURCES)
	"$(BIN)/ruff" check $(SOURCES)
	"$(BIN)/mypy" --strict factcheck
	"$(BIN)/python" -m pytest

format: setup
	"$(BIN)/ruff" format $(SOURCES)
	"$(BIN)/ruff" check --fix $(SOURCES)

eval: setup
	"$(BIN)/python" -m tests.evaluate

accuracy: setup
	"$(BIN)/python" -m tests.accuracy

bench: setup
	"$(BIN)/python" -m benchmarks

# Seconds for each reader; atheris is not among the locked tools, since only this target needs it.
SECONDS ?= 60
READERS := text markdown html json jsonl xml mail word
fuzz: setup
	"$(BIN)/python" -m pip install --disable-pip-version-check --quiet 'atheris>=3,<4'
	@for reader in $(READERS); do mkdir -p ".fuzz/$$reader" && \
	  "$(BIN)/python" fuzz/fuzz_read.py $$reader -max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=1500 \
	    -artifact_prefix=".fuzz/$$reader-" ".fuzz/$$reader" "fuzz/corpus/$$reader" || exit 1; done

wheel: setup
	"$(BIN)/python" -m build --no-isolation --outdir dist .

clean:
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
