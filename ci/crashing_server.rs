//! `pmlint lsp` with a rule that crashes where a text says so, to try that the
//! server lives: `cargo build --example crashing-server`.

use pmlint::finding::Diagnostic;
use pmlint::rules::RuleSet;
use std::process::ExitCode;

/// What a text must not say.
const FORBIDDEN: &str = "crash the rule";

fn lint(path: Option<&str>, text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    assert!(!text.contains(FORBIDDEN), "a rule crashed");
    pmlint::lsp::lint(path, text, rules)
}

fn main() -> ExitCode {
    pmlint::lsp::serve_with(&lint)
}
