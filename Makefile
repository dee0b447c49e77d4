# `make` alone lists what there is. Every target takes ARGS="…" for the command behind it.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet
UV ?= $(or $(shell command -v uv),build/uv/bin/uv)
# Tools that load the settings must not make a key for it.
WITHOUT_DATA := QIANMING_SECRET_KEY=unused QIANMING_DATA=build/nothing

.DEFAULT_GOAL := help
.PHONY: help run env test soak check fix docs evaluate-rules evaluate-documents bench mutants screenshots lock clean

help: ## list the targets
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(VENV)/.run ## serve everything on http://127.0.0.1:8460/ with demo accounts, data in var/
	@QIANMING_DEMO=1 exec $(BIN)/qianming serve --data var $(ARGS)

env: $(VENV)/.dev build/sdk2/.made ## make .venv with everything that working on the project needs

test: $(VENV)/.dev build/sdk2/.made ## run all tests, on PostgreSQL and on SQLite
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m tools.run_tests $(ARGS)

soak: $(VENV)/.dev ## the long failure runs: a hundred kills per database
	@$(BIN)/python -m tools.run_tests -m kill --soak $(ARGS)

check: $(VENV)/.dev ## style, layers and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet || { echo "Not formatted: make fix"; exit 1; }
	@$(BIN)/lint-imports --no-logo
	@$(WITHOUT_DATA) $(BIN)/mypy $(ARGS)

fix: $(VENV)/.dev ## mend style and formatting
	@$(BIN)/ruff check --fix --quiet --exit-zero
	@$(BIN)/ruff format

docs: $(VENV)/.dev build/sdk2/.made ## write the generated pages of docs/
	@$(WITHOUT_DATA) $(BIN)/python -m tools.settings_page $(ARGS)
	@$(WITHOUT_DATA) $(BIN)/python -m tools.rule_pages $(ARGS)
	@$(WITHOUT_DATA) $(BIN)/python -m tools.action_pages $(ARGS)
	@$(WITHOUT_DATA) $(BIN)/python -m tools.conformance_page $(ARGS)

evaluate-rules: $(VENV)/.dev ## measure the rules on real names; ARGS=FOLDER holds them
	@$(WITHOUT_DATA) $(BIN)/python -m tools.evaluate_rules $(ARGS)

evaluate-documents: $(VENV)/.dev ## measure the reading of documents on made-up pages
	@$(WITHOUT_DATA) $(BIN)/python -m tools.evaluate_documents $(ARGS)

bench: $(VENV)/.dev ## run all benchmarks
	@for file in bench/[a-z]*.py; do \
		test ! -e $$file || $(MAKE) --no-print-directory bench-$$(basename $$file .py) || exit 1; done

bench-%: $(VENV)/.dev ## run one benchmark
	@$(BIN)/python -m bench.$* $(ARGS)

mutants: $(VENV)/.dev ## mutation testing of core: at least 85 of 100 mutants must die
	@$(BIN)/python -m tools.mutants $(ARGS)

screenshots: $(VENV)/.dev ## take the console's pictures into docs/pictures/
	@$(BIN)/python -m tools.browser
	@mkdir -p docs/pictures
	@SCREENSHOTS=docs/pictures $(BIN)/python -m pytest -q -n 2 -m browser tests/console $(ARGS)

lock: $(UV) ## compile the lock files; ARGS=--upgrade takes newer releases
	@$(UV) pip compile $(LOCK) $(ARGS) -o requirements/run.lock
	@$(UV) pip compile $(LOCK) $(ARGS) --all-extras --group test --group check -c requirements/run.lock -o requirements/dev.lock
	@$(UV) pip compile $(filter-out pyproject.toml --group build,$(LOCK)) requirements/sdk2.in $(ARGS) -o requirements/sdk2.lock

clean: ## remove what was built; the data in var/ stays
	rm -rf $(VENV) build mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

LOCK := --quiet --universal --generate-hashes --no-header --no-annotate -p 3.11 pyproject.toml --group build

build/uv/bin/uv: $(VENV)/.made
	@$(BIN)/python -m venv build/uv && build/uv/bin/python -m pip install --quiet uv

# The environment: each step leaves a stamp, so that the second time costs nothing.

$(VENV)/.made: tools/make_venv.py
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/make_venv.py $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.lock pyproject.toml
	@echo "Installing what the service needs into $(VENV); the first time takes a minute."
	@$(PIP) --require-hashes -r requirements/run.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.lock
	@echo "Installing what tests and checks need into $(VENV)."
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@

# The vendor's SDK of the second generation has dependencies of its own: a folder beside the environment.
build/sdk2/.made: $(VENV)/.dev requirements/sdk2.lock
	@rm -rf build/sdk2
	@$(PIP) --require-hashes -r requirements/sdk2.lock --target build/sdk2
	@touch $@
