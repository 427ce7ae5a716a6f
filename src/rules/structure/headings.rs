//! What the rules of this family share: headings and places.

use crate::document::{Document, Opening, Role, Roles, Section, SectionId};
use std::ops::Range;

/// Whether `range` shares a byte with one of `ranges`, which are in order and
/// do not overlap.
pub(super) fn meets(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ranges.partition_point(|known| known.end <= range.start);
    ranges.get(next).is_some_and(|known| known.start < range.end)
}

/// A heading as it is compared: lower case, words only.
pub(super) fn folded(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut folded: Vec<String> = words.map(str::to_lowercase).collect();
    // A heading may be numbered.
    if folded.len() > 1 && folded.first().is_some_and(|word| word.chars().all(|c| c.is_ascii_digit())) {
        folded.remove(0);
    }
    folded.join(" ")
}

/// The same without what stands in brackets: `Timeline (UTC)`.
pub(super) fn folded_outside_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    folded(&outside)
}

/// What the section around this one is; a title lends its role to nothing.
pub(super) fn roles_around(document: &Document<'_>, section: &Section) -> Roles {
    let parent = section.parent.filter(|parent| !document.is_title_section(*parent));
    parent.map(|parent| document.roles(parent)).unwrap_or_default()
}

/// The sections of a known role that a heading, or a line that stands for one,
/// opens; what is quoted, or about other incidents, is left out.
pub(super) fn headed<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (SectionId, &'d Section)> {
    let sections = document.sections().iter().enumerate().map(|(i, section)| (SectionId(i), section));
    sections.filter(|(id, section)| {
        let opened = matches!(section.opening, Opening::Heading(_) | Opening::Line);
        let quoted = section.block.is_some_and(|block| document.block(block).quoted);
        let known = !section.roles.is_empty() && !document.is_title_section(*id);
        opened && known && !quoted && !roles_around(document, section).has(Role::Related)
    })
}
