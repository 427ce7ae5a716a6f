//! `actions/no-ticket`.

use super::{alike, on_each};
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};

/// Reports the actions without a ticket in a list whose other actions have
/// one: one finding for each list.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    alike(cx).into_iter().filter_map(|list| of_list(&list)).collect()
}

fn of_list(list: &[&Action]) -> Option<Finding> {
    let tracked = list.iter().filter(|action| action.ticket.is_some()).count();
    if tracked < 2 || tracked * 2 < list.len() {
        return None;
    }
    let lacks = |action: &&&Action| !action.done && !action.is_tracked();
    let lacking: Vec<&Action> = list.iter().filter(lacks).copied().collect();
    let message = match lacking.len() {
        0 => return None,
        1 => format!("one action has no ticket, {tracked} others have one"),
        n => format!("{n} actions have no ticket, {tracked} others have one"),
    };
    let finding = on_each(message, &lacking, "where is this tracked?")?;
    Some(finding.help("open a ticket and link it"))
}
