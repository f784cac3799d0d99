#!/usr/bin/env bash
# Scores of the headroom policy beside simple ones, on made-up loads and on the traces in $HEADROOM_TRACES, if set.
set -euo pipefail
exec build/release/bench/policy_table ${HEADROOM_TRACES:+"$HEADROOM_TRACES"}
