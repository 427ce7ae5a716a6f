//! What sentences outside of the timeline say was reached when: "the issue was
//! first noticed at 14:05".

use super::claims::Window;
use super::instant::{DAY, Instant};
use super::milestones::{Milestone, Moment, Source};
use super::resolve::Resolver;
use super::stamp::timestamps;
use super::timeline::Timeline;
use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::sentence_at;
use crate::facts::{Fact, Facts};
use crate::phrases::Text;
use crate::phrases::milestones::{DETECTED_AT, OF_ANOTHER, RESOLVED_AT, RESTORED_AT, STARTED_AT};
use crate::span::slice;
use std::collections::BTreeMap;

/// Where such sentences speak of the incident as a whole.
const SECTIONS: [Role; 5] = [Role::Summary, Role::Impact, Role::Detection, Role::Resolution, Role::RootCause];

/// How far before a time its words may begin, in bytes.
const NEAR: usize = 120;

/// The milestones that sentences state, one for each at most: where two
/// sentences differ, they speak of different things.
pub(super) fn read(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    told: (&[Timeline], &[Window]),
) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let many_days = !resolver.names_one_day() || runs_over_midnight(told);
    for fact in facts.all().iter().filter(|fact| !fact.quoted) {
        let block = document.block(fact.block);
        if tells(document, fact.block, block) {
            moments.extend(
                moment(block, fact, resolver)
                    .map(|moment| Moment { floating: moment.floating && many_days, ..moment }),
            );
        }
    }
    let mut counts: BTreeMap<Milestone, usize> = BTreeMap::new();
    for moment in &moments {
        *counts.entry(moment.milestone).or_default() += 1;
    }
    moments.retain(|moment| counts.get(&moment.milestone) == Some(&1));
    moments
}

/// Whether the windows or the entries lie on more than one day.
fn runs_over_midnight((timelines, windows): (&[Timeline], &[Window])) -> bool {
    let day = |instant: &Instant| instant.local().div_euclid(DAY);
    let entries = timelines.iter().flat_map(|timeline| &timeline.tracks).flat_map(|track| &track.entries);
    let entries = entries.flat_map(|entry| std::iter::once(&entry.start).chain(&entry.end));
    let ends = windows.iter().flat_map(|window| [&window.start, &window.end]);
    let mut days = entries.chain(ends).filter(|instant| instant.has_clock()).map(day);
    days.next().is_some_and(|first| days.any(|day| day != first))
}

fn tells(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_));
    is_prose
        && (roles.has_any(&SECTIONS) || document.is_lead(id))
        && !roles.has(Role::Timeline)
        && !document.is_aside(block)
}

fn moment(block: &Block<'_>, fact: &Fact, resolver: &Resolver<'_>) -> Option<Moment> {
    let (stamp, None) = timestamps(fact)? else { return None };
    stamp.clock?;
    let text = block.text.text();
    let sentence = sentence_at(text, &fact.range);
    let from = text.ceil_char_boundary(sentence.start.max(fact.range.start.saturating_sub(NEAR)));
    let before = text.get(from..fact.range.start)?;
    let told = [
        (DETECTED_AT, Milestone::Detected),
        (RESTORED_AT, Milestone::Restored),
        (RESOLVED_AT, Milestone::Resolved),
        (STARTED_AT, Milestone::Started),
    ];
    let milestone = before.read(|before| told.into_iter().find(|(phrase, _)| phrase.is_in(before)))?.1;
    let is_other = OF_ANOTHER.is_in(text.get(sentence)?);
    (!is_other).then(|| Moment {
        milestone,
        at: resolver.instant(stamp, fact),
        span: fact.span,
        written: slice(text, fact.range.clone()).to_owned(),
        block: fact.block,
        source: Source::Sentence,
        floating: stamp.date.is_none(),
    })
}
