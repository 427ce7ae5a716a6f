//! `duration/timeline-mismatch`.

use crate::finding::{Finding, Label};
use crate::incident::{Entry, Incident, Instant, Measure, Place, Window, spoken};
use crate::phrases::durations::MENDED;
use crate::rules::{Context, Params};

/// Reports a stated duration that no two entries of the timeline are apart,
/// in a document that states neither start nor end, and a stated end long
/// after all that is told.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let alone = cx.incident.conflicts.iter().filter(|conflict| conflict.statements.len() == 1);
    let stated = alone.filter_map(|conflict| match conflict.length() {
        Some((length, Measure::Outage)) => length.places.first(),
        _ => None,
    });
    let lengths = stated.filter_map(|place| finding(cx.incident, place));
    lengths.chain(over_too_soon(cx)).collect()
}

fn finding(incident: &Incident, stated: &Place) -> Option<Finding> {
    let entries: Vec<&Entry> = incident.entries().filter(|entry| entry.start.has_clock()).collect();
    let first = entries.iter().min_by_key(|entry| entry.start.local())?;
    let last = entries.iter().max_by_key(|entry| entry.start.local())?;
    let whole = first.start.until(&last.start).into_iter().next()?;
    let message = format!(
        "the duration says `{}`, no two entries of the timeline are that far apart (`{}` to `{}` is {})",
        stated.written,
        first.written,
        last.written,
        spoken(whole),
    );
    Some(
        Finding::new(message, Label::new(stated.span, "the stated duration"))
            .with(first.span, "first entry")
            .with(last.span, format!("last entry, {} later", spoken(whole)))
            .help("correct the duration, or the time of an entry"),
    )
}

/// From how many entries on a timeline tells the whole incident.
const WHOLE: usize = 5;

/// Seconds: how near to the stated start the timeline has to begin, and how
/// long before the stated end it has to be over at least.
const NEAR: i64 = 900;
const LONG: i64 = 3_600;

/// Reports a stated window in whose first half the whole timeline lies, with
/// the repair in it.
fn over_too_soon(cx: &Context<'_>) -> Option<Finding> {
    let windows = &cx.incident.windows;
    let window = windows.first()?;
    let same =
        |other: &Window| window.start.may_be_at(&other.start, NEAR) && window.end.may_be_at(&other.end, NEAR);
    if !windows.iter().all(same) || !cx.incident.timelines.iter().any(|timeline| timeline.named) {
        return None;
    }
    let entries: Vec<&Entry> =
        cx.incident.entries().filter(|entry| entry.start.has_clock() && entry.field.is_none()).collect();
    let length = window.start.until(&window.end).into_iter().min()?;
    let last = entries.iter().max_by_key(|entry| entry.start.local())?;
    let end = last.end.as_ref().unwrap_or(&last.start);
    let early = |instant: &Instant| instant.is_surely_before(&window.end, LONG.max(length / 2));
    let whole = entries.len() >= WHOLE
        && entries.iter().any(|entry| entry.start.may_be_at(&window.start, NEAR))
        && entries.iter().any(|entry| MENDED.is_in(&entry.text))
        && entries.iter().all(|entry| early(&entry.start) && entry.end.as_ref().is_none_or(early));
    let by = end.until(&window.end).into_iter().min().filter(|_| whole)?;
    let message = format!(
        "the outage is said to end at `{}`, the timeline ends {} earlier, at `{}`",
        window.end_written,
        spoken(by),
        last.written
    );
    Some(
        Finding::new(message, Label::new(window.end_span, "the stated end"))
            .with(window.start_span, "the stated start")
            .with(last.span, "last entry")
            .help("correct the stated end, or tell what happened until then"),
    )
}
