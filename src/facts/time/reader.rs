//! A view of the tokens that never fails: what is not there matches nothing.
//!
//! All readers take the index of a token and return what they read with the
//! index after it. Each looks ahead a bounded number of tokens, so the whole
//! takes linear time.

use super::token::{Gap, Kind, Token, tokens};
use crate::span::slice;
use std::cell::Cell;
use std::ops::{Range, RangeInclusive};

/// What was read, and the index of the token after it.
pub(super) type Read<T> = Option<(T, usize)>;

/// How the text before an expression allows it to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Nothing that could belong to it.
    Clean,
    /// A hyphen or underscore ties it to a name: `backup-2024-01-18`. Only a
    /// date that is written year first can be told apart there.
    Tied,
    /// It is a part of something else: `v2.14:05`, `$5`.
    Inside,
}

/// The tokens of a text.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Nothing before this token may be read: an impossible value stood there.
    rejected: Cell<usize>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, opaque: &[Range<usize>]) -> Self {
        Self { text, tokens: tokens(text, opaque), rejected: Cell::new(0) }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The bytes from one token to just before another.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.token(from).map_or(self.text.len(), |token| token.start);
        let end = to.checked_sub(1).and_then(|last| self.token(last)).map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// The text of a run of tokens.
    pub(super) fn run(&self, from: usize, to: usize) -> &'t str {
        self.text.get(self.bytes(from, to)).unwrap_or_default()
    }

    /// The text of a token; none of a barrier, in which nothing is read.
    pub(super) fn slice(&self, i: usize) -> &'t str {
        let barrier = self.token(i).is_some_and(|token| token.kind == Kind::Barrier);
        if barrier { "" } else { self.run(i, i.saturating_add(1)) }
    }

    /// The lower-case spelling of a word, or nothing.
    pub(super) fn word(&self, i: usize) -> &str {
        let Some(token) = self.token(i) else { return "" };
        token.lower.spelling(|| slice(self.text, token.start..token.end))
    }

    /// The word before a token.
    pub(super) fn word_before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(super) fn is_word(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Word)
    }

    pub(super) fn is_number(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.kind == Kind::Number)
    }

    /// The digits of a number.
    pub(super) fn digits(&self, i: usize) -> Option<&'t str> {
        self.is_number(i).then(|| self.slice(i))
    }

    /// The value of a number that has so many digits, nine at most.
    pub(super) fn number(&self, i: usize, len: RangeInclusive<usize>) -> Option<u32> {
        let digits = self.digits(i)?;
        if len.contains(&digits.len()) { digits.parse().ok() } else { None }
    }

    /// The character of a mark. The hyphens and the minus sign are all `-`.
    pub(super) fn mark(&self, i: usize) -> Option<char> {
        match self.token(i)?.kind {
            Kind::Mark('\u{2010}' | '\u{2011}' | '\u{2212}') => Some('-'),
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self, i: usize, mark: char) -> bool {
        self.mark(i) == Some(mark)
    }

    /// Whether a token follows the one before without a gap.
    pub(super) fn glued(&self, i: usize) -> bool {
        i > 0 && self.token(i).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether a token stands on the line of the one before.
    pub(super) fn same_line(&self, i: usize) -> bool {
        self.token(i).is_some_and(|token| token.gap != Gap::Line)
    }

    /// Whether this mark follows without a gap.
    pub(super) fn glued_mark(&self, i: usize, mark: char) -> bool {
        self.glued(i) && self.is_mark(i, mark)
    }

    /// A number of so many digits that follows without a gap.
    pub(super) fn glued_number(&self, i: usize, len: RangeInclusive<usize>) -> Option<u32> {
        if self.glued(i) { self.number(i, len) } else { None }
    }

    /// The index after a mark, where it stands there; else the same index.
    pub(super) fn skip_mark(&self, i: usize, mark: char) -> usize {
        if self.is_mark(i, mark) { i + 1 } else { i }
    }

    /// The index after a word, where it stands there; else the same index.
    pub(super) fn skip_word(&self, i: usize, words: &[&str]) -> usize {
        if words.contains(&self.word(i)) { i + 1 } else { i }
    }

    /// Marks everything before a token as impossible: no part of it is read.
    pub(super) fn reject<T>(&self, end: usize) -> Option<T> {
        self.rejected.set(self.rejected.get().max(end));
        None
    }

    /// The token to go on with after what was rejected.
    pub(super) fn rejected(&self) -> usize {
        self.rejected.get()
    }

    /// Whether an expression may begin at a token.
    pub(super) fn edge(&self, i: usize) -> Edge {
        let Some(before) = i.checked_sub(1).filter(|_| self.glued(i)) else {
            return Edge::Clean;
        };
        let Some(mark) = self.mark(before) else {
            let barrier = self.token(before).is_some_and(|token| token.kind == Kind::Barrier);
            return if barrier { Edge::Clean } else { Edge::Inside };
        };
        let number_first = self.glued(before) && before > 0 && self.is_number(before - 1);
        let word_first = self.glued(before) && before > 0 && self.is_word(before - 1);
        match mark {
            // "5pm ET/2pm PT"
            '/' if word_first && self.zone_word(before - 1) => Edge::Clean,
            '/' | '\\' | '#' | '$' | '€' | '£' | '¥' | '₹' | '+' | '%' | '&' | '^' | '°' => {
                Edge::Inside
            }
            ',' | '–' | '—' | '@' | ';' if number_first => Edge::Inside,
            '@' if word_first => Edge::Inside,
            '>' => self.arrow_edge(before),
            '.' if number_first || word_first => Edge::Inside,
            ':' => self.colon_edge(before),
            '-' | '_' => self.tie_edge(before),
            _ => Edge::Clean,
        }
    }

    /// `8080->80` is a port mapping; `=>14:05` and `> 2h` are not.
    fn arrow_edge(&self, mark: usize) -> Edge {
        let mapped =
            mark > 1 && self.glued_mark(mark - 1, '-') && self.glued(mark) && self.is_number(mark - 2);
        if mapped { Edge::Inside } else { Edge::Clean }
    }

    /// `Start:14:05` begins a time; in `main.rs:14:05` and `12:34:56` nothing
    /// begins after a colon.
    fn colon_edge(&self, mark: usize) -> Edge {
        if !self.glued(mark) || mark == 0 {
            return Edge::Clean;
        }
        let label = mark - 1;
        let marked = matches!(self.mark(label), Some(')' | '*' | '"'));
        let word = self.is_word(label) && !self.glued(label);
        if marked || word { Edge::Clean } else { Edge::Inside }
    }

    fn tie_edge(&self, mark: usize) -> Edge {
        if !self.glued(mark) {
            let bullet = self.token(mark).is_some_and(|token| token.gap == Gap::Line);
            return if bullet { Edge::Clean } else { Edge::Tied };
        }
        let word = mark > 0 && self.is_word(mark - 1);
        if word { Edge::Tied } else { Edge::Inside }
    }

    /// Whether an expression may end before a token: nothing that is glued to
    /// it goes on with it.
    pub(super) fn ends(&self, end: usize) -> bool {
        if !self.glued(end) {
            return true;
        }
        let Some(mark) = self.mark(end) else {
            return self.token(end).is_none_or(|token| token.kind == Kind::Barrier);
        };
        let number = self.glued(end + 1) && self.is_number(end + 1);
        let word = self.glued(end + 1) && self.is_word(end + 1);
        match mark {
            '%' | '_' | '@' | '°' | '#' | '\\' => false,
            '/' => !number && !word,
            // `13:10:de:ad:be:ef`, but a label may follow a time: `14:05:Alert`.
            ':' if word => {
                let more = self.is_mark(end + 2, ':') || self.is_number(end + 2);
                !(self.glued(end + 2) && more)
            }
            '.' | ',' | ':' | '-' | '–' | '+' => !number,
            _ => true,
        }
    }

    /// Whether a sentence or phrase can end before a token: the text is over,
    /// a mark follows, or a word that goes on with something else.
    pub(super) fn pauses(&self, i: usize) -> bool {
        const GO_ON: &[&str] = &[
            "and", "at", "in", "on", "from", "by", "with", "for", "the", "we", "due", "when", "was", "were",
            "during", "as", "until", "but", "or", "after", "before", "is", "this", "that", "while",
            "because", "it", "our",
        ];
        if !self.is_word(i) && !self.is_number(i) {
            return true;
        }
        GO_ON.contains(&self.word(i)) || self.token(i).is_some_and(|token| token.gap == Gap::Line)
    }
}
