//! Where the phrases of a page stand in a document, and count.

use super::compiled::{Form, Guard};
use super::lexicon::Lexicon;
use super::table::Place;
use crate::document::{Block, BlockId, BlockKind, Document, Opening, Role, Roles};
use crate::facts::{Clauses, around, quotations};
use crate::phrases::stance::DENIES;
use crate::rules::value::Text;
use crate::span::Span;
use regex::Regex;
use std::ops::Range;

/// The most findings in one block. A paragraph with more has one fault, not
/// hundreds.
const MOST: usize = 100;

/// A phrase that counts.
#[derive(Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    /// The words as the reader sees them.
    pub(super) text: String,
    /// The words for who did it; empty where none is asked for.
    pub(super) subject: String,
    /// What to write instead.
    pub(super) prefer: Option<Text>,
}

/// A phrase in a text, as a range of it.
struct Match<'f> {
    range: Range<usize>,
    form: &'f Form,
}

/// All phrases that count, in the order of the text.
pub(super) fn hits(document: &Document<'_>, lexicon: &Lexicon) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (id, block) in document.blocks_at(&lexicon.places(document)) {
        if block.kind == BlockKind::Code {
            in_code(document, id, lexicon, &mut hits);
        } else if is_looked_at(document, id, lexicon) {
            in_text(document, id, lexicon, &mut hits);
        }
    }
    hits
}

/// Whether the block stands where the table looks.
fn is_looked_at(document: &Document<'_>, id: BlockId, lexicon: &Lexicon) -> bool {
    let table = lexicon.table();
    let block = document.block(id);
    let roles = document.roles(block.section);
    let aside = roles.has(Role::Related) && !table.looks_at(Place::Asides);
    let quoted = block.quoted && !table.looks_at(Place::Quotes);
    if aside || quoted || !lexicon.parts().hold(roles, document.is_lead(id)) {
        return false;
    }
    let unless_heading = lexicon.guard(Guard::Heading);
    if table.not_in.is_empty() && unless_heading.is_none() {
        return true;
    }
    let around = || document.ancestors(block.section).map(|id| document.section(id));
    let all = around().fold(Roles::NONE, |roles, section| roles.union(section.roles));
    let under = |heading: &Regex| around().any(|section| heading.is_match(&section.name));
    !all.has_any(&table.not_in) && !unless_heading.is_some_and(under)
}

/// The phrases in a block of code: there are no sentences in it.
fn in_code(document: &Document<'_>, id: BlockId, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    if !lexicon.table().looks_at(Place::Code) || !is_looked_at(document, id, lexicon) {
        return;
    }
    let text = document.code(id);
    let start = document.block(id).span.start;
    for found in matches(text, lexicon).into_iter().take(MOST) {
        let line = line_around(text, &found.range);
        let silent = [Guard::Before, Guard::After, Guard::Sentence];
        let (before, behind) = around(text, &line, &found.range);
        let whole = text.get(line).unwrap_or_default();
        let contexts = [before, behind, whole];
        if silent.into_iter().zip(contexts).any(|(guard, context)| fits(lexicon, guard, context)) {
            continue;
        }
        hits.push(Hit {
            span: Span::new(start + found.range.start, start + found.range.end),
            text: text.get(found.range).unwrap_or_default().to_owned(),
            subject: String::new(),
            prefer: found.form.prefer.clone(),
        });
    }
}

fn in_text(document: &Document<'_>, id: BlockId, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    let table = lexicon.table();
    let block = document.block(id);
    let text = block.text.text();
    if table.looks_at(Place::Addresses) {
        in_links(block, lexicon, hits);
    }
    let found = matches(text, lexicon);
    if found.is_empty() {
        return;
    }
    let clauses = Clauses::read(&block.text);
    let quotes = if table.looks_at(Place::Quotes) { Vec::new() } else { quotations(text) };
    let heading = heading_part(document, id);
    let place = |at: &Range<usize>| {
        if overlaps(block.text.code(), at) {
            Place::Code
        } else if overlaps(block.text.opaque(), at) {
            Place::Addresses
        } else if at.start < heading {
            Place::Headings
        } else {
            Place::Prose
        }
    };
    let most = hits.len() + MOST;
    for found in found {
        if hits.len() >= most {
            break;
        }
        if overlaps(&quotes, &found.range) || !table.looks_at(place(&found.range)) {
            continue;
        }
        if let Some(subject) = counts(text, &clauses, &found.range, lexicon) {
            hits.push(Hit {
                span: block.text.span(found.range.clone()),
                text: text.get(found.range).unwrap_or_default().to_owned(),
                subject,
                prefer: found.form.prefer.clone(),
            });
        }
    }
}

/// The phrases in the addresses that links lead to, each at the words that are
/// linked. An address that is its own words is found as text.
fn in_links(block: &Block<'_>, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    for link in block.text.links() {
        let own_words = block.text.text().get(link.text.clone()) == Some(link.target.as_ref());
        let found = if own_words { Vec::new() } else { matches(&link.target, lexicon) };
        hits.extend(found.first().map(|found| Hit {
            span: block.text.span(link.text.clone()),
            text: link.target.get(found.range.clone()).unwrap_or_default().to_owned(),
            subject: String::new(),
            prefer: None,
        }));
    }
}

/// Whether a phrase counts among the words around it: its subject, which may
/// be empty, where it does.
fn counts(text: &str, clauses: &Clauses, at: &Range<usize>, lexicon: &Lexicon) -> Option<String> {
    let (before, behind) = around(text, &clauses.clause(at), at);
    let denied = !lexicon.table().even_negated && DENIES.is_in(before);
    if denied || fits(lexicon, Guard::Before, before) || fits(lexicon, Guard::After, behind) {
        return None;
    }
    let (earlier, later) = around(text, &clauses.sentence(at), at);
    let words = text.get(at.clone()).unwrap_or_default();
    if lexicon.guard(Guard::Sentence).is_some_and(|regex| regex.is_match(&format!("{earlier}{words}{later}")))
    {
        return None;
    }
    match lexicon.guard(Guard::Subjects) {
        Some(subjects) => {
            let subject = subjects.captures(before)?.name("subject")?;
            Some(subject.as_str().to_owned())
        }
        None => Some(String::new()),
    }
}

/// The phrases in a text, the first and longest where they overlap.
fn matches<'f>(text: &str, lexicon: &'f Lexicon) -> Vec<Match<'f>> {
    let mut all = Vec::new();
    for form in lexicon.forms() {
        if form.pattern.capture_names().any(|name| name == Some("found")) {
            let groups = form.pattern.captures_iter(text);
            let found = groups.filter_map(|groups| Some(groups.name("found")?.range()));
            all.extend(found.map(|range| Match { range, form }));
        } else {
            all.extend(form.pattern.find_iter(text).map(|found| Match { range: found.range(), form }));
        }
    }
    all.retain(|found| !fits(lexicon, Guard::Match, text.get(found.range.clone()).unwrap_or_default()));
    all.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let mut end = 0;
    all.retain(|found| {
        let apart = found.range.start >= end;
        end = end.max(found.range.end);
        apart
    });
    all
}

/// Up to where the text of a block is a heading or a label.
fn heading_part(document: &Document<'_>, id: BlockId) -> usize {
    let block: &Block<'_> = document.block(id);
    let section = document.section(block.section);
    let opens_line = section.opening == Opening::Line && section.block == Some(id);
    let label = block.label.as_ref();
    let whole = matches!(block.kind, BlockKind::Heading | BlockKind::Row { header: true, .. })
        || (opens_line && label.is_none_or(|label| label.alone));
    if whole { usize::MAX } else { label.map_or(0, |label| label.value) }
}

/// Whether one of `ranges`, which are in order and apart, shares text with `at`.
fn overlaps(ranges: &[Range<usize>], at: &Range<usize>) -> bool {
    let next = ranges.partition_point(|range| range.end <= at.start);
    ranges.get(next).is_some_and(|range| range.start < at.end)
}

fn line_around(text: &str, at: &Range<usize>) -> Range<usize> {
    let (before, behind) = around(text, &(0..text.len()), at);
    let start = before.rfind('\n').map_or(at.start - before.len(), |i| at.start - before.len() + i + 1);
    start..behind.find('\n').map_or(at.end + behind.len(), |i| at.end + i)
}

/// Whether one of the phrases of a guard stands in a text.
fn fits(lexicon: &Lexicon, guard: Guard, text: &str) -> bool {
    lexicon.guard(guard).is_some_and(|pattern| pattern.is_match(text))
}
