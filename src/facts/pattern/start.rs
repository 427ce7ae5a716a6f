//! Where a match can begin, as far as its first two bytes tell.

use super::letters::{WORD, bit};
use super::program::First;
use super::syntax::{Look, Node};

/// A match may begin with a byte, whatever stands before it.
const ANYWHERE: u8 = 1;
/// The same where no letter, digit or `_` of ASCII stands before it.
const NO_WORD: u8 = 2;
/// A byte is a letter, digit or `_` of ASCII.
const OF_WORD: u8 = 4;

/// Where the matches of a pattern may begin.
#[derive(Debug)]
pub(super) enum Start {
    /// Where the text does.
    OfText,
    /// Anywhere: the pattern fits an empty text.
    Anywhere,
    /// With some bytes.
    With(Box<Bytes>),
}

/// The bytes that matches begin with.
#[derive(Debug)]
pub(super) struct Bytes {
    firsts: [u8; 256],
    pairs: Option<Pairs>,
}

impl Start {
    pub(super) fn of(node: &Node<'_>) -> Self {
        let first = First::of(node);
        if begins_with(node, Look::Start) {
            return Self::OfText;
        }
        if first.is_empty() {
            return Self::Anywhere;
        }
        let mut firsts = [0; 256];
        let in_word = in_word(node);
        for (byte, begins) in (0_u8..=255).zip(&mut firsts) {
            let word = WORD & bit(byte);
            // The inner bytes of a character are 0x80 to 0xBF.
            if first.admits(Some(byte)) && byte & 0xc0 != 0x80 {
                *begins = if word & !in_word != 0 { NO_WORD } else { ANYWHERE | NO_WORD };
            }
            *begins |= if word != 0 { OF_WORD } else { 0 };
        }
        Self::With(Box::new(Bytes { firsts, pairs: Pairs::of(node) }))
    }

    /// Whether a match may begin nowhere but where the text does.
    pub(super) const fn is_of_text(&self) -> bool {
        matches!(self, Self::OfText)
    }

    /// The next place from `from` on where a match may begin.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
        match self {
            Self::OfText => (from == 0).then_some(0),
            Self::Anywhere => (from..=text.len()).find(|at| text.is_char_boundary(*at)),
            Self::With(with) => with.next(text.as_bytes(), from),
        }
    }
}

impl Bytes {
    fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let kind = |byte: &u8| self.firsts[usize::from(*byte)];
        // What may begin behind a byte of a word, or behind any other.
        let behind = |kind: u8| if kind & OF_WORD != 0 { ANYWHERE } else { ANYWHERE | NO_WORD };
        let mut open = behind(from.checked_sub(1).and_then(|at| bytes.get(at)).map_or(0, kind));
        let mut at = from;
        loop {
            let may_begin = |byte: &u8| {
                let kind = kind(byte);
                let may = kind & open != 0;
                open = behind(kind);
                may
            };
            at += bytes.get(at..)?.iter().position(may_begin)?;
            let begun = |pairs: &Pairs| pairs.begin(bytes, at);
            if self.pairs.as_ref().is_none_or(begun) {
                return Some(at);
            }
            at += 1;
        }
    }
}

/// Pairs of bytes, by their last five bits: the same for `A` and `a`.
#[derive(Clone, Debug)]
struct Pairs([u32; 32]);

/// The second byte may be any.
const ANY: u32 = u32::MAX;

impl Pairs {
    /// The pairs that what `node` fits can begin with, and what follows it
    /// where that is one byte; none where it fits an empty text.
    fn of(node: &Node<'_>) -> Option<Self> {
        let mut pairs = Self([0; 32]);
        let behind = pairs.add(node, Opening { empty: true, firsts: 0 });
        if behind.empty {
            return None;
        }
        pairs.join(behind.firsts, ANY);
        Some(pairs)
    }

    /// Whether a match may begin with the bytes at a place.
    fn begin(&self, bytes: &[u8], at: usize) -> bool {
        let Some(first) = bytes.get(at) else { return false };
        bytes.get(at + 1).is_none_or(|second| self.have(*first, *second))
    }

    /// Whether a match may begin with these bytes. Of those beyond ASCII
    /// nothing is known.
    fn have(&self, first: u8, second: u8) -> bool {
        let seconds = self.0.get(usize::from(first & 31)).copied().unwrap_or_default();
        seconds & (1 << (second & 31)) != 0 || (first | second) >= 128
    }

    /// Adds each of the first bytes with each of the second.
    fn join(&mut self, firsts: u32, seconds: u32) {
        let mut rest = firsts;
        while rest != 0 {
            if let Some(place) = self.0.get_mut(rest.trailing_zeros() as usize) {
                *place |= seconds;
            }
            rest &= rest - 1;
        }
    }

    /// Adds the pairs that `node` makes with what stands before it; returns
    /// what is too short for a pair behind it.
    fn add(&mut self, node: &Node<'_>, before: Opening) -> Opening {
        if !before.is_open() {
            return before;
        }
        match node {
            Node::Text { text, .. } => {
                let bytes = text.as_bytes();
                bytes.iter().take(2).fold(before, |before, byte| self.one(1 << (byte & 31), before))
            }
            // The characters beyond ASCII go without saying: see `have`.
            Node::One(letters) => self.one(last_bits(letters.ascii()), before),
            Node::Look(_) => before,
            Node::Group(_, node) => self.add(node, before),
            Node::All(nodes) => nodes.iter().fold(before, |before, node| self.add(node, before)),
            Node::Either(ways) => {
                ways.iter().map(|way| self.add(way, before)).fold(Opening::default(), Opening::or)
            }
            Node::Repeat { node, least, most, .. } => {
                let once = self.add(node, before);
                let more = if *most > 1 { once.or(self.add(node, once)) } else { once };
                if *least == 0 { more.or(before) } else { more }
            }
        }
    }

    fn one(&mut self, byte: u32, before: Opening) -> Opening {
        self.join(before.firsts, byte);
        Opening { empty: false, firsts: if before.empty { byte } else { 0 } }
    }
}

/// Beginnings of fewer than two bytes.
#[derive(Clone, Copy, Default)]
struct Opening {
    /// The empty text is among them.
    empty: bool,
    /// The texts of one byte, by its last five bits.
    firsts: u32,
}

impl Opening {
    /// Whether what follows matters.
    const fn is_open(self) -> bool {
        self.empty || self.firsts != 0
    }

    const fn or(self, other: Self) -> Self {
        Self { empty: self.empty | other.empty, firsts: self.firsts | other.firsts }
    }
}

/// The last five bits of some ASCII characters, a bit for each.
const fn last_bits(ascii: u128) -> u32 {
    (ascii | ascii >> 32 | ascii >> 64 | ascii >> 96) as u32
}

/// The bytes that a node may begin with where no word begins.
fn in_word(node: &Node<'_>) -> u128 {
    match node {
        Node::Group(_, node) => in_word(node),
        Node::Either(ways) => ways.iter().map(in_word).fold(0, |all, way| all | way),
        Node::All(nodes) => {
            let mut bytes = 0;
            for node in nodes {
                // A letter behind it begins a word.
                if matches!(node, Node::Look(Look::Border)) {
                    return bytes;
                }
                bytes |= in_word(node);
                if !First::of(node).is_empty() {
                    return bytes;
                }
            }
            bytes
        }
        node => First::of(node).ascii() & WORD,
    }
}

fn begins_with(node: &Node<'_>, look: Look) -> bool {
    match node {
        Node::Look(found) => *found == look,
        Node::Group(_, node) => begins_with(node, look),
        Node::All(nodes) => nodes.first().is_some_and(|node| begins_with(node, look)),
        Node::Either(ways) => ways.iter().all(|way| begins_with(way, look)),
        _ => false,
    }
}
