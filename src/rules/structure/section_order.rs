//! `structure/section-order`.

use super::headings::{headed, roles_around};
use crate::document::{Role, Section};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports the first section that the guide has before one that precedes it.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let document = cx.document;
    let order: Vec<Role> = params.words("order").into_iter().filter_map(Role::from_name).collect();
    let mut furthest: Option<(usize, &Section)> = None;
    for (_, section) in headed(document) {
        if !roles_around(document, section).is_empty() {
            continue;
        }
        let places: Vec<usize> =
            section.roles.iter().filter_map(|role| order.iter().position(|known| *known == role)).collect();
        let (Some(first), Some(last)) = (places.iter().min().copied(), places.iter().max().copied()) else {
            continue;
        };
        match furthest {
            Some((place, before)) if last < place => return vec![finding(section, before)],
            Some((place, _)) if first <= place => {}
            _ => furthest = Some((first, section)),
        }
    }
    Vec::new()
}

fn finding(section: &Section, before: &Section) -> Finding {
    let message = format!("the section `{}` comes after `{}`", section.name, before.name);
    Finding::new(message, Label::new(section.heading, "the guide has it earlier"))
        .with(before.heading, "the guide has this later")
        .help(format!("move `{}` before `{}`", section.name, before.name))
}
