//! Instants on one axis: the seconds of UTC, or those of the clock where no
//! zone is known; and how a place on the axis is written.

use super::instant::{DAY, Grain, Instant, MINUTE};
use super::offsets::offsets;
use crate::facts::time::value::{Zone, ZoneMeaning};
use chrono::DateTime;

/// The year that stands for "some year" where a document names none.
const SOME_YEAR: &str = "2000-";

/// Where an instant lies, in seconds since 1970-01-01: of UTC where `zone` is
/// that of the axis, else of the clock. A time without a zone is one of the
/// axis's clock; of several readings the first counts.
#[must_use]
pub fn second_of(instant: &Instant, zone: Option<&Zone>) -> i64 {
    let Some(zone) = zone else { return instant.local() };
    let own = instant.zone.as_ref().unwrap_or(zone);
    let offset = offsets(own, instant.local()).first().copied().unwrap_or(0);
    instant.local() - i64::from(offset) * MINUTE
}

/// What the clocks of a zone show at a second of UTC.
#[must_use]
pub fn local_at(zone: &Zone, utc: i64) -> i64 {
    let offset = match zone.meaning {
        ZoneMeaning::Region(region) => region.offset_at(utc).unwrap_or(0),
        ZoneMeaning::Offset(minutes) | ZoneMeaning::Seasonal(minutes, _) => minutes,
        ZoneMeaning::Ambiguous(all) => all.first().copied().unwrap_or(0),
    };
    utc + i64::from(offset) * MINUTE
}

/// The date of a second of the clock: `2024-01-18`, or `01-18` where the year
/// is made up.
#[must_use]
pub fn date_text(local: i64) -> String {
    let date = DateTime::from_timestamp(local.div_euclid(DAY) * DAY, 0);
    let date = date.map_or_else(String::new, |moment| moment.format("%Y-%m-%d").to_string());
    date.strip_prefix(SOME_YEAR).map(str::to_owned).unwrap_or(date)
}

/// The time of day of a second of the clock, as fine as the grain: `14:05`.
#[must_use]
pub fn clock_text(local: i64, grain: Grain) -> String {
    let second = local.rem_euclid(DAY);
    let (hours, minutes, seconds) = (second / 3_600, second / 60 % 60, second % 60);
    match grain {
        Grain::Second => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        Grain::Day | Grain::Hour | Grain::Minute => format!("{hours:02}:{minutes:02}"),
    }
}
