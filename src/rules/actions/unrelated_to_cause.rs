//! `actions/unrelated-to-cause`.

use crate::document::{Block, BlockKind, Role};
use crate::finding::{Finding, Label};
use crate::incident::Action;
use crate::rules::{Context, Params};
use std::collections::BTreeSet;

/// From how many words of its own on a cause can be told from other causes.
const CAUSE_WORDS: usize = 8;

/// From how many actions on a list covers more than a single thought.
const ACTIONS: usize = 3;

/// Letters by which two words are compared: "deployment" and "deployed".
const STEM: usize = 5;

/// Words that every cause and every action may hold.
const COMMON: [&str; 41] = [
    "about", "added", "after", "again", "alert", "allow", "along", "also", "always", "before", "being",
    "cause", "could", "every", "faile", "failu", "fixed", "found", "imple", "impro", "incid", "inves",
    "issue", "monit", "occur", "outag", "preve", "probl", "proce", "resol", "resul", "servi", "should",
    "since", "syste", "their", "there", "these", "these", "which", "would",
];

/// Shorter words that name what broke.
const SHORT: [&str; 20] = [
    "api", "cert", "cpu", "dns", "disk", "http", "jobs", "key", "keys", "lock", "nginx", "node", "php",
    "pod", "pods", "port", "quota", "ram", "tls", "ssl",
];

/// Reports a list of actions that shares no word with the cause.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    finding(cx).into_iter().collect()
}

fn finding(cx: &Context<'_>) -> Option<Finding> {
    let causes = || cx.document.blocks().iter().filter(|block| tells_cause(cx, block));
    let cause: BTreeSet<String> = causes().flat_map(|block| words(block.text.text())).collect();
    let actions: Vec<&Action> = cx.incident.actions.iter().collect();
    if cause.len() < CAUSE_WORDS || actions.len() < ACTIONS {
        return None;
    }
    let texts = actions.iter().map(|action| cx.document.block(action.block).text.text());
    if texts.flat_map(words).any(|word| cause.contains(&word)) {
        return None;
    }
    let (first, place) = (causes().next()?, actions.first()?);
    let message = format!("none of the {} actions speaks of anything that the cause names", actions.len());
    Some(
        Finding::new(message, Label::new(place.span, "the actions begin here"))
            .with(first.text.trimmed_span(), "the cause")
            .help("add an action that keeps this cause from coming back, or say why there is none"),
    )
}

fn tells_cause(cx: &Context<'_>, block: &Block<'_>) -> bool {
    let roles = cx.document.roles(block.section);
    roles.has(Role::RootCause)
        && !roles.has(Role::Actions)
        && !cx.document.is_aside(block)
        && block.kind != BlockKind::Heading
}

/// The words of a text that say what it is about, by their stems.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter_map(|word| {
        if SHORT.contains(&word.as_str()) {
            return Some(word);
        }
        let stem: String = word.chars().take(STEM).collect();
        let long = word.chars().count() >= STEM && word.chars().all(char::is_alphabetic);
        (long && !COMMON.contains(&stem.as_str())).then_some(stem)
    })
}
