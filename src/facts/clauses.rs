//! Sentences and clauses of a text: how far a word reaches.

use crate::document::Prose;
use crate::phrases::sentences::{ABBREVIATION, CONJUNCTION};
use crate::span::slice;
use std::ops::Range;

/// How far a sentence or clause is looked at, in bytes to each side of a
/// place. Beyond it nothing bears on the place, and no text is read over and
/// over.
const REACH: usize = 400;

/// Bytes before a dot in which the word stands that it may shorten.
const WORD: usize = 12;

/// The sentences and clauses of one text.
#[derive(Debug)]
pub(crate) struct Clauses {
    len: usize,
    /// Where sentences begin, but for the first; in order.
    sentences: Vec<usize>,
    /// Where clauses end and begin; in order.
    clauses: Vec<Range<usize>>,
}

impl Clauses {
    /// Reads the ends of sentences and clauses.
    pub(crate) fn read(prose: &Prose<'_>) -> Self {
        let text = prose.text();
        Self { len: text.len(), sentences: starts(prose), clauses: seams(text) }
    }

    /// The sentence around a range of the text.
    pub(crate) fn sentence(&self, at: &Range<usize>) -> Range<usize> {
        let next = self.sentences.partition_point(|start| *start <= at.start);
        let start = next.checked_sub(1).and_then(|i| self.sentences.get(i)).copied().unwrap_or(0);
        let after = self.sentences.partition_point(|start| *start < at.end);
        let end = self.sentences.get(after).copied().unwrap_or(self.len);
        start..end.max(at.end)
    }

    /// The clause around a range of the text.
    pub(crate) fn clause(&self, at: &Range<usize>) -> Range<usize> {
        let sentence = self.sentence(at);
        let next = self.clauses.partition_point(|seam| seam.end <= at.start);
        let start = next.checked_sub(1).and_then(|i| self.clauses.get(i)).map_or(0, |seam| seam.end);
        let after = self.clauses.partition_point(|seam| seam.start < at.end);
        let end = self.clauses.get(after).map_or(self.len, |seam| seam.start);
        start.max(sentence.start)..end.min(sentence.end).max(at.end)
    }
}

/// The part of `text` within `range`, at most [`REACH`] bytes to either side
/// of `at`: what stands before it, and behind it.
pub(crate) fn around<'t>(text: &'t str, range: &Range<usize>, at: &Range<usize>) -> (&'t str, &'t str) {
    let from = text.ceil_char_boundary(range.start.max(at.start.saturating_sub(REACH)));
    let to = text.floor_char_boundary(range.end.min(at.end.saturating_add(REACH)));
    (slice(text, from..at.start), slice(text, at.end..to))
}

/// Where sentences begin, but for the first: behind marks with white space
/// behind them, behind a cell, and where the author ended a line.
fn starts(prose: &Prose<'_>) -> Vec<usize> {
    let text = prose.text();
    let mut starts: Vec<usize> = Vec::new();
    for (at, mark) in text.char_indices() {
        let rest = slice(text, at + mark.len_utf8()..);
        let start = match mark {
            '\n' if prose.is_hard_break(at) => Some(at + 1),
            '|' if text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace)) => {
                behind(text, rest)
            }
            ';' => behind(text, rest),
            '.' | '!' | '?' | '…' if !rest.starts_with(STOPS) => {
                behind(text, rest.trim_start_matches(CLOSERS)).filter(|start| {
                    !is_dot_inside(text.split_at(text.len() - rest.len()).0, text.get(*start..))
                })
            }
            _ => None,
        };
        starts.extend(start.filter(|start| starts.last().is_none_or(|last| last < start)));
    }
    starts
}

/// Marks that end a sentence.
const STOPS: [char; 4] = ['.', '!', '?', '…'];
/// Marks that may stand between those and the white space.
const CLOSERS: [char; 5] = ['"', '”', '’', ')', ']'];

/// Where the text goes on behind the white space that `rest`, its end, begins
/// with; none where it begins with something else.
fn behind(text: &str, rest: &str) -> Option<usize> {
    let words = rest.trim_start();
    (words.len() < rest.len()).then(|| text.len() - words.len())
}

/// Whether the dots at the end of `before` belong to an abbreviation, or to
/// something else that goes on in lower case.
fn is_dot_inside(before: &str, after: Option<&str>) -> bool {
    let words = before.trim_end_matches(STOPS);
    let marks = slice(before, words.len()..);
    let goes_on = after.is_some_and(|after| after.starts_with(char::is_lowercase));
    let word = before.floor_char_boundary((words.len() + 1).saturating_sub(WORD))..words.len() + 1;
    marks.starts_with('.') && (goes_on || before.get(word).is_some_and(|word| ABBREVIATION.is_in(word)))
}

/// What ends a clause inside of a sentence: marks, a dash, or a word with
/// which another begins. In order, and apart from each other.
fn seams(text: &str) -> Vec<Range<usize>> {
    let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let mut all: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        let mut rest = slice(text, end..).chars();
        let mut before = slice(text, ..at).chars().rev();
        let (next, last) = (rest.next(), before.next());
        let blank = |c: Option<char>| c.map_or(0, char::len_utf8);
        match mark {
            ',' | ':' if is_blank(next) => all.push(at..end + blank(next)),
            '(' | ')' | '[' | ']' | '–' | '—' => all.push(at..end),
            '-' if is_blank(last) && is_blank(next) => all.push(at - blank(last)..end + blank(next)),
            '-' if is_blank(last) && next == Some('-') => {
                let beyond = rest.next();
                if is_blank(beyond) {
                    all.push(at - blank(last)..end + 1 + blank(beyond));
                }
            }
            _ => {}
        }
    }
    for found in CONJUNCTION.find_all(text) {
        let last = text.get(..found.start()).and_then(|before| before.chars().next_back());
        if is_blank(last) {
            all.push(found.start() - last.map_or(0, char::len_utf8)..found.end());
        }
    }
    all.sort_by_key(|seam| seam.start);
    all.dedup_by(|next, kept| next.start < kept.end);
    all
}
