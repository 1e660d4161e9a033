# From a fresh clone: `make run` opens a furnished demo desk, `make test` proves the whole house.
# Both set up .venv first, and again only when the lock or pyproject.toml changed.

PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready
WORDS := $(wildcard clerk_desk/locale/*/LC_MESSAGES/clerk_desk.po)
SAID := mark say several:1,2 Message Objection:2 error:3 warning:3

.PHONY: run test prove check set-up lock messages pictures clean

run: set-up
	$(BIN)/clerk-desk demo

# The tests start the program many times: it is compiled first, whatever the shell says about byte-code.
test: check
	$(BIN)/python -m compileall -q clerk_desk screens data tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal

prove: set-up
	$(BIN)/python -m pytest -m prove -s

check: set-up
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

set-up: $(READY) $(WORDS:.po=.mo)

$(READY): requirements.lock pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "clerk-desk needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q clerk_desk screens data
	touch $@

%.mo: %.po | $(READY)
	$(BIN)/pybabel --quiet compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# One file for every platform, with hashes and without the address of any index. Needs uv on the path.
lock:
	uv pip compile --universal --python-version 3.11 --group dev --generate-hashes \
		--no-emit-index-url --no-header --quiet -o requirements.lock pyproject.toml

# What the code says, gathered into the catalogues; translations that stand are kept.
messages: $(READY)
	mkdir -p build
	$(BIN)/pybabel --quiet extract --no-default-keywords $(addprefix -k ,$(SAID)) --no-location --omit-header --sort-output \
		-o build/clerk_desk.pot clerk_desk screens
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-pot-creation-date \
		-D clerk_desk -d clerk_desk/locale -i build/clerk_desk.pot
	$(MAKE) --no-print-directory set-up

# The README's pictures, from the real screens of the demo desk. Needs a Chromium on the path.
pictures: set-up
	TEXTUAL_COLOR_SYSTEM=truecolor $(BIN)/python -m tests.take_pictures

clean:
	rm -rf .venv build dist
