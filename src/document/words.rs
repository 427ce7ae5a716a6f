//! Which words may occur in a document.
//!
//! Hundreds of wordings are looked for, and most of them are nowhere. Here is
//! told in one pass how the words of a document begin, and which three bytes
//! stand behind each other, so that a wording without its words need not be
//! looked for at all. "May" is meant: different words can look the same.

/// The beginnings of words, and three bytes in a row, each by its last five
/// bits, which are the same for `A` and `a`.
#[derive(Clone, Debug)]
pub struct Words {
    beginnings: Vec<u64>,
    triples: Vec<u64>,
}

const BEGINNING_BITS: u32 = 15;
const TRIPLE_BITS: u32 = 15;

impl Words {
    pub(super) fn new() -> Self {
        let empty = |bits: u32| vec![0; 1 << (bits - 6)];
        Self { beginnings: empty(BEGINNING_BITS), triples: empty(TRIPLE_BITS) }
    }

    /// Adds the words of a text.
    pub(super) fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut before = b' ';
        for (at, &byte) in bytes.iter().enumerate() {
            let Some(three) = bytes.get(at..at + 3) else { break };
            set(&mut self.triples, code(three));
            if begins_word(before, byte) {
                set(&mut self.beginnings, beginning(three));
                if let Some(four) = bytes.get(at..at + 4) {
                    set(&mut self.beginnings, beginning(four));
                }
            }
            before = byte;
        }
    }

    /// Whether a word may begin with these bytes, of which the first four
    /// count; three at least are needed to tell.
    #[must_use]
    pub fn may_begin(&self, word: &[u8]) -> bool {
        let first = word.get(..4).or_else(|| word.get(..3));
        first.is_none_or(|first| has(&self.beginnings, beginning(first)))
    }

    /// Whether these bytes may occur anywhere; three at least are needed to
    /// tell.
    #[must_use]
    pub fn may_hold(&self, bytes: &[u8]) -> bool {
        bytes.windows(3).all(|three| has(&self.triples, code(three)))
    }
}

/// Whether a word may begin at `byte`.
const fn begins_word(before: u8, byte: u8) -> bool {
    is_of_word(byte) && (!is_of_word(before) || before >= 128)
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 128
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 5 | u32::from(byte & 31))
}

/// The last bits of a product hold what all bytes say.
fn beginning(bytes: &[u8]) -> u32 {
    let mixed = (code(bytes) << 3 | bytes.len() as u32).wrapping_mul(0x9e37_79b1);
    mixed >> (32 - BEGINNING_BITS)
}

fn set(bits: &mut [u64], at: u32) {
    if let Some(word) = bits.get_mut(at as usize / 64) {
        *word |= 1 << (at % 64);
    }
}

fn has(bits: &[u64], at: u32) -> bool {
    bits.get(at as usize / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn knows_what_it_was_told() {
        let mut words = Words::new();
        words.add("The Pool—empty since 14:05, über all");
        for word in ["the", "pool", "POOL", "empty", "since", "all", "14:05"] {
            assert!(words.may_begin(word.as_bytes()), "{word}");
            assert!(words.may_hold(word.as_bytes()), "{word}");
        }
        for word in ["careless", "mistake", "ince", "ool"] {
            assert!(!words.may_begin(word.as_bytes()), "{word}");
        }
        assert!(words.may_hold(b"ool") && !words.may_hold(b"careless"));
    }
}
