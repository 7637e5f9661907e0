#!/bin/sh
# All checks, in the order in which they fail fastest. Tools are found on PATH.
# usage: test.sh          what make test runs
#        test.sh long     what takes longer: coverage, kills, a full disk, packages, a real screen,
#                         and what is marked slow
set -eu
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
jobs=${MGAID_TEST_JOBS:-2}

if [ "${1:-}" = long ]; then
  echo "== coverage of the rooms without a window"
  pytest -q -n "$jobs" --cov=mgaid.core --cov=mgaid.output --cov=mgaid.storage \
    --cov-report= --cov-report=json:.coverage.json tests/core tests/output tests/*.py \
    tests/ui/test_workspace_kept.py tests/durability/test_any_step.py
  python -m tests.coverage_floor .coverage.json
  echo "== durability, privacy, packages"
  pytest -q -n "$jobs" --ignore tests/durability/test_any_step.py tests/durability tests/packaging
  echo "== a real screen"
  # One person at one screen: these are not run side by side.
  pytest -q -p no:randomly tests/e2e
  exit 0
fi

echo "== ruff"; ruff check .; ruff format --check .
echo "== import-linter"; lint-imports
echo "== content"; mgaid check
echo "== mypy"; mypy
echo "== pytest"
pytest -q -n "$jobs" -m "not slow" \
  --ignore tests/durability --ignore tests/packaging --ignore tests/e2e tests
