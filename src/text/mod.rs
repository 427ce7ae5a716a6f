//! Texts as words and marks: the ground that all reading stands on.

mod passage;
mod tokens;

pub use passage::Passage;
pub use tokens::{Token, Tokens, is_word_char, tokenize};
