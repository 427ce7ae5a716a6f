//! What a line says of an action by its words and by where they stand.

use crate::phrases::Phrase;
use crate::phrases::action_marks::{OWNER_EMPTY, OWNER_NO_NAME, OWNER_TOPIC};
use crate::phrases::actions::{DONE_AUXILIARY, DONE_OPENING, DONE_TOLD, IMPERATIVE};
use crate::text::Passage;
use std::ops::Range;

/// Returns whether a text tells by its tense that something was done.
pub(super) fn is_past(text: Passage<'_>) -> bool {
    let is_past = |verb: &str| verb.len() >= 5 && ends_with(verb, "ed") && !ends_with(verb, "eed");
    let opens = || DONE_OPENING.find(text).is_some_and(|found| found.words("verb").is_some_and(is_past));
    // "was quickly disabled": one of the two words behind it.
    let follows = |range: Range<usize>| {
        let behind = text.after(range.end);
        let words = behind.tokens().iter().take(2).map(|token| behind.word(*token));
        words.take_while(|word| word.starts_with(char::is_alphabetic)).any(|word| ends_with(word, "ed"))
    };
    DONE_TOLD.is_in(text)
        || opens()
        || DONE_AUXILIARY.find_all(text).iter().any(|found| follows(found.range()))
}

fn ends_with(word: &str, end: &str) -> bool {
    let at = word.len().saturating_sub(end.len());
    word.get(at..).is_some_and(|last| last.eq_ignore_ascii_case(end))
}

/// Returns whether a value leaves its place empty.
pub(super) fn is_empty(text: Passage<'_>) -> bool {
    !text.text().contains(char::is_alphanumeric) || OWNER_EMPTY.is_in(text)
}

/// Endings of words for what is done; hardly a name has them.
const TOPICS: [&str; 15] = [
    "ing", "tion", "sion", "ment", "ity", "ance", "ence", "ness", "sis", "ure", "ics", "acy", "ency", "al",
    "s",
];

/// Returns whether the words of a label name what is done, not who does it.
pub(super) fn is_topic(text: Passage<'_>) -> bool {
    let mut words = text.tokens().iter().map(|token| text.word(*token));
    words.any(|word| word == "-" || TOPICS.iter().any(|end| ends_with(word, end))) || OWNER_TOPIC.is_in(text)
}

/// Returns whether a text holds what no name and no team has.
pub(super) fn is_no_name(text: Passage<'_>) -> bool {
    let strange = |c: char| c.is_ascii_digit() || "?!<>{}=%$".contains(c);
    text.text().contains(strange) || OWNER_NO_NAME.is_in(text)
}

/// Returns what stands behind the byte `at` of a text, which is where its label
/// ends: at most `longest` characters, up to one of `ends` or the end of the
/// line. None where nothing does.
fn behind(text: &str, at: usize, ends: &[char], longest: usize) -> Option<Range<usize>> {
    let value = text.get(at..)?.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let start = text.len() - value.len();
    let value = value.split(|c| c == '\n' || ends.contains(&c)).next()?;
    let length = value.char_indices().nth(longest).map_or(value.len(), |(at, _)| at);
    (length > 0).then_some(start..start + length)
}

/// Returns the first of the values that stand behind one of `labels` in a text,
/// as `behind` reads them.
pub(super) fn labelled(
    text: Passage<'_>,
    labels: &[Phrase],
    ends: &[char],
    longest: usize,
) -> Option<Range<usize>> {
    let places = labels.iter().flat_map(|label| label.find_all(text));
    let values = places.filter_map(|place| {
        let value = behind(text.text(), place.end(), ends, longest)?;
        Some((place.start(), value))
    });
    values.min_by_key(|(start, _)| *start).map(|(_, value)| value)
}

const BRACKETS: [char; 6] = ['(', ')', '[', ']', '{', '}'];

/// Where a part of a text stands, without white space at its ends; none where
/// it is shorter than two characters or longer than `longest`.
fn of_length(text: &str, range: Range<usize>, longest: usize) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + (part.len() - part.trim_start().len());
    let part = part.trim();
    (2..=longest).contains(&part.chars().count()).then_some(start..start + part.len())
}

/// Returns what stands in brackets at the end of a line.
pub(super) fn in_last_brackets(text: &str) -> Option<Range<usize>> {
    let line = text.trim_end_matches(|c: char| c.is_whitespace() || ".;!,*_".contains(c));
    let inside = line.strip_suffix([')', ']', '}'])?;
    let opening = inside.rfind(BRACKETS)?;
    let is_open = inside.get(opening..)?.starts_with(['(', '[', '{']);
    is_open.then(|| of_length(text, opening + 1..inside.len(), 60))?
}

/// Returns what stands in brackets at the beginning of a line, behind no more
/// than three marks.
pub(super) fn in_first_brackets(text: &str) -> Option<Range<usize>> {
    let opening = text.char_indices().take(4).find(|(_, c)| matches!(c, '(' | '[') || c.is_alphanumeric());
    let (opening, _) = opening.filter(|(_, c)| !c.is_alphanumeric())?;
    let inside = text.get(opening + 1..)?;
    let closing = inside.find(['(', ')', '[', ']'])?;
    let is_closed = inside.get(closing..)?.starts_with([')', ']']);
    is_closed.then(|| of_length(text, opening + 1..opening + 1 + closing, 40))?
}

/// Returns what stands behind a dash, an arrow or a stroke at the end of a line.
pub(super) fn behind_dash(text: &str) -> Option<Range<usize>> {
    let line = text.trim_end().trim_end_matches(['.', ';']).len();
    let parts = text
        .char_indices()
        .filter(|(at, _)| text.get(..*at).is_some_and(|t| t.ends_with(char::is_whitespace)));
    let mut values = parts.filter_map(|(at, _)| {
        let rest = text.get(at..line)?;
        let dashes = ["–", "—", "--", "->", "-", "→", "=>", "|"];
        let dash = dashes.into_iter().find(|dash| rest.starts_with(dash))?;
        let value = at + dash.len();
        let holds_more = rest.get(dash.len()..)?.contains(['–', '—', '|', '→']);
        if holds_more { None } else { of_length(text, value..line, 40) }
    });
    values.next()
}

/// Returns the lines of a text from the byte `from` on where each begins like a
/// task, each with what follows it; none where the first does not.
pub(super) fn tasks(text: Passage<'_>, from: usize) -> Vec<Range<usize>> {
    let body = text.after(from);
    if !IMPERATIVE.is_in(body) || !body.text().trim_start().starts_with(|c: char| !c.is_lowercase()) {
        return Vec::new();
    }
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    for line in body.text().split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        let begins =
            line.trim_start().starts_with(char::is_uppercase) && IMPERATIVE.is_in(text.slice(range.clone()));
        match lines.last_mut() {
            Some(last) if !begins => last.end = range.end,
            _ => lines.push(range),
        }
    }
    if let Some(first) = lines.first_mut() {
        first.start = 0;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Text;

    #[test]
    fn the_tense_tells_what_was_done() {
        let said = |text: &str| text.read(is_past);
        assert!(said("We also added an alert"));
        assert!(said("Re-enabled the job"));
        assert!(said("The job was quickly disabled"));
        assert!(said("We have already disabled it"));
        assert!(!said("Need a second alert"));
        assert!(!said("Exceed no limit"));
        assert!(!said("Find out why the job was slow"));
    }

    #[test]
    fn brackets_and_dashes_set_names_off() {
        let of = |find: fn(&str) -> Option<Range<usize>>, text: &'static str| {
            find(text).and_then(|range| text.get(range))
        };
        assert_eq!(of(in_last_brackets, "Add an alert (see [this]) ( Ana )."), Some("Ana"));
        assert_eq!(of(in_last_brackets, "Add an alert ((Ana) now)"), None);
        assert_eq!(of(in_first_brackets, "- [Ana] add an alert (now)"), Some("Ana"));
        assert_eq!(of(in_first_brackets, "Add [an] alert"), None);
        assert_eq!(of(behind_dash, "Add an on-call alert -> Ana;"), Some("Ana"));
        assert_eq!(of(behind_dash, "Add – or not – an alert — Ana Lima"), Some("Ana Lima"));
        assert_eq!(of(behind_dash, "Add an on-call alert"), None);
    }
}
