# Everything a developer does here. "make help" lists it.
# Needs make and any Python from 3.11 on. "make test" finds or installs the programs it needs: tools/system_packages.py.

ifndef PYTHON
PYTHON := $(firstword $(foreach name,python3 python3.11 python3.12 python3.13 python3.14 python, \
            $(shell $(name) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null && echo $(name))))
endif
BIN     := .venv/bin
# Sentences of the procedures that nobody has looked at yet: a warning. Empty: a fault.
COVERAGE :=
CODE    := $(wildcard carerapp forms sync tests benchmarks tools)
COMPILE  = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
             --python-version 3.11 $(UPGRADE) pyproject.toml
PARALLEL := --numprocesses 4 --dist loadfile --no-loadscope-reorder
# A whole run takes a part of the long tests, the commit says which: tests/support/sampling.py. SAMPLE= takes all.
SAMPLE   = $(shell git rev-parse HEAD 2>/dev/null || echo 0)
SAMPLED  = $(if $(TESTS),,$(if $(SAMPLE),--sample $(SAMPLE)))
# The tests start hundreds of processes of our own: none is to translate our code again.
PYTEST   = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest
UV      := uv==0.13.9

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help python programs setup setup-app run desk phone phone-serve test coverage docs mutants check bench soak lock icons fonts languages

help:  ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and was not found (python3 --version)." >&2; exit 1; }

setup: python  ## .venv with everything for developing, at the locked versions
	@$(PYTHON) -m tools.setup dev

setup-app: python
	@$(PYTHON) -m tools.setup app

run: setup-app  ## open the app in the browser, with a training endpoint beside it: on this computer only
	@$(BIN)/python -m carerapp --training home

desk: setup-app  ## open the training endpoint's duty desk, while "make run" runs
	@$(BIN)/python -m carerapp --training desk --port 8551

programs: python
	@$(PYTHON) -m tools.system_packages

test: programs check  ## every check, then every test, four at a time (TESTS=tests/domain: only these)
	@$(PYTEST) $(PARALLEL) $(SAMPLED) $(TESTS)

coverage: programs setup  ## which lines and branches the tests run: build/coverage/html (TESTS=tests/domain)
	@$(PYTEST) $(PARALLEL) --cov --cov-report term --cov-report html $(TESTS)

docs: setup  ## the documentation as a site in dist/docs; a link to nowhere fails
	@$(BIN)/python -m tools.docs_site

mutants: setup  ## break the code in small ways; which breaks no test notices (DRAW=300: a fair draw of them)
ifdef DRAW
	$(BIN)/python -m tools.mutation $(DRAW)
else
	$(BIN)/mutmut run --max-children $(shell nproc 2>/dev/null || echo 2) $(MUTANTS)
	$(BIN)/mutmut results
	$(BIN)/mutmut export-cicd-stats && cat mutants/mutmut-cicd-stats.json
endif

phone: setup  ## build the app that a phone installs: static files in dist/phone (ENDPOINTS=https://…)
	@$(BIN)/python -m tools.phone build $(foreach origin,$(ENDPOINTS),--endpoint $(origin))

phone-serve: setup  ## serve dist/phone on this computer
	@$(BIN)/python -m tools.phone serve

check: setup  ## lint, types, who may import whom, docstrings, known weaknesses, forms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(CODE)
	$(BIN)/lint-imports --no-cache
	$(BIN)/interrogate --quiet carerapp forms sync tools || $(BIN)/interrogate -vv carerapp forms sync tools
	@$(BIN)/python -m tools.audit
	@echo "$(BIN)/python -m forms check"; mkdir -p build; \
	  $(BIN)/python -m forms check >build/forms-check.txt || { cat build/forms-check.txt; exit 1; }
	@echo "$(BIN)/python -m forms coverage $(COVERAGE)"; \
	  $(BIN)/python -m forms coverage $(COVERAGE) >build/forms-coverage.txt || { cat build/forms-coverage.txt; exit 1; }

bench: setup  ## side by side with peers: the store, the browser, and after make phone the phone's page
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.browser
	$(BIN)/python -m benchmarks.sync
	$(BIN)/python -m benchmarks.load
	$(if $(wildcard dist/phone/index.html),$(BIN)/python -m benchmarks.phone)

soak: setup  ## the long tests: kill the app at many random moments, walk it at random, tap every button thrice; every sampled test
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.journeys
	$(BIN)/python -m benchmarks.phone_kills
	$(BIN)/python -m benchmarks.restores
	$(BIN)/python -m benchmarks.failover
	$(BIN)/python -m benchmarks.walks
	$(BIN)/python -m benchmarks.walks --in-browser
	$(BIN)/python -m benchmarks.taps
	$(PYTEST) $(PARALLEL) -m "sampled or in_turn"

lock: setup  ## renew requirements/ after a change in pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	$(COMPILE) requirements/dev.in --group dev --output-file requirements/dev.txt
	$(COMPILE) --constraint requirements/dev.txt --output-file requirements/app.txt

icons: setup  ## draw assets/icons and assets/icon.png again
	$(BIN)/python -m tools.make_icons

fonts: setup  ## make assets/fonts again from the published packages (needs npm)
	$(BIN)/python tools/make_fonts.py

languages: setup  ## gather the crisis path's sentences, bring the catalogues up to date, compile them
	$(BIN)/python -m tools.languages
