//! `timeline/too-few-entries`.

use crate::document::{BlockId, Document};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::phrases::timeline::LIKE_TIME;
use crate::rules::{Context, Params};

/// Reports a timeline section with fewer than `minimum` entries that state a
/// time: one finding for the section.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let minimum = params.count("minimum");
    let named = cx.incident.timelines.iter().filter(|timeline| timeline.named);
    let timed_elsewhere =
        cx.incident.timelines.iter().map(|timeline| entries(timeline).count()).max().unwrap_or(0);
    if timed_elsewhere >= minimum {
        return Vec::new();
    }
    named.filter(|timeline| is_too_short(cx.document, timeline, minimum)).map(finding).take(1).collect()
}

fn entries(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().chain(&timeline.elapsed).flat_map(|track| &track.entries)
}

/// Whether an item begins with figures that may be a time in a form that is
/// not read, `0805:`, `9.20`, `T+5m`, or says when it was in words.
fn may_be_timed(document: &Document<'_>, id: BlockId) -> bool {
    let text = document.block(id).text.text().trim_start();
    let text = text.strip_prefix(['T', 't']).unwrap_or(text);
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_digit()) || LIKE_TIME.is_in(text)
}

fn is_too_short(document: &Document<'_>, timeline: &Timeline, minimum: usize) -> bool {
    let unread = timeline.untimed.iter().filter(|id| may_be_timed(document, **id)).count();
    let timed = entries(timeline).count() + unread;
    let has_items = timed + timeline.untimed.len() > 0;
    timed + timeline.times_in_prose < minimum && has_items && !timeline.has_unreadable
}

fn finding(timeline: &Timeline) -> Finding {
    let untimed = timeline.untimed.len();
    let others = match untimed {
        0 => String::new(),
        1 => ", one other has none".to_owned(),
        n => format!(", {n} others have none"),
    };
    let message = match entries(timeline).count() {
        0 => "no entry of the timeline has a time".to_owned(),
        1 => format!("only one entry of the timeline has a time{others}"),
        n => format!("only {n} entries of the timeline have a time{others}"),
    };
    let mut finding = Finding::new(message, Label::new(timeline.heading, "this timeline"));
    for entry in entries(timeline) {
        finding = finding.with(entry.span, "the only time");
    }
    finding.help("say for each step when it happened")
}
