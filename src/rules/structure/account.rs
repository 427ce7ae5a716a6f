//! Accounts of what happened when that are no list of times.

use crate::document::{BlockKind, Document, Opening, Role, SectionId};
use crate::facts::time::TimeValue;
use crate::facts::{Facts, Value};
use crate::phrases::sections::{SEQUENCE, STORY};
use std::collections::BTreeMap;

/// Fewest words of order that make an account.
const ORDERED: usize = 2;
/// Fewest numbered steps of an account with logs.
const STEPS: usize = 5;
/// Fewest logs.
const LOGS: usize = 3;

/// How many times of day the document states; a range states two.
pub(super) fn clocks(facts: &Facts) -> usize {
    let all = facts.all().iter().map(|fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => usize::from(stamp.clock.is_some()),
        Value::Time(TimeValue::Range(range)) => {
            usize::from(range.start.clock.is_some()) + usize::from(range.end.clock.is_some())
        }
        _ => 0,
    });
    all.sum()
}

/// Numbered steps with logs or output between them: the logs may tell the
/// times, and cannot be read.
pub(super) fn is_logged(document: &Document<'_>) -> bool {
    let mut parts: BTreeMap<SectionId, (usize, usize)> = BTreeMap::new();
    for block in document.blocks() {
        let (steps, logs) = match block.kind {
            BlockKind::Item(item) if item.ordinal.is_some() && !item.continued => (1, 0),
            BlockKind::Code => (0, 1),
            _ => continue,
        };
        let headed = |id: &SectionId| matches!(document.section(*id).opening, Opening::Heading(_));
        let section = document.ancestors(block.section).find(headed).unwrap_or(SectionId(0));
        let part = parts.entry(section).or_default();
        *part = (part.0 + steps, part.1 + logs);
    }
    let others = [Role::Actions, Role::Lessons, Role::RootCause, Role::Impact, Role::Supporting];
    let tells = |section: SectionId| !document.roles(section).has_any(&others);
    parts.into_iter().any(|(section, (steps, logs))| steps >= STEPS && logs >= LOGS && tells(section))
}

/// A section of its own, beside the summary, that tells the story in order.
pub(super) fn is_told(document: &Document<'_>, opens: bool) -> bool {
    let sections = || document.sections().iter().enumerate().map(|(i, section)| (SectionId(i), section));
    let heads = |opening: Opening, name: &str| !matches!(opening, Opening::Field) && STORY.is_in(name);
    let stories: Vec<SectionId> =
        sections().filter(|(_, s)| heads(s.opening, &s.name)).map(|(id, _)| id).collect();
    let sums_up = opens || sections().any(|(id, s)| s.roles.has(Role::Summary) && !stories.contains(&id));
    sums_up && stories.into_iter().take(STORIES).any(|id| is_ordered(document, id))
}

/// Most sections that are searched for the story.
const STORIES: usize = 4;

fn is_ordered(document: &Document<'_>, section: SectionId) -> bool {
    let inside = document.blocks_with_ids().filter(|(_, block)| document.is_within(block.section, section));
    let told = inside.filter(|(_, block)| block.kind != BlockKind::Heading);
    told.map(|(id, _)| SEQUENCE.find_all(document.passage(id)).len()).sum::<usize>() >= ORDERED
}
