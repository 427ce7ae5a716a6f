//! Whether a document says that it is not finished.

use crate::document::{Block, BlockKind, Document, Role};
use crate::phrases::drafts::{BANNER, CHOICE, TITLE, UNFINISHED};

/// Fields that say how far the document is.
const STATUS: [&str; 9] = [
    "status",
    "state",
    "stage",
    "document status",
    "document state",
    "doc status",
    "postmortem status",
    "post-mortem status",
    "report status",
];

/// Whether the document calls itself a draft: in a field for its status, in
/// its front matter, in its title, or in a line of its own at the top. `more`
/// are further words of a status that say so.
#[must_use]
pub fn is_draft(document: &Document<'_>, more: &[String]) -> bool {
    let titled = document.title().is_some_and(|title| TITLE.is_in(&title.text));
    titled
        || document.blocks_with_ids().any(|(id, block)| says_so(document, block, document.is_lead(id), more))
}

fn says_so(document: &Document<'_>, block: &Block<'_>, lead: bool, more: &[String]) -> bool {
    if block.kind == BlockKind::Code || document.roles(block.section).has_any(&[Role::Actions, Role::Related])
    {
        return false;
    }
    if let Some(label) = block.label.as_ref().filter(|_| !block.quoted) {
        let name = label.name.trim().to_lowercase();
        let flagged = block.kind == BlockKind::KeyValue && name == "draft";
        if flagged || is_status(&name) {
            let value = block.value().trim();
            return if flagged { value.eq_ignore_ascii_case("true") } else { is_unfinished(value, more) };
        }
    }
    if block.kind != BlockKind::Paragraph {
        return false;
    }
    let under = document.section(block.section).name.trim().to_lowercase();
    let text = block.text.text();
    (is_status(&under) && !block.quoted && is_unfinished(text, more)) || (lead && BANNER.is_in(text))
}

fn is_status(name: &str) -> bool {
    STATUS.contains(&name)
}

fn is_unfinished(value: &str, more: &[String]) -> bool {
    let found = UNFINISHED.find(value).map(|found| found.end());
    let end = found.or_else(|| more.iter().find_map(|status| opening(value, status)));
    end.is_some_and(|end| !CHOICE.is_in(value.get(end..).unwrap_or_default()))
}

/// Where `status` ends in a value that begins with it, whatever its case. The
/// value may go on: "In review, waiting for the vendor".
fn opening(value: &str, status: &str) -> Option<usize> {
    let start = value.find(char::is_alphanumeric)?;
    let mut rest = value.get(start..)?.chars();
    let mut end = start;
    for wanted in status.chars() {
        let found = rest.next()?;
        if !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        end += found.len_utf8();
    }
    rest.next().is_none_or(|next| !next.is_alphanumeric()).then_some(end)
}
