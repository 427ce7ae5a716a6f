//! Where the marks stand that a block's text does not show: the lines of the
//! source, the bullets of pasted lists, backslashes.

use super::{Block, Document};
use crate::span::{Span, slice};

/// Marks of emphasis and headings that may stand around a line's words.
const MARKS: [char; 5] = ['*', '_', '#', '~', ':'];

impl Document<'_> {
    /// The whole line of the source around `words`, without its line end and
    /// the comments before that; none where anything but marks and white space
    /// stands beside the words.
    #[must_use]
    pub fn line_alone(&self, words: Span) -> Option<Span> {
        let Span { start, end: line_end } = self.lines_of(words);
        let end = self.before_comments(words.end, line_end);
        let is_mark = |c: char| c.is_whitespace() || MARKS.contains(&c);
        let beside = [self.source.get(start..words.start)?, self.source.get(words.end..end)?];
        beside.iter().all(|text| text.chars().all(is_mark)).then(|| Span::new(start, end))
    }

    /// Where the comments and the white space begin that end a line.
    fn before_comments(&self, from: usize, line_end: usize) -> usize {
        let text = |from, to| self.source.get(from..to).unwrap_or_default();
        let first = self.comments.partition_point(|comment| comment.span.start < from);
        let last = self.comments.partition_point(|comment| comment.span.start < line_end);
        let comments = self.comments.get(first..last).unwrap_or_default();
        let mut end = line_end;
        for comment in comments.iter().rev() {
            if !text(comment.span.end, end).trim().is_empty() {
                break;
            }
            end = from + text(from, comment.span.start).trim_end().len();
        }
        end
    }

    /// The bullet before the text of a pasted list item, from the beginning of
    /// its line to the text; none where something else stands before it.
    #[must_use]
    pub fn pasted_marker(&self, block: &Block<'_>) -> Option<Marker> {
        block.item().filter(|item| item.pasted && item.ordinal.is_none())?;
        let text = block.span.start;
        let before = self.source.get(..text)?;
        let start = self.line_start(text);
        let lead = before.get(start..)?;
        let indent = lead.len() - lead.trim_start().len();
        let bullet = lead.trim().trim_end_matches(['*', '_']).trim_end();
        let glyph = bullet.chars().next().filter(|c| c.len_utf8() == bullet.len())?;
        let from = start + indent;
        let whole = Span::new(start, from + glyph.len_utf8());
        let space = before.get(whole.end..)?;
        let space = space.len() - space.trim_start().len();
        Some(Marker { span: Span::new(start, whole.end + space), bullet: Span::new(from, whole.end), glyph })
    }

    /// Whether `below` begins on the line right under the end of `above`.
    #[must_use]
    pub fn is_right_under(&self, above: Span, below: Span) -> bool {
        let between = slice(self.source, above.end..below.start.max(above.end));
        between.matches('\n').count() == 1
    }

    /// Whether a backslash before the byte `at` of the source keeps it from
    /// being a mark.
    #[must_use]
    pub fn is_escaped(&self, at: usize) -> bool {
        let before = self.source.as_bytes().get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
    }
}

/// The bullet of a pasted list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// From the beginning of the line to the item's text.
    pub span: Span,
    /// The bullet alone.
    pub bullet: Span,
    /// What is used as a bullet.
    pub glyph: char,
}
