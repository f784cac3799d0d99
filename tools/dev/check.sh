# shellcheck shell=bash
# All that CI runs. It ends with ctest's summary of the last stage and one line that counts all stages.

check_format() {
  git ls-files '*.cc' '*.h' | xargs -r clang-format-19 --dry-run --Werror
  if cargo fmt --version >/dev/null 2>&1; then cargo fmt --check --manifest-path bridge/Cargo.toml; fi
}

check_shell() { git ls-files dev .ci/run '*.sh' | xargs -r shellcheck -x; }

check_clippy() {
  if cargo clippy --version >/dev/null 2>&1; then
    cargo clippy --locked --release --manifest-path bridge/Cargo.toml --target-dir build/cargo --all-targets -- -D warnings
  else
    say "cargo clippy is not installed with this Rust: lint of bridge/ left to a machine that has it"
  fi
}

# clang-tidy over what the build compiles, our sources only; files that did not change since they passed are not read again.
check_tidy() { python3 tools/run_clang_tidy.py --build build/dev --jobs "$(cores)"; }

check() {
  local passed=0 failed=0 stage
  setup_all
  run_stage() { # NAME FUNCTION...
    stage=$1
    shift
    say "== $stage"
    if ("$@"); then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      say "== $stage FAILED"
    fi
  }
  run_stage "tests" run_tests
  run_stage "format" check_format
  run_stage "shell scripts" check_shell
  run_stage "clippy" check_clippy
  run_stage "clang-tidy" check_tidy
  run_stage "ASan and UBSan" sanitized_tests asan
  run_stage "TSan" sanitized_tests tsan
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}

# The address sanitizer runs everything; the thread sanitizer the parts that have threads.
sanitized_tests() { # asan|tsan
  build "$1"
  if [ "$1" = tsan ]; then
    run_ctest tsan -R '^(temporal|http|cloud|sim|backtest|autopilot)' -LE "slow|no_tsan"
  else
    run_ctest asan -LE "slow|no_asan"
  fi
}
