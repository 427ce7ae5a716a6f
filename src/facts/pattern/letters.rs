//! Sets of characters.

use std::borrow::Cow;

/// Characters beyond ASCII.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// From one to another; in either case, if the last says so.
    Range(char, char, bool),
    /// Those that words are made of, or those that they are not.
    Word(bool),
    /// White space, or all but white space.
    Space(bool),
    /// All.
    All,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// One bit for each ASCII character.
    ascii: u128,
    others: Cow<'static, [Kind]>,
    /// Beyond ASCII the set holds what `others` does not.
    negated: bool,
}

/// The ASCII characters that words are made of.
pub(super) const WORD: u128 = bits(b'0', b'9') | bits(b'A', b'Z') | bits(b'a', b'z') | bits(b'_', b'_');
const SPACE: u128 = bits(b'\t', b'\r') | bits(b' ', b' ');
const DIGIT: u128 = bits(b'0', b'9');

const fn bits(from: u8, to: u8) -> u128 {
    (u128::MAX >> (127 - to)) & (u128::MAX << from)
}

/// The bit of an ASCII character; none beyond.
pub(super) const fn bit(byte: u8) -> u128 {
    if byte < 128 { 1 << byte } else { 0 }
}

/// Whether words are made of this character, in the sense of the regex crate.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        WORD & bit(c as u8) != 0
    } else {
        regex_syntax::try_is_word_character(c).unwrap_or_else(|_| c.is_alphanumeric())
    }
}

impl Letters {
    /// All but the end of a line.
    pub(super) fn any() -> Self {
        Self { ascii: !bit(b'\n'), others: Cow::Borrowed(&[Kind::All]), negated: false }
    }

    /// One character; with its other case, if `folded`.
    pub(super) fn one(c: char, folded: bool) -> Self {
        let mut letters = Self::default();
        letters.add(c, c, folded);
        letters
    }

    /// What `\w`, `\d`, `\s` and their opposites stand for. No digit beyond
    /// ASCII is one: nothing here could read it.
    pub(super) fn named(name: char) -> Option<Self> {
        let (ascii, others): (_, &[Kind]) = match name {
            'w' => (WORD, &[Kind::Word(true)]),
            'W' => (!WORD, &[Kind::Word(false)]),
            's' => (SPACE, &[Kind::Space(true)]),
            'S' => (!SPACE, &[Kind::Space(false)]),
            'd' => (DIGIT, &[]),
            'D' => (!DIGIT, &[Kind::All]),
            _ => return None,
        };
        Some(Self { ascii, others: Cow::Borrowed(others), negated: false })
    }

    /// Adds the characters from one to another.
    pub(super) fn add(&mut self, from: char, to: char, folded: bool) {
        if from.is_ascii() {
            self.ascii |= bits(from as u8, if to.is_ascii() { to as u8 } else { 127 });
        }
        if !to.is_ascii() {
            self.others.to_mut().push(Kind::Range(from.max('\u{80}'), to, folded));
        }
        if folded {
            let letters = self.ascii & (bits(b'A', b'Z') | bits(b'a', b'z'));
            self.ascii |= (letters << 32 | letters >> 32) & (bits(b'A', b'Z') | bits(b'a', b'z'));
        }
    }

    /// Adds another set, that is not negated.
    pub(super) fn join(&mut self, other: &Self) {
        self.ascii |= other.ascii;
        if !other.others.is_empty() {
            self.others.to_mut().extend_from_slice(&other.others);
        }
    }

    /// All that it does not hold.
    pub(super) fn negate(&mut self) {
        self.ascii = !self.ascii;
        self.negated = !self.negated;
    }

    /// The ASCII characters in it, a bit for each.
    pub(super) const fn ascii(&self) -> u128 {
        self.ascii
    }

    /// Whether it may hold a character beyond ASCII.
    pub(super) fn has_others(&self) -> bool {
        self.negated || !self.others.is_empty()
    }

    pub(super) fn has(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii & bit(c as u8) != 0;
        }
        let is_of = |kind: &Kind| match *kind {
            Kind::Range(from, to, folded) => {
                let within = |c: char| from <= c && c <= to;
                within(c) || (folded && c.to_lowercase().chain(c.to_uppercase()).any(within))
            }
            Kind::Word(wanted) => is_word(c) == wanted,
            Kind::Space(wanted) => c.is_whitespace() == wanted,
            Kind::All => true,
        };
        self.others.iter().any(is_of) != self.negated
    }
}
