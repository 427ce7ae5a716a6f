//! `duration/relative-mismatch`.

use crate::document::{Block, BlockId};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Duration;
use crate::facts::{Fact, Pattern, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline, Track, fits, spoken};
use crate::rules::{Context, Params};
use crate::span::Span;

/// Seconds that two clocks which were read to the minute may be off.
const MINUTE: i64 = 60;

/// Most points that a length is tried on, and most offsets that are compared;
/// longer timelines hold a fitting pair almost surely.
const MOST: usize = 400;

/// From how many offsets in one list on their common start is known.
const OFFSETS: usize = 3;

/// What makes a length that opens an entry one since an earlier point.
static LATER: Pattern = Pattern::new(r"^\s*(?:later|afterwards?|after\s+that)\b");

/// "later than planned" counts from no point.
static LATER_THAN: Pattern = Pattern::new(r"^\s*later\s+than\b");

/// Nothing but marks and hedges before the length.
static OPENS: Pattern =
    Pattern::new(r"^[^\w]*(?:(?:about|around|roughly|approximately|some|only|just|almost|nearly)\s+)?$");

/// `T+15`, `T+01:30`, `T + 15 min`: the number, a second number, a unit.
static OFFSET: Pattern = Pattern::new(
    r"\bT\s?\+\s?(\d{1,4})(?::(\d\d))?(?:\s?(h|hrs?|hours?|m|mins?|minutes?|s|sec|seconds?)\b)?",
);

/// Reports a length since an earlier entry, or an offset from the start, that
/// the times of the list deny.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let timelines = &cx.incident.timelines;
    let tracks = || timelines.iter().flat_map(|timeline| &timeline.tracks);
    let mut findings: Vec<Finding> = tracks().flat_map(|track| later(cx, timelines, track)).collect();
    findings.extend(tracks().filter_map(|track| offsets(cx, track)));
    findings
}

/// Entries that open with "15 minutes later".
fn later(cx: &Context<'_>, timelines: &[Timeline], track: &Track) -> Vec<Finding> {
    let forward = track.forward();
    let mut findings = Vec::new();
    for (index, entry) in forward.iter().enumerate() {
        let earlier = forward.get(..index).unwrap_or_default();
        let Some((fact, duration)) = stated_gap(cx, entry) else { continue };
        let nearest = earlier.iter().rev().find(|other| other.start.has_clock() && other.span != entry.span);
        let Some(previous) = nearest.filter(|_| entry.start.has_clock()) else { continue };
        if is_told(cx, timelines, entry, duration) || tells_more(cx, previous, entry) {
            continue;
        }
        let written = cx.document.block(fact.block).text.text().get(fact.range.clone()).unwrap_or_default();
        let Some(gap) = previous.start.until(&entry.start).first().copied() else { continue };
        let message = format!(
            "`{}` to `{}` is {}, the entry says `{written}` later",
            previous.written,
            entry.written,
            spoken(gap)
        );
        findings.push(
            Finding::new(message, Label::new(fact.span, "the stated gap"))
                .with(previous.span, "the entry before")
                .with(entry.span, format!("{} later", spoken(gap)))
                .help(format!("write `{} later`, or correct a time", spoken(gap))),
        );
    }
    findings
}

/// The length with which the text of an entry opens, as one since before.
fn stated_gap<'c>(cx: &Context<'c>, entry: &Entry) -> Option<(&'c Fact, &'c Duration)> {
    let block = cx.document.block(entry.block);
    let text = block.text.text();
    let facts = cx.facts.of(entry.block);
    let stamp_end =
        facts.iter().filter(|fact| fact.span.overlaps(entry.span)).map(|fact| fact.range.end).max()?;
    let fact = facts.iter().find(|fact| fact.range.start >= stamp_end)?;
    let Value::Time(TimeValue::Duration(duration)) = &fact.value else { return None };
    let opens = text.get(stamp_end..fact.range.start).is_some_and(|before| OPENS.is_in(before));
    let after = text.get(fact.range.end..)?;
    let is_later = LATER.is_in(after) && !LATER_THAN.is_in(after);
    (opens && is_later && !fact.quoted && !duration.qualified).then_some((fact, duration))
}

/// Whether the entry before, or the text below it, tells of a further time or
/// length: the gap may count from there.
fn tells_more(cx: &Context<'_>, previous: &Entry, entry: &Entry) -> bool {
    let (first, last) = if previous.block < entry.block {
        (previous.block.0, entry.block.0)
    } else {
        // The newest entry comes first.
        (previous.block.0, cx.document.blocks().len().min(previous.block.0 + 2))
    };
    let is_time = |fact: &&Fact| matches!(fact.value, Value::Time(_)) && !fact.span.overlaps(previous.span);
    (first..last).any(|block| cx.facts.of(BlockId(block)).iter().any(|fact| is_time(&fact)))
}

/// Whether the entry lies as long behind any earlier point of the document,
/// or before the next one, as the length says.
fn is_told(cx: &Context<'_>, timelines: &[Timeline], entry: &Entry, duration: &Duration) -> bool {
    let entries = timelines.iter().flat_map(Timeline::entries);
    let points = entries.flat_map(|other| std::iter::once(&other.start).chain(&other.end));
    let windows = cx.incident.windows.iter().flat_map(|window| [&window.start, &window.end]);
    let moments = cx.incident.moments.iter().map(|moment| &moment.at);
    let own = std::iter::once(&entry.start).chain(&entry.end);
    let points: Vec<_> =
        points.chain(windows).chain(moments).filter(|point| point.has_clock()).take(MOST + 1).collect();
    points.len() > MOST
        || points.iter().any(|point| {
            own.clone().any(|own| {
                let slack = own.slack() + point.slack() + MINUTE;
                point.until(own).into_iter().any(|gap| gap != 0 && fits(duration, gap.abs(), slack))
            })
        })
}

/// One offset beside a clock.
struct Offset<'e> {
    entry: &'e Entry,
    span: Span,
    written: String,
    /// In seconds, for each way to read it.
    readings: [i64; 2],
}

/// The one entry whose offset and clock do not lead to the start that all
/// others lead to.
fn offsets(cx: &Context<'_>, track: &Track) -> Option<Finding> {
    let all: Vec<Offset<'_>> =
        track.entries.iter().filter_map(|entry| offset_of(cx, entry)).take(MOST).collect();
    let odd_of = |reading: usize| -> Option<Vec<&Offset<'_>>> {
        let start = |offset: &Offset<'_>| {
            offset.entry.start.local() - offset.readings.get(reading).copied().unwrap_or(0)
        };
        let agrees = |a: &Offset<'_>, b: &Offset<'_>| (start(a) - start(b)).abs() <= MINUTE;
        let common = all.iter().max_by_key(|a| all.iter().filter(|b| agrees(a, b)).count())?;
        let odd: Vec<&Offset<'_>> = all.iter().filter(|offset| !agrees(common, offset)).collect();
        (all.len() - odd.len() >= OFFSETS).then_some(odd)
    };
    let readings = [odd_of(0), odd_of(1)];
    let best = readings.iter().enumerate().filter_map(|(i, odd)| Some((i, odd.as_ref()?)));
    let (reading, odd) = best.min_by_key(|(_, odd)| odd.len())?;
    let [odd] = odd.as_slice() else { return None };
    let other = all.iter().find(|other| other.span != odd.span)?;
    let stated = |offset: &Offset<'_>| offset.readings.get(reading).copied().unwrap_or(0);
    let gap = other.entry.start.local() - odd.entry.start.local();
    let message = format!(
        "`{}` to `{}` is {}, their offsets `{}` and `{}` are {} apart",
        odd.entry.written,
        other.entry.written,
        spoken(gap),
        odd.written,
        other.written,
        spoken(stated(other) - stated(odd)),
    );
    Some(
        Finding::new(message, Label::new(odd.span, "this offset"))
            .with(odd.entry.span, "and its clock")
            .with(other.span, "agrees with the other entries")
            .help("correct the offset or the clock"),
    )
}

fn offset_of<'e>(cx: &Context<'_>, entry: &'e Entry) -> Option<Offset<'e>> {
    let block: &Block<'_> = cx.document.block(entry.block);
    let text = block.text.text();
    let regex = OFFSET.regex()?;
    let mut found = regex.captures_iter(text);
    let captures = found.next()?;
    let range = captures.get(0)?.range();
    let opaque =
        block.text.opaque().iter().any(|opaque| opaque.start < range.end && range.start < opaque.end);
    if found.next().is_some() || opaque || block.quoted || !entry.start.has_clock() {
        return None;
    }
    let number = |i: usize| captures.get(i).and_then(|group| group.as_str().parse::<i64>().ok());
    let unit = captures.get(3).and_then(|unit| unit.as_str().chars().next());
    let first = number(1)?;
    let readings = match (number(2), unit.map(|unit| unit.to_ascii_lowercase())) {
        // Hours and minutes, or minutes and seconds.
        (Some(second), _) => [first * 3_600 + second * 60, first * 60 + second],
        (None, Some('h')) => [first * 3_600; 2],
        (None, Some('s')) => [first; 2],
        (None, Some(_)) => [first * 60; 2],
        (None, None) => [first * 60, first * 3_600],
    };
    let written = text.get(range.clone())?.to_owned();
    Some(Offset { entry, span: block.text.span(range), written, readings })
}
