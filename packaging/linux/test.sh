#!/bin/sh
# All checks, in the order in which they fail fastest. Tools are found on PATH.
set -eu
echo "== ruff"; ruff check .; ruff format --check .
echo "== import-linter"; lint-imports
echo "== content"; mgaid check
echo "== mypy"; mypy
echo "== pytest"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
jobs=${MGAID_TEST_JOBS:-2}
# Coverage is held for the rooms without a window; measuring the window too would double the time.
pytest -q -n "$jobs" --cov=mgaid.core --cov=mgaid.output --cov=mgaid.storage \
  --cov-report= --cov-report=json:.coverage.json tests/core tests/output tests/*.py
python -m tests.coverage_floor .coverage.json
pytest -q -n "$jobs" --ignore tests/e2e --ignore tests/core --ignore tests/output \
  --ignore-glob 'tests/test_*.py' tests
# One person at one screen: these are not run side by side.
pytest -q -p no:randomly tests/e2e
