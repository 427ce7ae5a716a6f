//! Phrases as tables: what `compile` makes and the matcher walks.

use super::language::{Kind, Malformed};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A step of a program. Offsets are counted from the step itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// A word of this class.
    Class(u16),
    /// A word of this class, in just these letters.
    Exact(u16, u16),
    /// A mark.
    Mark(char),
    /// One of these marks.
    Marks(u16),
    /// A token of this kind.
    Is(Kind),
    /// No white space here.
    Glued,
    /// The text begins here.
    Begin,
    /// The text ends here.
    End,
    /// On with the next step, or with the one that far on.
    Split(i16),
    /// On with the step that far on, or with the next.
    SplitLazy(i16),
    /// On with the step that far on.
    Jump(i16),
    /// A group begins.
    Open(u8),
    /// A group ends.
    Close(u8),
    /// The phrase fits.
    Accept,
}

/// Where a program may fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Anywhere.
    None,
    /// Only where the text begins.
    Begin,
    /// Only where the text ends. Such a program is walked from there, and its
    /// steps stand last things first.
    End,
}

/// One way to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its first step.
    pub at: u32,
    /// The number of its steps.
    pub len: u16,
    /// Where it may fit.
    pub anchor: Anchor,
    /// What it may begin with.
    pub begins: Begins,
}

/// What a program may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Begins {
    /// A word of some class.
    pub word: bool,
    /// A certain mark.
    pub mark: bool,
    /// Any token of some kind.
    pub kind: bool,
    /// A word, whichever: it is tried at each, so that nobody should ask where
    /// it stands without need.
    pub any: bool,
}

/// The classes of words that a word is in: the number of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Sets(pub u16);

impl Sets {
    /// Of a word that no phrase knows.
    pub const NONE: Self = Self(0);
}

type List<T> = Cow<'static, [T]>;

/// Phrases and their words, ready to be looked for.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The steps of all programs.
    pub ops: List<Op>,
    /// All programs.
    pub programs: List<Program>,
    /// Where the programs of each phrase end; they begin where those of the
    /// phrase before end.
    pub ends: List<u16>,
    /// For each program its phrase.
    pub phrases: List<u16>,
    /// For each phrase the phrase that keeps it from being found, by its number
    /// and 1; 0 for none.
    pub unless: List<u16>,
    /// Marks of which one may stand.
    pub marks: List<Cow<'static, str>>,
    /// Words in just these letters.
    pub exact: List<Cow<'static, str>>,
    /// The names of groups.
    pub names: List<Cow<'static, str>>,
    /// The tree of words: where each first byte leads; 0 for nowhere.
    pub roots: List<u16>,
    /// Where the branches of each node begin.
    pub firsts: List<u16>,
    /// The byte of each branch.
    pub edges: List<u8>,
    /// Where each branch leads.
    pub targets: List<u16>,
    /// For each node the set of the word that ends there.
    pub ended: List<u16>,
    /// For each node the set of words that only begin so.
    pub open: List<u16>,
    /// Where the classes of each set begin.
    pub set_starts: List<u32>,
    /// The classes of all sets, sorted within a set.
    pub set_classes: List<u16>,
    /// Where the programs that may begin with a word of each set begin.
    pub by_set_starts: List<u32>,
    /// Programs by set.
    pub by_set: List<u16>,
    /// Programs that may begin with a mark, by mark.
    pub by_mark: List<(char, u16)>,
    /// Programs that may begin with any token of a kind.
    pub by_kind: List<(Kind, u16)>,
}

/// What a program may begin with.
#[derive(Default)]
struct First {
    classes: BTreeSet<u16>,
    marks: BTreeSet<char>,
    kinds: Vec<Kind>,
    /// It may fit where nothing is.
    nothing: bool,
}

/// Whether many tokens of a text are of this kind.
const fn is_common(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Word | Kind::Letters | Kind::Name | Kind::Plural | Kind::Token | Kind::Inner | Kind::Sign
    )
}

impl Vocabulary {
    /// No phrase.
    pub const EMPTY: Self = Self {
        ops: Cow::Borrowed(&[]),
        programs: Cow::Borrowed(&[]),
        ends: Cow::Borrowed(&[]),
        phrases: Cow::Borrowed(&[]),
        unless: Cow::Borrowed(&[]),
        marks: Cow::Borrowed(&[]),
        exact: Cow::Borrowed(&[]),
        names: Cow::Borrowed(&[]),
        roots: Cow::Borrowed(&[]),
        firsts: Cow::Borrowed(&[]),
        edges: Cow::Borrowed(&[]),
        targets: Cow::Borrowed(&[]),
        ended: Cow::Borrowed(&[]),
        open: Cow::Borrowed(&[]),
        set_starts: Cow::Borrowed(&[]),
        set_classes: Cow::Borrowed(&[]),
        by_set_starts: Cow::Borrowed(&[]),
        by_set: Cow::Borrowed(&[]),
        by_mark: Cow::Borrowed(&[]),
        by_kind: Cow::Borrowed(&[]),
    };

    /// Enters each program under what it may begin with.
    pub(super) fn index(mut self) -> Result<Self, Malformed> {
        let mut begins = Vec::new();
        let mut by_class: Vec<Vec<u16>> = Vec::new();
        let (mut by_mark, mut by_kind) = (Vec::new(), Vec::new());
        for (number, program) in self.programs.iter().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            if program.anchor != Anchor::None {
                begins.push(Begins::default());
                continue;
            }
            let first = self.first(*program);
            begins.push(Begins {
                word: !first.classes.is_empty(),
                mark: !first.marks.is_empty(),
                kind: !first.kinds.is_empty(),
                any: first.kinds.iter().any(|kind| is_common(*kind)),
            });
            if begins.last().is_some_and(|begins| begins.any) {
                continue;
            }
            if first.nothing {
                return Err(Malformed { at: 0, message: "a phrase may not fit where nothing is".into() });
            }
            for class in first.classes {
                let class = usize::from(class);
                if by_class.len() <= class {
                    by_class.resize(class + 1, Vec::new());
                }
                by_class[class].push(number);
            }
            by_mark.extend(first.marks.into_iter().map(|mark| (mark, number)));
            by_kind.extend(first.kinds.into_iter().map(|kind| (kind, number)));
        }
        by_mark.sort_unstable();
        by_kind.sort_by_key(|(kind, number)| (*kind as u8, *number));
        by_kind.dedup();
        let mut starts = vec![0];
        let mut all = Vec::new();
        for set in self.set_starts.windows(2) {
            let classes = self.set_classes.get(set[0] as usize..set[1] as usize).unwrap_or_default();
            let of_class = |class: &u16| by_class.get(usize::from(*class)).into_iter().flatten().copied();
            let programs: BTreeSet<u16> = classes.iter().flat_map(of_class).collect();
            all.extend(programs);
            starts.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
        }
        let mut phrases = Vec::new();
        for (phrase, end) in self.ends.iter().enumerate() {
            phrases.resize(usize::from(*end), u16::try_from(phrase).unwrap_or(u16::MAX));
        }
        self.phrases = phrases.into();
        for (program, begins) in self.programs.to_mut().iter_mut().zip(begins) {
            program.begins = begins;
        }
        let roots = |byte: u8| {
            let first = self.edges.iter().take(usize::from(self.firsts.get(1).copied().unwrap_or_default()));
            let branch = first.into_iter().position(|edge| *edge == byte);
            branch.and_then(|branch| self.targets.get(branch)).copied().unwrap_or_default()
        };
        self.roots = (0..=u8::MAX).map(roots).collect::<Vec<_>>().into();
        self.by_set_starts = starts.into();
        self.by_set = all.into();
        self.by_mark = by_mark.into();
        self.by_kind = by_kind.into();
        Ok(self)
    }

    fn first(&self, program: Program) -> First {
        let mut first = First::default();
        let mut seen = BTreeSet::new();
        let mut open = vec![program.at as usize];
        while let Some(at) = open.pop() {
            let Some(op) = self.ops.get(at).filter(|_| seen.insert(at)) else { continue };
            let far = |offset: i16| at.wrapping_add_signed(isize::from(offset));
            match *op {
                Op::Class(class) | Op::Exact(class, _) => {
                    first.classes.insert(class);
                }
                Op::Mark(mark) => {
                    first.marks.insert(mark);
                }
                Op::Marks(number) => {
                    first
                        .marks
                        .extend(self.marks.get(usize::from(number)).iter().flat_map(|marks| marks.chars()));
                }
                Op::Is(kind) => first.kinds.push(kind),
                Op::Split(offset) | Op::SplitLazy(offset) => open.extend([at + 1, far(offset)]),
                Op::Jump(offset) => open.push(far(offset)),
                Op::Glued | Op::Begin | Op::End | Op::Open(_) | Op::Close(_) => open.push(at + 1),
                Op::Accept => first.nothing = true,
            }
        }
        first
    }

    /// Returns the sets of a word, whatever its case and its apostrophe.
    #[must_use]
    pub fn sets_of(&self, word: &str) -> Sets {
        let mut node = 0;
        // What is known of the word up to its last apostrophe.
        let mut stem = None;
        let mut walk = |node: usize, byte: u8| -> Option<usize> {
            if byte == b'\'' {
                stem = self.ended.get(node).copied();
            }
            if node == 0 {
                let next = self.roots.get(usize::from(byte)).copied().unwrap_or_default();
                return (next != 0).then_some(usize::from(next));
            }
            let first = usize::from(*self.firsts.get(node)?);
            let last = usize::from(*self.firsts.get(node + 1)?);
            let branch = self.edges.get(first..last)?.iter().position(|edge| *edge == byte)?;
            self.targets.get(first + branch).map(|node| usize::from(*node))
        };
        let mut whole = true;
        let mut rest = word.as_bytes();
        while let Some((byte, behind)) = rest.split_first() {
            let next = if byte.is_ascii() {
                rest = behind;
                walk(node, byte.to_ascii_lowercase())
            } else {
                let Some(c) = word.get(word.len() - rest.len()..).and_then(|rest| rest.chars().next()) else {
                    break;
                };
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                let mut bytes = [0; 4];
                if c == '’' {
                    walk(node, b'\'')
                } else {
                    let folded = c.to_lowercase().next().unwrap_or(c).encode_utf8(&mut bytes).as_bytes();
                    folded.iter().try_fold(node, |node, byte| walk(node, *byte))
                }
            };
            match next {
                Some(next) => node = next,
                None => {
                    whole = false;
                    break;
                }
            }
        }
        let open = self.open.get(node).copied().unwrap_or_default();
        let ended = self.ended.get(node).copied().unwrap_or_default();
        if whole && ended != open {
            return Sets(ended);
        }
        // `customer's` is the word `customer` unless a phrase knows it.
        Sets(stem.filter(|stem| *stem != 0).unwrap_or(open))
    }

    /// Returns whether a set holds a class.
    #[must_use]
    #[expect(clippy::manual_contains, reason = "`contains` is a call, and sets are short")]
    pub fn holds(&self, sets: Sets, class: u16) -> bool {
        let set = usize::from(sets.0);
        let bounds = self.set_starts.get(set).zip(self.set_starts.get(set + 1));
        let classes = bounds.and_then(|(start, end)| self.set_classes.get(*start as usize..*end as usize));
        classes.is_some_and(|classes| classes.iter().any(|other| *other == class))
    }

    /// Returns whether a program may begin with a token of this entry, so far as
    /// that can be told without looking at its letters.
    #[must_use]
    pub fn may_begin(&self, number: u16, begins: Begins, sets: Sets) -> bool {
        begins.kind
            || if sets == Sets::NONE {
                begins.mark
            } else {
                begins.word && self.beginning_with(sets).binary_search(&number).is_ok()
            }
    }

    /// Returns the programs that may begin with a word of these sets.
    #[must_use]
    pub fn beginning_with(&self, sets: Sets) -> &[u16] {
        let set = usize::from(sets.0);
        let bounds = self.by_set_starts.get(set).zip(self.by_set_starts.get(set + 1));
        bounds.and_then(|(start, end)| self.by_set.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}
