//! The pairs of bytes that a match can begin with.

use super::letters::Letters;
use super::syntax::Node;

/// Pairs of bytes, by their last five bits: the same for `A` and `a`.
#[derive(Clone, Debug)]
pub(super) struct Pairs([u32; 32]);

/// The second byte may be any.
const ANY: u32 = u32::MAX;

impl Pairs {
    /// The pairs that what `node` fits can begin with, and what follows it
    /// where that is one byte; none where it fits an empty text.
    pub(super) fn of(node: &Node) -> Option<Self> {
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
    pub(super) fn have(&self, first: u8, second: u8) -> bool {
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

    fn of(node: &Node) -> Self {
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
