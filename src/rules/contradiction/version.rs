//! `contradiction/version`.

use super::words;
use crate::document::{Document, Role};
use crate::facts::{Fact, Pattern, Value};
use crate::finding::{Finding, Label};
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

/// What stands between "rolled back" and the version gone back to.
static TO: Pattern = Pattern::new(
    r"\b (?: roll(?:ed|ing|s)? \s+ (?: [\w-]+ \s+ ){0,4}? back | rollback | roll-back | revert(?:ed|ing|s)? | downgrad(?:ed|e|ing|es) )
      \s+ (?: [\w-]+ \s+ ){0,4}? (?: from \s+ \S+ \s+ )? to \s+ (?: [a-z'’-]+ \s+ ){0,5}? [(`]? \s* (?: version \s+ | release \s+ | tag \s+ )? $",
);
/// "rolled back from …", "the rollback of …".
static FROM: Pattern = Pattern::new(
    r"\b (?: roll(?:ed|ing|s)? \s+ (?: [\w-]+ \s+ ){0,3}? back \s+ from | (?: rollback | roll-back | reversal ) \s+ (?: of | from )
        | revert(?:ed|ing|s)? \s+ from | downgrad(?:ed|e|ing|es) \s+ from ) \s+ (?: the \s+ )? (?: version \s+ | release \s+ | deployment \s+ of \s+ )? $",
);
/// "… was rolled back".
static WAS_TAKEN_BACK: Pattern = Pattern::new(
    r"^ [)`]? \s+ (?: was | has\s+been | got ) \s+ (?: then \s+ )? (?: rolled\s+back | reverted | withdrawn | pulled | yanked ) \b (?: \s* $ | \s+ [^t\s] | \s* [,;] | \s+ t[^o] )",
);
/// "deployed …", "the release of …", "upgraded to …".
static OUT_BEFORE: Pattern = Pattern::new(
    r"\b (?: deploy(?:ed|ment|s|ing)? (?: \s+ of )? | releas(?:ed|ing) | (?: the | our | a | new | faulty | bad | broken ) \s+ release (?: \s+ of )? | roll(?:ed)?\s*-?out (?: \s+ of )?
        | rolled \s+ out | shipp(?:ed|ing) | push(?:ed|ing) | publish(?:ed|ing) | upgrad(?:ed|e|ing) \s+ (?: [\w-]+ \s+ ){0,4}? to | updat(?:ed|e|ing) \s+ (?: [\w-]+ \s+ ){0,4}? to
        | (?: bug | regression | defect | leak | fault | flaw | error | change ) \s+ (?: was \s+ )? (?: introduced \s+ )? (?: in | by | with ) )
      \s+ (?: [a-z-]+ \s+ ){0,3}? [(`]? \s* (?: version \s+ | release \s+ | tag \s+ )? $",
);
/// "… went out", "… introduced a leak".
static OUT_AFTER: Pattern = Pattern::new(
    r"^ [)`]? \s+ (?: (?: was | is | were | has\s+been ) \s+ (?: deployed | released | rolled\s+out | shipped | pushed | published )
        | (?: went | goes ) \s+ (?: out | live ) | introduced | contained | (?: deployed | released | shipped | rolled\s+out ) \b (?: \s+ to )? ) \b",
);
/// Words that tell of another time or another way: the same version may have
/// gone out before and served well.
static OTHER: Pattern = Pattern::new(
    r"\b(?: previous\w* | stable | earlier | known | last | again | re-?deploy\w* | re-?releas\w* | hot-?fix\w* | fix(?:ed|es)? | not | never | cannot
      | could | would | should | will | plan\w* | if | weeks? | months? | years? | days? \s+ (?: before | ago ) | already | had \s+ been | until | since | staging
      | failed \s+ to | tr(?:y|ied|ying) | attempt\w* | instead | forward | unable | also | both )\b",
);

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
    let text = block.text.text();
    let before = words::before(text, fact.range.start);
    let after = words::after(text, fact.range.end);
    if OTHER.is_in(words::sentence(text, &fact.range)) && !TO.is_in(before) {
        return None;
    }
    let part = if TO.is_in(before) {
        Part::BackTo
    } else if FROM.is_in(before) || WAS_TAKEN_BACK.is_in(after) {
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
