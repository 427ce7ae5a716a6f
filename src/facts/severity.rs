//! How severe an incident is said to be: `SEV1`, `Sev-2`, `Severity: High`,
//! `P1`, `Priority 2`.
//!
//! Severity and priority are two scales. Bare `S1` is read beside the word
//! "severity" alone: S3 is also a store.

use crate::phrases::Match;
use crate::phrases::values::{LEVEL_ANYWHERE, LEVEL_IN_FIELD};
use crate::span::slice;
use crate::text::Passage;
use std::fmt;
use std::ops::Range;

/// Which scale a level belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// `SEV-1`.
    Severity,
    /// `P1`.
    Priority,
}

/// A step of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// `1` of `SEV-1`.
    Number(u8),
    /// `high` of `Severity: High`.
    Word(&'static str),
}

/// How severe something is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level {
    /// The scale.
    pub scale: Scale,
    /// The step on it.
    pub step: Step,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.scale, self.step) {
            (Scale::Severity, Step::Number(n)) => write!(f, "SEV-{n}"),
            (Scale::Priority, Step::Number(n)) => write!(f, "P{n}"),
            (Scale::Severity, Step::Word(word)) => write!(f, "severity {word}"),
            (Scale::Priority, Step::Word(word)) => write!(f, "priority {word}"),
        }
    }
}

/// The words that name a step.
const WORDS: [&str; 9] =
    ["critical", "blocker", "major", "high", "medium", "moderate", "minor", "low", "trivial"];

/// The levels of a text, in order.
pub(super) fn read(passage: Passage<'_>) -> Vec<(Range<usize>, Level)> {
    let text = passage.text();
    let level = |found: Match<'_>| {
        let scale = if found.group("severity").is_some() { Scale::Severity } else { Scale::Priority };
        let (place, step) = step(&found)?;
        let end = if matches!(step, Step::Number(_)) { place.end } else { found.end() };
        let whole = found.start()..end;
        stands_alone(text, &whole).then_some((whole, Level { scale, step }))
    };
    LEVEL_ANYWHERE.find_all(passage).into_iter().filter_map(level).collect()
}

/// The level that a field named after `scale` begins with.
pub(super) fn read_value(value: &str, scale: Scale) -> Option<(Range<usize>, Level)> {
    let found = LEVEL_IN_FIELD.find(value)?;
    let (place, step) = step(&found)?;
    let whole = value.get(..place.end)?;
    let start = whole.len() - whole.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    // `Priority: SEV-1` is a severity, `Severity: P1` a priority.
    let written = value.get(start..place.start)?.to_lowercase();
    let scale = match written.as_bytes().first() {
        Some(b's') => Scale::Severity,
        Some(b'p') => Scale::Priority,
        _ => scale,
    };
    let rest = value.get(place.end..)?;
    let goes_on =
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '.') && !rest.starts_with(". ");
    (!goes_on || matches!(step, Step::Word(_))).then_some((start..place.end, Level { scale, step }))
}

/// The step that is named, with its place: of `SEV1_2024` the first digit.
fn step(found: &Match<'_>) -> Option<(Range<usize>, Step)> {
    if let Some(number) = found.group("number") {
        let written = found.words("number")?;
        let at = written.find(|c: char| c.is_ascii_digit())?;
        let digit = written.get(at..=at)?.parse().ok()?;
        return Some((number.start + at..number.start + at + 1, Step::Number(digit)));
    }
    let word = found.words("word")?;
    let known = WORDS.into_iter().find(|known| known.eq_ignore_ascii_case(word))?;
    Some((found.group("word")?, Step::Word(known)))
}

/// Not part of a longer number or name: `P1.5`, `P10`, `sev1-runbook`.
/// The tag `sev1_20240118` is a level.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start).chars().next_back();
    let mut after = slice(text, range.end..).chars();
    let (next, beyond) = (after.next(), after.next());
    let glued = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '='));
    let goes_on = match next {
        Some('_') => !beyond.is_some_and(|c| c.is_ascii_digit()),
        Some('.' | '-' | '–' | ':') => beyond.is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric() || matches!(c, '%' | '+'),
        None => false,
    };
    !(glued || goes_on)
}
