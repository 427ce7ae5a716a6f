//! `structure/missing-metadata`.

use super::fields::{Stated, listed, stated, top};
use crate::document::{Block, BlockId, Role};
use crate::facts::{Value, time::TimeValue};
use crate::finding::{Finding, Label};
use crate::incident::Measure;
use crate::rules::{Context, Params};

/// Reports the required fields that are stated nowhere, or left blank.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let fields = stated(cx.document);
    let mut absent = Vec::new();
    let mut blank: Vec<&Stated<'_>> = Vec::new();
    for wanted in params.words("required") {
        let mut same = fields.iter().filter(|field| field.is(wanted)).peekable();
        let first = same.peek().copied();
        if same.any(|field| field.filled) || is_told(cx, wanted) {
            continue;
        }
        match first {
            Some(field) => blank.push(field),
            None => absent.push(wanted),
        }
    }
    let mut findings = Vec::new();
    if !absent.is_empty() {
        let fields = if absent.len() == 1 { "field" } else { "fields" };
        let verb = if absent.len() == 1 { "is" } else { "are" };
        let message = format!("the {fields} {} {verb} missing", listed(&absent));
        let label = Label::new(top(cx.document), "this document does not state them");
        let label =
            if absent.len() == 1 { Label::new(label.span, "this document does not state it") } else { label };
        findings.push(Finding::new(message, label).help(format!("state {} near the top", listed(&absent))));
    }
    findings.extend(blank_finding(&blank));
    findings
}

fn blank_finding(blank: &[&Stated<'_>]) -> Option<Finding> {
    let (first, others) = blank.split_first()?;
    let names: Vec<&str> = blank.iter().map(|field| field.name).collect();
    let (fields, verb) = if others.is_empty() { ("field", "is") } else { ("fields", "are") };
    let message = format!("the {fields} {} {verb} blank", listed(&names));
    let mut finding = Finding::new(message, Label::new(first.place, "nothing stands behind it"))
        .help("fill it in, or write `N/A` where it does not apply");
    for field in others {
        finding = finding.with(field.place, "nor here");
    }
    Some(finding)
}

/// Whether the text tells what a field of time would.
fn is_told(cx: &Context<'_>, wanted: &str) -> bool {
    match wanted {
        "date" => !cx.incident.dated.is_empty(),
        "start" | "end" => tells_extent(cx),
        "duration" => {
            tells_extent(cx) || cx.incident.claims.iter().any(|claim| claim.measure == Measure::Outage)
        }
        _ => false,
    }
}

/// Whether the text says from when to when, in whatever words: two times of
/// day in one sentence or field, outside the timeline.
fn tells_extent(cx: &Context<'_>) -> bool {
    let document = cx.document;
    let told = |(id, block): (BlockId, &Block<'_>)| {
        let own = !document.is_aside(block) && !document.roles(block.section).has(Role::Timeline);
        let times = || cx.facts.of(id).iter().map(|fact| times_of(&fact.value)).sum::<usize>();
        own && times() >= 2
    };
    !cx.incident.windows.is_empty() || document.blocks_with_ids().any(told)
}

fn times_of(value: &Value) -> usize {
    match value {
        Value::Time(TimeValue::Timestamp(stamp)) => usize::from(stamp.clock.is_some()),
        Value::Time(TimeValue::Range(range)) => 2 * usize::from(range.start.clock.is_some()),
        _ => 0,
    }
}
