//! What stands at the beginning of a line: a bullet, a label, a timestamp.
//!
//! Reports are pasted from word processors and chats, so the marks of
//! structure are often not Markdown: `•<tab>Duration: 5 hours`,
//! `*Timeline:***`, `14:05 UTC: rolled back`.

use super::headings::Headings;
use super::prose::{Prose, trimmed};
use super::roles::{Field, Roles};
use crate::phrases::milestones::DETECTED_LABEL;
use crate::span::{Span, slice};
use std::ops::Range;

/// A label at the beginning of a block: `Duration:`, `**Impact**:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label's words.
    pub name: String,
    /// Where the words stand in the source.
    pub span: Span,
    /// Where the value begins in the block's text, in bytes.
    pub value: usize,
    /// What section the label opens.
    pub roles: Roles,
    /// What the label states about the incident's time.
    pub field: Option<Field>,
    /// Nothing follows it in its block.
    pub alone: bool,
}

/// Longest label, in words.
const LABEL_WORDS: usize = 9;

/// Marks that people leave around labels when emphasis goes wrong.
const STRAY: [char; 4] = ['*', '_', '#', '~'];

impl Label {
    /// The label that `prose` begins with, if it begins with one.
    pub(super) fn find(prose: &Prose<'_>, headings: &Headings) -> Option<Self> {
        let text = prose.text();
        let start = skip_marks(text, 0);
        let (words, value) = bold_label(prose, start)
            .or_else(|| plain_label(text, start))
            .or_else(|| unmarked_field(text, start, headings))
            .or_else(|| bare_question(text, start, headings))?;
        let words = trim_marks(text, words);
        let name = slice(text, words.clone());
        if !is_label(name) {
            return None;
        }
        let value = skip_marks(text, value);
        Some(Self {
            name: name.to_owned(),
            span: prose.span(words),
            value,
            roles: headings.roles_of_label(name),
            field: headings.field(name).or_else(|| told_field(name)),
            alone: slice(text, value..).trim().is_empty(),
        })
    }

    /// The label that a key in a table or in front matter is.
    pub(super) fn of_key(prose: &Prose<'_>, headings: &Headings) -> Self {
        let text = prose.text();
        let words = trim_marks(text, 0..text.len());
        let name = slice(text, words.clone()).replace(['_', '-'], " ");
        Self {
            span: prose.span(words),
            value: 0,
            roles: headings.roles_of_label(&name),
            field: headings.field(&name),
            name,
            alone: false,
        }
    }
}

/// `**Label:** text`, `**Label**: text`, or a line that is bold as a whole.
fn bold_label(prose: &Prose<'_>, start: usize) -> Option<(Range<usize>, usize)> {
    let text = prose.text();
    let strong = prose.strong().iter().find(|range| range.start <= start && start < range.end)?;
    let inside = text.get(start..strong.end)?;
    let after = text.get(strong.end..)?;
    let after_mark = after.trim_start_matches(STRAY);
    if inside.trim_end().ends_with(':') {
        return Some((start..strong.end, strong.end));
    }
    let colon = text.len() - after_mark.len();
    if after_mark.starts_with(':') {
        return Some((start..strong.end, colon + 1));
    }
    // `**Impact** – text`
    let dash = after_mark.trim_start();
    if let Some(value) = ["– ", "— ", "- "].iter().find_map(|mark| dash.strip_prefix(mark)) {
        return Some((start..strong.end, text.len() - value.len()));
    }
    after_mark.trim().is_empty().then_some((start..strong.end, text.len()))
}

/// `Label: text`.
fn plain_label(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let line = text.get(start..)?;
    let colon = start + colon_of(line.lines().next()?)?;
    Some((start..colon, colon + 1))
}

/// `First detected 2024-03-02 15:44`: the name of a field right before a time,
/// with nothing to mark it.
fn unmarked_field(text: &str, start: usize, headings: &Headings) -> Option<(Range<usize>, usize)> {
    let line = text.get(start..)?.lines().next()?;
    let mut spaces = line.match_indices(' ').map(|(at, _)| at).take(5);
    let at = spaces.find(|at| line.get(at + 1..).is_some_and(starts_like_timestamp))?;
    let name = line.get(..at)?;
    let is_field = headings.field(name).is_some_and(Field::is_point);
    is_field.then_some((start..start + at, start + at + 1))
}

/// `How was the issue detected` on a line of its own: a question of a template
/// that names a field.
fn bare_question(text: &str, start: usize, headings: &Headings) -> Option<(Range<usize>, usize)> {
    let line = text.get(start..)?;
    let words = line.split_whitespace().take(LABEL_WORDS + 1).count();
    let is_field = (4..=LABEL_WORDS).contains(&words) && headings.field(line).is_some();
    is_field.then_some((start..text.len(), text.len()))
}

/// The colon that ends a label: outside brackets, not within a time, an
/// address or a path.
fn colon_of(line: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut previous = ' ';
    for (i, c) in line.char_indices().take(120) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' | ';' | '!' | '"' | '“' if depth == 0 => return None,
            ':' if depth == 0 => {
                let next = line.get(i + 1..)?.chars().next();
                let in_time = previous.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
                let in_path = matches!(next, Some('/' | ':' | '\\'));
                if !in_time {
                    return (!in_path).then_some(i);
                }
            }
            _ => {}
        }
        previous = c;
    }
    None
}

/// Whether words before a colon can be a label: few, beginning with a letter,
/// and no timestamp.
fn is_label(name: &str) -> bool {
    let outside = without_brackets(name);
    let words: Vec<&str> = outside.split_whitespace().collect();
    let begins = words.first().is_some_and(|w| w.chars().next().is_some_and(char::is_alphanumeric));
    let letters = outside.chars().filter(|c| c.is_alphabetic()).count();
    begins
        && words.len() <= LABEL_WORDS
        && letters >= 2
        && !starts_like_timestamp(&outside)
        && !words.iter().any(|word| word.chars().filter(char::is_ascii_digit).count() > 3)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The range without stray emphasis, colons and white space at its ends.
pub(super) fn trim_marks(text: &str, range: Range<usize>) -> Range<usize> {
    let end_mark = |c: char| STRAY.contains(&c) || c == ':' || c == ',' || c.is_whitespace();
    let part = slice(text, range.clone());
    let start = range.start + (part.len() - part.trim_start_matches(end_mark).len());
    let end = range.start + part.trim_end_matches(end_mark).len();
    trimmed(text, start..end.max(start))
}

/// The first byte at or after `from` that is no stray mark, emoji or space.
fn skip_marks(text: &str, from: usize) -> usize {
    let rest = slice(text, from..);
    let is_mark = |c: char| {
        c.is_whitespace() || STRAY.contains(&c) || (!c.is_ascii() && !c.is_alphanumeric() && !is_opening(c))
    };
    text.len() - rest.trim_start_matches(is_mark).len()
}

const fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '–' | '—')
}

/// A bullet that is text to Markdown, as word processors paste it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PastedBullet {
    /// Where the item's text begins, in bytes.
    pub(super) text: usize,
    /// 1 for `•`, 2 for `◦`, 3 for `▪`: the order word processors use.
    pub(super) depth: usize,
    /// The number of a numbered item.
    pub(super) ordinal: Option<u64>,
}

/// The pasted bullet that a line begins with.
pub(super) fn pasted_bullet(line: &str) -> Option<PastedBullet> {
    let start = line.len() - line.trim_start().len();
    let body = &line[start..];
    let first = body.chars().next()?;
    let depth = match first {
        '•' | '●' | '·' | '‣' | '⁃' | '*' | '-' | '–' | '—' | '➤' | '►' | '▸' | '▹' | '❖' | '\u{f0b7}'
        | '\u{f0a7}' | '✓' | '✔' | '✅' | '❌' => 1,
        '◦' | '○' => 2,
        '▪' | '■' | '▫' => 3,
        c if c.is_ascii_digit() => return pasted_number(line, start),
        _ => return None,
    };
    let rest = &body[first.len_utf8()..];
    let spaced = rest.starts_with([' ', '\t', '\u{a0}']);
    let needs_space = first.is_ascii() || matches!(first, '–' | '—' | '·');
    let trimmed_rest = rest.trim_start();
    (spaced || !needs_space).then_some(PastedBullet {
        text: line.len() - trimmed_rest.len(),
        depth,
        ordinal: None,
    })
}

/// `2. text`, `10.12:30 PM` (a number glued to its time), `3) text`.
fn pasted_number(line: &str, start: usize) -> Option<PastedBullet> {
    let body = &line[start..];
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = body.get(..digits)?.parse().ok().filter(|_| digits <= 2)?;
    let rest = body.get(digits..)?.strip_prefix(['.', ')'])?;
    let spaced = rest.starts_with([' ', '\t']);
    let glued = looks_like_clock(rest);
    (spaced || glued).then_some(PastedBullet {
        text: line.len() - rest.trim_start().len(),
        depth: 1,
        ordinal: Some(ordinal),
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether `word`, whatever its case, is one of `names` or an abbreviation of
/// at least three letters.
fn abbreviates(word: &str, names: &[&str]) -> bool {
    let begins = |name: &&str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    word.len() >= 3 && names.iter().any(begins)
}

/// The letters that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    slice(text, ..end)
}

/// Whether a text begins so, whatever its case; `start` is ASCII.
fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// Whether a line begins as timeline entries do. Only the shape is judged
/// here; `facts` reads the time.
pub(super) fn starts_like_timestamp(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| {
        c.is_whitespace() || STRAY.contains(&c) || matches!(c, '[' | '(' | '`' | '@')
    });
    let word = first_word(line);
    if word.is_empty() {
        return looks_like_clock(line) || looks_like_date(line);
    }
    let after = slice(line, word.len()..).trim_start_matches(['.', ',', ' ']);
    if abbreviates(word, &MONTHS) {
        return after.starts_with(|c: char| c.is_ascii_digit());
    }
    abbreviates(word, &DAYS)
        && (after.starts_with(|c: char| c.is_ascii_digit()) || abbreviates(first_word(after), &MONTHS))
}

/// `9:05`, `14h05`, `2.05 pm`, `6 PM`, `1405Z`.
fn looks_like_clock(text: &str) -> bool {
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = slice(text, digits..);
    let next_digit = |rest: &str| rest.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let behind = rest.trim_start();
    let meridiem = ["am", "pm", "a.m", "p.m"].iter().any(|half| begins(behind, half));
    match digits {
        1 | 2 => {
            meridiem
                || rest.strip_prefix([':', 'h']).is_some_and(next_digit)
                || (rest.strip_prefix('.').is_some_and(next_digit) && text.len() > digits + 2 && {
                    let minutes = rest.get(3..).unwrap_or_default().trim_start();
                    begins(minutes, "am") || begins(minutes, "pm")
                })
        }
        4 => ["z ", "utc", "gmt", "hrs", "hours", "z:"].iter().any(|zone| begins(behind, zone)),
        _ => false,
    }
}

/// `2024-01-18`, `18.01.2024`, `18 January`.
fn looks_like_date(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = slice(text, digits..);
    let separated = |rest: &str| {
        let mut chars = rest.chars();
        matches!(chars.next(), Some('-' | '/' | '.')) && chars.next().is_some_and(|c| c.is_ascii_digit())
    };
    match digits {
        4 => separated(rest) && !rest.starts_with('.'),
        1 | 2 if separated(rest) => {
            let second = slice(rest, 1..);
            let more = second.bytes().take_while(u8::is_ascii_digit).count();
            more <= 2 && separated(slice(second, more..))
        }
        1 | 2 => {
            let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|suffix| rest.strip_prefix(suffix));
            let word = ordinal.unwrap_or(rest).trim_start();
            abbreviates(first_word(word), &MONTHS)
        }
        _ => false,
    }
}

/// What a label states that says in its own words what was reached.
fn told_field(name: &str) -> Option<Field> {
    DETECTED_LABEL.is_in(name).then_some(Field::Detected)
}
