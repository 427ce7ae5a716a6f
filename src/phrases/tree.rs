//! The words of a vocabulary as a tree of their bytes.

use super::language::Malformed;
use super::table::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};

fn full() -> Malformed {
    Malformed { at: 0, message: "there are too many words for one vocabulary".into() }
}

/// What stands before the apostrophe of a word, and the letters behind it.
#[derive(Clone)]
struct Stem {
    classes: BTreeSet<u16>,
    suffix: String,
}

/// Words as a tree of their bytes.
#[derive(Default)]
pub(super) struct Tree {
    root: Branch,
}

#[derive(Default)]
struct Branch {
    next: BTreeMap<u8, Branch>,
    /// The classes of the word that ends here.
    ended: BTreeSet<u16>,
    /// The classes of all words that begin so.
    open: BTreeSet<u16>,
}

impl Tree {
    /// Adds a word of a class; it may go on if `open`.
    pub(super) fn add(&mut self, word: &str, open: bool, class: u16) {
        let end = word.bytes().fold(&mut self.root, |branch, byte| branch.next.entry(byte).or_default());
        if open {
            end.open.insert(class);
        }
        end.ended.insert(class);
    }

    /// Returns the vocabulary with the tree in it.
    pub(super) fn finish(self, mut out: Vocabulary) -> Result<Vocabulary, Malformed> {
        let mut sets = SetTable::default();
        sets.number(BTreeSet::new())?;
        // Breadth first, so that the branches of one stand side by side.
        let (mut edges, mut targets, mut firsts) = (Vec::new(), Vec::new(), Vec::new());
        let (mut ended, mut open) = (Vec::new(), Vec::new());
        let mut queue = vec![(&self.root, BTreeSet::new(), None)];
        let mut at = 0;
        while let Some((branch, above, stem)) = queue.get(at).cloned() {
            at += 1;
            let all_open: BTreeSet<u16> = above.union(&branch.open).copied().collect();
            let mut all: BTreeSet<u16> = all_open.union(&branch.ended).copied().collect();
            // "could've" is "could" as well; "can't" is no "can".
            if let Some(Stem { classes, suffix }) = &stem
                && !branch.ended.is_empty()
                && suffix != "t"
            {
                all.extend(classes);
            }
            firsts.push(u16::try_from(edges.len()).map_err(|_| full())?);
            ended.push(sets.number(all.clone())?);
            open.push(sets.number(all_open.clone())?);
            for (byte, branch) in &branch.next {
                edges.push(*byte);
                targets.push(u16::try_from(queue.len()).map_err(|_| full())?);
                let stem = if *byte == b'\'' {
                    Some(Stem { classes: all.clone(), suffix: String::new() })
                } else {
                    stem.clone()
                        .map(|stem| Stem { suffix: format!("{}{}", stem.suffix, char::from(*byte)), ..stem })
                };
                queue.push((branch, all_open.clone(), stem));
            }
        }
        firsts.push(u16::try_from(edges.len()).map_err(|_| full())?);
        out.firsts = firsts.into();
        out.edges = edges.into();
        out.targets = targets.into();
        out.ended = ended.into();
        out.open = open.into();
        out.set_starts = sets.starts().into();
        out.set_classes = sets.all.iter().flatten().copied().collect::<Vec<_>>().into();
        out.index()
    }
}

/// Sets of classes, each once.
#[derive(Default)]
struct SetTable {
    all: Vec<BTreeSet<u16>>,
    numbers: BTreeMap<BTreeSet<u16>, u16>,
}

impl SetTable {
    fn number(&mut self, set: BTreeSet<u16>) -> Result<u16, Malformed> {
        if let Some(number) = self.numbers.get(&set) {
            return Ok(*number);
        }
        let number = u16::try_from(self.all.len()).map_err(|_| full())?;
        self.numbers.insert(set.clone(), number);
        self.all.push(set);
        Ok(number)
    }

    fn starts(&self) -> Vec<u32> {
        let mut starts = vec![0];
        let mut sum = 0;
        for set in &self.all {
            sum += u32::try_from(set.len()).unwrap_or(u32::MAX);
            starts.push(sum);
        }
        starts
    }
}
