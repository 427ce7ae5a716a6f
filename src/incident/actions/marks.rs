//! Owners, due dates, tickets and the like in a line.

use super::identifiers::{handle, is_tracker, ticket_in};
use super::wording::{
    behind_dash, in_first_brackets, in_last_brackets, is_empty, is_no_name, is_topic, labelled,
};
use super::{Due, Mark};
use crate::document::{Block, BlockId, Document, Link};
use crate::facts::time::TimeValue;
use crate::facts::{Fact, Value};
use crate::incident::instant::Instant;
use crate::incident::resolve::Resolver;
use crate::phrases::Text;
use crate::phrases::action_marks::{
    DUE_BEFORE, DUE_LABEL, DUE_RELATIVE, DUE_SURELY, DUE_WORD, OWNER_GROUP, OWNER_LABEL, OWNER_SUBJECT,
    OWNER_TEAM, PRIORITY,
};
use crate::phrases::actions::IMPERATIVE;
use crate::text::Passage;
use std::ops::Range;

/// Longest name behind a label, in characters.
const LONGEST_OWNER: usize = 61;
/// Longest due date behind a label, in characters.
const LONGEST_DUE: usize = 41;
/// Longest text, in bytes, that may head a group.
pub(super) const HEADING: usize = 200;

/// A part of a block's text: a line, a cell, or all of it.
#[derive(Clone)]
pub(super) struct Part<'p> {
    pub(super) block: &'p Block<'p>,
    pub(super) range: Range<usize>,
    /// The words of the part.
    pub(super) words: Passage<'p>,
}

impl<'p> Part<'p> {
    /// A part of a block.
    pub(super) fn new(document: &'p Document<'p>, id: BlockId, range: Range<usize>) -> Self {
        let words = document.passage(id).slice(range.clone());
        Self { block: document.block(id), range, words }
    }

    /// All of a block's text.
    pub(super) fn whole(document: &'p Document<'p>, id: BlockId) -> Self {
        Self::new(document, id, 0..document.block(id).text.text().len())
    }

    pub(super) const fn text(&self) -> &'p str {
        self.words.text()
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
        let is_empty = is_empty(self.words) && !self.text().contains('\u{fffc}');
        if is_empty { None } else { self.mark(0..self.text().len(), true) }
    }

    fn piece(&self, range: &Range<usize>) -> Passage<'p> {
        self.words.slice(range.clone())
    }

    /// The owner that stands behind a label.
    fn labelled_owner(&self) -> Option<Range<usize>> {
        labelled(self.words, &[OWNER_LABEL], &['|', ';', ',', ')', ']'], LONGEST_OWNER)
    }

    /// Who does it, as far as the line says.
    pub(super) fn owner(&self) -> Option<Mark> {
        if let Some(found) = self.labelled_owner().filter(|range| !is_empty(self.piece(range))) {
            return self.mark(found, true);
        }
        if let Some(found) = handle(self.text()) {
            return self.mark(found, true);
        }
        let subject = OWNER_SUBJECT.find(self.words).and_then(|found| found.group("value"));
        if let Some(found) = subject.filter(|range| is_subject(self.piece(range))) {
            let sure = OWNER_GROUP.is_in(self.piece(&found));
            return self.mark(found, sure);
        }
        let set_off = [
            (in_last_brackets(self.text()), false),
            (in_first_brackets(self.text()), false),
            (behind_dash(self.text()), true),
        ];
        let found = set_off.into_iter().find_map(|(found, capital)| {
            self.items(&found?).into_iter().find(|range| is_name(self.piece(range), capital))
        });
        found.or_else(|| self.named_by_label()).and_then(|range| self.mark(range, false))
    }

    /// The parts of an enumeration: "Ana, due Friday".
    fn items(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut at = range.start;
        let piece = self.piece(range).text().split([',', ';', '/', '|']).map(|item| {
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
        let is_name = name.read(|name| {
            let is_team = OWNER_TEAM.is_in(name) && OWNER_GROUP.is_in(name);
            (is_team || (capital && words <= 2 && !is_topic(name)))
                && !IMPERATIVE.is_in(name)
                && !is_no_name(name)
        });
        is_name.then_some(0..end)
    }

    /// A heading that may name those who act: "Storage team".
    pub(super) fn heads(&self) -> Option<Mark> {
        let text = self.text();
        if text.len() > HEADING {
            return None;
        }
        let is_short = text.split_whitespace().count() <= 5;
        let heads = is_short && (OWNER_TEAM.is_in(self.words) || handle(text).is_some());
        let range = self.labelled_owner().or_else(|| heads.then_some(0..text.len()))?;
        // What heads a group says nothing of the others' habits.
        self.mark(range, false)
    }

    /// Where it is tracked, as far as the line says.
    pub(super) fn ticket(&self) -> Option<Mark> {
        if let Some(link) = self.links().find(|link| is_tracker(&link.target)) {
            let start = link.text.start.max(self.range.start) - self.range.start;
            let end = link.text.end.min(self.range.end).saturating_sub(self.range.start);
            return self.mark(start..end.max(start), true);
        }
        let addresses = addresses(self.text());
        if let Some(found) = addresses.into_iter().find(|range| is_tracker(self.piece(range).text())) {
            return self.mark(found, true);
        }
        ticket_in(self.words).and_then(|found| self.mark(found, true))
    }

    /// Whether it holds any link.
    pub(super) fn is_linked(&self) -> bool {
        self.links().next().is_some() || self.text().contains("://")
    }

    fn links(&self) -> impl Iterator<Item = &'p Link> {
        self.block.text.links_in(&self.range)
    }

    pub(super) fn priority(&self) -> Option<Mark> {
        let found = PRIORITY.find(self.words)?.group("value")?;
        self.mark(found, true)
    }

    /// By when, as far as the line says. In a column or a field for it
    /// (`in_place`) any value will do.
    pub(super) fn due(&self, facts: &[Fact], resolver: &Resolver<'_>, in_place: bool) -> Option<Due> {
        let first = facts.partition_point(|fact| fact.range.start < self.range.start);
        let inside = facts.iter().skip(first).take_while(|fact| fact.range.end <= self.range.end);
        let mut dates = inside.filter(|fact| is_date(fact));
        let before = |fact: &Fact| self.words.before(fact.range.start - self.range.start);
        let dated = dates.find(|fact| in_place || DUE_BEFORE.is_in(before(fact)));
        if let Some(fact) = dated {
            let from = self.range.start;
            let sure = in_place || DUE_SURELY.is_in(before(fact));
            let mark = self.mark(fact.range.start - from..fact.range.end - from, sure)?;
            return Some(Due { mark, at: instant(fact, resolver) });
        }
        if in_place {
            return self.value().map(|mark| Due { mark, at: None });
        }
        let labelled = labelled(self.words, &[DUE_LABEL, DUE_WORD], &['|', ';', ')', ']'], LONGEST_DUE);
        // "Due to a fault" gives a reason, no date.
        let labelled = labelled.filter(|range| !self.piece(range).text().starts_with("to "));
        let found = labelled.or_else(|| DUE_RELATIVE.find(self.words).map(|found| found.range()))?;
        self.mark(found, false).map(|mark| Due { mark, at: None })
    }

    /// Whether nearly all of it is struck out: several words that are no claim
    /// and no address.
    pub(super) fn is_struck(&self) -> bool {
        let ranges = self.block.text.opaque();
        let first = ranges.partition_point(|range| range.end <= self.range.start);
        let inside = ranges.iter().skip(first).take_while(|range| range.start < self.range.end);
        let opaque: usize =
            inside.map(|range| range.end.min(self.range.end) - range.start.max(self.range.start)).sum();
        let text = self.text();
        text.split_whitespace().count() >= 3 && !text.contains("://") && opaque * 5 >= text.len() * 4
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
fn is_name(words: Passage<'_>, capital: bool) -> bool {
    let text = words.text();
    let count = text.split_whitespace().count();
    let initial = text.chars().next();
    let asks = text.ends_with([':', '=']);
    let begins = !asks && initial.is_some_and(|c| c.is_alphabetic() && (!capital || c.is_uppercase()));
    OWNER_TEAM.is_in(words) && count <= 4 || (begins && count <= 3 && !is_no_name(words))
}

/// Most words of a subject that names those who act, without "and".
const SUBJECT_WORDS: usize = 4;

/// Whether the subject of "… will do this" is a team or a name.
fn is_subject(words: Passage<'_>) -> bool {
    let text = words.text();
    let is_proper = text.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let pronoun = ["we", "i", "it", "this", "that", "they", "there", "these", "those", "you", "how"];
    // Of "we've", "we".
    let first = text.split([' ', '\n', '\'', '’']).next().unwrap_or_default().to_lowercase();
    let count = text.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("and")).count();
    !pronoun.contains(&first.as_str())
        && text.starts_with(char::is_alphabetic)
        && count <= SUBJECT_WORDS
        && !IMPERATIVE.is_in(words)
        && (OWNER_TEAM.is_in(words) || (is_proper && !is_no_name(words)))
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
