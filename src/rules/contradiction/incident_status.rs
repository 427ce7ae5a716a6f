//! `contradiction/incident-status`.

use crate::document::{Block, BlockId, Document, Field, Places, Role, Roles, SectionId};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, told};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

static STATUS_LABEL: Pattern = Pattern::new(
    r"^(?:(?:current|incident|document|report|postmortem|post-mortem|outage)\s+)?(?:status|state)$",
);
/// A status that leaves the outage behind.
static OVER: Pattern = Pattern::new(
    r"^[\W_]*(?:fully\s+)?(?:resolved|closed|fixed|complete|completed|final|finali[sz]ed|done)[\W_]*$",
);
/// A status that leaves the report behind as well.
static REPORT_OVER: Pattern =
    Pattern::new(r"^[\W_]*(?:closed|complete|completed|final|finali[sz]ed|done)[\W_]*$");
/// "the outage is ongoing".
static ONGOING: Pattern = Pattern::new(
    r"\b(?: (?:the|this)\s+(?:incident|outage|disruption|service\s+disruption)\s+(?:is|remains)\s+(?:still\s+|currently\s+)?(?:ongoing|on-going|unresolved|open|active|not\s+(?:yet\s+)?(?:resolved|over|fixed))
      | (?:the|this)\s+(?:incident|outage)\s+has\s+not\s+(?:yet\s+)?been\s+(?:resolved|mitigated) )\b",
);
static ONGOING_FIELD: Pattern = Pattern::new(
    r"^[\W_]*(?:still\s+)?(?:ongoing|on-going|in\s+progress|not\s+(?:yet\s+)?(?:resolved|over)|unresolved)[\W_]*$",
);
/// "the root cause is still under investigation".
static CAUSE_OPEN: Pattern = Pattern::new(
    r"\b(?: (?:the\s+)?(?:root\s+|underlying\s+|exact\s+)?cause\s+(?:of\s+(?:the|this)\s+(?:incident|outage|problem|issue)\s+)?(?:is|remains)\s+(?:still\s+|currently\s+)?
        (?:tbd|tba|to\s+be\s+(?:determined|confirmed)|(?:being|under)\s+investigat\w+|not\s+(?:yet\s+)(?:known|clear|understood|identified|determined|found)|being\s+investigated)
      | we\s+(?:are|['’]re)\s+still\s+(?:investigating|looking\s+into|working\s+on)\s+(?:the\s+|what\s+)(?:\w+\s+)?(?:caus\w+|reason)
      | (?:our|the)\s+investigation\s+(?:into\s+the\s+(?:root\s+)?cause\s+)?is\s+(?:still\s+)?(?:ongoing|in\s+progress) )\b",
);
static CAUSE_OPEN_FIELD: Pattern = Pattern::new(
    r"^[\W_]*(?:tbd|tba|tbc|to\s+be\s+(?:determined|confirmed|announced)|(?:still\s+|currently\s+)?(?:under|being)\s+investigat\w+|investigation\s+(?:is\s+)?(?:still\s+)?(?:ongoing|in\s+progress)|pending(?:\s+investigation)?|not\s+(?:yet\s+)(?:known|determined|identified)|still\s+(?:unknown|investigating)|investigating)[\W_]*$",
);
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
    let fields = Places::of(ends.chain(causes.map(|sentence| sentence.block)));
    let places = fields.or(&cx.places(&ONGOING)).or(&cx.places(&CAUSE_OPEN));
    let open =
        told(sentences, &PARTS, &places, |sentence, clause| open(cx, sentence, clause, &status, &crowded));
    open.first().map(|open| finding(cx, &status, open)).into_iter().collect()
}

/// The one status field, if it says that the incident is over. Where there are
/// several, each may be of something else.
fn status(document: &Document<'_>) -> Option<Status> {
    let silent = [Role::Actions, Role::Timeline, Role::Related, Role::Supporting];
    let of_document = |block: &&Block<'_>| {
        let around = document.ancestors(block.section).map(|id| document.section(id).roles);
        let named = block.label.as_ref().is_some_and(|label| STATUS_LABEL.is_in(label.name.trim()));
        named && !document.is_aside(block) && !around.fold(Roles::NONE, Roles::union).has_any(&silent)
    };
    let mut fields = document.blocks().iter().filter(of_document);
    let block = fields.next().filter(|_| fields.next().is_none())?;
    let value = block.value().trim();
    let from = block.text.text().rfind(value)?;
    OVER.is_in(value).then(|| Status {
        words: value.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
        span: block.text.span(from..from + value.len()),
        report: REPORT_OVER.is_in(value),
    })
}

/// Where a sentence says that the outage, or the search for its cause, goes on.
fn open(
    cx: &Context<'_>,
    sentence: &Sentence,
    clause: &Range<usize>,
    status: &Status,
    crowded: &HashSet<SectionId>,
) -> Option<Range<usize>> {
    let text = &sentence.text;
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
    let whole = 0..text.len();
    if is_end_field(block) && ONGOING_FIELD.is_in(text) {
        return Some(whole);
    }
    let says = |pattern: &Pattern| {
        let found = pattern.regex()?.find(text.get(clause.clone())?)?;
        Some(clause.start + found.start()..clause.start + found.end())
    };
    let of_cause = || {
        let alone = is_alone(sentence, crowded) && CAUSE_OPEN_FIELD.is_in(text);
        if alone { Some(whole) } else { says(&CAUSE_OPEN) }
    };
    says(&ONGOING).or_else(|| status.report.then(of_cause).flatten())
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
