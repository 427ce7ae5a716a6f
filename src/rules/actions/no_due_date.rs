//! `actions/no-due-date`.

use super::{alike, on_each, others_have};
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};

/// Reports the actions without a due date in a list whose other actions have
/// one: one finding for each list.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    alike(cx).into_iter().filter_map(|list| of_list(&list)).collect()
}

fn of_list(list: &[&Action]) -> Option<Finding> {
    let sure = |action: &&&Action| action.due.as_ref().is_some_and(|due| due.mark.sure);
    let dated = list.iter().filter(sure).count();
    let habit = dated >= 2 && dated * 2 >= list.len();
    let lacks = |action: &&&Action| {
        let asked = habit || (action.asks_due && dated > 0);
        asked && !action.done && action.due.is_none() && action.priority.is_none() && !action.is_tracked()
    };
    let lacking: Vec<&Action> = list.iter().filter(lacks).copied().collect();
    let message = match lacking.len() {
        0 => return None,
        1 => format!("one action has no due date, {}", others_have(dated)),
        n => format!("{n} actions have no due date, {}", others_have(dated)),
    };
    let finding = on_each(message, &lacking, "by when?")?;
    Some(finding.help("give it a date, or a priority"))
}
