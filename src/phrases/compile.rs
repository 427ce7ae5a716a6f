//! From phrases to the tables that the matcher walks.
//!
//! The built-in vocabulary is compiled when the program is (`build/phrases.rs`),
//! the phrases of a team's own pages when they are read.

use super::language::{Malformed, Node, Word, parse};
use super::table::{Anchor, Begins, Op, Program, Vocabulary};
use super::tree::Tree;
use std::collections::BTreeMap;

/// A vocabulary in the making.
#[derive(Default)]
pub struct Compiler {
    lists: BTreeMap<String, Vec<Node>>,
    classes: Vec<Vec<Word>>,
    numbers: BTreeMap<Vec<Word>, u16>,
    marks: Vec<String>,
    exact: Vec<String>,
    ops: Vec<Op>,
    programs: Vec<Program>,
    /// Where the programs of each phrase end.
    ends: Vec<u16>,
    /// The phrase, counted from 1, that keeps each phrase from being found.
    unless: Vec<u16>,
    names: Vec<String>,
}

/// The largest vocabulary: programs, classes and steps are counted by it.
const FULL: &str = "there are too many words or phrases for one vocabulary";
/// The most tokens that a repetition without a bound is unrolled to.
const LONGEST_PROGRAM: usize = 4_000;

impl Compiler {
    /// Adds a list of phrases that others may name.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn list(&mut self, name: &str, phrases: &[String]) -> Result<(), Malformed> {
        let nodes = phrases.iter().map(|phrase| parse(phrase)).collect::<Result<Vec<_>, _>>()?;
        self.lists.insert(name.to_owned(), nodes);
        Ok(())
    }

    /// Adds a phrase: several ways to say one thing. It is not found in a text
    /// that says one of `unless` as well. Returns its number.
    ///
    /// # Errors
    /// What cannot be read or is not known.
    pub fn phrase(&mut self, ways: &[String], unless: &[String]) -> Result<usize, Malformed> {
        let guard = if unless.is_empty() { 0 } else { self.phrase(unless, &[])? + 1 };
        for way in ways {
            let node = self.with_lists(parse(way)?, &mut Vec::new())?;
            let rows = match node {
                Node::Either(rows) if rows.iter().any(is_anchored) => rows,
                node => vec![node],
            };
            for row in rows {
                self.program(row)
                    .map_err(|message| Malformed { at: 0, message: format!("{message}: `{way}`") })?;
            }
        }
        self.ends.push(u16::try_from(self.programs.len()).map_err(|_| full())?);
        self.unless.push(u16::try_from(guard).map_err(|_| full())?);
        Ok(self.ends.len() - 1)
    }

    /// The same with the entries of lists in their places.
    fn with_lists(&self, node: Node, within: &mut Vec<String>) -> Result<Node, Malformed> {
        let all = |nodes: Vec<Node>, within: &mut Vec<String>| {
            nodes.into_iter().map(|node| self.with_lists(node, within)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match node {
            Node::List(name) => {
                let error = |message: String| Malformed { at: 0, message };
                if within.contains(&name) {
                    return Err(error(format!("the list `{name}` holds itself")));
                }
                let entries = self.lists.get(&name);
                let entries = entries.ok_or_else(|| error(format!("there is no list `{name}`")))?.clone();
                within.push(name);
                let entries = all(entries, within)?;
                within.pop();
                Node::Either(entries)
            }
            Node::All(nodes) => Node::All(all(nodes, within)?),
            Node::Either(nodes) => Node::Either(all(nodes, within)?),
            Node::Group(name, node) => Node::Group(name, Box::new(self.with_lists(*node, within)?)),
            Node::Repeat { node, least, most, lazy } => {
                Node::Repeat { node: Box::new(self.with_lists(*node, within)?), least, most, lazy }
            }
            node => node,
        })
    }

    fn program(&mut self, node: Node) -> Result<(), String> {
        let node = flat(node);
        let begins = begins(&node);
        let ends = !begins && ends(&node);
        let anchor = if begins {
            Anchor::Begin
        } else if ends {
            Anchor::End
        } else {
            Anchor::None
        };
        let first = self.ops.len();
        self.emit(&node, ends)?;
        self.ops.push(Op::Accept);
        let last = self.ops.len();
        if last - first > LONGEST_PROGRAM {
            return Err("the phrase is too long".into());
        }
        let at = u32::try_from(first).map_err(|_| FULL)?;
        let len = u16::try_from(last - first).map_err(|_| FULL)?;
        self.programs.push(Program { at, len, anchor, begins: Begins::default() });
        Ok(())
    }

    /// Adds the steps of a node; last things first if `backwards`.
    fn emit(&mut self, node: &Node, backwards: bool) -> Result<(), String> {
        match node {
            Node::Word(word) => {
                let class = self.class(vec![word.clone()])?;
                let step =
                    if word.exact { Op::Exact(class, self.exact(&word.text)?) } else { Op::Class(class) };
                self.ops.push(step);
            }
            Node::Mark(mark) => self.ops.push(Op::Mark(*mark)),
            Node::Kind(kind) => self.ops.push(Op::Is(*kind)),
            Node::List(name) => return Err(format!("there is no list `{name}`")),
            Node::Glued => self.ops.push(Op::Glued),
            Node::Begin => self.ops.push(Op::Begin),
            Node::End => self.ops.push(Op::End),
            Node::All(nodes) if backwards => {
                for node in nodes.iter().rev() {
                    self.emit(node, backwards)?;
                }
            }
            Node::All(nodes) => {
                for node in nodes {
                    self.emit(node, backwards)?;
                }
            }
            Node::Either(nodes) => self.either(nodes, backwards)?,
            Node::Group(name, node) => {
                let name = self.group(name)?;
                self.ops.push(if backwards { Op::Close(name) } else { Op::Open(name) });
                self.emit(node, backwards)?;
                self.ops.push(if backwards { Op::Open(name) } else { Op::Close(name) });
            }
            Node::Repeat { node, least, most, lazy } => {
                if may_be_empty(node) && *most == usize::MAX {
                    return Err("what is repeated without a bound may be nothing".into());
                }
                for _ in 0..*least {
                    self.emit(node, backwards)?;
                }
                if *most == usize::MAX {
                    let split = self.ops.len();
                    self.ops.push(Op::Accept);
                    self.emit(node, backwards)?;
                    let back = self.ops.len() - split;
                    self.ops.push(Op::Jump(-offset(back)?));
                    let behind = offset(self.ops.len() - split)?;
                    self.ops[split] = split_op(behind, *lazy);
                } else {
                    let mut splits = Vec::new();
                    for _ in *least..*most {
                        splits.push(self.ops.len());
                        self.ops.push(Op::Accept);
                        self.emit(node, backwards)?;
                    }
                    for split in splits {
                        let behind = offset(self.ops.len() - split)?;
                        self.ops[split] = split_op(behind, *lazy);
                    }
                }
            }
        }
        Ok(())
    }

    fn either(&mut self, nodes: &[Node], backwards: bool) -> Result<(), String> {
        // Words side by side are one look-up, and so are marks.
        let mut ways: Vec<Way> = Vec::new();
        for node in nodes {
            match (node, ways.last_mut()) {
                (Node::Word(word), Some(Way::Words(words))) if !word.exact => words.push(word.clone()),
                (Node::Word(word), _) if !word.exact => ways.push(Way::Words(vec![word.clone()])),
                (Node::Mark(mark), Some(Way::Marks(marks))) => marks.push(*mark),
                (Node::Mark(mark), _) => ways.push(Way::Marks(mark.to_string())),
                (node, _) => ways.push(Way::Other(node.clone())),
            }
        }
        let mut jumps = Vec::new();
        let count = ways.len();
        for (i, way) in ways.into_iter().enumerate() {
            let split = self.ops.len();
            if i + 1 < count {
                self.ops.push(Op::Accept);
            }
            match way {
                Way::Words(words) => {
                    let class = self.class(words)?;
                    self.ops.push(Op::Class(class));
                }
                Way::Marks(marks) => {
                    let known = self.marks.iter().position(|known| *known == marks);
                    let number = known.unwrap_or(self.marks.len());
                    if known.is_none() {
                        self.marks.push(marks);
                    }
                    self.ops.push(Op::Marks(u16::try_from(number).map_err(|_| FULL)?));
                }
                Way::Other(node) => self.emit(&node, backwards)?,
            }
            if i + 1 < count {
                jumps.push(self.ops.len());
                self.ops.push(Op::Accept);
                let behind = offset(self.ops.len() - split)?;
                self.ops[split] = split_op(behind, false);
            }
        }
        for jump in jumps {
            self.ops[jump] = Op::Jump(offset(self.ops.len() - jump)?);
        }
        Ok(())
    }

    fn class(&mut self, mut words: Vec<Word>) -> Result<u16, String> {
        words.sort();
        words.dedup();
        if let Some(number) = self.numbers.get(&words) {
            return Ok(*number);
        }
        let number = u16::try_from(self.classes.len()).map_err(|_| FULL)?;
        self.numbers.insert(words.clone(), number);
        self.classes.push(words);
        Ok(number)
    }

    fn exact(&mut self, text: &str) -> Result<u16, String> {
        let known = self.exact.iter().position(|known| known == text);
        let number = known.unwrap_or(self.exact.len());
        if known.is_none() {
            self.exact.push(text.to_owned());
        }
        u16::try_from(number).map_err(|_| FULL.into())
    }

    fn group(&mut self, name: &str) -> Result<u8, String> {
        let known = self.names.iter().position(|known| known == name);
        let number = known.unwrap_or(self.names.len());
        if known.is_none() {
            self.names.push(name.to_owned());
        }
        u8::try_from(number).map_err(|_| FULL.into())
    }

    /// Returns the finished tables.
    ///
    /// # Errors
    /// Where there is more than fits.
    pub fn finish(self) -> Result<Vocabulary, Malformed> {
        let mut tree = Tree::default();
        for (number, words) in self.classes.iter().enumerate() {
            for word in words {
                let number = u16::try_from(number).map_err(|_| full())?;
                tree.add(&word.text.to_lowercase(), word.open, number);
            }
        }
        let texts = |all: Vec<String>| all.into_iter().map(Into::into).collect::<Vec<_>>().into();
        tree.finish(Vocabulary {
            ops: self.ops.into(),
            programs: self.programs.into(),
            ends: self.ends.into(),
            unless: self.unless.into(),
            marks: texts(self.marks),
            exact: texts(self.exact),
            names: texts(self.names),
            ..Vocabulary::EMPTY
        })
    }
}

enum Way {
    Words(Vec<Word>),
    Marks(String),
    Other(Node),
}

fn full() -> Malformed {
    Malformed { at: 0, message: FULL.into() }
}

fn offset(steps: usize) -> Result<i16, String> {
    i16::try_from(steps).map_err(|_| "the phrase is too long".into())
}

const fn split_op(behind: i16, lazy: bool) -> Op {
    if lazy { Op::SplitLazy(behind) } else { Op::Split(behind) }
}

/// The same without rows in rows.
fn flat(node: Node) -> Node {
    match node {
        Node::All(nodes) => {
            let mut out = Vec::new();
            for node in nodes {
                match flat(node) {
                    Node::All(inner) => out.extend(inner),
                    node => out.push(node),
                }
            }
            Node::All(out)
        }
        Node::Either(nodes) => {
            let mut out = Vec::new();
            for node in nodes {
                match flat(node) {
                    Node::Either(inner) => out.extend(inner),
                    node => out.push(node),
                }
            }
            if out.len() == 1 { out.remove(0) } else { Node::Either(out) }
        }
        Node::Group(name, node) => Node::Group(name, Box::new(flat(*node))),
        Node::Repeat { node, least, most, lazy } => {
            Node::Repeat { node: Box::new(flat(*node)), least, most, lazy }
        }
        node => node,
    }
}

fn begins(node: &Node) -> bool {
    match node {
        Node::Begin => true,
        Node::All(nodes) => nodes.first().is_some_and(begins),
        Node::Either(nodes) => nodes.iter().all(begins),
        Node::Group(_, node) => begins(node),
        _ => false,
    }
}

fn ends(node: &Node) -> bool {
    match node {
        Node::End => true,
        Node::All(nodes) => nodes.last().is_some_and(ends),
        Node::Either(nodes) => nodes.iter().all(ends),
        Node::Group(_, node) => ends(node),
        _ => false,
    }
}

fn is_anchored(node: &Node) -> bool {
    begins(node) || ends(node)
}

fn may_be_empty(node: &Node) -> bool {
    match node {
        Node::Glued | Node::Begin | Node::End => true,
        Node::All(nodes) => nodes.iter().all(may_be_empty),
        Node::Either(nodes) => nodes.iter().any(may_be_empty),
        Node::Group(_, node) => may_be_empty(node),
        Node::Repeat { node, least, .. } => *least == 0 || may_be_empty(node),
        Node::Word(_) | Node::Mark(_) | Node::Kind(_) | Node::List(_) => false,
    }
}
