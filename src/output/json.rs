//! One JSON array of findings, sorted by path and place, for programs.
//!
//! Each element has `code`, `severity`, `message`, `path`, `span` and
//! `label` (the place to change and its words) and `labels` (the other places
//! that take part, possibly none). `help`, `fix` and `url` (of a built-in
//! rule's page) are present only where there is one: absent, never null. Lines and columns count from 1, columns
//! in Unicode characters; offsets count bytes from 0.

use super::visible::is_unsafe;
use super::{Report, page_url};
use crate::finding::{Diagnostic, Fix, Label};
use crate::span::{LineIndex, Span};
use serde::Serialize;
use std::fmt::Write;

/// A place in a file.
#[derive(Serialize)]
pub struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

/// From a first place up to, not including, a second.
#[derive(Serialize)]
pub struct Extent {
    start: Place,
    end: Place,
}

impl Extent {
    /// The places of a span.
    #[must_use]
    pub fn of(span: Span, index: &LineIndex<'_>) -> Self {
        let place = |offset| {
            let position = index.position(offset);
            Place { offset: position.offset, line: position.line, column: position.column }
        };
        Self { start: place(span.start), end: place(span.end) }
    }
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    path: &'a str,
    span: Extent,
    label: &'a str,
    labels: Vec<JsonLabel<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    message: &'a str,
    span: Extent,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    span: Extent,
    replacement: &'a str,
}

/// All findings as one array.
#[must_use]
pub fn render(reports: &[Report]) -> String {
    let mut all = Vec::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        all.extend(report.diagnostics.iter().map(|d| diagnostic(d, &report.path, &index)));
    }
    to_text(&all)
}

fn diagnostic<'a>(diagnostic: &'a Diagnostic, path: &'a str, index: &LineIndex<'_>) -> JsonDiagnostic<'a> {
    let finding = &diagnostic.finding;
    JsonDiagnostic {
        code: &diagnostic.rule,
        severity: diagnostic.severity.name(),
        message: &finding.message,
        help: finding.help.as_deref(),
        url: page_url(&diagnostic.rule),
        path,
        span: Extent::of(finding.primary.span, index),
        label: &finding.primary.message,
        labels: finding.others.iter().map(|other| label(other, index)).collect(),
        fix: finding.fix.as_ref().map(|f| fix(f, index)),
    }
}

fn label<'a>(label: &'a Label, index: &LineIndex<'_>) -> JsonLabel<'a> {
    JsonLabel { message: &label.message, span: Extent::of(label.span, index) }
}

fn fix<'a>(fix: &'a Fix, index: &LineIndex<'_>) -> JsonFix<'a> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| JsonEdit { span: Extent::of(edit.span, index), replacement: &edit.replacement });
    JsonFix { title: &fix.title, safety: fix.safety.name(), edits: edits.collect() }
}

/// A value as indented JSON with a line end, in which every character that a
/// terminal would obey is escaped; serde escapes only the first 32.
pub fn to_text(value: &impl Serialize) -> String {
    // These shapes have text keys and finite numbers, so they always serialise.
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| "[]".into());
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if c != '\n' && is_unsafe(c) {
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else if c == '[' && safe.ends_with("##") {
            // In the log of a runner it would be a command.
            safe.push_str("\\u005b");
        } else {
            safe.push(c);
        }
    }
    safe.push('\n');
    safe
}
