//! Ranges of times and dates, and what one side takes over from the other.

use super::combine::Moment;
use super::reader::{Read, Reader};
use super::value::{Clock, Date, DateForm, Meridiem, TimeRange, TimeValue, Timestamp};

/// What joins the two sides of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joiner {
    /// A dash without spaces: `3-4pm`.
    Tight,
    /// A dash or arrow with spaces: `10 PM – 2 AM`.
    Loose,
    /// "to", "until", "and".
    Word,
}

impl Reader<'_> {
    /// A date, a time, both, or a range of these.
    pub(super) fn time_at(&self, i: usize) -> Read<TimeValue> {
        if !self.date_may_begin(i) {
            return None;
        }
        if let Some((range, end)) = self.day_range(i) {
            return Some((TimeValue::Range(range), end));
        }
        if self.rejected() > i {
            return None;
        }
        let dated = self.date(i).or_else(|| self.slash_date_in_company(i));
        if let Some((date, end)) = dated {
            return self.starting_with_date(i, date, end);
        }
        let moment = self.dated_moment(i);
        if let Some((range, end)) = self.clock_range(i, moment.as_ref(), self.led(i)) {
            return Some((TimeValue::Range(range), end));
        }
        let (stamp, end) = moment?;
        let number = self.glued(end) && self.glued(end + 1) && self.is_number(end + 1);
        let cut = number && matches!(self.mark(end), Some('-' | '–'));
        (!cut).then_some((TimeValue::Timestamp(stamp), end))
    }

    /// "from" or "between" before a token: the range that they promise may be
    /// written more loosely.
    pub(super) fn led(&self, i: usize) -> bool {
        let before = self.word_before(i);
        let article = (before == "the" || super::words::about(before)) && i > 1;
        let before = if article { self.word_before(i - 1) } else { before };
        // "between the hours of 10 and 11"
        let hours = before == "of" && i > 3 && matches!(self.word(i - 2), "hours" | "times");
        let head = (i.saturating_sub(4)..i.saturating_sub(2)).any(|at| self.word(at) == "between");
        matches!(before, "from" | "between") || (hours && head)
    }

    /// What begins with a date.
    fn starting_with_date(&self, i: usize, date: Date, end: usize) -> Read<TimeValue> {
        if let Some((range, end)) = self.range_on(date, end) {
            return Some((TimeValue::Range(range), end));
        }
        let (mut left, left_end) = self.after_date(date, end);
        if left.clock.is_some()
            && let Some((date, end)) = self.late_year(date, left_end)
        {
            left.date = Some(date);
            let late = left.zone.is_none().then(|| self.zone_after(end, false)).flatten();
            if let Some((zone, end)) = late {
                left.zone = Some(zone);
                return Some((TimeValue::Timestamp(left), end));
            }
            return self.ends(end).then_some((TimeValue::Timestamp(left), end));
        }
        if let Some((range, end)) = self.range_to(&left, left_end, self.led(i)) {
            return Some((TimeValue::Range(range), end));
        }
        if !self.ends(left_end) {
            return self.reject(left_end);
        }
        Some((TimeValue::Timestamp(left), left_end))
    }

    /// A date with the time after it, if there is one.
    fn after_date(&self, date: Date, end: usize) -> (Timestamp, usize) {
        match self.clock_after(end) {
            Some((moment, end)) => (moment.on(Some(date)), end),
            None => (Timestamp { date: Some(date), ..Timestamp::default() }, end),
        }
    }

    /// `8/10` with a time, another such date, or "on" to make it a date.
    fn slash_date_in_company(&self, i: usize) -> Read<Date> {
        let (date, end) = self.slash_date(i)?;
        let timed = self.clock_after(end).is_some();
        let joined = self.joiner(end, true).and_then(|(_, next)| self.slash_date(next)).is_some();
        let plain = self.pauses(end);
        let announced = plain && matches!(self.word_before(i), "on" | "since" | "dated");
        let after_range = joined && (plain || self.led(i)) && !self.fraction_like(i);
        (timed || announced || after_range).then_some((date, end))
    }

    /// `1/2 - 3/4`: both could be fractions or scores.
    fn fraction_like(&self, i: usize) -> bool {
        let small = |at: usize| self.number(at, 1..=1).is_some();
        small(i) && small(i + 2) && !self.led(i)
    }

    /// A date followed by a range of times: `June 12, 10 PM – 2 AM`,
    /// `May 5 from 9:00 to 10:00`.
    fn range_on(&self, date: Date, end: usize) -> Read<TimeRange> {
        let linked = self.link(end).map(|at| (at, self.word_before(at) == "at"));
        let after_comma = self.skip_mark(end, ',');
        let led = matches!(self.word(after_comma), "from" | "between").then_some(after_comma + 1);
        let starts = [linked, led.map(|at| (at, true))];
        starts.into_iter().flatten().find_map(|(at, led)| {
            let (mut range, end) = self.clock_range(at, self.dated_moment(at).as_ref(), led)?;
            if range.start.date.is_some() {
                return None;
            }
            range.start.date = Some(date);
            if range.end.date.is_none() {
                range.end.date = Some(date);
                range.end_date_shared = true;
            }
            Some((range, end))
        })
    }

    /// A range that begins with a clock time, which was read as `moment`.
    fn clock_range(&self, i: usize, moment: Option<&(Timestamp, usize)>, led: bool) -> Read<TimeRange> {
        match moment {
            Some((left, end)) => self.range_to(left, *end, led),
            None => self.starting_with_hour(i, led),
        }
    }

    /// `3-4pm`, `from 11 to 3pm`, `9h30 - 11h CST`, `1405 to 1530 UTC`: the left
    /// side is a time only because the right one is.
    fn starting_with_hour(&self, i: usize, led: bool) -> Read<TimeRange> {
        if let Some(range) = self.four_digit_range(i, led) {
            return Some(range);
        }
        let (clock, end, lettered) = match self.letter_hour(i) {
            Some((clock, end)) => (clock, end, true),
            None => self.bare_hour(i).map(|(clock, end)| (clock, end, false))?,
        };
        let (joiner, next) = self.joiner(end, led)?;
        let (right, right_end) = self.dated_moment(next)?;
        let right_clock = right.clock?;
        let twelve = right_clock.meridiem == Meridiem::Stated && clock.hour <= 12 && clock.hour > 0;
        let allowed = match joiner {
            Joiner::Tight => twelve,
            Joiner::Loose => twelve && led,
            Joiner::Word => twelve || led,
        };
        if !(allowed || (lettered && right.zone.is_some())) {
            return None;
        }
        let left = Moment { clock, zone: None }.on(None);
        Some((share(&left, right, false), right_end))
    }

    /// Four digits on either side, and a zone behind: `1405-1530 UTC`.
    fn four_digit_range(&self, i: usize, led: bool) -> Read<TimeRange> {
        let (clock, end) = self.four_digits(i)?;
        let (_, next) = self.joiner(end, led)?;
        self.four_digits(next)?;
        let (right, right_end) = self.dated_moment(next)?;
        let left = Moment { clock, zone: None }.on(None);
        (right.date.is_none() && right.zone.is_some()).then(|| (share(&left, right, false), right_end))
    }

    /// The rest of a range whose left side has been read.
    fn range_to(&self, left: &Timestamp, end: usize, led: bool) -> Read<TimeRange> {
        let (joiner, next) = self.joiner(end, led).or_else(|| self.iso_joiner(left, end))?;
        let about = self.skip_about(next);
        let at = self.skip_word(about, &["the"]);
        let left_end = self.bytes(0, end).end;
        let right_start = self.bytes(at, at + 1).start;
        let (mut right, end) = self.right_side(left, joiner, at, led)?;
        right.approximate = about > next;
        if right.clock.is_some() != left.clock.is_some() && right.date.is_none() {
            return None;
        }
        let dated_first = right.date.is_some() && right.clock.is_some() && self.date(at).is_some();
        let range = share(left, right, dated_first);
        Some((TimeRange { sides: Some((left_end, right_start)), ..range }, end))
    }

    fn right_side(&self, left: &Timestamp, joiner: Joiner, at: usize, led: bool) -> Read<Timestamp> {
        let dated = self.date(at).or_else(|| self.slash_date(at).filter(|_| slashed(left)));
        if let Some((date, end)) = dated {
            let (right, end) = self.after_date(date, end);
            // "14:00 - 18 January" is no range, "22:00 - 19 January 02:00" is one.
            let alike = left.clock.is_some() == right.clock.is_some();
            return (self.ends(end) && alike).then_some((right, end));
        }
        left.clock?;
        if let Some(right) = self.dated_moment(at) {
            return Some(right);
        }
        let hour = self.letter_hour(at).filter(|_| led || left.zone.is_some());
        if let Some((clock, end)) = hour {
            let (zone, end) =
                self.zone_after(end, false).map_or((None, end), |(zone, end)| (Some(zone), end));
            return self.ends(end).then(|| (Moment { clock, zone }.on(None), end));
        }
        self.right_hour(left, joiner, at, led)
    }

    /// A lone hour on the right: `from 1:30 to 3`, `1 p.m. to 4`.
    fn right_hour(&self, left: &Timestamp, joiner: Joiner, at: usize, led: bool) -> Read<Timestamp> {
        let stated = left.clock.is_some_and(|clock| clock.meridiem == Meridiem::Stated);
        let (clock, end) = self.bare_hour(at)?;
        if joiner != Joiner::Word || !(led || stated) || !self.ends(end) || self.is_mark(end, '%') {
            return None;
        }
        if let Some((zone, end)) = self.zone_after(end, false) {
            return Some((Moment { clock, zone: Some(zone) }.on(None), end));
        }
        let over = !self.is_word(end)
            && !self.is_number(end)
            && !matches!(self.mark(end), Some('/' | '-' | '~' | '+'));
        over.then(|| (Moment { clock, zone: None }.on(None), end))
    }

    /// The slash of an ISO interval: `2024-01-18T14:00Z/2024-01-18T19:00Z`.
    fn iso_joiner(&self, left: &Timestamp, i: usize) -> Read<Joiner> {
        let iso = |date: Date| date.form == DateForm::YearFirst;
        let (right, _) = if self.is_mark(i, '/') { self.date(i + 1) } else { None }?;
        let both = left.date.is_some_and(iso) && iso(right) && self.same_line(i + 1);
        both.then_some((Joiner::Tight, i + 1))
    }

    /// What joins two sides, with the index after it. "and" does so only after
    /// "between" or "from".
    pub(super) fn joiner(&self, i: usize, led: bool) -> Read<Joiner> {
        match self.word(i) {
            "to" | "until" | "till" | "til" | "through" | "thru" => {
                return Some((Joiner::Word, i + 1));
            }
            "and" if led => return Some((Joiner::Word, i + 1)),
            _ => {}
        }
        if !matches!(self.mark(i)?, '-' | '–' | '—' | '→' | '➔' | '⟶') {
            return None;
        }
        // "--", "->", "-->"
        let mut end = i + 1;
        while end < i + 3 && (self.glued_mark(end, '-') || self.glued_mark(end, '>')) {
            end += 1;
        }
        // A dash at the start or end of a line belongs to a list or sentence.
        if !self.same_line(i) || !self.same_line(end) {
            return None;
        }
        let tight = self.glued(i) && self.glued(end) && end == i + 1;
        Some((if tight { Joiner::Tight } else { Joiner::Loose }, end))
    }
}

/// Whether a date was written as `8/10`.
fn slashed(stamp: &Timestamp) -> bool {
    stamp.date.is_some_and(|date| matches!(date.form, DateForm::Numeric { .. }) && date.year.is_none())
}

/// Joins two sides; what is written once holds for both. A date that opens the
/// right side (`22:00 – January 19, 02:00`) says nothing about the left one.
fn share(left: &Timestamp, right: Timestamp, dated_first: bool) -> TimeRange {
    let (mut start, mut end) = (left.clone(), right);
    let mut end_date_shared = false;
    match (start.date, end.date) {
        (Some(date), None) => {
            end.date = Some(date);
            end_date_shared = true;
        }
        (None, Some(date)) if !dated_first => {
            start.date = Some(date);
            end_date_shared = true;
        }
        (Some(first), Some(last)) => {
            start.date = Some(with_year(first, last));
            end.date = Some(with_year(last, first));
        }
        _ => {}
    }
    if start.zone.is_none() && start.clock.is_some() {
        start.zone = end.zone.clone();
    } else if end.zone.is_none() && end.clock.is_some() {
        end.zone = start.zone.clone();
    }
    if let (Some(first), Some(last)) = (start.clock, end.clock) {
        start.clock = Some(first_half(first, last));
        end.clock = Some(last_half(first, last));
    }
    TimeRange { start, end, end_date_shared, sides: None }
}

/// A date with the year of the other, where it has none.
fn with_year(date: Date, other: Date) -> Date {
    Date { year: date.year.or(other.year), ..date }
}

/// Seconds since midnight.
fn seconds(clock: Clock) -> u32 {
    (u32::from(clock.hour) * 60 + u32::from(clock.minute)) * 60 + u32::from(clock.second)
}

/// Whether a time may take over the other's half of the day.
fn open(clock: Clock, other: Clock) -> bool {
    clock.meridiem == Meridiem::Unstated
        && other.meridiem == Meridiem::Stated
        && clock.hour <= 12
        && clock.hour > 0
}

/// Both readings of a time of twelve hours: before noon, and after.
fn halves(clock: Clock) -> [Clock; 2] {
    let hour = clock.hour % 12;
    [hour, hour + 12].map(|hour| Clock { hour, meridiem: Meridiem::Shared, ..clock })
}

/// `10:00–11:30 AM`: the start is in the half of the day that the end states,
/// or in the other one if it would come after the end.
fn first_half(first: Clock, last: Clock) -> Clock {
    if !open(first, last) || named(last) {
        return first;
    }
    let [morning, evening] = halves(first);
    let (same, other) = if last.hour < 12 { (morning, evening) } else { (evening, morning) };
    if seconds(same) <= seconds(last) { same } else { other }
}

/// `10:30 AM to 1`: the end is in the half that the start states, or in the
/// other one if it would come before the start.
fn last_half(first: Clock, last: Clock) -> Clock {
    if !open(last, first) || named(first) {
        return last;
    }
    let [morning, evening] = halves(last);
    let (same, other) = if first.hour < 12 { (morning, evening) } else { (evening, morning) };
    if seconds(same) > seconds(first) { same } else { other }
}

/// "noon" and "midnight" say nothing about the other side, and neither does a
/// bare `12 PM`, which reads the same.
fn named(clock: Clock) -> bool {
    clock.hour.is_multiple_of(12) && clock.precision == super::value::Precision::Hour
}
