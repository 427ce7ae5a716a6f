//! Calendar dates: `2024-01-18`, `18th of January 2024`, `01/18/2024`.

use super::reader::{Edge, Read, Reader};
use super::value::{Date, DateForm, Weekday};
use super::words;
use chrono::NaiveDate;

/// A date, if the month has the day. Without a year, February has 29.
pub(super) fn date(year: Option<i32>, month: u32, day: u32, form: DateForm) -> Option<Date> {
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
    Some(Date { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()?, weekday: None, form })
}

/// The century of a year of two digits: 1940 to 2039.
fn century(year: u32) -> i32 {
    let year = i32::try_from(year).unwrap_or_default();
    if year < 40 { 2000 + year } else { 1900 + year }
}

impl Reader<'_> {
    /// A date, with the weekday beside it.
    pub(super) fn date(&self, i: usize) -> Read<Date> {
        if let Some((weekday, after)) = self.weekday(i) {
            let (date, end) = self.date_core(after).or_else(|| self.slash_date(after))?;
            return Some((Date { weekday: Some(weekday), ..date }, end));
        }
        let (date, end) = self.date_core(i)?;
        Some(
            self.weekday_after(end)
                .map_or((date, end), |(weekday, end)| (Date { weekday: Some(weekday), ..date }, end)),
        )
    }

    /// A date without its weekday. No date without a year in figures: `8/10`
    /// is one only in company.
    fn date_core(&self, i: usize) -> Read<Date> {
        self.year_first(i)
            .or_else(|| self.compact_date(i))
            .or_else(|| self.numeric_date(i))
            .or_else(|| self.comma_date(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
    }

    /// A weekday before a date, with its dot and comma.
    pub(super) fn weekday(&self, i: usize) -> Read<Weekday> {
        let weekday = words::weekday(self.word(i))?;
        // The dot of "Fri.", but the end of a sentence after "Friday".
        let whole = self.word(i).ends_with("day");
        let after = if !whole && self.glued_mark(i + 1, '.') { i + 2 } else { i + 1 };
        let after = self.skip_mark(after, ',');
        Some((weekday, self.skip_word(after, &["the"])))
    }

    /// `Jul 18, Fri`, `2024-01-18 (Thursday)`; not where the weekday opens the
    /// next date.
    fn weekday_after(&self, i: usize) -> Read<Weekday> {
        let open = self.is_mark(i, '(');
        let at = if open { i + 1 } else { self.skip_mark(i, ',') };
        let weekday = words::weekday(self.word(at)).filter(|_| self.same_line(at))?;
        let opens = self.weekday(at).is_some_and(|(_, next)| self.date_core(next).is_some());
        if opens || (open && !self.is_mark(at + 1, ')')) || (!open && self.glued(at)) {
            return None;
        }
        Some((weekday, at + 1 + usize::from(open)))
    }

    /// `2024-01-18`, `2024/01/18`, `2019/aug/01`.
    fn year_first(&self, i: usize) -> Read<Date> {
        let year = self.number(i, 4..=4)?;
        let mark = self.mark(i + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
        if !self.glued(i + 1) || !self.glued(i + 2) || !self.glued_mark(i + 3, mark) {
            return None;
        }
        // A dot needs two digits each, to keep out versions such as 2024.1.2.
        let len = if mark == '.' { 2..=2 } else { 1..=2 };
        let month =
            self.number(i + 2, len.clone()).or_else(|| words::month(self.word(i + 2)).map(u32::from))?;
        let day = self.glued_number(i + 4, len)?;
        let end = i + 5;
        if mark == '.' && matches!(self.word_before(i), "version" | "release" | "v" | "ver") {
            return None;
        }
        self.possible(Some(year), month, day, DateForm::YearFirst, end)
    }

    /// `20240118`.
    fn compact_date(&self, i: usize) -> Read<Date> {
        let number = self.number(i, 8..=8)?;
        let year = number / 10_000;
        if !(1990..2100).contains(&year) {
            return None;
        }
        let date = date(i32::try_from(year).ok(), number / 100 % 100, number % 100, DateForm::YearFirst)?;
        Some((date, i + 1))
    }

    /// `01/18/2024`, `18.01.2024`, `18-01-24`.
    fn numeric_date(&self, i: usize) -> Read<Date> {
        let first = self.number(i, 1..=2)?;
        let mark = self.mark(i + 1).filter(|mark| matches!(mark, '-' | '/' | '.'))?;
        if !self.glued(i + 1) || !self.glued_mark(i + 3, mark) {
            return None;
        }
        if mark == '/' && self.names_a_place(i) {
            return None;
        }
        let second = self.glued_number(i + 2, 1..=2)?;
        let short = if mark == '.' { None } else { self.glued_number(i + 4, 2..=2).map(century) };
        let year = short.or_else(|| i32::try_from(self.glued_number(i + 4, 4..=4)?).ok())?;
        let end = i + 5;
        if !(1900..2200).contains(&year) || !self.ends_numeric(end) {
            return self.reject(end);
        }
        let found = Self::either_order(Some(year), first, second, mark == '.');
        found.map(|date| (date, end)).or_else(|| self.reject(end))
    }

    /// Whether the word before says that the numbers are a place in a rack or the
    /// version of something: "port 1/2/24", "firmware 1/2/24".
    fn names_a_place(&self, i: usize) -> bool {
        matches!(
            self.word_before(i),
            "port"
                | "ports"
                | "interface"
                | "interfaces"
                | "ethernet"
                | "slot"
                | "module"
                | "blade"
                | "chassis"
                | "shelf"
                | "switchport"
                | "firmware"
                | "version"
        )
    }

    /// Whether a numeric date may end there: another part would make it
    /// something else, a range or a time would not.
    fn ends_numeric(&self, end: usize) -> bool {
        let part = self.glued_mark(end, '.') || self.glued_mark(end, '/');
        !(part && self.glued(end + 1) && self.is_number(end + 1))
    }

    /// `8/10`: a date only beside a weekday, a time or another date.
    pub(super) fn slash_date(&self, i: usize) -> Read<Date> {
        let first = self.number(i, 1..=2)?;
        if !self.glued_mark(i + 1, '/') {
            return None;
        }
        let second = self.glued_number(i + 2, 1..=2)?;
        let end = i + 3;
        let more =
            matches!(self.mark(end), Some('/' | '.' | ',' | '%')) && self.glued(end + 1) && self.glued(end);
        if more {
            return None;
        }
        Self::either_order(None, first, second, false).map(|date| (date, end))
    }

    /// The reading that gives a date; the month first where both do, but with
    /// dots the day, as nobody writes dots otherwise.
    fn either_order(year: Option<i32>, first: u32, second: u32, day_first: bool) -> Option<Date> {
        let form = |day_first| DateForm::Numeric { ambiguous: false, day_first };
        let month_day = date(year, first, second, form(false));
        let day_month = date(year, second, first, form(true));
        let ambiguous = month_day.is_some() && day_month.is_some() && first != second;
        let chosen = if day_first { day_month.or(month_day) } else { month_day.or(day_month) };
        let settled = |date: Date| matches!(date.form, DateForm::Numeric { day_first: true, .. });
        chosen.map(|date| Date { form: DateForm::Numeric { ambiguous, day_first: settled(date) }, ..date })
    }

    /// `03, 14, 2024`.
    fn comma_date(&self, i: usize) -> Read<Date> {
        let (first, second) = (self.number(i, 2..=2)?, self.number(i + 2, 2..=2)?);
        let commas = self.glued_mark(i + 1, ',') && self.glued_mark(i + 3, ',');
        let year = self.number(i + 4, 4..=4).filter(|year| commas && (1990..2100).contains(year))?;
        if i > 0 && (self.is_number(i - 1) || self.is_mark(i - 1, ',')) {
            return None;
        }
        let date = Self::either_order(i32::try_from(year).ok(), first, second, false)?;
        Some((date, i + 5))
    }

    /// A day of the month with its ordinal ending, and whether it has one.
    pub(super) fn day(&self, i: usize) -> Read<(u32, bool)> {
        let day = self.number(i, 1..=2).filter(|day| (1..=31).contains(day))?;
        let ordinal = self.glued(i + 1) && words::ordinal(self.word(i + 1));
        Some(((day, ordinal), i + 1 + usize::from(ordinal)))
    }

    /// A month's name, with its dot or brackets.
    pub(super) fn month(&self, i: usize) -> Read<u8> {
        let bracket = self.is_mark(i, '[') && self.glued(i + 1) && self.glued_mark(i + 2, ']');
        if bracket {
            return words::month(self.word(i + 1)).map(|month| (month, i + 3));
        }
        let month = words::month(self.word(i))?;
        // The dot of "Jan.", but not the end of a sentence after "January" or "May".
        let whole = matches!(self.word(i), "may" | "june" | "july");
        let short = !whole && self.slice(i).len() <= 4 && self.glued_mark(i + 1, '.');
        Some((month, i + 1 + usize::from(short)))
    }

    /// Whether a month's name is also an everyday word as it stands there.
    pub(super) fn doubtful_month(&self, i: usize) -> bool {
        matches!(self.slice(i), "may" | "march" | "mar")
    }

    /// `18 January 2024`, `18th of Jan`, `05-Aug-2016`, `06/Nov/2023`.
    fn day_month(&self, i: usize) -> Read<Date> {
        let ((day, ordinal), mut at) = self.day(i)?;
        let mark = self.mark(at).filter(|mark| matches!(mark, '-' | '/' | '.') && self.glued(at));
        at += usize::from(mark.is_some());
        let of = self.word(at) == "of";
        let month_at = self.skip_word(at, &["of"]);
        if mark.is_some_and(|mark| mark != '.') && !self.glued(month_at) {
            return None;
        }
        let (month, after) = self.month(month_at)?;
        let (year, end) = self.year(after, mark).map_or((None, after), |(year, end)| (Some(year), end));
        if self.doubtful_month(month_at) && !ordinal && !of && year.is_none() {
            return None;
        }
        // "Jan 12 May 5": the number belongs to the month before it.
        if self.word_before(i).len() > 2
            && words::month(self.word_before(i)).is_some()
            && !ordinal
            && year.is_none()
        {
            return None;
        }
        self.written(year, month, day, end)
    }

    /// `January 18, 2024`, `Jan. 18th`, `Oct-2`.
    fn month_day(&self, i: usize) -> Read<Date> {
        let (month, after) = self.month(i)?;
        let mark = self
            .mark(after)
            .filter(|mark| matches!(mark, '-' | '/') && self.glued(after) && self.glued(after + 1));
        let the = self.skip_word(after + usize::from(mark.is_some()), &["the"]);
        let ((day, ordinal), after) = self.day(the)?;
        if self.continues(after) {
            return None;
        }
        let (year, end) = self.year(after, mark).map_or((None, after), |(year, end)| (Some(year), end));
        if self.doubtful_month(i) && !ordinal && year.is_none() {
            return None;
        }
        self.written(year, month, day, end)
    }

    /// Whether the number before goes on: `March 14:05`, `May 5 PM`, `Jan 3.5`.
    fn continues(&self, i: usize) -> bool {
        let figure = self.glued(i) && matches!(self.mark(i), Some(':' | '.' | '%'));
        let figure = figure && (self.is_mark(i, '%') || (self.glued(i + 1) && self.is_number(i + 1)));
        figure || matches!(self.word(i), "am" | "pm" | "h") || (self.glued(i) && self.is_word(i))
    }

    fn written(&self, year: Option<i32>, month: u8, day: u32, end: usize) -> Read<Date> {
        let found = date(year, u32::from(month), day, DateForm::Written);
        found.map(|date| (date, end)).or_else(|| self.reject(end))
    }

    fn possible(&self, year: Option<u32>, month: u32, day: u32, form: DateForm, end: usize) -> Read<Date> {
        let year = year.and_then(|year| i32::try_from(year).ok()).filter(|year| (1900..2200).contains(year));
        let found = year.and_then(|year| date(Some(year), month, day, form));
        found.map(|date| (date, end)).or_else(|| self.reject(end))
    }

    /// The year after a day and month: `, 2024`, `of 2024`, `'24`, `-2024`.
    pub(super) fn year(&self, i: usize, mark: Option<char>) -> Read<i32> {
        if let Some(mark) = mark.filter(|mark| self.glued_mark(i, *mark) && self.glued(i + 1)) {
            let long = self.number(i + 1, 4..=4).and_then(|year| i32::try_from(year).ok());
            // After a dot, as in `18. Jan. 24`, two digits are no year.
            let short = self.number(i + 1, 2..=2).filter(|_| mark != '.').map(century);
            return long.or(short).map(|year| (year, i + 2));
        }
        let comma = self.is_mark(i, ',');
        let at = if comma { i + 1 } else { self.skip_word(i, &["in", "of"]) };
        if matches!(self.mark(at), Some('\'' | '’')) {
            return self.glued_number(at + 1, 2..=2).map(|year| (century(year), at + 2));
        }
        if !self.glued(at) || comma {
            return self
                .long_year(at, comma)
                .or_else(|| if at == i || comma { self.short_year(at) } else { None });
        }
        None
    }

    fn long_year(&self, i: usize, comma: bool) -> Read<i32> {
        let year = i32::try_from(self.number(i, 4..=4)?).ok()?;
        let sensible = if comma { 1000..3000 } else { 1300..2200 };
        // "Jan 18 1405 UTC", "Jan 18 2000: done" hold clock times.
        let clock = self.zone_after(i + 1, false).is_some() && self.four_digits(i).is_some();
        (sensible.contains(&year) && self.ends(i + 1) && !clock).then_some((year, i + 1))
    }

    /// `3rd Feb 82`: two digits only where nothing is counted with them.
    fn short_year(&self, i: usize) -> Read<i32> {
        let year = self.number(i, 2..=2)?;
        let over = self.token(i + 1).is_none() || (!self.same_line(i + 1));
        let stop = !self.glued(i + 2) && matches!(self.mark(i + 1), Some('.' | ',' | ';' | ')'));
        let free = self.same_line(i) && (over || (year > 31 && stop));
        free.then_some((century(year), i + 1))
    }

    /// Whether what begins at a token may be read as a date there.
    pub(super) fn date_may_begin(&self, i: usize) -> bool {
        match self.edge(i) {
            Edge::Clean => true,
            Edge::Inside => false,
            Edge::Tied => self.year_first(i).is_some() || self.compact_date(i).is_some(),
        }
    }
}
