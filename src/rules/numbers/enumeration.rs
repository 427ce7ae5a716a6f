//! Sums that a sentence states: "1,200 users in Europe and 800 in Asia, 2,000
//! in total".

use super::parts_of_total::{Part, Sum};
use crate::document::Block;
use crate::facts::{Number, sentence_at};
use crate::phrases::figures::{SUM_CLOSED, SUM_LIST, SUM_LOOSE, SUM_PART, SUM_TOTAL_AFTER, SUM_TOTAL_BEFORE};
use crate::text::Passage;
use std::ops::Range;

/// The sums that the sentences of a block state; `text` is that of the block.
pub(super) fn sums(block: &Block<'_>, text: Passage<'_>) -> Vec<Sum> {
    SUM_LIST.find_all(text).into_iter().filter_map(|found| sum(block, text, found.range())).collect()
}

fn sum(block: &Block<'_>, text: Passage<'_>, list: Range<usize>) -> Option<Sum> {
    let around = sentence_at(text.text(), &list);
    if SUM_LOOSE.is_in(text.slice(around.clone())) {
        return None;
    }
    let mut parts = Vec::new();
    let mut total = None;
    for item in SUM_PART.find_all(text.slice(list.clone())) {
        let number = item.group("number")?;
        let found = part(block, list.start + number.start..list.start + number.end)?;
        // "2,000 in total".
        if item.group("all").is_some() {
            total = Some(found);
        } else {
            parts.push(found);
        }
    }
    let total = total.or_else(|| total_beside(block, text, &list, &around))?;
    Some(Sum { parts, total })
}

/// The total before a list in parentheses, or behind the list.
fn total_beside(
    block: &Block<'_>,
    text: Passage<'_>,
    list: &Range<usize>,
    around: &Range<usize>,
) -> Option<Part> {
    let after = text.slice(list.end..around.end.max(list.end));
    if let Some(total) = SUM_TOTAL_AFTER.find(after).and_then(|found| found.group("total")) {
        return part(block, list.end + total.start..list.end + total.end);
    }
    let before = text.slice(around.start..list.start);
    let total = SUM_TOTAL_BEFORE.find(before)?.group("total")?;
    let closed = SUM_CLOSED.is_in(text.after(list.end));
    closed.then(|| part(block, around.start + total.start..around.start + total.end))?
}

fn part(block: &Block<'_>, range: Range<usize>) -> Option<Part> {
    let written = block.text.text().get(range.clone())?.to_owned();
    let number = Number::parse(&written)?;
    Some(Part { number, percent: false, span: block.text.span(range), written })
}
