//! Whether a file in a folder is a postmortem.

use super::label::starts_like_timestamp;
use super::{BlockKind, Document, Role};

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
    // A folder further up says nothing about its files, and no folder of the
    // page that opens it.
    let known = if opens_folder(path) { 0 } else { 2 };
    let name = path.rsplit('/').take(known).collect::<Vec<_>>().join(" ").to_lowercase();
    let announced =
        |title: &str, words: &[&str]| words.iter().any(|word| title.contains(word) || name.contains(word));
    if title_in_head(text).is_some_and(|title| announced(&title, &NAMES) && !announced(&title, &ABOUT)) {
        return true;
    }
    let document = Document::parse(text);
    let title = document.title().map(|title| title.text.to_lowercase()).unwrap_or_default();
    let announces = |words: &[&str]| announced(&title, words);
    let stamped = document.blocks().iter().filter(|block| starts_like_timestamp(block.text.text())).count();
    if announces(&ABOUT) && stamped < REAL {
        return false;
    }
    let fitting = TELLING.iter().filter(|role| document.has_role(**role)).count();
    let decisive = document.has_role(Role::Timeline) || document.has_role(Role::RootCause);
    announces(&NAMES) || (announces(&HINTS) && fitting >= 1) || (decisive && fitting >= 3)
}

/// Whether a file is the page that shows for its folder.
fn opens_folder(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    matches!(file.split('.').next(), Some("readme" | "index" | "_index"))
}

/// How much of a text is read for its title, in bytes.
const HEAD: usize = 2_000;

/// The title in small letters, where a heading in the first lines shows that it
/// is the one of the whole: most texts need not be read to their end.
fn title_in_head(text: &str) -> Option<String> {
    let with_fields = text.starts_with(['\u{feff}', '-', '+']);
    let head =
        text.get(..text.floor_char_boundary(HEAD)).filter(|_| !with_fields && text.len() > 2 * HEAD)?;
    let document = Document::parse(head.get(..head.rfind('\n')?)?);
    let has_heading = document.blocks().iter().any(|block| block.kind == BlockKind::Heading);
    document.title().filter(|_| has_heading).map(|title| title.text.to_lowercase())
}
