//! The clock that a drawing is told by: its zone, and how a place on the axis
//! is written.

use crate::facts::time::calendar::{has_year, weekday_name, weekday_of};
use crate::facts::time::value::Zone;
use crate::incident::{DateOrigin, Grain, Instant, clock_text, date_text, local_at, second_of, spoken};

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// What the times of a drawing count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Days of the calendar.
    Dates,
    /// Days that the document does not name: the first, the second.
    Days,
    /// Time since zero: `T+15 min`.
    Elapsed,
}

/// The clock of a drawing.
#[derive(Clone, Debug)]
pub struct Clock {
    /// What its times count.
    pub calendar: Calendar,
    /// The zone that most times are written in; none where none is stated.
    pub zone: Option<Zone>,
    /// The names of the other zones that times are written in.
    pub others: Vec<String>,
    /// The zone comes from the configuration.
    pub zone_is_default: bool,
    /// Nothing but days is stated: no time of day, and so no zone.
    pub by_day: bool,
    /// The first day, in days since 1970-01-01.
    first_day: i64,
    /// All times are of one day.
    one_day: bool,
}

impl Clock {
    /// The clock for these instants, which count from zero or do not.
    pub(super) fn of(instants: &[&Instant], elapsed: bool) -> Self {
        let clocked = || instants.iter().filter(|instant| instant.has_clock());
        let mut names: Vec<(&Zone, usize)> = Vec::new();
        for zone in clocked().filter_map(|instant| instant.zone.as_ref()) {
            match names.iter_mut().find(|(known, _)| is_same(known, zone)) {
                Some((known, count)) => {
                    *count += 1;
                    *known = shorter(known, zone);
                }
                None => names.push((zone, 1)),
            }
        }
        // Of several, the one that is written most often; the first of equals.
        let most = names.iter().map(|(_, count)| *count).max();
        let zone = names.iter().find(|(_, count)| Some(*count) == most).map(|(zone, _)| (*zone).clone());
        let foreign = |other: &&Zone| zone.as_ref().is_some_and(|zone| !is_same(zone, other));
        let others = names.iter().map(|(other, _)| *other).filter(foreign).map(name_of).collect();
        let dated = instants.iter().any(|instant| instant.origin != DateOrigin::Unknown);
        let calendar = match (elapsed, dated) {
            (true, _) => Calendar::Elapsed,
            (false, true) => Calendar::Dates,
            (false, false) => Calendar::Days,
        };
        let zone_is_default = clocked().any(|instant| instant.zone_is_default);
        let by_day = calendar == Calendar::Dates && clocked().next().is_none();
        let mut clock = Self { calendar, zone, others, zone_is_default, by_day, first_day: 0, one_day: true };
        let days: Vec<i64> =
            instants.iter().filter_map(|instant| clock.place(instant)).map(|at| clock.day(at)).collect();
        clock.first_day = days.iter().copied().min().unwrap_or(0);
        clock.one_day = days.iter().all(|day| *day == clock.first_day);
        clock
    }

    /// Where an instant lies on the axis, in seconds; none where its day is
    /// unknown and those of others are not.
    #[must_use]
    pub fn place(&self, instant: &Instant) -> Option<i64> {
        let unknown = instant.origin == DateOrigin::Unknown;
        let usable = self.calendar != Calendar::Dates || !unknown;
        usable.then(|| second_of(instant, self.zone.as_ref()))
    }

    /// Whether an instant is written in another zone.
    pub(super) fn is_foreign(&self, instant: &Instant) -> bool {
        let is_own = |other: &Zone| self.zone.as_ref().is_some_and(|own| is_same(own, other));
        instant.has_clock() && instant.zone.as_ref().is_some_and(|zone| !is_own(zone))
    }

    /// What the clock shows at a place on the axis, in seconds.
    #[must_use]
    pub fn local(&self, at: i64) -> i64 {
        self.zone.as_ref().map_or(at, |zone| local_at(zone, at))
    }

    /// The day of a place on the axis; the same for all of a day.
    #[must_use]
    pub fn day(&self, at: i64) -> i64 {
        if self.calendar == Calendar::Elapsed { 0 } else { self.local(at).div_euclid(DAY) }
    }

    /// The time of day, or the time since zero: `14:05`, `T+15 min`.
    #[must_use]
    pub fn time(&self, at: i64, grain: Grain) -> String {
        match self.calendar {
            Calendar::Elapsed if at < 0 => format!("T-{}", spoken(at)),
            Calendar::Elapsed => format!("T+{}", spoken(at)),
            Calendar::Dates | Calendar::Days => clock_text(self.local(at), grain),
        }
    }

    /// The date: `2024-01-18`, `01-18` where no year is stated, `day 2` where
    /// no date is; nothing where it says nothing.
    #[must_use]
    pub fn date(&self, at: i64) -> String {
        match self.calendar {
            Calendar::Dates => date_text(self.local(at)),
            Calendar::Days if self.one_day => String::new(),
            Calendar::Days => format!("day {}", self.day(at) - self.first_day + 1),
            Calendar::Elapsed => String::new(),
        }
    }

    /// The same with its weekday, where the year is known: `2024-01-18 Thursday`;
    /// nothing where dates take the place of times.
    #[must_use]
    pub fn long_date(&self, at: i64) -> String {
        if self.by_day {
            return String::new();
        }
        let (date, day) = (self.date(at), self.day(at));
        if self.calendar == Calendar::Dates && has_year(day) {
            format!("{date} {}", weekday_name(weekday_of(day)))
        } else {
            date
        }
    }

    /// Date and time for programs, in UTC where the zone is known:
    /// `2024-01-18T14:05Z`, `2024-01-18T14:05`, `T14:05`.
    #[must_use]
    pub fn iso(&self, at: i64, grain: Grain) -> String {
        let date = if self.calendar == Calendar::Dates { date_text(at) } else { String::new() };
        let mark = if self.zone.is_some() { "Z" } else { "" };
        match (self.calendar, grain) {
            (Calendar::Elapsed, _) => self.time(at, grain),
            (_, Grain::Day) => date,
            _ => format!("{date}T{}{mark}", clock_text(at, grain)),
        }
    }

    /// The zone in words: `times in UTC`.
    #[must_use]
    pub fn zone_text(&self) -> String {
        if self.calendar == Calendar::Elapsed {
            return "times since zero".to_owned();
        }
        if self.by_day {
            return "by day".to_owned();
        }
        let Some(zone) = &self.zone else { return "no zone stated".to_owned() };
        let from = if self.zone_is_default { " (from the configuration)" } else { "" };
        let others = if self.others.is_empty() {
            String::new()
        } else {
            format!("; some written in {}", self.others.join(", "))
        };
        format!("times in {}{from}{others}", name_of(zone))
    }
}

/// Whether two names are those of one zone: `CDT` and `Central Daylight Time`.
fn is_same(a: &Zone, b: &Zone) -> bool {
    a.name == b.name || a.meaning == b.meaning
}

fn shorter<'z>(a: &'z Zone, b: &'z Zone) -> &'z Zone {
    if name_of(b).len() < name_of(a).len() { b } else { a }
}

/// The name of a zone; `Z` is how programs write UTC.
fn name_of(zone: &Zone) -> String {
    if zone.name == "Z" { "UTC".to_owned() } else { zone.name.clone() }
}
