//! Reader-visible text that knows where each of its bytes stands in the source.
//!
//! Markdown shows `**10**:05` as `10:05` and `5&nbsp;xx` as `5 xx`. Facts are
//! found in what the reader sees; their spans come from the map kept here, so
//! nothing has to search the source a second time.

use crate::span::{Span, slice};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// A run of text that maps to a run of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: usize,
    text_len: usize,
    source: usize,
    source_len: usize,
}

impl Piece {
    /// Byte for byte the same in text and source.
    const fn exact(self) -> bool {
        self.text_len == self.source_len
    }
}

/// A link in the text: what the reader sees, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words that are linked, as a byte range of the text.
    pub text: Range<usize>,
    /// The address as the source gives it.
    pub target: Arc<str>,
    /// The address stands with the words, which can change without it: no
    /// reference to a definition elsewhere.
    pub inline: bool,
}

/// A stretch of visible text with its map to the source. Line breaks inside a
/// paragraph are kept as `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose<'a> {
    text: Cow<'a, str>,
    pieces: Vec<Piece>,
    opaque: Vec<Range<usize>>,
    strong: Vec<Range<usize>>,
    code: Vec<Range<usize>>,
    links: Vec<Link>,
    hard_breaks: Vec<usize>,
}

impl<'a> Prose<'a> {
    /// The visible text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is visible.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Inline code, addresses and struck-out text: visible, but no claims.
    /// In order, as byte ranges of the text.
    #[must_use]
    pub fn opaque(&self) -> &[Range<usize>] {
        &self.opaque
    }

    /// The parts of the text before, between and behind what is no claim; none
    /// where all of it may be one.
    pub(super) fn plain_parts(&self) -> impl Iterator<Item = &str> {
        let starts = self.opaque.iter().map(|range| range.end);
        let starts = (!self.opaque.is_empty()).then_some(0).into_iter().chain(starts);
        let ends = self.opaque.iter().map(|range| range.start).chain(std::iter::once(self.text.len()));
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end))
    }

    /// What is set bold, as byte ranges of the text.
    #[must_use]
    pub fn strong(&self) -> &[Range<usize>] {
        &self.strong
    }

    /// Inline code, as byte ranges of the text.
    #[must_use]
    pub fn code(&self) -> &[Range<usize>] {
        &self.code
    }

    /// The links, in order. An address that links itself (`<https://…>`) is none.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The links that stand in a range of the text.
    pub fn links_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Link> {
        let (start, end) = (range.start, range.end);
        let first = self.links.partition_point(|link| link.text.end <= start);
        self.links.iter().skip(first).take_while(move |link| link.text.start < end)
    }

    /// Whether the line break at byte `at` of the text was asked for by the
    /// author (`<br>`, two spaces), not by the width of an editor.
    #[must_use]
    pub fn is_hard_break(&self, at: usize) -> bool {
        self.hard_breaks.binary_search(&at).is_ok()
    }

    /// The source of a range of the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source_start(range.start);
        let end = if range.is_empty() { start } else { self.source_end(range.end) };
        Span::new(start, end.max(start))
    }

    /// The same, where no mark stands between the characters and each is
    /// written as it is shown: what can be replaced by other words.
    #[must_use]
    pub fn plain_span(&self, range: Range<usize>) -> Option<Span> {
        let length = range.len();
        let exact = self.pieces_in(&range).all(|piece| piece.exact());
        let span = self.span(range);
        (exact && length > 0 && span.len() == length).then_some(span)
    }

    /// The source of the whole text.
    #[must_use]
    pub fn full_span(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The source of the text without white space at its ends.
    #[must_use]
    pub fn trimmed_span(&self) -> Span {
        self.span(trimmed(&self.text, 0..self.text.len()))
    }

    /// A part of this text.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Prose<'a> {
        let text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(slice(text, range.clone())),
            Cow::Owned(text) => Cow::Owned(slice(text, range.clone()).to_owned()),
        };
        Prose {
            text,
            pieces: self.pieces_in(&range).filter_map(|piece| cut(*piece, &range)).collect(),
            opaque: shift(&self.opaque, &range),
            strong: shift(&self.strong, &range),
            code: shift(&self.code, &range),
            links: self.links_within(&range),
            hard_breaks: self.hard_breaks_in(&range).map(|at| at - range.start).collect(),
        }
    }

    /// The links of a part, the words of one cut to what stands in it.
    fn links_within(&self, range: &Range<usize>) -> Vec<Link> {
        let cut = |link: &Link| Link {
            text: link.text.start.max(range.start) - range.start..link.text.end.min(range.end) - range.start,
            target: Arc::clone(&link.target),
            inline: link.inline,
        };
        self.links_in(range).map(cut).collect()
    }

    fn hard_breaks_in(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        let end = range.end;
        let first = self.hard_breaks.partition_point(|at| *at < range.start);
        self.hard_breaks.iter().skip(first).copied().take_while(move |at| *at < end)
    }

    /// The pieces that hold a range of the text. They are in order, so that a
    /// long paragraph is cut into its lines without looking at all of it for
    /// each.
    fn pieces_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Piece> {
        let (start, end) = (range.start, range.end);
        let first = self.pieces.partition_point(|piece| piece.text + piece.text_len <= start);
        self.pieces.iter().skip(first).take_while(move |piece| piece.text < end)
    }

    fn source_start(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.text + piece.text_len <= at);
        match self.pieces.get(next) {
            Some(piece) if piece.exact() => piece.source + at.saturating_sub(piece.text),
            Some(piece) => piece.source,
            None => self.pieces.last().map_or(0, |piece| piece.source + piece.source_len),
        }
    }

    fn source_end(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.text < at);
        match after.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(piece) if piece.exact() => piece.source + (at - piece.text).min(piece.text_len),
            Some(piece) => piece.source + piece.source_len,
            None => self.pieces.first().map_or(0, |piece| piece.source),
        }
    }
}

/// The range without white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = slice(text, range.clone());
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

fn cut(piece: Piece, range: &Range<usize>) -> Option<Piece> {
    let start = piece.text.max(range.start);
    let end = (piece.text + piece.text_len).min(range.end);
    if start >= end {
        return None;
    }
    let (source, source_len) = if piece.exact() {
        (piece.source + (start - piece.text), end - start)
    } else {
        (piece.source, piece.source_len)
    };
    Some(Piece { text: start - range.start, text_len: end - start, source, source_len })
}

/// The parts of marks that stand in a range, counted from its start. Marks are
/// in order and apart, so that only those of the range are looked at.
fn shift(marks: &[Range<usize>], cut: &Range<usize>) -> Vec<Range<usize>> {
    let first = marks.partition_point(|mark| mark.end <= cut.start);
    let inside = marks.iter().skip(first).take_while(|mark| mark.start < cut.end);
    inside.map(|mark| mark.start.max(cut.start) - cut.start..mark.end.min(cut.end) - cut.start).collect()
}

/// Collects the visible text of one block while the Markdown is read.
#[derive(Debug)]
pub(super) struct ProseBuilder<'a> {
    source: &'a str,
    prose: Prose<'a>,
}

impl<'a> ProseBuilder<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, prose: Prose::default() }
    }

    /// Where the next text will stand.
    pub(super) fn len(&self) -> usize {
        self.prose.text.len()
    }

    /// Whether what comes next opens the block or follows a label's colon.
    pub(super) fn at_value(&self) -> bool {
        let before = self.prose.text.trim_end_matches(['*', '_', ' ', '[', '(']);
        before.is_empty() || before.ends_with([':', '\n'])
    }

    /// Adds visible `text` that stands at `at` in the source.
    pub(super) fn push(&mut self, text: &str, at: Span) {
        if text.is_empty() {
            return;
        }
        let written = slice(self.source, at.range());
        let exact = written == text;
        if exact && self.extend_borrowed(at) {
            return;
        }
        let begin = self.prose.text.len();
        if exact && begin == 0 {
            self.prose.text = Cow::Borrowed(written);
        } else {
            self.prose.text.to_mut().push_str(text);
        }
        // A replacement of equal length is still not exact byte for byte, but
        // its ends map to the same places.
        self.prose.pieces.push(Piece {
            text: begin,
            text_len: text.len(),
            source: at.start,
            source_len: at.len(),
        });
    }

    /// Adds a line break that stands at `at` in the source.
    pub(super) fn push_break(&mut self, at: Span, hard: bool) {
        if hard {
            self.prose.hard_breaks.push(self.len());
        }
        self.push("\n", at);
    }

    /// Adds text that was read already, with its map and its marks.
    pub(super) fn append(&mut self, other: &Prose<'a>) {
        let begin = self.len();
        let moved = |range: &Range<usize>| range.start + begin..range.end + begin;
        self.prose.text.to_mut().push_str(&other.text);
        self.prose.pieces.extend(other.pieces.iter().map(|p| Piece { text: p.text + begin, ..*p }));
        self.prose.opaque.extend(other.opaque.iter().map(moved));
        self.prose.strong.extend(other.strong.iter().map(moved));
        self.prose.code.extend(other.code.iter().map(moved));
        let link = |link: &Link| Link {
            text: moved(&link.text),
            target: Arc::clone(&link.target),
            inline: link.inline,
        };
        self.prose.links.extend(other.links.iter().map(link));
    }

    /// Marks what was added since `from` as no claim.
    pub(super) fn mark_opaque(&mut self, from: usize) {
        if from < self.len() {
            self.prose.opaque.push(from..self.len());
        }
    }

    /// Marks what was added since `from` as bold.
    pub(super) fn mark_strong(&mut self, from: usize) {
        if from < self.len() {
            self.prose.strong.push(from..self.len());
        }
    }

    /// Marks what was added since `from` as inline code.
    pub(super) fn mark_code(&mut self, from: usize) {
        if from < self.len() {
            self.prose.code.push(from..self.len());
        }
    }

    /// Marks what was added since `from` as the words of a link.
    pub(super) fn mark_link(&mut self, from: usize, target: Arc<str>, inline: bool) {
        if from < self.len() {
            self.prose.links.push(Link { text: from..self.len(), target, inline });
        }
    }

    pub(super) fn finish(mut self) -> Prose<'a> {
        for range in bare_addresses(&self.prose.text) {
            self.prose.opaque.push(range);
        }
        self.prose.opaque.sort_by_key(|range| range.start);
        self.prose.opaque = merged(std::mem::take(&mut self.prose.opaque));
        self.prose.strong.sort_by_key(|range| (range.start, Reverse(range.end)));
        self.prose.strong.dedup_by(|inner, outer| inner.end <= outer.end);
        self.prose
    }

    /// Lengthens the last piece where the source goes on without a gap.
    fn extend_borrowed(&mut self, at: Span) -> bool {
        let Some(last) = self.prose.pieces.last_mut() else {
            return false;
        };
        let last_span = Span::new(last.source, last.source + last.source_len);
        if !last.exact() || last_span.end != at.start {
            return false;
        }
        let first = last.source;
        // What is borrowed stands in the source as it is: the longer part holds it.
        match &mut self.prose.text {
            Cow::Borrowed(text) => match self.source.get(first..at.end) {
                Some(longer) if last.text == 0 => *text = longer,
                _ => return false,
            },
            Cow::Owned(text) => text.push_str(slice(self.source, at.range())),
        }
        last.text_len += at.len();
        last.source_len += at.len();
        true
    }
}

fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Addresses written without brackets: `https://…`.
fn bare_addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("://").map(|i| from + i) {
        let scheme = text[..at]
            .char_indices()
            .rev()
            .take(12)
            .take_while(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'))
            .last()
            .map_or(at, |(i, _)| i);
        let end = text[at..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|'))
            .map_or(text.len(), |i| at + i);
        if scheme < at {
            found.push(scheme..end);
        }
        from = end.max(at + 3);
    }
    found
}
