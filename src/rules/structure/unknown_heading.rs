//! `structure/unknown-heading`.

use super::headings::{folded, folded_outside_brackets, headed, roles_around};
use crate::document::{Opening, Role};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports each heading of a part that the guide calls otherwise.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let document = cx.document;
    let headings: Vec<(Role, Vec<&str>)> = params
        .lists("headings")
        .into_iter()
        .filter_map(|(role, names)| Some((Role::from_name(role)?, names)))
        .collect();
    let mut findings = Vec::new();
    for (_, section) in headed(document) {
        let around = roles_around(document, section);
        let part_of = section.roles.iter().any(|role| around.has(role));
        if part_of || !matches!(section.opening, Opening::Heading(_)) {
            continue;
        }
        let own = headings.iter().filter(|(role, _)| section.roles.has(*role));
        let allowed: Vec<&str> = own.flat_map(|(_, names)| names.iter().copied()).collect();
        let (whole, name) = (folded(&section.name), folded_outside_brackets(&section.name));
        let is_known = |known: &&str| [&whole, &name].contains(&&folded(known));
        if allowed.is_empty() || allowed.iter().any(is_known) {
            continue;
        }
        let names: Vec<String> = allowed.iter().map(|known| format!("`{known}`")).collect();
        let message = format!("the guide has no heading `{}`", section.name);
        let finding = Finding::new(message, Label::new(section.heading, "called so here"));
        findings.push(finding.help(format!("call it {}", names.join(" or "))));
    }
    findings
}
