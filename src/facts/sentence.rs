//! The sentence around a place.

use std::ops::Range;

/// How far a sentence is followed to either side, in bytes: a text without full
/// stops must not be read again and again.
const REACH: usize = 400;

/// The sentence around a range of a text. A full stop within a number or before
/// a small letter is no end.
pub(crate) fn sentence(text: &str, around: &Range<usize>) -> Range<usize> {
    let mut from = around.start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (around.end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let before = text.get(from..around.start).unwrap_or_default();
    let start = before.char_indices().rev().find(|(i, c)| ends(text, from + i, *c));
    let after = text.get(around.end..to).unwrap_or_default();
    let end = after.char_indices().find(|(i, c)| ends(text, around.end + i, *c));
    start.map_or(from, |(i, c)| from + i + c.len_utf8())..end.map_or(to, |(i, _)| around.end + i)
}

/// Whether the mark at `at` ends a sentence.
fn ends(text: &str, at: usize, mark: char) -> bool {
    let after = text.get(at + mark.len_utf8()..).unwrap_or_default();
    let spaced = after.chars().next().is_none_or(char::is_whitespace);
    let small = after.trim_start().chars().next().is_some_and(char::is_lowercase);
    match mark {
        '.' => spaced && !small,
        '!' | '?' | ';' => spaced,
        _ => false,
    }
}
