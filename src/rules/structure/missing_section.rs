//! `structure/missing-section`.

use super::{account, skeleton};
use crate::document::{Block, BlockKind, Document, Field, Role};
use crate::finding::{Finding, Label};
use crate::incident::{Milestone, Moment};
use crate::phrases::Phrase;
use crate::phrases::sections::{ACTION_HEADING, ACTIONS, CAUSE, DETECTION, ENDING, IMPACT, RESOLUTION};
use crate::rules::{Context, Params, Part};
use crate::span::Span;

/// Times of day in the text that make a narrative a timeline.
const NARRATIVE: usize = 3;
/// Fewest words of an opening paragraph that sums up.
const WORDS: usize = 8;
/// The same where it is a sentence.
const SENTENCE: usize = 5;

/// Reports each required section that the document has in no form.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let roles = |name: &str| params.words(name).into_iter().filter_map(Role::from_name).collect::<Vec<_>>();
    let (required, headed) = (roles("required"), roles("headed"));
    if is_blank(cx.document) {
        return vec![empty_document()];
    }
    let called = params.lists("headings");
    let called = |role: Role| {
        let own = called.iter().find(|(name, _)| *name == role.name());
        own.and_then(|(_, names)| names.first()).copied()
    };
    let missing = required.iter().filter(|role| !is_present(cx, **role, headed.contains(role)));
    missing.map(|role| finding(cx.document, *role, &required, headed.contains(role), called(*role))).collect()
}

fn is_blank(document: &Document<'_>) -> bool {
    document.blocks().iter().all(|block| block.text.is_blank() && block.kind != BlockKind::Code)
}

fn empty_document() -> Finding {
    Finding::new("the document is empty", Label::new(Span::new(0, 0), "nothing stands here"))
        .help("write the postmortem, or remove the file")
}

fn finding(
    document: &Document<'_>,
    role: Role,
    order: &[Role],
    headed: bool,
    called: Option<&str>,
) -> Finding {
    let part = Part::of(role);
    let Part { name, holds, .. } = part;
    let verb = if part.is_plural() { "are" } else { "is" };
    // What must have a section of its own may well be told in sentences.
    let (message, label) = if headed {
        (
            format!("there is no section for the {name}"),
            format!("this document has no section for the {name}"),
        )
    } else {
        (format!("the {name} {verb} missing"), format!("this document has no {name}"))
    };
    let place =
        document.title().map(|title| title.span).or_else(|| first_text(document)).unwrap_or(Span::new(0, 0));
    let heading = called.unwrap_or(part.heading);
    let help = format!("add a section `{heading}` that says {holds}");
    let mut finding = Finding::new(message, Label::new(place, label)).help(help);
    finding.fix = Some(skeleton::fix(document, role, order, heading, holds));
    finding
}

fn first_text(document: &Document<'_>) -> Option<Span> {
    let first = document.blocks().iter().find(|block| !block.text.is_blank());
    first.or_else(|| document.blocks().first()).map(|block| {
        let text = block.text.text();
        let line = text.lines().next().map_or(0, str::len);
        if line > 0 { block.text.span(0..line) } else { block.span }
    })
}

/// Whether the document has it as a section or a field, or, unless it must be
/// `headed`, in its sentences.
fn is_present(cx: &Context<'_>, role: Role, headed: bool) -> bool {
    let document = cx.document;
    if document.has_role(role) || headed {
        return document.has_role(role);
    }
    match role {
        Role::Summary => {
            has_opening_paragraph(document)
                || document.has_role(Role::Background)
                || opens_with_fields(document)
        }
        Role::Impact => says(document, IMPACT),
        Role::Timeline => has_timeline(cx),
        Role::RootCause => document.has_role(Role::Trigger) || says(document, CAUSE),
        Role::Resolution => {
            let reached =
                |milestone: Milestone| cx.incident.moments.iter().any(|moment| moment.milestone == milestone);
            reached(Milestone::Restored)
                || reached(Milestone::Resolved)
                || says(document, RESOLUTION)
                || is_headed(document, RESOLUTION)
                || timeline_ends(document)
        }
        Role::Actions => {
            has_tasks(document) || says(document, ACTIONS) || is_headed(document, ACTION_HEADING)
        }
        Role::Detection => {
            let reached = |moment: &Moment| moment.milestone == Milestone::Detected;
            cx.incident.moments.iter().any(reached) || says(document, DETECTION)
        }
        _ => false,
    }
}

fn says(document: &Document<'_>, phrase: Phrase) -> bool {
    let places = document.saying(phrase);
    document
        .blocks_at(&places)
        .any(|(id, block)| block.kind != BlockKind::Heading && phrase.is_in(document.passage(id)))
}

fn timeline_ends(document: &Document<'_>) -> bool {
    let places = document.saying(ENDING);
    document.blocks_at(&places).any(|(id, block)| {
        let told = document.roles(block.section).has(Role::Timeline) && block.kind != BlockKind::Heading;
        told && ENDING.is_in(document.passage(id))
    })
}

fn is_headed(document: &Document<'_>, phrase: Phrase) -> bool {
    document.sections().iter().any(|section| phrase.is_in(&section.name))
}

/// Text before the first section, or right below the title, is a summary: a
/// sentence, or several words.
fn has_opening_paragraph(document: &Document<'_>) -> bool {
    let opens = |block: &Block<'_>| {
        let text = block.text.text().trim();
        let least = if block.label.is_none() && text.ends_with('.') { SENTENCE } else { WORDS };
        block.kind == BlockKind::Paragraph
            && document.roles(block.section).is_empty()
            && block.label.as_ref().is_none_or(|label| !label.alone)
            && text.split_whitespace().count() >= least
    };
    document.blocks().iter().any(opens)
}

/// Fields for the duration and the impact say in brief what happened.
fn opens_with_fields(document: &Document<'_>) -> bool {
    let states = |field: Field| {
        document
            .blocks()
            .iter()
            .any(|block| block.label.as_ref().is_some_and(|label| label.field == Some(field)))
    };
    document.has_role(Role::Impact) && (states(Field::Duration) || states(Field::Start))
}

fn has_timeline(cx: &Context<'_>) -> bool {
    !cx.incident.timelines.is_empty()
        || account::clocks(cx.facts) >= NARRATIVE
        || account::is_logged(cx.document)
        || account::is_told(cx.document, has_opening_paragraph(cx.document))
}

fn has_tasks(document: &Document<'_>) -> bool {
    document.blocks().iter().any(|block| block.item().is_some_and(|item| item.task.is_some()))
}
