//! Numbers before a unit of time: `5`, `2.5`, "two and a half", "a few".

use super::reader::{Read, Reader};
use super::words;

/// A number before a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) value: f64,
    /// The smallest step of the number: a half for "two and a half".
    pub(super) step: f64,
    /// "a few" and the like.
    pub(super) vague: bool,
    /// "a" or "one": everyday words that need more to be a quantity.
    pub(super) single: bool,
    /// In figures.
    pub(super) figures: bool,
}

impl Quantity {
    fn new(value: f64) -> Self {
        Self { value, step: 1.0, vague: false, single: false, figures: false }
    }
}

impl Reader<'_> {
    /// A quantity: figures, a number in words, "half an", "a couple of".
    pub(super) fn quantity(&self, i: usize) -> Read<Quantity> {
        if self.is_number(i) {
            return self.figures(i);
        }
        self.halves(i).or_else(|| self.vague(i)).or_else(|| self.spelled(i))
    }

    /// `5`, `1,200`, `2.5`, `2½`, `2 and a half`.
    pub(super) fn figures(&self, i: usize) -> Read<Quantity> {
        let digits = self.digits(i).filter(|digits| digits.len() <= 6)?;
        let mut value: f64 = digits.parse().ok()?;
        let mut step = 1.0;
        let mut end = i + 1;
        if self.glued_mark(end, ',') && digits.len() <= 3 && self.glued_number(end + 1, 3..=3).is_some() {
            value = value * 1000.0 + f64::from(self.glued_number(end + 1, 3..=3)?);
            end += 2;
        }
        if self.glued_mark(end, '.') && self.glued_number(end + 1, 1..=6).is_some() {
            let decimals = self.digits(end + 1)?;
            value = format!("{digits}.{decimals}").parse().ok()?;
            step = if decimals == "5" { 0.5 } else { 0.1 };
            end += 2;
        } else if self.glued(end) && matches!(self.slice(end), "½" | "¼" | "¾") {
            let (part, smallest) = match self.slice(end) {
                "½" => (0.5, 0.5),
                "¼" => (0.25, 0.25),
                _ => (0.75, 0.25),
            };
            (value, step) = (value + part, smallest);
            end += 1;
        } else if let Some(after) = self.and_a_half(end) {
            (value, step) = (value + 0.5, 0.5);
            end = after;
        }
        Some((Quantity { step, figures: true, ..Quantity::new(value) }, end))
    }

    /// "half an hour", "a half hour", "a quarter of an hour", "three quarters of
    /// an hour".
    fn halves(&self, i: usize) -> Read<Quantity> {
        let three = self.word(i) == "three" && self.word(i + 1) == "quarters";
        let at = if three { i + 1 } else { self.skip_word(i, &["a", "one"]) };
        let part = match self.word(at) {
            "half" => 0.5,
            "quarter" => 0.25,
            "quarters" if three => 0.75,
            _ => return None,
        };
        let mut end = at + 1;
        if self.glued_mark(end, '-') {
            end += 1;
        }
        end = self.skip_word(end, &["of"]);
        end = self.skip_word(end, &["a", "an", "the"]);
        // "half the day", "quarter of the year": no lengths of time.
        if self.word(end - 1) == "the" {
            return None;
        }
        let step = if part == 0.5 { 0.5 } else { 0.25 };
        Some((Quantity { step, ..Quantity::new(part) }, end))
    }

    /// "a few", "several", "a couple of".
    fn vague(&self, i: usize) -> Read<Quantity> {
        let at = self.skip_word(i, &["a"]);
        let (value, mut end) = match self.word(at) {
            "few" => (3.0, at + 1),
            "several" if at == i => (4.0, at + 1),
            "couple" => (2.0, at + 1),
            _ => return None,
        };
        end = self.skip_word(end, &["of", "more"]);
        Some((Quantity { vague: true, ..Quantity::new(value) }, end))
    }

    /// "five", "twenty-five", "thirty two", "an"; "two and a half".
    fn spelled(&self, i: usize) -> Read<Quantity> {
        let word = self.word(i);
        if matches!(word, "a" | "an") {
            return Some((Quantity { single: true, ..Quantity::new(1.0) }, i + 1));
        }
        let mut value = words::cardinal(word)?;
        let mut end = i + 1;
        if value >= 20 && value % 10 == 0 {
            let next = if self.glued_mark(end, '-') { end + 1 } else { end };
            if let Some(ones) = words::cardinal(self.word(next)).filter(|ones| *ones < 10) {
                (value, end) = (value + ones, next + 1);
            }
        }
        let quantity = Quantity { single: value == 1, ..Quantity::new(f64::from(value)) };
        Some(match self.and_a_half(end) {
            Some(after) => {
                (Quantity { value: quantity.value + 0.5, step: 0.5, single: false, ..quantity }, after)
            }
            None => (quantity, end),
        })
    }

    /// "and a half" after a unit.
    pub(super) fn and_a_half(&self, i: usize) -> Option<usize> {
        let at = self.skip_word(i + 1, &["a", "an"]);
        (self.word(i) == "and" && self.word(at) == "half" && !self.glued(at + 1)).then_some(at + 1)
    }
}
