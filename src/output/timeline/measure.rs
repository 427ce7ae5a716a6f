//! How wide a text is, without its font: as wide as in a wide one, so that
//! nothing is cut wherever it is shown.

use crate::output::visible::width_of;

/// The width of a text in a font of this size, in the unit of the size.
pub fn measure(text: &str, size: f64) -> f64 {
    text.chars().map(em_of).sum::<f64>() * size
}

/// The width of a character in parts of the font's size.
fn em_of(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '!' => 0.31,
        'f' | 't' | 'r' | '.' | ',' | ':' | ';' | '(' | ')' | '[' | ']' | '/' | '\\' | ' ' | '`' => 0.41,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 1.0,
        'a'..='z' | '0'..='9' | '"' => 0.64,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' | '~' | '#' => 0.8,
        c if c.is_ascii() => 0.64,
        c => match width_of(c) {
            0 => 0.0,
            1 => 0.75,
            _ => 1.1,
        },
    }
}
