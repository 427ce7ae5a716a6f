//! `pmlint lsp`: the same findings while a postmortem is being written.
//!
//! One thread holds all that is known and takes one message after the other;
//! two more read standard input and write standard output (`transport`). Texts
//! are changed at once (`text`), but linted only when nothing waits to be read:
//! edits that come faster than they are linted share one answer. What is asked
//! about a document is answered from its text as it then is.
//!
//! `documents` are those that are open, `settings` what the editor says,
//! `client` what it can show. Which configuration applies is decided where the
//! command line has it decided (`files`). Each answer has a file of its own;
//! none of them knows the loop (`server`).

mod actions;
mod client;
mod completion;
mod diagnostics;
mod documents;
mod hints;
mod hover;
mod requests;
mod server;
mod settings;
mod suppressing;
mod symbols;
mod text;
mod transport;
mod uri;

pub use server::{Lint, run};

use crate::analysis;
use crate::finding::Diagnostic;
use crate::rules::RuleSet;
use std::process::ExitCode;

/// Speaks with an editor over standard input and output until it says goodbye
/// or is gone.
#[must_use]
pub fn serve() -> ExitCode {
    serve_with(&lint)
}

/// The same with another way to lint.
#[must_use]
pub fn serve_with(lint: &Lint) -> ExitCode {
    let (connection, writer) = transport::stdio();
    let code = run(&connection, lint);
    // The writer ends once nobody can write any more.
    drop(connection);
    let _ = writer.join();
    ExitCode::from(code)
}

/// What the command line finds in the same document.
#[must_use]
pub fn lint(path: Option<&str>, text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    match path {
        Some(path) => analysis::lint_file(path, text, rules),
        None => analysis::lint(text, rules),
    }
}
