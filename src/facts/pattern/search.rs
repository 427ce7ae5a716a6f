//! Looking for a pattern in a text, step by step, with a way back.

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

/// The first match that begins at `from` or later. `marks` takes the places of
/// the groups, two for each.
pub(super) fn find(
    program: &Program,
    text: &str,
    from: usize,
    marks: &mut [Option<usize>],
) -> Result<Option<Range<usize>>, TooLong> {
    let mut search = Search { program, text, ways: WAYS.take(), marks, left: FREE };
    let found = search.run(from);
    search.ways.clear();
    WAYS.set(search.ways);
    found
}

impl Search<'_> {
    fn run(&mut self, from: usize) -> Result<Option<Range<usize>>, TooLong> {
        if self.program.anchored {
            return Ok(if from == 0 { self.fit(0)?.map(|end| 0..end) } else { None });
        }
        let mut from = from;
        while let Some(start) = self.start(from) {
            if let Some(end) = self.fit(start)? {
                return Ok(Some(start..end));
            }
            self.left = self.left.saturating_add((start + 1 - from) * FOR_BYTE);
            from = start + 1;
        }
        Ok(None)
    }

    /// The next place from `from` on where a match may begin.
    fn start(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if self.program.begins_anywhere() {
            return (from..=bytes.len()).find(|at| self.text.is_char_boundary(*at));
        }
        let rest = bytes.get(from..)?;
        let may_begin = |at: usize, byte: u8| {
            // The inner bytes of a character are 0x80 to 0xBF.
            self.program.first.admits(Some(byte))
                && byte & 0xc0 != 0x80
                && (letters::WORD & !self.program.in_word & bit(byte) == 0 || !self.is_behind_word(at))
        };
        let Some(pairs) = &self.program.pairs else {
            return (from..).zip(rest).find(|(at, byte)| may_begin(*at, **byte)).map(|(at, _)| at);
        };
        let two = (from..).zip(rest.iter().zip(rest.get(1..)?));
        let mut starts = two.filter(|(_, (first, second))| pairs.have(**first, **second));
        let start = starts.find(|(at, (first, _))| may_begin(*at, **first)).map(|(at, _)| at);
        let last = bytes.len().checked_sub(1)?;
        start.or_else(|| may_begin(last, *rest.last()?).then_some(last))
    }

    /// Whether a letter, digit or `_` of ASCII stands before `at`.
    fn is_behind_word(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.byte(at));
        before.is_some_and(|byte| letters::WORD & bit(byte) != 0)
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
