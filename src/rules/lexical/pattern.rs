//! Regular expressions of pages. The `regex` crate compiles them, when they are
//! first asked for.

use regex::{Regex, RegexBuilder};

/// The largest pattern, in bytes, once compiled: large enough for hundreds of
/// phrases, small enough that no page makes the linter slow.
const SIZE: usize = 4 * 1024 * 1024;

/// Returns a regular expression that fits whatever the case. A digit in it is
/// an ASCII digit.
///
/// # Errors
/// What the regex crate says of it.
pub(super) fn compile(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&with_plain_digits(source)).case_insensitive(true).size_limit(SIZE).build()
}

/// Returns whether `text` holds `part`, which is in small letters, whatever the
/// case of ASCII letters in `text`.
pub(super) fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(first) = part.first() else { return true };
    let begins =
        |at: usize| text.get(at..at + part.len()).is_some_and(|same| same.eq_ignore_ascii_case(part));
    memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text).any(begins)
}

fn with_plain_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            escaped => out.extend(std::iter::once(c).chain(escaped)),
        }
    }
    out
}
