//! `contradiction/incident-id`.

use super::words;
use crate::document::{Block, BlockId, BlockKind, Document, Label as Field, Opening, Role};
use crate::facts::{IncidentId, Value, stated_ids};
use crate::finding::{Finding, Label};
use crate::phrases::attributes::{
    INCIDENT_ID_LABEL, INCIDENT_ID_NAMES_NUMBER, INCIDENT_ID_OTHER, INCIDENT_ID_OWN_AFTER,
    INCIDENT_ID_OWN_BEFORE,
};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};

/// The longest id of a form of its own, in bytes.
const LONGEST_ID: usize = 32;

/// An id and where it is stated.
struct Stated {
    id: IncidentId,
    written: String,
    span: Span,
    by: &'static str,
}

/// Reports a title, a field and a text that give the incident different ids.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let stated = stated(cx.document);
    let Some(first) = stated.first() else { return Vec::new() };
    let differs = |other: &&Stated| other.id.prefix == first.id.prefix && other.id != first.id;
    if let Some(other) = stated.iter().find(differs) {
        return vec![finding(first, other)];
    }
    told(cx, first).map(|other| finding(first, &other)).into_iter().collect()
}

/// The id that a document states for itself, with its place: that of a field,
/// else that of the title.
pub(crate) fn own_id(document: &Document<'_>) -> Option<(IncidentId, Span)> {
    let stated = stated(document);
    let of_field = stated.iter().find(|stated| stated.by == "the field");
    of_field.or_else(|| stated.first()).map(|stated| (stated.id.clone(), stated.span))
}

/// What the field for the incident's id holds, as it is written, with its
/// place: a short name with a digit in it.
pub(crate) fn id_field(document: &Document<'_>) -> Option<(String, Span)> {
    document.blocks_with_ids().find_map(|(id, block)| {
        let label = block.label.as_ref().filter(|label| is_id_field(label))?;
        let text = block.value().lines().next().unwrap_or_default().trim();
        let is_name = text.len() <= LONGEST_ID
            && text.contains(|c: char| c.is_ascii_digit())
            && !text.contains(char::is_whitespace)
            && !text.contains("://");
        let is_own = INCIDENT_ID_NAMES_NUMBER.is_in(label.name.as_str()) && heads(document, id, block);
        let start = block.text.text().len() - block.value().trim_start().len();
        let place = block.text.span(start..start + text.len());
        (is_name && is_own).then(|| (text.to_owned(), place))
    })
}

/// The ids that the title and the fields of the head state. A place that
/// states two of one kind states none.
fn stated(document: &Document<'_>) -> Vec<Stated> {
    let mut all = Vec::new();
    for (id, block) in document.blocks_with_ids() {
        let by = if is_title(document, block) {
            "the title"
        } else if block.label.as_ref().is_some_and(is_id_field) && heads(document, id, block) {
            "the field"
        } else {
            continue;
        };
        let from = if by == "the field" { block.label.as_ref().map_or(0, |label| label.value) } else { 0 };
        let ids = stated_ids(block, from);
        let alone = |id: &IncidentId| ids.iter().all(|(_, other)| other == id || other.prefix != id.prefix);
        let single = ids.iter().filter(|(_, id)| alone(id));
        all.extend(single.map(|(range, id)| Stated {
            id: id.clone(),
            written: slice(block.text.text(), range.clone()).to_owned(),
            span: block.text.span(range.clone()),
            by,
        }));
    }
    all
}

fn is_title(document: &Document<'_>, block: &Block<'_>) -> bool {
    !block.quoted && document.title().is_some_and(|title| block.span.overlaps(title.span))
}

fn is_id_field(label: &Field) -> bool {
    INCIDENT_ID_LABEL.is_in(label.name.as_str())
}

/// Whether a field describes the document: before its sections, or in its
/// summary.
fn heads(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    let under_title = document
        .ancestors(block.section)
        .find(|id| matches!(document.section(*id).opening, Opening::Heading(_) | Opening::Document))
        .is_none_or(|id| document.section(id).parent.is_none() || document.is_title_section(id));
    let head = under_title || roles.has_any(&[Role::Summary, Role::Stats]);
    head && !document.is_aside(block) && (document.is_lead(id) || under_title || !roles.is_empty())
}

/// An id in the text that is said to be this incident's, and is a slip of the
/// pen away from the stated one.
fn told(cx: &Context<'_>, own: &Stated) -> Option<Stated> {
    let ids: Vec<_> = cx
        .facts
        .all()
        .iter()
        .filter_map(|fact| match &fact.value {
            Value::IncidentId(id) if id.prefix == own.id.prefix && id != &own.id => Some((fact, id)),
            _ => None,
        })
        .collect();
    let [(fact, id)] = ids.as_slice() else { return None };
    let block = cx.document.block(fact.block);
    let roles = cx.document.roles(block.section);
    let elsewhere =
        roles.has_any(&[Role::Related, Role::Actions, Role::Lessons, Role::Background, Role::Supporting]);
    if fact.quoted || cx.document.is_aside(block) || elsewhere || block.kind == BlockKind::Heading {
        return None;
    }
    let text = block.text.text();
    let before = words::before(text, fact.range.start);
    let after = words::after(text, fact.range.end);
    let is_own = INCIDENT_ID_OWN_BEFORE.is_in(before) || INCIDENT_ID_OWN_AFTER.is_in(after);
    let names_both =
        cx.facts.of(fact.block).iter().any(|other| other.value == Value::IncidentId(own.id.clone()));
    let other = INCIDENT_ID_OTHER.is_in(words::sentence(text, &fact.range));
    let slip = is_slip(&own.id.number, &id.number);
    (is_own && slip && !names_both && !other).then(|| Stated {
        id: (*id).clone(),
        written: slice(text, fact.range.clone()).to_owned(),
        span: fact.span,
        by: "the text",
    })
}

/// Whether two numbers differ by one digit or by two that changed places.
/// Incidents that follow each other are two.
fn is_slip(a: &str, b: &str) -> bool {
    let consecutive =
        a.parse::<u64>().ok().zip(b.parse::<u64>().ok()).is_some_and(|(a, b)| a.abs_diff(b) <= 2);
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let differing: Vec<usize> =
        a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(i, _)| i).collect();
    let same_length = a.len() == b.len() && a.len() >= 3;
    let swapped = match differing.as_slice() {
        [i, j] => j - i == 1 && a.get(*i) == b.get(*j) && a.get(*j) == b.get(*i),
        _ => false,
    };
    same_length && !consecutive && (differing.len() == 1 || swapped)
}

fn finding(first: &Stated, other: &Stated) -> Finding {
    let message =
        format!("{} calls the incident `{}`, {} `{}`", first.by, first.written, other.by, other.written);
    Finding::new(message, Label::new(other.span, "another id"))
        .with(first.span, "first given here")
        .help("correct one of the ids, or say how the two belong together")
}
