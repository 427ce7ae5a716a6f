//! `timeline/entry-without-time`.

use crate::document::{Block, BlockId, BlockKind};
use crate::facts::Value;
use crate::facts::time::TimeValue;
use crate::finding::{Finding, Label};
use crate::incident::Timeline;
use crate::phrases::timeline::PLACED;
use crate::rules::{Context, Params};
use std::collections::BTreeMap;

/// Most entries that are labelled in one finding.
const LABELS: usize = 5;

/// Fewest words of an event: "Phase 2" and "Shift change" head what follows.
const WORDS: usize = 3;

/// Reports the entries without a time in a list where nearly all have one:
/// one finding for each list.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let minimum = params.count("minimum").max(1);
    cx.incident.timelines.iter().flat_map(|timeline| in_timeline(cx, timeline, minimum)).collect()
}

fn in_timeline(cx: &Context<'_>, timeline: &Timeline, minimum: usize) -> Vec<Finding> {
    let mut lists: BTreeMap<(u8, usize), (Vec<BlockId>, Vec<BlockId>)> = BTreeMap::new();
    for entry in timeline.tracks.iter().flat_map(|track| &track.entries) {
        if let Some(list) = list_of(cx.document.block(entry.block)) {
            lists.entry(list).or_default().0.push(entry.block);
        }
    }
    for id in &timeline.untimed {
        if let Some(list) = list_of(cx.document.block(*id)) {
            lists.entry(list).or_default().1.push(*id);
        }
    }
    lists.into_values().filter_map(|(timed, untimed)| of_list(cx, &timed, &untimed, minimum)).collect()
}

/// The list or the table that a block is a line of, where it is a line of the
/// first level.
fn list_of(block: &Block<'_>) -> Option<(u8, usize)> {
    match block.kind {
        BlockKind::Item(item) if item.depth == 1 && !item.continued => Some((0, item.list)),
        BlockKind::Row { table, header: false } => Some((1, table)),
        _ => None,
    }
}

fn of_list(cx: &Context<'_>, timed: &[BlockId], untimed: &[BlockId], minimum: usize) -> Option<Finding> {
    let all = timed.len() + untimed.len();
    if timed.len() < minimum || untimed.is_empty() || timed.len() * 4 < all * 3 {
        return None;
    }
    // Remarks stand before the first entry and behind the last.
    let (first, last) = (timed.first()?, timed.last()?);
    let missing: Vec<&BlockId> =
        untimed.iter().filter(|id| *first < **id && **id < *last && should_have_time(cx, **id)).collect();
    let mut places = missing.iter().map(|id| cx.document.block(**id).span);
    let message = match missing.len() {
        0 => return None,
        1 => format!("one entry of this timeline has no time, the {} others have one", timed.len()),
        n => format!("{n} entries of this timeline have no time, the {} others have one", timed.len()),
    };
    let mut finding = Finding::new(message, Label::new(places.next()?, "when?"));
    for place in places.take(LABELS - 1) {
        finding = finding.with(place, "when?");
    }
    Some(finding.help("say when it happened, or indent it under the entry that it belongs to"))
}

/// Whether a line is an event of its own: not a label, nor placed in time by
/// words, nor with a time somewhere in it.
fn should_have_time(cx: &Context<'_>, id: BlockId) -> bool {
    let block = cx.document.block(id);
    let text = block.text.text();
    let is_timed = cx.facts.of(id).iter().any(|fact| {
        matches!(
            fact.value,
            Value::Time(
                TimeValue::Timestamp(_) | TimeValue::Range(_) | TimeValue::Duration(_) | TimeValue::Zone(_)
            )
        )
    });
    // A row with an empty cell continues the row above.
    let continues = matches!(block.kind, BlockKind::Row { .. })
        && text.split(" | ").take(2).any(|cell| cell.chars().all(|c| !c.is_alphanumeric()));
    let opens_lower = text.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_uppercase());
    block.label.is_none()
        && text.split_whitespace().count() >= WORDS
        && !is_timed
        && !continues
        && !opens_lower
        && !text.trim_end().ends_with(':')
        && !PLACED.is_in(cx.document.passage(id))
}
