//! Looking for a pattern in a text, step by step, with a way back.

use super::glance;
use super::letters::{self, bit};
use super::program::{Program, Step};
use super::syntax::Look;
use std::cell::Cell;
use std::ops::Range;

/// How many steps a search may take before it is given up, and how many more
/// for each byte that it has left behind it: enough for what people write.
const FREE: usize = 20_000;
const FOR_BYTE: usize = 100;

/// A search takes too long.
#[derive(Debug)]
pub(super) struct TooLong;

/// A way back: what else to try where a way leads nowhere.
#[derive(Debug)]
enum Way {
    /// Goes on at this step.
    Step { step: usize, at: usize },
    /// Goes on at the further choices of a step.
    Choice { step: usize, tried: usize, at: usize },
    /// Gives one character of a run back, down to `floor`.
    Back { step: usize, at: usize, floor: usize },
    /// Takes one character more into a run.
    More { step: usize, at: usize, taken: usize },
    /// Forgets where a group stood.
    Mark { mark: usize, before: Option<usize> },
}

thread_local! {
    /// The list of ways of the search before: its room is used again.
    static WAYS: Cell<Vec<Way>> = const { Cell::new(Vec::new()) };
    /// The same of the places of groups.
    static MARKS: Cell<Vec<Option<usize>>> = const { Cell::new(Vec::new()) };
}

/// A search in one text.
struct Search<'s> {
    program: &'s Program,
    text: &'s str,
    ways: Vec<Way>,
    /// Where each group begins and ends; empty where nobody asks.
    marks: &'s mut [Option<usize>],
    /// How many steps are left.
    left: usize,
}

/// The first match that begins at `from` or later.
pub(super) fn find(program: &Program, text: &str, from: usize) -> Result<Option<Range<usize>>, TooLong> {
    match start(program, text, from) {
        Some(start) => find_from(program, text, start, &mut []),
        None => Ok(None),
    }
}

/// The places of the groups of the first match that begins at `from` or later,
/// two for each; the first group is the whole.
pub(super) fn groups(
    program: &Program,
    text: &str,
    from: usize,
) -> Result<Option<Vec<Option<usize>>>, TooLong> {
    // Most searches find nothing; they need no room of their own.
    let Some(start) = start(program, text, from) else { return Ok(None) };
    let mut marks = MARKS.take();
    marks.clear();
    marks.resize(program.names.len() * 2, None);
    let found = find_from(program, text, start, &mut marks);
    let groups = found.map(|whole| {
        whole.map(|whole| {
            let ends = [Some(whole.start), Some(whole.end)];
            ends.into_iter().chain(marks.iter().skip(2).copied()).collect()
        })
    });
    MARKS.set(marks);
    groups
}

/// Where a match may begin at `from` or behind it.
fn start(program: &Program, text: &str, from: usize) -> Option<usize> {
    let start = glance::start(program, text, from);
    let fits = || {
        let start = program.start.next(text, from)?;
        find_from(program, text, start, &mut []).ok().flatten()
    };
    debug_assert!(start.is_some() || fits().is_none(), "a match was denied in {text:?}");
    start
}

/// The first match that begins at `start`, where one may, or behind it. `marks`
/// takes the places of the groups, two for each.
fn find_from(
    program: &Program,
    text: &str,
    start: usize,
    marks: &mut [Option<usize>],
) -> Result<Option<Range<usize>>, TooLong> {
    let mut search = Search { program, text, ways: WAYS.take(), marks, left: FREE };
    let found = search.run(start);
    search.ways.clear();
    WAYS.set(search.ways);
    found
}

impl Search<'_> {
    /// The first match that begins at `start` or behind it.
    fn run(&mut self, start: usize) -> Result<Option<Range<usize>>, TooLong> {
        let mut from = start;
        let mut start = Some(start);
        while let Some(at) = start {
            if let Some(end) = self.fit(at)? {
                return Ok(Some(at..end));
            }
            self.left = self.left.saturating_add((at + 1 - from) * FOR_BYTE);
            from = at + 1;
            start = self.program.start.next(self.text, from);
        }
        Ok(None)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The end of the match that begins at `start`, if one does.
    fn fit(&mut self, start: usize) -> Result<Option<usize>, TooLong> {
        let (mut step, mut at) = (0, start);
        loop {
            self.left = self.left.checked_sub(1).ok_or(TooLong)?;
            let next = match self.program.steps.get(step) {
                Some(Step::Done) | None => return Ok(Some(at)),
                Some(Step::Jump(to)) => Some((*to, at)),
                Some(Step::Text { text, folded }) => {
                    let here = self.text.as_bytes().get(at..at + text.len());
                    let same = |here: &[u8]| {
                        if *folded { here.eq_ignore_ascii_case(text) } else { here == &**text }
                    };
                    here.is_some_and(same).then_some((step + 1, at + text.len()))
                }
                Some(Step::One(letters)) => self.one(letters, at).map(|at| (step + 1, at)),
                Some(Step::Look(look)) => self.looks(*look, at).then_some((step + 1, at)),
                Some(Step::Mark(mark)) => {
                    self.mark(*mark, at);
                    Some((step + 1, at))
                }
                Some(Step::Try { out, lazy, first }) => {
                    let (first_way, other) =
                        if *lazy { (*out, Some(step + 1)) } else { (step + 1, Some(*out)) };
                    if first.admits(self.byte(at)) {
                        self.ways.extend(other.map(|step| Way::Step { step, at }));
                        Some((first_way, at))
                    } else {
                        Some((*out, at))
                    }
                }
                Some(Step::Choose(_)) => self.choose(step, 0, at),
                Some(Step::Run { .. }) => self.take_run(step, at),
            };
            match next.or_else(|| self.go_back()) {
                Some(next) => (step, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// The nearest other way: the step and the place to go on at.
    fn go_back(&mut self) -> Option<(usize, usize)> {
        loop {
            match self.ways.pop()? {
                Way::Step { step, at } => return Some((step, at)),
                Way::Choice { step, tried, at } => return self.choose(step, tried, at),
                Way::Back { step, at, floor } => {
                    let at = self.text.floor_char_boundary(at.saturating_sub(1));
                    if at > floor {
                        self.ways.push(Way::Back { step, at, floor });
                    }
                    return Some((step, at));
                }
                Way::More { step, at, taken } => {
                    let Some(Step::Run { letters, most, .. }) = self.program.steps.get(step) else {
                        continue;
                    };
                    let Some(at) = self.one(letters, at) else { continue };
                    if taken + 1 < *most {
                        self.ways.push(Way::More { step, at, taken: taken + 1 });
                    }
                    return Some((step + 1, at));
                }
                Way::Mark { mark, before } => {
                    if let Some(place) = self.marks.get_mut(mark) {
                        *place = before;
                    }
                }
            }
        }
    }

    /// The next choice of a step, when `tried` of them led nowhere.
    fn choose(&mut self, step: usize, tried: usize, at: usize) -> Option<(usize, usize)> {
        let Some(Step::Choose(choices)) = self.program.steps.get(step) else { return None };
        let open = choices.before(self.byte(at));
        let next = *open.get(tried)?;
        if tried + 1 < open.len() {
            self.ways.push(Way::Choice { step, tried: tried + 1, at });
        }
        Some((next as usize, at))
    }

    fn take_run(&mut self, step: usize, at: usize) -> Option<(usize, usize)> {
        let Some(Step::Run { letters, least, most, lazy }) = self.program.steps.get(step) else {
            return None;
        };
        let wanted = if *lazy { *least } else { *most };
        let (mut end, mut taken) = (at, 0);
        // Where what must be taken ends.
        let mut floor = (*least == 0).then_some(at);
        while taken < wanted
            && let Some(next) = self.one(letters, end)
        {
            end = next;
            taken += 1;
            if taken == *least {
                floor = Some(end);
            }
        }
        let floor = floor?;
        self.left = self.left.saturating_sub(taken);
        if *lazy && *most > taken {
            self.ways.push(Way::More { step, at: end, taken });
        } else if end > floor {
            self.ways.push(Way::Back { step: step + 1, at: end, floor });
        }
        Some((step + 1, end))
    }

    fn mark(&mut self, mark: usize, at: usize) {
        if let Some(place) = self.marks.get_mut(mark) {
            self.ways.push(Way::Mark { mark, before: *place });
            *place = Some(at);
        }
    }

    /// The end of the character at `at`, if it is one of these.
    fn one(&self, letters: &letters::Letters, at: usize) -> Option<usize> {
        let byte = self.byte(at)?;
        if byte < 128 {
            return (letters.ascii() & bit(byte) != 0).then_some(at + 1);
        }
        let c = self.text.get(at..)?.chars().next()?;
        letters.has(c).then_some(at + c.len_utf8())
    }

    fn looks(&self, look: Look, at: usize) -> bool {
        match look {
            Look::Start => at == 0,
            Look::End => at == self.text.len(),
            Look::Border => self.is_border(at),
            Look::NoBorder => !self.is_border(at),
        }
    }

    /// Whether a word begins or ends here.
    fn is_border(&self, at: usize) -> bool {
        let before = match at.checked_sub(1).and_then(|at| self.byte(at)) {
            Some(byte) if byte >= 128 => {
                self.text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(letters::is_word)
            }
            byte => byte.is_some_and(|byte| letters::WORD & bit(byte) != 0),
        };
        let behind = match self.byte(at) {
            Some(byte) if byte >= 128 => {
                self.text.get(at..).and_then(|text| text.chars().next()).is_some_and(letters::is_word)
            }
            byte => byte.is_some_and(|byte| letters::WORD & bit(byte) != 0),
        };
        before != behind
    }
}
