//! One renderer per file, all from the same `Diagnostic`.
//!
//! A new format is a variant of [`Format`], a line in [`render`] and a file.

mod concise;
pub mod diff;
pub mod excerpt;
pub mod facts;
pub mod human;
pub mod json;
pub mod listing;
pub mod proof;
pub mod summary;
pub mod visible;
mod windows;

use crate::finding::Diagnostic;
use crate::rules::catalogue;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the lines of the document and a label on each place
    Full,
    /// One line a finding: `path:line:col: severity[family/name] message`
    Concise,
    /// One array of objects, for programs
    Json,
}

/// What a listing (rules, facts) is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    /// Aligned columns, for people
    Text,
    /// One array of objects, for programs
    Json,
}

/// What the place that text is printed to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Escape codes for colour may be written.
    pub color: bool,
    /// Escape codes for links may be written.
    pub links: bool,
    /// Columns of a line.
    pub width: usize,
}

/// One linted document with what was found in it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where it came from, as it is printed.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// The findings of a run in one of the formats. The reports are printed in
/// the order they are given in.
#[must_use]
pub fn render(reports: &[Report], format: Format, look: Look) -> String {
    match format {
        Format::Full => human::render(reports, look),
        Format::Concise => concise::render(reports),
        Format::Json => json::render(reports),
    }
}

/// The address of a built-in rule's page; a team's own rules have none.
#[must_use]
pub fn page_url(rule: &str) -> Option<String> {
    let built_in = catalogue().iter().any(|known| known.page.name == rule);
    built_in.then(|| format!("https://github.com/pmlint/pmlint/blob/main/rules/{rule}.md"))
}
