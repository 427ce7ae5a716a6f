//! The number an incident goes by: `INC-123`, `PM2021-003`, `incident #465`.

use crate::phrases::Text;
use crate::phrases::values::INCIDENT_NUMBER;
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

/// An incident's number with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId {
    /// `INC` of `INC-123`; `#` of `incident #123`.
    pub prefix: String,
    /// The numbers, each without leading zeros: `2021-3` of `PM2021-003`.
    pub number: String,
}

impl std::fmt::Display for IncidentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.prefix.as_str() {
            "#" => write!(f, "#{}", self.number),
            prefix => write!(f, "{prefix}-{}", self.number),
        }
    }
}

/// What an incident's number begins with.
const PREFIXES: [&str; 12] =
    ["INC", "INCIDENT", "PM", "PIR", "RCA", "COE", "IR", "MIR", "MI", "IM", "POSTMORTEM", "OUTAGE"];

/// The ids of a text, in order; `numbered` says whether numbers without a
/// prefix (`incident #465`) may be among them.
pub(super) fn read(passage: Passage<'_>, numbered: bool) -> Vec<(Range<usize>, IncidentId)> {
    let text = passage.text();
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let mut all: Vec<_> =
        named(text, with_prefix).into_iter().filter(|(range, _)| !is_half_past(text, range)).collect();
    for found in if numbered { INCIDENT_NUMBER.find_all(passage) } else { Vec::new() } {
        let number = found.group("number").filter(|number| number.len() <= 8);
        all.extend(number.and_then(|number| id(text, found.start()..found.end(), "#", number)));
    }
    all
}

/// The ids of a title or of a field that holds one, where any tracker's
/// tickets and a bare `#465` are ids too.
pub(super) fn read_stated(text: &str) -> Vec<(Range<usize>, IncidentId)> {
    let mut all = text.read(|passage| read(passage, true));
    let others: Vec<_> = named(text, of_ticket).into_iter().chain(bare(text)).collect();
    let is_new = |range: &Range<usize>, all: &[(Range<usize>, IncidentId)]| {
        all.iter().all(|(known, _)| known.end <= range.start || range.end <= known.start)
    };
    for (range, id) in others {
        let standard = ["CVE", "CWE", "RFC", "ISO", "UTF", "SHA", "UTC", "GMT", "HTTP", "TLS", "COVID"];
        // `SEV-1` is how severe it was; `SEV-214` may be an id.
        let level = id.number.len() == 1 && ["SEV", "P", "S", "PRIO"].contains(&id.prefix.as_str());
        if is_new(&range, &all) && !level && !standard.contains(&id.prefix.as_str()) {
            all.push((range, id));
        }
    }
    all.sort_by_key(|(range, _)| range.start);
    all
}

/// The ids whose prefix, in capitals, begins a word. `split` says where the
/// prefix ends and where the number begins.
fn named(text: &str, split: fn(&str) -> Option<(usize, usize)>) -> Vec<(Range<usize>, IncidentId)> {
    let mut all = Vec::new();
    let mut end = 0;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    for (at, _) in text.match_indices(|c: char| c.is_ascii_uppercase()) {
        let begins = !text.get(..at).is_some_and(|before| before.ends_with(is_word));
        let rest = text.get(at..).filter(|_| begins && at >= end).unwrap_or_default();
        let Some((prefix, number)) = split(rest) else { continue };
        let Some(digits) = rest.get(number..).and_then(number_length) else { continue };
        end = at + number + digits;
        let written = slice(rest, ..prefix);
        all.extend(id(text, at..end, written, at + number..end));
    }
    all
}

/// `INC` of `INC-123`, `INC123` and `INC#123`.
fn with_prefix(text: &str) -> Option<(usize, usize)> {
    let prefix = text.find(|c: char| !c.is_ascii_uppercase())?;
    let number = prefix + usize::from(text.get(prefix..)?.starts_with(['-', '_', '#']));
    let counts = text.get(number..)?.bytes().take_while(u8::is_ascii_digit).count() >= 2;
    text.get(..prefix).filter(|prefix| counts && PREFIXES.contains(prefix)).map(|_| (prefix, number))
}

/// `OPS` of `OPS-412`, a ticket of any tracker.
fn of_ticket(text: &str) -> Option<(usize, usize)> {
    let prefix = text.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit()))?;
    ((2..=12).contains(&prefix) && text.get(prefix..)?.starts_with('-')).then_some((prefix, prefix + 1))
}

/// How long the number is that a text begins with: `2024-01-18-2`, `2021-003`,
/// `412`; none where something else stands there.
fn number_length(text: &str) -> Option<usize> {
    let length = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    // The ends of numbers that hyphens part, and how long each is.
    let mut parts: Vec<(usize, usize)> = vec![(length(text), length(text))];
    while let Some((end, _)) = parts.last().copied().filter(|_| parts.len() < 4) {
        let Some(next) = text.get(end..)?.strip_prefix('-').map(length).filter(|next| *next > 0) else {
            break;
        };
        parts.push((end + 1 + next, next));
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let ends = |end: usize| !text.get(end..).is_some_and(|rest| rest.starts_with(is_word));
    match *parts {
        [(_, 4), (_, 2), (_, 2), (end, 1..=5)] if ends(end) => Some(end),
        [(_, 4..=8), (end, 1..=5), ..] if ends(end) => Some(end),
        [(end, 1..=10), ..] if ends(end) => Some(end),
        _ => None,
    }
}

/// A number that stands alone: `#465`.
fn bare(text: &str) -> Option<(Range<usize>, IncidentId)> {
    let rest = text.trim_start();
    let start = text.len() - rest.len();
    let number = rest.strip_prefix('#')?;
    let number = number.strip_prefix(char::is_whitespace).unwrap_or(number);
    let from = text.len() - number.len();
    let length = number_length(number).map(|_| number.bytes().take_while(u8::is_ascii_digit).count())?;
    (length <= 8).then(|| id(text, start..from + length, "#", from..from + length))?
}

/// The id in a range of a text, unless it is part of something longer.
fn id(
    text: &str,
    whole: Range<usize>,
    prefix: &str,
    number: Range<usize>,
) -> Option<(Range<usize>, IncidentId)> {
    let parts = text.get(number)?.split('-').map(|part| match part.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    });
    let number = parts.collect::<Vec<_>>().join("-");
    let before = text.get(..whole.start)?.chars().next_back();
    let mut next = text.get(whole.end..)?.chars();
    let goes_on =
        matches!(next.next(), Some('-' | '_' | '.' | '/')) && next.next().is_some_and(char::is_alphanumeric);
    let glued = before.is_some_and(|c| matches!(c, '-' | '_' | '/' | '.' | '='));
    (!goes_on && !glued).then(|| (whole, IncidentId { prefix: prefix.to_owned(), number }))
}

/// `2:30 PM-14`: the meridiem of a time.
fn is_half_past(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start).trim_end();
    text.get(range.clone()).is_some_and(|id| id.starts_with("PM"))
        && before.ends_with(|c: char| c.is_ascii_digit())
}
