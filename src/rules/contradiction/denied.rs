//! One part of a report denies what another tells.

use crate::finding::{Finding, Label};
use crate::incident::clauses::Told;
use crate::rules::Context;

/// The finding on a denial and what denies it, with what to call each place.
pub(super) fn finding(cx: &Context<'_>, none: &Told<'_>, some: &Told<'_>, labels: [&str; 2]) -> Finding {
    let (none_part, some_part) = (none.sentence.part, some.sentence.part);
    let other = if none_part == some_part { "elsewhere" } else { some_part.name() };
    let message = format!(
        "{} says `{}`, {other} `{}`",
        none_part.name(),
        none.words(cx.document),
        some.words(cx.document)
    );
    let [here, there] = labels;
    Finding::new(message, Label::new(none.span(cx.document), here)).with(some.span(cx.document), there)
}
