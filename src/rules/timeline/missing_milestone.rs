//! `timeline/missing-milestone`.

use crate::document::{Block, BlockId, BlockKind, Field, Role};
use crate::facts::Value;
use crate::facts::time::TimeValue;
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::phrases::Phrase;
use crate::phrases::timeline::{NOTICED, OVER};
use crate::rules::{Context, Params};

/// Reports a timeline that never says when the incident was noticed, or never
/// says when it was over.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let minimum = params.count("minimum").max(1);
    let timelines = &cx.incident.timelines;
    let timed = |timeline: &&Timeline| timeline.named && clocked(timeline).count() >= minimum;
    let Some(main) = timelines.iter().find(timed) else { return Vec::new() };
    let is_noticed = says(cx, NOTICED)
        || is_stated(
            cx,
            &[Field::Detected, Field::Notified, Field::Acknowledged, Field::TimeToDetect],
            Role::Detection,
        );
    let is_over = says(cx, OVER)
        || !cx.incident.windows.is_empty()
        || is_stated(
            cx,
            &[Field::Restored, Field::Resolved, Field::Mitigated, Field::End, Field::Duration],
            Role::Resolution,
        );
    let missing = match (is_noticed, is_over) {
        (true, true) => return Vec::new(),
        (false, true) => "when the incident was noticed",
        (true, false) => "when the incident was over",
        (false, false) => "when the incident was noticed and when it was over",
    };
    if main.has_unreadable {
        return Vec::new();
    }
    let message = format!("the timeline does not say {missing}");
    let help = if is_noticed {
        "add the entry that ends the incident"
    } else {
        "add the entry at which it was noticed"
    };
    vec![Finding::new(message, Label::new(main.heading, "this timeline")).help(help)]
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// Whether any text of a timeline says it.
fn says(cx: &Context<'_>, phrase: Phrase) -> bool {
    let document = cx.document;
    let places = document.saying(phrase);
    let told = |(id, block): (BlockId, &Block<'_>)| {
        let in_timeline = document.roles(block.section).has(Role::Timeline);
        in_timeline && block.kind != BlockKind::Code && phrase.is_in(document.passage(id))
    };
    let is_told = |entry: &Entry| places.have(entry.block) && phrase.is_in(document.passage(entry.block));
    document.blocks_at(&places).any(told) || cx.incident.entries().any(is_told)
}

/// Whether a field states it, or a section of that role gives a time.
fn is_stated(cx: &Context<'_>, fields: &[Field], role: Role) -> bool {
    let blocks = cx.document.blocks_with_ids().filter(|(_, block)| !cx.document.is_aside(block));
    let mut stated = blocks.filter(|(id, block)| {
        let by_field =
            block.label.as_ref().and_then(|label| label.field).is_some_and(|field| fields.contains(&field));
        let is_time = |value: &Value| {
            matches!(
                value,
                Value::Time(TimeValue::Timestamp(_) | TimeValue::Range(_) | TimeValue::Duration(_))
            )
        };
        by_field
            || cx.document.roles(block.section).has(role)
                && cx.facts.of(*id).iter().any(|fact| is_time(&fact.value))
    });
    stated.next().is_some()
}
