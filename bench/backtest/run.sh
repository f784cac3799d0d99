#!/usr/bin/env bash
# Policy-minutes a second: threshold rules hour by hour, and as a stream (the anchor); our policy; preparing a trace.
set -euo pipefail
exec build/release/bench/backtest_bench --benchmark_counters_tabular=true "$@"
