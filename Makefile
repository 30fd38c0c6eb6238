# What people do with a checkout. On a fresh machine with Python 3.11 to 3.13, pip and make: `make run`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= data
GOLD ?= ../shared/gold

# with this set every start would compile every module again
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# no telemetry from what the tests start
export DO_NOT_TRACK = 1

# what `make run` shows of the tables: four events of each kind, the best founded first
define GLANCE
select kind, event_date_start as day, assertion, status, summary[:60] as what \
from events \
qualify row_number() over (partition by kind order by confidence desc, event_id) <= 4 \
order by kind, day
endef

.PHONY: run test soak lint format bench score lock wheel clean

# The environment is made once, and again when the pinned versions change.
READY := $(VENV)/.ready
$(READY): requirements.lock pyproject.toml
	@echo "setting up $(VENV) (a few minutes, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q flows schemas
	@touch $(READY)

run: $(READY)  ## the main job on the sample articles: summary, and where the tables are
	@$(BIN)/dragoman run --source seeds/articles --home $(HOME_FOLDER)
	@$(BIN)/dragoman query "$(GLANCE)" --home $(HOME_FOLDER)

test: lint  ## everything that has to pass: style, types, import contracts, tests
	@$(BIN)/python -m pytest -q

soak: $(READY)  ## what takes minutes: real schedules, workers and servers
	@$(BIN)/python -m pytest -q -m soak

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/sqlfluff lint -q sql
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(READY)  ## put code and statements into the house style
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .
	@$(BIN)/sqlfluff fix -q sql

bench: $(READY)  ## speed and memory; prints ratios
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

score: $(READY)  ## scores on the gold corpora beside the checkout
	@for corpus in dev items; do \
		home=$$(mktemp -d) && echo "== $$corpus" && \
		$(BIN)/dragoman run --source $(GOLD)/$$corpus --home $$home >/dev/null && \
		$(BIN)/dragoman evaluate $(GOLD)/$$corpus --home $$home && \
		rm -r $$home || exit 1; \
	done

lock: $(READY)  ## pin the newest versions pyproject.toml allows
	@$(BIN)/python -m pip install -qq uv
	@printf '%s\n' '# Every version, for running and for working on Dragoman, Python 3.11 to 3.13. Made by `make lock`; never edited by hand.' > requirements.lock.new
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--strip-extras --extra dev pyproject.toml >> requirements.lock.new
	@mv requirements.lock.new requirements.lock

wheel: $(READY)  ## the distribution, in dist/
	@$(BIN)/python -m build --wheel --no-isolation >/dev/null && ls dist

clean:  ## forget the environment and what runs wrote here
	rm -rf $(VENV) data dist
