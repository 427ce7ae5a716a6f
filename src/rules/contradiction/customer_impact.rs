//! `contradiction/customer-impact`.

use super::denied;
use super::words::find_in;
use crate::finding::Finding;
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, is_unbounded, told};
use crate::phrases::attributes::{
    CUSTOMER_IMPACT_INSIDERS, CUSTOMER_IMPACT_NOBODY, CUSTOMER_IMPACT_NONE, CUSTOMER_IMPACT_PHASES,
    CUSTOMER_IMPACT_SOME,
};
use crate::rules::{Context, Params};
use std::ops::Range;

const DENY: [Part; 5] = [Part::Lead, Part::Summary, Part::Impact, Part::Resolution, Part::Lessons];
const AFFIRM: [Part; 4] = [Part::Lead, Part::Summary, Part::Impact, Part::Cause];

/// Reports a document that says both that customers were affected and that
/// none was.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let places = cx.document.saying(CUSTOMER_IMPACT_SOME);
    if places.is_empty() {
        return Vec::new();
    }
    let sentences = &cx.incident.sentences;
    let denials = cx.document.saying(CUSTOMER_IMPACT_NONE);
    let none = told(sentences, &DENY, &denials, |sentence, clause| none_hit(cx, sentence, clause));
    if none.is_empty() {
        return Vec::new();
    }
    let some = told(sentences, &AFFIRM, &places, some_hit);
    let apart = |none: &Told<'_>, some: &Told<'_>| {
        none.is_apart_from(some) && none.sentence.section != some.sentence.section
    };
    let pair = none.iter().find_map(|none| Some((none, some.iter().find(|some| apart(none, some))?)));
    let help = "say which customers were not affected, or correct one of the two";
    let labels = ["nobody affected here", "customers affected here"];
    pair.map(|(none, some)| denied::finding(cx, none, some, labels).help(help)).into_iter().collect()
}

/// "no customer impact", without bounds.
fn none_hit(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let at = find_in(CUSTOMER_IMPACT_NONE, sentence, clause)?;
    let general = is_about_the_whole(cx.document, sentence)
        && !sentence.is_supposed()
        && !sentence.is_provisional()
        && !CUSTOMER_IMPACT_PHASES.is_in(sentence.passage());
    if !general {
        return None;
    }
    // It reads all facts of the block, so it is asked last.
    (is_unbounded(sentence.passage(), clause, &at) && !tells_a_stretch(cx, sentence)).then_some(at)
}

/// Whether a sentence stands among points in time, and so tells of a stretch of
/// the incident. From when to when all of it lasted may stand beside it.
fn tells_a_stretch(cx: &Context<'_>, sentence: &Sentence) -> bool {
    let within = |at: &Range<usize>| sentence.range.start <= at.start && at.end <= sentence.range.end;
    cx.facts.of(sentence.block).iter().any(|fact| match fact.value.kind() {
        "percentage" => false,
        "time" | "datetime" => true,
        _ => within(&fact.range),
    })
}

/// "30 % of customers could not log in".
fn some_hit(sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let at = find_in(CUSTOMER_IMPACT_SOME, sentence, clause)?;
    let text = sentence.passage();
    if sentence.is_supposed() || CUSTOMER_IMPACT_INSIDERS.is_in(text) {
        return None;
    }
    // "customers could not" is what happened to them, not what was denied.
    let denied = is_denied(text.slice(clause.start..at.start));
    let none = CUSTOMER_IMPACT_NOBODY.is_in(text.slice(at.clone()));
    (!denied && !none).then_some(at)
}
