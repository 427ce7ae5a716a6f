//! Dates, clock times, zones and durations as they are written.
//!
//! Nothing here is resolved: a date without a year has no year, and a time
//! without a zone has no zone. `incident::resolve` fills in what the document
//! says elsewhere.

use crate::zones::Region;
/// Days of the week, for "Tuesday 5 March".
pub use chrono::Weekday;

/// How a date was written, which decides how far its parts can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// `2024-01-18`, `2024/01/18`, `20240118`: year first.
    YearFirst,
    /// The month is a word: `18 January 2024`.
    Written,
    /// `05/06/2024`, `05.06.2024`, `05-06-24`: day and month in either order.
    /// `month` and `day` of the date hold the reading that was chosen; where
    /// `ambiguous`, swapping them gives a date too.
    Numeric {
        /// Both readings are dates, and nothing settles which is meant.
        ambiguous: bool,
        /// The reading that was chosen has the day before the month.
        day_first: bool,
    },
}

/// A calendar date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Absent where none is written.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, possible in its month.
    pub day: u8,
    /// The weekday written next to it.
    pub weekday: Option<Weekday>,
    /// How it is written.
    pub form: DateForm,
}

/// The finest unit that a clock time states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `6 PM`, `noon`.
    Hour,
    /// `18:05`.
    Minute,
    /// `18:05:09`, with or without a fraction.
    Second,
}

/// Which half of the day a clock time names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meridiem {
    /// AM or PM is written (or a word such as "noon").
    Stated,
    /// Taken over from the other side of a range: `10:00–11:30 AM`.
    Shared,
    /// Nothing is written: a 24-hour time, or a 12-hour time whose half of the
    /// day is left open.
    Unstated,
}

/// A clock time as written, in 24-hour form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 23, or 24 for a day's end (`24:00`).
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60 (leap seconds are written).
    pub second: u8,
    /// Fraction of the second, in nanoseconds.
    pub nanos: u32,
    /// The finest unit stated.
    pub precision: Precision,
    /// Whether the half of the day is stated.
    pub meridiem: Meridiem,
}

/// A zone as written, with what it can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Upper-cased abbreviation, offset or IANA name: `PST`, `UTC+2`,
    /// `Europe/Berlin`, `PT`.
    pub name: String,
    /// What it denotes.
    pub meaning: ZoneMeaning,
}

impl Zone {
    /// The zone of that name: `UTC`, or one of the IANA database such as
    /// `Europe/Berlin`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let meaning = match name {
            "UTC" => ZoneMeaning::Offset(0),
            name => ZoneMeaning::Region(Region::named(name)?),
        };
        Some(Self { name: name.to_owned(), meaning })
    }

    /// The names of the IANA database.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Region::names()
    }
}

/// What a zone denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneMeaning {
    /// A fixed offset east of UTC, in minutes: `UTC`, `+05:30`, `CEST`.
    Offset(i32),
    /// A standard or daylight abbreviation of a region that changes its clocks
    /// (`PST`, `EDT`, `CET`). The literal offset in minutes, and the region,
    /// because many write `PST` all year round.
    Seasonal(i32, &'static Region),
    /// A region whose offset follows from the date: `Europe/Berlin`,
    /// `Pacific Time`.
    Region(&'static Region),
    /// An abbreviation with several unrelated meanings (`IST`), first the most
    /// common one, in minutes.
    Ambiguous(&'static [i32]),
}

/// A date, a clock time, or both, with a zone where one is written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Timestamp {
    /// The date, where one is written (or shared within a range).
    pub date: Option<Date>,
    /// The clock time, where one is written.
    pub clock: Option<Clock>,
    /// The zone, where one is written (or shared within a range).
    pub zone: Option<Zone>,
    /// "around", "~", "circa": the time is approximate.
    pub approximate: bool,
}

/// Two timestamps that one expression joins: `10:00–11:30 AM UTC`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// Where it begins. Parts written once for both sides are filled in.
    pub start: Timestamp,
    /// Where it ends.
    pub end: Timestamp,
    /// The end's date was taken over from the start, not written at the end.
    pub end_date_shared: bool,
    /// Where the left side ends and the right side begins, in bytes of the
    /// text; none where the two are interwoven ("March 3 to 12").
    pub sides: Option<(usize, usize)>,
}

/// How a duration is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// `4 hours`.
    None,
    /// about, approximately, `~`, around, roughly, circa, "4 hours or so".
    About,
    /// almost, nearly, just under, close to.
    Almost,
    /// over, more than, at least, `>`.
    AtLeast,
    /// under, less than, up to, within, `<`.
    AtMost,
    /// a few, several, a couple of.
    Few,
}

/// A length of time as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Duration {
    /// Length in seconds; the middle where a range is written ("1–2 hours").
    pub seconds: f64,
    /// For "1–2 hours": the two ends, in seconds.
    pub between: Option<(f64, f64)>,
    /// The smallest unit that is written, in seconds: 60 for `2h 5m`. A half
    /// counts as half a unit (1800 for "two and a half hours" and `2.5 h`), other
    /// decimals as a tenth.
    pub unit: f64,
    /// How many units are written: 2 for `2h 5m`.
    pub parts: u8,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Counted otherwise than by the clock ("business hours", "support hours",
    /// "cumulative"), or hedged twice ("at least a few hours"). Never compared.
    pub qualified: bool,
}

/// A time expression as written.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeValue {
    /// A date, a clock time or both.
    Timestamp(Timestamp),
    /// Two of them, joined.
    Range(TimeRange),
    /// A length of time.
    Duration(Duration),
    /// A zone that belongs to no time beside it: "All times in UTC".
    Zone(Zone),
}

impl TimeValue {
    /// The name of the kind, as `pmlint facts` prints it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Timestamp(stamp) => match (stamp.date.is_some(), stamp.clock.is_some()) {
                (true, true) => "datetime",
                (true, false) => "date",
                _ => "time",
            },
            Self::Range(range) => {
                let date = range.start.date.is_some() || range.end.date.is_some();
                let clock = range.start.clock.is_some() || range.end.clock.is_some();
                match (date, clock) {
                    (true, true) => "datetime-range",
                    (true, false) => "date-range",
                    _ => "time-range",
                }
            }
            Self::Duration(_) => "duration",
            Self::Zone(_) => "zone",
        }
    }
}
