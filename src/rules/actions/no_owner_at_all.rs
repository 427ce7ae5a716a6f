//! `actions/no-owner-at-all`.

use crate::document::{Block, BlockId};
use crate::finding::{Finding, Label};
use crate::incident::Action;
use crate::phrases::actions::{OWNER_FIELD, SAYS_WHO, TOLD_BY_US};
use crate::rules::{Context, Params};

/// Reports a document in which no action has an owner or is tracked: one
/// finding, on the section.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    finding(cx, params.count("minimum").max(1)).into_iter().collect()
}

fn finding(cx: &Context<'_>, minimum: usize) -> Option<Finding> {
    let open: Vec<&Action> = cx.incident.actions.iter().filter(|action| !action.done).collect();
    let lacking: Vec<&Action> =
        open.iter().filter(|a| a.owner.is_none() && !a.is_tracked()).copied().collect();
    let sure = cx.incident.actions.iter().any(|action| action.owner.as_ref().is_some_and(|owner| owner.sure));
    let told = open.iter().filter(|action| TOLD_BY_US.is_in(&action.text)).count();
    // What only may be a name, or is tracked, is the exception, not the habit.
    let mostly = lacking.len() * 3 > open.len() * 2;
    let asked = open.iter().any(|action| action.asks_owner);
    if lacking.len() < minimum || sure || asked || !mostly || told * 2 >= open.len() || says_who(cx) {
        return None;
    }
    let first = lacking.first()?;
    let list = cx.incident.action_lists.get(first.list)?;
    let name = &cx.document.section(list.section).name;
    let (n, all) = (lacking.len(), cx.incident.actions.len());
    let count = match (n == open.len(), open.len() == all) {
        (true, true) => format!("none of the {n} actions"),
        (true, false) => format!("none of the {n} open actions"),
        (false, _) => format!("{n} of {all} actions"),
    };
    let under = if open.iter().all(|action| action.list == first.list) {
        format!(" under `{name}`")
    } else {
        String::new()
    };
    let lack = if n == open.len() { "has an owner" } else { "have no owner and no ticket" };
    let message = format!("{count}{under} {lack}");
    let place = if list.heading.is_empty() { first.span } else { list.heading };
    Some(
        Finding::new(message, Label::new(place, "nobody is named"))
            .with(first.span, "who does this?")
            .help("name one person or team for each, or link a ticket that does"),
    )
}

/// Whether a sentence in the sections, or a field of the document, names who
/// acts.
fn says_who(cx: &Context<'_>) -> bool {
    let speaks = |id: &BlockId| SAYS_WHO.is_in(cx.document.passage(*id));
    let mut prose = cx.incident.action_lists.iter().flat_map(|list| &list.prose);
    let is_field = |block: &Block<'_>| {
        block.label.as_ref().is_some_and(|label| !label.alone && OWNER_FIELD.is_in(&label.name))
    };
    prose.any(speaks) || cx.document.blocks().iter().any(is_field)
}
