//! `duration/parts-of-whole`.

use crate::document::{Block, BlockId, BlockKind, Opening, SectionId};
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Duration, Hedge};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::incident::{honest_range, spoken};
use crate::phrases::durations::TOTAL_LINE;
use crate::rules::{Context, Params};
use crate::span::Span;

/// Fewest and most parts that are added.
const PARTS: std::ops::RangeInclusive<usize> = 2..=12;

/// What the lines of one list or table have in common.
type Group = (u8, usize, SectionId);

/// A line with one length of time.
struct Line<'f> {
    group: Group,
    block: BlockId,
    is_total: bool,
    duration: &'f Duration,
    span: Span,
    written: String,
}

/// Reports a total that is not the sum of the lengths above it.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut parts: Vec<Line<'_>> = Vec::new();
    for (id, block) in cx.document.blocks_with_ids() {
        let Some(group) = group_of(cx, block) else {
            parts.clear();
            continue;
        };
        if parts.last().is_some_and(|part| part.group != group) {
            parts.clear();
        }
        match line(cx, id, block, group) {
            Some(total) if total.is_total => {
                findings.extend(finding(&parts, &total));
                parts.clear();
            }
            Some(part) => parts.push(part),
            // A header row names the columns; any other line without a length
            // may be a part that is not known.
            None if matches!(block.kind, BlockKind::Row { header: true, .. }) => {}
            None => parts.clear(),
        }
    }
    findings
}

/// The list or table of a line.
fn group_of(cx: &Context<'_>, block: &Block<'_>) -> Option<Group> {
    if cx.document.is_aside(block) {
        return None;
    }
    // A label may open a section of its own: the table is in that around it.
    let is_outline = |id: &SectionId| cx.document.section(*id).opening != Opening::Field;
    let outline = || cx.document.ancestors(block.section).find(is_outline).unwrap_or(SectionId(0));
    match block.kind {
        BlockKind::Item(item) if item.depth == 1 && !item.continued => Some((0, item.list, SectionId(0))),
        BlockKind::Row { table, .. } => Some((1, table, SectionId(0))),
        BlockKind::KeyValue => Some((2, 0, outline())),
        _ => None,
    }
}

/// The only length of a line, and the name before it.
fn line<'f>(cx: &Context<'f>, id: BlockId, block: &Block<'_>, group: Group) -> Option<Line<'f>> {
    let is_time = |fact: &&Fact| matches!(fact.value, Value::Time(_));
    let mut times = cx.facts.of(id).iter().filter(is_time);
    let (fact, rest) = (times.next()?, times.next());
    let Value::Time(TimeValue::Duration(duration)) = &fact.value else { return None };
    if rest.is_some() || fact.quoted || duration.qualified || duration.hedge != Hedge::None {
        return None;
    }
    let text = block.text.text();
    let name = match (&block.label, block.kind) {
        (Some(label), _) => label.name.as_str(),
        (None, BlockKind::Row { .. }) => text.split(" | ").next()?,
        (None, _) => text.get(..fact.range.start)?,
    };
    let written = text.get(fact.range.clone())?.to_owned();
    let is_total = TOTAL_LINE.is_in(name);
    Some(Line { group, block: id, is_total, duration, span: fact.span, written })
}

/// The finding on a total that no selection of the parts adds up to: phases
/// may overlap.
fn finding(parts: &[Line<'_>], total: &Line<'_>) -> Option<Finding> {
    if !PARTS.contains(&parts.len()) || parts.iter().any(|part| part.block == total.block) {
        return None;
    }
    let (low, high) = honest_range(total.duration);
    let ranges: Vec<(f64, f64)> = parts.iter().map(|part| honest_range(part.duration)).collect();
    let fits = |chosen: usize| {
        let taken = ranges.iter().enumerate().filter(|(i, _)| chosen >> i & 1 == 1).map(|(_, range)| *range);
        let (from, to) = taken.fold((0.0, 0.0), |(from, to), (low, high)| (from + low, to + high));
        from <= high && low <= to
    };
    if (1..1_usize << parts.len()).any(fits) {
        return None;
    }
    let sum: f64 = parts.iter().map(|part| part.duration.seconds).sum();
    let sum = sum as i64;
    let mut written: Vec<String> = parts.iter().map(|part| format!("`{}`", part.written)).collect();
    let last = written.pop()?;
    let message = format!(
        "{} and {last} add up to {}, the total says `{}`",
        written.join(", "),
        spoken(sum),
        total.written
    );
    let mut finding = Finding::new(message, Label::new(total.span, "the total"));
    for part in parts {
        finding = finding.with(part.span, "a part");
    }
    Some(finding.help(format!("write `{}`, or correct a part", spoken(sum))))
}
