//! `structure/pseudo-heading`.

use super::headings::roles_around;
use crate::document::{BlockId, BlockKind, Document, Opening, Section, SectionId};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeSet;

/// Most places that are shown beside the first.
const SHOWN: usize = 1;
/// The level of a heading below the title.
const BELOW_TITLE: u8 = 2;
/// The lowest level of a heading.
const LOWEST: u8 = 6;

/// A line that acts as a heading.
struct Line<'d> {
    name: &'d str,
    place: Span,
    edit: Edit,
}

/// Reports lines that open a part of the report and are no headings: one
/// finding for the document, whose fix makes headings of them.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let sections = document.sections().iter().enumerate();
    let lines: Vec<Line<'_>> =
        sections.filter_map(|(i, section)| line(document, SectionId(i), section)).collect();
    let mut found = finding(&lines);
    if let Some(finding) = found.as_mut().filter(|_| has_nested(document)) {
        finding.fix = None;
    }
    found.into_iter().collect()
}

/// Whether a label leads straight into another: which of those behind it are
/// its parts, and so of a lower level, is not to be told.
fn has_nested(document: &Document<'_>) -> bool {
    let labels: BTreeSet<BlockId> = document.sections().iter().filter_map(own_line).collect();
    labels.iter().any(|label| labels.contains(&BlockId(label.0 + 1)))
}

/// The block of a line that opens a section known by its name.
fn own_line(section: &Section) -> Option<BlockId> {
    section.block.filter(|_| section.opening == Opening::Line && !section.roles.is_empty())
}

fn finding(lines: &[Line<'_>]) -> Option<Finding> {
    // A single one is emphasis: the report has other means to show its parts.
    let (first, others) = lines.split_first().filter(|(_, others)| !others.is_empty())?;
    let name = first.name;
    let message = match others.len() {
        1 => format!("`{name}` and another line act as headings and are none"),
        n => format!("`{name}` and {n} other lines act as headings and are none"),
    };
    let mut finding = Finding::new(message, Label::new(first.place, "opens a part of the report"))
        .help("make them headings with `#`");
    for other in others.iter().take(SHOWN) {
        finding = finding.with(other.place, "and this");
    }
    let edits = lines.iter().map(|line| line.edit.clone()).collect();
    finding.fix = Some(Fix { title: "make headings of them".into(), edits, safety: Safety::Safe });
    Some(finding)
}

fn line<'d>(document: &'d Document<'_>, id: SectionId, section: &'d Section) -> Option<Line<'d>> {
    let block = own_line(section)?;
    let opening = document.block(block);
    let parent = section.parent?;
    // A label of its own section's part, or of a part of a section, leads into
    // a list; it opens nothing new.
    let within = !roles_around(document, section).is_empty();
    let paragraph = opening.kind == BlockKind::Paragraph && !opening.quoted;
    let has_text =
        document.blocks().get(block.0 + 1).is_some_and(|next| document.is_within(next.section, id));
    if within || !paragraph || !has_text || opening.text.text().contains('\n') {
        return None;
    }
    let words = opening.text.trimmed_span();
    let whole = document.line_alone(words)?;
    let level = level(document, parent)?;
    let edit = Edit { span: whole, replacement: format!("{} {}", "#".repeat(level.into()), section.name) };
    Some(Line { name: &section.name, place: section.heading, edit })
}

/// The level of a heading in this section: one below its own.
fn level(document: &Document<'_>, parent: SectionId) -> Option<u8> {
    let around = document.ancestors(parent).find_map(|id| match document.section(id).opening {
        Opening::Heading(level) => Some(level + 1),
        _ => None,
    });
    Some(around.unwrap_or(BELOW_TITLE)).filter(|level| *level <= LOWEST)
}
