//! Versions: `1.4.2`, `v2.3`, `version 2.3`, `2.0.0-rc.1`.
//!
//! Two numbers and a point are a version only behind `v` or a word that says
//! so; four are an address.

use super::pattern::Pattern;
use std::ops::Range;

static VERSION: Pattern = Pattern::new(
    r"(?: (?<marked> \b(?: version | release | releases | versions | tag ) \s+ | \bv\.?\s? )? )
      (?<number> \d{1,5} (?: \.\d{1,5} ){1,2} (?: [-+] [0-9A-Za-z] [0-9A-Za-z.\-+]* | (?:rc|alpha|beta|a|b)\d{1,3} )? )",
);

/// The versions of a text, in order, without the `v` they may begin with.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, String)> {
    let Some(regex) = VERSION.regex() else { return Vec::new() };
    let is_dotted = |three: &[u8]| matches!(three, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit());
    if !text.as_bytes().windows(3).any(is_dotted) {
        return Vec::new();
    }
    let version = |found: crate::facts::Captures<'_>| {
        let number = found.name("number")?;
        let marked = found.name("marked");
        // A point at its end closes the sentence.
        let written = number.as_str().trim_end_matches(['.', '-', '+']);
        let range = number.start()..number.start() + written.len();
        let start = marked
            .filter(|mark| mark.as_str().trim_end().trim_end_matches('.').eq_ignore_ascii_case("v"))
            .map_or(range.start, |mark| mark.start());
        let enough = marked.is_some() || core(written).matches('.').count() == 2;
        let alone = stands_alone(text, &(marked.map_or(range.start, |mark| mark.start())..range.end));
        (enough && alone).then(|| (start..range.end, written.to_owned()))
    };
    regex.captures_iter(text).filter_map(version).collect()
}

/// The numbers, without what a dash or a plus adds.
fn core(version: &str) -> &str {
    version.split(['-', '+']).next().unwrap_or_default()
}

/// Not part of an address, a path, a name or a longer number.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().chars().next_back();
    let mut after = text.get(range.end..).unwrap_or_default().chars();
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
