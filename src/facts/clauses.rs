//! Sentences and clauses of a text: how far a word reaches.

use super::Pattern;
use crate::document::Prose;
use std::ops::Range;

/// How far a sentence or clause is looked at, in bytes to each side of a
/// place. Beyond it nothing bears on the place, and no text is read over and
/// over.
const REACH: usize = 400;

/// What may end a sentence: marks with white space behind them, or a cell.
static ENDS: Pattern = Pattern::new(r#"[.!?…]+["”’)\]]*\s+ | ;\s | \s\|\s | \n"#);
/// What ends a clause inside of a sentence.
static SEAMS: Pattern = Pattern::new(
    r"[,:]\s | [()\[\]–—] | \s-{1,2}\s
      | \s(?:but|because|although|though|while|whereas|which|so\sthat|since|when|whenever|until|unless|before|after|where)\b",
);
/// Words whose dot ends no sentence.
static ABBREVIATION: Pattern =
    Pattern::new(r"(?:^|[\s(])(?:e\.g|i\.e|cf|vs|approx|ca|etc|no|nr|incl|resp|dr|mr|mrs|ms|st)\.$");

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
        let is_end = |end: &Range<usize>| {
            let mark = text.get(end.clone()).unwrap_or_default();
            let next = text.get(end.end..).and_then(|rest| rest.chars().next());
            if mark == "\n" {
                return prose.is_hard_break(end.start);
            }
            let before = text.get(..end.start + 1).unwrap_or_default();
            let word = before.get(before.floor_char_boundary(before.len().saturating_sub(12))..);
            !mark.starts_with('.')
                || (next.is_none_or(|c| !c.is_lowercase()) && !ABBREVIATION.is_in(word.unwrap_or_default()))
        };
        let sentences = places(&ENDS, text).into_iter().filter(is_end).map(|end| end.end).collect();
        Self { len: text.len(), sentences, clauses: places(&SEAMS, text) }
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
    (text.get(from..at.start).unwrap_or_default(), text.get(at.end..to).unwrap_or_default())
}

fn places(pattern: &Pattern, text: &str) -> Vec<Range<usize>> {
    pattern
        .regex()
        .map(|regex| regex.find_iter(text).map(|found| found.range()).collect())
        .unwrap_or_default()
}
