#!/usr/bin/env bash
# Series a core-second: 48 steps and a week ahead, a whole namespace from its minutes; finding seasons and one pass of one
# method (the anchor) alone.
set -euo pipefail
exec build/release/bench/forecast_bench --benchmark_counters_tabular=true "$@"
