//! The comment that keeps one finding silent, and where to put it.
//!
//! A comment above its line reads best, but would cut a list, a table or a
//! paragraph in two: there it goes to the end of the line, in a table into the
//! last cell. Where neither helps it holds for the file. What is offered was
//! tried: the finding is gone, and nothing else is found.

use super::documents::View;
use crate::document::{BlockKind, Document};
use crate::finding::{Diagnostic, Edit, Fix, Safety};
use crate::fix::apply;
use crate::span::{Span, slice};
use std::collections::HashMap;

/// The largest text in which comments are tried before they are offered, in
/// bytes: an editor asks at each move of the cursor.
const LARGEST: usize = 256 * 1024;

/// Where a comment may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Above,
    End,
    File,
}

/// The comment for a finding.
pub fn offer(view: &View<'_>, found: &Diagnostic) -> Option<Fix> {
    let document = view.setup.config.reading().document(view.lines.text());
    let place = found.finding.primary.span;
    let first = if stands_alone(&document, place) { Way::Above } else { Way::End };
    let second = if first == Way::Above { Way::End } else { Way::Above };
    let ways = [first, second, Way::File];
    let mut fixes =
        ways.into_iter().map(|way| comment(&document, view.lines.text(), &found.rule, place, way));
    if view.lines.text().len() > LARGEST {
        return fixes.next();
    }
    fixes.find(|fix| keeps_silent(view, found, fix))
}

/// Whether a place stands on the first line of a paragraph or heading that is
/// no part of a list, a table or a quotation.
fn stands_alone(document: &Document<'_>, place: Span) -> bool {
    let blocks = document.blocks().iter();
    let around = blocks.filter(|block| block.span.start <= place.start && place.start <= block.span.end);
    around.min_by_key(|block| block.span.len()).is_none_or(|block| {
        let first = document.lines_of(Span::new(block.span.start, block.span.start));
        let outside = matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph);
        outside && block.parent.is_none() && !block.quoted && place.start <= first.end
    })
}

fn comment(document: &Document<'_>, text: &str, rule: &str, place: Span, way: Way) -> Fix {
    let line = document.lines_of(Span::new(place.start, place.start));
    let words = slice(text, line.range());
    let (at, replacement) = match way {
        Way::Above => {
            let indent = words.get(..words.len() - words.trim_start().len()).unwrap_or_default();
            (line.start, format!("{indent}<!-- pmlint-disable-next-line {rule} -->{}", document.line_end()))
        }
        Way::End => (line.start + end_of(words), format!(" <!-- pmlint-disable-line {rule} -->")),
        Way::File => in_file(document, text, rule),
    };
    let title = match way {
        Way::Above | Way::End => format!("Ignore `{rule}` on this line"),
        Way::File => format!("Ignore `{rule}` in this file"),
    };
    let edits = vec![Edit { span: Span::new(at, at), replacement }];
    Fix { title, edits, safety: Safety::Unsafe }
}

/// Where the words of a line end: before the bar that closes a row, and before
/// what breaks the line.
fn end_of(line: &str) -> usize {
    let words = line.trim_end();
    let is_row = words.len() > 1 && words.trim_start().starts_with('|');
    let words = words.strip_suffix('|').filter(|_| is_row).unwrap_or(words);
    let words = words.strip_suffix('\\').unwrap_or(words);
    words.trim_end().len()
}

/// At the top of the file, or at its end where front matter is the top.
fn in_file(document: &Document<'_>, text: &str, rule: &str) -> (usize, String) {
    let comment = format!("<!-- pmlint-disable-file {rule} -->");
    let end = document.line_end();
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    if text.get(top..).is_some_and(|text| text.starts_with("---") || text.starts_with("+++")) {
        let apart = if text.ends_with(['\n', '\r']) { end.to_owned() } else { end.repeat(2) };
        return (text.len(), format!("{apart}{comment}{end}"));
    }
    (top, format!("{comment}{end}{end}"))
}

/// Whether with the comment the finding is gone, and nothing new is found.
fn keeps_silent(view: &View<'_>, found: &Diagnostic, fix: &Fix) -> bool {
    let Some(text) = apply(view.lines.text(), &[fix]) else { return false };
    let before = counts(&view.checked.diagnostics);
    let after = view.found_in(&text);
    let after = counts(&after);
    let key = (found.rule.as_str(), found.finding.message.as_str());
    let fewer = after.get(&key).unwrap_or(&0) < before.get(&key).unwrap_or(&0);
    fewer && after.iter().all(|(key, count)| before.get(key).is_some_and(|known| count <= known))
}

fn counts(found: &[Diagnostic]) -> HashMap<(&str, &str), usize> {
    let mut counts = HashMap::new();
    for diagnostic in found {
        let key = (diagnostic.rule.as_str(), diagnostic.finding.message.as_str());
        *counts.entry(key).or_default() += 1;
    }
    counts
}
