#!/usr/bin/env bash
# Runs pre-commit with this repository as the source of its hooks, against a
# throw-away repository:  ci/pre-commit.sh [PMLINT] [HOOK…]
# Hooks: pmlint-system (always), and pmlint and pmlint-wheel where they are
# named, which build the program anew and take minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")
hooks=("${@:2}")
[[ ${#hooks[@]} -gt 0 ]] || hooks=(pmlint-system)
if ! python_tools pre-commit==4.3.0; then
    skip "the hooks: PyPI did not answer"
    exit 0
fi

root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export PRE_COMMIT_HOME=$place/cache PATH="$tools/python/bin:$PATH"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=pmlint GIT_AUTHOR_EMAIL=pmlint@example.org
export GIT_COMMITTER_NAME=pmlint GIT_COMMITTER_EMAIL=pmlint@example.org

# What the hooks build need not be fast, and is built once for all of them.
export CARGO_TARGET_DIR=$tools/hooks CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off
export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256

step "A source of hooks: what is here now, committed"
git init --quiet "$place/source"
git ls-files --cached --others --exclude-standard -z |
    while IFS= read -r -d '' file; do [[ ! -e $file ]] || printf '%s\0' "$file"; done |
    tar --null --files-from - --create --file - | tar --extract --file - --directory "$place/source"
git -C "$place/source" add --all
git -C "$place/source" commit --quiet --message "Source of hooks"
revision=$(git -C "$place/source" rev-parse HEAD)

# commit EXPECTED WORDS: commits all there is; it is stopped or passes.
commit() {
    local status=0
    git add --all
    said=$(git commit --message "Try" 2>&1) || status=$?
    printf '%s\n' "$said"
    case $1 in
        passes) [[ $status -eq 0 ]] || fail "$hook: the commit was stopped" ;;
        stopped) [[ $status -ne 0 ]] || fail "$hook: the commit was let through" ;;
    esac
    [[ $said == *$2* ]] || fail "$hook: nothing said \`$2\`"
}

path=$PATH
for hook in "${hooks[@]}"; do
    # Only this hook may find a program that is there already.
    PATH=$path
    [[ $hook != pmlint-system ]] || PATH=$(dirname "$pmlint"):$path
    git init --quiet "$place/$hook"
    cd "$place/$hook"
    # The example as README shows it, but for where the hook comes from.
    sed -E -e "s|(repo:).*|\1 $place/source|" -e "s|(rev:).*|\1 $revision|" -e "s|(id:).*|\1 $hook|" \
        "$root/examples/pre-commit-config.yaml" >.pre-commit-config.yaml
    [[ $(grep --count -e "$place/source" -e "$revision" -e "id: $hook\$" .pre-commit-config.yaml) -eq 3 ]] ||
        fail "examples/pre-commit-config.yaml names no hook: $(cat .pre-commit-config.yaml)"
    pre-commit install >/dev/null
    mkdir postmortems

    step "$hook: nothing that looks like a postmortem"
    printf '# A service\n\nFrom 2024-02-30 on.\n' >README.md
    commit passes 'no files to check'

    step "$hook: a good postmortem passes"
    cp "$root/fixtures/clean/tables.md" postmortems/good.md
    commit passes 'Passed'

    step "$hook: a bad one is stopped"
    cp "$root/fixtures/flawed/wrong-day-in-the-end.md" 'postmortems/a bad one.md'
    commit stopped 'duration/reversed-window'

    step "$hook: an excluded one passes"
    mv 'postmortems/a bad one.md' postmortems/template.md
    commit passes 'no files to check'

    step "$hook: all files, the excluded one among them"
    pre-commit run --all-files

    step "$hook: what the configuration excludes passes, alone and among others"
    printf 'exclude = ["postmortems/2019"]\n' >pmlint.toml
    mkdir postmortems/2019
    cp "$root/fixtures/flawed/wrong-day-in-the-end.md" postmortems/2019/old.md
    commit passes 'Passed'
    cp postmortems/2019/old.md postmortems/2019/older.md
    cp "$root/fixtures/flawed/wrong-day-in-the-end.md" postmortems/new.md
    commit stopped 'postmortems/new.md'
    [[ $said != *2019* ]] || fail "$hook: an excluded file was linted"
    rm postmortems/new.md
    commit passes 'Passed'

    step "$hook: a bad one passes with a lower bar"
    sed -i 's/id: .*/&\n        args: [--fail-on, never]/' .pre-commit-config.yaml
    cp "$root/fixtures/flawed/wrong-day-in-the-end.md" postmortems/old.md
    commit passes 'Passed'
    cd "$root"
done

finish "The hooks hold: ${hooks[*]}"
