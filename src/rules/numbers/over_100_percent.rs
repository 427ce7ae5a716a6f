//! `numbers/over-100-percent`.

use super::{claims, written};
use crate::document::Block;
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Pattern, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Things of which no more than all can be affected, directly after the share.
static OF_THINGS: Pattern = Pattern::new(
    r"^ \s+ of \s+ (?:(?:the|our|all|its|their)\s+){0,2} (?:[\w-]+\s+){0,2}?
      (?: users? | user\s?base | customers? | customer\s?base | clients? | subscribers? | visitors? | accounts? | tenants? | requests? | calls? | queries
        | orders? | payments? | transactions? | messages? | e-?mails? | jobs? | builds? | deployments? | nodes? | pods? | hosts? | servers? | instances?
        | replicas? | machines? | devices? | sessions? | connections? | people | validators? | sites? | stores? ) \b",
);
/// What happened to them: before the share, or after the things.
static AFFECTED: Pattern = Pattern::new(
    r"\b(?: affect\w+ | impact\w+ | unable | fail\w* | lost | could\s+not | couldn['’]t | can\s?not | denied | reject\w* | dropped | refused | errored
      | timed\s+out | unreachable | unavailable | down | offline | locked\s+out | saw | experienc\w+ | received | logged\s+out ) \b",
);
/// A rate of which there is no more than all, directly before the share.
static RATE: Pattern = Pattern::new(
    r"\b (?: (?:error|failure|success) [\s-] rate | packet\s+loss | availability | uptime )
      \s* (?: was | is | were | of | at | to | reached | hit | : | peaked\s+at | rose\s+to | climbed\s+to | went\s+(?:up\s+)?to | jumped\s+to | around | about | \s )* $",
);
/// What makes it growth, or a comparison with something other than all.
static COMPARED: Pattern = Pattern::new(
    r"\b(?: increas\w* | grew | grow\w* | ris(?:e|es|en|ing) | more | higher | above | than | times | compar\w+ | relative | normal\w* | usual\w* | average
      | baseline | expected | forecast | predict\w* | planned | plan | capacity | quota | limits? | threshold | target | budget | last | previous | over-?\s?provision\w*
      | cpu | memory | scal\w+ | duplicat\w* | twice | retr(?:y|ies|ied) | increments? | growth | spik\w+ | surg\w+ | traffic | load | joke | impossibl\w+ )\b",
);

/// Reports each share of users, requests and the like that is more than all.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, block, facts) in claims(cx) {
        findings.extend(facts.into_iter().filter_map(|fact| finding(block, fact)));
    }
    findings
}

fn finding(block: &Block<'_>, fact: &Fact) -> Option<Finding> {
    let Value::Percentage(share) = &fact.value else { return None };
    if share.percent <= 100.0 || share.hedge == Hedge::AtMost || share.between.is_some() {
        return None;
    }
    let text = block.text.text();
    let around = sentence_at(text, &fact.range);
    let before = text.get(around.start..fact.range.start)?;
    let after = text.get(fact.range.end..around.end)?;
    if COMPARED.is_in(before) || COMPARED.is_in(after) {
        return None;
    }
    let of_things = OF_THINGS.regex()?.find(after).is_some_and(|things| {
        AFFECTED.is_in(before) || after.get(things.end()..).is_some_and(|rest| AFFECTED.is_in(rest))
    });
    // "Users affected: 120 %".
    let is_value = block.label.as_ref().is_some_and(|label| AFFECTED.is_in(&label.name))
        && block.value().trim_start().starts_with(text.get(fact.range.clone())?)
        && after.trim().is_empty();
    let is_rate = RATE.is_in(before) && !after.trim_start().starts_with("of ");
    if !(of_things || is_value || is_rate) {
        return None;
    }
    let share = written(text, fact.range.clone());
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
