# shellcheck shell=bash
# Sourced by the other scripts: where things lie, and which Rust is used.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tools and compiled output live outside the checkout, so that a second clone starts warm.
cache="${XDG_CACHE_HOME:-$HOME/.cache}/forget-me-not"
tools="$cache/tools"
# Python packages for the programs that learners take home.
export take_home="$cache/take-home"
export PATH="$tools/bin:$PATH"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$cache/target}"

# trunk needs at least this one. One version on all machines also means one set of lints.
rust_version=1.96.0
rust_minor=96

# leptos then gives views one type instead of one for each: a fifth less to download. The linker tells what
# refers to what, so that the page can be split into its places.
export page_flags="--cfg erase_components -Clink-args=--emit-relocs"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
die() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Whether this rustc is new enough and has a standard library for the browser.
usable() {
    local rustc=$1 version library
    version=$("$rustc" --version 2>/dev/null) || return 1
    [[ $version =~ ^rustc\ 1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= rust_minor)) || return 1
    library=$("$rustc" --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
    compgen -G "$library/libstd-*.rlib" >/dev/null
}

# The user's own Rust where it will do; then the one that scripts/setup had rustup fetch; then the
# system's, which may stand hidden behind an older one of rustup's.
choose_rust() {
    usable rustc && return
    if have rustup && RUSTUP_TOOLCHAIN=$rust_version usable rustc; then
        export RUSTUP_TOOLCHAIN=$rust_version
    elif usable /usr/bin/rustc; then
        export PATH="/usr/bin:$PATH"
    else
        return 1
    fi
}

# A Python that has PyTorch: the user's own, or the system's, which may stand hidden behind it.
torch_python() {
    local python
    for python in python3 /usr/bin/python3; do
        if "$python" -c 'import torch' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    return 1
}

need_setup() {
    if ! { choose_rust && have trunk && have wasm-bindgen && have wasm-split-cli && have wasm-opt; }; then
        die "Something is missing: run scripts/setup first."
    fi
}
