//! `suppression/unused`.

use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::Params;
use crate::suppress::{Directive, Kind, Name, Standing, Suppressions, TargetId};
use std::collections::BTreeSet;

/// Reports comments, and names in them, that keep nothing silent.
pub fn check(document: &Document<'_>, suppressions: &Suppressions, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (i, directive) in suppressions.directives.iter().enumerate() {
        let targets = directive.targets.iter().enumerate();
        let unused: Vec<TargetId> = targets
            .filter(|(_, target)| target.standing == Standing::Unused)
            .map(|(target, _)| TargetId { directive: i, target })
            .collect();
        if unused.len() == directive.targets.len() {
            let finding = of_comment(directive);
            findings.push(mended(document, suppressions, finding, &unused, "remove the comment"));
        } else {
            for id in unused {
                let name = suppressions.target(id).and_then(|target| target.name.as_ref());
                if let Some(finding) = name.map(of_name) {
                    findings.push(mended(document, suppressions, finding, &[id], "remove the name"));
                }
            }
        }
    }
    findings
}

fn of_comment(directive: &Directive) -> Finding {
    let place = directive.comment;
    if directive.kind == Kind::Enable {
        let message = "no `pmlint-disable` is open that this comment could end";
        return Finding::new(message, Label::new(place, "ends nothing"));
    }
    let names: Vec<String> = directive
        .targets
        .iter()
        .filter_map(|target| target.name.as_ref())
        .map(|name| format!("`{}`", name.text))
        .collect();
    let message = match names.as_slice() {
        [] => "the comment keeps rules silent, and none has anything to say".to_owned(),
        [name] => format!("the comment keeps {name} silent, which has nothing to say"),
        names => format!("the comment keeps {} silent, and none has anything to say", names.join(", ")),
    };
    Finding::new(message, Label::new(place, "keeps nothing silent"))
}

fn of_name(name: &Name) -> Finding {
    let message = format!("the comment keeps `{}` silent, which has nothing to say", name.text);
    Finding::new(message, Label::new(name.span, "keeps nothing silent"))
}

fn mended(
    document: &Document<'_>,
    suppressions: &Suppressions,
    finding: Finding,
    gone: &[TargetId],
    title: &str,
) -> Finding {
    let gone: BTreeSet<TargetId> = with_partners(suppressions, gone);
    let changed: BTreeSet<usize> = gone.iter().map(|id| id.directive).collect();
    let directives = changed.iter().filter_map(|i| suppressions.directives.get(*i).map(|d| (*i, d)));
    let edits: Vec<Edit> = directives.map(|(i, directive)| edit(document, i, directive, &gone)).collect();
    let apart = edits.iter().zip(edits.iter().skip(1)).all(|(a, b)| a.span.end <= b.span.start);
    let mut finding = finding.help(title);
    if apart {
        finding.fix = Some(Fix { title: title.to_owned(), edits, safety: Safety::Safe });
    }
    finding
}

/// With the ends of what goes, where they end nothing else.
fn with_partners(suppressions: &Suppressions, gone: &[TargetId]) -> BTreeSet<TargetId> {
    let mut all: BTreeSet<TargetId> = gone.iter().copied().collect();
    let partners = gone.iter().filter_map(|id| suppressions.target(*id)).flat_map(|target| &target.partners);
    let ends: BTreeSet<TargetId> = partners.copied().collect();
    for end in ends {
        let ended = suppressions.target(end).map_or(&[][..], |target| &target.partners);
        if ended.iter().all(|begun| all.contains(begun)) {
            all.insert(end);
        }
    }
    all
}

/// Takes the comment away where all of its names go, or else the names.
fn edit(document: &Document<'_>, i: usize, directive: &Directive, gone: &BTreeSet<TargetId>) -> Edit {
    let stays = |target: &usize| !gone.contains(&TargetId { directive: i, target: *target });
    let names: Vec<&Name> = directive.targets.iter().filter_map(|target| target.name.as_ref()).collect();
    let kept: Vec<&str> =
        names.iter().enumerate().filter(|(n, _)| stays(n)).map(|(_, name)| name.text.as_str()).collect();
    match (names.first(), names.last()) {
        (Some(first), Some(last)) if !kept.is_empty() => {
            Edit { span: first.span.cover(last.span), replacement: kept.join(" ") }
        }
        _ => Edit { span: document.without_comment(directive.comment), replacement: String::new() },
    }
}
