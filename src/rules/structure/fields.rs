//! Fields by their names: what a report states about itself.

use super::headings::folded;
use crate::document::{Block, BlockId, BlockKind, Document, Field, Label, Role};
use crate::span::Span;

/// Names that mean the same field or column, the one that profiles use first.
const SYNONYMS: [&[&str]; 10] = [
    &[
        "author",
        "authors",
        "by",
        "prepared by",
        "written by",
        "reporter",
        "report author",
        "postmortem author",
    ],
    &[
        "owner",
        "owners",
        "assignee",
        "assigned to",
        "responsible",
        "dri",
        "who",
        "postmortem owner",
        "report owner",
    ],
    &["severity", "incident severity", "severity level", "sev", "priority", "incident priority"],
    &["status", "state", "document status", "incident status", "postmortem status", "report status"],
    &["id", "incident id", "incident number", "incident no", "incident", "ticket id"],
    &[
        "due",
        "due date",
        "deadline",
        "eta",
        "target date",
        "by when",
        "completion date",
        "estimated completion date",
    ],
    &["type", "kind", "action type", "category"],
    &["ticket", "bug", "issue", "jira", "tracking bug", "task", "bug no", "tracking"],
    &["reviewers", "reviewer", "reviewed by", "approvers", "approved by"],
    &["event", "events", "what", "what happened", "description"],
];

/// Fields that tell the incident's time, by the names that profiles use.
const TIMES: [(&str, &[Field]); 4] = [
    ("date", &[Field::Date, Field::Start]),
    ("start", &[Field::Start]),
    ("end", &[Field::End, Field::Restored, Field::Resolved]),
    ("duration", &[Field::Duration]),
];

/// Whether a field or column of the name `written` is the one called `wanted`.
pub(super) fn is_called(written: &str, wanted: &str) -> bool {
    let (written, wanted) = (folded(written), folded(wanted));
    let known = SYNONYMS.iter().find(|names| names.first().is_some_and(|first| *first == wanted));
    written == wanted || known.is_some_and(|names| names.contains(&written.as_str()))
}

/// A field as it is stated.
pub(super) struct Stated<'d> {
    /// The name as written.
    pub(super) name: &'d str,
    /// Where the name stands.
    pub(super) place: Span,
    /// What stands behind it, on its own line; may be blank.
    pub(super) value: &'d str,
    /// Where that stands.
    pub(super) value_place: Span,
    /// Something stands behind it or below it.
    pub(super) filled: bool,
    field: Option<Field>,
}

impl Stated<'_> {
    /// Whether it is the field that a profile calls `wanted`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        let of_time = TIMES.iter().find(|(name, _)| *name == wanted);
        let same = of_time.is_some_and(|(_, fields)| self.field.is_some_and(|field| fields.contains(&field)));
        same || is_called(self.name, wanted)
    }
}

/// All fields that the document states about this incident; those of single
/// actions are left out.
pub(super) fn stated<'d>(document: &'d Document<'_>) -> Vec<Stated<'d>> {
    let blocks = document.blocks_with_ids().filter(|(_, block)| !document.is_aside(block));
    let own = blocks.filter(|(_, block)| !document.roles(block.section).has(Role::Actions));
    own.filter_map(|(id, block)| block.label.as_ref().map(|label| field(document, id, block, label)))
        .collect()
}

fn field<'d>(document: &'d Document<'_>, id: BlockId, block: &'d Block<'_>, label: &'d Label) -> Stated<'d> {
    let text = block.text.text();
    let line = block.value().lines().next().unwrap_or_default();
    let from = label.value.min(text.len()) + (line.len() - line.trim_start().len());
    let value = line.trim();
    Stated {
        name: &label.name,
        place: label.span,
        value,
        value_place: block.text.span(from..from + value.len()),
        filled: !block.value().trim().is_empty() || holds(document, id),
        field: label.field,
    }
}

/// Whether something stands below a field that has nothing behind it.
fn holds(document: &Document<'_>, id: BlockId) -> bool {
    let below = BlockId(id.0 + 1);
    let Some(next) = document.blocks().get(below.0) else { return false };
    let block = document.block(id);
    let opened = document.section(block.section).block == Some(id);
    let own = opened && document.is_within(next.section, block.section);
    let opens_another = document.section(next.section).block == Some(below) && !next.text.is_blank();
    // Bullets that Markdown does not know go on with the item above them.
    let pasted = next.item().is_some_and(|item| item.pasted) && block.item().is_some_and(|item| !item.pasted);
    if pasted && document.is_right_under(block.span, next.span) {
        return true;
    }
    (own && (!opens_another || next.parent == Some(id)))
        || next.parent == Some(id)
        || next.kind == BlockKind::Code
}

/// The cells of a row with their ranges in its text.
pub(super) fn cells<'d>(block: &'d Block<'_>) -> Vec<(&'d str, Span)> {
    let text = block.text.text();
    let mut cells = Vec::new();
    let mut at = 0;
    for cell in text.split(" | ") {
        let lead = cell.len() - cell.trim_start().len();
        let inner = cell.trim();
        let start = at + lead;
        cells.push((inner, block.text.span(start..start + inner.len())));
        at += cell.len() + " | ".len();
    }
    cells
}

/// `a`, `b` and `c`.
pub(super) fn listed(names: &[&str]) -> String {
    let named: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match named.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// Where a finding about the whole document stands: on its title, or on its
/// first words.
pub(super) fn top(document: &Document<'_>) -> Span {
    let first = || {
        let block = document.blocks().iter().find(|block| !block.text.is_blank())?;
        let line = block.text.text().lines().next().map_or(0, str::len);
        Some(if line > 0 { block.text.span(0..line) } else { block.span })
    };
    document.title().map(|title| title.span).or_else(first).unwrap_or(Span::new(0, 0))
}
