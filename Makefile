# `make` alone lists what there is. Everything runs in .venv, made from a lock by
# scripts/environment; everything the platform writes lands in var/.

.DEFAULT_GOAL := help
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
TEMPLATES := $(wildcard cms search network knowledge coalitions events)
ARGS ?=

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-26s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: environment-demo ## Start Schakel with the demo network on 127.0.0.1:8000
	@$(MANAGE) demo $(ARGS)

.PHONY: test
test: lint types suite ## Everything that must be right before a change lands

.PHONY: lint
lint: environment-dev ## Check style, templates, floors and missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --check $(TEMPLATES)
	$(BIN)/djlint --lint $(TEMPLATES)
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) makemigrations --check --dry-run

.PHONY: types
types: environment-dev ## Check the types
	$(BIN)/mypy

.PHONY: suite
suite: environment-dev ## Only the tests; ARGS="tests/search -x" narrows them down
	@DJANGO_SETTINGS_MODULE=cms.settings.test $(MANAGE) compile_catalogues
	$(BIN)/pytest -n 2 $(ARGS)

.PHONY: test-faults
test-faults: environment-dev ## What happens when a worker is killed, or a mail server is away for a day
	$(BIN)/pytest tests/faults -m fault -s $(ARGS)

# In a network of its own there is nothing but this machine, so a call to another host fails.
.PHONY: test-offline
test-offline: environment-dev ## Run some tests where there is no network (as root)
	unshare --net bash -c 'ip link set lo up && $(BIN)/pytest -q tests/network/test_offline.py $(ARGS)'

.PHONY: test-permissions
test-permissions: environment-dev ## Ask every role everything: the whole matrix of who may what
	$(BIN)/pytest -n 2 tests/permissions -m matrix $(ARGS)

.PHONY: test-permissions-control
test-permissions-control: environment-dev ## Take out each check of who may what: a cell of the matrix must fail
	$(BIN)/pytest tests/permissions/control.py $(ARGS)

.PHONY: format
format: environment-dev ## Put code and templates in their form
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .
	$(BIN)/djlint --quiet --reformat $(TEMPLATES)

.PHONY: messages
messages: environment-demo ## Collect the texts to translate (needs GNU gettext) and compile them
	@command -v xgettext >/dev/null || { echo 'Collecting texts needs GNU gettext: sudo apt-get install gettext'; exit 1; }
	@mkdir -p locale
	$(MANAGE) makemessages --locale nl --add-location file --no-wrap --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(MANAGE) compile_catalogues

# uv writes a lock for every platform without an address in it, which pip cannot; it is needed for
# nothing else, so it lives in a throw-away environment.
.PHONY: lock
lock: environment-demo ## Write both locks after a change in pyproject.toml (ARGS=--upgrade renews all)
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(BIN)/python -m venv "$$tools"; "$$tools/bin/pip" install --quiet --disable-pip-version-check uv; \
	compile() { "$$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate pyproject.toml $(ARGS) "$$@"; }; \
	compile -o requirements/demo.txt; \
	compile --group dev -o requirements/dev.txt

.PHONY: screenshots
screenshots: environment-dev ## Take pictures of every page type, phone and desktop, into screenshots/
	@$(BIN)/python -m tests.browser.screenshots

.PHONY: bench
bench: environment-dev ## Measure search, indexing and pages; the table also lands in bench/results/
	@$(BIN)/python -m bench $(ARGS)

.PHONY: reset
reset: ## Throw away the demo's database, index and uploads (var/)
	rm -rf var

.PHONY: clean
clean: ## Throw away the environment and caches; what is in var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis screenshots bench/results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -not -path './var/*' -delete

.PHONY: environment-demo environment-dev
environment-demo environment-dev: environment-%:
	@scripts/environment $*
