//! `actions/no-ticket`.

use super::{alike, on_each, others_have};
use crate::document::{Block, BlockId, BlockKind, SectionId};
use crate::facts::Pattern;
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};
use std::collections::HashSet;

/// Words of an action that say that it is tracked, though not where.
static TRACKED: Pattern = Pattern::new(
    r"\b (?: prs? | mrs? | pull \s+ requests? | tickets? | issues? | jiras? | bugs? | cards? | epics? ) \s+
        (?: (?: already | has | have | been | was | is | are | to \s+ follow | now ) \s+ ){0,3}
        (?: exists? | raised | open(?:ed)? | created | filed | logged | submitted | pending | merged | in \s+ (?: review | progress | the \s+ backlog ) | under \s+ review ) \b
      | \b (?: raised | opened | created | filed | existing | same | covered \s+ by | part \s+ of | tracked \s+ (?: in | by | as ) | see ) \s+
        (?: an? \s+ | the \s+ | this \s+ | our \s+ )? (?: prs? | pull \s+ requests? | tickets? | issues? | jira | epics? | project ) \b",
);
/// A ticket that a remark names.
static TICKET: Pattern = Pattern::new(r"(?-i:\b[A-Z][A-Z0-9]+-\d+\b) | \#\d+\b | ://");

/// Words that speak of the actions above.
static ALL_OF_THEM: Pattern = Pattern::new(r"\b (?: these | those | both | all | them ) \b");

/// Reports the actions without a ticket in a list whose other actions have
/// one: one finding for each list.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let covered = covered(cx);
    alike(cx).into_iter().filter_map(|list| of_list(cx, &covered, &list)).collect()
}

/// The sections in which a remark names a ticket for what stands beside it.
fn covered(cx: &Context<'_>) -> HashSet<SectionId> {
    let names = |block: &&Block<'_>| {
        let text = block.text.text();
        TICKET.is_in(text) || block.text.links_in(&(0..text.len())).next().is_some()
    };
    let remarks = cx.incident.action_lists.iter().flat_map(|list| &list.prose).copied();
    // A remark may be a request itself: "Add these to the manual, see …".
    let paragraph = |id: &BlockId| cx.document.block(*id).kind == BlockKind::Paragraph;
    let requests = cx.incident.actions.iter().filter(|action| ALL_OF_THEM.is_in(&action.text));
    let remarks = remarks.chain(requests.map(|action| action.block).filter(paragraph));
    remarks.map(|id| cx.document.block(id)).filter(names).map(|block| block.section).collect()
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
