//! Words, numbers and marks of a text.
//!
//! A word is letters, digits and underscores in a row, with apostrophes inside
//! (`can't`, `team's`); digits alone are a number; any other character that is
//! no white space is a mark. Each token keeps the number that its word has in the
//! vocabulary, so that words are compared as numbers from here on.

use std::ops::Range;

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins, in bytes of its text.
    start: u32,
    /// Its length in bytes.
    len: u16,
    /// The number of its word in the vocabulary; 0 for a word that no phrase
    /// knows, a number or a mark.
    entry: u16,
}

impl Token {
    /// Returns where it stands, in bytes of its text.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns where it begins, in bytes of its text.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// Returns where it ends, in bytes of its text.
    #[must_use]
    pub const fn end(self) -> usize {
        self.start as usize + self.len as usize
    }

    /// Returns the number of its word in the vocabulary; 0 for a word that no
    /// phrase knows, a number or a mark.
    #[must_use]
    pub const fn entry(self) -> u16 {
        self.entry
    }
}

/// The tokens of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens(Box<[Token]>);

impl Tokens {
    /// Returns the tokens of a text; `entry` gives the number of a word.
    #[must_use]
    pub fn of(text: &str, entry: impl Fn(&str) -> u16) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        tokenize(text, &entry, &mut |token| tokens.push(token));
        Self(tokens.into_boxed_slice())
    }

    /// Returns all of them.
    #[must_use]
    pub const fn all(&self) -> &[Token] {
        &self.0
    }
}

/// The longest token: what is longer is cut, and is no word that is known.
const LONGEST: usize = u16::MAX as usize;

/// Hands the tokens of a text to `add`, in order; `entry` gives the number of a
/// word. Of a text of more than 4 GiB only its beginning is read.
pub fn tokenize(text: &str, entry: &impl Fn(&str) -> u16, add: &mut impl FnMut(Token)) {
    let text = text.get(..text.floor_char_boundary(u32::MAX as usize)).unwrap_or(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let kind = KINDS[*byte as usize];
        match kind {
            BLANK => at += 1,
            MARK => {
                add(token(at, 1, 0));
                at += 1;
            }
            _ => at = if kind == LETTER { word(text, at, entry, add) } else { other(text, at, entry, add) },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "texts end at 4 GiB, tokens at 64 KiB")]
const fn token(start: usize, len: usize, entry: u16) -> Token {
    Token { start: start as u32, len: len as u16, entry }
}

/// What a byte is: white space, a letter or digit, a mark, or a part of a
/// character that is no ASCII.
const BLANK: u8 = 0;
const LETTER: u8 = 1;
const MARK: u8 = 2;
const OTHER: u8 = 3;

const KINDS: [u8; 256] = {
    let mut kinds = [MARK; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        if b.is_ascii_alphanumeric() || b == b'_' {
            kinds[byte] = LETTER;
        } else if b.is_ascii_whitespace() || b == 0x0b || b == 0 {
            kinds[byte] = BLANK;
        } else if b >= 0x80 {
            kinds[byte] = OTHER;
        }
        byte += 1;
    }
    kinds
};

/// Reads the word that begins at `at`; returns where it ends.
fn word(text: &str, at: usize, entry: &impl Fn(&str) -> u16, add: &mut impl FnMut(Token)) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        while bytes.get(end).is_some_and(|byte| KINDS[*byte as usize] == LETTER) {
            end += 1;
        }
        match bytes.get(end) {
            // An apostrophe inside of a word.
            Some(b'\'') if follows(text, end + 1) => end += 1,
            Some(byte) if *byte >= 0x80 => match char_at(text, end) {
                Some(c) if is_word_char(c) => end += c.len_utf8(),
                Some('’') if follows(text, end + '’'.len_utf8()) => end += '’'.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    let mut from = at;
    while end - from > LONGEST {
        let to = text.floor_char_boundary(from + LONGEST);
        add(token(from, to - from, 0));
        from = to;
    }
    let number = if from == at { entry(text.get(at..end).unwrap_or_default()) } else { 0 };
    add(token(from, end - from, number));
    end
}

/// Whether a letter stands at `at`.
fn follows(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(is_letter)
}

/// Reads what begins with a character that is no ASCII; returns where it ends.
fn other(text: &str, at: usize, entry: &impl Fn(&str) -> u16, add: &mut impl FnMut(Token)) -> usize {
    let Some(c) = char_at(text, at) else { return at + 1 };
    if is_letter(c) {
        return word(text, at, entry, add);
    }
    if !c.is_whitespace() && !is_unseen(c) && !combines(c) {
        add(token(at, c.len_utf8(), 0));
    }
    at + c.len_utf8()
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns whether a character is a part of a word: a letter, a digit, an
/// underscore, or a mark that changes the character before it.
#[must_use]
pub fn is_word_char(c: char) -> bool {
    is_letter(c) || combines(c)
}

/// Accents and the like that are written behind their letter, joiners, and
/// selectors of a variant.
const fn combines(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{200c}' | '\u{200d}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Characters of no width: a reader sees nothing there.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0f}')
}
