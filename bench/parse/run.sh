#!/bin/sh
# The parser benchmark: our modes and the anchors (VictoriaMetrics, Prometheus) on the same bodies, in turns, in one run.
# Usage: bench/parse/run.sh [PASSES [HEADROOM]]   HEADROOM: the program, by default the release build
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
passes=${1:-3}
headroom=${2:-$here/../../build/release/headroom}
[ -x "$headroom" ] || { echo "bench/parse: $headroom is not built; run ./dev build first" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT INT TERM

command -v go >/dev/null || { echo "bench/parse: Go is needed to build the anchors" >&2; exit 1; }
(cd "$here/../anchors/parse" && go build -o "$work/anchor" .)
python3 "$here/make_bodies.py" "$work/bodies"

pass=0
while [ "$pass" -lt "$passes" ]; do
  for body in temporal-1 escapes tiny names wide exemplars floats histograms unicode; do
    rounds=7
    modes=""
    [ "$body" = temporal-1 ] && modes="$work/bodies/temporal-2.txt"
    # shellcheck disable=SC2086  # no second scrape is no word
    "$work/anchor" "$rounds" "$work/bodies/$body.txt" $modes | sed "s/^/$body /"
    "$headroom" metrics bench --rounds "$rounds" --without-reference "$work/bodies/$body.txt" | sed "s/^/$body /"
  done
  "$headroom" metrics bench --rounds 7 "$work/bodies/temporal-1.txt" "$work/bodies/temporal-2.txt" | sed "s/^/temporal-1 /"
  pass=$((pass + 1))
done >"$work/results"
python3 "$here/ratios.py" "$work/results"
