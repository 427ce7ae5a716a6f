//! `duration/timeline-mismatch`.

use crate::finding::{Finding, Label};
use crate::incident::{Entry, Incident, Measure, Place, spoken};
use crate::rules::{Context, Params};

/// Reports a stated duration that no two entries of the timeline are apart,
/// in a document that states neither start nor end.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let alone = cx.incident.conflicts.iter().filter(|conflict| conflict.statements.len() == 1);
    let stated = alone.filter_map(|conflict| match conflict.length() {
        Some((length, Measure::Outage)) => length.places.first(),
        _ => None,
    });
    stated.filter_map(|place| finding(cx.incident, place)).collect()
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
