//! Words without which a pattern fits nowhere.

use super::letters::{self, Letters, bit};
use super::syntax::{Look, Node};
use crate::document::Words;

/// A text that stands in what a pattern fits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Clue {
    /// In lower case.
    text: Vec<u8>,
    /// A word begins with it.
    begins: bool,
}

/// Texts of which one stands in whatever a pattern fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clues(Vec<Clue>);

/// The most ways to write a part of a pattern that are followed.
const MOST: usize = 96;
/// The border of a word, or white space, among the bytes of a text.
const BORDER: u8 = b' ';

impl Clues {
    /// None where a pattern fits without any known word.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let seen = Seen::of(node);
        seen.best()
    }

    /// Whether the pattern may fit somewhere in a document with these words.
    pub(super) fn may_be_among(&self, words: &Words) -> bool {
        let among = |clue: &Clue| {
            (!clue.begins || words.may_begin(&clue.text)) && (clue.begins || words.may_hold(&clue.text))
        };
        self.0.iter().any(among)
    }

    /// The best clue of each of these texts; none where one of them has none.
    fn from_texts(texts: &[Vec<u8>]) -> Option<Self> {
        texts.iter().map(|text| best_piece(text)).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The more the weakest of them tells, the better; then the fewer.
    fn worth(&self) -> (usize, std::cmp::Reverse<usize>) {
        (self.0.iter().map(Clue::worth).min().unwrap_or(usize::MAX), std::cmp::Reverse(self.0.len()))
    }

    fn better(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => Some(if other.worth() > one.worth() { other } else { one }),
            (one, other) => one.or(other),
        }
    }
}

impl Clue {
    fn worth(&self) -> usize {
        if self.begins { self.text.len().min(4) + 2 } else { self.text.len().min(5) }
    }
}

/// The piece of a text that tells most: a word or the rest of one.
fn best_piece(text: &[u8]) -> Option<Clue> {
    let mut start = 0;
    let pieces = text.split(|byte| !is_of_word(*byte)).map(|piece| {
        let begins = start > 0;
        start += piece.len() + 1;
        Clue { text: piece.to_vec(), begins }
    });
    pieces.filter(|clue| clue.text.len() >= 3).max_by_key(Clue::worth)
}

const fn is_of_word(byte: u8) -> bool {
    byte >= 128 || letters::WORD & bit(byte) != 0
}

/// What is known of a part of a pattern.
struct Seen {
    /// All texts that it fits, where they are few.
    all: Option<Vec<Vec<u8>>>,
    clues: Option<Clues>,
}

impl Seen {
    const UNKNOWN: Self = Self { all: None, clues: None };

    fn texts(texts: Vec<Vec<u8>>) -> Self {
        Self { all: Some(texts), clues: None }
    }

    fn best(self) -> Option<Clues> {
        let of_texts = self.all.and_then(|texts| Clues::from_texts(&texts));
        Clues::better(self.clues, of_texts)
    }

    fn of(node: &Node) -> Self {
        match node {
            Node::Text { text, .. } => Self::texts(vec![text.to_ascii_lowercase().into_bytes()]),
            Node::One(letters) => one(letters).map_or(Self::UNKNOWN, Self::texts),
            Node::Look(Look::Border) => Self::texts(vec![vec![BORDER]]),
            Node::Look(_) => Self::texts(vec![Vec::new()]),
            Node::Group(_, node) => Self::of(node),
            Node::All(nodes) => in_a_row(nodes),
            Node::Either(ways) => either(ways),
            Node::Repeat { node, least, most, .. } => {
                let seen = Self::of(node);
                match (least, most) {
                    (1, 1) => seen,
                    (0, 1) => {
                        let mut texts = seen.all;
                        texts.iter_mut().for_each(|texts| texts.push(Vec::new()));
                        Self { all: texts, clues: None }
                    }
                    (0, _) => Self::UNKNOWN,
                    _ => Self { all: None, clues: seen.best() },
                }
            }
        }
    }
}

/// The texts that a set of characters stands for, where they are few.
fn one(letters: &Letters) -> Option<Vec<Vec<u8>>> {
    let mut rest = letters.ascii();
    if letters.has_others() || rest.count_ones() > 8 {
        return None;
    }
    let mut texts = Vec::new();
    while rest != 0 {
        let byte = u8::try_from(rest.trailing_zeros()).ok()?.to_ascii_lowercase();
        if !texts.contains(&vec![byte]) {
            texts.push(vec![byte]);
        }
        rest &= rest - 1;
    }
    Some(texts)
}

/// Whether a part fits one character or more, none of them part of a word: the
/// next word begins behind it.
fn ends_word(node: &Node) -> bool {
    match node {
        Node::One(letters) => letters.ascii() & letters::WORD == 0 && !letters.has_words(),
        Node::Repeat { node, least, .. } => *least > 0 && ends_word(node),
        _ => false,
    }
}

fn in_a_row(nodes: &[Node]) -> Seen {
    let mut clues = None;
    let mut run: Vec<Vec<u8>> = vec![Vec::new()];
    let mut whole = true;
    for node in nodes {
        if ends_word(node) && one_node(node).is_none() {
            whole = false;
            clues = Clues::better(clues, Clues::from_texts(&run));
            run = vec![vec![BORDER]];
            continue;
        }
        let seen = Seen::of(node);
        clues = Clues::better(clues, seen.clues);
        match seen.all {
            Some(texts) if texts.len() * run.len() <= MOST => {
                let behind = |start: &Vec<u8>| {
                    let start = start.clone();
                    texts.iter().map(move |text| [start.as_slice(), text].concat()).collect::<Vec<_>>()
                };
                run = run.iter().flat_map(behind).collect();
            }
            texts => {
                whole = false;
                clues = Clues::better(clues, Clues::from_texts(&run));
                clues = Clues::better(clues, texts.and_then(|texts| Clues::from_texts(&texts)));
                run = vec![Vec::new()];
            }
        }
    }
    if whole {
        return Seen { all: Some(run), clues };
    }
    Seen { all: None, clues: Clues::better(clues, Clues::from_texts(&run)) }
}

/// The few texts of a node that is a set of characters.
fn one_node(node: &Node) -> Option<Vec<Vec<u8>>> {
    match node {
        Node::One(letters) => one(letters),
        _ => None,
    }
}

fn either(ways: &[Node]) -> Seen {
    let mut texts = Some(Vec::new());
    let mut clues = Some(Vec::new());
    for way in ways {
        let seen = Seen::of(way);
        texts = match (texts, &seen.all) {
            (Some(mut texts), Some(more)) if texts.len() + more.len() <= MOST => {
                texts.extend(more.iter().cloned());
                Some(texts)
            }
            _ => None,
        };
        clues = match (clues, seen.best()) {
            (Some(mut clues), Some(Clues(more))) => {
                clues.extend(more);
                Some(clues)
            }
            _ => None,
        };
    }
    Seen { all: texts, clues: clues.map(Clues) }
}

#[cfg(test)]
mod tests {
    use super::{Clue, Clues};
    use crate::facts::pattern::syntax::parse;

    fn clues(pattern: &str) -> Option<Vec<(String, bool)>> {
        let tree = parse(pattern, true)?;
        let shown = |Clue { text, begins }: Clue| (String::from_utf8_lossy(&text).into_owned(), begins);
        Clues::of(&tree.node).map(|clues| clues.0.into_iter().map(shown).collect())
    }

    fn words(words: &[(&str, bool)]) -> Option<Vec<(String, bool)>> {
        Some(words.iter().map(|(word, begins)| ((*word).to_owned(), *begins)).collect())
    }

    #[test]
    fn finds_the_word_that_tells_most() {
        assert_eq!(clues(r"\b Careless \s+ mistakes? \b"), words(&[("careless", true)]));
        assert_eq!(clues(r"\b(?: no | any ) \s+ data \b"), words(&[("data", true)]));
        assert_eq!(clues(r"\bre(?:start|boot)"), words(&[("restart", true), ("reboot", true)]));
        assert_eq!(clues(r"(?: was | were )? \s* lost"), words(&[("lost", false)]));
        assert_eq!(clues(r"\w+ly \s+ (?<what> failed )"), words(&[("failed", true)]));
        assert_eq!(clues(r"^ total $ | \bsum\b"), words(&[("total", false), ("sum", true)]));
    }

    #[test]
    fn knows_nothing_of_what_may_be_missing() {
        assert_eq!(clues(r"\d+ % | percent"), None);
        assert_eq!(clues(r"(?: careless )*"), None);
        assert_eq!(clues(r"(?: careless )? \d"), None);
        assert_eq!(clues(r"at | in"), None);
    }
}
