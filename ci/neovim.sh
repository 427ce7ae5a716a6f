#!/usr/bin/env bash
# Neovim, headless, with the snippet as it is written in editors/neovim:
#   ci/neovim.sh [PMLINT]
# Opens a flawed document, waits for the findings, applies a code action, saves.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")
if ! command -v nvim >/dev/null && command -v apt-get >/dev/null; then
    step "Neovim is missing: apt-get install neovim"
    as_root=()
    [[ $(id -u) -eq 0 ]] || as_root=(sudo -n)
    "${as_root[@]}" apt-get install --yes --quiet neovim >/dev/null ||
        { "${as_root[@]}" apt-get update --quiet >/dev/null && "${as_root[@]}" apt-get install --yes --quiet neovim >/dev/null; } ||
        true
fi
if ! command -v nvim >/dev/null; then
    skip "the session in Neovim: there is none, and it cannot be installed"
    finish "Neovim"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Names with blanks, and the configuration above the document.
folder="$work/all reports"
document="$folder/of 2024/2024-01-18-checkout.md"
mkdir -p "$work/bin" "$folder/of 2024"
touch "$folder/pmlint.toml"
ln -s "$pmlint" "$work/bin/pmlint"
cat >"$document" <<'DOCUMENT'
# Postmortem: checkout down 🚨

## Summary
On Monday, 18 January 2024, from 14:00 to 19:00 UTC checkout failed for 1,200 customers. The outage lasted 7 hours.

## Timeline (UTC)
- 14:00 Deploy of checkout 2.4.1.
- 14:05 Alert: error rate above 5 %.
- 16:10 Rolled back.
- 19:00 Service restored.

## Root cause
A missing index, caused by a migration that was not applied.

## Resolution
Rolled back, then applied the migration.

## Action items
- Add a check of migrations (owner: Ana, PAY-12, due 2024-02-01)
DOCUMENT

step "Neovim with editors/neovim/pmlint.lua: $(nvim --version | head -n 1)"
# Nothing of the user's own is read or written.
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache \
    PATH=$work/bin:$PATH timeout 300 nvim --headless -n -u editors/neovim/pmlint.lua \
    --cmd 'filetype on' \
    --cmd "let g:pmlint_flawed = '$document'" \
    --cmd "let g:pmlint_root = '$folder'" \
    -c 'luafile ci/neovim_session.lua' ||
    fail "the session in Neovim failed"
grep --quiet 'lasted 5 h\.' "$document" || fail "the file is not mended"
finish "Neovim: findings, a code action, saved"
