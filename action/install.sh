#!/usr/bin/env bash
# Puts pmlint on the path of the job: a release with its checksum verified, or
# the commit of the action itself, built with Cargo. Used by action.yml.
set -euo pipefail

version=${PMLINT_VERSION:-}
if [[ -z $version ]]; then
    version=source
    [[ ${PMLINT_REF:-} =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] && version=$PMLINT_REF
fi
folder=${RUNNER_TEMP:?}/pmlint
mkdir -p "$folder/bin"

if [[ $version == source ]]; then
    cargo install --quiet --locked --path "${PMLINT_SOURCE:?}" --root "$folder"
else
    case ${RUNNER_OS:?}-${RUNNER_ARCH:?} in
        Linux-X64) target=x86_64-unknown-linux-musl ;;
        Linux-ARM64) target=aarch64-unknown-linux-musl ;;
        macOS-X64) target=x86_64-apple-darwin ;;
        macOS-ARM64) target=aarch64-apple-darwin ;;
        Windows-X64) target=x86_64-pc-windows-msvc ;;
        *)
            echo "::error::there is no release of pmlint for $RUNNER_OS on $RUNNER_ARCH; use \`version: source\`"
            exit 1
            ;;
    esac
    archive=pmlint-$version-$target.tar.gz
    from=https://github.com/pmlint/pmlint/releases/download/$version
    cd "$folder"
    curl --fail --silent --show-error --location --retry 3 --remote-name "$from/$archive"
    curl --fail --silent --show-error --location --retry 3 --remote-name "$from/$archive.sha256"
    if command -v sha256sum >/dev/null; then
        sha256sum --check "$archive.sha256"
    else
        shasum --algorithm 256 --check "$archive.sha256"
    fi
    tar -xzf "$archive" -C bin
fi
echo "$folder/bin" >>"${GITHUB_PATH:?}"
