//! Whether a document says that it is not finished.

use super::Pattern;
use crate::document::{Block, BlockKind, Document, Role};

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

/// A status that says so. It may go on: "Draft, waiting for the vendor".
static UNFINISHED: Pattern = Pattern::new(
    r"^ \W* (?: (?: (?: an? | still | initial | first | second | early | rough | working | internal ) \s+ )* (?: draft | wip
        | work [\s-]+ in [\s-]+ progress | unfinished | incomplete | preliminary | being \s+ written )
      | in [\s-]+ progress \W* $ | draft (?:ed|ing) \W* $ ) (?: \b | $ )",
);

/// What follows a status that is one of several to choose from, or the first
/// of several that were gone through.
static CHOICE: Pattern = Pattern::new(r"^ \s* (?: [/|→⇒] | -> | => | \b to \b )");

/// A title that says so, set off from the words of the title.
static TITLE: Pattern = Pattern::new(
    r"^ \s* (?: [(\[] \s* (?: draft | wip | work \s+ in \s+ progress ) \s* [)\]] | (?: draft | wip ) \s* : )
    | [(\[] \s* (?: draft | wip | work \s+ in \s+ progress ) \s* [)\]] \s* $ | \s [-–—] \s+ (?: draft | wip ) \s* $",
);

/// A line at the top that says so and is nothing else, up to a remark.
static BANNER: Pattern = Pattern::new(
    r"^ \W* (?: (?: note | status ) \s* : \s* )? (?: this \s+ (?: (?: document | doc | page | report | post-?mortem | review ) \s+ )?
        is \s+ )? (?: still \s+ )? (?: an? \s+ )? (?: (?: initial | first | early | rough | working ) \s+ )?
      (?: draft | wip | work [\s-]+ in [\s-]+ progress ) (?: \s+ (?: document | report | post-?mortem | version ) )? \s*
      (?: $ | [-–—:,.;()!\]] )",
);

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
    let found = UNFINISHED.regex().and_then(|regex| regex.find(value)).map(|found| found.end());
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
