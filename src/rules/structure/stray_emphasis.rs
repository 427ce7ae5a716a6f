//! `structure/stray-emphasis`.

use super::headings::meets;
use crate::document::{Block, BlockKind, Document};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};
use std::ops::Range;

/// Most places that are shown beside the first.
const SHOWN: usize = 2;

/// A run of asterisks that the reader sees.
struct Stray {
    /// Where it stands in the text of its block.
    range: Range<usize>,
    span: Span,
}

/// What would mend a line of strays: the place to show, and the edits.
struct Mended {
    place: Span,
    edits: Vec<Edit>,
}

/// Reports asterisks that were to set something bold and are shown as they
/// stand: one finding for the document, whose fix mends all of them.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let read = |block: &&Block<'_>| !document.is_aside(block) && block.kind != BlockKind::Code;
    let mended: Vec<Mended> =
        document.blocks().iter().filter(read).flat_map(|block| mended(document, block)).collect();
    finding(&mended).into_iter().collect()
}

fn finding(mended: &[Mended]) -> Option<Finding> {
    let (first, others) = mended.split_first()?;
    let message = match others.len() {
        0 => "`**` is shown as it stands and sets nothing bold".to_owned(),
        n => format!("`**` is shown as it stands in {} places and sets nothing bold", n + 1),
    };
    let mut finding = Finding::new(message, Label::new(first.place, "shown to the reader"))
        .help("close what was opened, with no space inside the marks, or remove them");
    for other in others.iter().take(SHOWN) {
        finding = finding.with(other.place, "and here");
    }
    let edits = mended.iter().flat_map(|mended| mended.edits.iter().cloned()).collect();
    finding.fix = Some(Fix { title: "mend or remove the marks".into(), edits, safety: Safety::Safe });
    Some(finding)
}

/// The strays of a block, each line and cell by itself.
fn mended(document: &Document<'_>, block: &Block<'_>) -> Vec<Mended> {
    let text = block.text.text();
    let strays = strays(document, block);
    if strays.is_empty() || is_tangled(block) {
        return Vec::new();
    }
    let mut strays = strays.into_iter().peekable();
    let mut mended = Vec::new();
    for line in lines(text, matches!(block.kind, BlockKind::Row { .. })) {
        let mut of_line = Vec::new();
        while let Some(stray) = strays.next_if(|stray| stray.range.end <= line.end) {
            of_line.push(stray);
        }
        mended.extend(mend(block, &line, &of_line));
    }
    mended
}

/// Whether bold text runs over a line's end: then the marks that are shown are
/// not those that are wrong.
fn is_tangled(block: &Block<'_>) -> bool {
    let text = block.text.text();
    block.text.strong().iter().any(|strong| text.get(strong.clone()).is_some_and(|bold| bold.contains('\n')))
}

/// The lines of a text; of a row the cells.
fn lines(text: &str, row: bool) -> Vec<Range<usize>> {
    let end = if row { " | " } else { "\n" };
    let mut at = 0;
    let line = |line: &str| {
        let range = at..at + line.len();
        at = range.end + end.len();
        range
    };
    text.split(end).map(line).collect()
}

/// Runs of two or three asterisks beside a word; those in code, addresses,
/// paths, powers, masks and escapes are meant.
fn strays(document: &Document<'_>, block: &Block<'_>) -> Vec<Stray> {
    let text = block.text.text();
    let mut strays = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("**")).map(|found| at + found) {
        let length = slice(text, start..).bytes().take_while(|byte| *byte == b'*').count();
        let range = start..start + length;
        at = range.end;
        let span = block.text.span(range.clone());
        let hidden = meets(block.text.opaque(), &range);
        if length <= 3
            && span.len() == length
            && !hidden
            && !document.is_escaped(span.start)
            && is_mark(text, &range)
        {
            strays.push(Stray { range, span });
        }
    }
    strays
}

/// Whether a run of asterisks can only have been meant as a mark.
fn is_mark(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let meant =
        |c: char| matches!(c, '/' | '\\' | '.' | '*' | '_' | '=' | '<' | '>' | '@' | '$' | '%' | '^' | '|');
    let foreign = |c: char| !c.is_ascii() && c.is_alphabetic();
    if [before, after].into_iter().flatten().any(|c| meant(c) || foreign(c)) {
        // A full stop may end the bold text.
        return before == Some('.') && after.is_none_or(char::is_whitespace);
    }
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let power = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
    (word(before) || word(after)) && !power
}

/// Pairs are put around their words; one that is left over is taken away.
fn mend(block: &Block<'_>, line: &Range<usize>, strays: &[Stray]) -> Vec<Mended> {
    let mut mended = Vec::new();
    let mut rest = strays;
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if let Some((second, others)) = others.split_first()
            && let Some(edits) = paired(block, first, second)
        {
            rest = others;
            if !edits.is_empty() {
                mended.push(Mended { place: first.span.cover(second.span), edits });
            }
        } else if is_left_over(block.text.text(), line, first) {
            let edit = Edit { span: first.span, replacement: String::new() };
            mended.push(Mended { place: first.span, edits: vec![edit] });
        }
    }
    mended
}

/// Whether a single mark opens or ends its line, or follows a label's colon;
/// elsewhere it may be meant. What it leaves at the head of a line must not
/// become a mark of its own.
fn is_left_over(text: &str, line: &Range<usize>, stray: &Stray) -> bool {
    let before = slice(text, line.start..stray.range.start).trim_end();
    let after = slice(text, stray.range.end..line.end).trim_start();
    if before.is_empty() {
        // `**argv` is a name, `**Impact` a label.
        let clock = after
            .get(..5)
            .is_some_and(|time| time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':'));
        return clock || after.starts_with(char::is_uppercase);
    }
    // `Mail was late. **No mail was lost.`: it opens a sentence and never ends.
    let whole = slice(text, line.clone());
    let touches =
        text.get(stray.range.end..line.end).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    if touches && before.ends_with(['.', '!', '?']) && whole.matches("**").count() == 1 {
        return true;
    }
    let said = before.contains(char::is_alphanumeric);
    said && (after.is_empty() || before.ends_with(':'))
}

/// The edits that make a pair of marks one that Markdown knows: `** a: **b`
/// becomes `**a:** b`. None where the marks do not face each other.
fn paired(block: &Block<'_>, open: &Stray, close: &Stray) -> Option<Vec<Edit>> {
    let text = block.text.text();
    let inner = text.get(open.range.end..close.range.start)?;
    let words = inner.trim();
    let before = text.get(..open.range.start)?.chars().next_back();
    let after = text.get(close.range.end..)?.chars().next();
    let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let faces = open.range.len() == close.range.len() && apart(before) && !words.is_empty();
    let plain = !inner.contains(['*', '_', '\n']);
    // Between the marks the source must be what the reader sees.
    let whole = block.text.span(open.range.end..close.range.start);
    let exact = whole.start == open.span.end && whole.end == close.span.start && whole.len() == inner.len();
    if !(faces && plain && exact) {
        return None;
    }
    let lead = inner.len() - inner.trim_start().len();
    let tail = inner.len() - inner.trim_end().len();
    let mut edits = Vec::new();
    if lead > 0 {
        edits.push(Edit { span: Span::new(whole.start, whole.start + lead), replacement: String::new() });
    }
    if tail > 0 {
        edits.push(Edit { span: Span::new(whole.end - tail, whole.end), replacement: String::new() });
    }
    if !apart(after) && !after.is_some_and(|c| c.is_ascii_punctuation()) {
        edits.push(Edit { span: Span::new(close.span.end, close.span.end), replacement: " ".into() });
    }
    Some(edits)
}
