//! How severe an incident is said to be: `SEV1`, `Sev-2`, `Severity: High`,
//! `P1`, `Priority 2`.
//!
//! Severity and priority are two scales. Bare `S1` is read beside the word
//! "severity" alone: S3 is also a store.

use super::pattern::Pattern;
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

/// A level wherever it stands. Letter case counts where the word is short.
static LEVEL: Pattern = Pattern::new(
    r"\b(?: (?<sev> sev(?:erity)? (?:\s+level)? [\s.:_\-‐‑–]{0,3} s? (?<sn> [0-5]) )
          | (?<pri> (?-i:P) (?<pn> [0-5]) | priority (?:\s+level)? [\s.:_\-‐‑–]{0,3} (?-i:P)? (?<pm> [0-5]) )
          | (?<word> critical | blocker | major | high | medium | moderate | minor | low | trivial )
            [\s\-] (?: (?<wsev> severity ) | priority )
          | (?: (?<lsev> severity ) | priority ) (?:\s+level)? \s* (?: : | (?:\s(?:is|was)\s) ) \s*
            (?<lword> critical | blocker | major | high | medium | moderate | minor | low | trivial )
          )",
);

/// What the value of a field named after a scale may be.
static IN_FIELD: Pattern = Pattern::new(
    r"^\W* (?: (?: sev(?:erity)? | s | p | priority | level )? [\s.:_\-‐‑–]{0,3} (?<n> [0-5]) (?: \b | _ )
      | (?<word> critical | blocker | major | high | medium | moderate | minor | low | trivial ) \b )",
);

/// The levels of a text, in order.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, Level)> {
    let Some(regex) = LEVEL.regex() else { return Vec::new() };
    let level = |found: &crate::facts::Captures<'_>| {
        let whole = found.get(0)?.range();
        let number = |name: &str| found.name(name).and_then(|n| n.as_str().parse().ok()).map(Step::Number);
        let word = |name: &str| found.name(name).and_then(|word| step(word.as_str()));
        let scale_of = |is: bool| if is { Scale::Severity } else { Scale::Priority };
        let level = if let Some(step) = number("sn") {
            Level { scale: Scale::Severity, step }
        } else if let Some(step) = number("pn").or_else(|| number("pm")) {
            Level { scale: Scale::Priority, step }
        } else if let Some(step) = word("word") {
            Level { scale: scale_of(found.name("wsev").is_some()), step }
        } else {
            Level { scale: scale_of(found.name("lsev").is_some()), step: word("lword")? }
        };
        stands_alone(text, &whole).then_some((whole, level))
    };
    regex.captures_iter(text).filter_map(|found| level(&found)).collect()
}

/// The level that a field named after `scale` begins with.
pub(super) fn read_value(value: &str, scale: Scale) -> Option<(Range<usize>, Level)> {
    let found = IN_FIELD.regex()?.captures(value)?;
    let number = found.name("n");
    let named = found.name("word");
    let place = number.or(named)?;
    let step = match number {
        Some(number) => Step::Number(number.as_str().parse().ok()?),
        None => step(named?.as_str())?,
    };
    let whole = value.get(..place.end())?;
    let start = whole.len() - whole.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    // `Priority: SEV-1` is a severity, `Severity: P1` a priority.
    let written = value.get(start..place.start())?.to_lowercase();
    let scale = match written.as_bytes().first() {
        Some(b's') => Scale::Severity,
        Some(b'p') => Scale::Priority,
        _ => scale,
    };
    let goes_on =
        value.get(place.end()..)?.starts_with(|c: char| c.is_alphanumeric() || c == '%' || c == '.')
            && !value.get(place.end()..)?.starts_with(". ");
    (!goes_on || named.is_some()).then_some((start..place.end(), Level { scale, step }))
}

fn step(word: &str) -> Option<Step> {
    WORDS.into_iter().find(|known| known.eq_ignore_ascii_case(word)).map(Step::Word)
}

/// Not part of a longer number or name: `P1.5`, `P10`, `sev1-runbook`.
/// The tag `sev1_20240118` is a level.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().chars().next_back();
    let mut after = text.get(range.end..).unwrap_or_default().chars();
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
