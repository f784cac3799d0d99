# shellcheck shell=bash
# Messages, and running long steps with something to look at.

readonly venv=build/tools/venv # Python tools, see setup.sh

say() { printf '%s\n' "$*" >&2; }
die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

on_terminal() { [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; }

# step TITLE LOG COMMAND...: runs the command with its output in LOG; a terminal sees its last line, anything else one line
# at the end. A failure prints the end of the log.
step() {
  local title=$1 log=$2 started=$SECONDS status=0
  shift 2
  mkdir -p "$(dirname "$log")"
  if on_terminal; then
    "$@" >"$log" 2>&1 &
    local pid=$! line
    while kill -0 "$pid" 2>/dev/null; do
      line=$(tail -n 1 "$log" | tr -d '\r' | cut -c "1-$((${COLUMNS:-100} - ${#title} - 12))")
      printf '\r\033[K%s  %3d s  %s' "$title" $((SECONDS - started)) "$line" >&2
      sleep 0.3
    done
    wait "$pid" || status=$?
    printf '\r\033[K' >&2
  else
    "$@" >"$log" 2>&1 || status=$?
  fi
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    die "$title failed after $((SECONDS - started)) s with status $status; the whole log is $log"
  fi
  say "$title  $((SECONDS - started)) s"
}

cores() { nproc 2>/dev/null || echo 2; }

# version_at_least HAVE WANT: compares dotted versions.
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
