# shellcheck shell=bash
# The tests: unit tests, then those on real servers, then the Python interoperation tests, all through ctest.

# Twice as many at once as there are cores: the long ones mostly wait for their servers.
run_ctest() { # PRESET CTEST-ARGUMENTS...
  local preset=$1
  shift
  PATH="$PWD/$venv/bin:$PATH" ctest --test-dir "build/$preset" --output-on-failure -j "$((2 * $(cores)))" "$@"
}

run_tests() { # [REGEX]
  setup_tests
  build dev
  if [ $# -gt 0 ]; then
    run_ctest dev -R "$1"
  else
    run_ctest dev
  fi
}
