//! What stands around a name: its sentence, quotations, links.

use std::ops::Range;

/// How far a sentence is followed to either side, in bytes: a longer one is
/// judged by what stands near.
const REACH: usize = 400;

/// The sentence around a range of a text.
pub(super) fn sentence<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(begin(text, range.start)..end(text, range.end)).unwrap_or_default()
}

/// Whether one of the things, whose ranges are in order and apart from each
/// other, shares text with `range`.
pub(super) fn touches<T>(things: &[T], at: impl Fn(&T) -> &Range<usize>, range: &Range<usize>) -> bool {
    let first = things.partition_point(|thing| at(thing).end <= range.start);
    things.get(first).is_some_and(|thing| at(thing).start < range.end)
}

/// The part of the sentence before a place.
pub(super) fn before(text: &str, at: usize) -> &str {
    text.get(begin(text, at)..at).unwrap_or_default()
}

/// The part of the sentence after a place.
pub(super) fn after(text: &str, at: usize) -> &str {
    text.get(at..end(text, at)).unwrap_or_default()
}

fn begin(text: &str, at: usize) -> usize {
    let from = floor(text, at.saturating_sub(REACH));
    let part = text.get(from..at).unwrap_or_default();
    let stop = part.rmatch_indices(['.', '!', '?', '\n']).find(|(i, mark)| {
        *mark == "\n" || part.get(i + 1..).is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    stop.map_or(from, |(i, _)| from + i + 1)
}

fn end(text: &str, at: usize) -> usize {
    let to = floor(text, (at + REACH).min(text.len()));
    let part = text.get(at..to).unwrap_or_default();
    let stop = part.match_indices(['.', '!', '?', '\n']).find(|(i, mark)| {
        let rest = part.get(i + 1..).unwrap_or_default();
        *mark == "\n" || rest.is_empty() || rest.starts_with(char::is_whitespace)
    });
    stop.map_or(to, |(i, _)| at + i)
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}
