//! How times are written out: ISO 8601, with what is not known left out.

use super::value::{Clock, Date, Duration, Precision, TimeRange, TimeValue, Timestamp, Zone, ZoneMeaning};
use crate::zones::Region;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Date {
    /// `2024-01-18`, or `XXXX-01-18` where no year is written.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "XXXX-{:02}-{:02}", self.month, self.day),
        }
    }
}

impl Display for Clock {
    /// `14:05`, `14:05:09`, `14:05:09.120`.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if self.precision == Precision::Second {
            write!(f, ":{:02}", self.second)?;
        }
        match self.nanos {
            0 => Ok(()),
            nanos if nanos % 1_000_000 == 0 => write!(f, ".{:03}", nanos / 1_000_000),
            nanos if nanos % 1_000 == 0 => write!(f, ".{:06}", nanos / 1_000),
            nanos => write!(f, ".{nanos:09}"),
        }
    }
}

impl Display for Timestamp {
    /// `2024-01-18T14:05-08:00`, with only the parts that are written. A region
    /// has its offset on that date, or its standard one.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(date) = self.date {
            Display::fmt(&date, f)?;
        }
        let Some(clock) = self.clock else {
            return Ok(());
        };
        write!(f, "T{clock}")?;
        match &self.zone {
            Some(zone) => write_offset(f, offset(zone, self.date.zip(Some(clock)))),
            None => Ok(()),
        }
    }
}

impl Display for TimeRange {
    /// `T10:00 to T11:30`.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} to {}", self.start, self.end)
    }
}

impl Display for Zone {
    /// Its offset: `Z`, `+05:30`; of a region the standard one.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write_offset(f, offset(self, None))
    }
}

impl Display for Duration {
    /// As [`Duration::iso`].
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.iso())
    }
}

impl Display for TimeValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Timestamp(stamp) => Display::fmt(stamp, f),
            Self::Range(range) => Display::fmt(range, f),
            Self::Duration(length) => Display::fmt(length, f),
            Self::Zone(zone) => Display::fmt(zone, f),
        }
    }
}

impl Duration {
    /// The length as an ISO 8601 duration: `PT4H`, `P1DT2H30M`, `PT1.5S`.
    #[must_use]
    pub fn iso(&self) -> String {
        let millis = (self.seconds * 1000.0).round().max(0.0) as u64;
        let (days, rest) = (millis / 86_400_000, millis % 86_400_000);
        let (hours, minutes, millis) = (rest / 3_600_000, rest / 60_000 % 60, rest % 60_000);
        let mut out = String::from("P");
        let mut part = |count: u64, unit: char| {
            if count > 0 {
                // Writing to a string cannot fail.
                let _ = write!(out, "{count}{unit}");
            }
        };
        part(days, 'D');
        if rest == 0 && days > 0 {
            return out;
        }
        out.push('T');
        let mut part = |count: u64, unit: char| {
            if count > 0 {
                let _ = write!(out, "{count}{unit}");
            }
        };
        part(hours, 'H');
        part(minutes, 'M');
        if millis > 0 || rest == 0 {
            let _ = write!(out, "{}S", millis as f64 / 1000.0);
        }
        out
    }
}

/// The offset that a zone is written out with, in minutes east of UTC.
fn offset(zone: &Zone, at: Option<(Date, Clock)>) -> i32 {
    match zone.meaning {
        ZoneMeaning::Offset(minutes) | ZoneMeaning::Seasonal(minutes, _) => minutes,
        ZoneMeaning::Ambiguous(all) => all.first().copied().unwrap_or_default(),
        ZoneMeaning::Region(region) => {
            at.and_then(|at| dated_offset(region, at)).unwrap_or_else(|| standard_offset(region))
        }
    }
}

fn dated_offset(region: &Region, (date, clock): (Date, Clock)) -> Option<i32> {
    let day = NaiveDate::from_ymd_opt(date.year?, date.month.into(), date.day.into())?;
    let time = NaiveTime::from_hms_opt(u32::from(clock.hour) % 24, clock.minute.into(), 0)?;
    let local = NaiveDateTime::new(day, time).and_utc().timestamp();
    region.offset_at_local(local)?.earliest()
}

/// The standard offset of a region, as in force in 2024.
fn standard_offset(region: &Region) -> i32 {
    /// The first second of 2024.
    const MODERN: i64 = 1_704_067_200;
    region.standard_offset_at(MODERN).unwrap_or_default()
}

fn write_offset(f: &mut Formatter<'_>, minutes: i32) -> Result {
    if minutes == 0 {
        return f.write_str("Z");
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
