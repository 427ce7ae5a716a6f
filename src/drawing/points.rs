//! Which of several statements counts for a milestone: a field before a
//! window, a window before a sentence, a sentence before an entry.

use crate::incident::{Milestone, Moment, Source};

/// The statement that counts for a milestone; of several that weigh the same,
/// the first of what begins and the last of what ends.
#[must_use]
pub fn reached(moments: &[Moment], milestone: Milestone) -> Option<&Moment> {
    let of = || moments.iter().filter(|moment| moment.milestone == milestone && moment.at.has_clock());
    let best = of().map(|moment| weight(moment.source)).min()?;
    let of_best = of().filter(|moment| weight(moment.source) == best);
    let told = best == weight(Source::Entry);
    match milestone {
        Milestone::Restored | Milestone::Resolved if told => of_best.max_by_key(|moment| moment.at.local()),
        _ if told => of_best.min_by_key(|moment| moment.at.local()),
        // What is stated outright counts in the order of the text.
        _ => of_best.min_by_key(|moment| moment.span),
    }
}

/// The statement of the first of these milestones that there is one of.
#[must_use]
pub fn first_of<'m>(moments: &'m [Moment], milestones: &[Milestone]) -> Option<&'m Moment> {
    milestones.iter().find_map(|milestone| reached(moments, *milestone))
}

/// When the incident was over: what says so outright before what is told. A
/// field that says "resolved" comes before one that says "repaired".
#[must_use]
pub fn last_of(moments: &[Moment]) -> Option<&Moment> {
    let ends = [Milestone::Restored, Milestone::Resolved];
    let all = || ends.iter().filter_map(|milestone| reached(moments, *milestone));
    let resolved = || stated_resolution(moments);
    resolved()
        .or_else(|| all().find(|moment| moment.source != Source::Entry))
        .or_else(|| all().max_by_key(|moment| moment.at.local()))
}

/// When the worst was over: where one field says "repaired" and another
/// "resolved", the repair.
#[must_use]
pub fn mitigated(moments: &[Moment]) -> Option<&Moment> {
    let repaired = || {
        stated_resolution(moments)?;
        reached(moments, Milestone::Restored).filter(|moment| moment.source == Source::Field)
    };
    reached(moments, Milestone::Mitigated).or_else(repaired)
}

fn stated_resolution(moments: &[Moment]) -> Option<&Moment> {
    reached(moments, Milestone::Resolved).filter(|moment| moment.source == Source::Field)
}

const fn weight(source: Source) -> u8 {
    match source {
        Source::Field => 0,
        Source::Window => 1,
        Source::Sentence => 2,
        Source::Entry => 3,
    }
}
