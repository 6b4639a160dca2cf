# Two commands are enough: `make run` and `make test`. Both need only Python 3.11+, make and git.
.DEFAULT_GOAL := help
.PHONY: help run test check bench lock messages clean

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
export PORT
WORKERS ?= 2
TESTS  ?= tests

help: ## what there is to make
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is %d.%d" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/run.stamp ## the site on this machine: database, real listings, server; PORT=8000, DATA_DIR=var
	@$(BIN)/python -m beratung.serve

test: $(VENV)/dev.stamp ## all tests, on two cores, in random order; TESTS=tests/search for a part
	@$(BIN)/python manage.py catalogues
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

check: $(VENV)/dev.stamp ## lint, types, import layers, templates, migrations, catalogues, deployment
	@sh .ci/check $(BIN)

bench: $(VENV)/dev.stamp ## how fast the search is, as ratios in one run
	@$(BIN)/python -m tests.bench

lock: $(VENV)/dev.stamp ## pin the dependencies of pyproject.toml anew, with hashes
	@$(BIN)/pip install --quiet pip-tools
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe --output-file requirements.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile -q --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

messages: $(VENV)/dev.stamp ## merge new messages into the catalogues
	@$(BIN)/python manage.py catalogues --update

clean: ## remove the environment; the data in var/ stays
	rm -rf $(VENV)
