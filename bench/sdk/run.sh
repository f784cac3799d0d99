#!/usr/bin/env bash
# The C++ Temporal SDK beside the official Python and Go SDKs: CPU, memory, replay. Usage: bench/sdk/run.sh [ROW...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v go >/dev/null || { echo "bench/sdk: Go is needed to build the anchor" >&2; exit 1; }
go_worker=$PWD/build/tools/bench-sdk-go
(cd bench/anchors/sdk && go build -o "$go_worker" .)
exec build/tools/venv/bin/python bench/sdk/measure.py "$go_worker" "$@"
