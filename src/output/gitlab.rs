//! A Code Quality report of GitLab: the JSON array that the keyword
//! `artifacts:reports:codequality` takes, in the terms of Code Climate.
//!
//! Columns count Unicode characters from 1, a tab as one; an end is the last
//! character itself, as Code Climate has it. GitLab shows the description
//! alone, so that it names the other places with their lines; they stand as
//! `other_locations` too.

use super::fingerprint::{fingerprint_of, fingerprints};
use super::json::to_text;
use super::places::others;
use super::visible::visible;
use super::{Failure, Report, markdown, page_url};
use crate::finding::{Diagnostic, Severity};
use crate::span::{LineIndex, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    check_name: &'a str,
    description: String,
    content: Content,
    categories: [&'static str; 1],
    location: Location<'a>,
    other_locations: Vec<Location<'a>>,
    severity: &'static str,
    fingerprint: String,
}

#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// All findings as one array, and what failed: the report has no other place
/// for it, and an empty one says that all is well.
#[must_use]
pub fn render(reports: &[Report], failures: &[Failure]) -> String {
    let mut issues = Vec::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        let known_by = fingerprints(report, &report.path);
        let each = report.diagnostics.iter().zip(known_by);
        issues.extend(each.map(|(diagnostic, fingerprint)| issue(diagnostic, report, &index, fingerprint)));
    }
    issues.extend(failures.iter().map(failed));
    to_text(&issues)
}

/// What failed. An issue must name a file; what is about none is about the
/// folder of the run.
fn failed(failure: &Failure) -> Issue<'_> {
    let at = || Position { line: failure.line.unwrap_or(1), column: 1 };
    let path = failure.path.as_deref().unwrap_or(".");
    let message = failure.to_string();
    Issue {
        kind: "issue",
        check_name: "pmlint",
        description: visible(&message).into_owned(),
        content: Content { body: markdown::message(&message) },
        categories: ["Clarity"],
        location: Location { path, positions: Positions { begin: at(), end: at() } },
        other_locations: Vec::new(),
        severity: "blocker",
        fingerprint: fingerprint_of(&["failure", &message]),
    }
}

fn issue<'a>(
    diagnostic: &'a Diagnostic,
    report: &'a Report,
    index: &LineIndex<'_>,
    fingerprint: String,
) -> Issue<'a> {
    let finding = &diagnostic.finding;
    let at = |span| location(span, report, index);
    Issue {
        kind: "issue",
        check_name: &diagnostic.rule,
        description: description(diagnostic, index),
        content: Content { body: body(diagnostic, index) },
        categories: ["Clarity"],
        location: at(finding.primary.span),
        other_locations: finding.others.iter().map(|label| at(label.span)).collect(),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        },
        fingerprint,
    }
}

/// The message and the other places, in one line.
fn description(diagnostic: &Diagnostic, index: &LineIndex<'_>) -> String {
    let finding = &diagnostic.finding;
    let places = others(finding, index);
    let text = if places.is_empty() {
        finding.message.clone()
    } else {
        format!("{} ({})", finding.message, places.join("; "))
    };
    visible(&text).into_owned()
}

/// What can be done, and where to read more: Markdown.
fn body(diagnostic: &Diagnostic, index: &LineIndex<'_>) -> String {
    let finding = &diagnostic.finding;
    let mut parts = vec![markdown::message(&finding.message)];
    let place = |place: &String| format!("- {}", markdown::message(place));
    let places: Vec<String> = others(finding, index).iter().map(place).collect();
    if !places.is_empty() {
        parts.push(places.join("\n"));
    }
    parts.extend(finding.help.as_ref().map(|help| format!("Help: {}", markdown::message(help))));
    parts.extend(page_url(&diagnostic.rule).map(|url| format!("[`{}`]({url})", diagnostic.rule)));
    parts.join("\n\n")
}

fn location<'a>(span: Span, report: &'a Report, index: &LineIndex<'_>) -> Location<'a> {
    let position = |offset| {
        let place = index.position(offset);
        Position { line: place.line, column: place.column }
    };
    let last = report.text.get(span.range()).and_then(|text| text.chars().next_back());
    let end = last.map_or(span.start, |last| span.end - last.len_utf8());
    Location { path: &report.path, positions: Positions { begin: position(span.start), end: position(end) } }
}
