//! Points in time: what a written time means once the document has lent it a
//! date and a zone.

use super::offsets::{add, offsets, shifts};
use crate::facts::time::value::{Clock, Date, DateForm, Duration, Hedge, Precision, Timestamp, Zone};
use crate::span::Span;
use chrono::{DateTime, Datelike, NaiveDate};

/// Numbers of seconds between two points, one for each reading: mostly one.
pub type Gaps = smallvec::SmallVec<[i64; 4]>;

/// Seconds of a minute, an hour and a day.
pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 86_400;

/// A day of the calendar, counted from 1970-01-01, in both readings of a
/// numeric date. The readings differ only where `05/06/2024` is undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Days since 1970-01-01, as read.
    pub number: i64,
    /// The same with day and month swapped, where that is a date too.
    pub swapped: i64,
}

impl Day {
    /// The day that stands for "the day of the incident" where the document
    /// names none.
    pub(crate) const UNKNOWN: Self = Self { number: 0, swapped: 0 };

    /// The day of a date; `year` where the date has none.
    pub(crate) fn of(date: &Date, year: i32) -> Option<Self> {
        let year = date.year.unwrap_or(year);
        let number = day_number(year, date.month, date.day)?;
        let ambiguous = matches!(date.form, DateForm::Numeric { ambiguous: true, .. });
        let swapped = if ambiguous { day_number(year, date.day, date.month) } else { None };
        Some(Self { number, swapped: swapped.unwrap_or(number) })
    }

    /// This many days later.
    pub(crate) const fn plus(self, days: i64) -> Self {
        Self { number: self.number + days, swapped: self.swapped + days }
    }
}

fn day_number(year: i32, month: u8, day: u8) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(i64::from(date.num_days_from_ce() - epoch.num_days_from_ce()))
}

/// Where the date of an instant comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrigin {
    /// It is written with the time.
    Written,
    /// It is taken from here.
    Inherited(Span),
    /// The document names no date; the day is only told apart from the next.
    Unknown,
}

/// The finest unit of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// Only the day is stated.
    Day,
    /// `6 PM`.
    Hour,
    /// `18:05`.
    Minute,
    /// `18:05:09`.
    Second,
}

/// A point in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant {
    /// The day.
    pub day: Day,
    /// Seconds since midnight of the clock as written; may pass 24 hours where
    /// a range runs over midnight.
    pub seconds: i64,
    /// The finest unit stated.
    pub grain: Grain,
    /// The zone, as far as the document states one.
    pub zone: Option<Zone>,
    /// Where the zone is taken from, where it does not stand with the time.
    pub zone_from: Option<Span>,
    /// The zone is the one that the configuration states for documents that
    /// state none.
    pub zone_is_default: bool,
    /// Where the date comes from.
    pub origin: DateOrigin,
    /// Hedged: "around 14:00".
    pub approximate: bool,
}

impl Instant {
    /// The instant of a timestamp on a day.
    pub(crate) fn new(stamp: &Timestamp, day: Day, origin: DateOrigin) -> Self {
        let (seconds, grain) =
            stamp.clock.as_ref().map_or((0, Grain::Day), |clock| (seconds_of(clock), grain_of(clock)));
        Self {
            day,
            seconds,
            grain,
            zone: stamp.zone.clone(),
            zone_from: None,
            zone_is_default: false,
            origin,
            approximate: stamp.approximate,
        }
    }

    /// Takes a zone over from elsewhere, where none stands with the time.
    pub(super) fn lend_zone(&mut self, lent: Option<(Zone, Span)>) {
        if let (None, Some((zone, from))) = (&self.zone, lent) {
            self.zone = Some(zone);
            self.zone_from = Some(from);
        }
    }

    /// Takes the zone of documents that state none.
    pub(super) fn default_zone(&mut self, zone: Option<&Zone>) {
        if let (None, Some(zone)) = (&self.zone, zone) {
            self.zone = Some(zone.clone());
            self.zone_is_default = true;
        }
    }

    /// Takes over the zone of another instant of the same expression.
    pub(super) fn share_zone(&mut self, other: &Self) {
        if self.zone.is_none() {
            self.zone.clone_from(&other.zone);
            self.zone_from = other.zone_from;
            self.zone_is_default = other.zone_is_default;
        }
    }

    /// The time on the clock it is written in: `2024-01-18T14:05`, or `T14:05`
    /// where no date is known.
    #[must_use]
    pub fn local_iso(&self) -> String {
        let known = self.origin != DateOrigin::Unknown;
        iso(self.local(), self.grain, known)
    }

    /// The same in UTC; none without a zone, without a time of day, or where no
    /// clock of the zone ever showed that time.
    #[must_use]
    pub fn utc_iso(&self) -> Option<String> {
        if self.zone.as_ref()?.gap_at(self.local()).is_some() {
            return None;
        }
        let time = self.utc().filter(|_| self.has_clock())?.first().copied()?;
        let known = self.origin != DateOrigin::Unknown;
        Some(iso(time, self.grain, known) + "Z")
    }

    /// Whether a clock time is stated.
    #[must_use]
    pub fn has_clock(&self) -> bool {
        self.grain > Grain::Day
    }

    /// Seconds on the local clock since 1970-01-01, as read.
    #[must_use]
    pub const fn local(&self) -> i64 {
        self.day.number * DAY + self.seconds
    }

    const fn local_swapped(&self) -> i64 {
        self.day.swapped * DAY + self.seconds
    }

    /// How far the true instant may lie from the written one, in seconds:
    /// nothing for minutes, a quarter of an hour for "6 PM" and hedged times.
    #[must_use]
    pub fn slack(&self) -> i64 {
        let grain = match self.grain {
            Grain::Day => DAY,
            Grain::Hour => 15 * MINUTE,
            Grain::Minute | Grain::Second => 0,
        };
        if self.approximate { grain.max(15 * MINUTE) } else { grain }
    }

    /// What a hedge leaves open, in seconds; a full hour is taken at its word.
    #[must_use]
    pub(super) fn hedge_slack(&self) -> i64 {
        if self.approximate { self.slack() } else { 0 }
    }

    /// The seconds of UTC that the instant can mean; none without a zone.
    pub(super) fn utc(&self) -> Option<Vec<i64>> {
        let zone = self.zone.as_ref()?;
        let mut times: Vec<i64> = Vec::new();
        for local in [self.local(), self.local_swapped()] {
            times.extend(offsets(zone, local).into_iter().map(|offset| local - i64::from(offset) * MINUTE));
        }
        let mut seen = Vec::with_capacity(times.len());
        times.retain(|time| {
            !seen.contains(time) && {
                seen.push(*time);
                true
            }
        });
        Some(times)
    }

    /// The offsets of its zone east of UTC, in seconds; none without a zone.
    pub(super) fn offsets(&self) -> Vec<i64> {
        let zone = self.zone.as_ref();
        zone.map_or_else(Vec::new, |zone| {
            offsets(zone, self.local()).into_iter().map(|offset| i64::from(offset) * MINUTE).collect()
        })
    }

    /// Whether some reading puts the two at the same second.
    pub(super) fn may_be_exactly(&self, other: &Self) -> bool {
        self.until(other).contains(&0)
    }

    /// All readings of the time from this instant to `later`, in seconds. One
    /// reading, unless a date or a zone leaves two. What truly passed comes
    /// first; who subtracts two times of one clock across its change means what
    /// the clock shows.
    #[must_use]
    pub fn until(&self, later: &Self) -> Gaps {
        let mut gaps = self.passed_until(later);
        if self.zone.is_none() || later.zone.is_none() || self.zone_name() == later.zone_name() {
            for (here, there) in self.clocks(later) {
                add(&mut gaps, there - here);
            }
        }
        gaps
    }

    /// The seconds that truly pass until `later`, by the offsets that its zone
    /// has at either end, in all readings.
    #[must_use]
    pub fn passed_until(&self, later: &Self) -> Gaps {
        let mut gaps = Gaps::new();
        let (Some(here), Some(there)) = (&self.zone, &later.zone) else {
            for (start, end) in self.clocks(later) {
                add(&mut gaps, end - start);
            }
            return gaps;
        };
        for (start, end) in self.clocks(later) {
            if here.name == there.name {
                for shift in shifts(&here.meaning, start, end) {
                    add(&mut gaps, end - start + shift);
                }
                continue;
            }
            for a in offsets(here, start) {
                for b in offsets(there, end) {
                    add(&mut gaps, end - start + i64::from(a - b) * MINUTE);
                }
            }
        }
        if here.name != there.name {
            gaps.sort_unstable();
        }
        gaps
    }

    fn zone_name(&self) -> Option<&String> {
        self.zone.as_ref().map(|zone| &zone.name)
    }

    /// What the clocks show at this instant and at `later`, as read and with
    /// day and month swapped where that differs.
    fn clocks(&self, later: &Self) -> impl Iterator<Item = (i64, i64)> + use<> {
        let read = (self.local(), later.local());
        let swapped = (self.local_swapped(), later.local_swapped());
        std::iter::once(read).chain((swapped != read).then_some(swapped))
    }

    /// Whether every reading puts `later` more than `by` seconds after this.
    #[must_use]
    pub fn is_surely_before(&self, later: &Self, by: i64) -> bool {
        let slack = self.slack() + later.slack();
        self.until(later).into_iter().all(|gap| gap > by + slack)
    }

    /// Whether some reading puts the two within `by` seconds.
    #[must_use]
    pub fn may_be_at(&self, other: &Self, by: i64) -> bool {
        let slack = self.slack() + other.slack();
        self.until(other).into_iter().any(|gap| gap.abs() <= by + slack)
    }

    /// The same time, whole days later or earlier.
    #[must_use]
    pub fn shifted(&self, days: i64) -> Self {
        Self { day: self.day.plus(days), ..self.clone() }
    }
}

/// Seconds since 1970-01-01 in the form of ISO 8601, as fine as the grain.
fn iso(seconds: i64, grain: Grain, with_date: bool) -> String {
    let Some(moment) = DateTime::from_timestamp(seconds, 0) else { return String::new() };
    let date = if with_date { moment.format("%Y-%m-%d").to_string() } else { String::new() };
    match grain {
        Grain::Day => date,
        Grain::Hour | Grain::Minute => date + &moment.format("T%H:%M").to_string(),
        Grain::Second => date + &moment.format("T%H:%M:%S").to_string(),
    }
}

/// Seconds since midnight.
pub(crate) fn seconds_of(clock: &Clock) -> i64 {
    i64::from(clock.hour) * HOUR + i64::from(clock.minute) * MINUTE + i64::from(clock.second)
}

const fn grain_of(clock: &Clock) -> Grain {
    match clock.precision {
        Precision::Hour => Grain::Hour,
        Precision::Minute => Grain::Minute,
        Precision::Second => Grain::Second,
    }
}

/// The lengths, in seconds, that a stated duration can honestly stand for:
/// both ends included. The table is DOMAIN.md's: people round, and truncate.
#[must_use]
pub fn honest_range(duration: &Duration) -> (f64, f64) {
    let length = duration.seconds;
    let unit = duration.unit.max(1.0);
    if let Some((low, high)) = duration.between {
        return (low - unit / 2.0, high + unit / 2.0);
    }
    match duration.hedge {
        Hedge::None => stated_range(length, unit, duration.parts),
        Hedge::About => {
            let by = (length * 0.25).max(300.0);
            (length - by, length + by)
        }
        Hedge::Almost => (length * 0.75, length + unit.min(60.0)),
        Hedge::AtLeast => (length - unit.min(60.0), length * 2.0),
        Hedge::AtMost => (0.0, length + unit.min(60.0)),
        Hedge::Few => (length.min(2.0 * unit), (12.0 * unit).max(length)),
    }
}

/// The range of an unhedged duration.
fn stated_range(length: f64, unit: f64, parts: u8) -> (f64, f64) {
    let exact = unit.max(60.0);
    // Days are counted by the calendar, first and last included.
    if unit >= 86_400.0 {
        return (length - unit, length + unit);
    }
    if parts > 1 {
        return (length - exact, length + exact);
    }
    if unit >= 3_600.0 {
        return (length - unit / 2.0, length + unit);
    }
    let minutes = length / 60.0;
    let round = (minutes / 5.0).fract().abs() < 1e-9;
    let by = if round { exact.max(length * 0.15).max(120.0) } else { exact };
    (length - by, length + by)
}

/// Whether a stated duration may stand for a gap of that many seconds; `slack`
/// is what the ends of the gap leave open.
#[must_use]
pub fn fits(duration: &Duration, gap: i64, slack: i64) -> bool {
    let (low, high) = honest_range(duration);
    let gap = gap as f64;
    let slack = slack as f64;
    low - slack <= gap && gap <= high + slack
}

/// A length of time for a message: "1 h 17 min", "45 min", "2 d 3 h", "50 s".
#[must_use]
pub fn spoken(seconds: i64) -> String {
    let total = seconds.abs();
    let (days, hours, minutes) = (total / DAY, total % DAY / HOUR, total % HOUR / MINUTE);
    let rest = total % MINUTE;
    // Below four days people count hours: "53 h", not "2 d 5 h".
    let (days, hours) = if days < 4 { (0, days * 24 + hours) } else { (days, hours) };
    let parts = [(days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    if said.is_empty() { "0 min".to_owned() } else { said.join(" ") }
}
