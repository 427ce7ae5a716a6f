//! `structure/pasted-bullets`.

use crate::document::{Block, BlockId, Document, Marker};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Context, Params};
use std::collections::HashSet;

/// From how many lines on they are a list.
const LIST: usize = 2;

/// Spaces that put a line inside the item above it, whatever its mark is.
const INSIDE: usize = 4;

/// A line that begins with a bullet.
struct Line {
    marker: Marker,
    /// Spaces before its new mark.
    indent: usize,
    /// Which list of the document it belongs to.
    list: usize,
}

/// Reports lines that begin with a bullet which Markdown does not know: one
/// finding for the document, whose fix makes lists of them.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let mut lines = Vec::new();
    let mut list = None;
    let mut base = 0;
    let mut above: Option<&Block<'_>> = None;
    for (id, block) in document.blocks_with_ids().filter(|(_, block)| !block.quoted) {
        let pasted = block.item().filter(|item| item.pasted).map(|item| item.list);
        if pasted.is_some() && pasted != list {
            base = if is_inside(document, above, block) { INSIDE } else { 0 };
        }
        list = pasted;
        lines.extend(line(document, id, block, base));
        above = Some(block);
    }
    // A dash at the head of single lines is punctuation; where two stand one
    // below the other it is a bullet, here and everywhere in the document.
    let pairs = lines.iter().zip(lines.iter().skip(1)).filter(|(line, next)| line.list == next.list);
    let proven: HashSet<char> = pairs.map(|(line, _)| line.marker.glyph).collect();
    lines.retain(|line| !is_dash(line.marker.glyph) || proven.contains(&line.marker.glyph));
    finding(&lines).into_iter().collect()
}

const fn is_dash(glyph: char) -> bool {
    matches!(glyph, '–' | '—' | '·')
}

fn finding(lines: &[Line]) -> Option<Finding> {
    let first = lines.first().filter(|_| lines.len() >= LIST)?;
    let count = lines.len();
    let glyph = first.marker.glyph;
    let message =
        format!("{count} lines begin with a bullet such as `{glyph}`, which makes no list in Markdown");
    let mut finding = Finding::new(message, Label::new(first.marker.bullet, "the first of them"))
        .help("begin the lines with `- `");
    let edits = lines.iter().map(|line| {
        let indent = " ".repeat(line.indent);
        Edit { span: line.marker.span, replacement: format!("{indent}- ") }
    });
    let title = "begin the lines with `- `".to_owned();
    finding.fix = Some(Fix { title, edits: edits.collect(), safety: Safety::Safe });
    Some(finding)
}

/// Whether a pasted list goes on with a list item, on the line right below it.
fn is_inside(document: &Document<'_>, above: Option<&Block<'_>>, block: &Block<'_>) -> bool {
    let item = above.filter(|above| above.item().is_some_and(|item| !item.pasted));
    item.is_some_and(|above| document.is_right_under(above.span, block.span))
}

fn line(document: &Document<'_>, id: BlockId, block: &Block<'_>, base: usize) -> Option<Line> {
    let item = block.item()?;
    let marker = document.pasted_marker(block).filter(|marker| is_bullet(marker.glyph))?;
    // What stands under a label of the same list goes one step in.
    let holder = document.section(block.section).block.filter(|holder| *holder != id);
    let under = holder
        .and_then(|holder| document.block(holder).item())
        .is_some_and(|holder| holder.pasted && holder.list == item.list && holder.depth >= item.depth);
    let depth = item.depth.saturating_sub(1) + usize::from(under);
    is_plain(block.text.text()).then_some(Line { marker, indent: base + 2 * depth, list: item.list })
}

/// Whether a text stays what it is behind `- `: nothing at its beginning is a
/// mark of Markdown by itself.
fn is_plain(text: &str) -> bool {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    let marked = text.starts_with(is_bullet)
        || text.starts_with(['#', '>', '-', '+', '*', '=', '|', '~', '`', '_', ':']);
    !text.is_empty() && !numbered && !marked
}

/// Signs that serve as bullets and as nothing else; a tick says something.
const fn is_bullet(glyph: char) -> bool {
    matches!(
        glyph,
        '•' | '●'
            | '·'
            | '‣'
            | '⁃'
            | '–'
            | '—'
            | '◦'
            | '○'
            | '▪'
            | '■'
            | '▫'
            | '➤'
            | '►'
            | '▸'
            | '▹'
            | '❖'
            | '\u{f0b7}'
            | '\u{f0a7}'
    )
}
