# Everything is set up by whatever needs it: `make verify` and `make test` serve on a bare Debian 12, 13 or the coming one.
STUDIES := asah dca birthwt rait wards strata limits curves scores brink rivals

# as many tests at once as there are processors, four at most, where pytest-xdist is; a file's tests stay together
AT_ONCE = $$(.venv/bin/python -c 'import xdist' 2>/dev/null && echo '-n auto --maxprocesses 4 --dist loadfile')

.DEFAULT_GOAL := help
.PHONY: help setup verify test lint wheel clean-setup

help:
	@echo 'make verify       compare Python with R on the bundled studies   (ARGS="--mode replay": R is not needed)'
	@echo 'make test         run the tests                                  (ARGS="-k auc")'
	@echo 'make lint         style and types (pycodestyle, mypy)'
	@echo 'make wheel        build a wheel, install it by itself, and verify a study from it, without R'
	@echo 'make setup        what the two above need; they call it          (RETRY=1: also what could not be had before)'
	@echo 'make clean-setup  remove what setup made in this folder; Debian packages stay'

setup:
	@RETRY="$(RETRY)" setup/run

verify: setup
	@.venv/bin/parity verify $(STUDIES) $(ARGS)

test: setup
	@.venv/bin/python -m pytest tests $(AT_ONCE) $(ARGS)

lint: setup
	@pycodestyle parity tests benchmarks fixtures setup.py
	@mypy

wheel: setup
	@setup/wheel

clean-setup:
	rm -rf .venv .r-library .setup *.egg-info
