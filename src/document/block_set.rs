//! Sets of blocks: where a phrase stands.

use super::BlockId;

/// Some of the blocks of a document.
#[derive(Clone, Debug)]
pub struct BlockSet(Kind);

#[derive(Clone, Debug)]
enum Kind {
    All,
    /// A bit for each block up to the last one.
    Some(Vec<u64>),
}

impl BlockSet {
    /// All blocks.
    pub const ALL: Self = Self(Kind::All);

    /// No block.
    #[must_use]
    pub const fn none() -> Self {
        Self(Kind::Some(Vec::new()))
    }

    /// Whether a block is one of them.
    #[must_use]
    pub fn have(&self, block: BlockId) -> bool {
        match &self.0 {
            Kind::All => true,
            Kind::Some(bits) => bits.get(block.0 / 64).is_some_and(|bits| bits & (1 << (block.0 % 64)) != 0),
        }
    }

    /// Whether there is no such block.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Kind::Some(bits) if bits.is_empty())
    }

    /// These blocks and those of `others`.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        match (self.0, &others.0) {
            (Kind::All, _) | (_, Kind::All) => Self::ALL,
            (Kind::Some(mut bits), Kind::Some(others)) => {
                bits.resize(bits.len().max(others.len()), 0);
                bits.iter_mut().zip(others).for_each(|(bits, others)| *bits |= others);
                Self(Kind::Some(bits))
            }
        }
    }

    /// Those that are among both.
    #[must_use]
    pub fn and(self, others: &Self) -> Self {
        match (self.0, &others.0) {
            (mine, Kind::All) => Self(mine),
            (Kind::All, others) => Self(others.clone()),
            (Kind::Some(mut bits), Kind::Some(others)) => {
                bits.truncate(others.len());
                bits.iter_mut().zip(others).for_each(|(bits, others)| *bits &= others);
                // The last word has a bit: see `is_empty`.
                let length = bits.iter().rposition(|bits| *bits != 0).map_or(0, |last| last + 1);
                bits.truncate(length);
                Self(Kind::Some(bits))
            }
        }
    }

    /// These blocks.
    #[must_use]
    pub fn of(blocks: impl IntoIterator<Item = BlockId>) -> Self {
        let mut places = Self::none();
        blocks.into_iter().for_each(|block| places.add(block.0));
        places
    }

    /// Of `count` blocks those that are among these, in their order.
    pub(super) fn among(&self, count: usize) -> impl Iterator<Item = BlockId> + '_ {
        let (all, bits): (_, &[u64]) = match &self.0 {
            Kind::All => (count, &[]),
            Kind::Some(bits) => (0, bits),
        };
        let ones = |(at, bits): (usize, &u64)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let next = (bits != 0).then(|| at * 64 + bits.trailing_zeros() as usize);
                bits &= bits.wrapping_sub(1);
                next
            })
        };
        (0..all).chain(bits.iter().enumerate().flat_map(ones)).map(BlockId)
    }

    fn add(&mut self, block: usize) {
        if let Kind::Some(bits) = &mut self.0 {
            if bits.len() <= block / 64 {
                bits.resize(block / 64 + 1, 0);
            }
            if let Some(bits) = bits.get_mut(block / 64) {
                *bits |= 1 << (block % 64);
            }
        }
    }
}
