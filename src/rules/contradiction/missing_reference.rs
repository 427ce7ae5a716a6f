//! `contradiction/missing-reference`.

use super::words;
use crate::document::{Block, BlockId, BlockKind, BlockSet, Document, Role};
use crate::facts::{quotations, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::Match;
use crate::phrases::references::{ELSEWHERE, NUMBERED, OF_ANOTHER, SENDS};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};
use crate::text::Passage;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What a report counts and refers to by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Action,
    Cause,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Action, Self::Cause];

    const fn role(self) -> Role {
        match self {
            Self::Action => Role::Actions,
            Self::Cause => Role::RootCause,
        }
    }

    const fn one(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Cause => "cause",
        }
    }

    /// The kind that a reference names.
    fn of(found: &Match<'_>) -> Self {
        if found.group("cause").is_some() { Self::Cause } else { Self::Action }
    }
}

/// Reports references to an action or a cause beyond the last one, and to
/// footnotes that are not there.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = numbered(cx);
    findings.extend(footnotes(cx.document));
    findings
}

/// The list or the headings that count the things of one kind.
struct Counted {
    total: u64,
    last: Span,
}

fn numbered(cx: &Context<'_>) -> Vec<Finding> {
    let places = cx.document.saying(NUMBERED);
    if places.is_empty() {
        return Vec::new();
    }
    let counted: BTreeMap<Kind, Counted> =
        Kind::ALL.into_iter().filter_map(|kind| Some((kind, count(cx.document, kind, &places)?))).collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut told: HashMap<(Kind, u64), usize> = HashMap::new();
    for (id, block) in cx.document.blocks_at(&places) {
        if cx.document.is_aside(block) || block.kind == BlockKind::Heading {
            continue;
        }
        let passage = cx.document.passage(id);
        let mut quotes: Option<Vec<Range<usize>>> = None;
        for found in NUMBERED.find_all(passage) {
            let Some((kind, number)) = reference(block, passage, &found) else { continue };
            let range = found.range();
            let quotes = quotes.get_or_insert_with(|| quotations(passage.text()));
            if words::touches(quotes, |quote| quote, &range) {
                continue;
            }
            let Some(known) = counted.get(&kind).filter(|known| number > known.total) else { continue };
            let span = block.text.span(range.clone());
            if let Some(finding) = told.get(&(kind, number)).and_then(|i| findings.get_mut(*i)) {
                finding.others.push(Label::new(span, "and here"));
                continue;
            }
            told.insert((kind, number), findings.len());
            findings.push(finding(block, kind, known, &range));
        }
    }
    findings
}

/// Which thing a reference names.
fn reference(block: &Block<'_>, passage: Passage<'_>, found: &Match<'_>) -> Option<(Kind, u64)> {
    let range = found.range();
    let number = number(found)?;
    let sentence = sentence_at(passage.text(), &range);
    let linked = words::touches(block.text.links(), |link| &link.text, &range);
    let opaque = words::touches(block.text.opaque(), |hidden| hidden, &range);
    let after = passage.after(range.end);
    let elsewhere = ELSEWHERE.is_in(passage.slice(sentence.clone())) || OF_ANOTHER.is_in(after);
    let sends = SENDS.is_in(passage.slice(sentence.start..range.start));
    let points = sends && !linked && !opaque && !elsewhere && !counts_something(after.text());
    points.then_some((Kind::of(found), number))
}

/// The number by which a thing is named: at most two digits.
fn number(found: &Match<'_>) -> Option<u64> {
    found.words("number").filter(|digits| digits.len() <= 2)?.parse().ok()
}

/// `action 3 times`, `root cause 2.5`: the number is no name.
fn counts_something(after: &str) -> bool {
    let word: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    let goes_on = [
        "", "and", "or", "is", "was", "will", "would", "has", "had", "did", "does", "can", "should", "not",
        "covers", "above", "below", "in", "to", "for", "on", "as", "at", "by", "from", "with", "which",
        "that", "before", "after", "again", "since", "because", "when", "while", "we", "it", "too", "also",
        "later",
    ];
    let decimal =
        after.strip_prefix(['.', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    decimal || after.starts_with('%') || !goes_on.contains(&word.to_lowercase().as_str())
}

/// How many things of a kind the document has: headings and labels that bear
/// a number; without them items of lists, rows of tables and headings.
/// `named` are the blocks that may name a thing by its number.
fn count(document: &Document<'_>, kind: Kind, named: &BlockSet) -> Option<Counted> {
    let mut numbered = (0, 0, None);
    let mut listed = (0, None);
    for (id, block) in document.blocks_with_ids() {
        let number = if named.have(id) { defined_number(document, id, kind) } else { None };
        if let Some(number) = number {
            numbered = (numbered.0 + 1, number.max(numbered.1), Some(block.span));
        } else if document.roles(block.section).has(kind.role()) && is_one_thing(document, block) {
            let own = block.item().and_then(|item| item.ordinal).unwrap_or_default();
            let highest = own.max(number_in_front(block.text.text()));
            listed = (highest.max(listed.0 + 1), Some(block.span));
        }
    }
    let (times, highest, last) = numbered;
    let (total, last) = if times >= 2 { (highest, last) } else { (listed.0.max(highest), listed.1) };
    last.filter(|_| total >= 2).map(|last| Counted { total, last })
}

/// Whether a block of a list of actions or causes may be one of them.
fn is_one_thing(document: &Document<'_>, block: &Block<'_>) -> bool {
    match block.kind {
        BlockKind::Item(item) => !item.continued,
        BlockKind::Row { header, .. } => !header,
        BlockKind::Paragraph => block.label.is_some(),
        // The heading above all of them is none.
        BlockKind::Heading => document.role_section(block.section) != Some(block.section),
        BlockKind::KeyValue => true,
        BlockKind::Code => false,
    }
}

/// The number that a heading or a label gives to a thing: "Root cause 2: …".
fn defined_number(document: &Document<'_>, id: BlockId, kind: Kind) -> Option<u64> {
    let block = document.block(id);
    let found = NUMBERED.find(document.passage(id))?;
    let begins = found.start() <= 4 && Kind::of(&found) == kind;
    let names = block.kind == BlockKind::Heading || block.label.is_some() || block.item().is_some();
    let known = begins && names && !document.is_aside(block);
    number(&found).filter(|_| known)
}

/// The highest short number at the beginning of a text: `7 | Add an alert`.
fn number_in_front(text: &str) -> u64 {
    let begin: String = text.chars().take(12).collect();
    let parts = begin.split(|c: char| !c.is_ascii_digit()).filter(|part| (1..=2).contains(&part.len()));
    parts.filter_map(|part| part.parse().ok()).max().unwrap_or_default()
}

fn finding(block: &Block<'_>, kind: Kind, known: &Counted, range: &Range<usize>) -> Finding {
    let written = slice(block.text.text(), range.clone());
    let message =
        format!("`{written}` is mentioned, and no more than {} {}s are listed", known.total, kind.one());
    Finding::new(message, Label::new(block.text.span(range.clone()), "points beyond the last"))
        .with(known.last, "the last one")
        .help(format!("correct the number, or add the {}", kind.one()))
}

/// References to footnotes that the document does not define.
fn footnotes(document: &Document<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<String, Finding> = BTreeMap::new();
    for block in document.blocks() {
        let text = block.text.text();
        if document.is_aside(block) {
            continue;
        }
        for (range, name) in footnote_marks(text) {
            let opaque = words::touches(block.text.opaque(), |hidden| hidden, &range);
            if opaque || !is_mark(text, &range) {
                continue;
            }
            let span = block.text.span(range);
            let first = || {
                Finding::new(
                    format!("the footnote `{name}` is not there"),
                    Label::new(span, "no such footnote"),
                )
                .help(format!("add `[^{name}]: …`, or remove the mark"))
            };
            found
                .entry(name.to_owned())
                .and_modify(|finding| finding.others.push(Label::new(span, "and here")))
                .or_insert_with(first);
        }
    }
    found.into_values().collect()
}

/// Longest name of a footnote, in characters.
const LONGEST_NAME: usize = 30;

/// What looks like a reference to a footnote, `[^1]`, with its name. One that
/// nobody defined is left in the text by Markdown.
fn footnote_marks(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("[^").filter_map(|(at, open)| {
        let rest = text.get(at + open.len()..)?;
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')))?;
        let name = rest.get(..end)?;
        let closed = rest.get(end..)?.starts_with(']');
        let named = (1..=LONGEST_NAME).contains(&name.chars().count());
        (closed && named).then(|| (at..at + open.len() + end + 1, name))
    })
}

/// Whether a footnote's mark hangs on what it explains. `[^a-z]` after a space
/// is a pattern, `[^1]:` a definition.
fn is_mark(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start).chars().next_back();
    let after = slice(text, range.end..).chars().next();
    let hangs = before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '/' | '(' | '[' | '^' | '\\'));
    let ends = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')' | '!' | '[' | '"' | '”' | '|' | '–' | '—')
    });
    hangs && ends
}
