//! Quoted speech: what someone else said, not what the document claims.

use std::ops::Range;

/// Longest quotation, in bytes; beyond it a quote mark is taken for a stray.
const LONGEST: usize = 600;

/// The ranges between quote marks, the marks included.
pub(crate) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most texts hold no quote mark: `"`, and the first bytes of `“` and `«`.
    if memchr::memchr3(b'"', 0xe2, 0xc2, text.as_bytes()).is_none() {
        return found;
    }
    let mut open: Option<(usize, char)> = None;
    for (i, c) in text.char_indices() {
        let closes = open.is_some_and(|(_, closing)| c == closing);
        match (open, c) {
            (Some((start, _)), _) if closes && i - start <= LONGEST => {
                found.push(start..i + c.len_utf8());
                open = None;
            }
            (Some((start, _)), _) if i - start <= LONGEST && !closes => {}
            (_, '“') => open = Some((i, '”')),
            (_, '«') => open = Some((i, '»')),
            (_, '"') => open = Some((i, '"')),
            _ => {}
        }
    }
    found
}
