//! `duration/relative-mismatch`.

use super::{offsets, since};
use crate::document::BlockId;
use crate::facts::time::value::Duration;
use crate::facts::{Fact, Since, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline, Track, fits, spoken};
use crate::phrases::durations::OPENS_WITH_HEDGE;
use crate::rules::{Context, Params};
use crate::span::slice;

/// Seconds that two clocks which were read to the minute may be off.
const MINUTE: i64 = 60;

/// Most points that a length is tried on, and most offsets that are compared;
/// longer timelines hold a fitting pair almost surely.
const MOST: usize = 400;

/// Reports a length since an earlier entry, or an offset from the start, that
/// the times of the list deny.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let timelines = &cx.incident.timelines;
    let tracks = || timelines.iter().flat_map(|timeline| &timeline.tracks);
    let mut findings: Vec<Finding> = tracks().flat_map(|track| later(cx, timelines, track)).collect();
    findings.extend(tracks().filter_map(|track| offsets::beside_clocks(cx, track)));
    let entries = tracks().flat_map(|track| &track.entries);
    findings.extend(entries.filter_map(|entry| since::finding(cx, entry)));
    findings.extend(cx.incident.conflicts.iter().filter_map(offsets::after_the_end));
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
        let written = slice(cx.document.block(fact.block).text.text(), fact.range.clone());
        let Some(gap) = previous.start.until(&entry.start).first().copied() else { continue };
        let message = format!(
            "`{}` to `{}` is {}, the entry says `{written}`",
            previous.written,
            entry.written,
            spoken(gap)
        );
        let is_after = written.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("after"));
        let right =
            if is_after { format!("after {}", spoken(gap)) } else { format!("{} later", spoken(gap)) };
        findings.push(
            Finding::new(message, Label::new(fact.span, "the stated gap"))
                .with(previous.span, "the entry before")
                .with(entry.span, format!("{} later", spoken(gap)))
                .help(format!("write `{right}`, or correct a time")),
        );
    }
    findings
}

/// The length with which the text of an entry opens, as one since before.
fn stated_gap<'c>(cx: &Context<'c>, entry: &Entry) -> Option<(&'c Fact, &'c Duration)> {
    let text = cx.document.block(entry.block).text.text();
    let facts = cx.facts.of(entry.block);
    let stamp_end =
        facts.iter().filter(|fact| fact.span.overlaps(entry.span)).map(|fact| fact.range.end).max()?;
    let behind = || facts.iter().filter(|fact| fact.range.start >= stamp_end);
    let (fact, offset) = behind().find_map(|fact| match &fact.value {
        Value::Offset(offset) if offset.since == Since::Told && !offset.before => Some((fact, offset)),
        _ => None,
    })?;
    let opens = text.get(stamp_end..fact.range.start).is_some_and(|before| OPENS_WITH_HEDGE.is_in(before));
    let is_first = behind().all(|other| other.range.start >= fact.range.start);
    (opens && is_first && !fact.quoted && !offset.distance.qualified).then_some((fact, &offset.distance))
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
