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
    reported=0
    pmlint "${arguments[@]}" --quiet --output-format sarif --output-file "$PMLINT_SARIF_FILE" \
        -- "${paths[@]}" >/dev/null 2>&1 || reported=$?
    if [[ $reported -gt 1 && -f $PMLINT_SARIF_FILE ]]; then
        # Code scanning takes what is not in a report for mended: upload none of
        # a run that failed.
        rm -f -- "$PMLINT_SARIF_FILE"
    fi
fi
status=0
pmlint "${arguments[@]}" --output-format github -- "${paths[@]}" || status=$?
if [[ $status -le 1 && -n ${PMLINT_SARIF_FILE:-} && ($reported -gt 1 || ! -s $PMLINT_SARIF_FILE) ]]; then
    echo "::error::the SARIF report could not be written to $PMLINT_SARIF_FILE"
    status=2
fi
exit "$status"
