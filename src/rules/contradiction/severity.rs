//! `contradiction/severity`.

use crate::document::{Block, BlockKind, Document, Opening, Role};
use crate::facts::{Fact, Level, Scale, Step, Value, sentence_at, severity_scale};
use crate::finding::{Finding, Label};
use crate::phrases::ratings::{AFTER, BEFORE, CHANGED, OF_ANOTHER, TAGS};
use crate::rules::{Context, Params};
use std::collections::BTreeSet;

/// How a document rates its incident in one place.
struct Claim<'a> {
    level: Level,
    fact: &'a Fact,
    by: By,
    /// The scale that its field is named after.
    field: Option<Scale>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Title,
    Field,
    Tag,
    Sentence,
}

impl By {
    const fn name(self) -> &'static str {
        match self {
            Self::Title => "the title",
            Self::Field => "the field",
            Self::Tag => "a tag",
            Self::Sentence => "the text",
        }
    }
}

/// Reports two places that rate the incident differently on one scale.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    [Scale::Severity, Scale::Priority].into_iter().filter_map(|scale| on_scale(cx, scale)).collect()
}

fn on_scale(cx: &Context<'_>, scale: Scale) -> Option<Finding> {
    let levels: Vec<(&Fact, Level)> = cx.facts.all().iter().filter_map(|fact| on(fact, scale)).collect();
    if knows_of_several(cx.document, &levels) {
        return None;
    }
    let claims: Vec<Claim<'_>> =
        levels.iter().filter_map(|(fact, level)| claim(cx.document, fact, *level)).collect();
    let by_number = claims.iter().filter(|claim| matches!(claim.level.step, Step::Number(_))).collect();
    let by_word = claims.iter().filter(|claim| matches!(claim.level.step, Step::Word(_))).collect();
    contradiction(by_number).or_else(|| contradiction(by_word))
}

fn on(fact: &Fact, scale: Scale) -> Option<(&Fact, Level)> {
    match fact.value {
        Value::Severity(level) if level.scale == scale => Some((fact, level)),
        _ => None,
    }
}

/// Whether the document tells of several levels: two in one block, a word of
/// change beside one, or a row of the time spent in one.
fn knows_of_several(document: &Document<'_>, levels: &[(&Fact, Level)]) -> bool {
    let told = |fact: &Fact| !document.is_aside(document.block(fact.block)) && !is_elsewhere(document, fact);
    let two = levels.windows(2).any(|pair| match pair {
        [(a, one), (b, other)] => a.block == b.block && rank(*one) != rank(*other),
        _ => false,
    });
    let changes = |fact: &Fact| {
        let block = document.block(fact.block);
        let passage = document.passage(fact.block);
        let sentence = passage.slice(sentence_at(passage.text(), &fact.range));
        let is_time_in = sentence.text().to_lowercase().contains("time in ");
        let is_field = field_of(block, fact).is_some();
        is_time_in || (!is_field || sentence.text().len() > 40) && CHANGED.is_in(sentence)
    };
    two || levels.iter().any(|(fact, _)| told(fact) && changes(fact))
}

/// The place of a level among those that say much the same.
const fn rank(level: Level) -> (bool, u8) {
    match level.step {
        Step::Number(n) => (false, n),
        Step::Word(word) => (
            true,
            match word.as_bytes() {
                b"critical" | b"blocker" => 1,
                b"major" | b"high" => 2,
                b"medium" | b"moderate" => 3,
                _ => 4,
            },
        ),
    }
}

/// Actions, lessons and background speak of other levels: the priority of a
/// task, what an alert should be.
fn is_elsewhere(document: &Document<'_>, fact: &Fact) -> bool {
    let roles = document.roles(document.block(fact.block).section);
    roles.has_any(&[Role::Actions, Role::Lessons, Role::Background, Role::Supporting, Role::Related])
}

/// What a level rates, where it rates this incident.
fn claim<'a>(document: &Document<'_>, fact: &'a Fact, level: Level) -> Option<Claim<'a>> {
    let block = document.block(fact.block);
    if fact.quoted || document.is_aside(block) || is_elsewhere(document, fact) {
        return None;
    }
    let title = document.title().is_some_and(|title| title.span.overlaps(fact.span));
    let by = if title {
        By::Title
    } else if is_tag(block) {
        By::Tag
    } else if field_of(block, fact).is_some() {
        heads(document, fact).then_some(By::Field)?
    } else {
        rates(document, fact).then_some(By::Sentence)?
    };
    Some(Claim { level, fact, by, field: field_of(block, fact) })
}

fn is_tag(block: &Block<'_>) -> bool {
    block.label.as_ref().is_some_and(|label| TAGS.is_in(label.name.trim()))
}

/// The scale of the field whose value begins with this level.
fn field_of(block: &Block<'_>, fact: &Fact) -> Option<Scale> {
    let label = block.label.as_ref()?;
    let scale = severity_scale(&label.name)?;
    let before = block.text.text().get(label.value..fact.range.start)?;
    before.chars().all(|c| !c.is_alphanumeric()).then_some(scale)
}

/// Whether a field stands where a document describes itself, not one of
/// several findings or incidents.
fn heads(document: &Document<'_>, fact: &Fact) -> bool {
    let block = document.block(fact.block);
    let roles = document.roles(block.section);
    let under_title = document
        .ancestors(block.section)
        .find(|id| matches!(document.section(*id).opening, Opening::Heading(_) | Opening::Document))
        .is_none_or(|id| document.section(id).parent.is_none() || document.is_title_section(id));
    let nested = block.item().is_some_and(|item| item.depth > 1);
    let summary = roles.has_any(&[Role::Summary, Role::Stats]) && !nested;
    block.kind == BlockKind::KeyValue && document.is_lead(fact.block) || under_title || summary
}

/// Whether a sentence rates this incident.
fn rates(document: &Document<'_>, fact: &Fact) -> bool {
    let passage = document.passage(fact.block);
    let sentence = sentence_at(passage.text(), &fact.range);
    let before = passage.slice(sentence.start..fact.range.start);
    let after = passage.slice(fact.range.end..sentence.end);
    let rated = AFTER.is_in(after) || BEFORE.is_in(before);
    let heading = document.block(fact.block).kind == BlockKind::Heading;
    rated && !heading && !OF_ANOTHER.is_in(passage.slice(sentence))
}

fn contradiction(claims: Vec<&Claim<'_>>) -> Option<Finding> {
    let ranks: BTreeSet<_> = claims.iter().map(|claim| rank(claim.level)).collect();
    let first = claims.first()?;
    let other = claims.iter().find(|claim| rank(claim.level) != rank(first.level))?;
    // Two sentences may tell of two moments, two fields of two incidents.
    let same_kind = first.by == other.by && matches!(first.by, By::Sentence | By::Tag);
    // `Severity: P1` beside `Priority: P2`.
    let other_field = first.by == By::Field && other.by == By::Field && first.field != other.field;
    if ranks.len() != 2 || same_kind || other_field {
        return None;
    }
    let message = if first.by == other.by {
        format!("{} rates the incident `{}` and `{}`", first.by.name(), first.level, other.level)
    } else {
        format!(
            "{} rates the incident `{}`, {} `{}`",
            first.by.name(),
            first.level,
            other.by.name(),
            other.level
        )
    };
    let mut finding = Finding::new(message, Label::new(other.fact.span, "rated otherwise here"))
        .with(first.fact.span, "first rated here");
    let more = claims
        .iter()
        .filter(|claim| claim.fact.span != first.fact.span && claim.fact.span != other.fact.span);
    for claim in more {
        let agrees = rank(claim.level) == rank(first.level);
        finding =
            finding.with(claim.fact.span, if agrees { "as first rated" } else { "otherwise here, too" });
    }
    Some(finding.help("correct one of the two, or say when the incident was reclassified"))
}
