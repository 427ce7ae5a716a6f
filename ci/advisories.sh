#!/usr/bin/env bash
# Known vulnerabilities in the dependencies, those of the fuzz targets too:
#   ci/advisories.sh
# The database comes over the network. Where it cannot be had, that is said
# loudly and nothing is claimed; what it lists fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing='failed to fetch advisory database|failed to open advisory database|failed to load advisory database'

for manifest in Cargo.toml fuzz/Cargo.toml; do
    status=0
    said=$(cargo deny --manifest-path "$manifest" --config deny.toml check advisories 2>&1) || status=$?
    if [[ $status -eq 0 ]]; then
        printf 'no known vulnerability in the dependencies of %s\n' "$manifest"
    elif grep -qE "$missing" <<<"$said"; then
        printf '\n!! NOT CHECKED: known vulnerabilities in the dependencies of %s.\n' "$manifest" >&2
        printf '!! The advisory database cannot be had here:\n%s\n' "$(grep -E "$missing" <<<"$said" | head -n 1)" >&2
    else
        printf '%s\n' "$said" >&2
        exit "$status"
    fi
done
