//! `contradiction/customer-impact`.

use super::denied;
use crate::facts::Pattern;
use crate::finding::Finding;
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, is_unbounded, told};
use crate::rules::{Context, Params};
use std::ops::Range;

/// "no customer impact", "no users were affected".
static NONE_HIT: Pattern = Pattern::new(
    r"\b(?: (?:no|zero|without(?:\s+any)?|not\s+any)\s+(?:(?:customer|user|client|end[\s-]user|customer[\s-]facing|user[\s-]facing|client[\s-]facing)s?\s+(?:impact|effect)\w*)
      | (?:no|zero|without(?:\s+any)?)\s+(?:impact|effect)\s+(?:on|to|for)\s+(?:(?:our|the|any|all)\s+)?(?:customers|users|end[\s-]users|clients)
      | no\s+(?:customers?|users?|clients?|end[\s-]users?)\s+(?:was|were|has\s+been|have\s+been)\s+(?:impacted|affected)
      | (?:customers|users|clients)\s+(?:was|were)\s+(?:not|never)\s+(?:impacted|affected) )\b",
);
/// "30 % of customers could not", "4,000 users were affected".
static SOME_HIT: Pattern = Pattern::new(
    r"(?: \b(?:[\d.,]+\s*(?:%|percent|per\s+cent|k|thousand|million)?\s+ | all\s+ | most\s+ | half\s+)?(?:(?:of\s+)?(?:our|the|all|its|active|unique|paying)\s+){0,3}(?:of\s+)?
        (?:customers|users|clients|visitors|shoppers)\s+(?:\([^)]{0,30}\)\s+)?(?:who\s+\w+\s+)?
        (?: could\s+not | couldn['’]t | cannot | were\s+(?:unable|affected|impacted|locked\s+out|logged\s+out|not\s+able)
          | (?:experienced|saw|received|got|encountered|faced)\s+(?:\w+\s+){0,3}?(?:errors?|downtime|outage|failures?|timeouts?|disruptions?|interruptions?|blank\s+pages?|degraded|4\d\d|5\d\d) )\b
      | \b(?:affected|impacted|affecting|impacting|locked\s+out)\s+(?:about\s+|approximately\s+|around\s+|roughly\s+|nearly\s+|some\s+|over\s+)?(?:~?[\d.,]+\s*(?:%|percent|k|thousand|million)?|all|most|half)\s+(?:of\s+)?(?:(?:our|the|all|its)\s+){0,2}(?:customers|users|clients|visitors)\b )",
);
/// Users who are no customers.
static INSIDERS: Pattern = Pattern::new(
    r"\b(?: internal | employees? | staff | engineers? | developers? | admin\w* | operators? | test | testers? | beta | canary | staging | sandbox | demo | team | colleagues | service\s+accounts? )\b",
);
/// "0 % of customers", "visitors saw no errors".
static NONE_OF_THEM: Pattern = Pattern::new(r"\b(?:no|none|zero|without)\b | ^0\s?(?:%|percent|\s)");
/// Several incidents or phases in one document.
static PHASES: Pattern =
    Pattern::new(r"\b(?: first | second | third | phase | wave | again | part | day\s+\d )\b");
const DENY: [Part; 5] = [Part::Lead, Part::Summary, Part::Impact, Part::Resolution, Part::Lessons];
const AFFIRM: [Part; 4] = [Part::Lead, Part::Summary, Part::Impact, Part::Cause];

/// Reports a document that says both that customers were affected and that
/// none was.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let places = cx.places(&SOME_HIT);
    if places.is_empty() {
        return Vec::new();
    }
    let sentences = &cx.incident.sentences;
    let none =
        told(sentences, &DENY, &cx.places(&NONE_HIT), |sentence, clause| none_hit(cx, sentence, clause));
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
    let text = &sentence.text;
    let at = find_in(&NONE_HIT, text, clause)?;
    let general = is_about_the_whole(cx.document, sentence)
        && !sentence.is_supposed()
        && !sentence.is_provisional()
        && !PHASES.is_in(text);
    if !general {
        return None;
    }
    // It reads all facts of the block, so it is asked last.
    (is_unbounded(text, clause, &at) && !tells_a_stretch(cx, sentence)).then_some(at)
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
    let text = &sentence.text;
    let at = find_in(&SOME_HIT, text, clause)?;
    if sentence.is_supposed() || INSIDERS.is_in(text) {
        return None;
    }
    // "customers could not" is what happened to them, not what was denied.
    let before = text.get(clause.start..at.start)?;
    let none = NONE_OF_THEM.is_in(text.get(at.clone())?);
    (!is_denied(before) && !none).then_some(at)
}

fn find_in(pattern: &Pattern, text: &str, clause: &Range<usize>) -> Option<Range<usize>> {
    let found = pattern.regex()?.find(text.get(clause.clone())?)?;
    Some(clause.start + found.start()..clause.start + found.end())
}
