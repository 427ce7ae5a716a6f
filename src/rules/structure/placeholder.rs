//! `structure/placeholder`.

use super::heading_gaps::heading_gaps;
use super::headings::meets;
use crate::document::{Block, BlockId, BlockKind, Document, Role, Roles};
use crate::facts::quotations;
use crate::finding::{Finding, Label};
use crate::phrases::Phrase;
use crate::phrases::placeholders::{
    ANYWHERE, BRACKETED, FORM, HERE, INSTRUCTION, MARKER, OF_FORM, TASK, WHOLE,
};
use crate::rules::{Context, Params};
use crate::span::{Span, one_line, slice};
use crate::text::Passage;
use std::collections::HashMap;
use std::ops::Range;

/// Most places that are shown beside the first.
const SHOWN: usize = 9;

/// Sections that a template fills with questions to the author; elsewhere an
/// imperative is a task or a lesson.
const TOLD: [Role; 8] = [
    Role::Summary,
    Role::Impact,
    Role::Timeline,
    Role::RootCause,
    Role::Trigger,
    Role::Detection,
    Role::Resolution,
    Role::Background,
];

/// A time of which nothing is given.
const NO_TIME: &str = "??:??";

/// Reports what a template left for the author to fill in: one finding for the
/// document, with a label on each gap.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let mut places: Vec<(Span, String)> = Vec::new();
    let mut tables = HashMap::new();
    let generated = document.blocks().iter().any(|block| block.kind == BlockKind::KeyValue);
    let [anywhere, forms, bracketed, markers] =
        [ANYWHERE, FORM, BRACKETED, MARKER].map(|phrase| document.saying(phrase));
    for (id, block) in document.blocks_with_ids().filter(|(_, block)| !document.is_aside(block)) {
        let text = block.text.text();
        let about = About {
            task: is_task(document, block, &mut tables),
            generated,
            anywhere: anywhere.have(id),
            forms: forms.have(id),
            bracketed: bracketed.have(id),
            markers: markers.have(id),
        };
        places.extend(gaps(document, id, &about).into_iter().map(|gap| {
            let written = slice(text, gap.clone());
            (block.text.span(gap), written.to_owned())
        }));
    }
    finding(&places).into_iter().collect()
}

fn finding(places: &[(Span, String)]) -> Option<Finding> {
    let ((first, written), others) = places.split_first()?;
    let named = shortened(written);
    let message = match others.len() {
        0 => format!("the placeholder `{named}` is not filled in"),
        _ => format!("`{named}` and {} are not filled in", counted(others.len())),
    };
    let mut finding = Finding::new(message, Label::new(*first, "left to be filled in"))
        .help("write what belongs there, or say that it is not known and why");
    for (span, _) in others.iter().take(SHOWN) {
        finding = finding.with(*span, "and here");
    }
    Some(finding)
}

fn counted(others: usize) -> String {
    if others == 1 { "another placeholder".to_owned() } else { format!("{others} other placeholders") }
}

/// A placeholder as it fits into a message.
fn shortened(written: &str) -> String {
    const LONGEST: usize = 40;
    let line = one_line(written);
    if line.chars().count() <= LONGEST {
        return line;
    }
    let kept: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// What is known of a block.
struct About {
    /// It is something to do.
    task: bool,
    /// Its document may be one that a site generator fills.
    generated: bool,
    /// It may hold a gap that is one anywhere.
    anywhere: bool,
    /// It may hold the form of a date or time.
    forms: bool,
    /// It may hold words in brackets.
    bracketed: bool,
    /// It may hold `TBD` and its like.
    markers: bool,
}

/// The gaps of a block, in order, as ranges of its text.
fn gaps(document: &Document<'_>, id: BlockId, about: &About) -> Vec<Range<usize>> {
    let block = document.block(id);
    let passage = document.passage(id);
    let text = passage.text();
    let roles = roles_told(document, block);
    let spoken = quotations(text);
    let hidden = |gap: &Range<usize>| meets(block.text.opaque(), gap) || meets(&spoken, gap);
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for part in parts(block) {
        let found = gaps_of_part(block, passage.slice(part.clone()), roles, about);
        gaps.extend(found.into_iter().map(|gap| part.start + gap.start..part.start + gap.end));
    }
    // The colon of `HH:MM` looks like that of a label: the form is sought in
    // the text as a whole.
    if block.kind == BlockKind::Heading {
        gaps.extend(heading_gaps(document, id, about.generated));
    }
    if !is_heading(block) {
        let forms = if about.forms { all(FORM, passage) } else { Vec::new() };
        let no_times = text.match_indices(NO_TIME).map(|(at, written)| at..at + written.len());
        let forms = forms.into_iter().chain(no_times).filter(|gap| is_value(text, gap));
        let bracketed = if about.bracketed { all(BRACKETED, passage) } else { Vec::new() };
        let bracketed = bracketed.into_iter();
        let bracketed = bracketed.filter(|gap| is_value(text, gap) && ends(text, gap));
        let blanks: Vec<_> = forms.chain(bracketed).collect();
        gaps.extend(blanks.into_iter().filter(|_| !OF_FORM.is_in(passage)));
    }
    gaps.retain(|gap| !hidden(gap));
    gaps.sort_by_key(|gap| (gap.start, usize::MAX - gap.end));
    let mut end = 0;
    gaps.retain(|gap| {
        let apart = gap.start >= end;
        end = end.max(gap.end);
        apart
    });
    gaps
}

/// What the section of a block is. `TODO:` is a mark, not a section of tasks.
fn roles_told(document: &Document<'_>, block: &Block<'_>) -> Roles {
    let section = document.section(block.section);
    let opens = section.block.is_some_and(|opening| std::ptr::eq(document.block(opening), block));
    let marked = block.label.as_ref().is_some_and(|label| !label.alone && MARKER.is_in(&label.name));
    match section.parent.filter(|_| opens && marked) {
        Some(parent) if !document.roles(parent).is_empty() => document.roles(parent),
        _ => document.roles(block.section),
    }
}

/// Whether a block names what stands below it.
const fn is_heading(block: &Block<'_>) -> bool {
    matches!(block.kind, BlockKind::Heading | BlockKind::Row { header: true, .. })
}

/// The cells of a row; elsewhere the label and what stands behind it.
fn parts(block: &Block<'_>) -> Vec<Range<usize>> {
    let text = block.text.text();
    let mut cuts = vec![0];
    if matches!(block.kind, BlockKind::Row { .. }) {
        cuts.extend(text.match_indices(" | ").map(|(at, bar)| at + bar.len()));
    } else if let Some(label) = block.label.as_ref().filter(|label| label.value > 0) {
        cuts.push(label.value.min(text.len()));
    }
    let ends = cuts.iter().copied().skip(1).chain([text.len()]);
    cuts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

fn gaps_of_part(block: &Block<'_>, part: Passage<'_>, roles: Roles, about: &About) -> Vec<Range<usize>> {
    let text = part.text();
    let heading = is_heading(block);
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '|');
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '|').len();
    let whole = start..start + trimmed.len();
    let value = part.slice(whole.clone());
    let mut gaps = if about.anywhere { all(ANYWHERE, part) } else { Vec::new() };
    let open = roles.has(Role::Actions) || about.task;
    if !heading && !open && WHOLE.is_in(value) {
        gaps.push(whole.clone());
    }
    if !open && about.markers {
        gaps.extend(all(MARKER, part).into_iter().filter(|gap| is_marker(text, gap, block, roles)));
    }
    if !heading {
        gaps.extend(lines(part));
    }
    let asks = block.kind == BlockKind::Paragraph || block.item().is_some();
    let instructs = roles.has_any(&TOLD) && !trimmed.contains('\n') && INSTRUCTION.is_in(value);
    if asks && (instructs || (!about.task && HERE.is_in(value))) {
        gaps.push(whole);
    }
    gaps
}

/// Whether a block is something to do, where `TODO` is a state; of each table
/// it is looked up once.
fn is_task(document: &Document<'_>, block: &Block<'_>, tables: &mut HashMap<usize, bool>) -> bool {
    const STATES: [&str; 6] = ["status", "state", "progress", "done", "due", "owner"];
    if block.item().is_some_and(|item| item.task.is_some()) {
        return true;
    }
    let BlockKind::Row { table, .. } = block.kind else { return false };
    *tables.entry(table).or_insert_with(|| {
        let mut columns = document.columns(table).iter().map(|column| column.to_lowercase());
        columns.any(|column| STATES.iter().any(|state| column.contains(state)))
    })
}

/// Whether `TBD` and its like stand for something, and are not spoken of.
fn is_marker(text: &str, gap: &Range<usize>, block: &Block<'_>, roles: Roles) -> bool {
    let before = slice(text, ..gap.start);
    let after = slice(text, gap.end..);
    let of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '#' | '.' | '\'' | '’');
    let joined = before.ends_with(of_name)
        || after.strip_prefix(['-', '_', '/', '\'', '’']).is_some_and(|rest| rest.starts_with(of_name));
    if joined {
        return false;
    }
    let lead = before.trim_end_matches(' ');
    let first = lead.is_empty() || lead.ends_with(['\n', '.', '*']);
    let behind = lead.ends_with([':', '|', '(', '[', '–', '—', '-', '=']);
    let word = slice(text, gap.clone());
    if matches!(word, "TODO" | "FIXME") {
        // An item of a list may be a task, unless its section tells a story.
        let told = block.item().is_none() || roles.has_any(&TOLD);
        return told && (first || behind) && (after.trim_start().is_empty() || TASK.is_in(after));
    }
    let tail = after.trim_start();
    let closes = tail.is_empty() || tail.starts_with([')', ']', '|', '.', ',', ';', ':', '\n']);
    behind || closes
}

/// Whether a form stands where a date or a time is due: first in its line or
/// cell, behind a label, or between "from" and "to".
fn is_value(text: &str, gap: &Range<usize>) -> bool {
    let before = slice(text, ..gap.start).trim_end_matches(' ');
    let joined =
        before.trim_start_matches(['[', '*']).is_empty() || before.ends_with([':', '|', '–', '—', '\n']);
    let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    joined || matches!(word.as_str(), "from" | "to" | "until" | "between" | "at" | "on")
}

/// Whether nothing follows in its line or cell that would make a sentence.
fn ends(text: &str, gap: &Range<usize>) -> bool {
    let after = slice(text, gap.end..).trim_start_matches(' ');
    let joins =
        after.split_whitespace().next().is_some_and(|word| matches!(word, "and" | "to" | "until" | "on"));
    after.is_empty() || after.starts_with(['|', ',', ';', ')', '/', '\n', '(', '–']) || joins
}

/// Lines to write on, where there is something beside them.
fn lines(part: Passage<'_>) -> Vec<Range<usize>> {
    let text = part.text();
    if !text.contains("__") || text.chars().all(|c| c == '_' || c.is_whitespace()) {
        return Vec::new();
    }
    let ranges = part.tokens().iter().map(|token| token.start() - part.offset()..token.end() - part.offset());
    let is_line = |range: &Range<usize>| {
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).and_then(|after| after.chars().next());
        range.len() >= 2
            && text.get(range.clone()).is_some_and(|word| word.bytes().all(|byte| byte == b'_'))
            && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':'))
            && after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '.' | ',' | ';' | ':' | '%'))
    };
    ranges.filter(is_line).collect()
}

fn all(phrase: Phrase, part: Passage<'_>) -> Vec<Range<usize>> {
    phrase.find_all(part).into_iter().map(|found| found.range()).collect()
}
