//! `actions/no-ticket`.

use super::{alike, on_each, others_have};
use crate::document::{BlockId, BlockKind, SectionId};
use crate::finding::Finding;
use crate::incident::{Action, ticket_in};
use crate::phrases::actions::{ALL_OF_THEM, TRACKED};
use crate::rules::{Context, Params};
use std::collections::HashSet;

/// Reports the actions without a ticket in a list whose other actions have
/// one: one finding for each list.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let covered = covered(cx);
    alike(cx).into_iter().filter_map(|list| of_list(cx, &covered, &list)).collect()
}

/// The sections in which a remark names a ticket for what stands beside it.
fn covered(cx: &Context<'_>) -> HashSet<SectionId> {
    let names = |id: &BlockId| {
        let text = cx.document.passage(*id);
        let has_link = || !cx.document.block(*id).text.links().is_empty();
        ticket_in(text).is_some() || text.text().contains("://") || has_link()
    };
    let remarks = cx.incident.action_lists.iter().flat_map(|list| &list.prose).copied();
    // A remark may be a request itself: "Add these to the manual, see …".
    let paragraph = |id: &BlockId| cx.document.block(*id).kind == BlockKind::Paragraph;
    let requests = cx.incident.actions.iter().filter(|action| ALL_OF_THEM.is_in(&action.text));
    let remarks = remarks.chain(requests.map(|action| action.block).filter(paragraph));
    remarks.filter(names).map(|id| cx.document.block(id).section).collect()
}

fn of_list(cx: &Context<'_>, covered: &HashSet<SectionId>, list: &[&Action]) -> Option<Finding> {
    let tracked = list.iter().filter(|action| action.ticket.is_some()).count();
    if tracked < 2 || tracked * 2 < list.len() {
        return None;
    }
    let lacks = |action: &&&Action| {
        let said = TRACKED.is_in(&action.text) || covered.contains(&cx.document.block(action.block).section);
        !action.done && !action.is_tracked() && !said
    };
    let lacking: Vec<&Action> = list.iter().filter(lacks).copied().collect();
    let message = match lacking.len() {
        0 => return None,
        1 => format!("one action has no ticket, {}", others_have(tracked)),
        n => format!("{n} actions have no ticket, {}", others_have(tracked)),
    };
    let finding = on_each(message, &lacking, "where is this tracked?")?;
    Some(finding.help("open a ticket and link it"))
}
