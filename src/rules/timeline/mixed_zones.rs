//! `timeline/mixed-zones`.

use crate::facts::time::TimeValue;
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Entry, Instant, Track, spoken};
use crate::phrases::zones::BOTH;
use crate::rules::{Context, Params};
use crate::span::one_line;
use std::collections::BTreeMap;

/// Entries that have to agree on a zone.
const AGREEING: usize = 4;

/// Most entries that may be in another one to be a slip.
const SLIPS: usize = 2;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Reports entries in another zone than their neighbours, and one clock time
/// that is given in two zones.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let speaks_of_zones = super::says(cx, BOTH);
    let mut stated = cx.facts.all().iter().filter_map(|fact| match &fact.value {
        Value::Time(TimeValue::Zone(zone)) => Some(zone),
        _ => None,
    });
    let first = stated.next();
    if speaks_of_zones || stated.any(|zone| Some(&zone.name) != first.map(|first| &first.name)) {
        return Vec::new();
    }
    let tracks = cx.incident.timelines.iter().flat_map(|timeline| &timeline.tracks);
    let mut found: Vec<Finding> = tracks.flat_map(|track| in_track(cx, track)).collect();
    if found.is_empty() {
        found.extend(same_clock(cx));
    }
    found
}

/// The name of the zone that stands with an instant.
fn own_zone(instant: &Instant) -> Option<&str> {
    instant
        .zone
        .as_ref()
        .filter(|_| instant.zone_from.is_none() && !instant.zone_is_default && instant.has_clock())
        .map(|zone| zone.name.as_str())
}

/// The entries of a track in another zone than all others, which keep the
/// order of the list only if they are in the zone of the others.
fn in_track(cx: &Context<'_>, track: &Track) -> Vec<Finding> {
    let entries: Vec<&Entry> = track.forward().into_iter().filter(|entry| entry.start.has_clock()).collect();
    let zones: Vec<&str> = entries.iter().filter_map(|entry| own_zone(&entry.start)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in &zones {
        *counts.entry(zone).or_default() += 1;
    }
    let Some((usual, agreeing)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
        return Vec::new();
    };
    let others = zones.len() - agreeing;
    // Entries that name no zone leave open which one they are in.
    if zones.len() < entries.len() || agreeing < AGREEING || others > SLIPS || others * 4 > agreeing {
        return Vec::new();
    }
    let slip = |index: usize| {
        let entry = entries.get(index)?;
        own_zone(&entry.start).filter(|name| *name != usual)?;
        let neighbour = |index: Option<usize>| {
            let entry = index.and_then(|index| entries.get(index))?;
            (own_zone(&entry.start) == Some(usual)).then_some(*entry)
        };
        let (before, after) = (neighbour(index.checked_sub(1))?, neighbour(Some(index + 1))?);
        (fits_only_as_written(cx, entry, before, after) && names_one_time(cx, entry))
            .then(|| of_entry(entry, usual, [before, after]))
    };
    (0..entries.len()).filter_map(slip).collect()
}

/// Whether a clock time lies between its neighbours if it is read in their
/// zone, and in no reading of its own.
fn fits_only_as_written(cx: &Context<'_>, own: &Entry, before: &Entry, after: &Entry) -> bool {
    let times = written_clock(cx, own).zip(written_clock(cx, before)).zip(written_clock(cx, after));
    let Some(((own_time, first), last)) = times else { return false };
    let between = |seconds: i64| (first..=last).contains(&seconds.rem_euclid(DAY));
    let shifts = shifts(&own.start, &before.start);
    !shifts.is_empty() && between(own_time) && !shifts.iter().any(|shift| between(own_time + shift))
}

/// The time of day of an entry as it is written: what a slip makes of the
/// days around it does not count here.
fn written_clock(cx: &Context<'_>, entry: &Entry) -> Option<i64> {
    let facts = cx.facts.of(entry.block).iter().filter(|fact| fact.span.overlaps(entry.span));
    let clock = |fact: &Fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.clock,
        Value::Time(TimeValue::Range(range)) => range.start.clock,
        _ => None,
    };
    let clock = facts.into_iter().find_map(clock)?;
    Some((i64::from(clock.hour) * 60 + i64::from(clock.minute)) * 60 + i64::from(clock.second))
}

/// What has to be added to one clock to show the time of the other, in every
/// reading of the two zones, in seconds.
fn shifts(from: &Instant, to: &Instant) -> Vec<i64> {
    let offsets = |instant: &Instant| {
        let known = instant.origin != DateOrigin::Unknown && instant.day.number == instant.day.swapped;
        let zone = instant.zone.as_ref();
        zone.map(|zone| zone.all_offsets(known.then_some(instant.day.number))).unwrap_or_default()
    };
    let there = offsets(to);
    offsets(from).iter().flat_map(|own| there.iter().map(move |other| i64::from(other - own) * 60)).collect()
}

/// Whether no other time or zone stands in the entry.
fn names_one_time(cx: &Context<'_>, entry: &Entry) -> bool {
    let times = cx.facts.of(entry.block).iter().filter(|fact| is_time(fact));
    times.count() == 1
}

const fn is_time(fact: &Fact) -> bool {
    matches!(fact.value, Value::Time(TimeValue::Timestamp(_) | TimeValue::Range(_) | TimeValue::Zone(_)))
}

fn of_entry(entry: &Entry, usual: &str, [before, after]: [&Entry; 2]) -> Finding {
    let message = format!(
        "`{}` stands between `{}` and `{}`, where it fits only if it is in `{usual}`",
        entry.written, before.written, after.written,
    );
    Finding::new(message, Label::new(entry.span, format!("in `{usual}`?")))
        .with(before.span, "the entry before")
        .with(after.span, "the entry after")
        .help(format!("write `{usual}`, or convert the time"))
}

/// One clock time, in one zone where the document states its window and in
/// another where its timeline begins or ends.
fn same_clock(cx: &Context<'_>) -> Option<Finding> {
    let entries: Vec<&Entry> =
        cx.incident.entries().filter(|entry| own_zone(&entry.start).is_some()).collect();
    let zone = entries.first().and_then(|entry| own_zone(&entry.start))?;
    if entries.len() < 2 || entries.iter().any(|entry| own_zone(&entry.start) != Some(zone)) {
        return None;
    }
    let ends = cx.incident.windows.iter().flat_map(|window| {
        [
            (&window.start, window.start_span, &window.start_written, entries.first()),
            (&window.end, window.end_span, &window.end_written, entries.last()),
        ]
    });
    ends.into_iter().find_map(|(stated, span, written, entry)| {
        let entry = *entry?;
        let other = stated.zone.as_ref().filter(|_| stated.zone_from.is_none())?;
        let clock = |instant: &Instant| (instant.seconds.rem_euclid(DAY), instant.grain);
        let shifts = shifts(stated, &entry.start);
        let distinct = !shifts.is_empty() && shifts.iter().all(|shift| *shift != 0);
        // Where the converted time is told as well, the document knows.
        let converted = entries.iter().any(|entry| {
            shifts.iter().any(|shift| (stated.seconds + shift - entry.start.seconds).rem_euclid(DAY) == 0)
        });
        let twice = other.name != zone && clock(stated) == clock(&entry.start) && entry.span != span;
        if !twice || !distinct || converted || stated.approximate {
            return None;
        }
        let by = shifts.iter().map(|shift| shift.abs()).min()?;
        let message = format!(
            "`{}` and `{}` give one clock time in two zones, {} apart",
            one_line(written),
            one_line(&entry.written),
            spoken(by),
        );
        Some(
            Finding::new(message, Label::new(entry.span, format!("here in `{zone}`")))
                .with(span, format!("here in `{}`", other.name))
                .help("correct one of the zones, or convert one of the times"),
        )
    })
}
