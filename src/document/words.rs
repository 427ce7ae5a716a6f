//! In which blocks of a document a word may occur.
//!
//! Hundreds of wordings are looked for, and most of them are nowhere. Here is
//! told in one pass how the words of each block begin, so that a wording need
//! be looked for only where its words are. "May" is meant: different words can
//! look the same. A word here is made of ASCII letters and digits; all else
//! ends it.

use super::BlockId;

/// How a word begins: its first letters, four at the most, whatever their case.
/// The end of a shorter word counts as a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning(u32);

/// What stands for anything but a letter, as for the end of a word.
const NO_LETTER: u8 = 0;

/// What counts of each byte.
const LETTERS: [u8; 256] = {
    let mut letters = [NO_LETTER; 256];
    let mut byte = 0;
    while byte < letters.len() {
        if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = byte as u8 & 31;
        }
        byte += 1;
    }
    letters
};

impl Beginning {
    /// The most letters that count.
    pub const MOST: u32 = 4;
    /// The fewest letters that tell something.
    pub const LEAST: u32 = 3;
    /// No letter yet.
    pub const NOTHING: Self = Self(0);

    /// With one letter more; the word ends with any other byte. A letter
    /// counts by its last five bits, which are the same for `A` and `a`.
    #[must_use]
    pub const fn then(self, letter: u8) -> Self {
        if self.len() == Self::MOST {
            return self;
        }
        self.with(LETTERS[letter as usize])
    }

    const fn with(self, letter: u8) -> Self {
        Self((((self.0 >> 3) << 5) | letter as u32) << 3 | (self.len() + 1))
    }

    /// The same where the word ends: what tells of a word has three letters at
    /// least, its end among them.
    #[must_use]
    pub const fn ended(self) -> Self {
        let ended = self.then(b' ');
        if ended.len() < Self::LEAST { ended.then(b' ') } else { ended }
    }

    /// The number of letters that count.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0 & 7
    }

    /// Whether it has no letter.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The beginnings of whole length that begin so: a word of three letters
    /// or more is entered by its first four, its end among them.
    fn entered(self) -> impl Iterator<Item = Self> {
        let open = self.len() == Self::LEAST && (self.0 >> 3) & 31 != 0;
        let (first, count) = if open { ((self.0 >> 3) << 5, 32) } else { (self.0 >> 3, 1) };
        let length = if open { Self::MOST } else { self.len() };
        (first..first + count).map(move |letters| Self(letters << 3 | length))
    }

    /// The same as `==`, at compile time.
    #[must_use]
    pub const fn is(self, other: Self) -> bool {
        self.0 == other.0
    }
}

/// Some of the blocks of a document.
#[derive(Clone, Debug)]
pub struct Places(Kind);

#[derive(Clone, Debug)]
enum Kind {
    All,
    /// A bit for each block up to the last one.
    Some(Vec<u64>),
}

impl Places {
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

/// How a word begins in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    beginning: Beginning,
    block: u32,
}

/// The last bits of a product hold what all letters say.
const fn slot(beginning: Beginning, shift: u32) -> usize {
    (beginning.0.wrapping_mul(0x9e37_79b1) >> shift) as usize
}

/// Words that are gathered block by block.
pub(super) struct Gathering {
    entries: Vec<Entry>,
    /// For each slot the entry that came last.
    last: Vec<u32>,
    shift: u32,
}

impl Gathering {
    /// For a text of about so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let bits = (bytes / 4).max(1).ilog2().clamp(8, 16);
        Self { entries: Vec::new(), last: vec![u32::MAX; 1 << bits], shift: 32 - bits }
    }

    /// Adds the words of a text in this block; the blocks in their order.
    pub(super) fn add(&mut self, text: &str, block: BlockId) {
        let Ok(block) = u32::try_from(block.0) else { return };
        let mut beginning = Beginning::NOTHING;
        for byte in text.bytes() {
            let letter = LETTERS[usize::from(byte)];
            if letter == NO_LETTER {
                if !beginning.is_empty() {
                    self.enter(beginning.ended(), block);
                }
                beginning = Beginning::NOTHING;
            } else if beginning.len() < Beginning::MOST {
                beginning = beginning.with(letter);
            }
        }
        if !beginning.is_empty() {
            self.enter(beginning.ended(), block);
        }
    }

    fn enter(&mut self, beginning: Beginning, block: u32) {
        let entry = Entry { beginning, block };
        let Some(last) = self.last.get_mut(slot(beginning, self.shift)) else { return };
        if self.entries.get(*last as usize) == Some(&entry) {
            return;
        }
        let Ok(next) = u32::try_from(self.entries.len()) else { return };
        self.entries.push(entry);
        *last = next;
    }

    /// The words, those of each slot behind each other.
    pub(super) fn finish(self) -> Words {
        let Self { entries, last: mut starts, shift } = self;
        starts.fill(0);
        for entry in &entries {
            if let Some(count) = starts.get_mut(slot(entry.beginning, shift)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            (sum, *start) = (sum + *start, sum);
        }
        // Each start moves on to the end of its slot, where the next one began.
        let mut sorted = vec![Entry { beginning: Beginning::NOTHING, block: 0 }; entries.len()];
        for entry in entries {
            if let Some(start) = starts.get_mut(slot(entry.beginning, shift)) {
                if let Some(place) = sorted.get_mut(*start as usize) {
                    *place = entry;
                }
                *start += 1;
            }
        }
        Words { ends: starts, entries: sorted, shift }
    }
}

/// How the words of each block begin.
#[derive(Clone, Debug)]
pub struct Words {
    /// Those of each slot of a table, which several beginnings may share.
    entries: Vec<Entry>,
    /// Where the entries of each slot end.
    ends: Vec<u32>,
    shift: u32,
}

impl Words {
    /// The words of a text alone.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = Gathering::new(text.len());
        words.add(text, BlockId(0));
        words.finish()
    }

    /// The entries for a beginning as it is entered.
    fn entries(&self, beginning: Beginning) -> impl Iterator<Item = &Entry> {
        let slot = slot(beginning, self.shift);
        let end = |slot: usize| self.ends.get(slot).map_or(0, |end| *end as usize);
        let start = slot.checked_sub(1).map_or(0, end);
        let all = self.entries.get(start..end(slot)).unwrap_or_default();
        all.iter().filter(move |entry| entry.beginning == beginning)
    }

    /// Whether a word may begin so anywhere.
    #[must_use]
    pub fn may_begin(&self, beginning: Beginning) -> bool {
        beginning.entered().any(|beginning| self.entries(beginning).next().is_some())
    }

    /// The blocks in which a word may begin in one of these ways.
    #[must_use]
    pub fn places(&self, beginnings: &[Beginning]) -> Places {
        let mut places = Places::none();
        for beginning in beginnings.iter().flat_map(|beginning| beginning.entered()) {
            self.entries(beginning).for_each(|entry| places.add(entry.block as usize));
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginning, Gathering, Places, Words};
    use crate::document::BlockId;

    fn beginning(word: &str) -> Beginning {
        word.bytes().fold(Beginning::NOTHING, Beginning::then)
    }

    #[test]
    fn knows_what_it_was_told() {
        let mut words = Gathering::new(1);
        words.add("The Pool—empty since 14:05, über all", BlockId(3));
        words.add("all pools", BlockId(70));
        let words = words.finish();
        for word in ["the", "the ", "pool", "POOL", "empty", "since", "all", "14:", "14_"] {
            assert!(words.may_begin(beginning(word)), "{word}");
        }
        for word in ["careless", "mistake", "ince", "ool", "poo ", "al "] {
            assert!(!words.may_begin(beginning(word)), "{word}");
        }
        let among = |words: &Words, word| {
            let places = words.places(&[beginning(word)]);
            assert_eq!(places.is_empty(), word == "careless");
            (0..80).filter(|i| places.have(BlockId(*i))).collect::<Vec<_>>()
        };
        assert_eq!(among(&words, "empty"), [3]);
        assert_eq!(among(&words, "all"), [3, 70]);
        assert_eq!(among(&words, "careless"), [0_usize; 0]);
        let both = words.places(&[beginning("the")]).or(&words.places(&[beginning("pools")]));
        assert_eq!(both.among(80).map(|id| id.0).collect::<Vec<_>>(), [3, 70]);
        assert_eq!(Places::ALL.among(2).count(), 2);
    }
}
