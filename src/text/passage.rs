//! A part of a text, with its tokens.

use super::tokens::{Token, Tokens};
use std::ops::Range;

/// A part of a text that has been tokenized: a sentence, a clause, what stands
/// before a figure. It is a view; to cut it costs next to nothing.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'t> {
    /// The part itself.
    text: &'t str,
    /// The tokens that stand in it as a whole.
    tokens: &'t [Token],
    /// Where it begins in the text that the tokens were counted in.
    offset: usize,
    /// Whether a token was cut where it begins, and where it ends.
    cut: (bool, bool),
}

impl<'t> Passage<'t> {
    /// Returns a whole text as one passage. `tokens` are those of the text.
    #[must_use]
    pub const fn new(text: &'t str, tokens: &'t Tokens) -> Self {
        Self { text, tokens: tokens.all(), offset: 0, cut: (false, false) }
    }

    /// The same where the tokens are kept elsewhere.
    pub(crate) const fn of_tokens(text: &'t str, tokens: &'t [Token]) -> Self {
        Self { text, tokens, offset: 0, cut: (false, false) }
    }

    /// Returns its words and marks as they are written.
    #[must_use]
    pub const fn text(self) -> &'t str {
        self.text
    }

    /// Returns its tokens.
    #[must_use]
    pub const fn tokens(self) -> &'t [Token] {
        self.tokens
    }

    /// Returns what has to be taken from the place of a token to get its place
    /// in this passage, in bytes.
    #[must_use]
    pub const fn offset(self) -> usize {
        self.offset
    }

    /// Returns the text of a token of this passage.
    #[must_use]
    pub fn word(self, token: Token) -> &'t str {
        self.text.get(token.start() - self.offset..token.end() - self.offset).unwrap_or_default()
    }

    /// Returns whether half a word stands where it begins, and where it ends.
    #[must_use]
    pub const fn cut(self) -> (bool, bool) {
        self.cut
    }

    /// Returns a part of it; `range` is in bytes of this passage. A token that
    /// the range cuts is in neither part.
    #[must_use]
    pub fn slice(self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        debug_assert_eq!(text.len(), range.len(), "{range:?} cuts a character of {:?}", self.text);
        let (from, to) = (self.offset + range.start, self.offset + range.start + text.len());
        let first = self.tokens.partition_point(|token| token.start() < from);
        let last = self.tokens.partition_point(|token| token.end() <= to).max(first);
        let before = first.checked_sub(1).and_then(|before| self.tokens.get(before));
        let cut_before = before.is_some_and(|token| token.end() > from) || range.start == 0 && self.cut.0;
        let cut_behind = self.tokens.get(last).is_some_and(|token| token.start() < to)
            || range.end == self.text.len() && self.cut.1;
        let tokens = self.tokens.get(first..last).unwrap_or_default();
        Self { text, tokens, offset: from, cut: (cut_before, cut_behind) }
    }

    /// Returns what stands before the byte `at` of this passage.
    #[must_use]
    pub fn before(self, at: usize) -> Self {
        self.slice(0..at)
    }

    /// Returns what stands from the byte `at` of this passage on.
    #[must_use]
    pub fn after(self, at: usize) -> Self {
        self.slice(at..self.text.len())
    }
}
