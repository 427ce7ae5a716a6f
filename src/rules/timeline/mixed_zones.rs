//! `timeline/mixed-zones`.

use crate::facts::time::TimeValue;
use crate::facts::{Fact, Pattern, Value};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Entry, Instant, Track, spoken};
use crate::rules::{Context, Params};
use crate::span::Span;

/// Entries that have to agree on a zone.
const AGREEING: usize = 4;

/// Most entries that may be in another one to be a slip.
const SLIPS: usize = 2;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Words that tell of two zones on purpose.
static BOTH_ZONES: Pattern =
    Pattern::new(r"\b (?: local \s+ time | time \s* zones? | converted | their \s+ time | respectively ) \b");

/// Reports entries in another zone than their neighbours, and one clock time
/// that is given in two zones.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let speaks_of_zones = cx.document.blocks().iter().any(|block| BOTH_ZONES.is_in(block.text.text()));
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
        .filter(|_| instant.zone_from.is_none() && instant.has_clock())
        .map(|zone| zone.name.as_str())
}

/// The entries of a track in another zone than all others, which keep the
/// order of the list only if they are in the zone of the others.
fn in_track(cx: &Context<'_>, track: &Track) -> Vec<Finding> {
    let entries: Vec<&Entry> = track.forward().into_iter().filter(|entry| entry.start.has_clock()).collect();
    let zones: Vec<&str> = entries.iter().filter_map(|entry| own_zone(&entry.start)).collect();
    let count = |name: &str| zones.iter().filter(|zone| **zone == name).count();
    let Some(usual) = zones.iter().max_by_key(|name| count(name)).copied() else { return Vec::new() };
    let agreeing = count(usual);
    let others = zones.len() - agreeing;
    // Entries that name no zone leave open which one they are in.
    if zones.len() < entries.len() || agreeing < AGREEING || others > SLIPS || others * 4 > agreeing {
        return Vec::new();
    }
    let slip = |index: usize| {
        let entry = entries.get(index)?;
        let name = own_zone(&entry.start).filter(|name| *name != usual)?;
        let neighbour = |index: Option<usize>| {
            let entry = index.and_then(|index| entries.get(index))?;
            (own_zone(&entry.start) == Some(usual)).then_some(*entry)
        };
        let (before, after) = (neighbour(index.checked_sub(1))?, neighbour(Some(index + 1))?);
        (fits_only_as_written(&entry.start, &before.start, &after.start) && names_one_time(cx, entry))
            .then(|| of_entry(entry, name, usual, agreeing, before.span))
    };
    (0..entries.len()).filter_map(slip).collect()
}

/// Whether a clock time lies between its neighbours if it is read in their
/// zone, and in no reading of its own.
fn fits_only_as_written(own: &Instant, before: &Instant, after: &Instant) -> bool {
    let clock = |instant: &Instant| instant.seconds.rem_euclid(DAY);
    let (first, last) = (clock(before), clock(after));
    let between = |seconds: i64| (first..=last).contains(&seconds.rem_euclid(DAY));
    let shifts = shifts(own, before);
    !shifts.is_empty() && between(own.seconds) && !shifts.iter().any(|shift| between(own.seconds + shift))
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

fn of_entry(entry: &Entry, name: &str, usual: &str, agreeing: usize, before: Span) -> Finding {
    let message =
        format!("`{}` is in `{name}`, the {agreeing} other entries are in `{usual}`", entry.written);
    Finding::new(message, Label::new(entry.span, "only in the others' zone does it follow the entry above"))
        .with(before, "the entry before")
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
            Finding::new(message, Label::new(entry.span, "here in this zone"))
                .with(span, format!("here in `{}`", other.name))
                .help("correct one of the zones, or convert one of the times"),
        )
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
