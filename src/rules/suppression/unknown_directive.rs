//! `suppression/unknown-directive`.

use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::Params;
use crate::suppress::{Stray, Suppressions};

/// Reports comments that are meant for the linter and misspelt.
pub fn check(_: &Document<'_>, suppressions: &Suppressions, _: &Params) -> Vec<Finding> {
    suppressions.strays.iter().map(finding).collect()
}

fn finding(stray: &Stray) -> Finding {
    let meant = format!("pmlint-{}", stray.nearest);
    let message =
        format!("no comment for pmlint begins with `{}`, so it keeps nothing silent", stray.written);
    let label = Label::new(stray.span, format!("the nearest is `{meant}`"));
    let mut finding = Finding::new(message, label).help(format!("write `{meant}`"));
    if stray.sure {
        let edits = vec![Edit { span: stray.span, replacement: meant.clone() }];
        finding.fix = Some(Fix { title: format!("write `{meant}`"), edits, safety: Safety::Safe });
    }
    finding
}
