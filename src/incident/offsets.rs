//! How far the clocks of a zone are ahead of UTC, in all readings.

use super::instant::{Gaps, MINUTE};
use crate::facts::time::value::{Zone, ZoneMeaning};
use crate::zones::{LocalOffset, Region};
use smallvec::smallvec;

/// The offsets east of UTC that a zone can have at a local time, in minutes.
pub(super) fn offsets(zone: &Zone, local: i64) -> Vec<i32> {
    match zone.meaning {
        ZoneMeaning::Offset(minutes) => vec![minutes],
        ZoneMeaning::Ambiguous(all) => all.to_vec(),
        ZoneMeaning::Region(region) => regional(region, local),
        // "PST" is written all year round for Pacific Time: both readings stand.
        ZoneMeaning::Seasonal(minutes, region) => {
            let mut all = vec![minutes];
            all.extend(regional(region, local).into_iter().filter(|offset| *offset != minutes));
            all
        }
    }
}

/// What a zone's change of clocks between two local times adds to the time
/// between them, in seconds, in all readings.
pub(super) fn shifts(meaning: &ZoneMeaning, start: i64, end: i64) -> Gaps {
    let (region, mut shifts) = match meaning {
        ZoneMeaning::Offset(_) | ZoneMeaning::Ambiguous(_) => return smallvec![0],
        ZoneMeaning::Region(region) => (region, Gaps::new()),
        ZoneMeaning::Seasonal(_, region) => (region, smallvec![0]),
    };
    let ends = regional(region, end);
    for a in regional(region, start) {
        for b in &ends {
            add(&mut shifts, i64::from(a - b) * MINUTE);
        }
    }
    shifts
}

/// The offsets of a region at a local time, in minutes. In the night in which
/// clocks go back an hour is counted twice, and a time in it may be either. One
/// that they leap over is meant by the clock of before or of after.
fn regional(region: &Region, local: i64) -> Vec<i32> {
    match region.offset_at_local(local) {
        None => Vec::new(),
        Some(LocalOffset::Once(offset)) => vec![offset],
        Some(LocalOffset::Twice(first, last) | LocalOffset::Never(first, last)) => vec![first, last],
    }
}

/// Adds a number that is not there yet.
pub(super) fn add(numbers: &mut Gaps, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
