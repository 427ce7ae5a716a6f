#!/usr/bin/env bash
# Lints what the inputs of the action name: annotations on standard output, and
# a SARIF report where one is asked for. Used by action.yml.
set -euo pipefail

arguments=(check --color never)
if [[ -n ${PMLINT_FAIL_ON:-} ]]; then
    arguments+=(--fail-on "$PMLINT_FAIL_ON")
fi
if [[ -n ${PMLINT_PROFILE:-} ]]; then
    arguments+=(--profile "$PMLINT_PROFILE")
fi
paths=()
while IFS= read -r path; do
    path=${path%$'\r'}
    [[ -z $path ]] || paths+=("$path")
done <<<"${PMLINT_PATHS:-}"
if [[ ${#paths[@]} -eq 0 ]]; then
    paths=(.)
fi

if [[ -n ${PMLINT_SARIF_FILE:-} ]]; then
    # Trouble shows in the second run, which says it once.
    pmlint "${arguments[@]}" --quiet --output-format sarif --output-file "$PMLINT_SARIF_FILE" \
        -- "${paths[@]}" >/dev/null 2>&1 || true
    if [[ ! -s $PMLINT_SARIF_FILE ]]; then
        echo "::error::the SARIF report could not be written to $PMLINT_SARIF_FILE"
        exit 2
    fi
fi
pmlint "${arguments[@]}" --output-format github -- "${paths[@]}"
