//! What looks like a time or a date and is none: `25:10`, `13:00 PM`,
//! `31 June`.
//!
//! These are no facts: nothing may take them for a time. They are kept apart,
//! for the rules that report them.

use super::date::date;
use super::reader::{Edge, Read, Reader};
use super::value::{DateForm, TimeValue, Timestamp};
use super::{TimeFact, openers, words};
use std::ops::Range;

/// What is wrong with an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `25:10`, `14:61`: no clock shows it.
    NoSuchTime,
    /// `13:00 PM`: a clock that counts to twelve has no such hour.
    PastTwelve,
    /// `10:00 M`: the half of the day is cut.
    CutHalf,
    /// `1600`: a time only if its neighbours are.
    FourDigits,
    /// `22024-03-18`: a year of five digits. The year without the digit that
    /// is written twice.
    LongYear(i32),
    /// `31 June`, `2023-02-29`: the month has no such day.
    NoSuchDay {
        /// The month, 1 to 12.
        month: u8,
        /// The day that is written.
        day: u8,
        /// The year, where it is written.
        year: Option<i32>,
    },
    /// `2024-13-05`: there is no such month.
    NoSuchMonth {
        /// The month that is written.
        month: u8,
        /// It would be a date if the day came first.
        swappable: bool,
    },
}

/// A fault and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeFault {
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// What is wrong.
    pub fault: Fault,
    /// A date before it, or a zone or AM or PM behind it, shows that a time is
    /// meant.
    pub in_company: bool,
}

/// The years of which dates are told apart from other numbers.
const YEARS: std::ops::Range<i32> = 1990..2100;

impl Reader<'_> {
    /// All faults of the text, between and behind its `facts`.
    pub(super) fn faults(&self, facts: &[TimeFact]) -> Vec<TimeFault> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.len() {
            match self.fault(at, facts) {
                Some((fault, end)) => {
                    found.push(fault);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        found
    }

    fn fault(&self, i: usize, facts: &[TimeFact]) -> Read<TimeFault> {
        let number = self.is_number(i);
        let is_month = || openers::may_open(self.word(i)) && words::month(self.word(i)).is_some();
        if !number && !is_month() {
            return None;
        }
        let iso = number && self.follows_iso_date(i);
        if !iso && self.edge(i) != Edge::Clean {
            return None;
        }
        let dated = iso || (number && self.follows_date(i, facts));
        let of = |read: Read<Fault>, company: bool| read.map(|(fault, end)| (fault, company, end));
        let found = of(self.five_digit_year(i), true)
            .or_else(|| of(self.no_such_date(i), true))
            .or_else(|| self.no_such_time(i).map(|(company, end)| (Fault::NoSuchTime, company || dated, end)))
            .or_else(|| of(self.past_twelve(i), true))
            .or_else(|| of(self.cut_half(i), true))
            .or_else(|| of(self.bare_time(i), dated));
        let (fault, in_company, end) = found?;
        Some((TimeFault { range: self.bytes(i, end), fault, in_company }, end))
    }

    /// Whether the `T` of `2024-01-18T09:61` stands before a token.
    fn follows_iso_date(&self, i: usize) -> bool {
        let date = i.checked_sub(6).and_then(|from| self.number(from, 4..=4)).is_some();
        date && self.word_before(i) == "t"
            && (i - 5..=i).all(|at| self.glued(at))
            && self.is_mark(i - 5, '-')
            && self.is_mark(i - 3, '-')
    }

    /// Whether a date stands right before a token, or holds it as its time.
    fn follows_date(&self, i: usize, facts: &[TimeFact]) -> bool {
        let start = self.bytes(i, i + 1).start;
        let next = facts.partition_point(|fact| fact.range.start <= start);
        let Some(fact) = next.checked_sub(1).and_then(|last| facts.get(last)) else { return false };
        let TimeValue::Timestamp(Timestamp { date: Some(date), clock, .. }) = &fact.value else {
            return false;
        };
        let is_year =
            |year: i32| self.number(i, 4..=4).is_some_and(|number| i32::try_from(number) == Ok(year));
        if fact.range.start == start || date.year.is_none_or(is_year) {
            return false;
        }
        if fact.range.end > start {
            return clock.is_some();
        }
        let first = (0..i).rev().take(2).find(|before| self.bytes(*before, i).start < fact.range.end);
        let near = first.map_or(i.saturating_sub(2), |before| before + 1);
        let linked = (near..i).all(|link| self.is_mark(link, ',') || self.word(link) == "at");
        clock.is_none() && first.is_some() && linked && self.same_line(i)
    }

    /// `22024-03-18`.
    fn five_digit_year(&self, i: usize) -> Read<Fault> {
        let digits = self.digits(i).filter(|digits| digits.len() == 5)?;
        let month = self.glued_mark(i + 1, '-').then(|| self.glued_number(i + 2, 2..=2)).flatten()?;
        let day = self.glued_mark(i + 3, '-').then(|| self.glued_number(i + 4, 2..=2)).flatten()?;
        let bytes = digits.as_bytes();
        let doubled = (1..bytes.len()).find(|at| bytes.get(*at) == bytes.get(*at - 1));
        // A digit typed twice, or one too many at the end: `20240-03-18`.
        let without = |out: usize| -> Option<i32> {
            let kept = digits.char_indices().filter(|(at, _)| *at != out).map(|(_, digit)| digit);
            kept.collect::<String>().parse().ok().filter(|year| YEARS.contains(year))
        };
        let year = doubled.and_then(without).or_else(|| without(4))?;
        date(Some(year), month, day, DateForm::YearFirst)?;
        self.ends_date(i + 5).then_some((Fault::LongYear(year), i + 5))
    }

    /// Whether a date may end there: a time may be glued to it by its `T`, but it
    /// is no part of a name.
    fn ends_date(&self, end: usize) -> bool {
        let clock =
            self.glued(end) && self.word(end) == "t" && self.glued(end + 1) && self.is_number(end + 1);
        let tail = self.glued(end) && matches!(self.mark(end), Some('-' | '.' | '_'));
        let name = tail && self.glued(end + 1) && (self.is_word(end + 1) || self.is_number(end + 1));
        clock || (self.ends(end) && !name)
    }

    fn no_such_date(&self, i: usize) -> Read<Fault> {
        self.no_such_iso(i)
            .or_else(|| self.no_such_numeric(i))
            .or_else(|| self.no_such_day_month(i))
            .or_else(|| self.no_such_month_day(i))
    }

    /// `2024-02-30`, `2024/13/05`.
    fn no_such_iso(&self, i: usize) -> Read<Fault> {
        let year = i32::try_from(self.number(i, 4..=4)?).ok().filter(|year| YEARS.contains(year))?;
        let mark = self.mark(i + 1).filter(|mark| matches!(mark, '-' | '/') && self.glued(i + 1))?;
        let month = self.glued_number(i + 2, 2..=2).filter(|month| *month > 0)?;
        let day = self.glued_mark(i + 3, mark).then(|| self.glued_number(i + 4, 2..=2)).flatten()?;
        if day == 0 || !self.ends_date(i + 5) {
            return None;
        }
        let swappable = date(Some(year), day, month, DateForm::YearFirst).is_some();
        let fault = match u8::try_from(month).ok()? {
            month @ 1..=12 => Self::no_day(Some(year), month, day)?,
            month if day <= 31 && month <= 31 => Fault::NoSuchMonth { month, swappable },
            _ => return None,
        };
        Some((fault, i + 5))
    }

    /// `31/06/2024`, `02/30/2024`, `30.02.2024`: no date in either order.
    fn no_such_numeric(&self, i: usize) -> Read<Fault> {
        let first = self.number(i, 1..=2)?;
        let mark = self.mark(i + 1).filter(|mark| matches!(mark, '-' | '/' | '.') && self.glued(i + 1))?;
        let second = self.glued_number(i + 2, 1..=2)?;
        let year = self.glued_mark(i + 3, mark).then(|| self.glued_number(i + 4, 4..=4)).flatten()?;
        let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
        let two_digits = [i, i + 2].into_iter().all(|at| self.number(at, 2..=2).is_some());
        if !self.ends_date(i + 5) || (mark == '.' && !two_digits) {
            return None;
        }
        let possible = |month: u32, day: u32| date(Some(year), month, day, DateForm::YearFirst).is_some();
        if possible(first, second) || possible(second, first) {
            return None;
        }
        let (month, day) = if (1..=12).contains(&second) { (second, first) } else { (first, second) };
        Some((Self::no_day(Some(year), u8::try_from(month).ok()?, day)?, i + 5))
    }

    /// A day of the month, or a number of two digits that is none.
    fn any_day(&self, i: usize) -> Read<(u32, bool)> {
        self.day(i).or_else(|| self.number(i, 2..=2).map(|number| ((number, false), i + 1)))
    }

    /// `31 June`, `30th of February 2024`.
    fn no_such_day_month(&self, i: usize) -> Read<Fault> {
        let ((day, ordinal), at) = self.any_day(i)?;
        let of = self.word(at) == "of";
        let (month, after) = self.month(self.skip_word(at, &["of"]))?;
        self.no_such_written(month, day, after, ordinal || of)
    }

    /// `June 31`, `Feb 29, 2023`, `February 20 - 30, 2024`.
    fn no_such_month_day(&self, i: usize) -> Read<Fault> {
        let (month, after) = self.month(i)?;
        let at = self.skip_word(after, &["the"]);
        let ((day, ordinal), end) = self.any_day(at)?;
        if self.glued(at) {
            return None;
        }
        if let Some((_, next)) = self.joiner(end, false)
            && let Some(((last, _), end)) = self.day(next)
            && last > day
            && self.year(end, None).is_some()
        {
            return self.no_such_written(month, last, end, true);
        }
        self.no_such_written(month, day, end, ordinal)
    }

    /// A written date; `sure` where it can be nothing else.
    fn no_such_written(&self, month: u8, day: u32, end: usize, sure: bool) -> Read<Fault> {
        let figure = self.glued(end)
            && (self.is_word(end)
                || self.is_number(end)
                || matches!(self.mark(end), Some(':' | '.' | '%'))
                    && self.glued_number(end + 1, 1..=9).is_some());
        let (year, after) = self.year(end, None).map_or((None, end), |(year, after)| (Some(year), after));
        let plain =
            self.pauses(end) && !self.is_number(end) && !self.is_mark(end, '%') && !self.is_mark(end, '/');
        let timed = self.clock_after(end).is_some() || self.joiner(end, false).is_some();
        if figure || !(sure || plain || timed || year.is_some()) {
            return None;
        }
        let year = year.filter(|year| YEARS.contains(year));
        Some((Self::no_day(year, month, day)?, after))
    }

    /// The fault of a day that its month does not have; without a year up to 39,
    /// for what is more is something else.
    fn no_day(year: Option<i32>, month: u8, day: u32) -> Option<Fault> {
        let wrong = (1..=12).contains(&month)
            && (29..if year.is_some() { 100 } else { 40 }).contains(&day)
            && date(year, u32::from(month), day, DateForm::Written).is_none();
        let day = u8::try_from(day).ok()?;
        wrong.then_some(Fault::NoSuchDay { month, day, year })
    }

    /// `25:10`, `14:61`, and whether a zone or AM or PM follows.
    fn no_such_time(&self, i: usize) -> Read<bool> {
        let hour = self.number(i, 2..=2).or_else(|| self.number(i, 1..=1))?;
        let minute = self.glued_mark(i + 1, ':').then(|| self.glued_number(i + 2, 2..=2)).flatten()?;
        let second = self.glued_mark(i + 3, ':').then(|| self.glued_number(i + 4, 2..=2)).flatten();
        let end = if second.is_some() { i + 5 } else { i + 3 };
        // 24:10 is ten past midnight to some.
        let wrong = hour > 24 || minute > 59 || second.is_some_and(|second| second > 60);
        let half = self.half_end(end);
        let zone = self.zone_after(half.unwrap_or(end), false).is_some();
        let ends = self.ends(end) || self.word(end) == "z";
        (wrong && ends).then_some((half.is_some() || zone, half.unwrap_or(end)))
    }

    /// `13:00 PM`, `14.30 am`; not `0:30 PM`, which some mean.
    fn past_twelve(&self, i: usize) -> Read<Fault> {
        let hour = self.number(i, 2..=2).filter(|hour| (13..24).contains(hour))?;
        let minute = matches!(self.mark(i + 1), Some(':' | '.')) && self.glued(i + 1);
        let minute = minute.then(|| self.glued_number(i + 2, 2..=2)).flatten();
        let second = self.glued_mark(i + 3, ':').then(|| self.glued_number(i + 4, 2..=2)).flatten();
        let clock_end = if second.is_some() { i + 5 } else { i + 3 };
        let end = self.half_end(clock_end)?;
        (minute.is_some_and(|minute| minute < 60) && hour < 24 && self.ends(end))
            .then_some((Fault::PastTwelve, end))
    }

    /// `10:00 M`.
    fn cut_half(&self, i: usize) -> Read<Fault> {
        let hour = self.number(i, 1..=2).filter(|hour| (1..=12).contains(hour))?;
        let minute = self.glued_mark(i + 1, ':').then(|| self.glued_number(i + 2, 2..=2)).flatten()?;
        let (letter, end) = (i + 3, i + 4);
        let dash = matches!(self.mark(end), Some('-' | '–' | '—' | '(' | ',' | ')'));
        let closes = self.token(end).is_none() || (dash && !self.glued(end + 1)) || self.word(end) == "to";
        let closes = closes || (self.is_mark(end, '(') && !self.glued(end)) || self.zone_word(end);
        (self.slice(letter) == "M" && self.same_line(letter) && hour > 0 && minute < 60 && closes)
            .then_some((Fault::CutHalf, end))
    }

    /// `1600`, where no word behind it counts something with it.
    fn bare_time(&self, i: usize) -> Read<Fault> {
        let (_, end) = self.four_digits(i)?;
        // Nobody counts "0905 messages".
        let zero = self.digits(i).is_some_and(|digits| digits.starts_with('0'));
        let counted = self.is_number(end)
            || matches!(self.mark(end), Some('%' | '$' | '€' | '/' | '+' | '×' | '°' | '.'))
            || (self.is_word(end) && !zero && self.slice(end).starts_with(|c: char| !c.is_uppercase()))
            || matches!(
                self.word(end),
                "gb" | "mb" | "tb" | "kb" | "gib" | "mib" | "tib" | "rps" | "qps" | "k"
            );
        let zoned = self.zone_after(end, false).is_some() || self.half_end(end).is_some();
        (!counted && !zoned && self.ends(end)).then_some((Fault::FourDigits, end))
    }
}
