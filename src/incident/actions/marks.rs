//! Owners, due dates, tickets and the like in a line.

use super::wording::{
    BRACKET, DASHED, DUE, DUE_BEFORE, DUE_SURELY, EMPTY, GROUP, HANDLE, IMPERATIVE, LEADING_BRACKET, NO_NAME,
    NO_TICKET, OWNER, PRIORITY, RELATIVE_DUE, SUBJECT, TEAM, TICKET, TOPIC, TRACKER,
};
use super::{Due, Mark};
use crate::document::{Block, Link};
use crate::facts::time::TimeValue;
use crate::facts::{Fact, Pattern, Value};
use crate::incident::instant::Instant;
use crate::incident::resolve::Resolver;
use std::ops::Range;

/// How far before a date the words are looked for that make it a due date, in
/// bytes.
const NEAR: usize = 60;
/// Longest text, in bytes, that may head a group.
pub(super) const HEADING: usize = 200;

/// A part of a block's text: a line, a cell, or all of it.
#[derive(Clone)]
pub(super) struct Part<'p> {
    pub(super) block: &'p Block<'p>,
    pub(super) range: Range<usize>,
}

impl<'p> Part<'p> {
    /// All of a block's text.
    pub(super) fn whole(block: &'p Block<'p>) -> Self {
        Self { block, range: 0..block.text.text().len() }
    }

    pub(super) fn text(&self) -> &'p str {
        self.block.text.text().get(self.range.clone()).unwrap_or_default()
    }

    /// A piece of this part, without the marks at its ends.
    fn mark(&self, piece: Range<usize>, sure: bool) -> Option<Mark> {
        let text = self.text().get(piece.clone())?;
        let edge = |c: char| c.is_whitespace() || "*_.,;`:[]()-–—".contains(c);
        let start = piece.start + (text.len() - text.trim_start_matches(edge).len());
        let written = text.trim_matches(edge);
        if written.is_empty() {
            return None;
        }
        let from = self.range.start + start;
        Some(Mark {
            span: self.block.text.span(from..from + written.len()),
            written: written.to_owned(),
            sure,
        })
    }

    /// The whole part as one value; none where it is left empty.
    pub(super) fn value(&self) -> Option<Mark> {
        // A picture of somebody names them.
        let is_empty = EMPTY.is_in(self.text()) && !self.text().contains('\u{fffc}');
        if is_empty { None } else { self.mark(0..self.text().len(), true) }
    }

    /// The first of a pattern's named groups that takes part in a match.
    fn find(&self, pattern: &Pattern) -> Option<Range<usize>> {
        let found = pattern.regex()?.captures(self.text())?;
        let mut groups = found.iter().skip(1).flatten();
        groups.next().map(|group| group.range())
    }

    fn piece(&self, range: &Range<usize>) -> &'p str {
        self.text().get(range.clone()).unwrap_or_default()
    }

    /// Who does it, as far as the line says.
    pub(super) fn owner(&self) -> Option<Mark> {
        if let Some(found) = self.find(&OWNER).filter(|range| !EMPTY.is_in(self.piece(range))) {
            return self.mark(found, true);
        }
        if let Some(found) = self.find(&HANDLE) {
            return self.mark(found, true);
        }
        let subject = self.find(&SUBJECT).filter(|range| is_subject(self.piece(range)));
        if let Some(found) = subject {
            let sure = GROUP.is_in(self.piece(&found));
            return self.mark(found, sure);
        }
        let named = [(&BRACKET, false), (&LEADING_BRACKET, false), (&DASHED, true)];
        let found = named.into_iter().find_map(|(pattern, capital)| {
            let found = self.find(pattern)?;
            self.items(&found).into_iter().find(|range| is_name(self.piece(range), capital))
        });
        found.or_else(|| self.named_by_label()).and_then(|range| self.mark(range, false))
    }

    /// The parts of an enumeration: "Ana, due Friday".
    fn items(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut at = range.start;
        let piece = self.piece(range).split([',', ';', '/', '|']).map(|item| {
            let start = at + (item.len() - item.trim_start().len());
            at += item.len() + 1;
            start..start + item.trim().len()
        });
        piece.collect()
    }

    /// "Ana: add an alert", where the label may be a name.
    fn named_by_label(&self) -> Option<Range<usize>> {
        let label =
            self.block.label.as_ref().filter(|label| !label.alone && self.range.start < label.value)?;
        let end = label.value.min(self.range.end) - self.range.start;
        let name = label.name.trim();
        let words = name.split_whitespace().count();
        let capital = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        let is_name = TEAM.is_in(name) && GROUP.is_in(name) || (capital && words <= 2 && !TOPIC.is_in(name));
        (is_name && !IMPERATIVE.is_in(name) && !NO_NAME.is_in(name)).then_some(0..end)
    }

    /// A heading that may name those who act: "Storage team".
    pub(super) fn heads(&self) -> Option<Mark> {
        let text = self.text();
        if text.len() > HEADING {
            return None;
        }
        let heads = text.split_whitespace().count() <= 5 && (TEAM.is_in(text) || HANDLE.is_in(text));
        let range = self.find(&OWNER).or_else(|| heads.then_some(0..text.len()))?;
        // What heads a group says nothing of the others' habits.
        self.mark(range, false)
    }

    /// Where it is tracked, as far as the line says.
    pub(super) fn ticket(&self) -> Option<Mark> {
        if let Some(link) = self.links().find(|link| TRACKER.is_in(&link.target)) {
            let start = link.text.start.max(self.range.start) - self.range.start;
            let end = link.text.end.min(self.range.end).saturating_sub(self.range.start);
            return self.mark(start..end.max(start), true);
        }
        let addresses = addresses(self.text());
        if let Some(found) = addresses.into_iter().find(|range| TRACKER.is_in(self.piece(range))) {
            return self.mark(found, true);
        }
        if !self.text().bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let numbers = TICKET.regex()?.captures_iter(self.text());
        let mut groups = numbers.filter_map(|found| found.name("value").map(|group| group.range()));
        let found = groups.find(|range| !NO_TICKET.is_in(self.piece(range)))?;
        self.mark(found, true)
    }

    /// Whether it holds any link.
    pub(super) fn is_linked(&self) -> bool {
        self.links().next().is_some() || self.text().contains("://")
    }

    fn links(&self) -> impl Iterator<Item = &'p Link> {
        self.block.text.links_in(&self.range)
    }

    /// The few words before a place of the block's text.
    fn before(&self, at: usize) -> &'p str {
        let text = self.block.text.text();
        let from = text.floor_char_boundary(at.saturating_sub(NEAR)).max(self.range.start);
        text.get(from..at).unwrap_or_default()
    }

    pub(super) fn priority(&self) -> Option<Mark> {
        let found = self.find(&PRIORITY)?;
        self.mark(found, true)
    }

    /// By when, as far as the line says. In a column or a field for it
    /// (`in_place`) any value will do.
    pub(super) fn due(&self, facts: &[Fact], resolver: &Resolver<'_>, in_place: bool) -> Option<Due> {
        let first = facts.partition_point(|fact| fact.range.start < self.range.start);
        let inside = facts.iter().skip(first).take_while(|fact| fact.range.end <= self.range.end);
        let mut dates = inside.filter(|fact| is_date(fact));
        let dated = dates.find(|fact| in_place || DUE_BEFORE.is_in(self.before(fact.range.start)));
        if let Some(fact) = dated {
            let from = self.range.start;
            let sure = in_place || DUE_SURELY.is_in(self.before(fact.range.start));
            let mark = self.mark(fact.range.start - from..fact.range.end - from, sure)?;
            return Some(Due { mark, at: instant(fact, resolver) });
        }
        if in_place {
            return self.value().map(|mark| Due { mark, at: None });
        }
        let found = self.find(&DUE).or_else(|| {
            let found = RELATIVE_DUE.regex()?.find(self.text())?;
            Some(found.range())
        })?;
        self.mark(found, false).map(|mark| Due { mark, at: None })
    }
}

/// A date that a fact writes, alone or with a time.
fn is_date(fact: &Fact) -> bool {
    !fact.quoted && matches!(&fact.value, Value::Time(TimeValue::Timestamp(stamp)) if stamp.date.is_some())
}

/// The instant of a date that has a year of its own.
fn instant(fact: &Fact, resolver: &Resolver<'_>) -> Option<Instant> {
    match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) if stamp.date?.year.is_some() => {
            Some(resolver.instant(stamp, fact))
        }
        _ => None,
    }
}

/// Whether words may be somebody's name, or a team's.
fn is_name(text: &str, capital: bool) -> bool {
    let words = text.split_whitespace().count();
    let initial = text.chars().next();
    let asks = text.ends_with([':', '=']);
    let begins = !asks && initial.is_some_and(|c| c.is_alphabetic() && (!capital || c.is_uppercase()));
    TEAM.is_in(text) && words <= 4 || (begins && words <= 3 && !NO_NAME.is_in(text))
}

/// Whether the subject of "… will do this" is a team or a name.
fn is_subject(text: &str) -> bool {
    let is_proper = text.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let pronoun = ["we", "i", "it", "this", "that", "they", "there", "these", "those", "you", "how"];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    !pronoun.contains(&first.as_str())
        && !IMPERATIVE.is_in(text)
        && (TEAM.is_in(text) || (is_proper && !NO_NAME.is_in(text)))
}

/// The addresses in a text.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|');
    let starts = text.match_indices("://").map(|(at, _)| at);
    let around = |at: usize| {
        let start = text[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(ends).map_or(text.len(), |i| at + i);
        start..end
    };
    starts.map(around).collect()
}
