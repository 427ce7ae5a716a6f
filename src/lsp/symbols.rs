//! The outline: sections by their headings, with the entries of timelines.

use super::documents::View;
use crate::analysis::Analysis;
use crate::document::{Document, Opening, Role, Roles, SectionId};
use crate::incident::Entry;
use crate::span::{Span, one_line};
use gen_lsp_types::{BaseSymbolInformation, DocumentSymbol, Location, SymbolInformation, SymbolKind, Uri};

/// Most characters of an entry's name.
const LONGEST: usize = 60;

/// A part of the outline, in bytes.
struct Part {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    span: Span,
    selection: Span,
    section: SectionId,
    /// The entry is a leaf of its section.
    entry: bool,
}

/// The outline of a document.
pub fn outline(view: &View<'_>) -> Vec<DocumentSymbol> {
    let Analysis { document, incident, .. } = view.analysis();
    let mut parts = sections(&document);
    parts.extend(incident.entries().map(|entry| event(&document, entry)));
    parts.sort_by_key(|part| (part.selection.start, part.entry));
    let mut parts = parts.into_iter().peekable();
    let mut roots = Vec::new();
    while let Some(part) = parts.next() {
        roots.push(nested(view, &document, part, &mut parts));
    }
    roots
}

/// The same without levels.
pub fn flat(view: &View<'_>, outline: Vec<DocumentSymbol>) -> Vec<SymbolInformation> {
    let mut out = Vec::new();
    let mut open: Vec<(Option<String>, DocumentSymbol)> =
        outline.into_iter().rev().map(|symbol| (None, symbol)).collect();
    while let Some((container_name, symbol)) = open.pop() {
        let inner = symbol.children.unwrap_or_default();
        open.extend(inner.into_iter().rev().map(|child| (Some(symbol.name.clone()), child)));
        let base = BaseSymbolInformation::new(symbol.name, symbol.kind, None, container_name);
        let location = Location { uri: Uri::from(view.open.uri.as_str()), range: symbol.range };
        out.push(SymbolInformation::new(None, location, base));
    }
    out
}

/// A part with those that follow it and stand in it.
fn nested(
    view: &View<'_>,
    document: &Document<'_>,
    part: Part,
    rest: &mut std::iter::Peekable<impl Iterator<Item = Part>>,
) -> DocumentSymbol {
    let mut children = Vec::new();
    while let Some(child) = rest.next_if(|next| !part.entry && document.is_within(next.section, part.section))
    {
        children.push(nested(view, document, child, rest));
    }
    let (range, selection) = (view.lines.range(part.span), view.lines.range(part.selection));
    let children = Some(children).filter(|children| !children.is_empty());
    DocumentSymbol::new(part.name, part.detail, part.kind, None, None, range, selection, children)
}

/// The sections that a heading opens, each up to the next that is not in it.
fn sections(document: &Document<'_>) -> Vec<Part> {
    let all = document.sections();
    let is_heading = |index: &usize| {
        all.get(*index).is_some_and(|s| matches!(s.opening, Opening::Heading(_) | Opening::Line))
    };
    let headed: Vec<usize> = (0..all.len()).filter(is_heading).collect();
    // The nearest heading behind each that is not in it: those in between are
    // all in it, so that a stack finds it.
    let mut ends = vec![document.len(); all.len()];
    let mut open: Vec<usize> = Vec::new();
    for &index in &headed {
        while let Some(&last) = open.last() {
            if document.is_within(SectionId(index), SectionId(last)) {
                break;
            }
            open.pop();
            if let (Some(end), Some(section)) = (ends.get_mut(last), all.get(index)) {
                *end = document.lines_of(section.heading).start;
            }
        }
        open.push(index);
    }
    let part = |&index: &usize| {
        let section = all.get(index)?;
        let start = document.lines_of(section.heading).start.min(section.heading.start);
        let end = ends.get(index).copied().unwrap_or(section.heading.end).max(section.heading.end);
        Some(Part {
            name: short(&section.name).unwrap_or_else(|| "(no words)".to_owned()),
            detail: roles(section.roles),
            kind: if document.is_title_section(SectionId(index)) {
                SymbolKind::File
            } else {
                SymbolKind::String
            },
            span: Span::new(start, end),
            selection: section.heading,
            section: SectionId(index),
            entry: false,
        })
    };
    headed.iter().filter_map(part).collect()
}

/// What a section is, where that says more than its heading.
fn roles(roles: Roles) -> Option<String> {
    let names: Vec<&str> = Role::ALL.into_iter().filter(|role| roles.has(*role)).map(Role::name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn event(document: &Document<'_>, entry: &Entry) -> Part {
    let block = document.block(entry.block);
    let text = short(entry.text.trim_matches(|c: char| !c.is_alphanumeric())).unwrap_or_default();
    Part {
        name: format!("{} {text}", entry.written).trim().to_owned(),
        detail: None,
        kind: SymbolKind::Event,
        span: block.span.cover(entry.span),
        selection: entry.span,
        section: block.section,
        entry: true,
    }
}

/// The beginning of a text on one line; none where it has no words.
fn short(text: &str) -> Option<String> {
    let line = one_line(text);
    if line.chars().count() <= LONGEST {
        return Some(line).filter(|line| !line.is_empty());
    }
    let cut: String = line.chars().take(LONGEST).collect();
    Some(format!("{}…", cut.trim_end()))
}
