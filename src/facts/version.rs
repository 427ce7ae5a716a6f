//! Versions: `1.4.2`, `v2.3`, `version 2.3`, `2.0.0-rc.1`.
//!
//! Two numbers and a point are a version only behind `v` or a word that says
//! so; four are an address.

use crate::phrases::values::VERSION_BEFORE;
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

/// The most digits of a part of a version.
const DIGITS: usize = 5;

/// The versions of a text, in order, without the `v` they may begin with.
pub(super) fn read(passage: Passage<'_>) -> Vec<(Range<usize>, String)> {
    let text = passage.text();
    let is_dotted = |three: &[u8]| matches!(three, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(dot) = text.as_bytes().get(at..).and_then(|rest| rest.windows(3).position(is_dotted)) {
        let dot = at + dot + 1;
        let digits = text.bytes().take(dot).rev().take_while(u8::is_ascii_digit).count();
        let written = text.get(dot - digits..).map_or("", number);
        at = dot + 1;
        if !written.is_empty() {
            let range = dot - digits..dot - digits + written.len();
            at = range.end.max(at);
            found.extend(version(passage, range));
        }
    }
    found
}

/// The version whose number stands in a range, if it is one.
fn version(passage: Passage<'_>, range: Range<usize>) -> Option<(Range<usize>, String)> {
    let text = passage.text();
    // A point at its end closes the sentence.
    let written = text.get(range.clone())?.trim_end_matches(['.', '-', '+']);
    let range = range.start..range.start + written.len();
    let letter = letter_v(text.get(..range.start)?);
    let start = letter.unwrap_or(range.start);
    let marked = letter.is_some() || {
        let before = passage.before(range.start);
        before.text().ends_with(char::is_whitespace) && VERSION_BEFORE.is_in(before)
    };
    let enough = marked || core(written).matches('.').count() == 2;
    (enough && stands_alone(text, &(start..range.end))).then(|| (start..range.end, written.to_owned()))
}

/// Where the `v` stands that a text ends with: `v`, `v.`, `v `.
fn letter_v(before: &str) -> Option<usize> {
    let before = before.strip_suffix(char::is_whitespace).unwrap_or(before);
    let before = before.strip_suffix('.').unwrap_or(before).strip_suffix(['v', 'V'])?;
    (!before.ends_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(before.len())
}

/// The number that a text begins with, two or three parts and what a dash, a
/// plus or a word for a stage adds; nothing where there is none.
fn number(text: &str) -> &str {
    let digits = |at: usize| text.bytes().skip(at).take_while(u8::is_ascii_digit).count();
    let is_part = |at: usize| (1..=DIGITS).contains(&digits(at));
    let mut end = digits(0);
    let mut parts = usize::from(is_part(0));
    while (1..3).contains(&parts) && text.as_bytes().get(end) == Some(&b'.') && is_part(end + 1) {
        end += 1 + digits(end + 1);
        parts += 1;
    }
    if parts < 2 {
        return "";
    }
    let rest = slice(text, end..);
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    if rest.strip_prefix(['-', '+']).is_some_and(|more| more.starts_with(is_plain)) {
        end += rest.find(|c: char| !(is_plain(c) || matches!(c, '.' | '-' | '+'))).unwrap_or(rest.len());
    } else {
        let stage = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let named = ["rc", "alpha", "beta", "a", "b"]
            .iter()
            .any(|name| rest.get(..stage).is_some_and(|word| word.eq_ignore_ascii_case(name)));
        if named && (1..=3).contains(&digits(end + stage)) {
            end += stage + digits(end + stage);
        }
    }
    slice(text, ..end)
}

/// The numbers, without what a dash or a plus adds.
fn core(version: &str) -> &str {
    version.split(['-', '+']).next().unwrap_or_default()
}

/// Not part of an address, a path, a name or a longer number.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start).chars().next_back();
    let mut after = slice(text, range.end..).chars();
    let (next, beyond) = (after.next(), after.next());
    let glued =
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | '$' | '€' | '£'));
    let goes_on = match next {
        Some('.' | ',' | ':' | '/') => beyond.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || matches!(c, '%' | '_'),
        None => false,
    };
    !(glued || goes_on)
}
