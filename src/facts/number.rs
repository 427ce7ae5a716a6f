//! Numbers as they are written: `1,200`, `12k`, `3.4 million`, `about 40`,
//! `seventeen`. Each keeps what its spelling leaves open.

mod written;

use super::time::value::Hedge;
use crate::phrases::values::{ABOUT, ALMOST, AT_LEAST, AT_MOST, OR_MORE, OR_SO};
use crate::text::Passage;
use std::ops::Range;
use written::{Written, value_of_words};

/// A number with what its spelling says about its precision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// What is written: 12 000 for `12k`.
    pub value: f64,
    /// The last place that is stated: 0.1 for `12.5`, 1 000 for `12k`, 100 for
    /// `1,200`, and 1 for `1,204` and whatever is below 100.
    pub unit: f64,
    /// It is written with decimals, `k` or "million": its last place is rounded,
    /// up or down.
    pub rounded: bool,
    /// How it is hedged.
    pub hedge: Hedge,
}

impl Number {
    /// A whole number that is meant as it stands.
    pub(super) const fn whole(value: f64) -> Self {
        Self { value, unit: 1.0, rounded: false, hedge: Hedge::None }
    }

    /// The number that a text is, white space aside: a cell of a table.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (hedge, digits) = match text.strip_prefix(['~', '≈']) {
            Some(rest) => (Hedge::About, rest.trim_start()),
            None => (Hedge::None, text),
        };
        let written = written::at_place(digits, 0).filter(|written| written.range.end == digits.len())?;
        from(&written).map(|number| Self { hedge, ..number })
    }

    /// The least and the greatest number that may have been meant: rounding
    /// either way is accepted, as GRIM does.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        let slack = if self.rounded {
            self.unit.min(self.value * 0.25)
        } else if self.unit > 1.0 {
            (self.unit / 2.0).min(self.value * 0.1)
        } else {
            0.0
        };
        let (low, high) = (self.value - slack, self.value + slack);
        let loose = slack.max(self.value * 0.1);
        match self.hedge {
            Hedge::None => (low, high),
            Hedge::About => (self.value - loose, self.value + loose),
            Hedge::Almost => (self.value * 0.75, high),
            Hedge::AtLeast => (low, f64::INFINITY),
            Hedge::AtMost => (0.0, high),
            Hedge::Few => (0.0, f64::INFINITY),
        }
    }

    /// Whether it is a whole number, neither hedged nor rounded.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.hedge == Hedge::None && !self.rounded && self.unit <= 1.0
    }
}

/// A number found in a text.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) number: Number,
    /// Written in digits, not in words.
    pub(super) digits: bool,
}

/// The numbers of a text that stand in a free place, in order, whatever they
/// belong to.
pub(super) fn read(text: Passage<'_>, is_free: impl Fn(&Range<usize>) -> bool) -> Vec<Found> {
    let mut at = 0;
    let all = std::iter::from_fn(|| {
        let written = written::next(text.text(), at)?;
        at = written.range.end;
        Some(written)
    });
    let found = |written: Written<'_>| {
        let range = Some(written.range.clone()).filter(&is_free)?;
        let mut number = from(&written)?;
        number.hedge = hedge(text, &range);
        Some(Found { range, number, digits: written.digits })
    };
    all.filter_map(found).collect()
}

fn from(written: &Written<'_>) -> Option<Number> {
    let times = written.scale.map_or(1.0, factor);
    if written.digits {
        return number(written.figure, times, written.scale.is_some());
    }
    let value = value_of_words(written.figure)? * times;
    Some(Number { value, unit: times, rounded: times > 1.0, hedge: Hedge::None })
}

/// The number of digits with separators, times `times`.
fn number(written: &str, times: f64, scaled: bool) -> Option<Number> {
    // More than one full stop: they separate thousands.
    let grouped = written.matches('.').count() > 1;
    let plain: String = written.chars().filter(|c| c.is_ascii_digit() || (*c == '.' && !grouped)).collect();
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    // `1.200` may be one and a fifth or twelve hundred: nothing is certain.
    if decimals == 3 && !scaled && plain.len() <= 7 && !plain.starts_with('0') {
        return None;
    }
    let value = plain.parse::<f64>().ok()? * times;
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    let places = i32::try_from(decimals).ok()?;
    let unit = match decimals {
        0 if !scaled && zeros >= 2 && value > 0.0 => 10_f64.powi(i32::try_from(zeros).ok()?),
        _ => times * 10_f64.powi(-places),
    };
    Some(Number { value, unit, rounded: scaled || decimals > 0, hedge: Hedge::None })
}

fn factor(scale: &str) -> f64 {
    match scale.to_lowercase().as_str() {
        "hundred" => 1e2,
        "k" | "thousand" => 1e3,
        "m" | "million" => 1e6,
        "trillion" => 1e12,
        _ => 1e9,
    }
}

/// How the number at `range` is hedged by the words around it.
pub(super) fn hedge(text: Passage<'_>, range: &Range<usize>) -> Hedge {
    let (before, after) = (text.before(range.start), text.after(range.end));
    if ALMOST.is_in(before) {
        Hedge::Almost
    } else if AT_MOST.is_in(before) {
        Hedge::AtMost
    } else if AT_LEAST.is_in(before) || after.text().starts_with('+') || OR_MORE.is_in(after) {
        Hedge::AtLeast
    } else if ABOUT.is_in(before) || OR_SO.is_in(after) {
        Hedge::About
    } else {
        Hedge::None
    }
}
