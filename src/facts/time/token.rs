//! Cuts text into numbers, words and marks.
//!
//! Numbers are runs of ASCII digits, words are runs of other letters and
//! digits of any script (so `１２` is a word and never half of a time), every
//! other character is a mark of its own. White space is no token; a token
//! remembers what stands before it.

use crate::span::slice;
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits.
    Number,
    /// Letters.
    Word,
    /// Any other character.
    Mark(char),
    /// Something that no expression may span: code, a URL, an empty line.
    Barrier,
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// White space.
    Space,
    /// White space with a line break, or the start of the text.
    Line,
}

/// The lower-case spelling of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lower {
    /// It is long or not ASCII, and means nothing here; or it is no word.
    #[default]
    Meaningless,
    /// It is written so.
    AsWritten,
    /// So many letters, of words with capitals.
    Spelt([u8; Lower::MAX], u8),
}

impl Lower {
    /// As long as the longest word that is looked for.
    const MAX: usize = 14;

    fn new(word: &str) -> Self {
        let Ok(length) = u8::try_from(word.len()) else { return Self::Meaningless };
        if word.len() > Self::MAX || !word.is_ascii() {
            return Self::Meaningless;
        }
        if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Self::AsWritten;
        }
        let mut letters = [0; Self::MAX];
        for (to, from) in letters.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Self::Spelt(letters, length)
    }

    /// The spelling of the word that is `written`.
    pub(super) fn spelling<'s>(&'s self, written: impl FnOnce() -> &'s str) -> &'s str {
        match self {
            Self::Meaningless => "",
            Self::AsWritten => written(),
            Self::Spelt(letters, length) => {
                let letters = letters.get(..usize::from(*length)).unwrap_or_default();
                std::str::from_utf8(letters).unwrap_or_default()
            }
        }
    }
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Its lower-case spelling, where it is a word.
    pub(super) lower: Lower,
}

/// The tokens of `text`. Each of the `opaque` ranges becomes one barrier.
pub(super) fn tokens(text: &str, opaque: &[Range<usize>]) -> Vec<Token> {
    let mut cutter = Cutter { text, opaque, at: 0, tokens: Vec::with_capacity(text.len() / 4) };
    while cutter.step() {}
    cutter.tokens
}

struct Cutter<'a> {
    text: &'a str,
    /// The barriers still ahead.
    opaque: &'a [Range<usize>],
    at: usize,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    /// Reads white space and the token after it; false at the end.
    fn step(&mut self) -> bool {
        let gap = self.space();
        let Some(first) = self.rest().chars().next() else {
            return false;
        };
        let start = self.at;
        let kind = if let Some(end) = self.barrier() {
            self.at = end;
            Kind::Barrier
        } else {
            self.piece(first)
        };
        let word = if kind == Kind::Word { self.text.get(start..self.at) } else { None };
        let lower = word.map(Lower::new).unwrap_or_default();
        self.tokens.push(Token { kind, start, end: self.at, gap, lower });
        true
    }

    fn rest(&self) -> &str {
        slice(self.text, self.at..)
    }

    /// Skips white space. An empty line becomes a barrier.
    fn space(&mut self) -> Gap {
        let mut gap = if self.at == 0 { Gap::Line } else { Gap::None };
        let mut lines = 0;
        while self.barrier().is_none() {
            let next = match self.text.as_bytes().get(self.at) {
                // Most white space is one blank.
                Some(b' ') => Some(' '),
                Some(byte) if byte.is_ascii_graphic() => None,
                _ => self.rest().chars().next().filter(|c| c.is_whitespace()),
            };
            let Some(next) = next else { break };
            self.at += next.len_utf8();
            lines += usize::from(next == '\n');
            gap = if lines > 0 || gap == Gap::Line { Gap::Line } else { Gap::Space };
        }
        if lines > 1 {
            let lower = Lower::default();
            let (start, end) = (self.at, self.at);
            self.tokens.push(Token { kind: Kind::Barrier, start, end, gap, lower });
        }
        gap
    }

    /// The end of the barrier that begins here or lies here, if one does.
    fn barrier(&mut self) -> Option<usize> {
        while let Some((range, rest)) = self.opaque.split_first() {
            if range.end > self.at && range.start < range.end {
                let end = self.text.ceil_char_boundary(range.end.min(self.text.len()));
                return (range.start <= self.at).then_some(end);
            }
            self.opaque = rest;
        }
        None
    }

    /// Moves over one number, word or mark.
    fn piece(&mut self, first: char) -> Kind {
        let limit = self.opaque.first().map_or(self.text.len(), |range| range.start);
        let kind = match first {
            c if c.is_ascii_digit() => Kind::Number,
            c if c.is_alphanumeric() => Kind::Word,
            c => Kind::Mark(c),
        };
        let belongs = |c: &char| match kind {
            Kind::Number => c.is_ascii_digit(),
            _ => c.is_alphanumeric() && !c.is_ascii_digit(),
        };
        let mut end = self.at + first.len_utf8();
        if !matches!(kind, Kind::Mark(_)) {
            let is_number = kind == Kind::Number;
            let plain =
                |byte: &u8| if is_number { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() };
            let until = self.text.as_bytes().get(end..limit).unwrap_or_default();
            end += until.iter().position(|byte| !plain(byte)).unwrap_or(until.len());
            for c in slice(self.text, end..).chars().take_while(belongs) {
                if end >= limit {
                    break;
                }
                end += c.len_utf8();
            }
        }
        self.at = end;
        kind
    }
}
