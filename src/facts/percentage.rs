//! Percentages: `30%`, `12.5 %`, `40 percent`, `30–40 %`.

use super::number::hedge;
use super::time::value::Hedge;
use crate::phrases::Match;
use crate::phrases::values::PERCENTAGE;
use crate::span::slice;
use crate::text::Passage;
use std::fmt;
use std::ops::Range;

/// A percentage as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentage {
    /// The number of per cent; the second where a range is written.
    pub percent: f64,
    /// For `30–40 %`: both ends, in the order in which they are written.
    pub between: Option<(f64, f64)>,
    /// How many decimals are written.
    pub decimals: u8,
    /// How it is hedged.
    pub hedge: Hedge,
}

impl Percentage {
    /// One unit in the last place that is written: 0.1 for `12.5 %`.
    #[must_use]
    pub fn unit(&self) -> f64 {
        10_f64.powi(-i32::from(self.decimals))
    }

    /// The least and the greatest percentage that may have been meant:
    /// rounding either way is accepted, as GRIM does.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        let (low, high) = self
            .between
            .map_or((self.percent, self.percent), |(first, second)| (first.min(second), first.max(second)));
        let (low, high) = (low - self.unit(), high + self.unit());
        // "About 30 %" is no 35 %: who rounds to fives says so.
        let loose = 2.4_f64.max(self.percent * 0.05);
        match self.hedge {
            Hedge::None => (low, high),
            Hedge::About => (low.min(self.percent - loose), high.max(self.percent + loose)),
            Hedge::Almost => (self.percent - 10.0, high),
            Hedge::AtLeast => (low, f64::INFINITY),
            Hedge::AtMost => (0.0, high),
            Hedge::Few => (0.0, f64::INFINITY),
        }
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.between {
            Some((first, second)) => write!(f, "{first} to {second}"),
            None => write!(f, "{}", self.percent),
        }
    }
}

/// The percentages of a text, in order.
pub(super) fn read(passage: Passage<'_>) -> Vec<(Range<usize>, Percentage)> {
    let text = passage.text();
    if !text.contains('%') && !text.contains("cent") && !text.contains("CENT") {
        return Vec::new();
    }
    let is_sign = |word: &str| ["%", "percent", "cent"].iter().any(|sign| sign.eq_ignore_ascii_case(word));
    let signs = passage.tokens().iter().filter(|token| is_sign(passage.word(**token)));
    let mut all = Vec::new();
    // From the last one back, so that "30% to 40%" is read as one.
    let mut start = text.len();
    for sign in signs.rev().map(|token| token.end() - passage.offset()) {
        if let Some(one) = PERCENTAGE.find(passage.before(sign)).filter(|_| sign <= start) {
            start = one.start();
            all.extend(found(passage, &one).unwrap_or_default());
        }
    }
    all.sort_by_key(|(range, _)| range.start);
    all
}

/// The one or two percentages of a match: "from 30 % to 40 %" is a change, no
/// range.
fn found(passage: Passage<'_>, one: &Match<'_>) -> Option<Vec<(Range<usize>, Percentage)>> {
    let text = passage.text();
    let whole = one.range();
    let (number, written) = (one.group("number")?, one.words("number")?);
    let single = |range: Range<usize>, written: &str| {
        let hedge = hedge(passage, &range);
        let percent = value(written)?;
        let value = Percentage { percent, between: None, decimals: decimals(written), hedge };
        stands_alone(text, range.start).then_some((range, value))
    };
    let last = single(number.start..whole.end, written);
    let Some(((first, first_written), joint)) =
        one.group("first").zip(one.words("first")).zip(one.words("joint"))
    else {
        return Some(last.into_iter().collect());
    };
    let ends_with = |word: &str| {
        let last = passage.before(whole.start).tokens().last();
        last.is_some_and(|last| passage.word(*last).eq_ignore_ascii_case(word))
    };
    let is_range = match joint.to_lowercase().as_str() {
        "and" => ends_with("between"),
        "to" => one.group("sign").is_none() && !ends_with("from"),
        _ => true,
    };
    if is_range && stands_alone(text, whole.start) {
        let (mut range, mut value) = single(whole.clone(), written)?;
        value.between = Some((self::value(first_written)?, value.percent));
        range.end = whole.end;
        return Some(vec![(range, value)]);
    }
    let signed = one.group("sign").and_then(|sign| single(first.start..sign.end, first_written));
    Some(signed.into_iter().chain(last).collect())
}

/// Whether the number that begins at `at` is no part of a longer word or number.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = slice(text, ..at).chars().next_back();
    !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_'))
}

/// The number that is written; a lone comma stands before decimals.
fn value(written: &str) -> Option<f64> {
    match written.split_once(',') {
        Some((_, rest)) if rest.len() != 3 && !rest.contains(',') => written.replace(',', ".").parse().ok(),
        _ => written.replace(',', "").parse().ok(),
    }
}

fn decimals(written: &str) -> u8 {
    let mark = if written.contains('.') { '.' } else { ',' };
    let digits = written.rsplit_once(mark).map_or(0, |(_, decimals)| decimals.len());
    let grouping = mark == ',' && digits == 3;
    if grouping { 0 } else { u8::try_from(digits).unwrap_or(u8::MAX) }
}
