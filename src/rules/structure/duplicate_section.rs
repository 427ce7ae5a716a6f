//! `structure/duplicate-section`.

use super::headings::{folded, headed};
use crate::document::{Document, Opening, Section, SectionId};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeMap;

/// Sections of one name, in order.
type Namesakes<'d> = Vec<(SectionId, &'d Section)>;

/// Reports a heading that opens the same section a second time.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut named: BTreeMap<(SectionId, String), Namesakes<'_>> = BTreeMap::new();
    for (id, section) in headed(cx.document) {
        let parent = section.parent.unwrap_or(SectionId(0));
        named.entry((parent, folded(&section.name))).or_default().push((id, section));
    }
    let mut repeated = named.values().filter(|namesakes| namesakes.len() > 1);
    match (repeated.next(), repeated.next()) {
        // Several names come again where a document tells several incidents.
        (Some(namesakes), None) if !are_nested(cx.document, namesakes) => {
            let places: Vec<(&str, Span)> =
                namesakes.iter().map(|(_, s)| (s.name.as_str(), s.heading)).collect();
            finding(&places).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether lines without a level lead into parts of other sections: a
/// "Resolution:" below "Root cause and resolution:" is no second one.
fn are_nested(document: &Document<'_>, namesakes: &[(SectionId, &Section)]) -> bool {
    namesakes.windows(2).any(|pair| {
        let [(first, _), (second, again)] = pair else { return false };
        let between = document.sections().iter().take(second.0).skip(first.0 + 1);
        let mut around =
            between.filter(|section| section.parent == again.parent && section.opening == Opening::Line);
        again.opening == Opening::Line
            && around.any(|section| again.roles.iter().any(|role| section.roles.has(role)))
    })
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
