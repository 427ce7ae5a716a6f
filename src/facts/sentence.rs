//! Sentences: where one begins and ends.

use crate::span::slice;
use std::ops::Range;

/// Longest sentence, in bytes to each side of a place: what is longer is none.
const LONGEST: usize = 600;
/// Longest abbreviation that is known, in bytes.
const LONGEST_WORD: usize = 6;

/// The sentence around a place of a text. A full stop inside a number, an
/// abbreviation or a time is no end.
pub(crate) fn sentence_at(text: &str, range: &Range<usize>) -> Range<usize> {
    let first = text.floor_char_boundary(range.start.saturating_sub(LONGEST));
    let last = text.ceil_char_boundary((range.end + LONGEST).min(text.len()));
    let end_at = |(at, mark): (usize, char)| sentence_end(text, at, mark);
    let start = marks(text, first..range.start).rev().filter_map(end_at).find(|end| *end <= range.start);
    // The mark that ends the place itself may end the sentence.
    let end = marks(text, range.end.saturating_sub(1)..last).filter_map(end_at).find(|end| *end >= range.end);
    let (start, end) = (start.unwrap_or(first), end.unwrap_or(last));
    start..end.max(range.end)
}

/// Where the sentences of a text end.
pub(crate) fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    marks(text, 0..text.len()).filter_map(|(at, mark)| sentence_end(text, at, mark))
}

/// The marks in a part of a text that may end a sentence. Bytes are looked at,
/// not characters: this is asked for every fact.
fn marks(text: &str, part: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, char)> {
    let from = part.start;
    let bytes = text.as_bytes().get(part).unwrap_or_default().iter().enumerate();
    bytes
        .filter(|(_, byte)| matches!(byte, b'.' | b'!' | b'?' | b';'))
        .map(move |(i, byte)| (from + i, char::from(*byte)))
}

/// Where a sentence ends, if it does with this mark.
fn sentence_end(text: &str, i: usize, c: char) -> Option<usize> {
    let after = text.get(i + c.len_utf8()..)?;
    if !after.chars().next().is_none_or(char::is_whitespace) {
        return None;
    }
    let ends = c != '.' || {
        let capital = after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        capital && !ends_abbreviation(text.get(..i)?)
    };
    ends.then_some(i + c.len_utf8())
}

fn ends_abbreviation(before: &str) -> bool {
    // One character more than the longest, to see where a longer word begins.
    let near = before.floor_char_boundary(before.len().saturating_sub(LONGEST_WORD + 1));
    let near = slice(before, near..);
    let word = near.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let known = [
        "approx", "ca", "e.g", "i.e", "etc", "vs", "a.m", "p.m", "no", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    ];
    known.contains(&word.as_str())
}
