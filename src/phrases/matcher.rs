//! Walks the steps of a phrase over the tokens of a passage.
//!
//! The walk tries one way after the other, as a backtracking search does, and
//! remembers after some steps where it has been, so that it takes linear time
//! whatever the phrase and the text.

use super::language::Kind;
use super::table::{Anchor, Op, Program, Sets, Vocabulary};
use crate::text::{Passage, Token};
use smallvec::SmallVec;

/// Where a group begins and ends, counted in tokens, by the number of its name.
pub(super) type Groups = SmallVec<[(u8, u32, u32); 4]>;

/// A place where a program fits, counted in tokens of the passage.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) groups: Groups,
}

/// Steps after which the walk remembers where it has been.
const PATIENCE: usize = 256;

/// A passage with the vocabulary that its tokens were looked up in.
pub(super) struct Walk<'t> {
    pub(super) vocabulary: &'t Vocabulary,
    pub(super) passage: Passage<'t>,
}

/// What is left to try.
enum Job {
    Go { op: usize, at: usize },
    Open { name: u8, was: Option<u32> },
    Close { len: usize },
}

impl Walk<'_> {
    /// Returns the first fit of a program that begins at the token `from` or
    /// behind it.
    pub(super) fn find(&self, program: Program, from: usize) -> Option<Fit> {
        let tokens = self.passage.tokens();
        let mut seen = Seen::default();
        match program.anchor {
            Anchor::Begin => (from == 0).then(|| self.fit(program, 0, &mut seen))?,
            Anchor::End => self.fit(program, tokens.len(), &mut seen).filter(|fit| fit.first >= from),
            Anchor::None => (from..tokens.len()).find_map(|at| {
                if !self.may_begin(program, at) {
                    return None;
                }
                self.fit(program, at, &mut seen)
            }),
        }
    }

    /// Whether the first step alone does not forbid it.
    fn may_begin(&self, program: Program, at: usize) -> bool {
        match (self.vocabulary.ops.get(program.at as usize), self.passage.tokens().get(at)) {
            (Some(Op::Class(class)), Some(token)) => self.vocabulary.holds(Sets(token.entry()), *class),
            _ => true,
        }
    }

    /// Returns the fit of a program that begins at the token `start`; of one
    /// that is walked backwards, that ends there.
    pub(super) fn fit(&self, program: Program, start: usize, seen: &mut Seen) -> Option<Fit> {
        let backwards = program.anchor == Anchor::End;
        let count = self.passage.tokens().len();
        let (mut first_op, mut begun) = (program.at as usize, start);
        // Most walks end within the steps before the first choice.
        loop {
            match *self.vocabulary.ops.get(first_op)? {
                Op::Split(_) | Op::SplitLazy(_) | Op::Jump(_) | Op::Open(_) | Op::Close(_) | Op::Accept => {
                    break;
                }
                step @ (Op::Glued | Op::Begin | Op::End) => {
                    if !self.stands(step, begun, count) {
                        return None;
                    }
                }
                step => {
                    let index = if backwards { begun.checked_sub(1)? } else { begun };
                    if !self.is(step, index) {
                        return None;
                    }
                    begun = if backwards { index } else { index + 1 };
                }
            }
            first_op += 1;
        }
        let mut groups = Groups::new();
        let mut opened: SmallVec<[(u8, u32); 4]> = SmallVec::new();
        let mut open: SmallVec<[Job; 16]> = SmallVec::new();
        open.push(Job::Go { op: first_op, at: begun });
        while let Some(job) = open.pop() {
            let (mut op, mut at) = match job {
                Job::Go { op, at } => (op, at),
                Job::Open { name, was } => {
                    opened.retain(|(known, _)| *known != name);
                    opened.extend(was.map(|was| (name, was)));
                    continue;
                }
                Job::Close { len } => {
                    groups.truncate(len);
                    continue;
                }
            };
            loop {
                if !seen.first_time(op - program.at as usize, at, usize::from(program.len), count) {
                    break;
                }
                let far = |offset: i16| op.wrapping_add_signed(isize::from(offset));
                let Some(step) = self.vocabulary.ops.get(op) else { break };
                match *step {
                    Op::Split(offset) => {
                        open.push(Job::Go { op: far(offset), at });
                        op += 1;
                    }
                    Op::SplitLazy(offset) => {
                        open.push(Job::Go { op: op + 1, at });
                        op = far(offset);
                    }
                    Op::Jump(offset) => op = far(offset),
                    Op::Open(name) | Op::Close(name) => {
                        let place = u32::try_from(at).unwrap_or(u32::MAX);
                        let begins = matches!(step, Op::Open(_)) != backwards;
                        let known = opened.iter().position(|(known, _)| *known == name);
                        if begins {
                            let was = known.map(|known| opened.remove(known).1);
                            open.push(Job::Open { name, was });
                            opened.push((name, place));
                        } else if let Some((_, other)) = known.and_then(|known| opened.get(known)) {
                            open.push(Job::Close { len: groups.len() });
                            let (from, to) = if backwards { (place, *other) } else { (*other, place) };
                            groups.push((name, from, to));
                        }
                        op += 1;
                    }
                    Op::Accept => {
                        let (first, last) = if backwards { (at, start) } else { (start, at) };
                        return Some(Fit { first, last, groups });
                    }
                    Op::Glued | Op::Begin | Op::End => {
                        if !self.stands(*step, at, count) {
                            break;
                        }
                        op += 1;
                    }
                    step => {
                        let next = if backwards { at.checked_sub(1) } else { Some(at) };
                        let Some(index) = next.filter(|index| self.is(step, *index)) else { break };
                        at = if backwards { index } else { index + 1 };
                        op += 1;
                    }
                }
            }
        }
        None
    }

    /// Whether the place before the token `at` is what a step asks for.
    fn stands(&self, step: Op, at: usize, count: usize) -> bool {
        match step {
            Op::Begin => at == 0 && !self.passage.cut().0,
            Op::End => at == count && !self.passage.cut().1,
            _ => self.is_glued(at),
        }
    }

    /// Whether the token `at` stands right behind the one before it.
    fn is_glued(&self, at: usize) -> bool {
        let tokens = self.passage.tokens();
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        before.zip(tokens.get(at)).is_some_and(|(before, token)| before.end() == token.start())
    }

    /// Whether a mark that joins numbers stands right before the token `at`.
    fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.passage.tokens().get(before));
        let mark = before.filter(|_| self.is_glued(at)).map(|before| self.passage.word(*before));
        mark.is_some_and(|mark| [":", ".", "/", "-", ","].contains(&mark))
    }

    /// Whether the token at `index` is what a step asks for.
    fn is(&self, step: Op, index: usize) -> bool {
        let Some(token) = self.passage.tokens().get(index) else { return false };
        match step {
            Op::Class(class) => self.vocabulary.holds(Sets(token.entry()), class),
            Op::Exact(_, text) => {
                let word = self.passage.word(*token);
                self.vocabulary.exact.get(usize::from(text)).is_some_and(|exact| {
                    let stem = word.split(['\'', '’']).next().unwrap_or(word);
                    **exact == *word || **exact == *stem
                })
            }
            Op::Mark(mark) => self.mark(*token).is_some_and(|c| c == mark || mark == '\'' && c == '’'),
            Op::Marks(marks) => {
                let marks = self.vocabulary.marks.get(usize::from(marks));
                self.mark(*token).zip(marks).is_some_and(|(c, marks)| marks.contains(c))
            }
            Op::Is(kind) => self.is_of(kind, index, *token),
            _ => false,
        }
    }

    /// The mark that a token is, if it is one.
    pub(super) fn mark(&self, token: Token) -> Option<char> {
        let word = self.passage.word(token);
        word.chars().next().filter(|c| !(c.is_alphanumeric() || *c == '_'))
    }

    pub(super) fn is_of(&self, kind: Kind, index: usize, token: Token) -> bool {
        let word = self.passage.word(token);
        let first = word.chars().next().unwrap_or(' ');
        let is_word = first.is_alphanumeric() || first == '_';
        match kind {
            Kind::Token => true,
            Kind::Word => is_word,
            Kind::Letters => first.is_alphabetic(),
            Kind::Name => first.is_uppercase(),
            Kind::Digits => word.bytes().all(|byte| byte.is_ascii_digit()),
            Kind::Not => {
                let folded = word.to_ascii_lowercase();
                folded.ends_with("n't") || folded.ends_with("n’t")
            }
            Kind::Plural => {
                word.len() > 2
                    && word.ends_with(['s', 'S'])
                    && first.is_alphabetic()
                    && !word.contains(['\'', '’'])
            }
            Kind::Amount => {
                let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
                let multiplies =
                    ["", "k", "m", "mn", "bn"].iter().any(|unit| letters.eq_ignore_ascii_case(unit));
                letters.len() < word.len() && multiplies
            }
            Kind::Figure => self.is_of(Kind::Amount, index, token) && !self.is_joined(index),
            Kind::Sign => !is_word,
            Kind::Dash => match first {
                '–' | '—' | '―' => true,
                '-' => !self.is_glued(index) && !self.is_glued(index + 1),
                _ => false,
            },
            Kind::Inner => match first {
                '.' | ',' | ':' => self.is_glued(index) && self.is_glued(index + 1),
                ';' | '!' | '?' | '(' | ')' | '[' | ']' | '|' | '–' | '—' | '…' => false,
                '-' => self.is_glued(index) || self.is_glued(index + 1),
                _ => true,
            },
        }
    }
}

/// Where a walk has been.
#[derive(Default)]
pub(super) struct Seen {
    steps: usize,
    places: Vec<u64>,
}

impl Seen {
    /// Whether a step is taken at a place for the first time; before the
    /// patience ends, always.
    fn first_time(&mut self, step: usize, at: usize, steps: usize, tokens: usize) -> bool {
        self.steps += 1;
        if self.steps < PATIENCE {
            return true;
        }
        if self.places.is_empty() {
            self.places = vec![0; steps * (tokens + 1) / 64 + 1];
        }
        let place = step * (tokens + 1) + at;
        let Some(bits) = self.places.get_mut(place / 64) else { return true };
        let first = *bits & (1 << (place % 64)) == 0;
        *bits |= 1 << (place % 64);
        first
    }
}
