//! Time as people write it: dates, clock times, ranges, durations and zones.
//!
//! [`read`] cuts a text into tokens (`token`) and tries, where a number or a
//! word that can begin one stands, what is written there: a date (`date`,
//! `days`), a clock time (`clock`) with its zone (`zone`), both (`combine`), a
//! range (`range`) or a length of time (`duration`, `hedge`). The longest
//! reading wins. What cannot be, such as 31 June, is no fact, and neither is
//! any part of it: `faults` keeps those apart. `calendar` answers what a zone or
//! a weekday comes to on a day.

pub mod calendar;
mod clock;
mod combine;
mod date;
mod days;
mod display;
mod duration;
mod faults;
mod hedge;
mod iso_duration;
mod openers;
mod quantity;
mod range;
mod reader;
mod token;
pub mod value;
mod words;
mod zone;
mod zone_names;

pub use faults::{Fault, TimeFault};
use reader::{Edge, Read, Reader};
use std::ops::Range;
pub use value::TimeValue;

/// A time expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeFact {
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// What is written.
    pub value: TimeValue,
}

/// Reads every time expression of `text`, in order and without overlaps.
///
/// The `opaque` byte ranges, in ascending order, are code and URLs: nothing in
/// them is read, and nothing spans them.
#[must_use]
pub fn read(text: &str, opaque: &[Range<usize>]) -> Vec<TimeFact> {
    facts_of(&Reader::new(text, opaque))
}

/// The same, with what looks like a time and is none.
#[must_use]
pub fn read_with_faults(text: &str, opaque: &[Range<usize>]) -> (Vec<TimeFact>, Vec<TimeFault>) {
    let reader = Reader::new(text, opaque);
    let facts = facts_of(&reader);
    let faults = reader.faults(&facts);
    (facts, faults)
}

fn facts_of(reader: &Reader<'_>) -> Vec<TimeFact> {
    let mut facts = Vec::new();
    // Where the last fact ended: no hedge reaches back into it.
    let mut floor = 0;
    let mut at = 0;
    while at < reader.len() {
        match reader.fact(at, floor) {
            Some(((from, value), end)) => {
                facts.push(TimeFact { range: reader.bytes(from, end), value });
                (floor, at) = (end, end.max(at + 1));
            }
            None => at += 1,
        }
        at = at.max(reader.rejected());
    }
    facts
}

impl Reader<'_> {
    /// The expression at a token, with the token it begins at: a hedge may
    /// stand before it.
    fn fact(&self, i: usize, floor: usize) -> Read<(usize, TimeValue)> {
        if !self.is_number(i) && !self.is_trigger(i) {
            return None;
        }
        let time = if self.edge(i) == Edge::Inside { None } else { self.time_at(i) };
        let length = self.length_at(i);
        let longer = length.as_ref().map_or(0, |(_, end)| *end);
        if let Some((mut value, end)) = time.filter(|(_, end)| *end >= longer) {
            self.approximate(i, &mut value);
            return Some(((i, value), end));
        }
        if self.rejected() > i {
            return None;
        }
        if let Some((mut length, end)) = length {
            let (from, end) = self.hedge(&mut length, i, end, floor);
            return Some(((from, TimeValue::Duration(length)), end));
        }
        let (zone, end) = self.lone_zone(i)?;
        Some(((i, TimeValue::Zone(zone)), end))
    }

    /// Whether an expression can begin with this word.
    fn is_trigger(&self, i: usize) -> bool {
        let word = self.word(i);
        if word.is_empty() {
            return self.is_mark(i, '[');
        }
        let opens = openers::may_open(word) && opens(word);
        debug_assert!(opens || !self::opens(word), "`{word}` is missing among the openers");
        opens
    }

    /// Notes "around" or `~` before a time.
    fn approximate(&self, i: usize, value: &mut TimeValue) {
        let about = words::about(self.word_before(i));
        let before = i.checked_sub(1).and_then(|before| self.mark(before));
        let short = i > 1 && before == Some('.') && matches!(self.word(i - 2), "approx" | "ca");
        if !(about || short || matches!(before, Some('~' | '≈'))) {
            return;
        }
        match value {
            TimeValue::Timestamp(stamp) => stamp.approximate = true,
            TimeValue::Range(range) => {
                range.start.approximate = true;
                range.end.approximate = true;
            }
            TimeValue::Duration(_) | TimeValue::Zone(_) => {}
        }
    }
}

/// Whether an expression can begin with this word, in lower case.
fn opens(word: &str) -> bool {
    words::month(word).is_some()
        || words::weekday(word).is_some()
        || words::cardinal(word).is_some()
        || matches!(
            word,
            "a" | "an"
                | "half"
                | "quarter"
                | "few"
                | "several"
                | "couple"
                | "noon"
                | "midday"
                | "midnight"
                | "p"
                | "pt"
        )
        || zone_names::abbreviation(word).is_some()
        || zone_names::opens_name(word)
}
