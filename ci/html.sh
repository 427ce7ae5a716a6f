#!/usr/bin/env bash
# The pages and pictures in a real browser: headless Chromium, which `.ci/run`
# installs where it can, driven by playwright-core; axe-core looks for what
# keeps people out. The pictures are left in target/pictures, to be looked at.
#
#     ci/html.sh [PMLINT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh
pmlint=$(program "${1:-}")

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [[ -z $chromium ]] && [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    step "Chromium is missing: apt-get install chromium"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null || true
    chromium=$(command -v chromium || true)
fi
if [[ -z $chromium ]]; then
    skip "pages and pictures in a browser: there is no Chromium"
    finish "Pages and pictures"
    exit 0
fi
if ! npm_tools playwright-core@1.64.1 axe-core@4.14.1 mermaid@11; then
    skip "pages and pictures in a browser: npm cannot install playwright-core and axe-core"
    finish "Pages and pictures"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p target/pictures
documents=(fixtures/drawn/*.md fixtures/flawed/figures-that-disagree.md fixtures/flawed/wrong-day-in-the-end.md)

# What may stand in a document, and must be text wherever it is shown.
cat >"$work/hostile.md" <<'DOCUMENT'
# Postmortem </title></h2><script>window.hacked = 1</script> &lt;script&gt;window.hacked = 6&lt;/script&gt;

- Start: 2026-01-02 10:00 UTC <img src="http://evil.invalid/a.png" onerror="window.hacked = 2">
- End: 2026-01-02 09:00 UTC "><svg onload="window.hacked = 3">
- Duration: 5 hours

## Timeline (UTC)

- 10:05 &lt;/text&gt;&lt;/svg&gt;&lt;img src=x onerror=window.hacked=7&gt; </text></svg><script>window.hacked = 4</script> ' " & ]]> --> {{7*7}}
- 10:02 javascript:alert(1) <a href="javascript:window.hacked=5">x</a> <iframe src="http://evil.invalid/"></iframe>
- 10:40 Ctrl + U → ‮evil‬, back to normal
DOCUMENT

step "Pages: no error, no request, links between places, filters, axe, hostile text"
"$pmlint" check --isolated --fail-on never --quiet --output-format html "${documents[@]}" "$work/hostile.md" >"$work/report.html"
"$pmlint" timeline --isolated --output-format html "${documents[@]}" "$work/hostile.md" >"$work/timeline.html"
"$pmlint" incidents --isolated --output-format html "${documents[@]}" "$work/hostile.md" >"$work/incidents.html"

step "Pictures of ${#documents[@]} documents, in light and dark, into target/pictures"
for document in "${documents[@]}" "$work/hostile.md"; do
    "$pmlint" timeline --isolated --output-format svg "$document" >"$work/$(basename "$document" .md).svg"
    "$pmlint" timeline --isolated --output-format mermaid "$document" >"$work/$(basename "$document" .md).mermaid"
done

node ci/html_session.mjs "$tools/npm/" "$chromium" "$work" target/pictures
finish "Pages and pictures: all well"
