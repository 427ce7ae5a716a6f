//! Positions as editors count them, and changes told in them.
//!
//! A line ends at `\n`, `\r\n` or a lone `\r`. A position past the end of its
//! line means the end of the line, one past the last line the end of the text,
//! and one inside a character its beginning.

use crate::span::{LineIndex, Span, slice};
use gen_lsp_types::{Position, Range};
use serde::Deserialize;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what every client knows.
    #[default]
    Utf16,
}

impl Encoding {
    /// The name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    const fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// The bytes of `line` that stand before a column.
    fn bytes_before(self, line: &str, column: usize) -> usize {
        let mut at = 0;
        for (byte, c) in line.char_indices() {
            at += self.width(c);
            if at > column {
                return byte;
            }
        }
        line.len()
    }
}

/// A text and where its lines begin.
pub struct Lines<'a> {
    text: &'a str,
    index: LineIndex<'a>,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str, encoding: Encoding) -> Self {
        Self { text, index: LineIndex::new(text), encoding }
    }

    /// The text.
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The lines as all outputs count them.
    pub const fn index(&self) -> &LineIndex<'a> {
        &self.index
    }

    pub fn position(&self, offset: usize) -> Position {
        let place = self.index.position(offset);
        let column = match self.encoding {
            Encoding::Utf8 => place.offset - self.index.line(place.line).start,
            Encoding::Utf16 => {
                // To an editor that sends one a byte order mark is a character.
                let mark = place.line == 1 && place.offset > 0 && self.text.starts_with('\u{feff}');
                place.utf16_column - 1 + usize::from(mark)
            }
        };
        Position { line: number(place.line - 1), character: number(column) }
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    pub fn offset(&self, position: Position) -> usize {
        let line = index(position.line) + 1;
        if line > self.index.line_count() {
            return self.text.len();
        }
        let span = self.index.line(line);
        let text = slice(self.text, span.range());
        span.start + self.encoding.bytes_before(text, index(position.character))
    }

    pub fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        Span::new(a.min(b), a.max(b))
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// What an editor says of an edit. Read more strictly than by the types of the
/// protocol, to which a part with a range that is none is the whole text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Edited {
    pub text_document: Versioned,
    pub content_changes: Vec<Change>,
}

/// A document, and the number of its last change where the editor counts.
#[derive(Deserialize)]
pub struct Versioned {
    pub uri: String,
    pub version: Option<i32>,
}

/// A new text for a part, or for all of it.
#[derive(Deserialize)]
pub struct Change {
    range: Option<Range>,
    text: String,
}

/// Changes a text as an editor says.
pub fn apply(text: &mut String, change: Change, encoding: Encoding) {
    let Some(range) = change.range else {
        *text = change.text;
        return;
    };
    // An index of all lines would cost more than finding these two.
    let a = offset_in(text, range.start, encoding);
    let b = offset_in(text, range.end, encoding);
    text.replace_range(a.min(b)..a.max(b), &change.text);
}

fn offset_in(text: &str, position: Position, encoding: Encoding) -> usize {
    let mut start = 0;
    for _ in 0..position.line {
        let rest = &text.as_bytes()[start..];
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            return text.len();
        };
        let both = rest.get(end) == Some(&b'\r') && rest.get(end + 1) == Some(&b'\n');
        start += end + 1 + usize::from(both);
    }
    let rest = slice(text, start..);
    let line = slice(rest, ..rest.find(['\n', '\r']).unwrap_or(rest.len()));
    start + encoding.bytes_before(line, index(position.character))
}
