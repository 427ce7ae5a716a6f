//! `actions/no-owner`.

use super::{alike, on_each, others_have};
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};

/// Reports the actions without an owner in a list whose other actions have
/// one, or whose table has a column for it: one finding for each list.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    alike(cx).into_iter().filter_map(|list| of_list(&list)).collect()
}

fn of_list(list: &[&Action]) -> Option<Finding> {
    let owned = list.iter().filter(|action| action.owner.as_ref().is_some_and(|owner| owner.sure)).count();
    let habit = owned >= 2 && owned * 2 >= list.len();
    let lacks = |action: &&&Action| {
        !action.done && action.owner.is_none() && !action.is_tracked() && (habit || action.asks_owner)
    };
    let lacking: Vec<&Action> = list.iter().filter(lacks).copied().collect();
    // Where most cells are empty, each may stand for the one above it.
    if owned > 0 && lacking.len() > owned {
        return None;
    }
    let message = match (lacking.len(), owned) {
        (0, _) => return None,
        (1, 0) => "one action has no owner".to_owned(),
        (n, 0) => format!("{n} actions have no owner"),
        (1, owned) => format!("one action has no owner, {}", others_have(owned)),
        (n, owned) => format!("{n} actions have no owner, {}", others_have(owned)),
    };
    let finding = on_each(message, &lacking, "who does this?")?;
    Some(finding.help("name one person or team, or link a ticket that does"))
}
