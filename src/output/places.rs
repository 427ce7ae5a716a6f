//! The places of a finding in words and numbers, for the formats that other
//! programs read.

use crate::finding::{Finding, Label};
use crate::span::{LineIndex, Span};

/// Lines and columns of a span. All count from 1; the end is one past the last
/// character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The line it begins on.
    pub line: usize,
    /// The column it begins in, in Unicode characters.
    pub column: usize,
    /// The line it ends on.
    pub end_line: usize,
    /// The column behind it, in Unicode characters.
    pub end_column: usize,
}

impl Region {
    /// The region of a span.
    #[must_use]
    pub fn of(span: Span, index: &LineIndex<'_>) -> Self {
        let (start, end) = (index.position(span.start), index.position(span.end));
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}

/// `line 6: start`, or `line 6` for a place without words.
#[must_use]
pub fn named(label: &Label, index: &LineIndex<'_>) -> String {
    let line = index.position(label.span.start).line;
    if label.message.is_empty() { format!("line {line}") } else { format!("line {line}: {}", label.message) }
}

/// The places that take part besides the one to change, each in words.
#[must_use]
pub fn others(finding: &Finding, index: &LineIndex<'_>) -> Vec<String> {
    finding.others.iter().map(|label| named(label, index)).collect()
}
