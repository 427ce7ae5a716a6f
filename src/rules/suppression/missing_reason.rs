//! `suppression/missing-reason`.

use crate::document::Document;
use crate::finding::{Finding, Label};
use crate::rules::Params;
use crate::suppress::{Kind, Suppressions};

/// Reports comments that keep rules silent and do not say why.
pub fn check(_: &Document<'_>, suppressions: &Suppressions, _: &Params) -> Vec<Finding> {
    let silent = suppressions.directives.iter().filter(|d| d.kind != Kind::Enable && !d.has_reason);
    let finding = |comment| {
        Finding::new("the comment keeps rules silent and gives no reason", Label::new(comment, "no reason"))
            .help("write ` -- ` and the reason behind the rules")
    };
    silent.map(|directive| finding(directive.comment)).collect()
}
