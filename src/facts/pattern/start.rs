//! Where a match can begin, as far as its first two bytes tell.

use super::letters::{Letters, WORD, bit};
use super::program::First;
use super::syntax::{Look, Node};

/// Whether a match may begin with a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Never,
    Anywhere,
    /// Where no letter, digit or `_` of ASCII stands before it.
    NoWord,
}

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
    firsts: [Begins; 256],
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
        let mut firsts = [Begins::Never; 256];
        let in_word = in_word(node);
        for (byte, begins) in (0_u8..=255).zip(&mut firsts) {
            // The inner bytes of a character are 0x80 to 0xBF.
            if first.admits(Some(byte)) && byte & 0xc0 != 0x80 {
                let no_word = WORD & !in_word & bit(byte) != 0;
                *begins = if no_word { Begins::NoWord } else { Begins::Anywhere };
            }
        }
        Self::With(Box::new(Bytes { firsts, pairs: Pairs::of(node) }))
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
        let mut at = from;
        loop {
            let may_begin = |byte: &u8| self.firsts[usize::from(*byte)] != Begins::Never;
            at += bytes.get(at..)?.iter().position(may_begin)?;
            if self.fits(bytes, at) {
                return Some(at);
            }
            at += 1;
        }
    }

    fn fits(&self, bytes: &[u8], at: usize) -> bool {
        let Some(first) = bytes.get(at) else { return false };
        let is_of_word = |byte: &u8| WORD & bit(*byte) != 0;
        let inside = || at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(is_of_word);
        let begun = |pairs: &Pairs| bytes.get(at + 1).is_none_or(|second| pairs.have(*first, *second));
        self.pairs.as_ref().is_none_or(begun)
            && !(self.firsts[usize::from(*first)] == Begins::NoWord && inside())
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
        let mut opening = Opening::of(node);
        if opening.empty {
            return None;
        }
        let single = opening.single;
        (0..32).filter(|first| single & (1 << first) != 0).for_each(|first| opening.add(first, ANY));
        Some(Self(opening.pairs))
    }

    /// Whether a match may begin with these bytes. Of those beyond ASCII
    /// nothing is known.
    fn have(&self, first: u8, second: u8) -> bool {
        let seconds = self.0.get(usize::from(first & 31)).copied().unwrap_or_default();
        seconds & (1 << (second & 31)) != 0 || (first | second) >= 128
    }
}

/// How the texts begin that a node fits.
#[derive(Clone, Copy)]
struct Opening {
    /// The empty text is among them.
    empty: bool,
    /// The texts of one byte.
    single: u32,
    /// The first two bytes of longer ones.
    pairs: [u32; 32],
}

impl Opening {
    const NOTHING: Self = Self { empty: false, single: 0, pairs: [0; 32] };
    const EMPTY: Self = Self { empty: true, single: 0, pairs: [0; 32] };

    fn of(node: &Node<'_>) -> Self {
        match node {
            Node::Text { text, .. } => Self::of_bytes(text.as_bytes()),
            Node::One(letters) => Self::of_letters(letters),
            Node::Look(_) => Self::EMPTY,
            Node::Group(_, node) => Self::of(node),
            Node::All(nodes) => {
                let mut opening = Self::EMPTY;
                for node in nodes {
                    if !opening.is_open() {
                        break;
                    }
                    opening = opening.then(&Self::of(node));
                }
                opening
            }
            Node::Either(ways) => ways.iter().map(Self::of).fold(Self::NOTHING, |all, way| all.or(&way)),
            Node::Repeat { node, least, most, .. } => {
                let one = Self::of(node);
                let more = if *most > 1 { one.then(&one.or(&Self::EMPTY)) } else { one };
                if *least == 0 { more.or(&Self::EMPTY) } else { more }
            }
        }
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        let mut opening = Self::NOTHING;
        match bytes {
            [] => opening.empty = true,
            [only] => opening.single = 1 << (only & 31),
            [first, second, ..] => opening.add(usize::from(first & 31), 1 << (second & 31)),
        }
        opening
    }

    /// The characters beyond ASCII go without saying: see [`Pairs::have`].
    fn of_letters(letters: &Letters) -> Self {
        let mut opening = Self::NOTHING;
        let mut rest = letters.ascii();
        while rest != 0 {
            opening.single |= 1 << (rest.trailing_zeros() & 31);
            rest &= rest - 1;
        }
        opening
    }

    fn add(&mut self, first: usize, seconds: u32) {
        if let Some(place) = self.pairs.get_mut(first) {
            *place |= seconds;
        }
    }

    /// Whether what follows matters.
    const fn is_open(&self) -> bool {
        self.empty || self.single != 0
    }

    fn or(mut self, other: &Self) -> Self {
        self.empty |= other.empty;
        self.single |= other.single;
        (0..).zip(other.pairs).for_each(|(first, seconds)| self.add(first, seconds));
        self
    }

    /// This, and `next` behind it.
    fn then(&self, next: &Self) -> Self {
        let mut opening = Self { empty: self.empty && next.empty, single: 0, pairs: self.pairs };
        if self.empty {
            opening.single |= next.single;
            (0..).zip(next.pairs).for_each(|(first, seconds)| opening.add(first, seconds));
        }
        if self.single != 0 {
            opening.single |= if next.empty { self.single } else { 0 };
            let firsts = (0..).zip(next.pairs).filter(|(_, seconds)| *seconds != 0);
            let seconds = firsts.fold(next.single, |all, (first, _): (usize, u32)| all | 1 << first);
            for first in (0..32).filter(|first| self.single & (1 << first) != 0) {
                opening.add(first, seconds);
            }
        }
        opening
    }
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
