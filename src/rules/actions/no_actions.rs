//! `actions/no-actions`.

use crate::document::{BlockId, Opening};
use crate::finding::{Finding, Label};
use crate::incident::ActionList;
use crate::phrases::actions::{ENGLISH, SPEAKS_OF_CHANGE};
use crate::rules::{Context, Params};

/// Reports a section for actions that tells none, where the document has none
/// elsewhere.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    if !cx.incident.actions.is_empty() {
        return Vec::new();
    }
    let silent = |list: &&ActionList| !tells_something(cx, list);
    // Where one section tells something, it tells of the others too.
    if cx.incident.action_lists.iter().any(|list| tells_something(cx, list)) {
        return Vec::new();
    }
    cx.incident.action_lists.iter().find(silent).map(|list| finding(cx, list)).into_iter().collect()
}

fn tells_something(cx: &Context<'_>, list: &ActionList) -> bool {
    let section = cx.document.section(list.section);
    let is_heading = matches!(section.opening, Opening::Heading(_) | Opening::Line);
    let speaks = |id: &BlockId| {
        let text = cx.document.passage(*id);
        let links = cx.document.block(*id).text.links();
        SPEAKS_OF_CHANGE.is_in(text) || !ENGLISH.is_in(text) || !links.is_empty()
    };
    !is_heading
        || !list.only_actions
        || list.says_none
        || list.has_unread
        // An empty section is not this rule's.
        || list.prose.is_empty()
        || list.prose.iter().any(speaks)
}

fn finding(cx: &Context<'_>, list: &ActionList) -> Finding {
    let name = &cx.document.section(list.section).name;
    Finding::new(
        format!("the section `{name}` names no action"),
        Label::new(list.heading, "nothing below says what will change"),
    )
    .help("list what will change, or write `None` with the reason")
}
