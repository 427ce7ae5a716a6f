//! What stands around a name: its sentence, quotations, links; and where a
//! phrase stands in a clause.

use crate::facts::sentence_at;
use crate::incident::clauses::Sentence;
use crate::phrases::Phrase;
use crate::span::slice;
use std::ops::Range;

/// The sentence around a range of a text.
pub(super) fn sentence<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    slice(text, sentence_at(text, range))
}

/// Whether one of the things, whose ranges are in order and apart from each
/// other, shares text with `range`.
pub(super) fn touches<T>(things: &[T], at: impl Fn(&T) -> &Range<usize>, range: &Range<usize>) -> bool {
    let first = things.partition_point(|thing| at(thing).end <= range.start);
    things.get(first).is_some_and(|thing| at(thing).start < range.end)
}

/// The part of the sentence before a place.
pub(super) fn before(text: &str, at: usize) -> &str {
    slice(text, sentence_at(text, &(at..at)).start..at)
}

/// The part of the sentence after a place.
pub(super) fn after(text: &str, at: usize) -> &str {
    slice(text, at..sentence_at(text, &(at..at)).end)
}

/// Where a phrase stands in a clause of a sentence, in bytes of the sentence.
pub(super) fn find_in(phrase: Phrase, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let at = phrase.find(sentence.passage().slice(clause.clone()))?.range();
    Some(clause.start + at.start..clause.start + at.end)
}
