//! Clock times: `14:05`, `2:05 PM`, `14h05`, `noon`.

use super::reader::{Read, Reader};
use super::value::{Clock, Meridiem, Precision};

/// AM or PM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// The parts of a clock time before they are checked.
#[derive(Clone, Copy, Debug, Default)]
struct Face {
    hour: u32,
    minute: Option<u32>,
    second: Option<u32>,
    nanos: u32,
}

impl Face {
    /// The time they give, if there is one.
    fn clock(self, half: Option<Half>) -> Option<Clock> {
        let hour = match half {
            None => self.hour,
            // "0:05 AM" is written, "13:05 PM" is a mistake.
            Some(Half::Am) if self.hour <= 12 => self.hour % 12,
            Some(Half::Pm) if (1..=12).contains(&self.hour) => self.hour % 12 + 12,
            Some(_) => return None,
        };
        let (minute, second) = (self.minute.unwrap_or(0), self.second.unwrap_or(0));
        let day_end = hour == 24 && minute == 0 && second == 0;
        if (hour > 23 && !day_end) || minute > 59 || second > 60 {
            return None;
        }
        Some(Clock {
            hour: u8::try_from(hour).ok()?,
            minute: u8::try_from(minute).ok()?,
            second: u8::try_from(second).ok()?,
            nanos: self.nanos,
            precision: match (self.minute, self.second) {
                (_, Some(_)) => Precision::Second,
                (Some(_), None) => Precision::Minute,
                (None, None) => Precision::Hour,
            },
            meridiem: if half.is_some() { Meridiem::Stated } else { Meridiem::Unstated },
        })
    }
}

impl Reader<'_> {
    /// A clock time that needs nothing beside it to be one.
    pub(super) fn clock(&self, i: usize) -> Read<Clock> {
        // "half past noon", "quarter to 3pm"
        let before = self.word_before(i);
        if before == "past" || (before == "to" && i > 1 && self.word(i - 2) == "quarter") {
            return None;
        }
        self.named_hour(i)
            .or_else(|| self.colon_clock(i))
            .or_else(|| self.twelve_named(i))
            .or_else(|| self.dotted_clock(i))
            .or_else(|| self.hour_clock(i))
            .or_else(|| self.run_together(i))
            .or_else(|| self.four_digit_hours(i))
            .or_else(|| self.letter_clock(i))
    }

    /// A clock time that is one only where a zone follows: `1405`, `14.05`,
    /// `15h`.
    pub(super) fn loose_clock(&self, i: usize) -> Read<Clock> {
        self.four_digits(i).or_else(|| self.dotted_bare(i)).or_else(|| self.letter_hour(i))
    }

    /// Four digits: `1405`.
    pub(super) fn four_digits(&self, i: usize) -> Read<Clock> {
        let number = self.number(i, 4..=4)?;
        let face = Face { hour: number / 100, minute: Some(number % 100), ..Face::default() };
        Some((face.clock(None)?, i + 1))
    }

    /// `1405hrs`, `0800 hours`, "at 1400 hours"; but "2000 hours" is a length.
    fn four_digit_hours(&self, i: usize) -> Read<Clock> {
        let (clock, end) = self.four_digits(i)?;
        let early = self.digits(i).is_some_and(|digits| digits.starts_with('0'));
        let led = matches!(self.word_before(i), "at" | "by" | "since" | "until" | "around");
        let short = matches!(self.word(end), "h" | "hrs");
        let hours = short || (self.word(end) == "hours" && (early || led));
        (hours && self.same_line(end)).then_some((clock, end + 1))
    }

    /// An hour with a letter: `15h`.
    pub(super) fn letter_hour(&self, i: usize) -> Read<Clock> {
        let hour = self.number(i, 1..=2)?;
        if !self.glued(i + 1) || self.word(i + 1) != "h" {
            return None;
        }
        Some((Face { hour, ..Face::default() }.clock(None)?, i + 2))
    }

    /// A lone hour, to stand beside a time in a range: the `10` of `10–11 AM`.
    pub(super) fn bare_hour(&self, i: usize) -> Read<Clock> {
        let hour = self.number(i, 1..=2)?;
        Some((Face { hour, ..Face::default() }.clock(None)?, i + 1))
    }

    /// `noon`, `midnight`.
    fn named_hour(&self, i: usize) -> Read<Clock> {
        let hour = match self.word(i) {
            "noon" | "midday" => 12,
            "midnight" => 0,
            _ => return None,
        };
        let clock = Face { hour, ..Face::default() }.clock(None)?;
        Some((Clock { meridiem: Meridiem::Stated, ..clock }, i + 1))
    }

    /// `12 noon`, `12 midnight`.
    fn twelve_named(&self, i: usize) -> Read<Clock> {
        if self.number(i, 2..=2)? != 12 || !self.same_line(i + 1) {
            return None;
        }
        self.named_hour(i + 1)
    }

    /// `14:05`, `14:05:09.120`, `2:05 PM`, `14:05 hrs`.
    fn colon_clock(&self, i: usize) -> Read<Clock> {
        let hour = self.number(i, 1..=2)?;
        let minute = self.after_mark(i + 1, ':')?;
        let mut face = Face { hour, minute: Some(minute), ..Face::default() };
        let mut end = i + 3;
        if let Some(second) = self.after_mark(end, ':') {
            face.second = Some(second);
            end += 2;
            (face.nanos, end) = self.fraction(end);
        }
        if self.glued_mark(end, ':') && self.glued(end + 1) && self.is_number(end + 1) {
            // A MAC address, or a time of another kind.
            return self.reject(end + 2);
        }
        if self.is_ratio(i, end) {
            return None;
        }
        let (half, end) = self.half_or_noon(end, hour);
        if half.is_none() && face.second.is_some() && self.is_labelled_length(i, end) {
            return None;
        }
        let end = self.hours_word(i, end, &face)?;
        face.clock(half).map(|clock| (clock, end)).or_else(|| self.reject(end))
    }

    /// Two digits after a mark, all without gaps.
    fn after_mark(&self, i: usize, mark: char) -> Option<u32> {
        if self.glued_mark(i, mark) { self.glued_number(i + 1, 2..=2) } else { None }
    }

    /// The fraction of a second in nanoseconds, zero where there is none.
    fn fraction(&self, i: usize) -> (u32, usize) {
        let comma = self.glued_mark(i, ',') && self.glued_number(i + 1, 3..=3).is_some();
        let dot = self.glued_mark(i, '.') && self.glued_number(i + 1, 1..=9).is_some();
        let digits = self.digits(i + 1).filter(|_| comma || dot);
        let nanos = digits.and_then(|digits| format!("{digits:0<9}").parse().ok());
        nanos.map_or((0, i), |nanos| (nanos, i + 2))
    }

    /// AM or PM after a time, or the noon of `12:00 noon`.
    fn half_or_noon(&self, i: usize, hour: u32) -> (Option<Half>, usize) {
        if let Some((half, end)) = self.half(i, true).or_else(|| self.half_letter(i)) {
            return (Some(half), end);
        }
        if let Some((half, end)) = self.part_of_day(i).filter(|_| (1..=12).contains(&hour)) {
            return (Some(half), end);
        }
        match (hour, self.word(i)) {
            (12, "noon" | "midday") if self.same_line(i) => (Some(Half::Pm), i + 1),
            (12, "midnight") if self.same_line(i) => (Some(Half::Am), i + 1),
            _ => (None, i),
        }
    }

    /// Skips the "hrs" of `14:05 hrs`; none where that makes it a length of
    /// time, as in `1:32:05 h`.
    fn hours_word(&self, i: usize, end: usize, face: &Face) -> Option<usize> {
        if !self.same_line(end) || !matches!(self.word(end), "hrs" | "hr" | "hours" | "h") {
            return Some(end);
        }
        let two_digits = self.digits(i).is_some_and(|digits| digits.len() == 2);
        (two_digits && face.second.is_none()).then_some(end + 1)
    }

    /// `16:10` beside "ratio", `line 14:40`: no times.
    fn is_ratio(&self, i: usize, end: usize) -> bool {
        matches!(self.word(end), "ratio" | "aspect" | "split")
            || matches!(
                self.word_before(i),
                "ratio" | "line" | "lines" | "ln" | "col" | "column" | "verse" | "port"
            )
            || (self.word_before(i) == "of" && i > 1 && self.word_before(i - 1) == "ratio")
    }

    /// `2.05pm`.
    fn dotted_clock(&self, i: usize) -> Read<Clock> {
        let (face, end) = self.dotted_face(i)?;
        let (half, end) = self.half(end, false)?;
        face.clock(Some(half)).map(|clock| (clock, end)).or_else(|| self.reject(end))
    }

    fn dotted_bare(&self, i: usize) -> Read<Clock> {
        let (face, end) = self.dotted_face(i)?;
        Some((face.clock(None)?, end))
    }

    fn dotted_face(&self, i: usize) -> Read<Face> {
        let hour = self.number(i, 1..=2)?;
        let minute = self.after_mark(i + 1, '.')?;
        Some((Face { hour, minute: Some(minute), ..Face::default() }, i + 3))
    }

    /// `6PM`, `3 p.m.`, `7 o'clock`, `3 o'clock pm`.
    fn hour_clock(&self, i: usize) -> Read<Clock> {
        let hour = self.number(i, 1..=2)?;
        let face = Face { hour, ..Face::default() };
        let named = self.o_clock(i + 1);
        let half = self.half(named.unwrap_or(i + 1), false);
        let end = half.map(|(_, end)| end).or(named)?;
        let half = half.map(|(half, _)| half);
        face.clock(half).map(|clock| (clock, end)).or_else(|| self.reject(end))
    }

    fn o_clock(&self, i: usize) -> Option<usize> {
        if self.word(i) == "oclock" {
            return Some(i + 1);
        }
        let quote = usize::from(matches!(self.mark(i + 1), Some('\'' | '’')));
        (self.word(i) == "o" && self.word(i + 1 + quote) == "clock").then_some(i + 2 + quote)
    }

    /// `340pm`, `1140 a.m.`.
    fn run_together(&self, i: usize) -> Read<Clock> {
        let number = self.number(i, 3..=4)?;
        let (half, end) = self.half(i + 1, false)?;
        let face = Face { hour: number / 100, minute: Some(number % 100), ..Face::default() };
        face.clock(Some(half)).map(|clock| (clock, end)).or_else(|| self.reject(end))
    }

    /// `14h05`. After "for", "lasted" and the like it is a length of time.
    fn letter_clock(&self, i: usize) -> Read<Clock> {
        let hour = self.number(i, 1..=2)?;
        if !self.glued(i + 1) || self.word(i + 1) != "h" || self.lasts(i) {
            return None;
        }
        let minute = self.glued_number(i + 2, 2..=2)?;
        let face = Face { hour, minute: Some(minute), ..Face::default() };
        Some((face.clock(None)?, i + 3))
    }

    /// Whether the words before speak of a length of time.
    pub(super) fn lasts(&self, i: usize) -> bool {
        let mut before = i;
        for _ in 0..2 {
            let Some(at) = before.checked_sub(1) else {
                return false;
            };
            match self.word(at) {
                "for" | "lasted" | "lasting" | "took" | "taking" | "duration" | "downtime" | "after"
                | "within" | "nearly" | "almost" | "over" | "than" | "total" | "length" => return true,
                _ => {}
            }
            if !matches!(self.mark(at), Some(':' | '~' | '=' | '-' | '*'))
                && !super::words::about(self.word(at))
            {
                return false;
            }
            before = at;
        }
        false
    }

    /// The letter of `8:31p`.
    fn half_letter(&self, i: usize) -> Read<Half> {
        let half = match self.word(i) {
            "a" => Half::Am,
            "p" => Half::Pm,
            _ => return None,
        };
        (self.glued(i) && self.ends(i + 1)).then_some((half, i + 1))
    }

    /// "in the morning", "in the evening".
    fn part_of_day(&self, i: usize) -> Read<Half> {
        if self.word(i) != "in" || self.word(i + 1) != "the" {
            return None;
        }
        match self.word(i + 2) {
            "morning" => Some((Half::Am, i + 3)),
            "afternoon" | "evening" => Some((Half::Pm, i + 3)),
            _ => None,
        }
    }

    /// The index after AM or PM, where one stands there.
    pub(super) fn half_end(&self, i: usize) -> Option<usize> {
        self.half(i, false).map(|(_, end)| end)
    }

    /// `AM`, `p.m.`; with `apart` also `a m`.
    fn half(&self, i: usize, apart: bool) -> Read<Half> {
        if !self.same_line(i) {
            return None;
        }
        match self.word(i) {
            "am" => return Some((Half::Am, i + 1)),
            "pm" => return Some((Half::Pm, i + 1)),
            _ => {}
        }
        let half = match self.word(i) {
            "a" => Half::Am,
            "p" => Half::Pm,
            _ => return None,
        };
        if self.glued_mark(i + 1, '.') && self.word(i + 2) == "m" && self.same_line(i + 2) {
            let dot = usize::from(self.glued_mark(i + 3, '.'));
            return Some((half, i + 3 + dot));
        }
        (apart && self.word(i + 1) == "m" && self.same_line(i + 1)).then_some((half, i + 2))
    }
}
