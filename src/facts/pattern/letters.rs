//! Sets of characters.

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
    others: Vec<Kind>,
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
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        WORD & bit(c as u8) != 0
    } else {
        regex_syntax::try_is_word_character(c).unwrap_or_else(|_| c.is_alphanumeric())
    }
}

impl Letters {
    /// All but the end of a line.
    pub(super) fn any() -> Self {
        Self { ascii: !bit(b'\n'), others: vec![Kind::All], negated: false }
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
        let (ascii, other) = match name.to_ascii_lowercase() {
            'w' => (WORD, Some(Kind::Word(name == 'w'))),
            's' => (SPACE, Some(Kind::Space(name == 's'))),
            'd' => (DIGIT, (name == 'D').then_some(Kind::All)),
            _ => return None,
        };
        let ascii = if name.is_ascii_uppercase() { !ascii } else { ascii };
        Some(Self { ascii, others: other.into_iter().collect(), negated: false })
    }

    /// Adds the characters from one to another.
    pub(super) fn add(&mut self, from: char, to: char, folded: bool) {
        if from.is_ascii() {
            self.ascii |= bits(from as u8, if to.is_ascii() { to as u8 } else { 127 });
        }
        if !to.is_ascii() {
            self.others.push(Kind::Range(from.max('\u{80}'), to, folded));
        }
        if folded {
            let letters = self.ascii & (bits(b'A', b'Z') | bits(b'a', b'z'));
            self.ascii |= (letters << 32 | letters >> 32) & (bits(b'A', b'Z') | bits(b'a', b'z'));
        }
    }

    /// Adds another set, that is not negated.
    pub(super) fn join(&mut self, other: &Self) {
        self.ascii |= other.ascii;
        self.others.extend(&other.others);
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

    /// Whether it may hold a character beyond ASCII that words are made of.
    pub(super) fn has_words(&self) -> bool {
        self.negated || self.others.iter().any(|kind| !matches!(kind, Kind::Space(true) | Kind::Word(false)))
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
