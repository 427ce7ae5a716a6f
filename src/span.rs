//! Places in a document: byte spans, and the lines and columns people see.

use std::ops::Range;

/// A half-open range of bytes of the source, always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same span as a range, to slice with.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place as people and editors count it. Lines and columns are 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Bytes from the start of the file.
    pub offset: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in Unicode characters, counted from 1.
    pub column: usize,
    /// Column in UTF-16 code units, counted from 1.
    pub utf16_column: usize,
}

/// Turns byte offsets of one text into lines and columns.
///
/// Lines end at `\n`, `\r\n` or a lone `\r`, as in CommonMark.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the line ends of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            let lone_cr = byte == b'\r' && bytes.get(i + 1) != Some(&b'\n');
            if byte == b'\n' || lone_cr {
                starts.push(i + 1);
            }
        }
        Self { text, starts }
    }

    /// How many lines the text has: at least one.
    #[must_use]
    pub const fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The text of a line, counted from 1, without its line end; empty past
    /// the last one.
    #[must_use]
    pub fn line(&self, line: usize) -> Span {
        let start = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        let (from, to) = (start(line.saturating_sub(1)), start(line));
        let text = self.text.get(from..to).unwrap_or_default();
        Span::new(from, from + text.trim_end_matches(['\n', '\r']).len())
    }

    /// The place of a byte offset; one past the end of the text, or inside a
    /// character, is moved back to the nearest place there is.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let before = &self.text[self.starts[line - 1]..offset];
        // A byte order mark opens the file and stands in no column.
        let before = before.strip_prefix('\u{feff}').filter(|_| line == 1).unwrap_or(before);
        Position {
            offset,
            line,
            column: before.chars().count() + 1,
            utf16_column: before.encode_utf16().count() + 1,
        }
    }
}
