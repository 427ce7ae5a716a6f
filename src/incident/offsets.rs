//! How far the clocks of a zone are ahead of UTC, in all readings.

use super::instant::{DAY, Gaps, MINUTE};
use crate::facts::time::value::{Zone, ZoneMeaning};
use chrono::{DateTime, MappedLocalTime, Offset, TimeZone};
use smallvec::smallvec;

/// The offsets east of UTC that a zone can have at a local time, in minutes.
pub(super) fn offsets(zone: &Zone, local: i64) -> Vec<i32> {
    match zone.meaning {
        ZoneMeaning::Offset(minutes) => vec![minutes],
        ZoneMeaning::Ambiguous(all) => all.to_vec(),
        ZoneMeaning::Region(tz) => regional(tz, local),
        // "PST" is written all year round for Pacific Time: both readings stand.
        ZoneMeaning::Seasonal(minutes, tz) => {
            let mut all = vec![minutes];
            all.extend(regional(tz, local).into_iter().filter(|offset| *offset != minutes));
            all
        }
    }
}

/// What a zone's change of clocks between two local times adds to the time
/// between them, in seconds, in all readings.
pub(super) fn shifts(meaning: &ZoneMeaning, start: i64, end: i64) -> Gaps {
    let (tz, mut shifts) = match meaning {
        ZoneMeaning::Offset(_) | ZoneMeaning::Ambiguous(_) => return smallvec![0],
        ZoneMeaning::Region(tz) => (*tz, Gaps::new()),
        ZoneMeaning::Seasonal(_, tz) => (*tz, smallvec![0]),
    };
    let ends = regional(tz, end);
    for a in regional(tz, start) {
        for b in &ends {
            add(&mut shifts, i64::from(a - b) * MINUTE);
        }
    }
    shifts
}

/// The offsets of a region at a local time, in minutes. In the night in which
/// clocks go back an hour is counted twice, and a time in it may be either. One
/// that they leap over is meant by the clock of before or of after.
fn regional(tz: chrono_tz::Tz, local: i64) -> Vec<i32> {
    let at = |local: i64| {
        let naive = DateTime::from_timestamp(local, 0)?.naive_utc();
        Some(tz.offset_from_local_datetime(&naive))
    };
    let minutes = |offset: chrono_tz::TzOffset| offset.fix().local_minus_utc() / 60;
    match at(local) {
        None => Vec::new(),
        Some(MappedLocalTime::Single(offset)) => vec![minutes(offset)],
        Some(MappedLocalTime::Ambiguous(first, last)) => vec![minutes(first), minutes(last)],
        Some(MappedLocalTime::None) => {
            let around = [at(local - DAY), at(local + DAY)].map(|read| read.and_then(|read| read.earliest()));
            around.into_iter().flatten().map(minutes).collect()
        }
    }
}

/// Adds a number that is not there yet.
pub(super) fn add(numbers: &mut Gaps, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
