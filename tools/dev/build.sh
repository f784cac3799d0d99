# shellcheck shell=bash
# Configuring and building one preset.

configure() { # PRESET
  local preset=$1
  [ -f "build/$preset/build.ninja" ] || step "configure $preset" "build/log/configure-$preset.log" cmake --preset "$preset"
}

build() { # PRESET [TARGET...]
  local preset=$1
  shift
  configure "$preset"
  step "build $preset" "build/log/build-$preset.log" ninja -C "build/$preset" "$@"
}

build_release() {
  setup_all
  build release
  say "build/release/headroom is ready"
}

fuzz() { # NAME [SECONDS]
  local name=${1:?usage: ./dev fuzz NAME [SECONDS]} seconds=${2:-60}
  setup_all
  build fuzz "fuzz_$name"
  mkdir -p "build/fuzz/corpus/$name"
  find build/fuzz -name "fuzz_$name" -type f -perm -u+x -exec {} -max_total_time="$seconds" "build/fuzz/corpus/$name" "fuzz/corpus/$name" \;
}

format_sources() {
  setup_all
  git ls-files '*.cc' '*.h' | xargs -r clang-format-19 -i
  cargo fmt --manifest-path bridge/Cargo.toml
}

package() {
  setup_all
  build release
  (cd build/release && cpack -G TGZ)
}
