//! `suppression/unknown-rule`.

use super::reason::Reason;
use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Params, catalogue};
use crate::suppress::{Directive, Standing, Suppressions, Target};

/// How many letters a name may be off to be beyond doubt.
const SLIPS: usize = 2;

/// Reports names in comments that no rule, family or pattern fits, and reasons
/// that stand where names belong.
pub fn check(_: &Document<'_>, suppressions: &Suppressions, _: &Params) -> Vec<Finding> {
    suppressions.directives.iter().flat_map(of_directive).collect()
}

fn of_directive(directive: &Directive) -> Vec<Finding> {
    let reason = Reason::in_place_of_names(directive);
    let names = reason.as_ref().map_or(directive.targets.len(), |reason| reason.first);
    let names = directive.targets.iter().take(names).filter_map(of_name);
    names.chain(reason.map(|reason| of_reason(directive, reason))).collect()
}

fn of_name(target: &Target) -> Option<Finding> {
    let (Standing::Unknown { nearest, speaks }, Some(name)) = (&target.standing, &target.name) else {
        return None;
    };
    let message = format!("no rule is called `{}`", name.text);
    let (label, help) = match nearest {
        Some(nearest) => (format!("the nearest is `{nearest}`"), format!("write `{nearest}`")),
        None => ("names nothing".to_owned(), "name a rule; `pmlint rules` lists them".to_owned()),
    };
    let mut finding = Finding::new(message, Label::new(name.span, label)).help(help);
    // Where the right name has nothing to silence either, the comment had better go.
    if let Some(meant) = nearest.as_deref().filter(|meant| *speaks && is_sure(&name.text, meant)) {
        let edits = vec![Edit { span: name.span, replacement: meant.to_owned() }];
        finding.fix = Some(Fix { title: format!("write `{meant}`"), edits, safety: Safety::Safe });
    }
    Some(finding)
}

/// Whether a name is meant for that of a rule beyond doubt: it lacks the family
/// or is off by capitals, marks and a letter or two, and no other is as near.
fn is_sure(written: &str, meant: &str) -> bool {
    let plain = written.to_lowercase().replace('_', "-");
    let half = |name: &str| name.rsplit('/').next() == Some(plain.as_str());
    let names = || catalogue().iter().map(|rule| rule.page.name.as_ref());
    if half(meant) {
        return !names().any(|name| name != meant && half(name));
    }
    let slips = strsim::damerau_levenshtein(&plain, meant);
    let others = names().filter(|name| *name != meant);
    slips <= SLIPS.min(meant.len() / 4)
        && others.into_iter().all(|name| strsim::damerau_levenshtein(&plain, name) > slips)
}

fn of_reason(directive: &Directive, reason: Reason) -> Finding {
    let before = reason.first.checked_sub(1).and_then(|last| directive.targets.get(last)?.name.as_ref());
    let before = reason.head.as_deref().or(before.map(|name| name.text.as_str()));
    let message = match before {
        Some(name) => format!("the words behind `{name}` name no rule"),
        None => "the words of this comment name no rule".to_owned(),
    };
    let label = Label::new(reason.span, "a reason begins with ` -- `");
    let mut finding = Finding::new(message, label).help("put ` -- ` before the reason");
    if reason.is_safe {
        let title = "put ` -- ` before the reason".to_owned();
        finding.fix = Some(Fix { title, edits: vec![reason.edit], safety: Safety::Safe });
    }
    finding
}
