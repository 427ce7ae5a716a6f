//! `contradiction/recovery-mode`.

use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, told};
use crate::phrases::recovery::{
    AFTER_DEED, MEANS, NEVER, OUTAGE_ALONE, OUTAGE_BY_HAND, PEOPLE, RELAPSE, ROLLBACK_ALONE,
    ROLLBACK_BY_HAND, SERVICE_ALONE, SERVICE_BY_HAND, TWICE, WHERE,
};
use crate::phrases::{Match, Phrase};
use crate::rules::{Context, Params};
use crate::span::slice;
use crate::text::Passage;
use std::ops::Range;

const ALONE: [Part; 4] = [Part::Lead, Part::Summary, Part::Impact, Part::Resolution];
const BY_PEOPLE: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Timeline];

/// Reports a recovery that is told as one without hands, and as one by hand.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let pairs = [
        (SERVICE_ALONE, SERVICE_BY_HAND),
        (OUTAGE_ALONE, OUTAGE_BY_HAND),
        (ROLLBACK_ALONE, ROLLBACK_BY_HAND),
    ];
    let mut findings = pairs.into_iter().filter_map(|(alone, by_hand)| compare(cx, alone, by_hand));
    findings.next().into_iter().collect()
}

fn compare(cx: &Context<'_>, alone: Phrase, by_hand: Phrase) -> Option<Finding> {
    let (places, by_hand_places) = (cx.document.saying(alone), cx.document.saying(by_hand));
    if places.is_empty() || by_hand_places.is_empty() {
        return None;
    }
    let sentences = &cx.incident.sentences;
    let whole = |sentence: &Sentence, _: &Range<usize>| {
        let about = is_about_the_whole(cx.document, sentence);
        says(alone, sentence).filter(|at| about && !is_bounded(sentence, at))
    };
    let alone = told(sentences, &ALONE, &places, whole);
    if alone.is_empty() || has_relapse(cx) {
        return None;
    }
    let by_hand = told(sentences, &BY_PEOPLE, &by_hand_places, |sentence, _| says(by_hand, sentence));
    let pair = alone.iter().find_map(|alone| {
        let other =
            by_hand.iter().find(|other| alone.is_apart_from(other) && is_of_the_same(alone, other))?;
        Some((alone, other))
    });
    pair.map(|(alone, by_hand)| finding(cx, alone, by_hand))
}

fn says(phrase: Phrase, sentence: &Sentence) -> Option<Range<usize>> {
    let passage = sentence.passage();
    let at = phrase.find(passage)?.range();
    if sentence.is_supposed() || TWICE.is_in(passage) {
        return None;
    }
    let before = sentence.text.get(..at.start)?.rsplit(' ').take(4).any(is_denied);
    (!before && !NEVER.is_in(passage.slice(at.clone()))).then_some(at)
}

/// "after we deleted the quota, service recovered by itself": the sentence
/// tells of a deed as well, or says where or for whom.
fn is_bounded(sentence: &Sentence, at: &Range<usize>) -> bool {
    let passage = sentence.passage();
    let (before, after) = (passage.before(at.start), passage.after(at.end));
    let by_deed = |part: Passage<'_>| {
        let named = |found: &Match<'_>| found.words("means").is_some_and(|word| word.ends_with("ing"));
        PEOPLE.is_in(part) || MEANS.find_all(part).iter().any(named)
    };
    by_deed(before) || by_deed(after) || AFTER_DEED.is_in(before) || WHERE.is_in(after)
}

/// Whether both speak of the same: an outage may end by itself, and the issue
/// behind it be resolved by hand.
fn is_of_the_same(alone: &Told<'_>, by_hand: &Told<'_>) -> bool {
    let first = |told: &Told<'_>| {
        let words = slice(&told.sentence.text, told.at.clone());
        words.split_whitespace().next().unwrap_or_default().to_lowercase()
    };
    let incident = ["issue", "problem", "incident", "outage", "disruption"];
    let (one, other) = (first(alone), first(by_hand));
    !incident.contains(&one.as_str()) || one == other
}

/// Whether the document tells of a relapse, so that it has two recoveries.
fn has_relapse(cx: &Context<'_>) -> bool {
    cx.incident.sentences.iter().any(|sentence| RELAPSE.is_in(sentence.passage()))
}

fn finding(cx: &Context<'_>, alone: &Told<'_>, by_hand: &Told<'_>) -> Finding {
    let (here, there) = (alone.sentence.part, by_hand.sentence.part);
    let other = if here == there { "elsewhere" } else { there.name() };
    let message = format!(
        "{} says `{}`, {other} `{}`",
        here.name(),
        alone.words(cx.document),
        by_hand.words(cx.document)
    );
    Finding::new(message, Label::new(alone.span(cx.document), "without anybody's help here"))
        .with(by_hand.span(cx.document), "by hand here")
        .help("say what brought service back, or correct one of the two")
}
