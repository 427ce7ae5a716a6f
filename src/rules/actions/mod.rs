//! Actions: who does what, by when, and whether it would help.
pub mod due_before_incident;
pub mod due_shortly_before_incident;
pub mod duplicate;
pub mod no_actions;
pub mod no_detection_action;
pub mod no_due_date;
pub mod no_owner;
pub mod no_owner_at_all;
pub mod no_ticket;
pub mod person_directed;
pub mod unrelated_to_cause;
pub mod vague;

use super::Context;
use crate::document::BlockKind;
use crate::finding::{Finding, Label};
use crate::incident::Action;
use crate::phrases::action_marks::LEAD_IN;
use crate::span::slice;
use std::collections::HashMap;

/// Most actions that are labelled in one finding.
const LABELS: usize = 5;

/// The actions of each section, those of each table apart: lines that look
/// alike and should say as much as their neighbours. In the order of the text.
fn alike<'i>(cx: &Context<'i>) -> Vec<Vec<&'i Action>> {
    let mut order: Vec<Vec<&Action>> = Vec::new();
    let mut known: HashMap<(usize, Option<usize>), usize> = HashMap::new();
    for action in &cx.incident.actions {
        let table = match cx.document.block(action.block).kind {
            BlockKind::Row { table, .. } => Some(table),
            _ => None,
        };
        let at = *known.entry((action.list, table)).or_insert_with(|| {
            order.push(Vec::new());
            order.len() - 1
        });
        if let Some(group) = order.get_mut(at) {
            group.push(action);
        }
    }
    order
}

/// A finding with a label on each of the actions; none without an action.
fn on_each(message: String, actions: &[&Action], label: &str) -> Option<Finding> {
    let mut places = actions.iter().map(|action| action.span);
    let mut finding = Finding::new(message, Label::new(places.next()?, label));
    for place in places.take(LABELS - 1) {
        finding = finding.with(place, label);
    }
    Some(finding)
}

/// "2 others have one": what the rest of a list has.
fn others_have(count: usize) -> String {
    if count == 1 { "one other has one".to_owned() } else { format!("{count} others have one") }
}

/// What is to be done: the text without its list mark.
fn task(action: &Action) -> &str {
    action.text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// What is to be done, without the owner and the date that stand behind it.
fn bare(action: &Action) -> &str {
    let text = task(action);
    let marks = [&action.owner, &action.priority].into_iter().flatten();
    let marks = marks.chain(action.due.as_ref().map(|due| &due.mark));
    let at = |written: &str| {
        let at = text.rfind(written).filter(|at| *at > 0)?;
        let before = text.get(..at)?;
        let set_off =
            before.trim_end_matches([' ', '@']).ends_with(['(', '[', '–', '—', '-', ':', ',', ';', '|', '.']);
        (set_off || LEAD_IN.is_in(before)).then_some(at)
    };
    let end = marks.filter_map(|mark| at(&mark.written)).min().unwrap_or(text.len());
    let mut bare = text.get(..end).unwrap_or(text);
    if end < text.len() {
        let edge = |c: char| !c.is_alphanumeric();
        while let Some(lead) = LEAD_IN.find(bare.trim_end_matches(edge)) {
            bare = slice(bare, ..lead.start());
        }
    }
    bare.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '"' | '”' | '%'))
}
