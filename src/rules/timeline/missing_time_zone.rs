//! `timeline/missing-time-zone`.

use crate::document::{Block, Document};
use crate::facts::time::TimeValue;
use crate::facts::{Facts, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::rules::{Context, Params};

/// Reports a timeline with times of day in a document that names no zone.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    if names_zone(cx.facts) || says_all_times(cx.document) {
        return Vec::new();
    }
    let minimum = params.count("minimum").max(1);
    let needs_zone =
        |timeline: &&Timeline| clocked(timeline).count() >= minimum && !counts_from_zero(timeline);
    let timeline = cx.incident.timelines.iter().find(needs_zone);
    let first = timeline.and_then(|timeline| clocked(timeline).min_by_key(|entry| entry.span));
    first.map(finding).into_iter().collect()
}

fn finding(first: &Entry) -> Finding {
    let message = format!("the timeline gives times such as `{}` without a time zone", first.written);
    Finding::new(message, Label::new(first.span, "in which zone?"))
        .help("name the zone once, for example `Timeline (all times in UTC)`")
}

fn names_zone(facts: &Facts) -> bool {
    facts.all().iter().any(|fact| match &fact.value {
        Value::Time(TimeValue::Zone(_)) => true,
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.zone.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.zone.is_some() || range.end.zone.is_some(),
        _ => false,
    })
}

/// "All times in …" and "local time" name a zone, even one that is not known
/// here.
fn says_all_times(document: &Document<'_>) -> bool {
    let says = |block: &Block<'_>| {
        let text = block.text.text();
        let at = text.find("ll times ").or_else(|| text.find("imes in "));
        let says_in = at.is_some_and(|at| text.get(at..).is_some_and(|rest| rest.contains(" in ")));
        says_in || text.contains("local time") || text.contains("times are local")
    };
    document.blocks().iter().any(says)
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// A timeline that begins at 00:00 and stays within the hour counts the time
/// since the start.
fn counts_from_zero(timeline: &Timeline) -> bool {
    let mut seconds = clocked(timeline).map(|entry| entry.start.seconds);
    seconds.next() == Some(0) && seconds.all(|seconds| seconds < 3_600)
}
