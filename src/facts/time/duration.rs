//! Lengths of time: `1h 32m`, `two and a half hours`, `PT4H`, `1–2 hours`.

use super::quantity::Quantity;
use super::reader::{Edge, Read, Reader};
use super::value::{Duration, Hedge};
use super::words;

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
        let found = self.iso_length(i).or_else(|| self.clock_length(i)).or_else(|| self.length_range(i));
        found.or_else(|| self.length(i)).filter(|(_, end)| self.ends_length(*end))
    }

    /// A hyphen may follow: "2-hour-long", and so may a plus sign.
    fn ends_length(&self, end: usize) -> bool {
        self.ends(end) || self.glued_mark(end, '+')
    }

    /// One or more quantities with units: `2 hours and 5 minutes`.
    fn length(&self, i: usize) -> Read<Duration> {
        let (quantity, at) = self.quantity(i)?;
        // "4+ hours"
        let plus = self.glued_mark(at, '+');
        let (unit, mut end) = self.unit(at + usize::from(plus))?;
        if self.is_no_length(i, end, quantity, unit) {
            return None;
        }
        let mut length = Duration {
            seconds: quantity.value * unit.seconds,
            between: None,
            unit: quantity.step * unit.seconds,
            parts: 1,
            hedge: match (quantity.vague, plus) {
                (true, _) => Hedge::Few,
                (false, true) => Hedge::AtLeast,
                (false, false) => Hedge::None,
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
            let own =
                comma && !and && matches!(self.word(end), "later" | "before" | "after" | "ago" | "earlier");
            let smaller = unit.seconds < last && !quantity.vague && !own;
            return smaller.then_some((quantity.value * unit.seconds, unit.seconds, end));
        }
        // "2 hours ten", only where nothing is counted by the number.
        let bare = !comma && last == 3600.0 && quantity.value < 60.0 && !quantity.vague && !quantity.single;
        let over = !self.is_word(after) && !self.is_number(after) && self.ends(after) && self.same_line(at);
        let over =
            over && !matches!(self.mark(after), Some('%' | '/' | '-' | '–' | ':' | '+' | '\'' | '’' | '*'));
        (bare && over && !self.glued(at)).then_some((quantity.value * 60.0, 60.0, after))
    }

    /// The unit after a quantity.
    fn unit(&self, i: usize) -> Read<Unit> {
        let hyphen = self.glued_mark(i, '-') && self.glued(i + 1);
        let mut at = i + usize::from(hyphen);
        let qualified = matches!(self.word(at), "business" | "working" | "support" | "office" | "work");
        at += usize::from(qualified);
        if let Some(seconds) = words::unit(self.word(at)) {
            let clean = !self.glued(at + 1) || !self.is_number(at + 1) || self.word(at).len() <= 3;
            return clean.then_some((Unit { seconds, qualified, letter: false }, at + 1));
        }
        let seconds =
            words::letter_unit(self.slice(at)).filter(|_| !hyphen && !qualified && self.same_line(at))?;
        Some((Unit { seconds, qualified, letter: true }, at + 1))
    }

    /// What looks like a length of time and is none.
    fn is_no_length(&self, i: usize, end: usize, quantity: Quantity, unit: Unit) -> bool {
        if quantity.single {
            return !self.single_stands(i, end, unit);
        }
        if unit.letter && quantity.figures {
            let lone_year = unit.seconds > 30.0 * 86_400.0 && self.further_part(end, unit.seconds).is_none();
            return lone_year || self.is_letter_trap(i, end, quantity.value, unit.seconds);
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
        let status = [300.0..312.0, 400.0..432.0, 500.0..531.0].iter().any(|codes| codes.contains(&value));
        let plural =
            unit == 1.0 && self.glued(i + 1) && (status || value >= 1000.0) && self.slice(i).len() >= 3;
        let millions = unit == 60.0 && (value > 360.0 || COUNTED.contains(&self.word(end)));
        // The beginning of a hash: `716875d`.
        let hash = value >= 10_000.0 || (unit > 3600.0 && value >= 1000.0);
        let space = unit > 3600.0
            && matches!(self.word(end), "model" | "printing" | "graphics" | "rendering" | "array");
        plural || millions || space || hash
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
        let followed =
            matches!(self.word(end), "later" | "ago" | "before" | "after" | "earlier" | "late" | "delay");
        let long = self.glued_mark(end, '-') && self.word(end + 1) == "long";
        let opens = !self.same_line(i) || self.is_mark(i.saturating_sub(1), ':') || i == 0;
        let opens = opens && (unit.seconds < 86_400.0 || !self.is_word(end));
        let more = self.and_a_half(end).is_some() || self.further_part(end, unit.seconds).is_some();
        let alone = !article && unit.seconds < 86_400.0;
        let rate = article && matches!(before, "to" | "in" | "over") && matches!(self.word(end), "clip");
        (led && !rate) || followed || long || opens || more || alone
    }

    /// `1–2 hours`, `10 to 15 minutes`, "between two and three hours",
    /// `30 min – 1 h`.
    fn length_range(&self, i: usize) -> Read<Duration> {
        let between = self.word_before(i) == "between";
        let (low, after) = self.quantity(i).filter(|(low, _)| !low.vague)?;
        let (own_unit, end) = self.unit(after).map_or((None, after), |(unit, end)| (Some(unit), end));
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
        let dash =
            matches!(self.mark(i), Some('-' | '–' | '—')) && self.same_line(i) && self.same_line(i + 1);
        dash.then(|| (!self.glued(i) || !self.glued(i + 1), i + 1))
    }

    /// `1:32:05 h`, `1:30 hours`.
    fn clock_length(&self, i: usize) -> Read<Duration> {
        let hours = self.number(i, 1..=3)?;
        let two = |at: usize| {
            if self.glued_mark(at, ':') { self.glued_number(at + 1, 2..=2) } else { None }
        };
        let minutes = two(i + 1).filter(|minutes| *minutes < 60)?;
        let seconds = two(i + 3);
        let unit_at = if seconds.is_some() { i + 5 } else { i + 3 };
        let hour =
            matches!(self.word(unit_at), "h" | "hr" | "hrs" | "hour" | "hours") && self.same_line(unit_at);
        let labelled = seconds.is_some() && !hour && self.is_labelled_length(i, unit_at);
        if !(hour || labelled) || seconds.is_some_and(|seconds| seconds > 59) {
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
        Some((length, unit_at + usize::from(hour)))
    }

    /// Whether a label makes `1:32:05` a length of time: "Duration: 1:32:05".
    /// A zone or a second time after it shows that it is a time after all.
    pub(super) fn is_labelled_length(&self, i: usize, end: usize) -> bool {
        let mut before = i.saturating_sub(1);
        for _ in 0..2 {
            before -= usize::from(before > 0 && matches!(self.mark(before), Some(':' | '*' | '~')));
        }
        let label = matches!(self.word(before), "duration" | "lasted" | "lasting" | "took" | "downtime");
        let label = label || self.word(end) == "duration";
        label && self.joiner(end, true).is_none() && self.zone_after(end, true).is_none()
    }
}

impl Duration {
    /// No time at all, to add to.
    pub(super) const EMPTY: Self =
        Self { seconds: 0.0, between: None, unit: 0.0, parts: 0, hedge: Hedge::None, qualified: false };
}
