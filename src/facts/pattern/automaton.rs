//! Tells in one pass whether a pattern may fit anywhere.
//!
//! Most searches find nothing, and to go every way at every place of a text
//! takes most of a search. Here all ways are gone at once: those that are open
//! behind a character make a state, and where each next character leads from
//! it is found out once and kept. That pays for patterns that are looked for
//! again and again; see `Glance`. "May" is meant: characters beyond ASCII all
//! look the same here, even as the `s` and the `k` that two of them are in
//! another case, and long runs have no upper limit.

use super::kinds::{self, BEYOND, END, FURTHER};
use super::letters::{Letters, WORD, bit};
use super::program::{Program, Step};
use super::syntax::Look;
use std::collections::HashMap;

/// The most states that are kept; what leads to others is not known here.
const STATES: usize = 256;
/// The longest run that is counted to its upper limit.
const COUNTED: usize = 16;

/// What stands before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Before {
    Nothing,
    Word,
    NoWord,
    /// A character beyond ASCII: one of a word or not.
    Beyond,
}

impl Before {
    fn of(text: &str, at: usize) -> Self {
        match at.checked_sub(1).and_then(|at| text.as_bytes().get(at)) {
            None => Self::Nothing,
            Some(byte) => Self::behind(usize::from(*byte).min(BEYOND)),
        }
    }

    const fn behind(symbol: usize) -> Self {
        match symbol {
            BEYOND.. => Self::Beyond,
            ascii if WORD & (1 << ascii) != 0 => Self::Word,
            _ => Self::NoWord,
        }
    }

    /// Whether a look may hold between this and a symbol.
    const fn may_hold(self, look: Look, symbol: usize) -> bool {
        let word = symbol < BEYOND && WORD & (1 << symbol) != 0;
        let unknown = matches!(self, Self::Beyond) || matches!(symbol, BEYOND | FURTHER);
        match look {
            Look::Start => matches!(self, Self::Nothing),
            Look::End => symbol == END,
            Look::Border => unknown || matches!(self, Self::Word) != word,
            Look::NoBorder => unknown || matches!(self, Self::Word) == word,
        }
    }
}

/// A place in a program: a step, and how much of it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Place {
    step: u32,
    taken: u32,
}

/// Where a symbol leads from a state: to the row of the next one.
type Next = u16;
/// Not found out yet, or to no state that is kept.
const UNKNOWN: Next = u16::MAX;
/// To the end of a match.
const FITS: Next = u16::MAX - 1;

/// All ways through a program at once, as far as they were needed.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Symbols that no step tells apart are one kind.
    kinds: [u8; 256],
    end: u8,
    /// A symbol of each kind.
    samples: Vec<usize>,
    states: Vec<(Before, Box<[Place]>)>,
    known: HashMap<(Before, Box<[Place]>), Next>,
    /// For each state where each kind leads.
    table: Vec<Next>,
    /// The states before the first character, by what stands before it.
    starts: [Next; 4],
    /// Which steps were seen on the way to a transition: the number of the way.
    seen: Vec<u64>,
    way: u64,
}

impl Automaton {
    pub(super) fn new(program: &Program) -> Self {
        let by_symbol = kinds::of(program);
        let mut kinds = [0; 256];
        for (byte, kind) in kinds.iter_mut().enumerate() {
            let symbol = match byte {
                0..128 => byte,
                0x80..0xc0 => FURTHER,
                _ => BEYOND,
            };
            *kind = by_symbol.get(symbol).copied().unwrap_or_default();
        }
        let count = by_symbol.iter().max().map_or(1, |most| usize::from(*most) + 1);
        let sample = |kind: usize| by_symbol.iter().position(|other| usize::from(*other) == kind);
        Self {
            kinds,
            end: by_symbol.get(END).copied().unwrap_or_default(),
            samples: (0..count).map(|kind| sample(kind).unwrap_or_default()).collect(),
            states: Vec::new(),
            known: HashMap::new(),
            table: Vec::new(),
            starts: [UNKNOWN; 4],
            seen: vec![0; program.steps.len()],
            way: 0,
        }
    }

    /// Whether the program may fit at `from` or behind it.
    pub(super) fn may_fit(&mut self, program: &Program, text: &str, from: usize) -> bool {
        let Some(mut state) = self.start(Before::of(text, from)) else { return true };
        let mut rest = text.as_bytes().get(from..).unwrap_or_default();
        loop {
            let (at, followed) = self.follow(state, rest);
            let kind = rest.get(followed).map_or(self.end, |byte| self.kinds[usize::from(*byte)]);
            let is_end = followed == rest.len();
            let place = usize::from(at) + usize::from(kind);
            state = match self.table.get(place) {
                Some(next) if *next != UNKNOWN => *next,
                _ => self.find_out(program, place),
            };
            if state >= FITS || is_end {
                return state >= FITS;
            }
            rest = rest.get(followed + 1..).unwrap_or_default();
        }
    }

    /// Goes on by what is known, up to the end or a character that does not
    /// lead to a state: the last state, and how many bytes lead to it.
    fn follow(&self, from: Next, bytes: &[u8]) -> (Next, usize) {
        let mut state = from;
        for (followed, byte) in bytes.iter().enumerate() {
            let place = usize::from(state) + usize::from(self.kinds[usize::from(*byte)]);
            match self.table.get(place) {
                Some(next) if *next < FITS => state = *next,
                _ => return (state, followed),
            }
        }
        (state, bytes.len())
    }

    /// The state before the first character.
    fn start(&mut self, before: Before) -> Option<Next> {
        let place = before as usize;
        let known = self.starts.get(place).copied().filter(|state| *state != UNKNOWN);
        known.or_else(|| {
            let state = self.state(before, Vec::new())?;
            *self.starts.get_mut(place)? = state;
            Some(state)
        })
    }

    /// Finds out where the transition at a place of the table leads.
    fn find_out(&mut self, program: &Program, at: usize) -> Next {
        let (number, kind) = (at / self.samples.len(), at % self.samples.len());
        let symbol = self.samples.get(kind).copied().unwrap_or_default();
        let next = match symbol {
            // The character is passed already.
            FURTHER => self.row(number),
            _ => match self.step(program, number, symbol) {
                None => Some(FITS),
                Some(places) => self.state(Before::behind(symbol), places),
            },
        };
        if let (Some(next), Some(place)) = (next, self.table.get_mut(at)) {
            *place = next;
        }
        next.unwrap_or(UNKNOWN)
    }

    /// Where the row of a state begins in the table.
    fn row(&self, number: usize) -> Option<Next> {
        Next::try_from(number * self.samples.len()).ok().filter(|row| *row < FITS)
    }

    /// The row of a state; none where no more are kept.
    fn state(&mut self, before: Before, mut places: Vec<Place>) -> Option<Next> {
        places.sort_unstable();
        places.dedup();
        let state = (before, places.into_boxed_slice());
        if let Some(known) = self.known.get(&state) {
            return Some(*known);
        }
        let number = Some(self.states.len()).filter(|count| *count < STATES)?;
        let row = self.row(number)?;
        self.known.insert(state.clone(), row);
        self.states.push(state);
        self.table.resize(self.states.len() * self.samples.len(), UNKNOWN);
        Some(row)
    }

    /// The places behind a symbol; none where the program fits before it.
    fn step(&mut self, program: &Program, from: usize, symbol: usize) -> Option<Vec<Place>> {
        let (before, places) = self.states.get(from)?.clone();
        self.way += 1;
        let mut next = Vec::new();
        // A match may begin anywhere.
        let mut open = vec![Place { step: 0, taken: 0 }];
        open.extend(places);
        while let Some(place) = open.pop() {
            let at = place.step as usize;
            if place.taken == 0 {
                match self.seen.get_mut(at) {
                    Some(seen) if *seen != self.way => *seen = self.way,
                    _ => continue,
                }
            }
            let mut go = |step: usize| open.push(Place::at(step));
            match program.steps.get(at) {
                Some(Step::Done) | None => return None,
                Some(Step::Jump(to)) => go(*to),
                Some(Step::Mark(_)) => go(at + 1),
                Some(Step::Look(look)) if before.may_hold(*look, symbol) => go(at + 1),
                Some(Step::Look(_)) => {}
                Some(Step::Try { out, first, .. }) => {
                    go(*out);
                    if bytes_of(symbol).any(|byte| first.admits(byte)) {
                        go(at + 1);
                    }
                }
                Some(Step::Choose(choices)) => {
                    let open = bytes_of(symbol).flat_map(|byte| choices.before(byte));
                    open.for_each(|step| go(*step as usize));
                }
                Some(Step::One(letters)) => {
                    if admits(letters, symbol) {
                        next.push(Place::at(at + 1));
                    }
                }
                Some(Step::Text { text, folded }) => next.extend(place.in_text(text, *folded, symbol)),
                Some(Step::Run { letters, least, most, .. }) => {
                    let taken = place.taken as usize;
                    if taken >= *least {
                        go(at + 1);
                    }
                    let counted = if *most <= COUNTED { *most } else { *least };
                    if admits(letters, symbol) && (taken < *most || *most > COUNTED) {
                        // What is not counted was taken at least once.
                        let taken = (taken + 1).min(counted.max(1));
                        next.push(Place {
                            step: place.step,
                            taken: u32::try_from(taken).unwrap_or(u32::MAX),
                        });
                    }
                }
            }
        }
        Some(next)
    }
}

impl Place {
    /// Before a step.
    fn at(step: usize) -> Self {
        Self { step: u32::try_from(step).unwrap_or(u32::MAX), taken: 0 }
    }

    /// The place behind a symbol in a text.
    fn in_text(self, text: &[u8], folded: bool, symbol: usize) -> Option<Self> {
        let at = self.taken as usize;
        let byte = *text.get(at)?;
        let same = match byte_of(symbol)? {
            128 => byte >= 128 || (folded && LOOKALIKES.contains(&byte.to_ascii_lowercase())),
            ascii if folded => byte.eq_ignore_ascii_case(&ascii),
            ascii => byte == ascii,
        };
        let is_further = |byte: &&u8| **byte & 0xc0 == 0x80;
        let end = at + 1 + text.iter().skip(at + 1).take_while(is_further).count();
        let behind = if end == text.len() {
            Self::at(self.step as usize + 1)
        } else {
            Self { taken: u32::try_from(end).ok()?, ..self }
        };
        same.then_some(behind)
    }
}

/// The letters of ASCII that are another character's other case: `ſ` and the
/// sign of kelvin.
const LOOKALIKES: [u8; 2] = [b's', b'k'];

/// The bytes that may stand for a symbol.
fn bytes_of(symbol: usize) -> impl Iterator<Item = Option<u8>> {
    let lookalikes = LOOKALIKES.into_iter().flat_map(|letter| [letter, letter.to_ascii_uppercase()]);
    let others = (symbol == BEYOND).then_some(lookalikes).into_iter().flatten();
    std::iter::once(byte_of(symbol)).chain(others.map(Some))
}

/// The byte that a symbol begins with: 128 for any beyond ASCII, none for the
/// end.
fn byte_of(symbol: usize) -> Option<u8> {
    u8::try_from(symbol.min(BEYOND)).ok().filter(|_| symbol != END)
}

fn admits(letters: &Letters, symbol: usize) -> bool {
    let admits = |byte: Option<u8>| match byte {
        None => false,
        Some(ascii @ 0..128) => letters.ascii() & bit(ascii) != 0,
        Some(_) => letters.has_others(),
    };
    bytes_of(symbol).any(admits)
}

#[cfg(test)]
mod tests {
    use super::Automaton;
    use crate::facts::pattern::program::Program;
    use crate::facts::pattern::syntax;
    use regex::RegexBuilder;

    const PATTERNS: [&str; 12] = [
        r"\b(?:the|an?)\s+(?:[\w-]+\s+){0,2}?(?:team|engineer)s?\b",
        r"ab{2,3}c",
        r"x\d{17,20}y",
        r"\bno\b|’t\b",
        r"\Bs\b",
        r"[!?]*!!+ $",
        r"(?-i:SEV)-?\d",
        r"(?:a|aa)+(?:b|bb)?c",
        r"[^a-z\s]{2}",
        r"é\s?–",
        r"\w+ly",
        r"$",
    ];
    const TEXTS: [&str; 16] = [
        "",
        "the on-call engineer",
        "the very tired old engineer",
        "an teams",
        "abc abbc",
        "abbbbc",
        "x123456789012345678y",
        "can’t no",
        "noé ’ts",
        "was it! hm!!",
        "sev-1 SEV2",
        "aaabbc",
        "é –",
        "early ly",
        "É\u{2013}5%",
        "A%\n",
    ];

    #[test]
    fn denies_what_does_not_fit_and_nothing_else() {
        for pattern in PATTERNS {
            let tree = syntax::parse(pattern, true).expect("a known pattern");
            let program = Program::new(&tree, 0).expect("few steps");
            let mut automaton = Automaton::new(&program);
            let regex = RegexBuilder::new(pattern).case_insensitive(true).ignore_whitespace(true).build();
            let regex = regex.expect("a pattern");
            for text in TEXTS.into_iter().chain(TEXTS) {
                for from in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                    let fits = regex.find_at(text, from).is_some();
                    let may = automaton.may_fit(&program, text, from);
                    assert!(may || !fits, "{pattern} in {text:?} from {from}");
                    // Of characters in ASCII and of short runs nothing is left open.
                    let exact = text.is_ascii() && !pattern.contains("17");
                    assert!(!exact || may == fits, "{pattern} in {text:?} from {from}");
                }
            }
        }
    }

    #[test]
    fn keeps_few_states() {
        let tree = syntax::parse(r"a[ab]{14}c", false).expect("a known pattern");
        let program = Program::new(&tree, 0).expect("few steps");
        let mut automaton = Automaton::new(&program);
        // Which of the last letters were an `a` makes a state each time.
        let mut mixed = 1_u32;
        let mut next = || {
            mixed = mixed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if mixed >> 31 == 0 { 'a' } else { 'b' }
        };
        let text: String = std::iter::repeat_with(&mut next).take(4_000).collect();
        automaton.may_fit(&program, &text, 0);
        assert_eq!(automaton.states.len(), super::STATES);
        // What it cannot follow it does not deny.
        assert!(automaton.may_fit(&program, &format!("{text}a{}c", "b".repeat(14)), 0));
    }
}
