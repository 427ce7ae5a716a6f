//! What names things, in one block: severities, incident ids, versions,
//! identifiers. Unlike times they are claims in inline code too, which is how
//! names are set.

use super::severity::Scale;
use super::{IncidentId, Value, identifier, incident_id, severity, version};
use crate::document::Block;
use crate::phrases::Text;
use crate::phrases::values::{PRIORITY_FIELD, SEVERITY_FIELD};
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

/// The longest inline code that is read for more than its own name, in bytes:
/// beyond it stands a command or a line of a log.
const SHORT_CODE: usize = 40;

/// The names of a block, those left out that stand where another fact does.
/// `passage` is its text; `leveled` and `numbered` say whether levels, and
/// numbers of incidents without a prefix, may be among them.
pub(super) fn read(
    block: &Block<'_>,
    passage: Passage<'_>,
    taken: &[Range<usize>],
    (leveled, numbered): (bool, bool),
) -> Vec<(Range<usize>, Value)> {
    let text = passage.text();
    let mut all: Vec<(Range<usize>, Value)> = Vec::new();
    let mut occupied = taken.to_vec();
    occupied.sort_by_key(|range| range.start);
    let mut add = |found: Vec<(Range<usize>, Value)>| {
        if found.is_empty() {
            return;
        }
        let free = |range: &Range<usize>| !overlaps(&occupied, range) && !is_hidden(block, range);
        let found: Vec<_> = found.into_iter().filter(|(range, _)| free(range)).collect();
        occupied.extend(found.iter().map(|(range, _)| range.clone()));
        occupied.sort_by_key(|range| range.start);
        all.extend(found);
    };
    add(field_severity(block).into_iter().collect());
    let ids = incident_id::read(passage, numbered).into_iter();
    add(ids.map(|(range, id)| (range, Value::IncidentId(id))).collect());
    let levels = if leveled { severity::read(passage) } else { Vec::new() };
    add(levels.into_iter().map(|(range, level)| (range, Value::Severity(level))).collect());
    add(version::read(passage)
        .into_iter()
        .map(|(range, version)| (range, Value::Version(version)))
        .collect());
    let names = identifier::read(text, block.text.code(), block.text.opaque());
    let name = |range: Range<usize>| Some((range.clone(), Value::Identifier(text.get(range)?.to_owned())));
    add(names.into_iter().filter_map(name).collect());
    all
}

/// The scale that a field of this name holds a level of.
#[must_use]
pub fn severity_scale(label: &str) -> Option<Scale> {
    label.read(|label| {
        if SEVERITY_FIELD.is_in(label) {
            return Some(Scale::Severity);
        }
        PRIORITY_FIELD.is_in(label).then_some(Scale::Priority)
    })
}

/// The ids in a title, or in the field of a block that holds the incident's
/// id: there any tracker's tickets (`OPS-412`) are ids too.
#[must_use]
pub fn stated_ids(block: &Block<'_>, from: usize) -> Vec<(Range<usize>, IncidentId)> {
    // The mark of `#465` is no part of a label's value.
    let before = slice(block.text.text(), ..from);
    let from = before.trim_end_matches('#').len();
    let text = slice(block.text.text(), from..).lines().next().unwrap_or_default();
    let moved = incident_id::read_stated(text).into_iter();
    let moved = moved.map(|(range, id)| (range.start + from..range.end + from, id));
    moved.filter(|(range, _)| !is_hidden(block, range)).collect()
}

/// `2` of `Severity: 2`, which is a level in this place alone.
fn field_severity(block: &Block<'_>) -> Option<(Range<usize>, Value)> {
    let label = block.label.as_ref()?;
    let scale = severity_scale(&label.name)?;
    let (range, level) = severity::read_value(block.value(), scale)?;
    Some((range.start + label.value..range.end + label.value, Value::Severity(level)))
}

/// Whether a place is an address, struck out, or deep in code.
fn is_hidden(block: &Block<'_>, range: &Range<usize>) -> bool {
    let is_shown = |code: &Range<usize>| code.len() <= SHORT_CODE || code == range;
    match overlapping(block.text.opaque(), range) {
        Some(_) => !overlapping(block.text.code(), range).is_some_and(is_shown),
        None => false,
    }
}

fn overlaps(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    overlapping(ranges, range).is_some()
}

/// The first of the ranges, which are in order, that shares text with `range`.
fn overlapping<'r>(ranges: &'r [Range<usize>], range: &Range<usize>) -> Option<&'r Range<usize>> {
    let first = ranges.partition_point(|known| known.end <= range.start);
    ranges.get(first).filter(|known| known.start < range.end)
}
