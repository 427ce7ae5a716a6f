//! Texts as phrases are looked for in them.

use super::vocabulary;
use crate::text::{Passage, Token, Tokens, tokenize};
use smallvec::SmallVec;

/// Returns the tokens of a text, its words looked up in the vocabulary.
#[must_use]
pub fn tokens(text: &str) -> Tokens {
    Tokens::of(text, entry_of)
}

fn entry_of(word: &str) -> u16 {
    vocabulary().sets_of(word).0
}

/// What phrases can be looked for in: a passage, or a text that is tokenized
/// for the occasion.
pub trait Text<'t>: Copy {
    /// Returns the text as it is written.
    fn text(self) -> &'t str;

    /// Hands the passage to `f`, and returns what that returns.
    fn read<R>(self, f: impl FnOnce(Passage<'_>) -> R) -> R;
}

impl<'t> Text<'t> for Passage<'t> {
    fn text(self) -> &'t str {
        Passage::text(self)
    }

    fn read<R>(self, f: impl FnOnce(Passage<'_>) -> R) -> R {
        f(self)
    }
}

impl<'t> Text<'t> for &'t str {
    fn text(self) -> &'t str {
        self
    }

    fn read<R>(self, f: impl FnOnce(Passage<'_>) -> R) -> R {
        let mut tokens = SmallVec::<[Token; 64]>::new();
        tokenize(self, &entry_of, &mut |token| tokens.push(token));
        f(Passage::of_tokens(self, &tokens))
    }
}

impl<'t> Text<'t> for &'t String {
    fn text(self) -> &'t str {
        self
    }

    fn read<R>(self, f: impl FnOnce(Passage<'_>) -> R) -> R {
        self.as_str().read(f)
    }
}
