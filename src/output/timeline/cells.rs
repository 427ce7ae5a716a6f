//! The cells of a chart: a character and how it is shown.

use crate::output::visible::{visible, width};

/// A line of a chart.
pub type Cells = Vec<(char, Style)>;

/// How a character is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Dim,
    Strong,
    /// Of the conflict with this number.
    Conflict(usize),
}

/// The characters of a chart.
#[derive(Debug)]
pub struct Glyphs {
    pub entry: char,
    pub milestone: char,
    pub conflict: char,
    pub window: [char; 3],
    pub length: char,
    pub phase: char,
    pub range: char,
    pub leader: char,
    pub gap: char,
    pub midnight: char,
    pub axis: char,
    pub tick: char,
    pub cut: &'static str,
    pub ellipsis: &'static str,
}

pub const UNICODE: Glyphs = Glyphs {
    entry: '●',
    milestone: '◆',
    conflict: '✗',
    window: ['├', '─', '┤'],
    length: '━',
    phase: '▒',
    range: '─',
    leader: '·',
    gap: '╱',
    midnight: '│',
    axis: '─',
    tick: '┬',
    cut: "⋮",
    ellipsis: "…",
};

pub const ASCII: Glyphs = Glyphs {
    entry: 'o',
    milestone: '*',
    conflict: 'x',
    window: ['[', '-', ']'],
    length: '=',
    phase: '#',
    range: '-',
    leader: '.',
    gap: '/',
    midnight: '|',
    axis: '-',
    tick: '+',
    cut: ":",
    ellipsis: "...",
};

/// The columns between two places.
pub fn columns(from: f64, to: f64) -> std::ops::Range<usize> {
    from.round() as usize + 1..to.round() as usize
}

/// Writes a label centred below its mark, where it fits.
pub fn put_label(cells: &mut Cells, x: usize, label: &str, free: &mut usize, style: Style) {
    let length = width(label);
    let most = cells.len().saturating_sub(length);
    let start = x.saturating_sub(length / 2).max(*free).min(most);
    let is_far = start > x || start + length < x;
    if start < *free || is_far || length > cells.len() {
        return;
    }
    put(cells, start, label, style);
    *free = start + length + 1;
}

/// Writes a label from a place on.
pub fn put(cells: &mut Cells, start: usize, label: &str, style: Style) {
    for (cell, c) in cells.iter_mut().skip(start).zip(label.chars()) {
        *cell = (c, style);
    }
}

pub fn pad(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}

pub fn style_of(conflicts: &[usize], usual: Style) -> Style {
    conflicts.first().map_or(usual, |number| Style::Conflict(*number))
}

/// The escape code of a style. Conflicts take turns in colours that differ in
/// lightness too.
const fn code(style: Style) -> &'static str {
    const COLORS: [&str; 5] = ["\x1b[1;31m", "\x1b[1;35m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m"];
    match style {
        Style::Plain => "",
        Style::Dim => "\x1b[2m",
        Style::Strong => "\x1b[1m",
        Style::Conflict(number) => COLORS[number % COLORS.len()],
    }
}

/// A line, with an escape code wherever the style changes.
pub fn paint(out: &mut String, cells: &[(char, Style)], color: bool) {
    let mut current = Style::Plain;
    for (c, style) in cells {
        // A space looks the same in every style.
        let style = if *c == ' ' { current } else { *style };
        if style != current && color {
            out.push_str(if current == Style::Plain { "" } else { "\x1b[0m" });
            out.push_str(code(style));
        }
        current = style;
        out.push(*c);
    }
    if current != Style::Plain && color {
        out.push_str("\x1b[0m");
    }
    out.push('\n');
}

/// Nothing that a terminal would obey; where ASCII is asked for, what is none
/// is `?`.
pub fn plain(text: &str, ascii: bool) -> String {
    let text = visible(text);
    if !ascii {
        return text.into_owned();
    }
    let plain = |c: char| match c {
        '–' | '—' | '−' => "-".to_owned(),
        '“' | '”' | '„' => "\"".to_owned(),
        '‘' | '’' => "'".to_owned(),
        '…' => "...".to_owned(),
        '\u{a0}' | '\u{202f}' => " ".to_owned(),
        c if c.is_ascii() => c.to_string(),
        _ => "?".to_owned(),
    };
    text.chars().map(plain).collect()
}
