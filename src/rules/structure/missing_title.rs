//! `structure/missing-title`.

use super::fields::top;
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports a document that nothing names.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let has_text = document.blocks().iter().any(|block| !block.text.is_blank());
    if document.title().is_some() || !has_text {
        return Vec::new();
    }
    let label = Label::new(top(document), "the document begins here");
    let finding = Finding::new("the document has no title", label);
    vec![finding.help("begin with a heading that names the incident and its date")]
}
