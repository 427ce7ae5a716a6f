//! `numbers/over-100-percent`.

use super::{claims, written};
use crate::document::Block;
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::figures::{OVER_100_AFFECTED, OVER_100_COMPARED, OVER_100_OF_THINGS, OVER_100_RATE};
use crate::rules::{Context, Params};
use crate::text::Passage;

/// Reports each share of users, requests and the like that is more than all.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (block, text, facts) in claims(cx) {
        findings.extend(facts.into_iter().filter_map(|fact| finding(block, text, fact)));
    }
    findings
}

fn finding(block: &Block<'_>, text: Passage<'_>, fact: &Fact) -> Option<Finding> {
    let Value::Percentage(share) = &fact.value else { return None };
    if share.percent <= 100.0 || share.hedge == Hedge::AtMost || share.between.is_some() {
        return None;
    }
    let around = sentence_at(text.text(), &fact.range);
    let before = text.slice(around.start..fact.range.start);
    let after = text.slice(fact.range.end..around.end);
    if OVER_100_COMPARED.is_in(before) || OVER_100_COMPARED.is_in(after) {
        return None;
    }
    let of_things = OVER_100_OF_THINGS.find(after).is_some_and(|things| {
        OVER_100_AFFECTED.is_in(before) || OVER_100_AFFECTED.is_in(after.after(things.end()))
    });
    // "Users affected: 120 %".
    let is_value = block.label.as_ref().is_some_and(|label| OVER_100_AFFECTED.is_in(&label.name))
        && block.value().trim_start().starts_with(text.slice(fact.range.clone()).text())
        && after.text().trim().is_empty();
    let is_rate = OVER_100_RATE.is_in(before) && !after.text().trim_start().starts_with("of ");
    if !(of_things || is_value || is_rate) {
        return None;
    }
    let share = written(text.text(), fact.range.clone());
    let message = if is_rate {
        format!("the rate `{share}` is above 100 %")
    } else {
        format!("the share `{share}` is more than all")
    };
    Some(
        Finding::new(message, Label::new(fact.span, "more than 100 %"))
            .help("correct the percentage, or say what it is compared with"),
    )
}
