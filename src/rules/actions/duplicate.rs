//! `actions/duplicate`.

use crate::document::Document;
use crate::finding::{Finding, Label};
use crate::incident::Action;
use crate::phrases::actions::GENERIC_GROUP;
use crate::rules::{Context, Params};
use crate::span::slice;
use std::collections::BTreeMap;

/// Fewest words of an action that two can only share by mistake.
const WORDS: usize = 3;
/// Longest heading that is compared, in bytes.
const HEADING: usize = 120;

/// Reports actions of one section that say the same: one finding for each
/// group of them.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut same: BTreeMap<(usize, String, String), Vec<&Action>> = BTreeMap::new();
    for action in &cx.incident.actions {
        let text = unmarked(super::bare(action));
        if text.split(' ').count() >= WORDS && !text.is_empty() {
            same.entry((action.list, group(cx.document, action), text)).or_default().push(action);
        }
    }
    let mut groups: Vec<Vec<&Action>> = same.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_by_key(|group| group.first().map(|action| action.span));
    groups.iter().filter_map(|group| finding(group)).collect()
}

/// The words in lower case, without marks.
fn folded(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The words of an action; an article makes no difference.
fn unmarked(text: &str) -> String {
    let words = folded(text);
    let words = words.split(' ').filter(|word| !matches!(*word, "the" | "a" | "an"));
    words.collect::<Vec<_>>().join(" ")
}

/// The heading that an action stands under, where it may name what the action
/// is done to.
fn group(document: &Document<'_>, action: &Action) -> String {
    let (section, opening) = action.group;
    let label = opening.map(|id| document.block(id).text.text()).unwrap_or_default();
    let names = [document.section(section).name.as_str(), label];
    names
        .iter()
        .map(|name| first_of(name))
        .filter(|name| !GENERIC_GROUP.is_in(*name))
        .map(folded)
        .collect::<Vec<_>>()
        .join("/")
}

/// The beginning of a heading; the rest of a very long one tells no more.
fn first_of(name: &str) -> &str {
    slice(name, ..name.floor_char_boundary(HEADING))
}

fn finding(group: &[&Action]) -> Option<Finding> {
    let (first, last) = (group.first()?, group.last()?);
    let owners = |a: &Action, b: &Action| match (&a.owner, &b.owner) {
        (Some(a), Some(b)) => a.written == b.written,
        _ => true,
    };
    let tickets = |a: &Action, b: &Action| match (&a.ticket, &b.ticket) {
        (Some(a), Some(b)) => a.written == b.written,
        _ => true,
    };
    let dues = |a: &Action, b: &Action| match (&a.due, &b.due) {
        (Some(a), Some(b)) => a.mark.written == b.mark.written,
        _ => true,
    };
    if !owners(first, last) || !tickets(first, last) || !dues(first, last) {
        return None;
    }
    let message = "two actions say the same".to_owned();
    let message = if group.len() > 2 { format!("{} actions say the same", group.len()) } else { message };
    let mut finding = Finding::new(message, Label::new(last.span, "said before"));
    for action in group.iter().take(group.len() - 1).take(super::LABELS) {
        finding = finding.with(action.span, "first given here");
    }
    Some(finding.help("remove one of them, or say how they differ"))
}
