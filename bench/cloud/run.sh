#!/usr/bin/env bash
# The Ops API's JSON beside simdjson alone, and the way from samples to snapshots of 10,000 namespaces.
set -euo pipefail
exec build/release/bench/cloud_bench "$@"
