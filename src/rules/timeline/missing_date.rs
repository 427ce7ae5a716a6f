//! `timeline/missing-date`.

use crate::document::{Block, Document, Role};
use crate::facts::time::TimeValue;
use crate::facts::{Fact, Facts, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::phrases::Match;
use crate::phrases::time::{LIKE_DAY, MONTH_AND_DAY, NUMERIC_DATE};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};
use crate::text::Passage;

/// Reports a document that gives times of day and no date at all.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    if names_date(cx.document, cx.facts) {
        return Vec::new();
    }
    let minimum = params.count("minimum").max(1);
    let first = timed(cx, minimum).or_else(|| {
        let window = cx.incident.windows.iter().find(|window| window.start.has_clock())?;
        Some((window.start_span, window.start_written.clone()))
    });
    first.map(|(span, written)| finding(span, &written)).into_iter().collect()
}

fn finding(span: Span, written: &str) -> Finding {
    let message = format!("the document gives times such as `{written}` and no date");
    Finding::new(message, Label::new(span, "on which day?"))
        .help("state the day of the incident, for example `Date: 2024-01-18`")
}

/// The first time of the first timeline with enough of them.
fn timed(cx: &Context<'_>, minimum: usize) -> Option<(Span, String)> {
    let needs_date = |timeline: &&Timeline| {
        clocked(timeline).count() >= minimum && !counts_from_zero(timeline) && !counts_elapsed(cx, timeline)
    };
    let timeline = cx.incident.timelines.iter().find(needs_date)?;
    let first = clocked(timeline).min_by_key(|entry| entry.span)?;
    Some((first.span, first.written.clone()))
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// A timeline that begins at 00:00 counts the time since the start.
fn counts_from_zero(timeline: &Timeline) -> bool {
    clocked(timeline).map(|entry| entry.start.seconds).next() == Some(0)
}

fn counts_elapsed(cx: &Context<'_>, timeline: &Timeline) -> bool {
    clocked(timeline).any(|entry| counts_from_start(cx.document.block(entry.block).text.text()))
}

/// Whether the document dates anything but its actions, in whatever form.
fn names_date(document: &Document<'_>, facts: &Facts) -> bool {
    let tells = |block: &Block<'_>| {
        !document.roles(block.section).has_any(&[Role::Actions, Role::Related]) || is_title(document, block)
    };
    let dated = |fact: &Fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.date.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.date.is_some() || range.end.date.is_some(),
        _ => false,
    };
    facts.all().iter().any(|fact| dated(fact) && tells(document.block(fact.block)))
        || document.blocks_with_ids().any(|(id, block)| tells(block) && is_like_date(document.passage(id)))
}

/// Whether a text holds what may be a date in a form that is not read: a year,
/// three numbers, a month with a number beside it, the day of a feast.
fn is_like_date(text: Passage<'_>) -> bool {
    let is_year = |word: &str| {
        word.len() == 4
            && word.bytes().all(|byte| byte.is_ascii_digit())
            && (word.starts_with("19") || word.starts_with("20"))
    };
    text.tokens().iter().any(|token| is_year(text.word(*token)))
        || NUMERIC_DATE.find_all(text).iter().any(is_numeric_date)
        || MONTH_AND_DAY.is_in(text)
        || LIKE_DAY.is_in(text)
        || names_month_by_sign(text.text())
}

/// A day and a month of two digits at most, and a year of two at least.
fn is_numeric_date(found: &Match<'_>) -> bool {
    let has = |name: &str, digits: std::ops::RangeInclusive<usize>| {
        found.group(name).is_some_and(|range| digits.contains(&range.len()))
    };
    has("first", 1..=2) && has("second", 1..=2) && has("third", 2..=5)
}

/// `3月5日`, `3월 5일`.
fn names_month_by_sign(text: &str) -> bool {
    text.match_indices(['月', '월']).any(|(at, sign)| {
        let (before, after) = (text.get(..at), text.get(at + sign.len()..));
        before.is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
            && after.is_some_and(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a time in a text is counted from the start: `T+15`, `+15:30`,
/// `+15 min`.
fn counts_from_start(text: &str) -> bool {
    text.match_indices(['+', '-']).any(|(at, sign)| {
        let before = slice(text, ..at);
        let after = slice(text, at + 1..);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let rest = slice(after, digits..);
        let is_clock =
            rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let unit = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_length = ["m", "min", "h", "s"].iter().any(|known| known.eq_ignore_ascii_case(unit));
        let opens = before.chars().next_back().is_none_or(char::is_whitespace);
        let behind_t = before
            .trim_end()
            .strip_suffix(['T', 't'])
            .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        (behind_t && after.trim_start().starts_with(|c: char| c.is_ascii_digit()))
            || (sign == "+" && opens && (1..=3).contains(&digits) && (is_clock || is_length))
    })
}

fn is_title(document: &Document<'_>, block: &Block<'_>) -> bool {
    document.title().is_some_and(|title| title.span.overlaps(block.span))
}
