# liens: French press articles in, spreadsheet tables out. `make` alone lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
GOLD ?= tests/gold
OUT ?= outputs

.DEFAULT_GOAL := help
.PHONY: help install run file test check format evaluate train bench clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 14

install: $(READY) ## Make .venv with everything, versions and hashes pinned

$(READY): pyproject.toml .ci/constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "liens needs Python 3.11 or newer; name one with PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r .ci/constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: install ## Read corpus/ into outputs/ and show a summary
	$(BIN)/liens batch corpus --out $(OUT) --force

file: install ## Show one article: make file FILE=article.txt
	@test -n "$(FILE)" || { echo "Name an article: make file FILE=corpus/000_b1ecb553e4430e3b.txt"; exit 2; }
	$(BIN)/liens extract "$(FILE)"

test: install ## Run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install ## Lint, format check, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: run ## Score the run against gold: make evaluate GOLD=folder
	$(BIN)/liens evaluate $(OUT) $(GOLD)

train: install ## Make the entity head again: make train DATA=articles.jsonl
	@test -n "$(DATA)" || { echo "Name the annotated articles: make train DATA=articles.jsonl"; exit 2; }
	$(BIN)/python -m pipeline.train "$(DATA)"

bench: install ## Measure speed and memory side by side: make bench DATA=articles.jsonl
	$(BIN)/python tests/bench/bench.py $(DATA)

clean: ## Remove .venv, caches and outputs
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .outputs.liens
	find $(OUT) -mindepth 1 -not -name .gitkeep -delete
	find . -name __pycache__ -type d -exec rm -rf {} +
