//! Workflow commands of GitHub Actions: one line a finding, which the runner
//! turns into an annotation on the changed files of a pull request.
//!
//! Columns count Unicode characters from 1, a tab as one; `endColumn` is one
//! past the last. They are given for what lies on one line only: the runner
//! refuses them for more. An annotation has one place, so the others stand in
//! its message with their lines. GitHub shows ten annotations of each kind in
//! a step; the log holds all.

use super::places::{Region, others};
use super::visible::{visible, visible_char};
use super::{Failure, Report, page_url};
use crate::finding::{Diagnostic, Severity};
use crate::span::LineIndex;
use std::fmt::Write;

/// All findings, one command each, and what failed.
#[must_use]
pub fn render(reports: &[Report], failures: &[Failure]) -> String {
    let mut out = String::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        for diagnostic in &report.diagnostics {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", command(diagnostic, &report.path, &index));
        }
    }
    for failure in failures {
        let _ = writeln!(out, "{}", failed(failure));
    }
    out
}

/// What failed, as an annotation of the file or of the run.
fn failed(failure: &Failure) -> String {
    let mut place =
        failure.path.as_deref().map_or_else(String::new, |path| format!("file={},", property(path)));
    if let Some(line) = failure.line {
        let _ = write!(place, "line={line},");
    }
    format!("::error {place}title=pmlint::{}", escaped(&failure.to_string()))
}

fn command(diagnostic: &Diagnostic, path: &str, index: &LineIndex<'_>) -> String {
    let region = Region::of(diagnostic.finding.primary.span, index);
    let mut place = format!("file={},line={},endLine={}", property(path), region.line, region.end_line);
    if region.line == region.end_line {
        let _ = write!(place, ",col={},endColumn={}", region.column, region.end_column);
    }
    let title = property(&diagnostic.rule);
    format!("::{} {place},title={title}::{}", kind(diagnostic.severity), message(diagnostic, index))
}

const fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

/// What the annotation says, its line ends escaped.
fn message(diagnostic: &Diagnostic, index: &LineIndex<'_>) -> String {
    let finding = &diagnostic.finding;
    let mut lines = vec![finding.message.clone()];
    lines.extend(others(finding, index));
    lines.extend(finding.help.as_ref().map(|help| format!("help: {help}")));
    lines.extend(page_url(&diagnostic.rule));
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    lines.join("%0A")
}

/// Text as the data of a command. Line ends and controls from the document
/// have become symbols before, so that none can open a command of its own.
fn escaped(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// Text as the value of a property, which `:` and `,` would end. A path keeps
/// its line ends, or it would name another file.
fn property(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' => out.push_str("%3A"),
            ',' => out.push_str("%2C"),
            c => out.push(visible_char(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(property("a,b:100%\r\n.md"), "a%2Cb%3A100%25%0D%0A.md");
        assert_eq!(escaped("5 % of a, b::c"), "5 %25 of a, b::c");
        assert_eq!(escaped("a\n::set-output::b"), "a␊::set-output::b");
    }
}
