//! Counts: `1,200 users`, `3 of 5 nodes`, `two thirds of the requests`.

use super::number::{self, Found, Number};
use crate::phrases::Match;
use crate::phrases::values::{FRACTION, OUT_OF, SERIES};
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

/// How many of something, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// How many.
    pub amount: Number,
    /// Out of how many: 5 for `3 of 5`.
    pub of: Option<Number>,
    /// A fraction in words: "two thirds of the users" is 2 of 3 and no count.
    pub fraction: bool,
    /// What is counted, with the words before it ("paying users"), as a range of
    /// the block's text; none where it is not plain.
    pub noun: Option<Range<usize>>,
}

/// The counts of a text, in order, none of them in the ranges that are `taken`,
/// which are sorted and do not overlap.
/// `in_parts` says whether fractions may be among them.
pub(super) fn read(
    passage: Passage<'_>,
    taken: &[Range<usize>],
    in_parts: bool,
) -> Vec<(Range<usize>, Count)> {
    let text = passage.text();
    let is_free = |range: &Range<usize>| {
        let next = taken.partition_point(|other| other.end <= range.start);
        taken.get(next).is_none_or(|other| other.start >= range.end)
    };
    let numbers = number::read(passage, is_free);
    let mut counts = if in_parts { fractions(passage) } else { Vec::new() };
    let mut i = 0;
    while let Some(found) = numbers.get(i) {
        i += 1;
        if let Some(count) = numbers.get(i).and_then(|next| out_of(passage, found, next)) {
            counts.push(count);
            i += 1;
        } else {
            counts.extend(plain(text, found));
        }
    }
    counts.sort_by_key(|(range, _)| range.start);
    counts.dedup_by(|next, kept| next.0.start < kept.0.end);
    counts
}

/// `3 of 5`, `3 out of 5`, `3/5 nodes`.
fn out_of(passage: Passage<'_>, found: &Found, of: &Found) -> Option<(Range<usize>, Count)> {
    let text = passage.text();
    let between = passage.slice(found.range.end..of.range.start);
    let slash = between.text() == "/";
    // "One of the S3 buckets": a number that ends a name is none.
    let joined = slash || (begins_alone(text, of.range.start) && OUT_OF.is_in(between));
    if !joined {
        return None;
    }
    let alone = begins_alone(text, found.range.start) && ends_alone(text, of.range.end);
    if !alone || SERIES.is_in(passage.before(found.range.start)) {
        return None;
    }
    let noun = noun(text, of.range.end);
    let (n, m) = (found.number.value, of.number.value);
    if slash {
        let plain = found.digits && of.digits && n <= m && m >= 2.0;
        let counted =
            noun.as_ref().is_some_and(|noun| starts_lower(text, noun)) || opens_share(text, of.range.end);
        if !plain || !counted {
            return None;
        }
    } else if noun.is_none() && (!of.digits || is_year(of)) {
        return None;
    }
    let end = noun.as_ref().map_or(of.range.end, |noun| noun.end);
    let count = Count { amount: found.number, of: Some(of.number), fraction: false, noun };
    Some((found.range.start..end, count))
}

/// `1,200 users`, `12k of our customers`.
fn plain(text: &str, found: &Found) -> Option<(Range<usize>, Count)> {
    let alone = begins_alone(text, found.range.start) && ends_alone(text, found.range.end);
    // A bare four-digit year and a version (`1.30 nodes`) count nothing.
    let version = found.number.unit < 1.0;
    if !alone || found.number.value == 1.0 || version || (is_year(found) && found.range.len() == 4) {
        return None;
    }
    let noun = noun(text, found.range.end)?;
    let end = noun.end;
    let count = Count { amount: found.number, of: None, fraction: false, noun: Some(noun) };
    Some((found.range.start..end, count))
}

fn fractions(passage: Passage<'_>) -> Vec<(Range<usize>, Count)> {
    let text = passage.text();
    let fraction = |found: Match<'_>| {
        let (top, bottom) = match found.words("part") {
            None => (1.0, 2.0),
            Some(part) => (numerator(found.words("top")?), denominator(part)?),
        };
        let rest = text.get(found.end()..)?;
        let noun = noun_at(text, text.len() - rest.trim_start().len())?;
        let (start, end) = (found.start(), noun.end);
        let of = Some(Number::whole(bottom));
        Some((start..end, Count { amount: Number::whole(top), of, fraction: true, noun: Some(noun) }))
    };
    FRACTION.find_all(passage).into_iter().filter_map(fraction).collect()
}

fn numerator(word: &str) -> f64 {
    match word.to_lowercase().as_str() {
        "two" => 2.0,
        "three" => 3.0,
        "four" => 4.0,
        "five" => 5.0,
        _ => 1.0,
    }
}

fn denominator(word: &str) -> Option<f64> {
    match word.to_lowercase().trim_end_matches('s') {
        "third" => Some(3.0),
        "quarter" => Some(4.0),
        "fifth" => Some(5.0),
        "sixth" => Some(6.0),
        "eighth" => Some(8.0),
        "tenth" => Some(10.0),
        _ => None,
    }
}

/// Whether a number that begins here is no part of a name, an amount of money,
/// a version, an address or a longer number.
fn begins_alone(text: &str, at: usize) -> bool {
    let mut back = slice(text, ..at).chars().rev();
    let (last, earlier) = (back.next(), back.next());
    match last {
        Some('-' | '‑' | '–') => !earlier.is_some_and(char::is_alphanumeric),
        Some(',' | ':') => !earlier.is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !(c.is_alphanumeric() || "_#$€£¥@=./\\".contains(c)),
        None => true,
    }
}

/// Whether a number that ends here goes on as nothing else.
fn ends_alone(text: &str, at: usize) -> bool {
    let mut rest = slice(text, at..).chars();
    let (next, beyond) = (rest.next(), rest.next());
    match next {
        Some('-' | '‑' | '–' | '\'' | '’') => !beyond.is_some_and(char::is_alphanumeric),
        Some(',' | ':' | '.') => !beyond.is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !(c.is_alphanumeric() || "_%°€$£/\\=".contains(c)),
        None => true,
    }
}

fn is_year(found: &Found) -> bool {
    found.digits && (1900.0..2100.0).contains(&found.number.value)
}

fn starts_lower(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|noun| noun.chars().next().is_some_and(char::is_lowercase))
}

/// Whether a percentage in parentheses follows.
fn opens_share(text: &str, at: usize) -> bool {
    let rest: String = slice(text, at..).chars().take(12).collect();
    rest.trim_start().starts_with(['(', '[']) && rest.contains('%')
}

/// The words behind a number up to the first plural: what is counted.
fn noun(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let spaced = rest.len() - rest.trim_start().len();
    if spaced == 0 {
        return None;
    }
    let mut from = at + spaced;
    for lead in ["of our ", "of the ", "of its ", "of their ", "of all "] {
        if text.get(from..from + lead.len()).is_some_and(|words| words.eq_ignore_ascii_case(lead)) {
            from += lead.len();
            break;
        }
    }
    noun_at(text, from)
}

/// The most words of a counted thing: "paying enterprise customer accounts".
const NOUN_WORDS: usize = 4;

/// The noun phrase that begins here and ends with the first plural.
pub(super) fn noun_at(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    for _ in 0..NOUN_WORDS {
        let rest = text.get(at..)?;
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        if !word.starts_with(char::is_alphabetic) || is_function_word(word) {
            return None;
        }
        at += length;
        if is_plural(word) {
            let possessive = rest.get(length..).is_some_and(|rest| rest.starts_with(['\'', '’', '_', '/']));
            return (!possessive).then_some(from..at);
        }
        let space = rest.get(length..)?.len() - rest.get(length..)?.trim_start().len();
        if space == 0 {
            return None;
        }
        at += space;
    }
    None
}

/// Words at which no noun phrase goes on.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 58] = [
        "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but",
        "as", "is", "was", "were", "are", "be", "been", "has", "had", "have", "did", "does", "do", "it",
        "its", "this", "that", "these", "those", "then", "than", "when", "while", "which", "who", "per",
        "am", "pm", "utc", "if", "so", "not", "no", "we", "they", "he", "she", "i", "after", "before",
        "during", "until", "since",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

/// Whether a word is the plural of something that can be counted; neither a
/// length of time nor another measure.
fn is_plural(word: &str) -> bool {
    const PEOPLE: [&str; 5] = ["people", "staff", "men", "women", "persons"];
    const OTHER: [&str; 46] = [
        "seconds",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "mins",
        "secs",
        "hrs",
        "milliseconds",
        "nanoseconds",
        "microseconds",
        "quarters",
        "decades",
        "times",
        "bytes",
        "kilobytes",
        "megabytes",
        "gigabytes",
        "terabytes",
        "bits",
        "dollars",
        "euros",
        "pounds",
        "cents",
        "percents",
        "degrees",
        "points",
        "miles",
        "meters",
        "metres",
        "thirds",
        "fifths",
        "tenths",
        "halves",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "always",
        "perhaps",
        "across",
        "versus",
        "towards",
    ];
    let lower = word.to_lowercase();
    if PEOPLE.contains(&lower.as_str()) {
        return true;
    }
    let plural =
        word.len() >= 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end));
    plural && !OTHER.contains(&lower.as_str())
}
