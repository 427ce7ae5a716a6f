//! Ranges of days within one month: `July 13–15`, `4 to 22 January, 1995`.

use super::date::date;
use super::range::Joiner;
use super::reader::{Read, Reader};
use super::value::{Date, DateForm, TimeRange, Timestamp};

impl Reader<'_> {
    /// A range of days that share their month.
    pub(super) fn day_range(&self, i: usize) -> Read<TimeRange> {
        self.days_of_month(i).or_else(|| self.month_days(i)).or_else(|| self.day_to_date(i))
    }

    /// `13 to 15 of July`, `10 - 22 August 2012`.
    fn days_of_month(&self, i: usize) -> Read<TimeRange> {
        let ((first, _), end) = self.day(i)?;
        let (_, next) = self.joiner(end, self.led(i))?;
        let ((last, ordinal), end) = self.day(self.skip_word(next, &["the"]))?;
        let month_at = self.skip_word(end, &["of"]);
        if self.is_number(month_at + 1) && self.glued(month_at + 1) {
            return None;
        }
        let (month, after) = self.month(month_at)?;
        // "5 to 8 may fail", "5 to 8 march on"
        let doubtful = self.doubtful_month(month_at) && month_at == end && !ordinal;
        if doubtful && self.year(after, None).is_none() {
            return None;
        }
        self.days(first, last, month, after)
    }

    /// `July 13-15`, `November 15th through the 19th`, `August 10 to 22, 2012`.
    fn month_days(&self, i: usize) -> Read<TimeRange> {
        let at = self.weekday(i).map_or(i, |(_, after)| after);
        let (month, after) = self.month(at)?;
        let between = self.word(after) == "between";
        let after = self.skip_word(after, &["between", "the"]);
        let ((first, _), end) = self.day(after)?;
        let (joiner, next) = self.joiner(end, between || self.led(i))?;
        let ((last, ordinal), end) = self.day(self.skip_word(next, &["the"]))?;
        if last <= first || self.is_more_than_a_day(end) {
            return None;
        }
        if joiner != Joiner::Tight && !ordinal && self.year(end, None).is_none() && !self.pauses(end) {
            return None;
        }
        self.days(first, last, month, end)
    }

    /// Whether the number before is a time, a decimal or a date of its own, not
    /// the last day of a range: `July 13 - 14:05`, `July 13 - 5 PM`.
    fn is_more_than_a_day(&self, end: usize) -> bool {
        let figure = self.glued(end) && self.glued(end + 1) && self.is_number(end + 1);
        let month = self.month(self.skip_word(end, &["of"])).is_some();
        figure
            || month
            || (self.glued(end) && self.is_word(end))
            || matches!(
                self.word(end),
                "am" | "pm" | "a" | "p" | "utc" | "gmt" | "hours" | "minutes" | "h" | "min"
            )
            || self.is_mark(end, '%')
    }

    /// `from 4 to January 22, 1995`.
    fn day_to_date(&self, i: usize) -> Read<TimeRange> {
        let ((first, _), end) = self.day(i)?;
        let (joiner, next) = self.joiner(end, true)?;
        let month_first = self.month(next).is_some() && self.led(i) && joiner == Joiner::Word;
        let (last, end) = self.date(next).filter(|_| month_first)?;
        let from = date(last.year, u32::from(last.month), first, DateForm::Written)?;
        Some((range(from, last), end))
    }

    /// Both days, with the year that follows; nothing at all if the month has
    /// no such day.
    fn days(&self, first: u32, last: u32, month: u8, end: usize) -> Read<TimeRange> {
        let (year, end) = self.year(end, None).map_or((None, end), |(year, end)| (Some(year), end));
        let day = |day: u32| date(year, u32::from(month), day, DateForm::Written);
        let (Some(from), Some(to)) = (day(first), day(last)) else {
            return self.reject(end);
        };
        (first < last && self.ends(end)).then(|| (range(from, to), end))
    }
}

fn range(from: Date, to: Date) -> TimeRange {
    let stamp = |date| Timestamp { date: Some(date), ..Timestamp::default() };
    TimeRange { start: stamp(from), end: stamp(to), end_date_shared: false, sides: None }
}
