//! Front matter: `---` (YAML) and `+++` (TOML) at the top of a file.
//!
//! It is read line by line, not by a YAML parser: a parser refuses the whole
//! block for one unquoted colon in a title, which real reports have, and a
//! document must never fail to parse.

use super::prose::{Prose, ProseBuilder};
use crate::span::Span;

/// A key with its value.
pub(super) struct Entry<'a> {
    pub(super) key: Prose<'a>,
    pub(super) value: Prose<'a>,
    pub(super) span: Span,
}

/// The entries of the front matter, and where the document goes on.
pub(super) fn read(source: &str) -> Option<(Vec<Entry<'_>>, usize)> {
    let start = super::byte_order_mark(source);
    let mut lines = lines_from(source, start);
    let fence = lines.next().map(|line| source[line.range()].trim_end())?;
    let separator = match fence {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let mut entries = Vec::new();
    for line in lines {
        let text = source[line.range()].trim_end();
        if text == fence || (fence == "---" && text == "...") {
            return Some((entries, line.end));
        }
        entries.extend(entry(source, line, separator));
    }
    None
}

fn lines_from(source: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let end = rest.find('\n').map_or(source.len(), |i| at + i + 1);
        let line = Span::new(at, end);
        at = end;
        Some(line)
    })
}

fn entry(source: &str, line: Span, separator: char) -> Option<Entry<'_>> {
    let text = &source[line.range()];
    if text.trim_start().starts_with('#') {
        return None;
    }
    let at = text.find(separator)?;
    let key = part(source, line.start, line.start + at);
    let value = part(source, line.start + at + 1, line.end);
    (!key.is_blank()).then_some(Entry { key, value, span: line })
}

/// The text between two bytes, without white space, quotes and list marks.
fn part(source: &str, start: usize, end: usize) -> Prose<'_> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let text = &source[start..end];
    let lead = text.len() - text.trim_start_matches(|c: char| is_mark(c) || c == '-').len();
    let text = text[lead..].trim_end_matches(is_mark);
    let span = Span::new(start + lead, start + lead + text.len());
    let mut prose = ProseBuilder::new(source);
    prose.push(text, span);
    prose.finish()
}
