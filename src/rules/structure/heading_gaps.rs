//! What a template left open in a heading.

use crate::document::{Block, Document};
use crate::facts::Pattern;
use std::ops::Range;

/// Words in brackets or braces that stand for the words of a heading. A tag
/// such as `[Incident]` or `[Service]` is none.
static GAP: Pattern = Pattern::new(
    r"\{\{ \s* [a-z][a-z0-9_\ -]{1,60} \s* \}\} | \$\{ (?: [a-z]{2,20} _ )? (?: title | incident | date | name | summary ) (?: _ [a-z]{2,20} )? \}
    | \[ (?: title | name | date | short \s+ description | description | severity
        | (?: (?: your | the | short | brief | incident | outage | event | post-?mortem | report | service | team | system ) \s+ ){1,3}
          (?: name | title | description | summary | date | id | number | here | goes \s+ here ) ) \]
    | < (?: title | name | date | description | (?: (?: your | the | short | brief | incident | outage | event | post-?mortem | service ) \s+ ){1,3}
          (?: name | title | description | summary | date | id | number | here ) ) >
    | (?-i: \b [A-Z]{2,8} - (?: X{3,} \b | \#{2,} | \?{2,} ) )",
);

/// The form of a date where that of the incident is due: at the ends of a
/// heading, or behind a sign or "on".
static DATE: Pattern = Pattern::new(
    r"(?: ^ | [:–—/-]\s* | \bon\s+ ) (?<form> YYYY [-/.] MM [-/.] DD | DD [-/.] MM [-/.] YYYY | MM [-/.] DD [-/.] YYYY ) (?: $ | [\s:–—-] )",
);

/// The gaps in a heading, as ranges of its text.
pub(super) fn heading_gaps(document: &Document<'_>, block: &Block<'_>, generated: bool) -> Vec<Range<usize>> {
    let text = block.text.text();
    let mut gaps: Vec<Range<usize>> =
        GAP.regex().map(|regex| regex.find_iter(text).map(|gap| gap.range()).collect()).unwrap_or_default();
    // A site generator fills braces from the front matter.
    if generated {
        gaps.retain(|gap| !text.get(gap.clone()).unwrap_or_default().starts_with("{{"));
    }
    let titles = document
        .title()
        .is_some_and(|title| block.span.start <= title.span.start && title.span.end <= block.span.end);
    if titles && let Some(form) = DATE.regex().and_then(|regex| regex.captures(text)?.name("form")) {
        gaps.push(form.range());
    }
    gaps
}
