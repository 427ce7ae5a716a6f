//! `timeline/missing-time-zone`.

use crate::facts::Value;
use crate::facts::time::TimeValue;
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports a timeline with times of day in a document that names no zone.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let names_zone = cx.facts.all().iter().any(|fact| match &fact.value {
        Value::Time(TimeValue::Zone(_)) => true,
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.zone.is_some(),
        Value::Time(TimeValue::Range(range)) => {
            range.start.zone.is_some() || range.end.zone.is_some()
        }
        _ => false,
    });
    if names_zone {
        return Vec::new();
    }
    let clocked = |timeline: &&crate::incident::Timeline| {
        let entries = timeline.tracks.iter().flat_map(|track| &track.entries);
        entries.filter(|entry| entry.start.has_clock()).count() >= params.count("minimum").max(1)
    };
    let Some(timeline) = cx.incident.timelines.iter().find(clocked) else {
        return Vec::new();
    };
    let entries = timeline.tracks.iter().flat_map(|track| &track.entries);
    let Some(first) = entries
        .filter(|entry| entry.start.has_clock())
        .min_by_key(|entry| entry.span)
    else {
        return Vec::new();
    };
    let message = format!(
        "the timeline gives times such as `{}` without a time zone",
        first.written
    );
    let finding = Finding::new(message, Label::new(first.span, "in which zone?"))
        .help("name the zone once, for example `Timeline (all times in UTC)`");
    vec![finding]
}
