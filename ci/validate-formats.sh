#!/usr/bin/env bash
# Checks reports against the schemas of those who read them:
#   ci/validate-formats.sh [PMLINT]
#
#   SARIF   the OASIS schema 2.1.0, as the crate serde-sarif holds it
#   JUnit   the schema of Jenkins' xUnit plugin, as pytest's sources hold it
#   GitLab  the types of Code Climate (npm: codeclimate-types), with TypeScript,
#           and GitLab's own few demands below; its schema is in no package
#   rdjson  the schema in @umbrelladocs/rdformat-validator (npm), which allows no
#           unknown field; reviewdog's own is in no package
#   GitHub  has no schema: the shape of each line
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")
reports=$tools/reports
rm -rf "$reports"
mkdir -p "$reports/odd"
python=$tools/python/bin/python

step "Reports on all fixtures, on odd characters, on nothing, and of a run that failed"
# A byte order mark, CRLF, a tab, emoji; names that a format must escape.
printf '\xef\xbb\xbf# Wartung \xf0\x9f\x8e\x89\t2024-06-31 <b> & "c"\r\n\r\n## Summary\r\n\r\nAlles ]](1) 100%% {0}.\r\n' \
    >"$reports/odd/a b, c: 100% & <d> größe.md"
printf '# Outage\n\n\x1b[2J\x07 From 2024-02-30 on.\n\n## Impact\n\nAll.\n' >"$reports/odd/controls.md"
mkdir -p "$reports/failed/inner"
printf 'profil = "sre"\n' >"$reports/failed/inner/pmlint.toml"
printf '\xff\xfe#\x00' >"$reports/failed/utf-16.md"
printf '# Postmortem: outage\n\n## Summary\n\nAll.\n\n## Timeline\n\n- 10:00 UTC All.\n' >"$reports/failed/inner/a.md"
report() { # FORMAT FILE ARGUMENT…
    local format=$1 file=$2 status=0
    shift 2
    "$pmlint" check --quiet --output-format "$format" --output-file "$file" "$@" \
        >/dev/null 2>"$reports/said" || status=$?
    [[ $status -le ${most:-1} ]] || cat "$reports/said" >&2
    [[ $status -le ${most:-1} ]] || fail "pmlint check --output-format $format ended with $status"
    [[ -f $file ]] || fail "$file was not written"
}
for format in sarif junit gitlab rdjson github; do
    report "$format" "$reports/all.$format" --select '*' fixtures
    report "$format" "$reports/odd.$format" --select '*' "$reports"/odd/*.md
    report "$format" "$reports/none.$format" --select timeline/impossible-date fixtures/clean/tables.md
    # Of a run that failed: no such file, text that cannot be read, a key that there is not.
    most=2 report "$format" "$reports/failed.$format" "$reports/odd" "$reports/failed" "$reports/no, such: file.md"
done
grep --quiet '"executionSuccessful": false' "$reports/failed.sarif" || fail "the SARIF report hides that the run failed"
grep --quiet 'errors="[1-9]' "$reports/failed.junit" || fail "the JUnit report hides that the run failed"
grep --quiet '"severity": "blocker"' "$reports/failed.gitlab" || fail "the GitLab report hides that the run failed"
grep --quiet '^::error file=.*title=pmlint::' "$reports/failed.github" || fail "nothing annotates that the run failed"
grep --quiet '"results": \[$' "$reports/all.sarif" || fail "nothing was found in the fixtures: nothing to check"

step "SARIF against the schema of OASIS"
sarif=$tools/sarif/vendor/serde-sarif/src/schema.json
if [[ ! -f $sarif ]]; then
    mkdir -p "$tools/sarif/src"
    printf '[package]\nname = "schema"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\nserde-sarif = "=0.8.0"\n[workspace]\n' \
        >"$tools/sarif/Cargo.toml"
    : >"$tools/sarif/src/lib.rs"
    (cd "$tools/sarif" && cargo vendor --quiet >/dev/null) || true
fi
if [[ -f $sarif ]] && python_tools check-jsonschema==0.33.0; then
    "$tools/python/bin/check-jsonschema" --regex-variant python --schemafile "$sarif" \
        "$reports"/*.sarif
else
    skip "SARIF against its schema: crates.io or PyPI did not answer"
fi

step "JUnit against the schema of Jenkins"
xsd=$tools/junit-10.xsd
if [[ ! -f $xsd ]] && python_tools pip; then
    "$python" -m pip --disable-pip-version-check download --quiet --no-deps --no-binary pytest \
        --dest "$tools/pytest" pytest==8.4.1 || true
    for archive in "$tools"/pytest/pytest-*.tar.gz; do
        tar -xzOf "$archive" --wildcards '*/testing/example_scripts/junit-10.xsd' >"$xsd.new" 2>/dev/null &&
            mv "$xsd.new" "$xsd"
    done
fi
if [[ -f $xsd ]] && python_tools xmlschema==4.1.0; then
    "$python" - "$xsd" "$reports"/*.junit <<'PYTHON'
import sys
import xmlschema
schema = xmlschema.XMLSchema(sys.argv[1])
for path in sys.argv[2:]:
    schema.validate(path)
    print("ok --", path)
PYTHON
else
    skip "JUnit against its schema: PyPI did not answer"
fi

step "GitLab against the types of Code Climate and GitLab's demands"
if npm_tools codeclimate-types@0.3.1 typescript@5.9.2 @umbrelladocs/rdformat-validator@1.0.1; then
    for file in "$reports"/*.gitlab; do
        {
            printf 'import type { Issue } from "codeclimate-types"\nexport const issues: Issue[] = '
            cat "$file"
        } >"$tools/npm/$(basename "$file").ts"
        "$tools/npm/node_modules/.bin/tsc" --noEmit --strict --module nodenext --moduleResolution nodenext \
            "$tools/npm/$(basename "$file").ts"
        node - "$file" <<'NODE'
const file = process.argv[2];
const issues = JSON.parse(require("fs").readFileSync(file, "utf8"));
const levels = ["info", "minor", "major", "critical", "blocker"];
const seen = new Set();
for (const issue of issues) {
  const { line } = issue.location.positions.begin;
  const right = issue.description && issue.check_name && levels.includes(issue.severity)
    && !issue.location.path.startsWith("./") && Number.isInteger(line) && line > 0
    && /^[0-9a-f]{32}$/.test(issue.fingerprint) && !seen.has(issue.fingerprint);
  if (!right) throw new Error(`${file}: ${JSON.stringify(issue, null, 2)}`);
  seen.add(issue.fingerprint);
}
console.log("ok --", file, `${issues.length} issues`);
NODE
    done

    step "rdjson against the Reviewdog Diagnostic Format"
    node - "$tools" <<'NODE'
const tools = process.argv[2];
const schema = require(`${tools}/npm/node_modules/@umbrelladocs/rdformat-validator/dist/types/schema.js`);
const { $schema, oneOf } = schema.rdformatSchema;
const result = oneOf.find(({ title }) => title === "DiagnosticResult");
require("fs").writeFileSync(`${tools}/rdjson.json`, JSON.stringify({ $schema, ...result }));
NODE
    if [[ -x $tools/python/bin/check-jsonschema ]]; then
        "$tools/python/bin/check-jsonschema" --schemafile "$tools/rdjson.json" "$reports"/*.rdjson
    else
        skip "rdjson against its format: PyPI did not answer"
    fi
else
    skip "GitLab against the types of Code Climate, rdjson against its format: npm did not answer"
fi

step "GitHub: each line is a command"
for file in "$reports"/*.github; do
    wrong=$(grep --invert-match --line-number --extended-regexp \
        '^::(error|warning|notice) file=[^,:]+,line=[0-9]+,endLine=[0-9]+(,col=[0-9]+,endColumn=[0-9]+)?,title=[a-z]+/[a-z0-9-]+::.+$|^::error (file=[^,:]+,)?(line=[0-9]+,)?title=pmlint::.+$' \
        "$file" || true)
    [[ -z $wrong ]] || fail "$file: $wrong"
    printf 'ok -- %s\n' "$file"
done

finish "All reports are valid"
