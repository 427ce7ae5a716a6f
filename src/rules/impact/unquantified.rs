//! `impact/unquantified`.

use super::figures::{first_vague, quantifies, says_down, sums_up, tells_of_impact};
use crate::document::{Block, BlockKind, Document, Opening, Role, Section, SectionId};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Words that make a section an account rather than a note.
const ACCOUNT: usize = 5;

/// Reports an impact that is told without any figure, where no other part of
/// the document gives one.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let Some((id, section)) = impact(document) else {
        return Vec::new();
    };
    let counted = document
        .blocks_with_ids()
        .any(|(block, found)| tells_of_impact(document, found) && quantifies(cx, block));
    if counted || words_in(document, id) < ACCOUNT {
        return Vec::new();
    }
    let vague = first_vague(document);
    let down = || document.blocks().iter().any(|block| sums_up(document, block) && says_down(block));
    if vague.is_none() && down() {
        return Vec::new();
    }
    let place = vague.map_or(section.heading, |(span, _)| span);
    let found =
        Finding::new("the impact is told without a figure", Label::new(place, "how many, or what share?"));
    vec![found.help("give a count or a share of users or requests, or write that it is not known")]
}

/// The first section or field that tells of the impact.
fn impact<'d>(document: &'d Document<'_>) -> Option<(SectionId, &'d Section)> {
    let mut sections = document.sections().iter().enumerate().map(|(i, section)| (SectionId(i), section));
    sections.find(|(id, section)| {
        let own = section.roles.has(Role::Impact) && section.opening != Opening::Document;
        own && !document.is_title_section(*id) && section.block.is_some_and(|b| !document.block(b).quoted)
    })
}

/// The words below the heading, or behind the label.
fn words_in(document: &Document<'_>, id: SectionId) -> usize {
    let own = document.section(id);
    let inside = document.blocks_with_ids().filter(|(_, block)| document.is_within(block.section, id));
    let words = |(at, block): (_, &Block<'_>)| {
        let is_heading = own.block == Some(at) && block.label.is_none();
        if is_heading || block.kind == BlockKind::Heading {
            0
        } else {
            block.value().split_whitespace().count()
        }
    };
    inside.map(words).sum()
}
