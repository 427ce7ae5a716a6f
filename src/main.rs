//! The program: see `pmlint::cli` and `pmlint::lsp`.

use std::process::ExitCode;

fn main() -> ExitCode {
    pmlint::cli::run(pmlint::lsp::serve)
}
