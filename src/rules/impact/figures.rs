//! Words and figures that say how many an incident reached.

use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::{Fact, Value, quotations};
use crate::phrases::Match;
use crate::phrases::impact::{AFFECTED_FIGURE, DOWN, FIGURE, LATE, NUMBER_ALONE, TELLS, TOTAL, VAGUE};
use crate::rules::Context;
use crate::span::{Span, one_line, slice};
use std::ops::Range;

/// Whether the words of a block say how many: a share, a count, or all. Only
/// what sums up says "all"; "all pods restarted" in a timeline is no figure.
pub(super) fn quantifies(cx: &Context<'_>, id: BlockId) -> bool {
    let share = cx.facts.of(id).iter().any(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    let block = cx.document.block(id);
    let text = block.text.text();
    let stands_alone =
        || cx.document.roles(block.section).has_any(&[Role::Impact, Role::Stats]) && holds_a_count(cx, id);
    share || holds_a_figure(cx, id) || (sums_up(cx.document, block) && TOTAL.is_in(text)) || stands_alone()
}

/// Whether a block holds a figure whose number is neither part of a time nor a
/// status code: "2024 our resolvers gave 403 answers" counts nothing.
fn holds_a_figure(cx: &Context<'_>, id: BlockId) -> bool {
    let timed = |value: &Value| matches!(value, Value::Time(_) | Value::StatusCode(_));
    let others: Vec<&Fact> = cx.facts.of(id).iter().filter(|fact| timed(&fact.value)).collect();
    let counts = |found: &Match<'_>| {
        let words = found.as_str();
        let digit = found.start() + words.find(char::is_alphanumeric).unwrap_or_default();
        !others.iter().any(|fact| fact.range.contains(&digit))
    };
    FIGURE.find_each(cx.document.passage(id)).iter().any(counts)
}

/// Whether a block holds a number that is neither a time, a date, a length of
/// time nor a status code: in the account of an impact that is a count.
fn holds_a_count(cx: &Context<'_>, id: BlockId) -> bool {
    let other = |value: &Value| matches!(value, Value::Time(_) | Value::StatusCode(_));
    let others: Vec<_> =
        cx.facts.of(id).iter().filter(|fact| other(&fact.value)).map(|fact| fact.range.clone()).collect();
    let counts = |at: Range<usize>| {
        let next = others.partition_point(|range| range.end <= at.start);
        others.get(next).is_none_or(|range| range.start >= at.end)
    };
    let text = cx.document.block(id).text.text();
    if !others.is_empty() && LATE.is_in(text) {
        return true;
    }
    NUMBER_ALONE
        .find_all(cx.document.passage(id))
        .iter()
        .any(|number| stands_alone(text, number) && counts(number.range()))
}

/// Whether white space or a mark of punctuation stands on both sides.
fn stands_alone(text: &str, number: &Match<'_>) -> bool {
    let before = text.get(..number.start()).and_then(|text| text.chars().next_back());
    let after = text.get(number.end()..).and_then(|text| text.chars().next());
    before.is_none_or(|c| c.is_whitespace() || "(~≈<>+".contains(c))
        && after.is_none_or(|c| c.is_whitespace() || "),;:+".contains(c))
}

/// Whether the words of a block say how many users or requests there were.
pub(super) fn counts_the_affected(cx: &Context<'_>, id: BlockId) -> bool {
    let share = cx.facts.of(id).iter().any(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    share || AFFECTED_FIGURE.is_in(cx.document.passage(id))
}

/// Whether a block says that a service was down, without further distinction.
pub(super) fn says_down(block: &Block<'_>) -> bool {
    DOWN.is_in(block.text.text())
}

/// Whether a block stands in the impact, the summary, or outside of any
/// section of a known role.
pub(super) fn sums_up(document: &Document<'_>, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    roles.is_empty() || roles.has_any(&[Role::Impact, Role::Summary, Role::Stats])
}

/// Whether a block tells what the incident did to others: not what caused it,
/// nor what was or will be done about it.
pub(super) fn tells_of_impact(document: &Document<'_>, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    let other = [Role::Actions, Role::Related, Role::Background, Role::Supporting, Role::Responders];
    !document.is_aside(block) && block.kind != BlockKind::Code && !roles.has_any(&other)
}

/// The first vague quantity in what sums the incident up, and its words.
pub(super) fn first_vague(document: &Document<'_>) -> Option<(Span, String)> {
    let told = document.blocks().iter().filter(|block| tells_of_impact(document, block));
    let mut told = told.filter(|block| sums_up(document, block) && block.kind != BlockKind::Heading);
    told.find_map(|block| {
        let at = vague(block).into_iter().next()?;
        let words = one_line(block.text.text().get(at.clone())?);
        Some((block.text.span(at), words))
    })
}

/// The vague quantities in a block, as ranges of its text.
fn vague(block: &Block<'_>) -> Vec<Range<usize>> {
    let text = block.text.text();
    let quotes = quotations(text);
    let from = block.label.as_ref().map_or(0, |label| label.value);
    let hidden = |at: &Range<usize>| {
        let over = |range: &Range<usize>| range.start < at.end && at.start < range.end;
        quotes.iter().chain(block.text.opaque()).any(over)
    };
    let found = VAGUE.find_all(text);
    let tells = |at: &Range<usize>| TELLS.is_in(slice(text, at.end..));
    found.iter().map(Match::range).filter(|at| at.start >= from && !hidden(at) && !tells(at)).collect()
}
