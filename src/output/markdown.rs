//! Text from documents in Markdown that others show: hovers of editors,
//! reports on merge requests. Nothing in it becomes a link, an image or HTML.

use super::visible::{APART, visible};
use std::borrow::Cow;
use std::fmt::Write;

/// The characters that mean something in the middle of a line.
const MARKS: [char; 11] = ['\\', '*', '_', '[', ']', '<', '>', '&', '~', '|', '$'];

/// A message: what stands between backticks is code, all else plain words.
#[must_use]
pub fn message(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some((before, after)) = rest.split_once('`') {
        out.push_str(&plain(before));
        rest = match after.split_once('`') {
            Some((inside, behind)) if !inside.trim().is_empty() => {
                // Two backticks in a row would be another mark.
                out.extend(out.ends_with('`').then_some(APART));
                out.push_str(&code(inside));
                behind
            }
            _ => {
                out.push_str("\\`");
                after
            }
        };
    }
    out.push_str(&plain(rest));
    out
}

/// Words as code, whatever they are.
#[must_use]
pub fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        // Writing to a string cannot fail.
        let _ = if MARKS.contains(&c) { write!(out, "\\{c}") } else { write!(out, "{c}") };
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_is_obeyed() {
        assert_eq!(message("the start is `14:00`, not `a*b*`"), "the start is `14:00`, not `a*b*`");
        assert_eq!(message("[a](b) <img>"), "\\[a\\](b) \\<img\\>");
        assert_eq!(message("`a``[b](c)`d`"), "`a`\u{200b}`[b](c)`d\\`");
        assert_eq!(message("`[a](b)"), "\\`\\[a\\](b)");
        assert_eq!(message("a\n# b\u{1b}"), "a␊# b␛");
    }

    #[test]
    fn code_holds_backticks() {
        assert_eq!(code("14:00"), "`14:00`");
        assert_eq!(code("`a` b"), "`` `a` b ``");
    }
}
