#!/usr/bin/env bash
# Analysis of a simulated account: headroom beside what the original project does, on the same server in one run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tools=build/tools/bench-analyze
if [ ! -x "$tools/bin/python" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install -q --require-hashes -r bench/analyze/requirements.txt
fi
exec "$tools/bin/python" bench/analyze/measure.py build/release/headroom
