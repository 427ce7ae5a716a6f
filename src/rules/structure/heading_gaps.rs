//! What a template left open in a heading.

use crate::document::{BlockId, Document};
use crate::phrases::placeholders::{HEADING_DATE, HEADING_GAP, HEADING_VARIABLE};
use crate::span::slice;
use std::ops::Range;

/// The gaps in a heading, as ranges of its text.
pub(super) fn heading_gaps(document: &Document<'_>, id: BlockId, generated: bool) -> Vec<Range<usize>> {
    let block = document.block(id);
    let passage = document.passage(id);
    let text = passage.text();
    let mut gaps: Vec<Range<usize>> =
        HEADING_GAP.find_all(passage).into_iter().map(|gap| gap.range()).collect();
    // A site generator fills braces from the front matter.
    if generated {
        gaps.retain(|gap| !slice(text, gap.clone()).starts_with("{{"));
    }
    gaps.extend(variables(text));
    let titles = document
        .title()
        .is_some_and(|title| block.span.start <= title.span.start && title.span.end <= block.span.end);
    if titles {
        gaps.extend(HEADING_DATE.find(passage).and_then(|found| found.group("form")));
    }
    gaps
}

/// `${incident_title}`.
fn variables(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("${").filter_map(|(at, mark)| {
        let (name, _) = text.get(at + mark.len()..)?.split_once('}')?;
        let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        let words = name.replace('_', " ");
        (plain && HEADING_VARIABLE.is_in(&words)).then_some(at..at + mark.len() + name.len() + 1)
    })
}
