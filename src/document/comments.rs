//! HTML comments: nothing the reader sees, but people leave directives in
//! them. Those in code are none.

use super::{Document, byte_order_mark};
use crate::span::{Span, slice};

/// What opens a comment.
const OPENING: &str = "<!--";
/// What closes one.
const CLOSING: &str = "-->";

/// An HTML comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'a> {
    /// What stands between its marks.
    pub text: &'a str,
    /// The whole comment, with its marks.
    pub span: Span,
}

impl<'a> Comment<'a> {
    /// The comment that stands at `span`; none where no closed one does.
    pub(super) fn at(source: &'a str, span: Span) -> Option<Self> {
        let whole = source.get(span.range())?;
        let text = whole.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
        Some(Self { text, span })
    }

    /// Where its text stands.
    #[must_use]
    pub const fn text_span(&self) -> Span {
        Span::new(self.span.start + OPENING.len(), self.span.end - CLOSING.len())
    }
}

impl<'a> Document<'a> {
    /// The comments, in the order of the text.
    #[must_use]
    pub fn comments(&self) -> &[Comment<'a>] {
        &self.comments
    }

    /// The lines of the source that `span` stands on, without the last line's
    /// end.
    #[must_use]
    pub fn lines_of(&self, span: Span) -> Span {
        let breaks = self.breaks();
        let next = breaks.partition_point(|at| *at < span.end);
        let end = breaks.get(next).copied().unwrap_or(self.source.len()).max(span.end);
        Span::new(self.line_start(span.start), end)
    }

    /// Where the line of a place begins: behind a byte order mark.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let breaks = self.breaks();
        let next = breaks.partition_point(|end| *end < at);
        let above = next.checked_sub(1).and_then(|last| breaks.get(last));
        above.map_or_else(|| byte_order_mark(self.source).min(at), |end| end + 1)
    }

    /// Where the characters stand that end lines.
    fn breaks(&self) -> &[usize] {
        let is_break = |(at, byte): (usize, u8)| matches!(byte, b'\n' | b'\r').then_some(at);
        self.breaks.get_or_init(|| self.source.bytes().enumerate().filter_map(is_break).collect())
    }

    /// The line under the one on which `span` ends, without its end; none
    /// below the last.
    #[must_use]
    pub fn line_below(&self, span: Span) -> Option<Span> {
        let end = self.lines_of(span).end;
        let next = end + self.line_end_at(end);
        (next > end).then(|| self.lines_of(Span::new(next, next)))
    }

    /// What to take away so that nothing is left of a comment and all else
    /// stays as it is: with its line where it has one to itself and a blank
    /// one is beside it, and with the white space before it.
    #[must_use]
    pub fn without_comment(&self, comment: Span) -> Span {
        let lines = self.lines_of(comment);
        let text = |span: Span| slice(self.source, span.range());
        let before = text(Span::new(lines.start, comment.start));
        let after = text(Span::new(comment.end, lines.end));
        if !before.trim().is_empty() || !after.trim().is_empty() {
            let words = before.trim_end();
            let start = if words.is_empty() { comment.start } else { lines.start + words.len() };
            return Span::new(start, comment.end);
        }
        let below = self.line_below(lines);
        let above = text(Span::new(0, lines.start)).lines().next_back().unwrap_or_default();
        let above = above.trim_start_matches('\u{feff}').trim();
        // Between two lines of text a blank one is left: they are two still.
        let apart = above.is_empty() || below.is_none_or(|below| text(below).trim().is_empty());
        if !apart {
            return lines;
        }
        let next = lines.end + self.line_end_at(lines.end);
        match below.filter(|below| above.is_empty() && text(*below).trim().is_empty()) {
            Some(blank) => Span::new(lines.start, blank.end + self.line_end_at(blank.end)),
            None => Span::new(lines.start, next),
        }
    }

    /// The line end of this document, as its first line has it.
    #[must_use]
    pub fn line_end(&self) -> &'static str {
        let first = self.source.find(['\n', '\r']).unwrap_or(self.source.len());
        match self.source.get(first..first + self.line_end_at(first)) {
            Some("\r\n") => "\r\n",
            Some("\r") => "\r",
            _ => "\n",
        }
    }

    /// The length of the line end at a byte of the source; 0 where none is.
    fn line_end_at(&self, at: usize) -> usize {
        let rest = slice(self.source, at..);
        if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) }
    }
}
