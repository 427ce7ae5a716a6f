//! HTTP status codes, where the text speaks of HTTP.
//!
//! `500 errors`, `HTTP 502`, `502 Bad Gateway` and `504s` are codes; `500 ms`,
//! port 5432 and 500 users are not (DESIGN section 5).

use crate::phrases::values::{STATUS_AFTER, STATUS_BEFORE, STATUS_JOINT};
use crate::span::slice;
use crate::text::{Passage, is_word_char as is_word};
use std::ops::Range;

/// A code or a class of codes with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) range: Range<usize>,
    pub(super) value: StatusValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusValue {
    /// `502`.
    Code(u16),
    /// `5xx`: the first digit.
    Class(u8),
}

/// The longest text that joins two codes, in bytes.
const LONGEST: usize = 12;

/// The status codes of a text, in order.
pub(super) fn read(passage: Passage<'_>) -> Vec<Status> {
    let text = passage.text();
    let candidates: Vec<Range<usize>> = numbers(text).filter(|range| stands_alone(text, range)).collect();
    let mut known: Vec<bool> = candidates.iter().map(|range| in_context(passage, range)).collect();
    spread(passage, &candidates, &mut known);
    let read = candidates.into_iter().zip(known).filter(|(_, known)| *known);
    read.filter_map(|(range, _)| Some(Status { value: value(text.get(range.clone())?)?, range })).collect()
}

/// The numbers from 100 to 599, and classes of them as `5xx`; of longer
/// numbers the parts, which do not stand alone.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes().windows(3).enumerate();
    let numbers = bytes.filter(|(_, three)| match three {
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => true,
        [b'1'..=b'5', rest @ ..] => rest.eq_ignore_ascii_case(b"xx"),
        _ => false,
    });
    numbers.map(|(at, _)| at..at + 3)
}

fn value(written: &str) -> Option<StatusValue> {
    match written.parse() {
        Ok(code) => Some(StatusValue::Code(code)),
        Err(_) => written.bytes().next().map(|digit| StatusValue::Class(digit - b'0')),
    }
}

/// Not part of a longer number, a name, an amount or a path.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let mut earlier = slice(text, ..range.start).chars().rev();
    let before = earlier.next();
    // `12,500`
    let digits_before = before == Some(',') && earlier.next().is_some_and(|c| c.is_ascii_digit());
    let mut after = slice(text, range.end..).chars();
    let next = after.next();
    let beyond = after.next();
    let glued_before = before.is_some_and(|c| is_word(c) || matches!(c, '#' | '$' | '€' | '.' | '-' | '~'));
    let number_goes_on = matches!(next, Some('.' | ',' | ':')) && beyond.is_some_and(|c| c.is_ascii_digit());
    let unit = next.is_some_and(|c| c.is_alphanumeric() && c != 's') || matches!(next, Some('%' | '_'));
    !(glued_before || digits_before || number_goes_on || unit)
}

/// A class word (`5xx`) needs no context.
fn in_context(passage: Passage<'_>, range: &Range<usize>) -> bool {
    if passage.text().get(range.clone()).is_some_and(|written| written.ends_with(['x', 'X'])) {
        return true;
    }
    let after = passage.after(range.end);
    is_plural(after.text())
        || STATUS_AFTER.is_in(after)
        || (STATUS_BEFORE.is_in(passage.before(range.start)) && !counts_something(after.text()))
}

/// Whether a number before this text is a plural: `502s`, `502's`.
fn is_plural(after: &str) -> bool {
    let after = after.strip_prefix(['\'', '’']).unwrap_or(after);
    after.strip_prefix('s').is_some_and(|rest| !rest.starts_with(is_word))
}

/// `returned 500 rows`: a number with a thing counted is no code.
fn counts_something(after: &str) -> bool {
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let glue = [
        "", "for", "to", "when", "on", "from", "and", "or", "as", "in", "at", "during", "with", "by",
        "instead", "because", "after", "until", "while",
    ];
    after.starts_with(' ') && !glue.contains(&word.to_lowercase().as_str())
}

/// Codes joined to a known code are codes too.
fn spread(passage: Passage<'_>, candidates: &[Range<usize>], known: &mut [bool]) {
    let joined = |a: &Range<usize>, b: &Range<usize>| {
        let between = passage.slice(a.end..b.start);
        between.text().len() <= LONGEST && STATUS_JOINT.is_in(between)
    };
    for i in 1..candidates.len() {
        if known[i - 1] && !known[i] && joined(&candidates[i - 1], &candidates[i]) {
            known[i] = true;
        }
    }
    for i in (1..candidates.len()).rev() {
        if known[i] && !known[i - 1] && joined(&candidates[i - 1], &candidates[i]) {
            known[i - 1] = true;
        }
    }
}
