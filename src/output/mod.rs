//! One renderer per file, all from the same `Diagnostic`.
//!
//! A new format is a variant of [`Format`], a line in [`render`] and a file.
//!
//! Every line counts from 1 and ends at `\n`, `\r\n` or a lone `\r`; every
//! column counts from 1. What a column counts, and what an end is:
//!
//! | Format | A column counts | An end is | A byte order mark |
//! |---|---|---|---|
//! | `full`, `concise`, `junit` | characters | not given | counts nothing |
//! | `json`, `sarif`, `github` | characters | one past the last | counts nothing |
//! | `gitlab` | characters | the last itself | counts nothing |
//! | `html` | not given | not given | counts nothing |
//! | `rdjson` | bytes of UTF-8 | one past the last | counts three |
//!
//! A character is a Unicode code point: an emoji or a tab is one, a letter
//! with a combining accent two. No format counts units of UTF-16.

mod concise;
pub mod config;
pub mod diff;
pub mod escape;
pub mod excerpt;
pub mod facts;
pub mod fingerprint;
mod github;
mod gitlab;
pub mod html;
pub mod human;
pub mod incidents;
pub mod json;
mod junit;
pub mod listing;
pub mod markdown;
mod places;
pub mod proof;
mod rdjson;
mod sarif;
pub mod statistics;
pub mod summary;
pub mod timeline;
pub mod visible;
mod windows;

use crate::drawing::Drawing;
use crate::finding::{Diagnostic, Severity};
use crate::rules::catalogue;
use std::fmt;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the lines of the document and a label on each place
    Full,
    /// One line a finding: `path:line:col: severity[family/name] message`
    Concise,
    /// One array of objects, for programs
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A Code Quality report of GitLab
    Gitlab,
    /// Test results: a suite for each file
    Junit,
    /// Diagnostics for reviewdog
    Rdjson,
    /// A page that stands alone: documents with their findings and timelines
    Html,
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

impl Look {
    /// What a file can show: no codes, and lines of a width that is easy to
    /// read.
    pub const PLAIN: Self = Self { color: false, links: false, width: 100 };
}

/// One linted document with what was found in it.
#[derive(Clone, Debug)]
pub struct Report {
    /// Where it came from, as it is printed.
    pub path: String,
    /// Its text; of a document without findings it may be left out.
    pub text: String,
    /// What was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The least weight that fails the run; none where nothing does.
    pub fails_at: Option<Severity>,
    /// What a page shows beside the findings; only of runs that print one.
    pub picture: Option<Box<Picture>>,
}

/// What a page shows beside the findings of a document.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What the document calls itself.
    pub title: Option<String>,
    /// Its incident, where there is something to draw.
    pub drawing: Option<Drawing>,
    /// The pages of the team's own rules, by name.
    pub own_pages: Vec<(String, String)>,
}

impl Report {
    /// Whether a finding fails the run.
    #[must_use]
    pub fn fails(&self, diagnostic: &Diagnostic) -> bool {
        self.fails_at.is_some_and(|least| diagnostic.severity >= least)
    }
}

/// Something that failed in a run: what could not be read, or a run that found
/// nothing to lint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file or folder, as it is printed, where it is about one.
    pub path: Option<String>,
    /// The line there, from 1, where it is about one.
    pub line: Option<usize>,
    /// What failed.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// The findings of a run in one of the formats. The reports are printed in
/// the order they are given in.
#[must_use]
pub fn render(reports: &[Report], format: Format, look: Look) -> String {
    render_run(reports, &[], format, look)
}

/// The same of a run in which something may have failed, so that no report of
/// it looks as if all were well. The formats that hold findings alone (`full`,
/// `concise`, `json`, `rdjson`) leave it to the exit status.
#[must_use]
pub fn render_run(reports: &[Report], failures: &[Failure], format: Format, look: Look) -> String {
    match format {
        Format::Full => human::render(reports, look),
        Format::Concise => concise::render(reports),
        Format::Json => json::render(reports),
        Format::Sarif => sarif::render(reports, failures),
        Format::Github => github::render(reports, failures),
        Format::Gitlab => gitlab::render(reports, failures),
        Format::Junit => junit::render(reports, failures),
        Format::Rdjson => rdjson::render(reports),
        Format::Html => html::render(reports, failures),
    }
}

/// The address of a built-in rule's page; a team's own rules have none.
#[must_use]
pub fn page_url(rule: &str) -> Option<String> {
    let built_in = catalogue().iter().any(|known| known.page.name == rule);
    built_in.then(|| format!("https://github.com/pmlint/pmlint/blob/main/rules/{rule}.md"))
}
