# shellcheck shell=bash
# The main job, live. Everything listens on loopback, lives below build/demo and is stopped again, on Ctrl-C too.

demo_pids=()

# Ends what the demo started, newest first: asked politely, then not.
stop_demo() {
  set +e # a part that ends badly must not keep the others from being ended
  trap '' INT TERM
  local i pid
  for ((i = ${#demo_pids[@]} - 1; i >= 0; i--)); do
    pid=${demo_pids[i]}
    kill -TERM "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null && say "process $pid did not stop in 10 s and was killed"
    wait "$pid" 2>/dev/null
  done
  demo_pids=()
}

# start_part NAME COMMAND...: in the background, in a session of its own so that Ctrl-C reaches only this script.
start_part() {
  local name=$1
  shift
  setsid "$@" >"build/demo/$name.out" 2>"build/demo/$name.err" &
  demo_pids+=($!)
}

# wait_for NAME SECONDS COMMAND...: until the command succeeds; says why when the part dies first.
wait_for() {
  local name=$1 seconds=$2 pid=${demo_pids[-1]} deadline
  shift 2
  deadline=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$pid" 2>/dev/null; then
      tail -n 20 "build/demo/$name.err" >&2
      die "$name stopped before it was ready; its log is build/demo/$name.err"
    fi
    [ $SECONDS -lt $deadline ] || die "$name was not ready after $seconds s; its log is build/demo/$name.err"
    sleep 0.1
  done
}

free_ports() { # COUNT
  python3 -c 'import socket, sys
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in sockets))' "$1"
}

demo() { # [--keep]
  local keep=no
  case "${1:-}" in
    --keep) keep=yes ;;
    '') ;;
    *) die "usage: ./dev demo [--keep], saw '$1'" ;;
  esac
  setup_all
  build release headroom
  mkdir -p build/demo

  trap stop_demo EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  local temporal_port ui_port program=build/release/headroom
  read -r temporal_port ui_port < <(free_ports 2)
  say "starting the Temporal dev server, a simulated Temporal Cloud and a worker"
  start_part temporal "$venv/bin/temporal" server start-dev --ip 127.0.0.1 --port "$temporal_port" --ui-port "$ui_port" --log-level error --db-filename build/demo/temporal.db
  wait_for temporal 60 "$venv/bin/temporal" operator cluster health --address "127.0.0.1:$temporal_port"

  start_part cloud "$program" simulate-cloud --port 0 --metrics-key demo-metrics-key --ops-key demo-ops-key
  wait_for cloud 30 grep -q '^http' build/demo/cloud.out
  local cloud
  cloud=$(grep -m 1 -o 'http://[^ ]*' build/demo/cloud.out)

  export TEMPORAL_ADDRESS="127.0.0.1:$temporal_port" TEMPORAL_NAMESPACE=default
  export TEMPORAL_CLOUD_METRICS_API_KEY=demo-metrics-key CLOUD_METRICS_API_BASE_URL="$cloud"
  export TEMPORAL_CLOUD_OPS_API_KEY=demo-ops-key CLOUD_OPS_API_BASE_URL="$cloud"
  unset TEMPORAL_API_KEY TEMPORAL_PROFILE NAMESPACE_ALLOWLIST NAMESPACE_DENYLIST HEADROOM_POLICY
  # A quota of its own: the demo's scrapes are not those of a real account.
  export XDG_STATE_HOME="$PWD/build/demo/state"
  start_part worker "$program" worker
  wait_for worker 30 grep -q 'worker is ready' build/demo/worker.err

  say ""
  local status=0
  "$program" analyze --durable --week-from "$cloud/sim/history" || status=$?
  # 3: some data were missing; two of the demo's namespaces show how that looks.
  [ "$status" -eq 0 ] || [ "$status" -eq 3 ] || die "the analysis failed with status $status; the worker's log is build/demo/worker.err"
  say ""
  say "That was one run of BulkCapacityAnalysisWorkflow. It and its history: http://127.0.0.1:$ui_port/namespaces/default/workflows"
  say "The simulated account itself: $cloud"
  if [ "$keep" = yes ]; then
    say "All stays up until Ctrl-C. For another look, in another terminal:"
    say "  export TEMPORAL_ADDRESS=$TEMPORAL_ADDRESS TEMPORAL_CLOUD_METRICS_API_KEY=demo-metrics-key CLOUD_METRICS_API_BASE_URL=$cloud TEMPORAL_CLOUD_OPS_API_KEY=demo-ops-key CLOUD_OPS_API_BASE_URL=$cloud"
    say "  $program analyze --durable"
    wait -n "${demo_pids[@]}" || true
    die "one of the demo's parts stopped; their logs are in build/demo"
  fi
}
