//! How numbers are written, in digits and in words. Most texts are full of
//! them, so they are read byte by byte.

use crate::span::slice;
use crate::text::is_word_char as is_word;
use std::ops::Range;

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written<'t> {
    /// Where it stands, its scale included.
    pub(super) range: Range<usize>,
    /// `1,200`, `3.4`, "twenty-one".
    pub(super) figure: &'t str,
    /// `k`, "million".
    pub(super) scale: Option<&'t str>,
    /// The figure is digits, not words.
    pub(super) digits: bool,
}

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// What may stand behind a word for tens.
const DIGITS: usize = 9;

/// What stands between the digits of thousands, instead of a comma.
const BLANKS: [&str; 5] = [" ", "\u{a0}", "\u{202f}", "'", "’"];

/// The next number from the byte `from` on.
pub(super) fn next(text: &str, from: usize) -> Option<Written<'_>> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(u8::is_ascii_alphanumeric)?;
        if let Some(found) = at_place(text, at) {
            return Some(found);
        }
        // No number begins within a word, but for its digits.
        at += if ends_word(text, at) { 1 } else { letters(text, at).len().max(1) };
    }
}

/// The number that begins at this byte.
pub(super) fn at_place(text: &str, at: usize) -> Option<Written<'_>> {
    let first = text.as_bytes().get(at)?;
    if first.is_ascii_digit() {
        return in_digits(text, at);
    }
    let second = text.as_bytes().get(at + 1)?.to_ascii_lowercase();
    // Most words begin otherwise.
    let may_begin = matches!(
        (first.to_ascii_lowercase(), second),
        (b'o', b'n')
            | (b't', b'e' | b'h' | b'w')
            | (b'f' | b's' | b'n' | b'e', b'i')
            | (b'f', b'o')
            | (b's', b'e')
            | (b'e', b'l')
    );
    if may_begin && !ends_word(text, at) { in_words(text, at) } else { None }
}

fn in_digits(text: &str, at: usize) -> Option<Written<'_>> {
    let end = at + figure(text.get(at..)?)?;
    let behind = text.get(end..)?;
    let letter = || ["k", "K", "M", "bn"].into_iter().find(|letter| behind.starts_with(letter));
    let letter = letter().map(|letter| end..end + letter.len());
    let scale = letter.filter(|letter| !begins_word(text, letter.end)).or_else(|| {
        let blank = behind.chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
        word_of(text, end + blank, &["thousand", "million", "billion", "trillion"])
    });
    written(text, at..end, scale, true)
}

/// The length of the digits that a text begins with, and of what stands
/// between them.
fn figure(text: &str) -> Option<usize> {
    let digits = |at: usize| text.bytes().skip(at).take_while(u8::is_ascii_digit).count();
    let first = Some(digits(0)).filter(|count| *count > 0)?;
    // Behind each mark stand three digits.
    let next = |end: usize, marks: &[&str]| {
        let rest = text.get(end..)?;
        let three = end + marks.iter().find(|mark| rest.starts_with(**mark))?.len();
        let is_number = text.get(three..three + 3)?.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(three + 3)
    };
    let grouped = |marks: &[&str]| {
        let end = std::iter::successors(Some(first), |end| next(*end, marks)).last()?;
        (first <= 3 && end > first).then_some(end)
    };
    let with_decimals = |end: usize| match digits(end + 1) {
        count if count > 0 && text.as_bytes().get(end) == Some(&b'.') => end + 1 + count,
        _ => end,
    };
    let in_commas = grouped(&[","]).map(with_decimals);
    // One full stop alone is that of decimals.
    let in_stops = || grouped(&["."]).filter(|end| end - first > ".000".len());
    let found = in_commas.or_else(in_stops).or_else(|| grouped(&BLANKS));
    Some(found.unwrap_or_else(|| with_decimals(first)))
}

fn in_words(text: &str, at: usize) -> Option<Written<'_>> {
    let end = match word_of(text, at, &TENS) {
        Some(tens) => {
            let joined = text.get(tens.end..)?.chars().next().filter(|c| *c == '-' || c.is_whitespace());
            let digit =
                joined.and_then(|joined| word_of(text, tens.end + joined.len_utf8(), SMALL.get(..DIGITS)?));
            digit.map_or(tens.end, |digit| digit.end)
        }
        None => word_of(text, at, &SMALL)?.end,
    };
    let blank = text.get(end..)?.chars().next().filter(|c| c.is_whitespace());
    let times =
        blank.and_then(|blank| word_of(text, end + blank.len_utf8(), &["hundred", "thousand", "million"]));
    written(text, at..end, times, false)
}

fn written(
    text: &str,
    figure: Range<usize>,
    scale: Option<Range<usize>>,
    digits: bool,
) -> Option<Written<'_>> {
    let range = figure.start..scale.as_ref().map_or(figure.end, |scale| scale.end);
    let scale = scale.and_then(|scale| text.get(scale));
    Some(Written { range, figure: text.get(figure)?, scale, digits })
}

/// Where the word at `at` stands, if it is one of these.
fn word_of(text: &str, at: usize, words: &[&str]) -> Option<Range<usize>> {
    let word = letters(text, at);
    // Most words are too short or too long.
    let same = |known: &&str| known.len() == word.len() && known.eq_ignore_ascii_case(word);
    let known = (3..=9).contains(&word.len()) && words.iter().any(same);
    (known && !begins_word(text, at + word.len())).then(|| at..at + word.len())
}

/// The ASCII letters from a byte on.
fn letters(text: &str, at: usize) -> &str {
    let rest = slice(text, at..);
    let end = rest.bytes().position(|byte| !byte.is_ascii_alphabetic());
    end.map_or(rest, |end| slice(rest, ..end))
}

/// Whether a word is made of what stands behind this place.
fn begins_word(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_word)
}

/// Whether a word is made of what stands before this place.
fn ends_word(text: &str, at: usize) -> bool {
    if let Some(byte @ 0..128) = at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) {
        return is_word(char::from(*byte));
    }
    text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(is_word)
}

/// What a figure in words says.
pub(super) fn value_of_words(words: &str) -> Option<f64> {
    let value = |word: &str| -> Option<f64> {
        let at = |list: &[&str]| list.iter().position(|known| known.eq_ignore_ascii_case(word));
        at(&SMALL).map(|i| i as f64 + 1.0).or_else(|| at(&TENS).map(|i| (i as f64 + 2.0) * 10.0))
    };
    words.split(|c: char| c == '-' || c.is_whitespace()).map(value).sum()
}

#[cfg(test)]
mod tests {
    use super::{Written, next};
    use proptest::prelude::*;
    use regex::{Captures, Regex};

    /// What is meant, as a pattern.
    fn pattern() -> Regex {
        Regex::new(
            r"(?xi) (?: (?P<digits> [0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)? | [0-9]{1,3}(?:\.[0-9]{3}){2,}
                    | [0-9]{1,3}(?:[\x20\u{a0}\u{202f}'’][0-9]{3})+ | [0-9]+(?:\.[0-9]+)? )
                (?: (?P<letter>(?-i:k|K|M|bn))\b | [\s\u{a0}]?(?P<scale>thousand|million|billion|trillion)\b )?
              | \b (?P<word> (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)
                      (?:[-\s](?:one|two|three|four|five|six|seven|eight|nine)\b)?
                    | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen
                    | one | two | three | four | five | six | seven | eight | nine ) \b
                (?: \s(?P<times>hundred|thousand|million)\b )? )",
        )
        .expect("a pattern")
    }

    fn by_pattern<'t>(groups: &Captures<'t>) -> Written<'t> {
        let group = |name: &str| groups.name(name).map(|group| group.as_str());
        Written {
            range: groups.get(0).map_or(0..0, |whole| whole.range()),
            figure: group("digits").or_else(|| group("word")).unwrap_or_default(),
            scale: group("letter").or_else(|| group("scale")).or_else(|| group("times")),
            digits: group("digits").is_some(),
        }
    }

    fn all(text: &str) -> Vec<Written<'_>> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let found = next(text, from)?;
            from = found.range.end;
            Some(found)
        })
        .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn reads_what_the_pattern_says(parts in prop::collection::vec(
            prop::sample::select(vec![
                "1", "12", "123", "4567", ",", ".", ",000", ".000", " 000", "\u{a0}111", "’222", "k", "K", "M",
                "bn", "m", " ", "-", "\n", "twenty", "One", "six", "sixteen", "sixty", "ten", "nine", "hundred",
                "thousand", "Million", "trillion", "s", "é", "_", "x", "(", "\u{a0}",
            ]), 0..9,
        )) {
            let text = parts.concat();
            let expected: Vec<_> = pattern().captures_iter(&text).map(|groups| by_pattern(&groups)).collect();
            prop_assert_eq!(all(&text), expected, "{:?}", text);
        }
    }
}
