//! Numbers as they are written: `1,200`, `12k`, `3.4 million`, `about 40`,
//! `seventeen`. Each keeps what its spelling leaves open.

mod written;

use super::pattern::Pattern;
use super::time::value::Hedge;
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
pub(super) fn read(text: &str, is_free: impl Fn(&Range<usize>) -> bool) -> Vec<Found> {
    let mut at = 0;
    let all = std::iter::from_fn(|| {
        let written = written::next(text, at)?;
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

static ABOUT: Pattern = Pattern::new(
    r"(?: \b(?:about|around|approximately|approx\.?|roughly|circa|ca\.?|some|estimated|est\.|an\s+average\s+of) \s+ | [~≈±]\s? ) $",
);
static ALMOST: Pattern = Pattern::new(r"\b(?:almost|nearly|just\s+under|close\s+to|slightly\s+under)\s+ $");
static AT_LEAST: Pattern = Pattern::new(
    r"(?: \b(?:over|above|exceeding|upwards\s+of|at\s+least|(?:more|greater)\s+than|no\s+(?:less|fewer)\s+than|in\s+excess\s+of|a\s+minimum\s+of)\s+
      | [>≥]\s? | >=\s? ) $",
);
static AT_MOST: Pattern = Pattern::new(
    r"(?: \b(?:up\s+to|under|below|at\s+most|(?:less|fewer)\s+than|no\s+more\s+than|not\s+more\s+than|as\s+many\s+as|a\s+maximum\s+of|within)\s+
      | [<≤]\s? | <=\s? ) $",
);
static OR_MORE: Pattern = Pattern::new(r"^ (?: \+ | \s?plus\b | \s+or\s+more\b )");
static OR_SO: Pattern = Pattern::new(r"^ \s+or\s+so\b");

/// Bytes before a number in which its hedge is looked for.
const REACH: usize = 24;

/// How the number at `range` is hedged by the words around it.
pub(super) fn hedge(text: &str, range: &Range<usize>) -> Hedge {
    let before = before(text, range.start, REACH);
    let before = if may_hedge(before) { before } else { "" };
    let after = text.get(range.end..).unwrap_or_default();
    let after: &str = after.char_indices().nth(REACH).and_then(|(at, _)| after.get(..at)).unwrap_or(after);
    if AT_MOST.is_in(before) {
        Hedge::AtMost
    } else if ALMOST.is_in(before) {
        Hedge::Almost
    } else if AT_LEAST.is_in(before) || OR_MORE.is_in(after) {
        Hedge::AtLeast
    } else if ABOUT.is_in(before) || OR_SO.is_in(after) {
        Hedge::About
    } else {
        Hedge::None
    }
}

/// Whether a text ends as the hedges before a number do. Most do not.
fn may_hedge(before: &str) -> bool {
    const LAST: [&str; 31] = [
        "about",
        "above",
        "almost",
        "approx",
        "approx.",
        "approximately",
        "around",
        "as",
        "below",
        "ca",
        "ca.",
        "circa",
        "est.",
        "estimated",
        "exceeding",
        "fewer",
        "least",
        "many",
        "most",
        "nearly",
        "of",
        "over",
        "roughly",
        "some",
        "than",
        "to",
        "under",
        "upwards",
        "within",
        "maximum",
        "minimum",
    ];
    let words = before.trim_end();
    if words.ends_with(['~', '≈', '±', '>', '<', '≥', '≤', '=']) {
        return true;
    }
    let is_of_word = |c: char| c.is_alphanumeric() || c == '.';
    let start = words.char_indices().rev().take_while(|(_, c)| is_of_word(*c)).last().map(|(at, _)| at);
    let last = start.and_then(|at| words.get(at..)).unwrap_or_default();
    LAST.iter().any(|known| last.eq_ignore_ascii_case(known))
}

/// At most `reach` bytes of text before `at`.
pub(super) fn before(text: &str, at: usize, reach: usize) -> &str {
    let mut from = at.saturating_sub(reach);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..at).unwrap_or_default()
}
