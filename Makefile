# Two commands do everything, set-up included: `make run` and `make test`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DATA   := $(or $(SURVEYAPP_DATA),var)
CHROME := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
OFFICE := $(shell command -v soffice || command -v libreoffice)
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes
# Debian keeps a part of the venv module in a package of its own; the system's pip can stand in for it.
VENV_BY_PIP := { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
LOCK   := uv pip compile --quiet --python-version 3.11 --only-binary :all: --no-emit-index-url --generate-hashes \
          --annotation-style line --custom-compile-command 'make lock'
CATALOG := translations/es/LC_MESSAGES/messages
KEYWORDS := --keyword lazy_gettext --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 --keyword _l --keyword _ln:1,2
UPDATE_CATALOG = $(BIN)/pybabel --quiet update --input-file build/messages.pot --output-file $(CATALOG).po --locale es \
                 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 100

unexport PYTHONDONTWRITEBYTECODE  # modules stay compiled: a start takes half as long

.PHONY: run test demo-reset bench soak check-documents lint format translations migration browser office lock clean

# ── The environment ──────────────────────────────────────────────────────────────────────────────────────────────

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(VENV_BY_PIP) || { rm -rf $(VENV); \
	  echo "No virtual environment could be made. On Debian: sudo apt-get install python3-venv, then make again."; exit 1; }
	@touch $@

$(VENV)/.run: requirements.txt pyproject.toml $(VENV)/.made
	@echo "Installing what the product needs to run…"
	@$(PIP) -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@echo "Installing what the tests need…"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(CATALOG).mo: $(CATALOG).po $(VENV)/.run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale es

# What every page loads, also compressed: on a slow line a page takes a third of the time.
build/static: $(wildcard surveyapp/web/static/*.css surveyapp/web/static/*.js surveyapp/web/static/*.svg) $(VENV)/.run
	@mkdir -p build
	@$(BIN)/python -m whitenoise.compress --quiet surveyapp/web/static br gz
	@touch $@

# ── Running ──────────────────────────────────────────────────────────────────────────────────────────────────────

# The demonstration is built beside its place and moved there when it is whole: a half-built one is never served.
define build_demonstration
	rm -rf $(DATA).building
	SURVEYAPP_DATA=$(DATA).building $(BIN)/surveyapp demo
	touch $(DATA).building/demonstration
	rm -rf $(DATA)
	mv $(DATA).building $(DATA)
endef

run: $(VENV)/.run $(CATALOG).mo build/static
ifndef DATABASE_URL
	@[ -e $(DATA)/surveyapp.db ] || $(MAKE) --no-print-directory .demonstration
endif
	@SURVEYAPP_DATA=$(DATA) exec $(BIN)/surveyapp serve --upgrade

.PHONY: .demonstration
.demonstration:
	@echo "Building the demonstration (once)…"
	@$(build_demonstration)

demo-reset: $(VENV)/.run $(CATALOG).mo build/static
ifdef DATABASE_URL
	@echo "DATABASE_URL is set: the demonstration is only ever reset in a data folder of its own. Nothing was done."
	@exit 2
else
	@[ "$(DATA)" = var ] || [ -e "$(DATA)/demonstration" ] || { \
	  echo "$(DATA) does not say that it holds a demonstration (no file named 'demonstration'). Nothing was done."; exit 2; }
	@$(MAKE) --no-print-directory .demonstration
endif

# ── Checking ─────────────────────────────────────────────────────────────────────────────────────────────────────

test: $(VENV)/.test $(CATALOG).mo build/static browser office
	@$(MAKE) --no-print-directory --jobs=2 lint
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -rsR

browser:
ifeq ($(CHROME),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium (once)…"; \
	  apt-get -qq -o DPkg::Lock::Timeout=600 update && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends \
	    chromium >/dev/null || \
	  echo "NOTE: Chromium could not be installed: the tests in a browser will be skipped."; \
	else \
	  echo "NOTE: no Chromium here: the tests in a browser will be skipped. Install it: sudo apt-get install chromium"; \
	fi
endif

# A second program that opens the workbooks, as the states do.
office:
ifeq ($(OFFICE),)
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing LibreOffice Calc (once)…"; \
	  apt-get -qq -o DPkg::Lock::Timeout=600 update && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends \
	    libreoffice-calc-nogui >/dev/null || \
	  echo "NOTE: LibreOffice could not be installed: the tests that need it will be skipped."; \
	else \
	  echo "NOTE: no LibreOffice here: the tests that need it will be skipped. Install it: sudo apt-get install libreoffice-calc-nogui"; \
	fi
endif

lint: .types .style

.PHONY: .types .style
.types: $(VENV)/.test
	@$(BIN)/mypy

.style: $(VENV)/.test build/messages.pot
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Not formatted: run 'make format'."; exit 1; }
	@$(BIN)/djlint --quiet --lint surveyapp/web/templates
	@$(BIN)/deptry --no-ansi .
	@$(UPDATE_CATALOG) --check || { echo "Wording has changed: run 'make translations', then write its Spanish."; exit 1; }

format: $(VENV)/.test
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/.test $(CATALOG).mo build/static
	@$(BIN)/python -m tests.bench

soak: $(VENV)/.test $(CATALOG).mo build/static
	@$(BIN)/python -m tests.soak

check-documents: $(VENV)/.test $(CATALOG).mo
	@$(BIN)/python -m tests.check_documents

# ── Keeping ──────────────────────────────────────────────────────────────────────────────────────────────────────

# File names without lines: a catalog changes when its wording does, not when code moves.
.PHONY: build/messages.pot
build/messages.pot: $(VENV)/.run
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping-file babel.cfg $(KEYWORDS) --add-location file --sort-output \
	  --width 100 --project surveyapp --version 1 --copyright-holder "The surveyapp authors" \
	  --output-file $@ surveyapp

translations: build/messages.pot
	@$(UPDATE_CATALOG)
	@$(MAKE) --no-print-directory $(CATALOG).mo

migration: $(VENV)/.test
	@[ -n "$(SAYS)" ] || { echo 'Say what it does: make migration SAYS="A letter remembers who approved it"'; exit 2; }
	@SAYS="$(SAYS)" $(BIN)/python -c 'import os; from surveyapp.store import migrating; migrating.add(os.environ["SAYS"])'
	@$(BIN)/ruff format --quiet migrations

lock:
	@command -v uv >/dev/null || { echo "uv is needed to lock the requirements: pip install uv"; exit 1; }
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(CATALOG).mo surveyapp/web/static/*.br surveyapp/web/static/*.gz
