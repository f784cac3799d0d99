#!/usr/bin/env bash
# Advice on 10,000 namespaces (one minute; with a week of hours) and each report of it.
set -euo pipefail
exec build/release/bench/report_bench --benchmark_counters_tabular=true "$@"
