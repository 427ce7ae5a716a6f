//! `duration/conflicting-durations`.

use crate::document::{BlockKind, Field, Role};
use crate::facts::time::value::Hedge;
use crate::finding::{Finding, Label};
use crate::incident::{Claim, Entry, Measure, fits, honest_range};
use crate::phrases::durations::{ARTICLE, LEADS_IN, NARROWER, OTHERS, OUTAGE_NOUN, SEVERAL_OUTAGES};
use crate::rules::{Context, Params};
use std::cmp::Ordering;

/// What a length is said to be the length of, the shorter first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    /// The outage or downtime.
    Outage,
    /// What a field that is called no more than "Duration" means.
    Field,
    /// The incident.
    Incident,
}

/// Most lengths that are compared, and most entries that may explain one;
/// longer timelines explain any length almost surely.
const MOST_CLAIMS: usize = 32;
const MOST_ENTRIES: usize = 200;

/// Reports two stated lengths of the outage that cannot both be right.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    if tells_of_several(cx) {
        return Vec::new();
    }
    let claims: Vec<(&Claim, Subject)> = cx
        .incident
        .claims
        .iter()
        .filter_map(|claim| Some((claim, subject(cx, claim)?)))
        .take(MOST_CLAIMS)
        .collect();
    let pairs = claims.iter().enumerate().flat_map(|(i, a)| claims.iter().skip(i + 1).map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| is_conflict(cx, *a, *b)).map(|((a, _), (b, _))| finding(cx, a, b)).take(1).collect()
}

fn is_conflict(cx: &Context<'_>, a: (&Claim, Subject), b: (&Claim, Subject)) -> bool {
    let ((a, of_a), (b, of_b)) = (a, b);
    if a.block == b.block && a.sentence == b.sentence {
        return false;
    }
    let ((low_a, high_a), (low_b, high_b)) = (honest_range(&a.duration), honest_range(&b.duration));
    // An outage is no longer than the incident around it. What a field called
    // "Duration" measures is one of the two.
    let disjoint = match of_a.cmp(&of_b) {
        Ordering::Less => low_a > high_b,
        Ordering::Greater => low_b > high_a,
        Ordering::Equal => of_a != Subject::Field && (low_a > high_b || low_b > high_a),
    };
    let told = |claim: &Claim| {
        let statements = cx.incident.conflicts.iter().flat_map(|conflict| &conflict.statements);
        statements.flat_map(|statement| &statement.places).any(|place| place.span == claim.span)
    };
    let (explained_a, explained_b) = (is_explained(cx, a), is_explained(cx, b));
    // Where one is the length of the timeline or of a window, a sentence that
    // says another speaks of something else.
    let part = (explained_a && (explained_b || b.in_sentence)) || (explained_b && a.in_sentence);
    disjoint && !told(a) && !told(b) && !part
}

/// What a length measures, where it is plainly the whole of it.
fn subject(cx: &Context<'_>, claim: &Claim) -> Option<Subject> {
    let block = cx.document.block(claim.block);
    let text = block.text.text();
    let fact = cx.facts.at(claim.block, claim.span)?;
    let is_bound = matches!(claim.duration.hedge, Hedge::AtMost | Hedge::AtLeast | Hedge::Few);
    if claim.measure != Measure::Outage || is_bound || OTHERS.is_in(text.get(claim.sentence.clone())?) {
        return None;
    }
    let (label, field) = block.label.as_ref().map(|label| (label.name.as_str(), label.field)).unzip();
    if field.flatten() == Some(Field::Duration) {
        let of_outage = label.is_some_and(|name| words(name).iter().any(|word| OUTAGE_NOUN.is_in(word)));
        return Some(if of_outage { Subject::Outage } else { Subject::Field });
    }
    // "API: 2 hours of downtime" tells of the API.
    let is_list = matches!(block.kind, BlockKind::Item(_) | BlockKind::Row { .. } | BlockKind::KeyValue);
    if label.is_some() && is_list && block.label.as_ref().is_some_and(|label| label.roles.is_empty()) {
        return None;
    }
    let before = words(text.get(claim.sentence.start..fact.range.start)?);
    let after = words(text.get(fact.range.end..claim.sentence.end)?);
    let is_title = cx.document.title().is_some_and(|title| title.span.overlaps(claim.span));
    named_behind(&after, is_title || before.last().is_none_or(|word| LEADS_IN.is_in(word)))
        .or_else(|| named_before(&before, &after))
}

/// "45 minutes of downtime", "a 3 hour outage": nothing is said of who had it.
fn named_behind(after: &[String], leads_in: bool) -> Option<Subject> {
    let noun = after.iter().take(3).position(|word| OUTAGE_NOUN.is_in(word))?;
    let is_part = after.iter().take(noun).any(|word| ARTICLE.is_in(word));
    let is_narrowed = after.get(noun + 1).is_some_and(|word| NARROWER.is_in(word));
    (leads_in && !is_part && !is_narrowed).then_some(Subject::Outage)
}

/// "the outage lasted 45 minutes".
fn named_before(before: &[String], after: &[String]) -> Option<Subject> {
    let from = before.len().saturating_sub(7);
    let noun =
        before.iter().skip(from).rposition(|word| OUTAGE_NOUN.is_in(word) || word == "incident")? + from;
    let of_all = noun.checked_sub(1).and_then(|i| before.get(i)).is_none_or(|word| ARTICLE.is_in(word));
    let is_narrowed = after.first().is_some_and(|word| NARROWER.is_in(word));
    let subject = if before.get(noun).is_some_and(|word| word == "incident") {
        Subject::Incident
    } else {
        Subject::Outage
    };
    (of_all && !is_narrowed).then_some(subject)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Two windows that do not overlap, or a count of outages.
fn tells_of_several(cx: &Context<'_>) -> bool {
    let windows = &cx.incident.windows;
    windows.iter().take(MOST_CLAIMS).enumerate().any(|(i, a)| {
        windows
            .iter()
            .take(MOST_CLAIMS)
            .skip(i + 1)
            .any(|b| a.end.is_surely_before(&b.start, 0) || b.end.is_surely_before(&a.start, 0))
    }) || cx.document.blocks_at(&cx.document.saying(SEVERAL_OUTAGES)).any(|(_, block)| {
        let roles = cx.document.roles(block.section);
        !roles.has(Role::Related) && SEVERAL_OUTAGES.is_in(block.text.text())
    })
}

/// Whether a stated window, or two entries, are as far apart as a length says.
fn is_explained(cx: &Context<'_>, claim: &Claim) -> bool {
    let by_window = cx.incident.windows.iter().any(|window| {
        window
            .start
            .until(&window.end)
            .into_iter()
            .any(|gap| fits(&claim.duration, gap, window.start.slack() + window.end.slack()))
    });
    let entries: Vec<&Entry> =
        cx.incident.entries().filter(|entry| entry.start.has_clock()).take(MOST_ENTRIES + 1).collect();
    by_window
        || entries.len() > MOST_ENTRIES
        || entries.iter().enumerate().any(|(i, a)| {
            entries.iter().skip(i + 1).any(|b| {
                let slack = a.start.slack() + b.start.slack();
                a.start.until(&b.start).into_iter().any(|gap| fits(&claim.duration, gap.abs(), slack))
            })
        })
}

fn finding(cx: &Context<'_>, a: &Claim, b: &Claim) -> Finding {
    let place = |claim: &Claim| place(cx, claim);
    let (first, second) = (place(a), place(b));
    let message = if first == second {
        format!("the stated length is `{}` and then `{}` in {first}", a.written, b.written)
    } else {
        format!("the stated length is `{}` in {first} and `{}` in {second}", a.written, b.written)
    };
    Finding::new(message, Label::new(b.span, "a different length"))
        .with(a.span, "first given here")
        .help("correct one of the two, or say what each of them measures")
}

/// Where a length stands, for a message.
fn place(cx: &Context<'_>, claim: &Claim) -> &'static str {
    let block = cx.document.block(claim.block);
    let roles = cx.document.roles(block.section);
    if block.label.as_ref().is_some_and(|label| label.field == Some(Field::Duration)) {
        "the field"
    } else if cx.document.title().is_some_and(|title| title.span.overlaps(claim.span)) {
        "the title"
    } else if roles.has(Role::Summary) {
        "the summary"
    } else if roles.has(Role::Impact) {
        "the impact"
    } else {
        "the text"
    }
}
