//! The symbols that an automaton reads, and which of them are the same to it.

use super::letters::{WORD, bit};
use super::program::{Program, Step};

/// Any character beyond ASCII, the further bytes of such a character, and the
/// end of the text, behind the 128 of ASCII.
pub(super) const BEYOND: usize = 128;
pub(super) const FURTHER: usize = 129;
pub(super) const END: usize = 130;
const SYMBOLS: usize = 131;

/// The kind of each symbol: symbols of one kind are the same to every step.
pub(super) fn of(program: &Program) -> [u8; SYMBOLS] {
    let mut kinds = [0_u8; SYMBOLS];
    for (kind, symbol) in (1..).zip([BEYOND, FURTHER, END]) {
        kinds[symbol] = kind;
    }
    for set in sets(program) {
        // Of each kind those in the set and the others are apart.
        let mut numbers = [[None; SYMBOLS]; 2];
        let mut count = 0;
        for (symbol, kind) in kinds.iter_mut().enumerate() {
            let inside = symbol < BEYOND && set & (1 << symbol) != 0;
            *kind = *numbers[usize::from(inside)][usize::from(*kind)].get_or_insert_with(|| {
                count += 1;
                count - 1
            });
        }
    }
    kinds
}

/// The sets of ASCII characters that the steps tell from others, each once.
fn sets(program: &Program) -> Vec<u128> {
    let mut sets = vec![WORD];
    // Each character of a text, and both cases of it.
    let (mut exact, mut folded) = (0, 0);
    for step in &program.steps {
        match step {
            Step::One(letters) | Step::Run { letters, .. } => sets.push(letters.ascii()),
            Step::Text { text, folded: false } => exact |= text.iter().fold(0, |all, byte| all | bit(*byte)),
            Step::Text { text, .. } => {
                folded |= text.iter().fold(0, |all, byte| all | bit(byte.to_ascii_lowercase()));
            }
            _ => {}
        }
    }
    for byte in 0..128_u8 {
        if exact & bit(byte) != 0 {
            sets.push(bit(byte));
        }
        if folded & bit(byte) != 0 {
            sets.push(bit(byte) | bit(byte.to_ascii_uppercase()));
        }
    }
    sets.sort_unstable();
    sets.dedup();
    sets
}
