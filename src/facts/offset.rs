//! Points in time that are told by their distance from another: `T+15`,
//! `+00:15`, "15 minutes later", "after 20 minutes".
//!
//! A length with such a word beside it stays a duration too; the offset says
//! from where it counts.

use super::time::value::{Duration, Hedge};
use super::time::{TimeFact, TimeValue};
use crate::phrases::values::{OFFSET_AFTER, OFFSET_EARLIER, OFFSET_LATER};
use crate::text::Passage;
use std::ops::Range;

/// From where an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From zero, mostly the start of the incident: `T+15`, `+00:15`.
    Zero,
    /// From a point that the text has told before: "15 minutes later",
    /// "after 20 minutes".
    Told,
}

/// A point in time at a distance from another.
#[derive(Clone, Debug, PartialEq)]
pub struct Offset {
    /// How far away.
    pub distance: Duration,
    /// The distance in seconds in the other way to read it, where there is one:
    /// `T+1:30` may be minutes and seconds, `T+2` hours.
    pub otherwise: Option<f64>,
    /// It lies before the other point: `T-10`, "10 minutes earlier".
    pub before: bool,
    /// From where it counts.
    pub since: Since,
}

impl Offset {
    /// The signed distance in seconds, in the usual way to read it.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        if self.before { -self.distance.seconds } else { self.distance.seconds }
    }
}

/// The offsets of a text, in order; `times` are its time expressions.
pub(super) fn read(passage: Passage<'_>, times: &[TimeFact]) -> Vec<(Range<usize>, Offset)> {
    let mut found = from_zero(passage.text(), times);
    found.extend(times.iter().filter_map(|time| from_told(passage, time)));
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// `T+15`, `T+01:30`, `T + 15 min`; at the head of a line, a cell or a bracket
/// also `T-5m`, and `+15 min` without the T.
fn from_zero(text: &str, times: &[TimeFact]) -> Vec<(Range<usize>, Offset)> {
    if !has_signed_digit(text) {
        return Vec::new();
    }
    let free = |range: &Range<usize>| {
        let next = times.partition_point(|time| time.range.end <= range.start);
        times.get(next).is_none_or(|time| range.end <= time.range.start || is_length(time))
    };
    let signs = text.match_indices(['+', '-', '\u{2212}']);
    let all = signs.filter_map(|(at, sign)| signed(text, at..at + sign.len()));
    all.filter(|(range, _)| free(range)).collect()
}

/// Whether a digit stands behind a sign. In most texts none does.
fn has_signed_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let signed = |at: usize| (1..=3).any(|behind| is_digit(at + behind));
    let mut signs = (0..bytes.len()).filter(|at| matches!(bytes.get(*at), Some(b'+' | b'-')));
    signs.any(signed) || text.contains('\u{2212}')
}

const fn is_length(time: &TimeFact) -> bool {
    matches!(time.value, TimeValue::Duration(_))
}

/// What is written behind the sign of an offset.
struct Written {
    /// The first number, and those that colons part from it.
    numbers: [Option<f64>; 3],
    /// The first letter of the unit.
    unit: Option<u8>,
    /// The minutes behind hours: 30 of `1h 30m`.
    minutes: Option<f64>,
    /// Where it ends.
    end: usize,
}

/// The offset with a sign in this place.
fn signed(text: &str, sign: Range<usize>) -> Option<(Range<usize>, Offset)> {
    let plus = text.get(sign.clone()) == Some("+");
    let Written { numbers, unit, minutes, end } = written(text, sign.end)?;
    let t = letter_t(text, sign.start);
    let head = opens(text.get(..t.unwrap_or(sign.start))?);
    let parted = numbers[1].is_some();
    // A bare `+15` is a count, and `-5` a list's bullet.
    let is_offset = if t.is_some() { plus || head } else { head && plus && (parted || unit.is_some()) };
    let range = t.unwrap_or(sign.start)..end;
    let rest = text.get(end..)?;
    let more = rest.strip_prefix(':').unwrap_or("");
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        || more.starts_with(|c: char| c.is_ascii_digit());
    if !is_offset || goes_on || (parted && unit.is_some()) {
        return None;
    }
    let first = numbers[0]?;
    let (seconds, otherwise, step) = match (numbers[1], numbers[2], unit) {
        (Some(minutes), Some(seconds), _) => (first * 3_600.0 + minutes * 60.0 + seconds, None, 1.0),
        (Some(second), None, _) => (first * 3_600.0 + second * 60.0, Some(first * 60.0 + second), 60.0),
        (None, _, Some(b'h')) => {
            let step = if minutes.is_some() { 60.0 } else { 3_600.0 };
            (first * 3_600.0 + minutes.unwrap_or(0.0) * 60.0, None, step)
        }
        (None, _, Some(b's')) => (first, None, 1.0),
        (None, _, Some(_)) => (first * 60.0, None, 60.0),
        (None, _, None) => (first * 60.0, Some(first * 3_600.0), 60.0),
    };
    let distance =
        Duration { seconds, between: None, unit: step, parts: 1, hedge: Hedge::None, qualified: false };
    Some((range, Offset { distance, otherwise, before: !plus, since: Since::Zero }))
}

/// Where the T stands that a sign belongs to.
fn letter_t(text: &str, sign: usize) -> Option<usize> {
    let before = text.get(..sign)?;
    let before = before.strip_suffix(char::is_whitespace).unwrap_or(before);
    let rest = before.strip_suffix(['T', 't'])?;
    (!rest.ends_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(rest.len())
}

/// Whether a line, a cell or a bracket begins behind this text.
fn opens(before: &str) -> bool {
    let words = before.trim_end();
    words.is_empty() || words.ends_with(['(', '[']) || (words.ends_with('|') && words.len() < before.len())
}

fn written(text: &str, at: usize) -> Option<Written> {
    let (first, mut end) = digits(text, past_blank(text, at), 4)?;
    let mut numbers = [Some(first), None, None];
    for number in numbers.iter_mut().skip(1) {
        let part = text.get(end..)?.strip_prefix(':').and_then(|_| digits(text, end + 1, 2));
        let Some((value, next)) = part.filter(|(value, next)| *value < 60.0 && *next == end + 3) else {
            break;
        };
        (*number, end) = (Some(value), next);
    }
    let mut written = Written { numbers, unit: None, minutes: None, end };
    if let Some((unit, end)) = unit(text, past_blank(text, end)) {
        let minutes = if unit == b'h' { minutes(text, past_blank(text, end)) } else { None };
        let ends = !text.get(end..)?.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if let Some((minutes, end)) = minutes {
            written = Written { unit: Some(unit), minutes: Some(minutes), end, ..written };
        } else if ends {
            written = Written { unit: Some(unit), end, ..written };
        }
    }
    Some(written)
}

/// The minutes behind hours, with their unit if there is one, and where they
/// end.
fn minutes(text: &str, at: usize) -> Option<(f64, usize)> {
    let (minutes, end) = digits(text, at, 2).filter(|(minutes, _)| *minutes < 60.0)?;
    let (_, end) = unit(text, past_blank(text, end)).filter(|(unit, _)| *unit == b'm').unwrap_or((b'm', end));
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.');
    (!text.get(end..)?.starts_with(goes_on) || text.get(end..)?.starts_with(". ")).then_some((minutes, end))
}

/// The number of at most so many digits that stands in a place, and where it
/// ends.
fn digits(text: &str, at: usize, most: usize) -> Option<(f64, usize)> {
    let count = text.get(at..)?.bytes().take(most).take_while(u8::is_ascii_digit).count();
    text.get(at..at + count)?.parse().ok().map(|number| (number, at + count))
}

/// The first letter of the unit of time that stands in a place, in lower case,
/// and where the word ends.
fn unit(text: &str, at: usize) -> Option<(u8, usize)> {
    const UNITS: [&str; 15] = [
        "h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "s", "sec", "secs",
        "second", "seconds",
    ];
    let count = text.get(at..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(at..at + count)?;
    let known = UNITS.into_iter().find(|unit| unit.eq_ignore_ascii_case(word))?;
    Some((known.bytes().next()?, at + count))
}

/// The same place, or the one behind a blank that stands there.
fn past_blank(text: &str, at: usize) -> usize {
    let blank = text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| c.is_whitespace());
    at + blank.map_or(0, char::len_utf8)
}

/// "15 minutes later", "after 20 minutes".
fn from_told(passage: Passage<'_>, time: &TimeFact) -> Option<(Range<usize>, Offset)> {
    let TimeValue::Duration(distance) = &time.value else { return None };
    let offset =
        |before: bool| Offset { distance: distance.clone(), otherwise: None, before, since: Since::Told };
    let after = passage.after(time.range.end);
    for (phrase, before) in [(OFFSET_LATER, false), (OFFSET_EARLIER, true)] {
        if let Some(found) = phrase.find(after) {
            return Some((time.range.start..time.range.end + found.end(), offset(before)));
        }
    }
    let found = OFFSET_AFTER.find(passage.before(time.range.start))?;
    Some((found.start()..time.range.end, offset(false)))
}
