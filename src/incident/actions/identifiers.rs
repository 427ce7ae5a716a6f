//! What is made of characters: handles, addresses, the numbers of tickets.

use crate::phrases::action_marks::{TICKET_NO_KEY, TICKET_NUMBER};
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

/// Returns whether the character is one of a name: of a person, a project.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-')
}

/// Returns whether nothing stands before the byte `at` of a text, or only what
/// parts words: white space or one of `marks`.
fn is_set_off(text: &str, at: usize, marks: &str) -> bool {
    let before = slice(text, ..at).chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || marks.contains(c))
}

/// Returns where the first `@ana`, `ana@` or address for mail stands in a text.
pub(super) fn handle(text: &str) -> Option<Range<usize>> {
    text.match_indices('@').find_map(|(at, _)| handle_around(text, at))
}

/// The handle whose `@` stands at the byte `at`.
fn handle_around(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let length = |text: &str| text.len() - text.trim_start_matches(is_of_name).len();
    if is_set_off(text, at, "([,:/&+–—") {
        let named = after.starts_with(char::is_alphabetic).then(|| length(after))?;
        let part = after.get(named..)?.strip_prefix('/').map_or(0, length);
        let more = if part > 0 { part + 1 } else { 0 };
        return Some(at..at + 1 + named + more);
    }
    let start = before.trim_end_matches(|c| is_of_name(c) || c == '+').len();
    let name = before.get(start..)?;
    let (host, rest) = after.get(..length(after))?.split_once('.').unwrap_or_default();
    let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
    if !name.is_empty() && !host.is_empty() && letters >= 2 {
        let domain = after.get(..length(after))?.trim_end_matches(['.', '-']);
        return Some(start..at + 1 + domain.len());
    }
    let ends = after.chars().next().is_none_or(|c| c.is_whitespace() || "),;|].".contains(c));
    let is_short = ends && name.starts_with(char::is_alphabetic) && is_set_off(text, start, "([,");
    is_short.then_some(start..at + 1)
}

/// Folders of trackers, as they stand in addresses.
const FOLDERS: [&str; 26] = [
    "issue",
    "issues",
    "pull",
    "pulls",
    "pullrequest",
    "pullrequests",
    "pull-request",
    "pull-requests",
    "merge_requests",
    "browse",
    "work_items",
    "epics",
    "ticket",
    "tickets",
    "stories",
    "story",
    "task",
    "tasks",
    "card",
    "cards",
    "board",
    "boards",
    "commit",
    "bug",
    "bugs",
    "_workitems",
];
/// Names of trackers, anywhere in an address.
const TRACKERS: [&str; 18] = [
    "jira",
    "bugzilla",
    "show_bug",
    "phabricator",
    "linear.app",
    "trello.com",
    "asana.com",
    "youtrack",
    "shortcut.com",
    "clubhouse",
    "crbug",
    "gerrit",
    "monday.com",
    "basecamp",
    "notion.so",
    "rally",
    "redmine",
    "servicenow",
];
/// What the hosts of trackers are called.
const HOSTS: [&str; 8] = ["bug", "bugs", "ticket", "tickets", "issue", "issues", "tracker", "b"];

/// Returns whether an address leads to where things are tracked.
pub(super) fn is_tracker(address: &str) -> bool {
    let address = address.to_lowercase();
    let parts: Vec<&str> = address.split('/').collect();
    let mut pairs = parts.windows(2).skip(1).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let leads = |(before, part): (&str, &str)| {
        let is_host = before.is_empty() && HOSTS.contains(&part.split('.').next().unwrap_or_default());
        FOLDERS.contains(&before) || is_host || (before == "c" && begins_with_digits(part, 1))
    };
    TRACKERS.iter().any(|tracker| address.contains(tracker))
        || parts.iter().skip(1).any(|part| part.strip_prefix('t').is_some_and(|id| begins_with_digits(id, 3)))
        || pairs.any(leads)
}

fn begins_with_digits(text: &str, count: usize) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() >= count
}

/// Returns where the first number of a ticket stands in a text: `OPS-12`,
/// `app#12`, `T1234`, "issue 12".
pub(crate) fn ticket_in(text: Passage<'_>) -> Option<Range<usize>> {
    let whole = text.text();
    let mut digits = runs_of_digits(whole).peekable();
    digits.peek()?;
    let called = TICKET_NUMBER.find_all(text);
    let mut found = digits.filter_map(|digits| {
        let by_name = called.iter().find(|called| called.group("digits").as_ref() == Some(&digits));
        let start = match by_name.filter(|_| digits.len() >= 2) {
            Some(called) => called.start(),
            None => start_of_ticket(whole, &digits)?,
        };
        Some(start..digits.end)
    });
    found.find(|range| !TICKET_NO_KEY.is_in(text.slice(range.clone())))
}

/// The digits of a text that no letter follows.
fn runs_of_digits(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| c.is_ascii_digit())?;
        let rest = text.get(start..)?;
        let end = start + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        at = end;
        Some(start..end)
    })
    .filter(|run| !text.get(run.end..).is_some_and(|rest| rest.starts_with(is_word)))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a ticket begins whose number these digits are, without a word that
/// says so.
fn start_of_ticket(text: &str, digits: &Range<usize>) -> Option<usize> {
    let count = digits.len();
    let before = text.get(..digits.start)?;
    let mark = before.chars().next_back()?;
    let rest = before.get(..before.len() - mark.len_utf8())?;
    let start = match mark {
        '#' | '&' | '!' if count <= 7 => {
            let project = rest.trim_end_matches(is_of_name);
            let owner = project.strip_suffix('/').filter(|_| project.len() < rest.len());
            owner.map_or(project, |owner| owner.trim_end_matches(is_of_name)).len()
        }
        '-' if count <= 7 => {
            let is_of_key = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
            let start = rest.trim_end_matches(is_of_key).len();
            let key = rest.get(start..)?;
            let is_key = (2..=12).contains(&key.len()) && key.starts_with(|c: char| c.is_ascii_uppercase());
            is_key.then_some(start)?
        }
        'T' if (3..=7).contains(&count) => rest.len(),
        '/' if count >= 5 => rest.strip_suffix(['b', 'B'])?.len(),
        _ => return None,
    };
    is_set_off(text, start, "([,;:|").then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Text;

    #[test]
    fn handles_are_found() {
        let of = |text: &'static str| handle(text).and_then(|range| text.get(range));
        assert_eq!(of("Add an alert (@ana, Friday)"), Some("@ana"));
        assert_eq!(of("Ana/@acme/on-call: add it"), Some("@acme/on-call"));
        assert_eq!(of("Add an alert [ana@]"), Some("ana@"));
        assert_eq!(of("ask ana.lima+ops@mail.example.org."), Some("ana.lima+ops@mail.example.org"));
        assert_eq!(of("at 3 @ noon, root@host fails"), None);
    }

    #[test]
    fn tickets_are_found() {
        let of = |text: &'static str| text.read(ticket_in).and_then(|range| text.get(range));
        assert_eq!(of("see OPS-412, OPS-413"), Some("OPS-412"));
        assert_eq!(of("fixed by acme/app#12"), Some("acme/app#12"));
        assert_eq!(of("(!77)"), Some("!77"));
        assert_eq!(of("T1234: add an alert"), Some("T1234"));
        assert_eq!(of("b/123456"), Some("b/123456"));
        assert_eq!(of("after CVE-2021 see pull request #4711"), Some("pull request #4711"));
        assert_eq!(of("wait 30 s, see step-12, ops-12, AB12CD"), None);
    }

    #[test]
    fn trackers_are_known_by_their_addresses() {
        for address in [
            "https://example.org/acme/app/issues/12",
            "https://jira.example.org/OPS-12",
            "https://b.example.org/12",
            "https://example.org/T1234",
            "https://example.org/c/4711",
            "/issues/12",
        ] {
            assert!(is_tracker(address), "{address}");
        }
        for address in ["https://example.org/issues", "https://bar.example.org/12", "issues/12", "/c/code"] {
            assert!(!is_tracker(address), "{address}");
        }
    }
}
