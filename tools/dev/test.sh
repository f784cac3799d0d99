# shellcheck shell=bash
# The tests: unit tests, then those on real servers, then the Python interoperation tests, all through ctest.

run_ctest() { # PRESET CTEST-ARGUMENTS...
  local preset=$1
  shift
  PATH="$PWD/$venv/bin:$PATH" ctest --test-dir "build/$preset" --output-on-failure -j "$(cores)" "$@"
}

run_tests() { # [REGEX]
  setup_all
  build dev
  if [ $# -gt 0 ]; then
    run_ctest dev -R "$1"
  else
    run_ctest dev
  fi
}
