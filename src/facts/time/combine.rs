//! Puts dates, clock times and zones together: `January 18, 2024 at 14:05 UTC`,
//! `2:05 PM on 18 January`, `Wed Oct 26 15:50:06 2016`.

use super::reader::{Read, Reader};
use super::value::{Clock, Date, Meridiem, Precision, Timestamp, Zone};
use super::words;

/// A clock time with its zone.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) clock: Clock,
    pub(super) zone: Option<Zone>,
}

impl Moment {
    /// The time on a date, if one is known.
    pub(super) fn on(self, date: Option<Date>) -> Timestamp {
        Timestamp { date, clock: Some(self.clock), zone: self.zone, approximate: false }
    }
}

impl Reader<'_> {
    /// A clock time, with a zone if one follows.
    pub(super) fn moment(&self, i: usize) -> Read<Moment> {
        if let Some((clock, end)) = self.clock(i) {
            let (zone, end) = self.optional_zone(end, clock.precision == Precision::Second);
            return self.ends_moment(i, end).then_some((Moment { clock, zone }, end));
        }
        let (clock, end) = self.loose_clock(i)?;
        if let Some((zone, end)) = self.loose_zone(i, end) {
            return Some((Moment { clock, zone: Some(zone) }, end));
        }
        // "at 15h"
        let at = self.word_before(i) == "at" || (i > 0 && self.is_mark(i - 1, '@'));
        let hour = at && clock.precision == Precision::Hour && self.ends(end);
        hour.then_some((Moment { clock, zone: None }, end))
    }

    /// The zone that makes `1405` or `14.05` a time: glued `Z`, or one by name.
    fn loose_zone(&self, i: usize, end: usize) -> Read<Zone> {
        let signed = matches!(self.mark(end), Some('+' | '-' | '–'));
        if signed || matches!(self.word_before(i), "version" | "ubuntu" | "release") {
            return None;
        }
        self.zone_after(end, false).filter(|(_, after)| self.ends_moment(i, *after))
    }

    fn optional_zone(&self, end: usize, exact: bool) -> (Option<Zone>, usize) {
        self.zone_after(end, exact).map_or((None, end), |(zone, end)| (Some(zone), end))
    }

    /// Whether a clock time may end there. The other side of a range may follow,
    /// and after a zone a slash: `14:00 UTC/06:00 PST`.
    pub(super) fn ends_moment(&self, i: usize, end: usize) -> bool {
        let zoned = end > i && self.zone_word(end - 1);
        let dash = matches!(self.mark(end), Some('-' | '–'));
        let interval = self.interval_goes_on(end);
        self.ends(end) || dash || interval || (zoned && self.glued_mark(end, '/'))
    }

    /// Whether the slash of an ISO interval and its second date follow.
    pub(super) fn interval_goes_on(&self, i: usize) -> bool {
        let year = self.glued_number(i + 1, 4..=4).is_some();
        self.glued_mark(i, '/') && year && self.glued_mark(i + 2, '-')
    }

    /// A clock time with its date after it, where one is written there.
    pub(super) fn dated_moment(&self, i: usize) -> Read<Timestamp> {
        let (moment, end) = self.moment(i)?;
        match self.date_after(end) {
            Some((date, end)) => {
                // "14:05 on 18 January (UTC)"
                let late = moment.zone.is_none().then(|| self.zone_after(end, false)).flatten();
                match late.filter(|(_, end)| self.ends(*end)) {
                    Some((zone, end)) => Some((Moment { zone: Some(zone), ..moment }.on(Some(date)), end)),
                    None => Some((moment.on(Some(date)), end)),
                }
            }
            None => Some((moment.on(None), end)),
        }
    }

    /// The date that belongs to the time before: ` 18 January`, `, 2024-01-18`,
    /// ` on May 5`. Not one that has a time of its own.
    pub(super) fn date_after(&self, i: usize) -> Read<Date> {
        if self.glued(i) && !self.is_mark(i, ',') {
            return None;
        }
        let comma = self.is_mark(i, ',');
        let at = if comma { i + 1 } else { i };
        let linked = matches!(self.word(at), "on" | "of");
        let at = self.skip_word(at, &["on", "of"]);
        let at = self.skip_word(at, &["the"]);
        if !linked && !self.same_line(at) {
            return None;
        }
        let (date, end) = self.date(at).or_else(|| self.slash_date(at))?;
        // After a dash comes the other side of a range, not this date's time.
        let dash = matches!(self.mark(end), Some('-' | '–' | '—'));
        let own = (!dash && self.clock_after(end).is_some()) || self.joined_day(end);
        (!own && self.ends(end)).then_some((date, end))
    }

    /// Whether a range of days begins with the date before: `Jan 5 - 6`.
    fn joined_day(&self, end: usize) -> bool {
        self.joiner(end, false).is_some_and(|(_, next)| self.date(next).is_some())
    }

    /// A time after a date, with all that may stand between: ` 14:05`,
    /// `, 14:05`, ` at 2 PM`, `T14:05`, ` - 14:05`, `: 14:05`.
    pub(super) fn clock_after(&self, end: usize) -> Read<Moment> {
        if let Some(found) = self.iso_clock(end).or_else(|| self.four_digits_after(end)) {
            return Some(found);
        }
        let at = self.link(end)?;
        self.moment(at).or_else(|| self.hour_after(at))
    }

    /// Where a time may begin after a date that ends there: after `,`, `:`, `@`,
    /// "at", "around" or a dash with space on both sides or none.
    pub(super) fn link(&self, end: usize) -> Option<usize> {
        let mut at = end;
        let linked = match self.mark(end) {
            Some(',' | ':' | '@') => true,
            Some('-' | '–' | '—') => self.glued(end) == self.glued(end + 1),
            _ => false,
        };
        at += usize::from(linked);
        let word = matches!(self.word(at), "at" | "around" | "about" | "approximately" | "circa");
        at = self.skip_word(at, &["at"]);
        at = self.skip_about(at);
        at = self.skip_mark(at, '@');
        let glued_to_digits = self.glued(at) && at == end;
        let near = (end..=at).all(|between| self.same_line(between)) || word;
        (near && !glued_to_digits).then_some(at)
    }

    /// The index after "about", "approximately", "approx." or `~`.
    pub(super) fn skip_about(&self, i: usize) -> usize {
        if words::about(self.word(i)) {
            return if self.glued_mark(i + 1, '.') { i + 2 } else { i + 1 };
        }
        if matches!(self.mark(i), Some('~' | '≈')) { i + 1 } else { i }
    }

    /// `T14:05:09.120Z`, `T140509Z`.
    fn iso_clock(&self, i: usize) -> Read<Moment> {
        if self.word(i) != "t" || !self.glued(i) || !self.glued(i + 1) {
            return None;
        }
        let (clock, end) =
            self.clock(i + 1).or_else(|| self.basic_clock(i + 1)).or_else(|| self.four_digits(i + 1))?;
        let (zone, end) = self.optional_zone(end, true);
        self.ends_moment(i, end).then_some((Moment { clock, zone }, end))
    }

    /// `140509` in `20240118T140509Z`.
    fn basic_clock(&self, i: usize) -> Read<Clock> {
        let number = self.number(i, 6..=6)?;
        let part = |value: u32, most: u32| u8::try_from(value).ok().filter(|_| value <= most);
        let clock = Clock {
            hour: part(number / 10_000, 23)?,
            minute: part(number / 100 % 100, 59)?,
            second: part(number % 100, 60)?,
            nanos: 0,
            precision: Precision::Second,
            meridiem: Meridiem::Unstated,
        };
        Some((clock, i + 1))
    }

    /// `2024-01-18 1405: …`: four digits are a time after a date if what
    /// follows them sets them off.
    fn four_digits_after(&self, i: usize) -> Read<Moment> {
        let set_off = matches!(self.mark(i + 1), Some(':' | '-' | '–' | '—' | '|'));
        let zoned = self.zone_after(i + 1, false);
        if self.glued(i) || !self.same_line(i) || !(set_off || zoned.is_some()) || !self.ends(i + 1) {
            return None;
        }
        let (clock, end) = self.four_digits(i)?;
        let (zone, end) = zoned.map_or((None, end), |(zone, end)| (Some(zone), end));
        Some((Moment { clock, zone }, end))
    }

    /// `16h` after a date.
    fn hour_after(&self, i: usize) -> Read<Moment> {
        let (clock, end) = self.letter_hour(i)?;
        let (zone, end) = self.optional_zone(end, false);
        self.ends(end).then_some((Moment { clock, zone }, end))
    }

    /// The year at the end of `Wed Oct 26 15:50:06 2016`, or of
    /// `Oct 26 15:50:06 UTC 2016`.
    pub(super) fn late_year(&self, date: Date, end: usize) -> Read<Date> {
        let year = self.number(end, 4..=4).and_then(|year| i32::try_from(year).ok())?;
        let fits =
            date.year.is_none() && (1900..2200).contains(&year) && self.same_line(end) && self.ends(end + 1);
        (fits && !self.glued(end)).then_some((Date { year: Some(year), ..date }, end + 1))
    }
}
