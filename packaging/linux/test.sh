#!/bin/sh
# All checks, in the order in which they fail fastest. Tools are found on PATH.
set -eu
echo "== ruff"; ruff check .; ruff format --check .
echo "== import-linter"; lint-imports
echo "== content"; mgaid check
echo "== mypy"; mypy
echo "== pytest"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
pytest -q -n "${MGAID_TEST_JOBS:-2}" --cov=mgaid --cov-report=term --cov-report=json:.coverage.json "$@"
python -m tests.coverage_floor .coverage.json
