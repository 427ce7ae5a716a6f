//! Points in time that are told by their distance from another: `T+15`,
//! `+00:15`, "15 minutes later", "after 20 minutes".
//!
//! A length with such a word beside it stays a duration too; the offset says
//! from where it counts.

use super::pattern::Captures;
use super::pattern::Pattern;
use super::time::value::{Duration, Hedge};
use super::time::{TimeFact, TimeValue};
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

/// `T+15`, `T+01:30`, `T + 15 min`; at the head of a line, a cell or a bracket
/// also `T-5m`, and `+15 min` without the T.
static FROM_ZERO: Pattern = Pattern::new(
    r"(?: (?P<head> ^ | \|\x20 | [(\[] ) \s* (?P<headed> T\s? )? | (?P<t> \bT\s? ) ) (?P<sign> [+\x{2212}-] ) \s?
      (?P<n> \d{1,4} ) (?: : (?P<n2> [0-5]\d ) (?: : (?P<n3> [0-5]\d ) )? )?
      (?: \s? (?P<unit> h | hrs? | hours? | m | mins? | minutes? | s | secs? | seconds? ) (?: \s? (?P<more> [0-5]?\d ) \s? (?: m | mins? | minutes? )? )? \b )?",
);

/// What makes a length before it a point in time.
static LATER: Pattern =
    Pattern::new(r"^ \s* (?: (?P<later> later | afterwards? | after\s+that ) | earlier | before\s+that ) \b");

/// "later than planned" counts from no point.
static THAN: Pattern = Pattern::new(r"^ \s* (?:later|earlier) \s+ than \b");

/// The words before a length that make it a point in time.
static AFTER: Pattern = Pattern::new(
    r"\b after \s+ (?: (?:about|around|roughly|approximately|some|only|just|almost|nearly|another|a\s+further) \s+ )? $",
);

/// How far before a length such words may begin, in bytes.
const NEAR: usize = 40;

/// The offsets of a text, in order; `times` are its time expressions.
pub(super) fn read(text: &str, times: &[TimeFact]) -> Vec<(Range<usize>, Offset)> {
    let mut found = from_zero(text, times);
    found.extend(times.iter().filter_map(|time| from_told(text, time)));
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn from_zero(text: &str, times: &[TimeFact]) -> Vec<(Range<usize>, Offset)> {
    if !has_signed_digit(text) {
        return Vec::new();
    }
    let Some(regex) = FROM_ZERO.regex() else { return Vec::new() };
    let free = |range: &Range<usize>| {
        let next = times.partition_point(|time| time.range.end <= range.start);
        times.get(next).is_none_or(|time| range.end <= time.range.start || is_length(time))
    };
    let all = regex.captures_iter(text).filter_map(|captures| of_captures(text, &captures));
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

fn of_captures(text: &str, captures: &Captures<'_>) -> Option<(Range<usize>, Offset)> {
    let number = |name: &str| captures.name(name).and_then(|group| group.as_str().parse::<f64>().ok());
    let sign = captures.name("sign")?;
    let (head, t) = (captures.name("head").is_some(), captures.name("t").or_else(|| captures.name("headed")));
    let plus = sign.as_str() == "+";
    let unit = captures.name("unit").and_then(|unit| unit.as_str().chars().next());
    let unit = unit.map(|unit| unit.to_ascii_lowercase());
    let parted = captures.name("n2").is_some();
    // A bare `+15` is a count, and `-5` a list's bullet.
    let is_offset = if t.is_some() { plus || head } else { head && plus && (parted || unit.is_some()) };
    let range = t.map_or(sign.start(), |t| t.start())..captures.get(0)?.end();
    let rest = text.get(range.end..)?;
    let more = rest.strip_prefix(':').unwrap_or("");
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%')
        || more.starts_with(|c: char| c.is_ascii_digit());
    if !is_offset || goes_on || (parted && unit.is_some()) {
        return None;
    }
    let first = number("n")?;
    let (seconds, otherwise, step) = match (number("n2"), number("n3"), unit) {
        (Some(minutes), Some(seconds), _) => (first * 3_600.0 + minutes * 60.0 + seconds, None, 1.0),
        (Some(second), None, _) => (first * 3_600.0 + second * 60.0, Some(first * 60.0 + second), 60.0),
        (None, _, Some('h')) => {
            let minutes = number("more");
            (
                first * 3_600.0 + minutes.unwrap_or(0.0) * 60.0,
                None,
                if minutes.is_some() { 60.0 } else { 3_600.0 },
            )
        }
        (None, _, Some('s')) => (first, None, 1.0),
        (None, _, Some(_)) => (first * 60.0, None, 60.0),
        (None, _, None) => (first * 60.0, Some(first * 3_600.0), 60.0),
    };
    let distance =
        Duration { seconds, between: None, unit: step, parts: 1, hedge: Hedge::None, qualified: false };
    Some((range, Offset { distance, otherwise, before: !plus, since: Since::Zero }))
}

/// "15 minutes later", "after 20 minutes".
fn from_told(text: &str, time: &TimeFact) -> Option<(Range<usize>, Offset)> {
    let TimeValue::Duration(distance) = &time.value else { return None };
    let after = text.get(time.range.end..)?;
    let offset =
        |before: bool| Offset { distance: distance.clone(), otherwise: None, before, since: Since::Told };
    if let Some(captures) = LATER.regex()?.captures(after.get(..after.len().min(NEAR)).unwrap_or(after)) {
        if THAN.is_in(after) {
            return None;
        }
        let end = time.range.end + captures.get(0)?.end();
        return Some((time.range.start..end, offset(captures.name("later").is_none())));
    }
    let from = text.floor_char_boundary(time.range.start.saturating_sub(NEAR));
    let found = AFTER.regex()?.find(text.get(from..time.range.start)?)?;
    Some((from + found.start()..time.range.end, offset(false)))
}
