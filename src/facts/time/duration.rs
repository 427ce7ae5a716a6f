//! Lengths of time: `1h 32m`, `two and a half hours`, `PT4H`, `1–2 hours`.

use super::reader::{Edge, Read, Reader};
use super::value::{Duration, Hedge};
use super::words;

/// A number before a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    value: f64,
    /// The smallest step of the number: a half for "two and a half".
    step: f64,
    /// "a few" and the like.
    vague: bool,
    /// "a" or "one": everyday words that need more to be a quantity.
    single: bool,
    /// In figures.
    figures: bool,
}

impl Quantity {
    fn new(value: f64) -> Self {
        Self {
            value,
            step: 1.0,
            vague: false,
            single: false,
            figures: false,
        }
    }
}

/// A unit after a quantity.
#[derive(Clone, Copy, Debug)]
struct Unit {
    seconds: f64,
    /// "business", "working" stands before it.
    qualified: bool,
    /// One letter only.
    letter: bool,
}

impl Reader<'_> {
    /// A length of time without its hedges.
    pub(super) fn length_at(&self, i: usize) -> Read<Duration> {
        if self.edge(i) != Edge::Clean {
            return None;
        }
        let found = self
            .iso_length(i)
            .or_else(|| self.clock_length(i))
            .or_else(|| self.length_range(i));
        found
            .or_else(|| self.length(i))
            .filter(|(_, end)| self.ends_length(*end))
    }

    /// A hyphen may follow: "2-hour-long", and so may a plus sign.
    fn ends_length(&self, end: usize) -> bool {
        self.ends(end) || self.glued_mark(end, '+')
    }

    /// One or more quantities with units: `2 hours and 5 minutes`.
    fn length(&self, i: usize) -> Read<Duration> {
        let (quantity, at) = self.quantity(i)?;
        let (unit, mut end) = self.unit(at)?;
        if self.is_no_length(i, end, quantity, unit) {
            return None;
        }
        let mut length = Duration {
            seconds: quantity.value * unit.seconds,
            between: None,
            unit: quantity.step * unit.seconds,
            parts: 1,
            hedge: if quantity.vague {
                Hedge::Few
            } else {
                Hedge::None
            },
            qualified: unit.qualified,
        };
        if let Some(after) = self.and_a_half(end) {
            length.seconds += unit.seconds / 2.0;
            length.unit = unit.seconds / 2.0;
            return Some((length, after));
        }
        let mut last = unit.seconds;
        while let Some((seconds, unit, after)) = self.further_part(end, last) {
            length.seconds += seconds;
            length.unit = unit;
            length.parts = length.parts.saturating_add(1);
            (last, end) = (unit, after);
        }
        Some((length, end))
    }

    /// The next, smaller part of a length: `, 5 minutes`, ` and 30 seconds`,
    /// `30m`, or the bare "thirty" of "two hours thirty".
    fn further_part(&self, i: usize, last: f64) -> Option<(f64, f64, usize)> {
        let comma = self.is_mark(i, ',');
        let at = self.skip_mark(i, ',');
        let and = self.word(at) == "and";
        let at = self.skip_word(at, &["and"]);
        if !and && !self.same_line(at) {
            return None;
        }
        let (quantity, after) = self.quantity(at)?;
        if let Some((unit, end)) = self.unit(after) {
            let own = comma
                && !and
                && matches!(
                    self.word(end),
                    "later" | "before" | "after" | "ago" | "earlier"
                );
            let smaller = unit.seconds < last && !quantity.vague && !own;
            return smaller.then_some((quantity.value * unit.seconds, unit.seconds, end));
        }
        // "2 hours ten", only where nothing is counted by the number.
        let bare = !comma
            && last == 3600.0
            && quantity.value < 60.0
            && !quantity.vague
            && !quantity.single;
        let over = !self.is_word(after)
            && !self.is_number(after)
            && self.ends(after)
            && self.same_line(at);
        let over = over
            && !matches!(
                self.mark(after),
                Some('%' | '/' | '-' | '–' | ':' | '+' | '\'' | '’' | '*')
            );
        (bare && over && !self.glued(at)).then_some((quantity.value * 60.0, 60.0, after))
    }

    /// "and a half" after a unit.
    fn and_a_half(&self, i: usize) -> Option<usize> {
        let at = self.skip_word(i + 1, &["a", "an"]);
        (self.word(i) == "and" && self.word(at) == "half" && !self.glued(at + 1)).then_some(at + 1)
    }

    /// The unit after a quantity.
    fn unit(&self, i: usize) -> Read<Unit> {
        let hyphen = self.glued_mark(i, '-') && self.glued(i + 1);
        let mut at = i + usize::from(hyphen);
        let qualified = matches!(
            self.word(at),
            "business" | "working" | "support" | "office" | "work"
        );
        at += usize::from(qualified);
        if let Some(seconds) = words::unit(self.word(at)) {
            let clean = !self.glued(at + 1) || !self.is_number(at + 1) || self.word(at).len() <= 3;
            return clean.then_some((
                Unit {
                    seconds,
                    qualified,
                    letter: false,
                },
                at + 1,
            ));
        }
        let seconds = words::letter_unit(self.slice(at))
            .filter(|_| !hyphen && !qualified && self.same_line(at))?;
        Some((
            Unit {
                seconds,
                qualified,
                letter: true,
            },
            at + 1,
        ))
    }

    /// What looks like a length of time and is none.
    fn is_no_length(&self, i: usize, end: usize, quantity: Quantity, unit: Unit) -> bool {
        if quantity.single {
            return !self.single_stands(i, end, unit);
        }
        if unit.letter && quantity.figures {
            return self.is_letter_trap(i, end, quantity.value, unit.seconds);
        }
        // "24 hour clock", "the 60 second rule" is fine.
        quantity.figures && matches!(self.word(end), "clock" | "format" | "notation")
    }

    /// `502s` are responses, `1990s` years, `5m users` millions, `1944m` of a
    /// processor.
    fn is_letter_trap(&self, i: usize, end: usize, value: f64, unit: f64) -> bool {
        const COUNTED: &[&str] = &[
            "users",
            "requests",
            "customers",
            "rows",
            "records",
            "events",
            "messages",
            "people",
            "queries",
            "items",
        ];
        let status = [300.0..312.0, 400.0..432.0, 500.0..531.0]
            .iter()
            .any(|codes| codes.contains(&value));
        let plural = unit == 1.0
            && self.glued(i + 1)
            && (status || value >= 1000.0)
            && self.slice(i).len() >= 3;
        let millions = unit == 60.0 && (value > 360.0 || COUNTED.contains(&self.word(end)));
        let space = unit > 3600.0
            && matches!(
                self.word(end),
                "model" | "printing" | "graphics" | "rendering" | "array"
            );
        plural || millions || space
    }

    /// "a day", "an hour", "one week": lengths of time after a preposition or
    /// before "later"; else a rate ("a day") or a story ("one day").
    fn single_stands(&self, i: usize, end: usize, unit: Unit) -> bool {
        let article = matches!(self.word(i), "a" | "an");
        if unit.letter || (article && unit.seconds <= 1.0) {
            return false;
        }
        let before = self.word_before(i);
        let led = matches!(
            before,
            "for"
                | "in"
                | "within"
                | "after"
                | "over"
                | "about"
                | "around"
                | "nearly"
                | "almost"
                | "than"
                | "under"
                | "least"
                | "most"
                | "took"
                | "lasted"
                | "lasting"
                | "roughly"
                | "approximately"
                | "only"
                | "just"
                | "exactly"
                | "until"
                | "to"
                | "takes"
                | "take"
                | "taking"
                | "another"
                | "waited"
                | "spent"
                | "late"
        );
        let followed = matches!(
            self.word(end),
            "later" | "ago" | "before" | "after" | "earlier" | "late" | "delay"
        );
        let long = self.glued_mark(end, '-') && self.word(end + 1) == "long";
        let opens = !self.same_line(i) || self.is_mark(i.saturating_sub(1), ':') || i == 0;
        let more = self.and_a_half(end).is_some() || self.further_part(end, unit.seconds).is_some();
        let alone = !article && unit.seconds < 86_400.0;
        let rate =
            article && matches!(before, "to" | "in" | "over") && matches!(self.word(end), "clip");
        (led && !rate) || followed || long || opens || more || alone
    }

    /// A quantity: figures, a number in words, "half an", "a couple of".
    fn quantity(&self, i: usize) -> Read<Quantity> {
        if self.is_number(i) {
            return self.figures(i);
        }
        self.halves(i)
            .or_else(|| self.vague(i))
            .or_else(|| self.spelled(i))
    }

    /// `5`, `1,200`, `2.5`, `2½`, `2 and a half`.
    fn figures(&self, i: usize) -> Read<Quantity> {
        let digits = self.digits(i).filter(|digits| digits.len() <= 6)?;
        let mut value: f64 = digits.parse().ok()?;
        let mut step = 1.0;
        let mut end = i + 1;
        if self.glued_mark(end, ',')
            && digits.len() <= 3
            && self.glued_number(end + 1, 3..=3).is_some()
        {
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
        Some((
            Quantity {
                step,
                figures: true,
                ..Quantity::new(value)
            },
            end,
        ))
    }

    /// "half an hour", "a half hour", "a quarter of an hour", "three quarters of
    /// an hour".
    fn halves(&self, i: usize) -> Read<Quantity> {
        let three = self.word(i) == "three" && self.word(i + 1) == "quarters";
        let at = if three {
            i + 1
        } else {
            self.skip_word(i, &["a", "one"])
        };
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
        Some((
            Quantity {
                step,
                ..Quantity::new(part)
            },
            end,
        ))
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
        Some((
            Quantity {
                vague: true,
                ..Quantity::new(value)
            },
            end,
        ))
    }

    /// "five", "twenty-five", "thirty two", "an"; "two and a half".
    fn spelled(&self, i: usize) -> Read<Quantity> {
        let word = self.word(i);
        if matches!(word, "a" | "an") {
            return Some((
                Quantity {
                    single: true,
                    ..Quantity::new(1.0)
                },
                i + 1,
            ));
        }
        let mut value = words::cardinal(word)?;
        let mut end = i + 1;
        if value >= 20 && value % 10 == 0 {
            let next = if self.glued_mark(end, '-') {
                end + 1
            } else {
                end
            };
            if let Some(ones) = words::cardinal(self.word(next)).filter(|ones| *ones < 10) {
                (value, end) = (value + ones, next + 1);
            }
        }
        let quantity = Quantity {
            single: value == 1,
            ..Quantity::new(f64::from(value))
        };
        Some(match self.and_a_half(end) {
            Some(after) => (
                Quantity {
                    value: quantity.value + 0.5,
                    step: 0.5,
                    single: false,
                    ..quantity
                },
                after,
            ),
            None => (quantity, end),
        })
    }

    /// `1–2 hours`, `10 to 15 minutes`, "between two and three hours",
    /// `30 min – 1 h`.
    fn length_range(&self, i: usize) -> Read<Duration> {
        let between = self.word_before(i) == "between";
        let (low, after) = self.quantity(i).filter(|(low, _)| !low.vague)?;
        let (own_unit, end) = self
            .unit(after)
            .map_or((None, after), |(unit, end)| (Some(unit), end));
        let (loose, next) = self.length_joiner(end, between)?;
        // "Phase 2 - 3 hours", "raised from 5 to 10 minutes"
        if own_unit.is_none() && (loose || self.word_before(i) == "from") {
            return None;
        }
        let (high, after) = self.quantity(next).filter(|(high, _)| !high.vague)?;
        let (unit, end) = self.unit(after)?;
        let from = low.value * own_unit.unwrap_or(unit).seconds;
        let to = high.value * unit.seconds;
        let mixed = own_unit.is_some() && self.word_before(i) == "from";
        (from < to && !mixed && self.unit(end).is_none()).then(|| {
            let length = Duration {
                seconds: f64::midpoint(from, to),
                between: Some((from, to)),
                unit: unit.seconds * high.step,
                parts: 1,
                hedge: Hedge::None,
                qualified: unit.qualified,
            };
            (length, end)
        })
    }

    /// What joins the ends of such a range, and whether it is a dash in spaces.
    fn length_joiner(&self, i: usize, between: bool) -> Read<bool> {
        match self.word(i) {
            "to" | "or" => return Some((false, i + 1)),
            "and" if between => return Some((false, i + 1)),
            _ => {}
        }
        let dash = matches!(self.mark(i), Some('-' | '–' | '—'))
            && self.same_line(i)
            && self.same_line(i + 1);
        dash.then(|| (!self.glued(i) || !self.glued(i + 1), i + 1))
    }

    /// `1:32:05 h`, `1:30 hours`.
    fn clock_length(&self, i: usize) -> Read<Duration> {
        let hours = self.number(i, 1..=3)?;
        let two = |at: usize| {
            if self.glued_mark(at, ':') {
                self.glued_number(at + 1, 2..=2)
            } else {
                None
            }
        };
        let minutes = two(i + 1).filter(|minutes| *minutes < 60)?;
        let seconds = two(i + 3);
        let unit_at = if seconds.is_some() { i + 5 } else { i + 3 };
        let hour = matches!(self.word(unit_at), "h" | "hr" | "hrs" | "hour" | "hours")
            && self.same_line(unit_at);
        if !hour || seconds.is_some_and(|seconds| seconds > 59) {
            return None;
        }
        let total = hours * 3600 + minutes * 60 + seconds.unwrap_or(0);
        let length = Duration {
            seconds: f64::from(total),
            between: None,
            unit: if seconds.is_some() { 1.0 } else { 60.0 },
            parts: if seconds.is_some() { 3 } else { 2 },
            hedge: Hedge::None,
            qualified: false,
        };
        Some((length, unit_at + 1))
    }

    /// `PT1H30M`, `P2DT4H`, `P3W`.
    fn iso_length(&self, i: usize) -> Read<Duration> {
        let (mut clock, mut length) = match self.slice(i) {
            "P" => (false, Duration::EMPTY),
            "PT" => (true, Duration::EMPTY),
            _ => return None,
        };
        let mut end = i + 1;
        let mut last = f64::INFINITY;
        while self.glued(end) && self.is_number(end) {
            let (quantity, after) = self.figures(end)?;
            let mut letters = self.word(after).chars().filter(|_| self.glued(after));
            let unit = iso_unit(letters.next()?, clock)?;
            clock |= letters.next().is_some_and(|letter| letter == 't');
            if letters.next().is_some() || unit >= last {
                return None;
            }
            length.seconds += quantity.value * unit;
            length.unit = unit * quantity.step;
            length.parts = length.parts.saturating_add(1);
            (last, end) = (unit, after + 1);
        }
        // "P1" and "P2M" are priorities and the like.
        let sure = clock || length.unit == 86_400.0 || length.unit == 7.0 * 86_400.0;
        (length.parts > 0 && sure).then_some((length, end))
    }
}

impl Duration {
    /// No time at all, to add to.
    const EMPTY: Self = Self {
        seconds: 0.0,
        between: None,
        unit: 0.0,
        parts: 0,
        hedge: Hedge::None,
        qualified: false,
    };
}

/// Seconds in a unit of an ISO duration; `clock` after its `T`.
fn iso_unit(letter: char, clock: bool) -> Option<f64> {
    Some(match (letter, clock) {
        ('s', true) => 1.0,
        ('m', true) => 60.0,
        ('h', true) => 3600.0,
        ('d', false) => 86_400.0,
        ('w', false) => 7.0 * 86_400.0,
        ('m', false) => 30.0 * 86_400.0,
        ('y', false) => 365.0 * 86_400.0,
        _ => return None,
    })
}
