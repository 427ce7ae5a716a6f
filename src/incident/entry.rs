//! What an entry of a timeline tells, wherever that stands.

use super::milestones::first_sentence;
use super::{Entry, Incident, Milestone, classify};
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::span::one_line;
use std::collections::HashSet;

/// How long a text that stands below its time may be until no more is added,
/// in bytes.
const ENOUGH: usize = 120;

impl Entry {
    /// Returns what it tells, on one line: what stands beside its time; else
    /// what stands below the heading that is the time, or the label above a
    /// time that stands alone.
    #[must_use]
    pub fn told(&self, document: &Document<'_>) -> String {
        let beside = one_line(without_marks(&self.text));
        if !beside.is_empty() {
            return beside;
        }
        match document.block(self.block).kind {
            BlockKind::Heading => below(document, self.block),
            _ => label_above(document, self.block).unwrap_or_default(),
        }
    }
}

impl Incident {
    /// Returns how many entries of timelines state no time. What stands below a
    /// heading that is a time belongs to that, and is no entry of its own.
    #[must_use]
    pub fn entries_without_time(&self, document: &Document<'_>) -> usize {
        let timed: HashSet<BlockId> = self.entries().map(|entry| entry.block).collect();
        let blocks = document.blocks_with_ids();
        let headings: Vec<BlockId> =
            blocks.filter(|(_, block)| block.kind == BlockKind::Heading).map(|(id, _)| id).collect();
        let heading = |id: &BlockId| {
            let above = headings.partition_point(|heading| heading < id);
            above.checked_sub(1).and_then(|last| headings.get(last))
        };
        let untimed = self.timelines.iter().flat_map(|timeline| &timeline.untimed);
        untimed.filter(|id| heading(id).is_none_or(|heading| !timed.contains(heading))).count()
    }
}

/// The milestone that a text tells of which stands below or above its time:
/// short and plain, since all that was written of that time stands there. What
/// people report below a heading is more often news than the first notice.
pub(super) fn milestone_elsewhere(document: &Document<'_>, entry: &Entry, text: &str) -> Option<Milestone> {
    const SHORT: usize = 80;
    let sentence = first_sentence(text);
    let is_heading = document.block(entry.block).kind == BlockKind::Heading;
    let elsewhere = entry.text.trim().is_empty() && sentence.chars().count() <= SHORT;
    let milestone = classify(sentence).filter(|_| elsewhere)?;
    (!is_heading || milestone != Milestone::Detected).then_some(milestone)
}

/// What stands below a heading, up to the next one; quotes only where there is
/// nothing else.
fn below(document: &Document<'_>, heading: BlockId) -> String {
    let blocks = || {
        let after = document.blocks().iter().skip(heading.0 + 1);
        let own = after.take_while(|block| block.kind != BlockKind::Heading);
        own.filter(|block| !block.text.is_blank() && !matches!(block.kind, BlockKind::Row { .. }))
    };
    let of = |quoted: bool| joined(blocks().filter(|block| block.quoted == quoted));
    let own = of(false);
    if own.is_empty() { of(true) } else { own }
}

fn joined<'b>(blocks: impl Iterator<Item = &'b Block<'b>>) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            let ended = text.ends_with(['.', ':', ';', '!', '?', ',']);
            text.push_str(if ended { " " } else { "; " });
        }
        text.push_str(&one_line(block.text.text()));
        if text.len() > ENOUGH {
            break;
        }
    }
    text
}

/// The item that holds a time, or the line above it that ends in a colon.
fn label_above(document: &Document<'_>, id: BlockId) -> Option<String> {
    let parent = document.block(id).parent.map(|parent| document.block(parent));
    let above = || {
        let block = document.blocks().get(id.0.checked_sub(1)?)?;
        block.text.text().trim_end().ends_with(':').then_some(block)
    };
    let label = one_line(parent.or_else(above)?.text.text());
    Some(label.trim_end_matches(':').to_owned())
}

/// The text without what joined it to its time.
fn without_marks(text: &str) -> &str {
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | ':' | '|' | ',' | '~' | '≈') || c.is_whitespace();
    text.trim().trim_start_matches(is_mark)
}

/// Whether what an entry tells begins with what looks like a time of day: one
/// that no clock shows, as all others were read.
#[must_use]
pub fn opens_with_clock(text: &str) -> bool {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let hours = text.len() - after.len();
    let minutes = after.strip_prefix(':').unwrap_or_default();
    (1..=2).contains(&hours) && minutes.starts_with(|c: char| c.is_ascii_digit())
}
