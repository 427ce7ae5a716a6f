//! What a finding is known by from run to run, so that a service that shows
//! findings neither loses nor repeats one whose lines have moved.
//!
//! A fingerprint is made of the rule, the message and the words at all places
//! that take part; not of where they stand. Equal ones in a file are numbered.

use super::Report;
use crate::finding::Diagnostic;
use crate::span::slice;
use std::collections::HashMap;

/// Bytes of the words at a place that count: enough to tell places apart, and
/// few enough that a word changed far down a section changes nothing.
const WORDS: usize = 200;

/// The fingerprints of a report's findings, in their order: 32 hexadecimal
/// digits each, no two alike. `place` is what tells equal findings in two
/// files apart: the path, or nothing where the format names the file itself.
#[must_use]
pub fn fingerprints(report: &Report, place: &str) -> Vec<String> {
    let mut seen: HashMap<u128, u32> = HashMap::new();
    let each = report.diagnostics.iter().map(|diagnostic| {
        let known_by = digest(diagnostic, &report.text, place);
        let times = seen.entry(known_by.0).or_default();
        *times += 1;
        let hash = if *times == 1 { known_by } else { known_by.with(&times.to_string()) };
        format!("{:032x}", hash.0)
    });
    each.collect()
}

/// A fingerprint of these words.
#[must_use]
pub fn fingerprint_of(words: &[&str]) -> String {
    format!("{:032x}", words.iter().fold(Fnv::new(), |hash, word| hash.with(word)).0)
}

fn digest(diagnostic: &Diagnostic, text: &str, place: &str) -> Fnv {
    let finding = &diagnostic.finding;
    let mut hash = Fnv::new().with(place).with(&diagnostic.rule).with(&finding.message);
    for label in finding.labels() {
        let words = slice(text, label.span.range());
        let start = words.get(..words.floor_char_boundary(WORDS)).unwrap_or_default();
        for word in start.split_whitespace() {
            hash = hash.with(word);
        }
        hash = hash.with("");
    }
    hash
}

/// The hash FNV-1a of 128 bits: the same on every machine and in every
/// version, which the hashes of the standard library do not promise.
#[derive(Clone, Copy, Debug)]
struct Fnv(u128);

impl Fnv {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    const fn new() -> Self {
        Self(Self::BASIS)
    }

    /// With a text, and a mark where it ends.
    fn with(self, text: &str) -> Self {
        // No text holds this byte.
        self.bytes(text.as_bytes()).bytes(&[0xff])
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(Self::PRIME)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // From the test vectors of draft-eastlake-fnv.
        assert_eq!(Fnv::new().bytes(b"a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(Fnv::new().bytes(b"foobar").0, 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
