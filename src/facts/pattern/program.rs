//! Patterns as steps to take.

use super::letters::{Letters, bit};
use super::start::Start;
use super::syntax::{Look, Node, Tree};
use std::sync::Arc;

/// The most steps of a program. What needs more is left to the regex crate.
const MOST: usize = 20_000;

/// One step.
#[derive(Debug)]
pub(super) enum Step {
    /// These bytes; in either case, if `folded`.
    Text { text: Box<[u8]>, folded: bool },
    /// One character.
    One(Letters),
    /// A character several times.
    Run { letters: Letters, least: usize, most: usize, lazy: bool },
    /// A place.
    Look(Look),
    /// Goes on at the first of several steps that leads on.
    Choose(Box<Choices>),
    /// Goes on behind this step or at `out`, whichever leads on; `out` first, if `lazy`.
    Try { out: usize, lazy: bool, first: First },
    /// Goes on there.
    Jump(usize),
    /// Remembers the place: the beginning or end of a group.
    Mark(usize),
    /// The pattern fits.
    Done,
}

/// What something can begin with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct First {
    ascii: u128,
    /// A character beyond ASCII.
    others: bool,
    /// Nothing: whatever follows.
    empty: bool,
}

impl First {
    pub(super) const fn admits(&self, next: Option<u8>) -> bool {
        match next {
            _ if self.empty => true,
            None => false,
            Some(byte) if byte < 128 => self.ascii & bit(byte) != 0,
            Some(_) => self.others,
        }
    }

    /// Whether it says nothing of what follows.
    pub(super) const fn is_empty(&self) -> bool {
        self.empty
    }

    /// The ASCII characters among it, a bit for each.
    pub(super) const fn ascii(&self) -> u128 {
        self.ascii
    }

    const fn or(self, other: Self) -> Self {
        Self {
            ascii: self.ascii | other.ascii,
            others: self.others | other.others,
            empty: self.empty | other.empty,
        }
    }

    pub(super) fn of(node: &Node<'_>) -> Self {
        match node {
            Node::Text { text, folded } => {
                let Some(&byte) = text.as_bytes().first() else { return Self::EMPTY };
                let cases = if *folded {
                    bit(byte.to_ascii_lowercase()) | bit(byte.to_ascii_uppercase())
                } else {
                    bit(byte)
                };
                Self { ascii: cases, others: byte >= 128, empty: false }
            }
            Node::One(letters) => Self { ascii: letters.ascii(), others: letters.has_others(), empty: false },
            Node::Look(_) => Self::EMPTY,
            Node::Group(_, node) => Self::of(node),
            Node::All(nodes) => {
                let mut first = Self::EMPTY;
                for node in nodes {
                    let next = Self::of(node);
                    first = Self { empty: next.empty, ..first.or(next) };
                    if !next.empty {
                        break;
                    }
                }
                first
            }
            Node::Either(ways) => ways.iter().map(Self::of).fold(Self::default(), Self::or),
            Node::Repeat { node, least, .. } => {
                let first = Self::of(node);
                Self { empty: first.empty || *least == 0, ..first }
            }
        }
    }

    const EMPTY: Self = Self { ascii: 0, others: false, empty: true };
}

/// The ways that each next byte leaves open.
#[derive(Debug)]
pub(super) struct Choices {
    /// Where the ways of each byte begin in `ways`: ASCII, all others, none.
    starts: [u16; Self::BYTES + 1],
    /// The steps that the ways begin with, in their order.
    ways: Vec<u32>,
}

impl Choices {
    const BYTES: usize = 130;

    /// `ways`: what each way begins with, and its first step.
    fn new(ways: &[(First, usize)]) -> Option<Self> {
        // Each byte's ways are counted first, and then put behind each other.
        let mut starts = [0_u16; Self::BYTES + 1];
        for (first, _) in ways {
            for byte in Self::bytes(first) {
                let count = starts.get_mut(byte + 1)?;
                *count = count.checked_add(1)?;
            }
        }
        let mut sum = 0_u16;
        for start in &mut starts {
            sum = sum.checked_add(*start)?;
            *start = sum;
        }
        let mut places = starts;
        let mut list = vec![0; usize::from(sum)];
        for (first, step) in ways {
            let step = u32::try_from(*step).ok()?;
            for byte in Self::bytes(first) {
                let place = places.get_mut(byte)?;
                *list.get_mut(usize::from(*place))? = step;
                *place += 1;
            }
        }
        Some(Self { starts, ways: list })
    }

    /// The bytes that something may begin with: ASCII, 128 for all others, and
    /// 129 for the end of the text.
    fn bytes(first: &First) -> impl Iterator<Item = usize> + use<> {
        let first = *first;
        let mut ascii = if first.empty { u128::MAX } else { first.ascii };
        let one = move || {
            let byte = (ascii != 0).then(|| ascii.trailing_zeros() as usize);
            ascii &= ascii.wrapping_sub(1);
            byte
        };
        let others = (first.others || first.empty).then_some(Self::BYTES - 2);
        let end = first.empty.then_some(Self::BYTES - 1);
        std::iter::from_fn(one).chain(others).chain(end)
    }

    /// The ways open before the byte `next`.
    pub(super) fn before(&self, next: Option<u8>) -> &[u32] {
        let byte = next.map_or(Self::BYTES - 1, |byte| usize::from(byte.min(128)));
        let at = |i: usize| usize::from(self.starts.get(i).copied().unwrap_or_default());
        self.ways.get(at(byte)..at(byte + 1)).unwrap_or_default()
    }
}

/// A pattern, ready to be looked for.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) steps: Vec<Step>,
    /// Where a match may begin.
    pub(super) start: Start,
    /// The names of the groups; the first is the whole.
    pub(super) names: Arc<[String]>,
    /// The same for every program of the same pattern.
    pub(super) number: usize,
}

impl Program {
    /// None where the pattern needs too many steps. `number` tells patterns
    /// apart.
    pub(super) fn new(tree: &Tree<'_>, number: usize) -> Option<Self> {
        let Tree { node, names } = tree;
        let mut steps = Vec::new();
        add(node, &mut steps)?;
        steps.push(Step::Done);
        Some(Self { steps, start: Start::of(node), names: names.as_slice().into(), number })
    }
}

fn add(node: &Node<'_>, steps: &mut Vec<Step>) -> Option<()> {
    if steps.len() > MOST {
        return None;
    }
    match node {
        Node::Text { text, folded } => {
            let folded = *folded && text.bytes().any(|byte| byte.is_ascii_alphabetic());
            steps.push(Step::Text { text: text.as_bytes().into(), folded });
        }
        Node::One(letters) => steps.push(Step::One(letters.clone())),
        Node::Look(look) => steps.push(Step::Look(*look)),
        Node::Group(number, node) => {
            steps.push(Step::Mark(number * 2));
            add(node, steps)?;
            steps.push(Step::Mark(number * 2 + 1));
        }
        Node::All(nodes) => nodes.iter().try_for_each(|node| add(node, steps))?,
        Node::Either(ways) => add_either(ways, steps)?,
        Node::Repeat { node, least, most, lazy } => match one(node) {
            Some(letters) => {
                steps.push(Step::Run { letters, least: *least, most: *most, lazy: *lazy });
            }
            None => add_repeat(node, *least, *most, *lazy, steps)?,
        },
    }
    Some(())
}

/// The characters that a node stands for, if it is always one of them.
fn one(node: &Node<'_>) -> Option<Letters> {
    match node {
        Node::One(letters) => Some(letters.clone()),
        Node::Text { text, folded } => {
            let mut chars = text.chars();
            let c = chars.next()?;
            chars.next().is_none().then(|| Letters::one(c, *folded))
        }
        _ => None,
    }
}

fn add_either(ways: &[Node<'_>], steps: &mut Vec<Step>) -> Option<()> {
    let fork = steps.len();
    steps.push(Step::Done);
    let mut starts = Vec::with_capacity(ways.len());
    let mut ends = Vec::with_capacity(ways.len());
    for way in ways {
        starts.push((First::of(way), steps.len()));
        add(way, steps)?;
        ends.push(steps.len());
        steps.push(Step::Done);
    }
    let out = steps.len();
    for end in ends {
        *steps.get_mut(end)? = Step::Jump(out);
    }
    *steps.get_mut(fork)? = Step::Choose(Box::new(Choices::new(&starts)?));
    Some(())
}

fn add_repeat(node: &Node<'_>, least: usize, most: usize, lazy: bool, steps: &mut Vec<Step>) -> Option<()> {
    // What is empty adds no steps, however often it is repeated.
    if least > MOST || (most != usize::MAX && most > MOST) {
        return None;
    }
    let first = First::of(node);
    for _ in 0..least {
        add(node, steps)?;
    }
    if most == usize::MAX {
        // What may be empty could be repeated for ever.
        if first.empty {
            return None;
        }
        let fork = steps.len();
        steps.push(Step::Done);
        add(node, steps)?;
        steps.push(Step::Jump(fork));
        *steps.get_mut(fork)? = Step::Try { out: steps.len(), lazy, first };
        return Some(());
    }
    let mut forks = Vec::new();
    for _ in least..most {
        forks.push(steps.len());
        steps.push(Step::Done);
        add(node, steps)?;
    }
    let out = steps.len();
    for fork in forks {
        *steps.get_mut(fork)? = Step::Try { out, lazy, first };
    }
    Some(())
}
