//! `contradiction/incident-status`.

use crate::document::{Block, BlockId, BlockSet, Document, Field, Role, Roles, SectionId};
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, told};
use crate::phrases::Phrase;
use crate::phrases::attributes::{
    STATUS_CAUSE_OPEN, STATUS_CAUSE_OPEN_VALUE, STATUS_LABEL, STATUS_ONGOING, STATUS_ONGOING_VALUE,
    STATUS_OVER,
};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

const PARTS: [Part; 5] = [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution];

/// The status field of a document.
struct Status {
    words: String,
    span: Span,
    report: bool,
}

/// Reports a status that says it is over, where the text says it is not.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let Some(status) = status(cx.document) else { return Vec::new() };
    let sentences = &cx.incident.sentences;
    let crowded = crowded(sentences);
    // What stands alone is a status in few words, whichever they are.
    let ends = cx.document.blocks_with_ids().filter(|(_, block)| is_end_field(block)).map(|(id, _)| id);
    let causes = sentences.iter().filter(|sentence| is_alone(sentence, &crowded));
    let fields = BlockSet::of(ends.chain(causes.map(|sentence| sentence.block)));
    let places = fields.or(&cx.document.saying(STATUS_ONGOING)).or(&cx.document.saying(STATUS_CAUSE_OPEN));
    let open = told(sentences, &PARTS, &places, |sentence, _| open(cx, sentence, &status, &crowded));
    open.first().map(|open| finding(cx, &status, open)).into_iter().collect()
}

/// The one status field, if it says that the incident is over. Where there are
/// several, each may be of something else.
fn status(document: &Document<'_>) -> Option<Status> {
    let silent = [Role::Actions, Role::Timeline, Role::Related, Role::Supporting];
    let of_document = |block: &&Block<'_>| {
        let around = document.ancestors(block.section).map(|id| document.section(id).roles);
        let named = block.label.as_ref().is_some_and(|label| STATUS_LABEL.is_in(label.name.as_str()));
        named && !document.is_aside(block) && !around.fold(Roles::NONE, Roles::union).has_any(&silent)
    };
    let mut fields = document.blocks().iter().filter(of_document);
    let block = fields.next().filter(|_| fields.next().is_none())?;
    let value = block.value().trim();
    let from = block.text.text().rfind(value)?;
    let over = STATUS_OVER.find(value)?;
    Some(Status {
        words: value.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
        span: block.text.span(from..from + value.len()),
        report: over.group("report").is_some(),
    })
}

/// Where a sentence says that the outage, or the search for its cause, goes on.
fn open(
    cx: &Context<'_>,
    sentence: &Sentence,
    status: &Status,
    crowded: &HashSet<SectionId>,
) -> Option<Range<usize>> {
    let block = cx.document.block(sentence.block);
    if sentence.is_supposed() || !is_about_the_whole(cx.document, sentence) && !is_end_field(block) {
        return None;
    }
    // A paragraph that states a time tells how things stood then.
    let dated = !is_end_field(block)
        && cx.facts.of(sentence.block).iter().any(|fact| fact.value.kind().contains("time"));
    if dated {
        return None;
    }
    let whole = 0..sentence.text.len();
    if is_end_field(block) && STATUS_ONGOING_VALUE.is_in(sentence.passage()) {
        return Some(whole);
    }
    // "not yet known" runs over what may end a clause.
    let says = |phrase: Phrase| phrase.find(sentence.passage()).map(|found| found.range());
    let of_cause = || {
        let alone = is_alone(sentence, crowded) && STATUS_CAUSE_OPEN_VALUE.is_in(sentence.passage());
        if alone { Some(whole) } else { says(STATUS_CAUSE_OPEN) }
    };
    says(STATUS_ONGOING).or_else(|| status.report.then(of_cause).flatten())
}

/// Whether a sentence stands in the only block that tells of the cause.
fn is_alone(sentence: &Sentence, crowded: &HashSet<SectionId>) -> bool {
    sentence.part == Part::Cause && !crowded.contains(&sentence.section)
}

/// "End time: …", "Duration: …".
fn is_end_field(block: &Block<'_>) -> bool {
    let field = block.label.as_ref().and_then(|label| label.field);
    matches!(field, Some(Field::End | Field::Resolved | Field::Restored | Field::Duration))
}

/// The sections in which more than one block makes claims.
fn crowded(sentences: &[Sentence]) -> HashSet<SectionId> {
    let mut first: HashMap<SectionId, BlockId> = HashMap::new();
    let beside =
        |sentence: &&Sentence| *first.entry(sentence.section).or_insert(sentence.block) != sentence.block;
    sentences.iter().filter(beside).map(|sentence| sentence.section).collect()
}

fn finding(cx: &Context<'_>, status: &Status, open: &Told<'_>) -> Finding {
    let message = format!(
        "the status is `{}`, {} says `{}`",
        status.words,
        open.sentence.part.name(),
        open.words(cx.document)
    );
    Finding::new(message, Label::new(status.span, "said to be over here"))
        .with(open.span(cx.document), "still open here")
        .help("bring the text up to date, or the status")
}
