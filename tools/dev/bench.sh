# shellcheck shell=bash
# Benchmarks: each is a folder bench/NAME with a run.sh that prints our figure and the anchor's, measured in one run.

bench() { # [NAME]
  local names
  names=$(find bench -mindepth 2 -maxdepth 2 -name run.sh -printf '%h\n' | sed 's|^bench/||' | sort)
  case "${1:-}" in
    list)
      printf '%s\n' "$names"
      return
      ;;
    '') ;;
    *)
      [ -x "bench/$1/run.sh" ] || die "no benchmark '$1'; there are: $(printf '%s' "$names" | tr '\n' ' ')"
      names=$1
      ;;
  esac
  setup_all
  build release
  local name
  for name in $names; do
    say "== bench $name"
    "bench/$name/run.sh"
  done
}
