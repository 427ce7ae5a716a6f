//! Text from documents and file names, made safe to print.
//!
//! A document may hold escape codes, and a terminal would obey them. Nothing
//! that is printed for people may carry one.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// The character to print for `c`: itself, or a symbol where a terminal would
/// obey it. Line ends and tabs count as such; who wants them kept asks first.
#[must_use]
pub fn visible_char(c: char) -> char {
    match c {
        ' '..='~' => c,
        // The block "Control Pictures" is in the order of the controls.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7f' => '\u{2421}',
        _ if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Whether a terminal would obey `c`, or reorder the text around it.
#[must_use]
pub const fn is_unsafe(c: char) -> bool {
    c.is_ascii_control()
        || matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a runner of GitHub's takes for a command wherever it stands in a line
/// of the log, and what parts it.
pub const COMMAND: &str = "##[";
/// The same at the head of a line.
const COMMAND_LINE: &str = "::";
/// Has no width, and keeps what stands around it from being one word.
pub const APART: char = '\u{200b}';

/// One line of text with nothing in it that a terminal would obey, nor a
/// runner that reads the log for commands.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_unsafe) || text.contains(COMMAND) {
        let text: String = text.chars().map(visible_char).collect();
        Cow::Owned(text.replace(COMMAND, &format!("##{APART}[")))
    } else {
        Cow::Borrowed(text)
    }
}

/// The same for text that opens a line, such as a path.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with(COMMAND_LINE) {
        Cow::Owned(format!("{APART}{}", visible(text)))
    } else {
        visible(text)
    }
}

/// The same for text of several lines.
#[must_use]
pub fn visible_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let inner = line.strip_suffix('\n');
        out.push_str(&visible_line(inner.map_or(line, |inner| inner.strip_suffix('\r').unwrap_or(inner))));
        out.push_str(if inner.is_some() { "\n" } else { "" });
    }
    out
}

/// The columns that a character takes.
#[must_use]
pub fn width_of(c: char) -> usize {
    if matches!(c, ' '..='~') { 1 } else { c.width().unwrap_or(0) }
}

/// The columns that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_symbols() {
        assert_eq!(visible("a\x1b[31mb\x07\x7f"), "a␛[31mb␇␡");
        assert_eq!(visible("a\nb\rc\td"), "a␊b␍c␉d");
        assert_eq!(visible("\u{9b}31m \u{202e}evil"), "\u{fffd}31m \u{fffd}evil");
    }

    #[test]
    fn commands_to_a_runner_are_taken_apart() {
        assert_eq!(visible("a ##[error]b"), "a ##\u{200b}[error]b");
        assert_eq!(visible_line(" ::error::a ::b"), "\u{200b} ::error::a ::b");
        assert_eq!(visible_lines("# a\r\n::b\n\x1b[1m"), "# a\n\u{200b}::b\n␛[1m");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        assert!(matches!(visible("größe 日本 🎉 — ok"), Cow::Borrowed(_)));
    }
}
