//! `suppression/unknown-rule`.

use crate::document::Document;
use crate::finding::{Finding, Label};
use crate::rules::Params;
use crate::suppress::{Standing, Suppressions, Target};

/// Reports names in comments that no rule, family or pattern fits.
pub fn check(_: &Document<'_>, suppressions: &Suppressions, _: &Params) -> Vec<Finding> {
    suppressions.targets().filter_map(|(_, _, target)| finding(target)).collect()
}

fn finding(target: &Target) -> Option<Finding> {
    let (Standing::Unknown(nearest), Some(name)) = (&target.standing, &target.name) else {
        return None;
    };
    let message = format!("no rule is called `{}`", name.text);
    let (label, help) = match nearest {
        Some(nearest) => (format!("the nearest is `{nearest}`"), format!("write `{nearest}`")),
        None => ("names nothing".to_owned(), "name a rule; `pmlint rules` lists them".to_owned()),
    };
    Some(Finding::new(message, Label::new(name.span, label)).help(help))
}
