//! `contradiction/status-code`.

use crate::document::{Block, Document, Role, Roles};
use crate::facts::{Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::status::{EASING, KNOWN_BEFORE, PROGRESSION, QUALIFIED};
use crate::rules::{Context, Params};
use std::collections::BTreeSet;

/// A server error that the document names.
struct Mention<'a> {
    code: u16,
    fact: &'a Fact,
    part: Part,
    /// It stands where the impact is told.
    impact: bool,
}

impl Mention<'_> {
    const fn name(&self) -> &'static str {
        if self.impact && matches!(self.part, Part::Headline) { "the impact" } else { self.part.name() }
    }
}

/// The parts of a report that each name the symptom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Headline,
    Timeline,
    Cause,
    Resolution,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Headline => "the summary",
            Self::Timeline => "the timeline",
            Self::Cause => "the root cause",
            Self::Resolution => "the resolution",
        }
    }
}

/// Reports two parts that name one server error each, and not the same; and a
/// code named once as if it were known, where another is named throughout.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mentions = mentions(cx);
    if covers_both(cx, &mentions) {
        return Vec::new();
    }
    between_parts(cx, &mentions)
        .or_else(|| summary_against_impact(cx, &mentions))
        .or_else(|| odd_one_out(cx, &mentions))
        .into_iter()
        .collect()
}

/// The server errors (5xx) that the document claims, quotes left out.
fn mentions<'a>(cx: &Context<'a>) -> Vec<Mention<'a>> {
    let mention = |fact: &'a Fact| {
        let block = cx.document.block(fact.block);
        match fact.value {
            Value::StatusCode(code @ 500..=599) if !fact.quoted && !cx.document.is_aside(block) => {
                let impact = cx.document.roles(block.section).has(Role::Impact);
                Some(Mention { code, fact, part: part_of(cx.document, block)?, impact })
            }
            _ => None,
        }
    };
    cx.facts.all().iter().filter_map(mention).collect()
}

/// Which part a block belongs to; lessons, actions and background are none.
fn part_of(document: &Document<'_>, block: &Block<'_>) -> Option<Part> {
    let roles = document.roles(block.section);
    if roles.has(Role::Timeline) {
        return Some(Part::Timeline);
    }
    // A label inside the timeline ("Resolution: …") is part of the timeline.
    let around = document.ancestors(block.section).map(|id| document.section(id).roles);
    if around.fold(Roles::NONE, Roles::union).has(Role::Timeline) {
        return Some(Part::Timeline);
    }
    if roles.is_empty() || roles.has_any(&[Role::Summary, Role::Impact, Role::Detection]) {
        Some(Part::Headline)
    } else if roles.has_any(&[Role::RootCause, Role::Trigger]) {
        Some(Part::Cause)
    } else {
        roles.has(Role::Resolution).then_some(Part::Resolution)
    }
}

/// Whether the document says that several codes occurred: a class word, two
/// codes in one sentence, or words of change beside a code.
fn covers_both(cx: &Context<'_>, mentions: &[Mention<'_>]) -> bool {
    let class = cx.facts.all().iter().any(|fact| matches!(fact.value, Value::StatusClass(5)));
    let together = mentions.windows(2).any(|pair| match pair {
        [a, b] => a.fact.block == b.fact.block && a.code != b.code,
        _ => false,
    });
    class || together
}

/// Two parts, each with one code, and the codes differ.
fn between_parts(cx: &Context<'_>, mentions: &[Mention<'_>]) -> Option<Finding> {
    let codes = |part: Part| -> BTreeSet<u16> {
        mentions.iter().filter(|mention| mention.part == part).map(|mention| mention.code).collect()
    };
    let parts = [Part::Headline, Part::Timeline, Part::Cause, Part::Resolution];
    let single = |part: &Part| {
        let codes = codes(*part);
        (codes.len() == 1).then(|| codes.first().map(|code| (*part, *code))).flatten()
    };
    let singles: Vec<(Part, u16)> = parts.iter().filter_map(single).collect();
    let (first_part, first_code) = *singles.first()?;
    let (other_part, other_code) = *singles.iter().find(|(_, code)| *code != first_code)?;
    let first_codes = codes(other_part);
    if first_codes.contains(&first_code) {
        return None;
    }
    let find =
        |part: Part, code: u16| mentions.iter().find(|mention| mention.part == part && mention.code == code);
    let (first, other) = (find(first_part, first_code)?, find(other_part, other_code)?);
    let explains =
        [first, other].into_iter().any(|mention| is_explained(cx, mention, [first_code, other_code]));
    (!explains).then(|| finding(first, other, "named here instead"))
}

/// The summary names one code, the impact another, and no part names two.
fn summary_against_impact(cx: &Context<'_>, mentions: &[Mention<'_>]) -> Option<Finding> {
    let parts = [Part::Headline, Part::Timeline, Part::Cause, Part::Resolution];
    let names_two = |part: &Part| {
        let mut codes = mentions.iter().filter(|mention| mention.part == *part && !mention.impact);
        let first = codes.next().map(|mention| mention.code);
        codes.any(|mention| Some(mention.code) != first)
    };
    let headline = |impact: bool| {
        mentions.iter().filter(move |mention| mention.part == Part::Headline && mention.impact == impact)
    };
    let (first, other) = (headline(false).next()?, headline(true).next()?);
    let one_code = headline(true).all(|mention| mention.code == other.code);
    let explains = [first, other].into_iter().any(|mention| {
        let passage = cx.document.passage(mention.fact.block);
        let qualified = QUALIFIED.is_in(passage.slice(sentence_at(passage.text(), &mention.fact.range)));
        qualified || is_explained(cx, mention, [first.code, other.code])
    });
    let differ = first.code != other.code && one_code && !explains && !parts.iter().any(names_two);
    differ.then(|| finding(first, other, "named here instead"))
}

/// Whether the words around a code tell how it and another belong together:
/// both figures stand there, or one layer answers for another.
fn is_explained(cx: &Context<'_>, mention: &Mention<'_>, codes: [u16; 2]) -> bool {
    let passage = cx.document.passage(mention.fact.block);
    let names = |code: u16| passage.text().contains(&code.to_string());
    codes.into_iter().all(names) || PROGRESSION.is_in(passage)
}

/// A code named once, as one that is known, where another code is the symptom.
fn odd_one_out(cx: &Context<'_>, mentions: &[Mention<'_>]) -> Option<Finding> {
    let codes: BTreeSet<u16> = mentions.iter().map(|mention| mention.code).collect();
    if codes.len() != 2 {
        return None;
    }
    let count = |code: u16| mentions.iter().filter(|mention| mention.code == code).count();
    let rare = *codes.iter().find(|code| count(**code) == 1)?;
    let symptom = *codes.iter().find(|code| **code != rare)?;
    let first = mentions.iter().find(|mention| mention.code == symptom && mention.part == Part::Headline)?;
    let odd = mentions.iter().find(|mention| mention.code == rare)?;
    (count(symptom) >= 2 && is_taken_for_known(cx, odd)).then(|| finding(first, odd, "named nowhere else"))
}

fn is_taken_for_known(cx: &Context<'_>, mention: &Mention<'_>) -> bool {
    let passage = cx.document.passage(mention.fact.block);
    let before = passage.before(mention.fact.range.start);
    KNOWN_BEFORE.is_in(before) && EASING.is_in(passage) && !PROGRESSION.is_in(passage)
}

fn finding(first: &Mention<'_>, other: &Mention<'_>, role: &str) -> Finding {
    let message =
        format!("{} speaks of `{}` errors, {} of `{}`", first.name(), first.code, other.name(), other.code);
    Finding::new(message, Label::new(other.fact.span, role))
        .with(first.fact.span, "first given here")
        .help("correct one of the codes, or say that both occurred")
}
