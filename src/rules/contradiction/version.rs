//! `contradiction/version`.

use crate::document::{Document, Role};
use crate::facts::{Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::releases::{ANOTHER_TIME, BACK_TO, FROM, OUT_AFTER, OUT_BEFORE, TAKEN_BACK};
use crate::rules::{Context, Params};

/// What a sentence says of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// It went out, or it is the one at fault.
    Out,
    /// It was taken back.
    TakenBack,
    /// It was gone back to.
    BackTo,
}

struct Mention<'a> {
    part: Part,
    version: &'a str,
    fact: &'a Fact,
}

/// Reports a roll-back to the version that is named as the bad one, and one of
/// a version that never went out.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mentions: Vec<Mention<'_>> =
        cx.facts.all().iter().filter_map(|fact| mention(cx.document, fact)).collect();
    back_to_bad(cx, &mentions).or_else(|| never_out(cx, &mentions)).into_iter().collect()
}

fn mention<'a>(document: &Document<'_>, fact: &'a Fact) -> Option<Mention<'a>> {
    let Value::Version(version) = &fact.value else { return None };
    let block = document.block(fact.block);
    let roles = document.roles(block.section);
    let elsewhere =
        roles.has_any(&[Role::Related, Role::Actions, Role::Lessons, Role::Background, Role::Supporting]);
    if fact.quoted || document.is_aside(block) || elsewhere {
        return None;
    }
    let passage = document.passage(fact.block);
    let sentence = sentence_at(passage.text(), &fact.range);
    let before = passage.slice(sentence.start..fact.range.start);
    let after = passage.slice(fact.range.end..sentence.end);
    let back_to = BACK_TO.is_in(before);
    if !back_to && ANOTHER_TIME.is_in(passage.slice(sentence)) {
        return None;
    }
    let part = if back_to {
        Part::BackTo
    } else if FROM.is_in(before) || TAKEN_BACK.is_in(after) {
        Part::TakenBack
    } else if OUT_BEFORE.is_in(before) || OUT_AFTER.is_in(after) {
        Part::Out
    } else {
        return None;
    };
    Some(Mention { part, version, fact })
}

/// Gone back to the only version that is said to have gone out or to be at
/// fault.
fn back_to_bad(cx: &Context<'_>, mentions: &[Mention<'_>]) -> Option<Finding> {
    let mut bad = mentions.iter().filter(|mention| mention.part != Part::BackTo);
    let first = bad.next()?;
    let only = bad.all(|other| other.version == first.version);
    let goals: Vec<&Mention<'_>> = mentions.iter().filter(|mention| mention.part == Part::BackTo).collect();
    let [goal] = goals.as_slice() else { return None };
    // What went out before the roll-back was told: later it may be the repair.
    let before = first.fact.span.start < goal.fact.span.start;
    let newer = |fact: &Fact| {
        let Value::Version(other) = &fact.value else { return false };
        *other != goal.version && numbers(other) >= numbers(goal.version)
    };
    // A newer one that the text names may be the one at fault.
    let newest = !cx.facts.all().iter().any(newer);
    (only && before && newest && goal.version == first.version).then(|| {
        let message = format!("the rollback goes to `{}`, the version that went out", goal.version);
        Finding::new(message, Label::new(goal.fact.span, "gone back to here"))
            .with(first.fact.span, "went out here")
            .help("correct one of the versions")
    })
}

/// Taken back is a version that is named nowhere else, while one that differs
/// in its last number alone went out.
fn never_out(cx: &Context<'_>, mentions: &[Mention<'_>]) -> Option<Finding> {
    let of = |part: Part| mentions.iter().filter(move |mention| mention.part == part);
    let taken = of(Part::TakenBack).next()?;
    let out = of(Part::Out).next()?;
    let same = of(Part::TakenBack).all(|other| other.version == taken.version)
        && of(Part::Out).all(|other| other.version == out.version);
    let named = |version: &str| {
        let is = |fact: &&Fact| matches!(&fact.value, Value::Version(other) if other == version);
        cx.facts.all().iter().filter(is).count()
    };
    let near = taken.version != out.version && stem(taken.version) == stem(out.version);
    let goal_is_other = of(Part::BackTo).all(|goal| goal.version != out.version);
    (same && near && goal_is_other && named(taken.version) == 1).then(|| {
        let message = format!("`{}` went out, `{}` was rolled back", out.version, taken.version);
        Finding::new(message, Label::new(taken.fact.span, "named nowhere else"))
            .with(out.fact.span, "went out here")
            .help("correct one of the versions")
    })
}

/// The numbers of a version, for comparison.
fn numbers(version: &str) -> Vec<u64> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

/// A version without its last number.
fn stem(version: &str) -> Option<&str> {
    version.rsplit_once('.').map(|(stem, _)| stem)
}
