VENV := .venv
PYTHON := $(VENV)/bin/python

.PHONY: run test coverage lint bench demo clean lock

run: $(VENV)/ready ## everything a newcomer needs, then the service on 127.0.0.1:8000
	$(VENV)/bin/shanhai serve

test: lint ## lint, types, import contracts, all tests
	$(PYTHON) -m pytest -n 4 --dist worksteal

coverage: $(VENV)/ready ## the same tests, and what of the code they run; takes twice as long
	$(PYTHON) -m pytest -n 4 --dist worksteal --cov --cov-report=term

lint: $(VENV)/ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/ready ## figures against the budgets, printed
	$(PYTHON) -m tests.bench

demo: $(VENV)/ready ## sample needs and offers, to look around
	$(VENV)/bin/shanhai demo

lock: ## pin the dependency tree again
	uv pip compile pyproject.toml --all-extras --group test --group lint --group train --group build --generate-hashes --no-strip-extras --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(VENV)/ready: requirements.lock pyproject.toml
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
