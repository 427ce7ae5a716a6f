//! What an entry tells, and what the document calls itself, on one line each.

use crate::document::{Block, BlockId, BlockKind, Document, Opening};
use crate::incident::{Entry, Milestone, classify};
use std::collections::HashSet;

/// How long a text that stands below its time may be until no more is added,
/// in bytes.
const ENOUGH: usize = 120;
/// Longest line, in characters, that is taken for a title.
const LONGEST_TITLE: usize = 150;

/// What an entry tells: what stands beside its time; else what stands below
/// the heading that is the time, or the label above a time that stands alone.
pub(super) fn text_of(document: &Document<'_>, entry: &Entry) -> String {
    let beside = one_line(without_marks(&entry.text));
    if !beside.is_empty() {
        return beside;
    }
    match document.block(entry.block).kind {
        BlockKind::Heading => below(document, entry.block),
        _ => label_above(document, entry.block).unwrap_or_default(),
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

/// The milestone that an entry tells of which counts from zero.
pub(super) fn milestone_counted(text: &str) -> Option<Milestone> {
    classify(first_sentence(text)).or_else(|| classify(text))
}

fn first_sentence(text: &str) -> &str {
    text.split(['.', ';']).next().unwrap_or_default()
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

/// How many blocks without a time are entries of their own: what stands below
/// a heading that is a time belongs to that.
pub(super) fn entries_of_their_own(
    document: &Document<'_>,
    untimed: &[BlockId],
    timed: &HashSet<BlockId>,
) -> usize {
    let blocks = document.blocks_with_ids();
    let headings: Vec<BlockId> =
        blocks.filter(|(_, block)| block.kind == BlockKind::Heading).map(|(id, _)| id).collect();
    let heading = |id: &BlockId| {
        let above = headings.partition_point(|heading| heading < id);
        above.checked_sub(1).and_then(|last| headings.get(last))
    };
    untimed.iter().filter(|id| heading(id).is_none_or(|heading| !timed.contains(heading))).count()
}

/// What the document calls itself: the title of its front matter where no
/// heading of the first level does, and never a mere address.
pub(super) fn title(document: &Document<'_>) -> Option<String> {
    let title = document.title()?;
    let is_first_level = |section: &crate::document::Section| {
        section.heading == title.span && section.opening == Opening::Heading(1)
    };
    if !document.sections().iter().any(is_first_level)
        && let Some(field) = document.blocks().iter().find(|block| is_title_field(block))
    {
        return Some(one_line(field.value())).filter(|title| !title.is_empty());
    }
    if !is_address(&title.text) {
        return Some(one_line(&title.text));
    }
    let below = document.blocks().iter().filter(|block| block.span.start >= title.span.end);
    let lines = below.flat_map(|block| block.text.text().lines()).map(str::trim);
    let line = lines.filter(|line| !line.is_empty() && !is_address(line)).map(one_line).next();
    line.filter(|line| line.chars().count() <= LONGEST_TITLE).or_else(|| Some(one_line(&title.text)))
}

fn is_title_field(block: &Block<'_>) -> bool {
    let label = block.label.as_ref().filter(|_| block.kind == BlockKind::KeyValue);
    label.is_some_and(|label| label.name.eq_ignore_ascii_case("title"))
}

fn is_address(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    line.contains("://") && !line.contains(char::is_whitespace)
}

/// The text without what joined it to its time.
fn without_marks(text: &str) -> &str {
    let is_mark = |c: char| matches!(c, '-' | '–' | '—' | ':' | '|' | ',' | '~' | '≈') || c.is_whitespace();
    text.trim().trim_start_matches(is_mark)
}

/// White space as single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A piece of the source as its reader sees it, near enough: without the marks
/// of emphasis and code.
pub(super) fn as_read(source: &str) -> String {
    let plain = source.replace("**", "").replace(['`', '\\'], "");
    one_line(plain.trim_matches(['*', '_', ' ', '\n']))
}
