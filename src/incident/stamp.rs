//! The time an entry begins with.

use super::instant::Day;
use crate::document::{Block, BlockKind, Document};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Timestamp;
use crate::facts::{Fact, Value};
use crate::span::{Span, slice};
use std::ops::Range;

/// The time of an entry, and what is told of it.
pub(super) struct Stamp {
    /// When; the beginning of a range.
    pub(super) start: Timestamp,
    /// The end of a range.
    pub(super) end: Option<Timestamp>,
    /// Where the time stands.
    pub(super) span: Span,
    /// The time as written.
    pub(super) written: String,
    /// The text without the time.
    pub(super) rest: String,
    /// The fact it was read from.
    pub(super) fact: Fact,
    /// The day that a line above states for the entries below it.
    pub(super) day: Option<(Day, Span)>,
    /// Which part of the timeline it stands in: a heading, a day or a lead-in
    /// line begins a new one.
    pub(super) segment: usize,
}

impl Stamp {
    /// Whether it is a line that only dates what follows.
    pub(super) fn is_day_line(&self) -> bool {
        let only_dates = || self.rest.trim().is_empty() || is_zone_remark(&self.rest);
        self.start.clock.is_none() && self.start.date.is_some() && only_dates()
    }
}

/// Words of a remark on the zone of times: "all times are in UTC, on".
const ZONE_REMARK: [&str; 14] = [
    "all", "times", "time", "zone", "timezone", "are", "is", "in", "on", "the", "given", "local", "listed",
    "utc",
];

/// Whether a text says only which zone times are in.
fn is_zone_remark(text: &str) -> bool {
    let is_zone = |word: &str| word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase() || c == 'Z');
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let known = |word: &str| ZONE_REMARK.contains(&word.to_lowercase().as_str()) || is_zone(word);
    let speaks_of_times = text.to_lowercase().contains("time");
    speaks_of_times && words.all(known)
}

/// Words that may stand before the time of an entry: "At about 14:05, …".
const LEAD_IN: [&str; 16] = [
    "at",
    "by",
    "around",
    "about",
    "on",
    "from",
    "approximately",
    "approx",
    "circa",
    "ca",
    "roughly",
    "since",
    "between",
    "the",
    "day",
    "time",
];

/// Most words before a time that ends its line: "First detected 14:02".
const TRAILING_WORDS: usize = 6;

/// Whether a fact states a time of day.
pub(super) fn has_clock(fact: &Fact) -> bool {
    timestamps(fact).is_some_and(|(start, _)| start.clock.is_some())
}

/// How many times of day a fact states: a range may state two.
pub(super) fn clocks(fact: &Fact) -> usize {
    let Some((start, end)) = timestamps(fact) else { return 0 };
    usize::from(start.clock.is_some()) + usize::from(end.is_some_and(|end| end.clock.is_some()))
}

/// The timestamps of a fact: a single one, or both ends of a range.
pub(super) fn timestamps(fact: &Fact) -> Option<(&Timestamp, Option<&Timestamp>)> {
    match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => Some((stamp, None)),
        Value::Time(TimeValue::Range(range)) => Some((&range.start, Some(&range.end))),
        _ => None,
    }
}

/// The time a block begins with. In a timeline (`in_timeline`) it may also
/// follow a label, or end a short line; elsewhere it must open the line and
/// name an hour.
pub(super) fn stamp_of(
    document: &Document<'_>,
    block: &Block<'_>,
    facts: &[Fact],
    in_timeline: bool,
) -> Option<Stamp> {
    if matches!(block.kind, BlockKind::Row { header: true, .. } | BlockKind::Code) {
        return None;
    }
    let index = facts.iter().position(|fact| timestamps(fact).is_some() && !fact.quoted)?;
    let fact = facts.get(index)?;
    let text = block.text.text();
    let opens = match block.kind {
        BlockKind::Row { table, .. } => opens_row(document, table, text, &fact.range),
        _ => {
            is_lead_in(text.get(..fact.range.start)?) || (in_timeline && in_label_or_last(block, &fact.range))
        }
    };
    if !opens || (!in_timeline && !has_clock(fact)) {
        return None;
    }
    let (start, end) = timestamps(fact)?;
    let mut stamp = Stamp {
        start: start.clone(),
        end: end.cloned(),
        span: fact.span,
        written: text.get(fact.range.clone())?.to_owned(),
        rest: without(text, &fact.range),
        fact: fact.clone(),
        day: None,
        segment: 0,
    };
    // A date and a time in two cells, or parted by a comma or a dash.
    if let Some(next) = facts.get(index + 1) {
        join_clock(&mut stamp, block, fact, next);
    }
    Some(stamp)
}

/// Takes the clock of the next fact over, where it belongs to the date of the
/// first.
fn join_clock(stamp: &mut Stamp, block: &Block<'_>, first: &Fact, next: &Fact) -> Option<()> {
    let text = block.text.text();
    let (clock, end) = timestamps(next)?;
    let between = text.get(first.range.end..next.range.start)?;
    let near = between
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '|' | ',' | '-' | '–' | ':' | '*' | '(' | '@'));
    if near && stamp.start.clock.is_none() && clock.date.is_none() && clock.clock.is_some() {
        stamp.start.clock.clone_from(&clock.clock);
        stamp.start.zone.clone_from(&clock.zone);
        stamp.end = end.cloned();
        stamp.span = first.span.cover(next.span);
        stamp.written = text.get(first.range.start..next.range.end)?.replace(" | ", " ");
        stamp.rest = without(text, &(first.range.start..next.range.end));
    }
    Some(())
}

/// Whether nothing but marks and lead-in words stands before a time.
fn is_lead_in(before: &str) -> bool {
    let mut words =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let few = words
        .by_ref()
        .take(3)
        .all(|word| LEAD_IN.contains(&word.as_str()) || word.parse::<u8>().is_ok_and(|_| before.len() < 5));
    few && words.next().is_none()
}

/// In a label's brackets, right behind a label, or at the end of a short line.
fn in_label_or_last(block: &Block<'_>, range: &Range<usize>) -> bool {
    let text = block.text.text();
    if block.kind == BlockKind::Heading {
        return true;
    }
    if let Some(label) = &block.label {
        let behind = text.get(label.value..range.start).is_some_and(is_lead_in);
        return range.end <= label.value || behind;
    }
    let before = slice(text, ..range.start);
    let after = slice(text, range.end..);
    let ends_line = after.chars().all(|c| !c.is_alphanumeric());
    ends_line && before.split_whitespace().count() <= TRAILING_WORDS
}

/// In a table, the time opens its cell, and the cell is one of the first two
/// or stands under a heading that speaks of time.
fn opens_row(document: &Document<'_>, table: usize, text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start);
    let cell = before.matches(" | ").count();
    let in_cell = before.rsplit(" | ").next().unwrap_or_default();
    let column = document.columns(table).get(cell).map(|name| name.to_lowercase()).unwrap_or_default();
    let named = ["time", "when", "date", "utc", "timestamp"].iter().any(|word| column.contains(word));
    is_lead_in(in_cell) && (named || cell < 2)
}

/// The text without the time and the marks around it.
pub(super) fn without(text: &str, range: &Range<usize>) -> String {
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(c, ':' | '-' | '–' | '—' | '*' | '|' | '(' | ')' | '[' | ']' | ',' | '.')
    };
    let before = slice(text, ..range.start).trim_matches(is_mark);
    let whole = slice(text, range.end..);
    let after = whole.trim_start_matches(is_mark);
    // A bracket that opens a remark goes with it.
    let marks = whole.strip_suffix(after).unwrap_or_default();
    let closing = match marks.chars().next_back() {
        Some('(') => ')',
        Some('[') => ']',
        _ => '\0',
    };
    let is_bracket = |c: char| matches!(c, '(' | ')' | '[' | ']');
    let is_remark = after.chars().find(|c| is_bracket(*c)) == Some(closing);
    let after = whole.get(marks.len() - usize::from(is_remark)..).unwrap_or(after);
    if before.is_empty() { after.to_owned() } else { format!("{before} {after}") }
}
