//! Percentages: `30%`, `12.5 %`, `40 percent`.

use std::ops::Range;

/// The percentages of a text, in order, each with its number.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, f64)> {
    let mut found: Vec<(Range<usize>, f64)> = Vec::new();
    for sign in ["%", " percent", " per cent"] {
        let marks = text.match_indices(sign).filter_map(|(at, _)| number_before(text, at));
        found.extend(marks.map(|(start, at, number)| (start..at + sign.len(), number)));
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// The number that ends at `at`, white space aside: where it starts, where
/// the sign stands, and its value.
fn number_before(text: &str, at: usize) -> Option<(usize, usize, f64)> {
    let before = text.get(..at)?.trim_end();
    let length = before.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let start = before.len() - length;
    let glued = before.get(..start)?.chars().next_back().is_some_and(char::is_alphanumeric);
    let number: f64 = before.get(start..)?.parse().ok()?;
    (!glued && at - before.len() <= 3).then_some((start, at, number))
}
