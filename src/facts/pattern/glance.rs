//! Whether a search is worth its steps, told by what was searched before.
//!
//! A pattern that is looked for often gets an automaton, on each thread its
//! own. Until then, and where it fits most of the time, nothing is told.

use super::automaton::Automaton;
use super::program::Program;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How many bytes of text are given to searches step by step before a pattern
/// gets an automaton: most patterns never come so far in a single document of
/// common length. Tests meet both.
const FIRST: usize = if cfg!(debug_assertions) { 256 } else { 16 * 1024 };
/// After how many answers it is judged whether they help.
const TRIED: u32 = 128;

/// What is known of one pattern.
enum Glance {
    /// So many bytes were given to searches.
    Searched(usize),
    /// It was asked so often, and could so often deny nothing.
    Learned { automaton: Box<Automaton>, asked: u32, open: u32 },
    /// It fits too often.
    Useless,
}

thread_local! {
    /// By the numbers of the programs.
    static GLANCES: RefCell<Vec<Glance>> = const { RefCell::new(Vec::new()) };
}

/// The number of each pattern, so that one that is read anew keeps its
/// automaton.
static NUMBERS: Mutex<Option<HashMap<(String, bool), usize>>> = Mutex::new(None);

/// The number of a pattern; `layout`, where white space in it has no meaning.
pub(super) fn number(text: &str, layout: bool) -> usize {
    let mut numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
    let numbers = numbers.get_or_insert_default();
    let next = numbers.len();
    *numbers.entry((text.to_owned(), layout)).or_insert(next)
}

/// Where a match may begin at `from` or behind it, if the program may fit.
pub(super) fn start(program: &Program, text: &str, from: usize) -> Option<usize> {
    if program.start.is_of_text() {
        return program.start.next(text, from);
    }
    GLANCES.with_borrow_mut(|glances| {
        if glances.len() <= program.number {
            glances.resize_with(program.number + 1, || Glance::Searched(0));
        }
        let open = glances.get_mut(program.number).is_none_or(|glance| glance.may_fit(program, text, from));
        let start = if open { program.start.next(text, from) } else { None };
        if let (Some(start), Some(Glance::Searched(bytes))) = (start, glances.get_mut(program.number)) {
            *bytes += text.len() - start;
        }
        start
    })
}

impl Glance {
    fn may_fit(&mut self, program: &Program, text: &str, from: usize) -> bool {
        match self {
            Self::Searched(bytes) if *bytes >= FIRST => {
                let automaton = Box::new(Automaton::new(program));
                *self = Self::Learned { automaton, asked: 0, open: 0 };
                true
            }
            Self::Learned { automaton, asked, open } => {
                let may = automaton.may_fit(program, text, from);
                *asked += 1;
                *open += u32::from(may);
                if *asked == TRIED && *open > TRIED / 2 {
                    *self = Self::Useless;
                } else if *asked == TRIED {
                    (*asked, *open) = (0, 0);
                }
                may
            }
            Self::Searched(_) | Self::Useless => true,
        }
    }
}
