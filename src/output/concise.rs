//! `path:line:col: severity[family/name] message`: one plain line a finding,
//! for grep, editors and logs. Never coloured.

use super::Report;
use super::visible::{visible, visible_line};
use crate::span::LineIndex;
use std::fmt::Write;

/// All findings, one a line.
#[must_use]
pub fn render(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        let index = LineIndex::new(&report.text);
        let path = visible_line(&report.path);
        for diagnostic in &report.diagnostics {
            let place = index.position(diagnostic.finding.primary.span.start);
            let message = visible(&diagnostic.finding.message);
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{path}:{}:{}: {}[{}] {message}",
                place.line, place.column, diagnostic.severity, diagnostic.rule
            );
        }
    }
    out
}
