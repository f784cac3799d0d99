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

# Each stage runs whatever the others say. The end repeats the last lines of those that failed, so that the end of the output
# tells what to mend.
check() {
  local passed=0 failed=() name
  setup_tests
  run_stage() { # NAME COMMAND...
    local title=$1 log started=$SECONDS status=0
    log=build/log/check-$(tr 'A-Z ' 'a-z-' <<<"$title").log
    shift
    say "== $title"
    set +e # a condition would switch -e off inside the stage too
    (
      set -e
      "$@"
    ) 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    set -e
    if [ "$status" -eq 0 ]; then
      passed=$((passed + 1))
      say "== $title passed  $((SECONDS - started)) s"
    else
      failed+=("$log")
      say "== $title FAILED with $status  $((SECONDS - started)) s"
    fi
  }
  run_stage "tests" run_tests
  run_stage "format" check_format
  run_stage "shell scripts" check_shell
  run_stage "clippy" check_clippy
  run_stage "clang-tidy" check_tidy
  run_stage "ASan and UBSan" sanitized_tests asan
  run_stage "TSan" sanitized_tests tsan
  for name in "${failed[@]}"; do
    printf '\n== the end of %s\n' "$name"
    grep -E 'FAILED|\*\*\*|error:|warning:|Failed|Timeout' "$name" | tail -n 30 || true
    tail -n 30 "$name"
  done
  printf '%d passed, %d failed\n' "$passed" "${#failed[@]}"
  [ "${#failed[@]}" -eq 0 ]
}

# What runs under the sanitizers: with the address and undefined-behaviour ones all that is tested in C++, with the thread
# sanitizer what has threads, the SDK before a real server included. The Rust core below it is not instrumented
# (tools/sanitizers/tsan.supp says how it is left out).
readonly asan_tests="base_test json_test openmetrics_test cost_test forecast_test plan_test backtest_test report_test http_test
  cloud_test store_test sim_test bridge_test bridge_live_test temporal_pure_test temporal_test temporal_server_test autopilot_test
  cli_test cli_metrics_test cli_backtest_test cli_forecast_test cli_history_test cli_collect_test cli_plan_test"
readonly tsan_tests="http_test cloud_test sim_test cli_backtest_test temporal_server_test"

sanitized_tests() { # asan|tsan
  local targets=$asan_tests
  [ "$1" = asan ] || targets=$tsan_tests
  # shellcheck disable=SC2086  # one word a target
  build "$1" $targets
  # A name without a dot is a program that is one test.
  # shellcheck disable=SC2086
  TSAN_OPTIONS="suppressions=$PWD/tools/sanitizers/tsan.supp" \
    run_ctest "$1" -R "^($(printf '%s\n' $targets | paste -sd '|'))(\.|$)"
}
