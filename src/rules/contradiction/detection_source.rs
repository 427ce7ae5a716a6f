//! `contradiction/detection-source`.

use super::words::find_in;
use crate::document::{Block, BlockSet, Document, Field, Role};
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, told};
use crate::phrases::Phrase;
use crate::phrases::attributes::{
    DETECTION_HOW, DETECTION_MONITORING, DETECTION_NAMES_MONITORING, DETECTION_NAMES_PEOPLE,
    DETECTION_PEOPLE, DETECTION_SECOND,
};
use crate::rules::{Context, Params};
use std::ops::Range;

const PARTS: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Detection, Part::Cause, Part::Timeline];

/// Who noticed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Monitoring,
    Outside,
}

/// Reports two places that each say how the incident was noticed: one by an
/// alert, the other by customers.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let fields = cx.document.blocks_with_ids().filter(|(_, block)| is_method_label(block));
    let places = cx.document.saying(DETECTION_HOW).or(&BlockSet::of(fields.map(|(id, _)| id)));
    let of = |who: Who| {
        told(&cx.incident.sentences, &PARTS, &places, |sentence, clause| noticed(cx, sentence, clause, who))
    };
    let monitoring = of(Who::Monitoring);
    if monitoring.is_empty() {
        return Vec::new();
    }
    let outside = of(Who::Outside);
    let pair = monitoring.iter().find_map(|one| {
        let apart =
            |other: &&Told<'_>| one.is_apart_from(other) && one.sentence.section != other.sentence.section;
        Some((one, outside.iter().find(apart)?))
    });
    pair.map(|(one, other)| finding(cx, one, other)).into_iter().collect()
}

/// Where a sentence says who noticed, naming nobody else.
fn noticed(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>, who: Who) -> Option<Range<usize>> {
    let text = sentence.passage();
    let (named, other) = match who {
        Who::Monitoring => (DETECTION_MONITORING, DETECTION_NAMES_PEOPLE),
        Who::Outside => (DETECTION_PEOPLE, DETECTION_NAMES_MONITORING),
    };
    let field = clause.start == 0 && is_method_field(cx.document, sentence);
    let in_field = if field { named.find(text) } else { None };
    let at = match in_field {
        Some(found) => 0..found.end(),
        None => noticed_by(cx, sentence, clause, named)?,
    };
    let plain =
        !sentence.is_supposed() && !other.is_in(text) && !DETECTION_SECOND.is_in(text) && !is_denied(text);
    plain.then_some(at)
}

/// Where a clause tells how the incident was noticed, and names one of these.
fn noticed_by(
    cx: &Context<'_>,
    sentence: &Sentence,
    clause: &Range<usize>,
    named: Phrase,
) -> Option<Range<usize>> {
    if !is_about_the_whole(cx.document, sentence) && sentence.part != Part::Timeline {
        return None;
    }
    let how = find_in(DETECTION_HOW, sentence, clause)?;
    let source = find_in(named, sentence, &(how.end..clause.end))?;
    Some(how.start..source.end)
}

/// "Detection: …", "Detected by: …", at the beginning of its text.
fn is_method_field(document: &Document<'_>, sentence: &Sentence) -> bool {
    let block = document.block(sentence.block);
    let first = block.label.as_ref().is_some_and(|label| sentence.range.start <= label.value + 1);
    first && is_method_label(block) && sentence.part != Part::Timeline
}

fn is_method_label(block: &Block<'_>) -> bool {
    let of_detection = |label: &crate::document::Label| {
        label.roles.has(Role::Detection) || label.field == Some(Field::Detected)
    };
    block.label.as_ref().is_some_and(of_detection)
}

fn finding(cx: &Context<'_>, monitoring: &Told<'_>, outside: &Told<'_>) -> Finding {
    let (first, second) = if monitoring.sentence.range.start <= outside.sentence.range.start
        && monitoring.sentence.block <= outside.sentence.block
        || monitoring.sentence.block < outside.sentence.block
    {
        (monitoring, outside)
    } else {
        (outside, monitoring)
    };
    let message = format!(
        "{} says `{}`, {} `{}`",
        first.sentence.part.name(),
        first.words(cx.document),
        second.sentence.part.name(),
        second.words(cx.document)
    );
    Finding::new(message, Label::new(second.span(cx.document), "noticed otherwise here"))
        .with(first.span(cx.document), "first given here")
        .help("say who noticed first, and who after")
}
