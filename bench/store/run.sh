#!/usr/bin/env bash
# The history: size beside the entropy bound and decoding; a durable minute; ingest; questions; and the same traces in
# Prometheus and VictoriaMetrics. Usage: bench/store/run.sh [NAMESPACES [DAYS [TRACE.csv.gz...]]]
set -euo pipefail
cd "$(dirname "$0")/../.."
bench=${HEADROOM_STORE_BENCH:-build/release/bench/store_bench}
namespaces=${1:-30000}
days=${2:-30}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- sim/worlds/traces/*.csv.gz
work=$(mktemp -d -p build store-bench.XXXXXX)
memory=$(mktemp -d -p /dev/shm store-bench.XXXXXX)
trap 'rm -rf -- "$work" "$memory"' EXIT INT TERM

"$bench" codec
"$bench" append "$work" "$namespaces"
"$bench" append "$memory" "$namespaces"
"$bench" ingest "$work" "$namespaces" "$days"
"$bench" ask "$work" "$namespaces" "$days"

[ -e "$1" ] || exit 0
for trace in "$@"; do
  gzip -dc "$trace" >"$work/$(basename "$trace" .csv.gz).csv"
done
"$bench" traces "$work" "$work"/*.csv
python3 bench/store/anchors.py "$work" "$work"/*.csv
