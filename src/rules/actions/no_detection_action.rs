//! `actions/no-detection-action`.

use crate::document::{Block, BlockId, BlockKind, Role};
use crate::finding::{Finding, Label};
use crate::incident::Milestone;
use crate::phrases::actions::{NOTICED_BY_MACHINE, NOTICED_BY_PEOPLE, NOTICED_NO_MACHINE, NOTICING};
use crate::rules::{Context, Params};
use crate::span::Span;
use crate::text::Passage;

/// Reports a document whose incident was noticed by people, and none of whose
/// actions would let a machine notice the next one.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    finding(cx, params.count("minimum").max(1)).into_iter().collect()
}

fn finding(cx: &Context<'_>, minimum: usize) -> Option<Finding> {
    let list = cx.incident.action_lists.first()?;
    let readable = cx.incident.action_lists.iter().all(|list| !list.has_unread);
    if cx.incident.actions.len() < minimum || !readable || improves_detection(cx) {
        return None;
    }
    let place = noticed_by_people(cx)?;
    let first = cx.incident.actions.first()?;
    let heading = if list.heading.is_empty() { first.span } else { list.heading };
    Some(
        Finding::new(
            "people noticed the incident, and no action is about noticing the next one sooner",
            Label::new(heading, "no alert, monitor or check among these"),
        )
        .with(place, "noticed by people")
        .help("add an action that lets a machine notice it, or say why none would help"),
    )
}

/// Whether anything that is said to change has to do with noticing. Lessons
/// count too: they say what will be better.
fn improves_detection(cx: &Context<'_>) -> bool {
    let speaks = |(id, block): (BlockId, &Block<'_>)| {
        let roles = cx.document.roles(block.section);
        block.kind != BlockKind::Heading
            && roles.has_any(&[Role::Actions, Role::Lessons])
            && NOTICING.is_in(cx.document.passage(id))
    };
    cx.document.blocks_with_ids().any(speaks)
}

/// Where the document says that people noticed it. None where a machine may
/// have noticed it too, or where it says nothing.
fn noticed_by_people(cx: &Context<'_>) -> Option<Span> {
    let tells = |block: &Block<'_>| {
        let roles = cx.document.roles(block.section);
        let of_incident = roles.has_any(&[Role::Detection, Role::Summary, Role::Timeline, Role::Impact])
            || roles.is_empty();
        of_incident && !cx.document.is_aside(block) && block.kind != BlockKind::Code
    };
    let blocks = || cx.document.blocks_with_ids().filter(|(_, block)| tells(block));
    if blocks().any(|(id, _)| by_machine(cx.document.passage(id))) {
        return None;
    }
    // The detection section or field first, then the first detecting entry.
    let in_detection = blocks().filter(|(_, block)| cx.document.roles(block.section).has(Role::Detection));
    let detected = cx.incident.moments.iter().filter(|moment| moment.milestone == Milestone::Detected);
    let mut places = in_detection.map(|(id, _)| id).chain(detected.map(|moment| moment.block));
    let place = places.find(|id| NOTICED_BY_PEOPLE.is_in(cx.document.passage(*id)))?;
    Some(cx.document.block(place).text.trimmed_span())
}

/// Whether a text says that a machine noticed it, or may have.
fn by_machine(text: Passage<'_>) -> bool {
    let denied = NOTICED_NO_MACHINE.find_all(text);
    let is_denied = |at: usize| denied.iter().any(|denied| denied.range().contains(&at));
    NOTICED_BY_MACHINE.find_all(text).iter().any(|found| !is_denied(found.start()))
}
