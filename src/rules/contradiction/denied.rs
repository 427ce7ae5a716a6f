//! One part of a report denies what another tells.

use crate::finding::{Finding, Label};
use crate::incident::clauses::Told;
use crate::rules::Context;

/// The finding on a denial and what denies it, with what to call each place.
pub(super) fn finding(cx: &Context<'_>, none: &Told<'_>, some: &Told<'_>, labels: [&str; 2]) -> Finding {
    let (none_part, some_part) = (none.sentence.part, some.sentence.part);
    let other = if none_part == some_part { "elsewhere" } else { some_part.name() };
    let message =
        format!("{} says `{}`, {other} `{}`", none_part.name(), with_label(cx, none), with_label(cx, some));
    let [here, there] = labels;
    Finding::new(message, Label::new(none.span(cx.document), here)).with(some.span(cx.document), there)
}

/// The words, behind the label of their field where one word stands alone:
/// "none" says nothing without it.
fn with_label(cx: &Context<'_>, told: &Told<'_>) -> String {
    let words = told.words(cx.document);
    let label = cx.document.block(told.sentence.block).label.as_ref();
    match label.filter(|_| !words.contains(' ')) {
        Some(label) => format!("{}: {words}", label.name.trim()),
        None => words.to_string(),
    }
}
