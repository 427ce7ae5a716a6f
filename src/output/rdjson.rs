//! The Reviewdog Diagnostic Format: one `DiagnosticResult`.
//!
//! Columns count bytes of UTF-8 from 1, as the format demands; an end is one
//! past the last. A byte order mark counts as the three bytes that it is,
//! since reviewdog cuts the lines of the file by these columns.

use super::json::to_text;
use super::visible::visible;
use super::{Report, page_url};
use crate::finding::{Diagnostic, Fix, Label, Severity};
use crate::span::{LineIndex, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Outcome<'a> {
    source: Source,
    diagnostics: Vec<RdDiagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct RdDiagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

/// All findings as one object.
#[must_use]
pub fn render(reports: &[Report]) -> String {
    let mut diagnostics = Vec::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        diagnostics.extend(report.diagnostics.iter().map(|d| diagnostic(d, report, &index)));
    }
    to_text(&Outcome { source: Source { name: "pmlint", url: env!("CARGO_PKG_REPOSITORY") }, diagnostics })
}

fn diagnostic<'a>(diagnostic: &'a Diagnostic, report: &'a Report, index: &LineIndex<'_>) -> RdDiagnostic<'a> {
    let finding = &diagnostic.finding;
    let at = |span| Location { path: &report.path, range: range(span, index) };
    let related = |label: &'a Label| Related { message: &label.message, location: at(label.span) };
    RdDiagnostic {
        message: message(diagnostic),
        location: at(finding.primary.span),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Advice => "INFO",
        },
        code: Code { value: &diagnostic.rule, url: page_url(&diagnostic.rule) },
        suggestions: finding.fix.iter().filter_map(|fix| suggestion(fix, &report.text, index)).collect(),
        related_locations: finding.others.iter().map(related).collect(),
    }
}

fn message(diagnostic: &Diagnostic) -> String {
    let finding = &diagnostic.finding;
    let message = visible(&finding.message);
    finding
        .help
        .as_ref()
        .map_or_else(|| message.clone().into_owned(), |help| format!("{message}\nhelp: {}", visible(help)))
}

/// A fix as the one replacement that does what all its edits do; several
/// suggestions would read as so many choices.
fn suggestion(fix: &Fix, text: &str, index: &LineIndex<'_>) -> Option<Suggestion> {
    let whole = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover)?;
    let mut new = String::new();
    let mut at = whole.start;
    for edit in &fix.edits {
        new.push_str(text.get(at..edit.span.start)?);
        new.push_str(&edit.replacement);
        at = edit.span.end;
    }
    Some(Suggestion { range: range(whole, index), text: new })
}

fn range(span: Span, index: &LineIndex<'_>) -> Range {
    let position = |offset| {
        let place = index.position(offset);
        Position { line: place.line, column: place.offset - index.line(place.line).start + 1 }
    };
    Range { start: position(span.start), end: position(span.end) }
}
