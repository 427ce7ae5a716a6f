//! The number an incident goes by: `INC-123`, `PM2021-003`, `incident #465`.

use super::pattern::Pattern;
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

static ID: Pattern = Pattern::new(
    r"\b (?: (?<prefix> (?-i: INC | INCIDENT | PM | PIR | RCA | COE | IR | MIR | MI | IM | POSTMORTEM | OUTAGE ) )
             [-_\#]? (?<number> \d{4} (?: -\d\d ){2} -\d{1,5} | \d{4,8} -\d{1,5} | \d{2,10} )
           | (?: incident | postmortem | post-mortem ) \s+ (?: (?:no\.? | number | id:? ) \s* )? \# \s? (?<hash> \d{1,8} ) ) \b",
);

/// A ticket of any tracker: `OPS-412`.
static TICKET: Pattern =
    Pattern::new(r"(?-i: \b (?<prefix> [A-Z][A-Z0-9]{1,11} ) - (?<number> \d{4}-\d{1,5} | \d{1,10} ) ) \b");

/// A number that stands alone: `#465`, `465`.
static BARE: Pattern = Pattern::new(r"^\s* \# \s? (?<hash> \d{1,8} ) \b");

/// The ids of a text, in order.
pub(super) fn read(text: &str) -> Vec<(Range<usize>, IncidentId)> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    found(&ID, text).into_iter().filter(|(range, _)| !is_half_past(text, range)).collect()
}

/// The ids of a title or of a field that holds one, where any tracker's
/// tickets and a bare `#465` are ids too.
pub(super) fn read_stated(text: &str) -> Vec<(Range<usize>, IncidentId)> {
    let mut all = read(text);
    let others: Vec<_> = found(&TICKET, text).into_iter().chain(found(&BARE, text)).collect();
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

fn found(pattern: &Pattern, text: &str) -> Vec<(Range<usize>, IncidentId)> {
    let Some(regex) = pattern.regex() else { return Vec::new() };
    let id = |found: crate::facts::Captures<'_>| {
        let whole = found.get(0)?;
        let (prefix, number) = match found.name("hash") {
            Some(number) => ("#".to_owned(), number),
            None => (found.name("prefix")?.as_str().to_owned(), found.name("number")?),
        };
        let parts = number.as_str().split('-').map(|part| match part.trim_start_matches('0') {
            "" => "0",
            rest => rest,
        });
        let number = parts.collect::<Vec<_>>().join("-");
        let before = text.get(..whole.start()).unwrap_or_default().chars().next_back();
        let after = text.get(whole.end()..).unwrap_or_default();
        let mut next = after.chars();
        let goes_on = matches!(next.next(), Some('-' | '_' | '.' | '/'))
            && next.next().is_some_and(char::is_alphanumeric);
        let glued = before.is_some_and(|c| matches!(c, '-' | '_' | '/' | '.' | '='));
        let lead = whole.as_str().len() - whole.as_str().trim_start().len();
        (!goes_on && !glued).then(|| (whole.start() + lead..whole.end(), IncidentId { prefix, number }))
    };
    regex.captures_iter(text).filter_map(id).collect()
}

/// `2:30 PM-14`: the meridiem of a time.
fn is_half_past(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default().trim_end();
    text.get(range.clone()).is_some_and(|id| id.starts_with("PM"))
        && before.ends_with(|c: char| c.is_ascii_digit())
}
