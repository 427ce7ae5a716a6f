#!/usr/bin/env bash
# Checks what is in editors/:  ci/editors.sh [PMLINT]
#
#   VS Code   types, lint, tests (with the real server too), notices, package
#   Vim       :make, :Pmlint, on save; the language server with ALE
#   Emacs     the language server with Eglot
#   Kakoune   :lint
#   Zed       its extension is compiled
#   others    their snippets can be read
#
# What each editor lists is held against what the command line prints.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")
"$pmlint" lsp --help >/dev/null || fail "$pmlint has no command lsp"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# The editors look for `pmlint`, whatever the program to check is called.
mkdir "$place/bin"
ln -s "$pmlint" "$place/bin/pmlint"
export PATH="$place/bin:$PATH" EDITORS=$PWD/editors

# apt_tools PACKAGE…: installs what is missing of Debian's packages; false where it cannot.
apt_updated=false
apt_tools() {
    local missing=() package
    command -v apt-get >/dev/null || return 1
    for package in "$@"; do
        dpkg-query --show --showformat '${Status}\n' "$package" 2>/dev/null |
            grep --quiet 'install ok installed' || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    local as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo -n)
    if ! $apt_updated; then
        "${as_root[@]}" apt-get update -qq >/dev/null 2>&1 || true
        apt_updated=true
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null 2>&1
}

# same WHAT FILE FILE: the two hold the same lines, in whatever order.
same() {
    diff <(sort "$2") <(sort "$3") || fail "$1: other findings than the command line's (<)"
    printf 'ok -- %s: %s findings\n' "$1" "$(wc -l <"$3")"
}

step "VS Code: the lock file names no host"
if grep --line-number '"resolved"' editors/vscode/package-lock.json |
    grep --invert-match '"https://registry.npmjs.org/'; then
    fail "editors/vscode/package-lock.json names a host"
fi

step "VS Code: types, lint, tests, notices, package"
if ! command -v npm >/dev/null; then
    skip "the extension for VS Code: npm is missing"
elif (cd editors/vscode && npm ci --ignore-scripts --no-audit --no-fund >"$place/npm" 2>&1); then
    (
        cd editors/vscode
        npm run --silent check
        npm run --silent lint
        PMLINT=$pmlint npm test --silent
        npm run --silent notice -- --check
        npm run --silent package
        python3 - <<'PYTHON'
import zipfile
names = sorted(zipfile.ZipFile("pmlint.vsix").namelist())
wanted = {"LICENSE.txt", "THIRD-PARTY-NOTICES.md", "changelog.md", "dist/extension.js", "package.json", "readme.md"}
found = {name.removeprefix("extension/") for name in names if name.startswith("extension/")}
assert found == wanted, found ^ wanted
PYTHON
    )
elif npm view esbuild version >/dev/null 2>&1; then
    fail "npm ci: $(cat "$place/npm")"
else
    skip "the extension for VS Code: npm did not answer"
fi

# The name of one of its rules has figures in it.
document=$PWD/fixtures/flawed/figures-that-do-not-add-up.md
"$pmlint" check --quiet --fail-on never --output-format concise "$document" |
    sed -E 's/^.*:([0-9]+):([0-9]+): [a-z]+\[([^]]+)\].*/\1:\2 \3/' >"$place/places"
sed -E 's/:[0-9]+//' "$place/places" >"$place/lines"
[[ -s $place/lines ]] || fail "nothing is found in $document: nothing to compare"
export DOCUMENT=$document

step "Vim: :make, :Pmlint, on save"
if apt_tools vim || command -v vim >/dev/null; then
    vim --version | head -1
    RESULT=$place/vim timeout 120 vim -N -u NONE -es -S editors/test/vim.vim </dev/null >/dev/null ||
        fail "Vim ended with $?"
    same ':make' "$place/places" "$place/vim.make"
    # One line was put before the text, and taken away before the file was saved.
    awk -F : -v OFS=: '{ $1++; print }' "$place/places" >"$place/moved"
    same ':Pmlint' "$place/moved" "$place/vim.stdin"
    same 'not on save' "$place/moved" "$place/vim.off"
    same 'on save' "$place/places" "$place/vim.save"
else
    skip "Vim: it is missing and cannot be installed"
fi

step "Vim with ALE: the language server"
if apt_tools vim vim-ale; then
    RESULT=$place/ale timeout 120 vim -N -u NONE -es -S editors/test/ale.vim </dev/null >/dev/null ||
        fail "Vim with ALE ended with $?"
    same ALE "$place/lines" "$place/ale"
else
    skip "ALE: it cannot be installed"
fi

step "Emacs with Eglot: the language server"
if apt_tools emacs-nox elpa-eglot elpa-markdown-mode; then
    emacs --version | head -1
    cp editors/emacs/pmlint.el "$place"
    emacs -batch --eval '(setq byte-compile-error-on-warn t)' -f package-initialize \
        -f batch-byte-compile "$place/pmlint.el" 2>&1
    RESULT=$place/eglot timeout 180 emacs -batch -l editors/test/eglot.el >"$place/emacs" 2>&1 ||
        fail "Emacs ended with $?: $(cat "$place/emacs")"
    same Eglot "$place/lines" "$place/eglot"
else
    skip "Emacs: it cannot be installed"
fi

step "Kakoune: :lint"
if apt_tools kakoune; then
    cp "$document" "$place/lint.md"
    timeout 60 kak -n -ui dummy -s "pmlint-$$" -e "
        source /usr/share/kak/rc/tools/lint.kak
        source '$EDITORS/kakoune/pmlint.kak'
        define-command wait %{ hook -once global NormalIdle .* %{ result } }
        define-command result %{
            nop %sh{ [ -n \"\$kak_opt_lint_messages\" ] && printf '%s\n' \"\$kak_opt_lint_messages\" >'$place/kak' }
        }
        edit '$place/lint.md'
        set-option buffer filetype markdown
        lint
    " >/dev/null 2>&1 &
    kakoune=$!
    for _ in $(seq 100); do
        sleep 0.3
        echo 'evaluate-commands -client client0 result' | kak -p "pmlint-$$" 2>/dev/null || true
        # The first word is the time stamp.
        [[ -s $place/kak && $(cat "$place/kak") == *\|* ]] && break
    done
    echo 'kill!' | kak -p "pmlint-$$" 2>/dev/null || true
    wait "$kakoune" || true
    [[ -s $place/kak ]] || fail "Kakoune lists nothing"
    # Of the findings in a line the first alone says which line it is.
    grep --only-matching --extended-regexp '([0-9]+\||^)(error|warning|advice): [a-z0-9/-]+' "$place/kak" |
        awk '/\|/ { line = $0; sub(/\|.*/, "", line) } { print line, $NF }' >"$place/kakoune"
    same ':lint' "$place/lines" "$place/kakoune"
else
    skip "Kakoune: it cannot be installed"
fi

step "Zed: its extension is compiled"
if (cd editors/zed && cargo fetch --locked --quiet 2>"$place/cargo"); then
    (cd editors/zed && CARGO_TARGET_DIR=$tools/zed cargo check --locked --quiet)
elif grep --quiet -e --locked "$place/cargo"; then
    fail "cargo fetch: $(cat "$place/cargo")"
else
    skip "the extension for Zed: crates.io did not answer"
fi

step "The other snippets can be read"
python3 - <<'PYTHON'
import json, re, tomllib
from pathlib import Path

helix = tomllib.loads(Path("editors/helix/languages.toml").read_text())
assert helix["language-server"]["pmlint"]["args"] == ["lsp"]
assert "pmlint" in helix["language"][0]["language-servers"]
sublime = Path("editors/sublime/LSP.sublime-settings").read_text()
sublime = json.loads(re.sub(r"^\s*//.*$", "", sublime, flags=re.M))
assert sublime["clients"]["pmlint"]["command"] == ["pmlint", "lsp"]
coc = json.loads(Path("editors/vim/coc-settings.json").read_text())
assert coc["languageserver"]["pmlint"]["args"] == ["lsp"]
zed = json.loads(Path("editors/zed/settings.json").read_text())
assert zed["lsp"]["pmlint"]["binary"]["arguments"] == ["lsp"]
PYTHON
skip "Helix, Sublime Text, Zed, vim-lsp, coc.nvim themselves: there is no package of them to try"

finish "All editors are content"
