//! `actions/person-directed`.

use super::{on_each, task};
use crate::finding::Finding;
use crate::incident::Action;
use crate::phrases::Text;
use crate::phrases::actions::{NO_PERSON, TAUGHT_PEOPLE, TEACH, TRY_HARDER};
use crate::rules::{Context, Params};

/// Reports the actions that change people instead of the system: one finding
/// for the document.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let directed = |action: &&Action| !action.done && is_directed(action);
    let all: Vec<&Action> = cx.incident.actions.iter().filter(directed).collect();
    let message = match all.len() {
        0 => return Vec::new(),
        1 => "one action asks people to do better and leaves the system as it is".to_owned(),
        n => format!("{n} actions ask people to do better and leave the system as it is"),
    };
    let finding = on_each(message, &all, "depends on people being at their best");
    let help = "add what makes the slip impossible or harmless: a check, a limit, a safe default";
    finding.map(|finding| finding.help(help)).into_iter().collect()
}

fn is_directed(action: &Action) -> bool {
    let text = task(action);
    let near: String = text.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    near.read(|near| TRY_HARDER.is_in(near) || (TEACH.is_in(text) && TAUGHT_PEOPLE.is_in(near)))
        && !NO_PERSON.is_in(text)
}
