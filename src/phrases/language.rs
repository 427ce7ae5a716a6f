//! The language of phrases: what `vocabulary/` and pages write down.
//!
//! A phrase is words in a row, whatever their case and whatever white space or
//! line end parts them:
//!
//! | written | means |
//! |---|---|
//! | `outage` | the word |
//! | `recover*` | a word that begins so |
//! | `roll-back` | two words, with a hyphen or a blank between them |
//! | `can't` | the word, with either apostrophe |
//! | `=DONE` | the word in just these letters |
//! | `was\|were` | one of them; a part may also be a mark, `<kind>` or `{list}` |
//! | `[went off \| fired]` | one of several rows |
//! | `(the \| our)` | one of them, or nothing |
//! | `[…]*`, `[…]+`, `[…]{0,3}` | as often as it goes; also behind `)`, `>` and `}` |
//! | `...3` | at most three words of the clause, as few as possible |
//! | `...` | any number of words of the clause |
//! | `{outage}` | an entry of the list |
//! | `<word>`, `<name>`, `<plural>`, `<digits>`, `<not>`, `<dash>`, `<inner>`, `<mark>`, `<any>` | a token of this kind |
//! | `<number>`, `<amount>`, `<compound>` | `1,200.5`, the same or `12k`, `mid-size` |
//! | `+x` | `x` right behind, without white space |
//! | `^`, `$` | where the text that is asked about begins or ends |
//! | `@who[…]` | a group that is remembered by its name |
//! | `%`, `:`, `,` … | marks stand for themselves; `"("` for one that would mean something |

use std::fmt;

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word or a number.
    Word,
    /// A word that begins with a letter.
    Letters,
    /// A word with a capital first letter.
    Name,
    /// Digits and nothing else.
    Digits,
    /// A word that ends in `n't`.
    Not,
    /// A word of three letters or more that ends in `s`.
    Plural,
    /// Digits, and behind them perhaps letters that multiply: `12k`.
    Amount,
    /// The same where it is no part of a clock, a date or an address.
    Figure,
    /// A hyphen with white space on both sides, or a longer dash.
    Dash,
    /// A word, or a mark that ends no clause.
    Inner,
    /// Any token.
    Token,
    /// Any mark.
    Sign,
}

/// A phrase, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word in lower case.
    Word(Word),
    /// A mark.
    Mark(char),
    /// A token of a kind.
    Kind(Kind),
    /// An entry of a list.
    List(String),
    /// No white space here.
    Glued,
    /// The text begins here.
    Begin,
    /// The text ends here.
    End,
    /// One after the other.
    All(Vec<Node>),
    /// The first that leads on.
    Either(Vec<Node>),
    /// Several times: as often as it goes, or as seldom if `lazy`.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// How often at least.
        least: usize,
        /// How often at most.
        most: usize,
        /// As seldom as possible.
        lazy: bool,
    },
    /// A group that is remembered.
    Group(String, Box<Node>),
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// Its letters; in lower case unless `exact`.
    pub text: String,
    /// It may go on.
    pub open: bool,
    /// Upper and lower case differ.
    pub exact: bool,
}

/// What is wrong with a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where, in bytes from the beginning of the phrase.
    pub at: usize,
    /// What.
    pub message: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.message, self.at)
    }
}

/// Returns the tree of a phrase.
///
/// # Errors
/// What cannot be read, and where.
pub fn parse(text: &str) -> Result<Node, Malformed> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.rows(0)?;
    if reader.at < text.len() {
        return Err(reader.error("nothing is open that could be closed here"));
    }
    Ok(node)
}

/// How deep brackets may stand in each other.
const DEEPEST: usize = 24;
/// The largest count of a repetition.
const MOST: usize = 64;

struct Reader<'p> {
    text: &'p str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, message: impl Into<String>) -> Malformed {
        Malformed { at: self.at, message: message.into() }
    }

    /// Rows that `|` with blanks around it parts.
    fn rows(&mut self, depth: usize) -> Result<Node, Malformed> {
        if depth > DEEPEST {
            return Err(self.error("brackets stand too deep in each other"));
        }
        let mut rows = vec![self.row(depth)?];
        while self.take("|") {
            rows.push(self.row(depth)?);
        }
        Ok(one_of(rows))
    }

    fn row(&mut self, depth: usize) -> Result<Node, Malformed> {
        let mut parts = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None | Some('|' | ')' | ']') => break,
                Some(_) => parts.push(self.element(depth)?),
            }
        }
        match parts.len() {
            0 => Err(self.error("words are missing here")),
            1 => Ok(parts.remove(0)),
            _ => Ok(Node::All(parts)),
        }
    }

    /// One element: atoms with `|` between them, and how often.
    fn element(&mut self, depth: usize) -> Result<Node, Malformed> {
        if self.take("...") {
            let most = self.number().unwrap_or(usize::MAX);
            let node = Box::new(Node::Kind(Kind::Inner));
            return Ok(Node::Repeat { node, least: 0, most, lazy: true });
        }
        if self.take("+") {
            let node = self.element(depth)?;
            return Ok(Node::All(vec![Node::Glued, node]));
        }
        if self.take("@") {
            let name = self.name();
            if name.is_empty() {
                return Err(self.error("a group needs a name: `@who[…]`"));
            }
            let node = self.element(depth)?;
            return Ok(Node::Group(name, Box::new(node)));
        }
        let mut atoms = vec![self.atom(depth)?];
        while self.rest().starts_with('|') && !self.rest().starts_with("| ") {
            self.at += 1;
            atoms.push(self.atom(depth)?);
        }
        Ok(one_of(atoms))
    }

    fn atom(&mut self, depth: usize) -> Result<Node, Malformed> {
        let Some(c) = self.peek() else { return Err(self.error("a word is missing here")) };
        let node = match c {
            '(' | '[' => {
                self.at += 1;
                let node = self.rows(depth + 1)?;
                let close = if c == '(' { ")" } else { "]" };
                if !self.take(close) {
                    return Err(self.error(format!("`{close}` is missing here")));
                }
                let least = usize::from(c == '[');
                return self.counted(node, least);
            }
            '{' => {
                self.at += 1;
                let name = self.name();
                if name.is_empty() || !self.take("}") {
                    return Err(self.error("a list is written `{name}`"));
                }
                Node::List(name)
            }
            '<' => self.kind()?,
            '^' | '$' => {
                self.at += 1;
                return Ok(if c == '^' { Node::Begin } else { Node::End });
            }
            '"' => {
                self.at += 1;
                let mark = self.peek();
                self.at += mark.map_or(0, char::len_utf8);
                match mark {
                    Some(mark) if self.take("\"") => Node::Mark(mark),
                    _ => return Err(self.error("quotation marks hold one mark: `\"(\"`")),
                }
            }
            '=' if self.text[self.at + 1..].starts_with(char::is_alphanumeric) => {
                self.at += 1;
                return self.words(true);
            }
            c if c.is_alphanumeric() || c == '_' => return self.words(false),
            '*' | '?' | ')' | ']' | '}' | '>' => {
                return Err(self.error(format!("`{c}` has no meaning here")));
            }
            c => {
                self.at += c.len_utf8();
                Node::Mark(c)
            }
        };
        self.counted(node, 1)
    }

    /// The same, as often as is said behind it.
    fn counted(&mut self, node: Node, least: usize) -> Result<Node, Malformed> {
        let (least, most) = if self.take("*") {
            (0, usize::MAX)
        } else if self.take("+") {
            (least, usize::MAX)
        } else if self.rest().starts_with('{') && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.at += 1;
            let from = self.number();
            let to = if self.take(",") { self.number() } else { from };
            match from.zip(to) {
                Some((from, to)) if from <= to && to <= MOST && self.take("}") => (from, to),
                _ => return Err(self.error("a count is written `{0,3}`")),
            }
        } else {
            (least, 1)
        };
        if (least, most) == (1, 1) {
            return Ok(node);
        }
        Ok(Node::Repeat { node: Box::new(node), least, most, lazy: false })
    }

    fn kind(&mut self) -> Result<Node, Malformed> {
        let Some(end) = self.rest().find('>') else { return Err(self.error("`>` is missing")) };
        let name = self.rest()[1..end].to_owned();
        let kind = match name.as_str() {
            "word" => Kind::Word,
            "name" => Kind::Name,
            "digits" => Kind::Digits,
            "not" => Kind::Not,
            "plural" => Kind::Plural,
            "dash" => Kind::Dash,
            "inner" => Kind::Inner,
            "any" => Kind::Token,
            "mark" => Kind::Sign,
            "number" | "amount" | "compound" => {
                self.at += end + 1;
                return Ok(match name.as_str() {
                    "number" => number(Kind::Digits, Kind::Digits),
                    "amount" => number(Kind::Figure, Kind::Amount),
                    _ => compound(),
                });
            }
            _ => return Err(self.error(format!("`<{name}>` is no kind of token"))),
        };
        self.at += end + 1;
        Ok(Node::Kind(kind))
    }

    /// A word, or several with hyphens between them.
    fn words(&mut self, exact: bool) -> Result<Node, Malformed> {
        let mut parts = Vec::new();
        loop {
            let rest = self.rest();
            let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
            let text = rest.get(..rest.find(|c| !is_letter(c)).unwrap_or(rest.len())).unwrap_or_default();
            if text.is_empty() {
                return Err(self.error("a word is missing here"));
            }
            let length = text.len();
            let text = text.replace('’', "'");
            self.at += length;
            let text = if exact { text } else { text.to_lowercase() };
            let open = self.take("*");
            parts.push(Node::Word(Word { text, open, exact }));
            let follows = self.rest().strip_prefix('-').is_some_and(|rest| rest.starts_with(is_letter));
            if open || !follows {
                break;
            }
            self.at += 1;
            let hyphen = Node::Either(HYPHENS.map(Node::Mark).to_vec());
            parts.push(Node::Repeat { node: Box::new(hyphen), least: 0, most: 1, lazy: false });
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::All(parts) })
    }

    fn name(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_owned();
        self.at += end;
        name
    }

    fn number(&mut self) -> Option<usize> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest.get(..end).and_then(|digits| digits.parse().ok());
        self.at += end;
        number
    }
}

/// What joins the parts of a compound.
const HYPHENS: [char; 4] = ['-', '‐', '‑', '–'];

/// A number as it is written: digits, with marks inside.
fn number(first: Kind, more: Kind) -> Node {
    let mark = Node::Either(vec![Node::Mark('.'), Node::Mark(',')]);
    let more = Node::All(vec![Node::Glued, mark, Node::Glued, Node::Kind(more)]);
    Node::All(vec![Node::Kind(first), several(more)])
}

/// Words that hyphens or slashes join.
fn compound() -> Node {
    let mut marks = HYPHENS.map(Node::Mark).to_vec();
    marks.push(Node::Mark('/'));
    let more = vec![Node::Glued, Node::Either(marks), Node::Glued, Node::Kind(Kind::Word)];
    Node::All(vec![Node::Kind(Kind::Letters), several(Node::All(more))])
}

fn several(node: Node) -> Node {
    Node::Repeat { node: Box::new(node), least: 0, most: usize::MAX, lazy: false }
}

fn one_of(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.remove(0) } else { Node::Either(nodes) }
}
