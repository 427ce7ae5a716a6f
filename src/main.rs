//! The program: see `pmlint::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    pmlint::cli::run()
}
