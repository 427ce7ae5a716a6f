# Tools from the package registries, in a folder of their own. To be sourced.
# shellcheck shell=bash

# Where they are kept between runs.
tools=${PMLINT_TOOLS:-target/ci-tools}
mkdir -p "$tools"
tools=$(cd "$tools" && pwd)
skipped=0

step() { printf '\n== %s\n' "$*"; }
fail() { printf '\n!! %s\n' "$*" >&2; exit 1; }
skip() {
    printf '\n!! NOT CHECKED: %s\n' "$*" >&2
    skipped=$((skipped + 1))
}
# What was skipped, said once more at the end, where it is read.
finish() {
    if [[ $skipped -gt 0 ]]; then
        printf '\n!! %s CHECKS WERE SKIPPED, see above\n' "$skipped" >&2
    else
        step "$1"
    fi
}

# python_tools NAME==VERSION…: installs packages of PyPI; false where it cannot.
python_tools() {
    if [[ ! -x $tools/python/bin/python ]]; then
        python3 -m venv "$tools/python" || return 1
    fi
    "$tools/python/bin/python" -m pip --disable-pip-version-check install --quiet "$@"
}

# npm_tools NAME@VERSION…: installs packages of npm; false where it cannot.
npm_tools() {
    command -v npm >/dev/null || return 1
    mkdir -p "$tools/npm"
    [[ -f $tools/npm/package.json ]] || printf '{"private": true}\n' >"$tools/npm/package.json"
    npm install --prefix "$tools/npm" --ignore-scripts --no-audit --no-fund --silent "$@"
}

# The program to check: the argument, or the one that Cargo builds.
program() {
    local bin=${1:-}
    if [[ -z $bin ]]; then
        cargo build --release --locked --quiet
        bin=${CARGO_TARGET_DIR:-target}/release/pmlint
    fi
    [[ -x $bin ]] || fail "$bin is no program"
    (cd "$(dirname "$bin")" && printf '%s/%s\n' "$PWD" "$(basename "$bin")")
}
