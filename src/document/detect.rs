//! Whether a file in a folder is a postmortem.

use super::{Document, Role};

/// Words in a title or a file name that announce a postmortem.
const NAMES: [&str; 9] = [
    "postmortem",
    "post-mortem",
    "post mortem",
    "post_mortem",
    "incident report",
    "incident review",
    "outage",
    "retrospective",
    "incident-report",
];

/// The sections that only a report of an incident has.
const TELLING: [Role; 6] = [
    Role::Timeline,
    Role::RootCause,
    Role::Impact,
    Role::Resolution,
    Role::Detection,
    Role::Actions,
];

/// Whether a document with this name and text looks like a postmortem: its
/// title or name says so and one section fits, or three sections fit, a
/// timeline or a root cause among them.
#[must_use]
pub fn looks_like_postmortem(name: &str, text: &str) -> bool {
    let document = Document::parse(text);
    let sections = TELLING
        .iter()
        .filter(|role| document.has_role(**role))
        .count();
    let decisive = document.has_role(Role::Timeline) || document.has_role(Role::RootCause);
    let title = document
        .title()
        .map(|title| title.text.to_lowercase())
        .unwrap_or_default();
    let name = name.to_lowercase();
    let announced = NAMES
        .iter()
        .any(|word| title.contains(word) || name.contains(word));
    (announced && sections >= 1) || (decisive && sections >= 3)
}
