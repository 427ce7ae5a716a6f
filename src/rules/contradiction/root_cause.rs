//! `contradiction/root-cause`.

use crate::document::{BlockKind, BlockSet, Document, Opening, Role};
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, opposed, told};
use crate::phrases::Phrase;
use crate::phrases::causes::{
    CAUSED_BY, COMPONENT_CACHE, COMPONENT_CERTIFICATE, COMPONENT_DATABASE, COMPONENT_DISK, COMPONENT_DNS,
    COMPONENT_LOAD_BALANCER, COMPONENT_MEMORY, COMPONENT_NETWORK, COMPONENT_POWER, COMPONENT_QUEUE, KNOWN,
    UNKNOWN,
};
use crate::rules::{Context, Params};
use crate::text::Passage;
use std::ops::Range;

/// How many of the list, from its beginning, are faults of resources; the rest
/// are parts that fail because of something. A full disk stops a database, so
/// the two kinds are not held against each other.
const RESOURCES: usize = 6;

/// A closed list: parts of a system that nobody takes for one another. What
/// any cause may involve (a release, a setting, load, a bug) is not in it.
const COMPONENTS: [Phrase; 10] = [
    COMPONENT_CERTIFICATE,
    COMPONENT_DNS,
    COMPONENT_DISK,
    COMPONENT_MEMORY,
    COMPONENT_NETWORK,
    COMPONENT_POWER,
    COMPONENT_DATABASE,
    COMPONENT_LOAD_BALANCER,
    COMPONENT_CACHE,
    COMPONENT_QUEUE,
];

const BRIEF: [Part; 2] = [Part::Lead, Part::Summary];
const CAUSE: [Part; 1] = [Part::Cause];
const ANY: [Part; 5] = [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution];

/// Reports two statements of the cause that have nothing in common, or of
/// which one says that it is not known.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    unknown_and_known(cx).or_else(|| two_causes(cx)).into_iter().collect()
}

fn unknown_and_known(cx: &Context<'_>) -> Option<Finding> {
    let (unknown, known) = (cx.document.saying(UNKNOWN), cx.document.saying(KNOWN));
    if unknown.is_empty() || known.is_empty() {
        return None;
    }
    let sentences = &cx.incident.sentences;
    let unknown = told(sentences, &ANY, &unknown, |sentence, _| {
        let plain = !sentence.is_supposed() && !sentence.is_provisional();
        UNKNOWN.find(sentence.passage()).map(|found| found.range()).filter(|_| plain)
    });
    let known = told(sentences, &ANY, &known, |sentence, _| {
        let found = KNOWN.find(sentence.passage())?.range();
        let plain = !sentence.is_supposed() && !is_denied(sentence.passage().before(found.end));
        plain.then_some(found)
    });
    let (unknown, known) = opposed(&unknown, &known)?;
    let finding = Finding::new(
        format!(
            "{} says `{}`, {} `{}`",
            unknown.sentence.part.name(),
            unknown.words(cx.document),
            if unknown.sentence.part == known.sentence.part {
                "elsewhere"
            } else {
                known.sentence.part.name()
            },
            known.words(cx.document)
        ),
        Label::new(unknown.span(cx.document), "not known here"),
    );
    Some(finding.with(known.span(cx.document), "named here").help("keep the statement that is right today"))
}

fn two_causes(cx: &Context<'_>) -> Option<Finding> {
    let sentences = &cx.incident.sentences;
    let mut brief = told(sentences, &BRIEF, &cx.document.saying(CAUSED_BY), |sentence, clause| {
        brief_cause(cx, sentence, clause)
    });
    brief.extend(told(sentences, &CAUSE, &BlockSet::ALL, |sentence, _| {
        let field = is_field_of_summary(cx.document, sentence) && !sentence.is_supposed();
        field.then_some(0..sentence.text.len())
    }));
    let brief = brief.first()?;
    let named = components(brief.sentence.passage().slice(brief.at.clone()));
    let section: Vec<&Sentence> = sentences
        .iter()
        .filter(|s| s.part == Part::Cause && s.report == brief.sentence.report)
        .filter(|s| !is_field_of_summary(cx.document, s))
        .collect();
    let first = section.iter().find(|s| components(s.passage()) != 0)?;
    let blocks = section.iter().map(|s| s.block);
    let detailed = blocks.fold(0, |set, block| set | components(cx.document.passage(block)));
    let around = components(cx.document.passage(brief.sentence.block));
    let apart = disagree(named, detailed) && around & detailed == 0;
    if !apart || are_told_together(cx, named, detailed) {
        return None;
    }
    finding(cx, brief, first)
}

/// "the outage was caused by a full disk": where the cause stands.
fn brief_cause(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let text = &sentence.text;
    if clause.start > 0 || sentence.is_supposed() || !is_about_the_whole(cx.document, sentence) {
        return None;
    }
    let from = CAUSED_BY.find(sentence.passage())?.end();
    let rest = text.get(from..)?;
    let cause = rest.split(['.', ';']).next().unwrap_or(rest);
    (!is_denied(sentence.passage())).then_some(from..from + cause.len())
}

/// "Root cause: …" as a field of the summary.
fn is_field_of_summary(document: &Document<'_>, sentence: &Sentence) -> bool {
    let section = document.section(sentence.section);
    let mut around = document.ancestors(sentence.section).skip(1);
    section.opening == Opening::Field && around.any(|id| document.section(id).roles.has(Role::Summary))
}

/// The components that a text names, as bits in the order of the list.
fn components(text: Passage<'_>) -> u32 {
    let named = COMPONENTS.iter().enumerate().filter(|(_, component)| component.is_in(text));
    named.fold(0, |set, (index, _)| set | 1 << index)
}

/// Whether both name components of one kind, and none in common.
const fn disagree(these: u32, those: u32) -> bool {
    let resources = (1 << RESOURCES) - 1;
    let of_one_kind = these & resources != 0 && those & resources != 0
        || these & !resources != 0 && those & !resources != 0;
    of_one_kind && these & those == 0
}

/// Where a text first names a component.
fn first_named(text: Passage<'_>) -> Option<Range<usize>> {
    let named = COMPONENTS.iter().filter_map(|component| Some(component.find(text)?.range()));
    named.min_by_key(|at| at.start)
}

/// Whether a paragraph names components of both sides: there the document
/// tells how one led to the other.
fn are_told_together(cx: &Context<'_>, these: u32, those: u32) -> bool {
    let blocks = cx.document.blocks_with_ids().filter(|(_, block)| block.kind != BlockKind::Code);
    let mut sets = blocks.map(|(id, _)| components(cx.document.passage(id)));
    sets.any(|set| set & these != 0 && set & those != 0)
}

fn finding(cx: &Context<'_>, brief: &Told<'_>, section: &Sentence) -> Option<Finding> {
    let at = first_named(brief.sentence.passage().slice(brief.at.clone()))?;
    let there = first_named(section.passage())?;
    let here = brief.at.start + at.start..brief.at.start + at.end;
    let (name, other) = (brief.sentence.text.get(here.clone())?, section.text.get(there.clone())?);
    let message = format!("the summary gives the cause as `{name}`, the root cause as `{other}`");
    let finding = Finding::new(message, Label::new(section.span(cx.document, &there), "named here instead"));
    Some(
        finding
            .with(brief.sentence.span(cx.document, &here), "first given here")
            .help("name one cause in both, or say how one led to the other"),
    )
}
