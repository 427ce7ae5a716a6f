#!/usr/bin/env bash
# A session with `pmlint lsp` by a client that is none of ours (pygls):
#   ci/lsp.sh [PMLINT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

pmlint=$(program "${1:-}")
step "pmlint lsp and pygls"
if ! python_tools pygls==2.0.0 lsprotocol==2025.0.0; then
    skip "the session with pygls: it cannot be installed"
    finish "pmlint lsp"
    exit 0
fi
cargo build --locked --quiet --example crashing-server
"$tools/python/bin/python" ci/lsp_session.py "$pmlint" "${CARGO_TARGET_DIR:-target}/debug/examples/crashing-server"
finish "pmlint lsp: all as the protocol has it"
