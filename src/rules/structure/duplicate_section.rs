//! `structure/duplicate-section`.

use super::headings::{folded, headed};
use crate::document::SectionId;
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeMap;

/// Sections of one name, in order: where their headings stand.
type Namesakes<'d> = Vec<(&'d str, Span)>;

/// Reports a heading that opens the same section a second time.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut named: BTreeMap<(SectionId, String), Namesakes<'_>> = BTreeMap::new();
    for (_, section) in headed(cx.document) {
        let parent = section.parent.unwrap_or(SectionId(0));
        named.entry((parent, folded(&section.name))).or_default().push((&section.name, section.heading));
    }
    let mut repeated = named.values().filter(|namesakes| namesakes.len() > 1);
    match (repeated.next(), repeated.next()) {
        // Several names come again where a document tells several incidents.
        (Some(namesakes), None) => finding(namesakes).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn finding(namesakes: &[(&str, Span)]) -> Option<Finding> {
    let ((name, first), again) = namesakes.split_first()?;
    let ((_, second), more) = again.split_first()?;
    let times = if more.is_empty() { "twice".to_owned() } else { format!("{} times", namesakes.len()) };
    let mut finding =
        Finding::new(format!("there is a section `{name}` {times}"), Label::new(*second, "opened again"))
            .with(*first, "first opened here")
            .help("put the parts together, or give them different headings");
    for (_, span) in more {
        finding = finding.with(*span, "and here");
    }
    Some(finding)
}
