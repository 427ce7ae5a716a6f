//! The part of the regex crate's syntax that wordings are written in.

use super::letters::Letters;
use std::borrow::Cow;

/// A place between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The beginning of the text.
    Start,
    /// Its end.
    End,
    /// The beginning or end of a word.
    Border,
    /// Any other place.
    NoBorder,
}

/// A pattern, read.
#[derive(Clone, Debug)]
pub(super) enum Node<'p> {
    /// Characters as they are; in either case, if `folded`.
    Text { text: Cow<'p, str>, folded: bool },
    /// One character.
    One(Letters),
    /// A place.
    Look(Look),
    /// A group that is remembered.
    Group(usize, Box<Node<'p>>),
    /// One after the other.
    All(Vec<Node<'p>>),
    /// The first that leads on.
    Either(Vec<Node<'p>>),
    /// Several times; as often as it goes, unless `lazy`.
    Repeat { node: Box<Node<'p>>, least: usize, most: usize, lazy: bool },
}

/// A pattern, and the names of its groups: the first is the whole.
#[derive(Debug)]
pub(super) struct Tree<'p> {
    pub(super) node: Node<'p>,
    pub(super) names: Vec<String>,
}

/// Reads a pattern that is to fit whatever its case; with `layout`, white
/// space in it has no meaning. None where it uses what is not known here.
pub(super) fn parse(text: &str, layout: bool) -> Option<Tree<'_>> {
    let mut reader = Reader { rest: text, folded: true, layout, names: vec![String::new()] };
    let node = reader.either(0)?;
    reader.rest.is_empty().then_some(Tree { node, names: reader.names })
}

/// Adds a part, to the text before it if both are text.
fn push<'p>(parts: &mut Vec<Node<'p>>, part: Node<'p>) {
    match (parts.last_mut(), part) {
        (Some(Node::Text { text, folded }), Node::Text { text: more, folded: also }) if *folded == also => {
            text.to_mut().push_str(&more);
        }
        (_, part) => parts.push(part),
    }
}

/// How deep groups may stand in each other.
const DEEPEST: usize = 50;

struct Reader<'p> {
    rest: &'p str,
    folded: bool,
    layout: bool,
    names: Vec<String>,
}

impl<'p> Reader<'p> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        Some(c)
    }

    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What stands before `end`, which is passed as well.
    fn until(&mut self, end: char) -> Option<&'p str> {
        let (before, behind) = self.rest.split_once(end)?;
        self.rest = behind;
        Some(before)
    }

    fn skip_layout(&mut self) {
        while self.layout {
            self.rest = self.rest.trim_ascii_start();
            if !self.rest.starts_with('#') {
                break;
            }
            self.rest = self.rest.split_once('\n').map_or("", |(_, behind)| behind);
        }
    }

    fn either(&mut self, depth: usize) -> Option<Node<'p>> {
        if depth > DEEPEST {
            return None;
        }
        let mut ways = vec![self.all(depth)?];
        while self.take("|") {
            ways.push(self.all(depth)?);
        }
        if ways.len() == 1 { ways.pop() } else { Some(Node::Either(ways)) }
    }

    fn all(&mut self, depth: usize) -> Option<Node<'p>> {
        let mut parts: Vec<Node<'p>> = Vec::new();
        loop {
            self.skip_layout();
            if matches!(self.peek(), None | Some('|' | ')')) {
                break;
            }
            if let Some(run) = self.plain_run() {
                push(&mut parts, Node::Text { text: Cow::Borrowed(run), folded: self.folded });
                continue;
            }
            let Some(mut part) = self.part(depth)? else { continue };
            self.skip_layout();
            while let Some((least, most)) = self.count()? {
                let lazy = self.take("?");
                part = Node::Repeat { node: Box::new(part), least, most, lazy };
                self.skip_layout();
            }
            push(&mut parts, part);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Node::All(parts)) }
    }

    /// Passes letters and digits that stand for themselves, once each: most of
    /// a pattern.
    fn plain_run(&mut self) -> Option<&'p str> {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let behind = self.rest.get(length..)?;
        let next = if self.layout { behind.trim_start() } else { behind };
        let repeated = next.starts_with(['*', '+', '?', '{', '#']);
        let (run, rest) = self.rest.split_at_checked(length - usize::from(repeated && length > 0))?;
        self.rest = rest;
        (!run.is_empty()).then_some(run)
    }

    /// How often the part before is repeated: none where nothing says so.
    #[expect(clippy::option_option, reason = "the outer one tells what cannot be read")]
    fn count(&mut self) -> Option<Option<(usize, usize)>> {
        let count = match self.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('{') => {
                self.next();
                let inner = self.until('}')?;
                let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
                let least = least.trim().parse().ok()?;
                let most = if most.is_empty() { usize::MAX } else { most.trim().parse().ok()? };
                return (least <= most).then_some(Some((least, most)));
            }
            _ => return Some(None),
        };
        self.next();
        Some(Some(count))
    }

    /// One part; none for what only changes how the rest is read.
    #[expect(clippy::option_option, reason = "the outer one tells what cannot be read")]
    fn part(&mut self, depth: usize) -> Option<Option<Node<'p>>> {
        Some(Some(match self.next()? {
            '(' => return self.group(depth),
            '[' => Node::One(self.class()?),
            '.' => Node::One(Letters::any()),
            '^' => Node::Look(Look::Start),
            '$' => Node::Look(Look::End),
            '\\' => self.escape()?,
            '*' | '+' | '?' | '{' => return None,
            c => self.literal(c),
        }))
    }

    fn literal(&self, c: char) -> Node<'p> {
        if !c.is_ascii() && self.folded && (c.is_lowercase() || c.is_uppercase()) {
            return Node::One(Letters::one(c, true));
        }
        Node::Text { text: Cow::Owned(c.into()), folded: self.folded }
    }

    #[expect(clippy::option_option, reason = "the outer one tells what cannot be read")]
    fn group(&mut self, depth: usize) -> Option<Option<Node<'p>>> {
        let before = (self.folded, self.layout);
        let mut number = None;
        if self.take("?P<") || self.take("?<") {
            let name = self.until('>')?;
            number = Some(self.names.len());
            self.names.push(name.to_owned());
        } else if self.take("?") {
            let mut on = true;
            loop {
                match self.next()? {
                    '-' => on = false,
                    'i' => self.folded = on,
                    'x' => self.layout = on,
                    ':' => break,
                    ')' => return Some(None),
                    _ => return None,
                }
            }
        } else {
            number = Some(self.names.len());
            self.names.push(String::new());
        }
        let inner = self.either(depth + 1)?;
        if !self.take(")") {
            return None;
        }
        (self.folded, self.layout) = before;
        Some(Some(match number {
            Some(number) => Node::Group(number, Box::new(inner)),
            None => inner,
        }))
    }

    fn escape(&mut self) -> Option<Node<'p>> {
        let c = self.next()?;
        if let Some(letters) = Letters::named(c) {
            return Some(Node::One(letters));
        }
        match c {
            'b' | 'B' if self.peek() == Some('{') => None,
            'b' => Some(Node::Look(Look::Border)),
            'B' => Some(Node::Look(Look::NoBorder)),
            'A' => Some(Node::Look(Look::Start)),
            'z' => Some(Node::Look(Look::End)),
            c => self.escaped(c).map(|c| self.literal(c)),
        }
    }

    /// The one character that an escape stands for.
    fn escaped(&mut self, c: char) -> Option<char> {
        match c {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'x' | 'u' => {
                let digits = if self.take("{") {
                    self.until('}')?
                } else {
                    let (digits, rest) = self.rest.split_at_checked(if c == 'x' { 2 } else { 4 })?;
                    self.rest = rest;
                    digits
                };
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)
            }
            '<' | '>' => None,
            c if c.is_ascii_punctuation() || c == ' ' => Some(c),
            _ => None,
        }
    }

    /// A set of characters, its bracket being open.
    fn class(&mut self) -> Option<Letters> {
        let mut letters = Letters::default();
        self.skip_layout();
        let negated = self.take("^");
        let mut first = true;
        loop {
            self.skip_layout();
            let from = match self.next()? {
                ']' if !first => break,
                // One set in another, and what only stands for itself at the edge.
                '[' => return None,
                c @ ('-' | '&' | '~') if self.peek() == Some(c) => return None,
                '\\' => {
                    let c = self.next()?;
                    if let Some(named) = Letters::named(c) {
                        letters.join(&named);
                        first = false;
                        continue;
                    }
                    self.escaped(c)?
                }
                c => c,
            };
            first = false;
            let to = self.range_end()?.unwrap_or(from);
            if to < from {
                return None;
            }
            letters.add(from, to, self.folded);
        }
        if negated {
            letters.negate();
        }
        Some(letters)
    }

    /// The end of a range in a set, where a hyphen makes one.
    #[expect(clippy::option_option, reason = "the outer one tells what cannot be read")]
    fn range_end(&mut self) -> Option<Option<char>> {
        self.skip_layout();
        let Some(behind) = self.rest.strip_prefix('-') else { return Some(None) };
        let behind = if self.layout { behind.trim_start() } else { behind };
        if behind.starts_with(']') {
            return Some(None);
        }
        self.rest = behind;
        let end = match self.next()? {
            '\\' => {
                let c = self.next()?;
                self.escaped(c)?
            }
            '[' | '-' => return None,
            c => c,
        };
        Some(Some(end))
    }
}
