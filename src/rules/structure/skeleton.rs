//! The section that a fix adds where one is missing: a heading, and a comment
//! that says what belongs there.

use crate::document::{Document, Opening, Role, Section, SectionId};
use crate::finding::{Edit, Fix, Safety};
use crate::span::Span;

/// The level of a section where none shows it.
const LEVEL: u8 = 2;
/// The lowest level of a heading.
const LOWEST: u8 = 6;

/// A fix that adds a section for `role`, called `heading`, which says `holds`;
/// `order` is the usual order of the sections.
pub(super) fn fix(document: &Document<'_>, role: Role, order: &[Role], heading: &str, holds: &str) -> Fix {
    let (level, at) = place(document, role, order);
    let title = format!("add an empty section `{heading}`");
    let heading = format!("{} {heading}", "#".repeat(level.into()));
    let replacement = document.set_apart(at, &[&heading, &format!("<!-- {holds} -->")]);
    Fix { title, edits: vec![Edit { span: Span::new(at, at), replacement }], safety: Safety::Unsafe }
}

/// A section under a heading of its own.
struct Headed<'d> {
    section: &'d Section,
    level: u8,
    /// Where the line of its heading begins.
    line: usize,
}

/// The level of the new section and the byte before which it belongs.
fn place(document: &Document<'_>, role: Role, order: &[Role]) -> (u8, usize) {
    let headed = headed(document);
    // The only heading of the first level is the title, whatever it says.
    let tops = headed.iter().filter(|headed| headed.level == 1).count();
    let is_part = |headed: &&Headed<'_>| !headed.section.roles.is_empty() && (headed.level > 1 || tops > 1);
    let parts: Vec<&Headed<'_>> = headed.iter().filter(is_part).collect();
    let Some(level) = parts.iter().map(|headed| headed.level).min() else {
        let title = document.sections().iter().zip(0..).find_map(|(section, i)| match section.opening {
            Opening::Heading(level) if document.is_title_section(SectionId(i)) => Some(level),
            _ => None,
        });
        return (title.map_or(LEVEL, |level| (level + 1).min(LOWEST)), document.len());
    };
    let rank = |role: Role| order.iter().position(|known| *known == role);
    let own = rank(role);
    let stands = |headed: &&&Headed<'_>, before: bool| {
        let roles = order.iter().filter(|role| headed.section.roles.has(**role));
        roles
            .filter_map(|role| rank(*role))
            .any(|rank| own.is_some_and(|own| (rank < own) == before && rank != own))
    };
    // Behind the last of those that come before it, or else before the first
    // of those that come behind.
    if let Some(above) = parts.iter().rfind(|headed| stands(headed, true)) {
        let next = headed.iter().find(|next| next.line > above.line && next.level <= level);
        return (level, next.map_or(document.len(), |next| next.line));
    }
    let below = parts.iter().find(|headed| stands(headed, false));
    (level, below.map_or(document.len(), |below| below.line))
}

/// The sections under headings, less the title's, in the order of the text.
fn headed<'d>(document: &'d Document<'_>) -> Vec<Headed<'d>> {
    let sections = document.sections().iter().zip(0..);
    let sections = sections.filter(|(_, i)| !document.is_title_section(SectionId(*i)));
    let headed = |(section, _): (&'d Section, usize)| {
        let Opening::Heading(level) = section.opening else { return None };
        let block = document.block(section.block?);
        let line = document.lines_of(block.span).start;
        (!block.quoted).then_some(Headed { section, level, line })
    };
    sections.filter_map(headed).collect()
}
