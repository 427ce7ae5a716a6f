//! Which examples on a rule's page fail, in words: one line for each, with
//! what the rule found in it below.

use super::visible::{visible, visible_line};
use crate::analysis::FailedExample;
use crate::rules::Page;
use crate::span::LineIndex;
use std::fmt::Write;

/// What is wrong with the examples of the page at `path`.
#[must_use]
pub fn render(path: &str, page: &Page, failed: &[FailedExample<'_>]) -> String {
    let path = visible_line(path);
    let mut out = String::new();
    if !shows_a_fault(page) {
        let _ =
            writeln!(out, "{path}:1: no `markdown bad` fence shows what `{}` reports", visible(&page.name));
    }
    for FailedExample { example, found } in failed {
        let (kind, due) = if example.bad { ("bad", "one") } else { ("good", "none") };
        let count = match found.len() {
            0 => "no finding".to_owned(),
            1 => "a finding".to_owned(),
            n => format!("{n} findings"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{path}:{}: this `{kind}` example of `{}` gives {count}, it should give {due}",
            example.line,
            visible(&page.name)
        );
        let index = LineIndex::new(example.text);
        for diagnostic in found {
            let place = index.position(diagnostic.finding.primary.span.start);
            let line = example.line + place.line;
            let _ = writeln!(out, "  line {line}: {}", visible(&diagnostic.finding.message));
        }
    }
    out
}

/// Whether an example shows what the rule reports; without one nothing proves
/// that it reports anything.
#[must_use]
pub fn shows_a_fault(page: &Page) -> bool {
    page.examples().iter().any(|example| example.bad)
}
