# make demo    codes examples/ into build/demo.duckdb, shows what was found, and says how to open it in a browser
# make test    lint, types and tests: what .ci/run runs
# make lint    ruff and pyright only          make format  let ruff rewrite
# make bench   words a second beside spaCy's own pass; NEWS=file.jsonl
# make train   installs what training takes (torch), then trains into build/coder; SHARED=folder of annotated texts
# make screenshots  every page of the workbench into build/pictures; OPTIONS=--docs: those of the docs, into docs/pictures
# make lock    resolves pyproject.toml anew into the lock files
# make clean   removes what was built; the environment too: make distclean

PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON)),)
PYTHON := python3
endif
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install -qq --disable-pip-version-check
DEMO   := build/demo.duckdb
SHARED ?= ../shared
NEWS   ?= $(SHARED)/news/guardian.jsonl
TRAIN  ?= --claims $(SHARED)/claims/train --claims build/corpus.jsonl --attributions $(SHARED)/polnear/train.jsonl \
          --pairs $(SHARED)/plv/dev.jsonl --held-out corpus/heldout.json --out build/coder
JOBS   ?= 2

.PHONY: demo test lint format bench train screenshots lock clean distclean
.DELETE_ON_ERROR:

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# Each stamp is newer than what it was installed from, so that a changed lock file installs again.
$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "installing sayso into $(VENV) (a minute or two the first time)"
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "installing what the tests take into $(VENV)"
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/.train: $(VENV)/.runtime requirements-train.lock
	@echo "installing what training takes (torch) into $(VENV)"
	@$(PIP) -r requirements-train.lock
	@touch $@

demo: $(VENV)/.runtime
	@mkdir -p build && rm -f $(DEMO) $(DEMO).wal
	$(BIN)/sayso code examples --db $(DEMO)
	$(BIN)/sayso show wire-summit --db $(DEMO)
	$(BIN)/sayso claims --actor PRK --with RUS --db $(DEMO)
	$(BIN)/sayso settle --db $(DEMO)
	$(BIN)/sayso events --actor PRK --with RUS --min-origins 2 --db $(DEMO)
	$(BIN)/sayso summary --db $(DEMO)
	@echo; echo "The workbench on it, in a browser:  $(BIN)/sayso serve --db $(DEMO) --open"

test: lint
	$(BIN)/python -m pytest -n $(JOBS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.runtime
	$(BIN)/python benchmarks/speed.py $(NEWS)

train: $(VENV)/.train
	@mkdir -p build
	$(BIN)/sayso corpus join corpus --texts $(SHARED) --out build/corpus.jsonl
	$(BIN)/sayso train $(TRAIN)

screenshots: $(VENV)/.dev
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }
	$(BIN)/python tools/screenshots.py $(OPTIONS)

lock: $(VENV)/bin/python
	$(BIN)/python tools/lock.py

clean:
	rm -rf build dist .pytest_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
