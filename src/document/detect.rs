//! Whether a file in a folder is a postmortem.

use super::label::starts_like_timestamp;
use super::{Document, Role};

/// Words in a title or a file name that announce a postmortem by themselves.
const NAMES: [&str; 9] = [
    "postmortem",
    "post-mortem",
    "post mortem",
    "post_mortem",
    "incident report",
    "incident-report",
    "incident review",
    "incident-review",
    "incident retro",
];

/// Words that announce one where a section fits too.
const HINTS: [&str; 4] = ["incident", "outage", "retro", "rca"];

/// Words that announce a text about postmortems.
const ABOUT: [&str; 9] =
    ["template", "guide", "process", "how to", "how-to", "policy", "checklist", "playbook", "training"];

/// Lines that begin with a time from which on a text about postmortems is one
/// itself.
const REAL: usize = 2;

/// The sections that reports of incidents have.
const TELLING: [Role; 7] = [
    Role::Timeline,
    Role::RootCause,
    Role::Impact,
    Role::Resolution,
    Role::Detection,
    Role::Actions,
    Role::Lessons,
];

/// Whether a document with this path and text looks like a postmortem: its
/// title or name says so, or a timeline or a root cause stands among at least
/// three sections that reports of incidents have.
#[must_use]
pub fn looks_like_postmortem(path: &str, text: &str) -> bool {
    let document = Document::parse(text);
    // A folder further up says nothing about its files.
    let name = path.rsplit('/').take(2).collect::<Vec<_>>().join(" ").to_lowercase();
    let title = document.title().map(|title| title.text.to_lowercase()).unwrap_or_default();
    let announces = |words: &[&str]| words.iter().any(|word| title.contains(word) || name.contains(word));
    let stamped = document.blocks().iter().filter(|block| starts_like_timestamp(block.text.text())).count();
    if announces(&ABOUT) && stamped < REAL {
        return false;
    }
    let fitting = TELLING.iter().filter(|role| document.has_role(**role)).count();
    let decisive = document.has_role(Role::Timeline) || document.has_role(Role::RootCause);
    announces(&NAMES) || (announces(&HINTS) && fitting >= 1) || (decisive && fitting >= 3)
}
