//! `structure/empty-section`.

use crate::document::{Block, BlockKind, Document, Opening, Section, SectionId};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports each section of a known role that holds nothing at all.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let sections = document.sections().iter().enumerate();
    let empty = sections.filter(|(i, section)| is_empty(document, SectionId(*i), section));
    empty.map(|(_, section)| finding(section)).collect()
}

fn finding(section: &Section) -> Finding {
    let message = format!("the section `{}` is empty", section.name);
    Finding::new(message, Label::new(section.heading, "nothing stands below this heading"))
        .help("fill it in, write `None` with the reason, or remove the heading")
}

fn is_empty(document: &Document<'_>, id: SectionId, section: &Section) -> bool {
    let heading = match section.opening {
        Opening::Heading(_) | Opening::Line => section.block,
        Opening::Document | Opening::Field => None,
    };
    let Some(heading) = heading.filter(|_| !section.roles.is_empty()) else {
        return false;
    };
    let opens_with_value = document.block(heading).label.as_ref().is_some_and(|label| !label.alone);
    if opens_with_value || document.block(heading).quoted {
        return false;
    }
    let mut below = document.blocks().iter().skip(heading.0 + 1).peekable();
    let next = below.peek().copied();
    // Three dots where something was to be written, and nothing else.
    let dots = next.is_some_and(|block| {
        matches!(block.text.text().trim(), "..." | "…") && document.is_within(block.section, id)
    });
    if dots {
        below.next();
        return !below.peek().is_some_and(|block| document.is_within(block.section, id));
    }
    let holds_something = next.is_some_and(|block| document.is_within(block.section, id));
    !holds_something && !next.is_some_and(|block| goes_on(document, section, block))
}

/// Whether the block after a heading carries the same matter on: a heading of
/// the same role, or any heading below a line that only looks like one.
fn goes_on(document: &Document<'_>, section: &Section, next: &Block<'_>) -> bool {
    let same_role = document.section(next.section).roles.iter().any(|role| section.roles.has(role));
    let opens = document
        .section(next.section)
        .block
        .is_some_and(|opening| std::ptr::eq(document.block(opening), next));
    let below_line = section.opening == Opening::Line && next.kind == BlockKind::Heading;
    (opens && same_role) || below_line
}
