//! Places in a document: byte spans, and the lines and columns people see; and
//! pieces of a text.

use std::ops::Range;
use std::slice::SliceIndex;

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

/// Returns the part of a text in a range that is sure to lie in it and on the
/// boundaries of its characters. Where it does not, that is a mistake in the
/// program: it stops while it is tested, and the part is empty otherwise.
#[must_use]
#[track_caller]
pub fn slice(text: &str, range: impl SliceIndex<str, Output = str>) -> &str {
    let part = text.get(range);
    debug_assert!(part.is_some(), "a range outside of the text or of its characters");
    part.unwrap_or_default()
}

/// The text with all its white space as single spaces, and none around it.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
    /// What stands before every so many bytes, so that a place far out on a
    /// long line is found without counting the line.
    marks: Vec<Count>,
}

/// How much stands before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    bytes: usize,
    chars: usize,
    utf16: usize,
}

/// The bytes between two marks.
const STEP: usize = 1_024;

impl Count {
    /// What stands before the end of `text`, which begins here.
    fn after(self, text: &str) -> Self {
        // Whatever is no continuation byte begins a character; four bytes of
        // UTF-8 are two units of UTF-16.
        let begins = |byte: &&u8| (**byte as i8) >= -0x40;
        let chars = text.as_bytes().iter().filter(begins).count();
        let long = text.as_bytes().iter().filter(|byte| **byte >= 0xf0).count();
        Self { bytes: self.bytes + text.len(), chars: self.chars + chars, utf16: self.utf16 + chars + long }
    }
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
        let mut marks = vec![Count::default()];
        let mut last = Count::default();
        while last.bytes < text.len() {
            let next = text.ceil_char_boundary((last.bytes + STEP).min(text.len()));
            last = last.after(slice(text, last.bytes..next));
            marks.push(last);
        }
        Self { text, starts, marks }
    }

    /// What stands before a byte offset on a character boundary.
    fn count(&self, offset: usize) -> Count {
        let next = self.marks.partition_point(|mark| mark.bytes <= offset);
        let mark = next.checked_sub(1).and_then(|last| self.marks.get(last)).copied().unwrap_or_default();
        mark.after(slice(self.text, mark.bytes..offset))
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
        let text = slice(self.text, from..to);
        Span::new(from, from + text.trim_end_matches(['\n', '\r']).len())
    }

    /// The place of a byte offset; one past the end of the text, or inside a
    /// character, is moved back to the nearest place there is.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|last| self.starts.get(last)).copied().unwrap_or_default();
        // A byte order mark opens the file and stands in no column.
        let mark = usize::from(line == 1 && offset > 0 && self.text.starts_with('\u{feff}'));
        let (before, here) = (self.count(start), self.count(offset));
        Position {
            offset,
            line,
            column: here.chars - before.chars - mark + 1,
            utf16_column: here.utf16 - before.utf16 - mark + 1,
        }
    }
}
