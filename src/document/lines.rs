//! A paragraph told apart into the lines that stand for themselves.
//!
//! To Markdown a pasted report is one long paragraph. Here a line begins a
//! block of its own where it starts with a bullet, a label or a timestamp, is
//! a known heading, or follows a break that the author asked for; any other
//! line is the wrapped rest of the one before.

use super::headings::Headings;
use super::label::{Label, PastedBullet, pasted_bullet, starts_like_timestamp};
use super::prose::{Prose, trimmed};
use super::roles::Roles;
use crate::span::slice;
use std::ops::Range;

/// A line that stands for itself.
pub(super) struct Line<'a> {
    pub(super) text: Prose<'a>,
    pub(super) bullet: Option<PastedBullet>,
    pub(super) label: Option<Label>,
    /// The roles of a line that is a known heading and nothing else.
    pub(super) bare_heading: Roles,
}

/// Where a line begins, and with what.
struct Start {
    at: usize,
    text: usize,
    bullet: Option<PastedBullet>,
}

/// Length in characters from which a line may have been wrapped by an editor.
const WRAPPED: usize = 60;

/// The lines of a paragraph, or of a list item (`in_item`), which Markdown has
/// stripped of its bullet.
pub(super) fn split<'a>(prose: &Prose<'a>, in_item: bool, headings: &Headings) -> Vec<Line<'a>> {
    let starts = line_starts(prose, in_item, headings);
    let ends = starts.iter().skip(1).map(|start| start.at).chain([prose.text().len()]);
    let mut lines = Vec::with_capacity(starts.len());
    for (start, end) in starts.iter().zip(ends) {
        let line = line(prose, start, end, in_item, headings);
        lines.extend(at_inner_labels(line, headings));
    }
    lines
}

fn line<'a>(prose: &Prose<'a>, start: &Start, end: usize, in_item: bool, headings: &Headings) -> Line<'a> {
    let text = prose.slice(trimmed(prose.text(), start.text..end));
    let label = Label::find(&text, headings);
    let bare = label.is_none() && start.bullet.is_none() && !(in_item && start.at == 0);
    let bare_heading = if bare { bare_heading(text.text(), headings) } else { Roles::NONE };
    Line { text, bullet: start.bullet, label, bare_heading }
}

fn line_starts(prose: &Prose<'_>, in_item: bool, headings: &Headings) -> Vec<Start> {
    let text = prose.text();
    let mut starts: Vec<Start> = Vec::new();
    let mut closed = true;
    let mut previous = 0..0;
    for range in line_ranges(text) {
        let first = starts.is_empty();
        let line = slice(text, range.clone());
        if line.trim().is_empty() && !first {
            continue;
        }
        // Markdown has taken an item's own bullet off already.
        let bullet = if first && in_item { None } else { pasted_bullet(line) };
        if first && range.end == text.len() {
            starts.push(Start { at: range.start, text: range.start + bullet.map_or(0, |b| b.text), bullet });
            break;
        }
        let asked = range.start > 0 && prose.is_hard_break(range.start - 1);
        let body = bullet.map_or(0, |bullet| bullet.text);
        let part = prose.slice(range.start + body..range.end);
        let label = Label::find(&part, headings).filter(|label| capitalised(&label.name));
        let may_head = !in_item || !first;
        let heading = may_head && !bare_heading(part.text(), headings).is_empty();
        let stamped = starts_like_timestamp(part.text()) && !may_be_wrapped(text.get(previous.clone()));
        if first || closed || asked || bullet.is_some() || label.is_some() || heading || stamped {
            starts.push(Start { at: range.start, text: range.start + body, bullet });
        }
        closed = heading || label.is_some_and(|label| label.alone);
        previous = range;
    }
    starts
}

fn line_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end + 1;
        range
    })
}

fn capitalised(name: &str) -> bool {
    name.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// Whether a line is so long, and ends so, that the next may be its rest.
fn may_be_wrapped(line: Option<&str>) -> bool {
    let line = line.unwrap_or_default().trim_end();
    line.chars().count() >= WRAPPED && !line.ends_with(['.', ':', '!', '?', ')', '*'])
}

/// The roles of a line that is a known heading and nothing else: `Timeline`,
/// `Root Cause and Resolution`, `SUMMARY OF THE INCIDENT*`.
fn bare_heading(line: &str, headings: &Headings) -> Roles {
    let name = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#'));
    let plausible = capitalised(name)
        && name.split_whitespace().nth(6).is_none()
        && !name.ends_with(['.', '!', ',', ';'])
        && name.chars().next().is_some_and(char::is_alphanumeric);
    if plausible { headings.roles_of_label(name) } else { Roles::NONE }
}

/// Splits `Duration: … (UTC) Impact: The service …` at its inner labels. Only
/// lines that begin with a label are looked into, and only known names count.
fn at_inner_labels<'a>(line: Line<'a>, headings: &Headings) -> Vec<Line<'a>> {
    let Some(label) = line.label.as_ref().filter(|label| !label.alone) else {
        return vec![line];
    };
    let text = line.text.text();
    let mut cuts = vec![0];
    let mut from = label.value;
    for (colon, _) in text.match_indices(':').filter(|(colon, _)| *colon > label.value) {
        if let Some(start) = known_label_before(text, from, colon, headings) {
            cuts.push(start);
        }
        from = colon + 1;
    }
    if cuts.len() == 1 {
        return vec![line];
    }
    let ends = cuts.iter().copied().skip(1).chain([text.len()]);
    let mut lines = Vec::new();
    for (start, end) in cuts.iter().zip(ends) {
        let part = line.text.slice(trimmed(text, *start..end));
        let label = Label::find(&part, headings);
        let bullet = line.bullet;
        lines.push(Line { text: part, bullet, label, bare_heading: Roles::NONE });
    }
    lines
}

/// Where a known, capitalised name of one to four words begins that ends at
/// `colon`.
fn known_label_before(text: &str, from: usize, colon: usize, headings: &Headings) -> Option<usize> {
    let before = text.get(from..colon)?;
    let tail_start = before.char_indices().rev().nth(60).map_or(0, |(i, _)| i);
    let starts = before.char_indices().filter(|(i, _)| *i >= tail_start).filter(|(i, c)| {
        c.is_uppercase() && before[..*i].chars().next_back().is_none_or(char::is_whitespace)
    });
    let known = |start: &usize| {
        let name = &before[*start..];
        name.split_whitespace().count() <= 4
            && (headings.field(name).is_some() || !headings.roles_of_label(name).is_empty())
    };
    starts.map(|(i, _)| i).find(known).map(|start| from + start)
}
