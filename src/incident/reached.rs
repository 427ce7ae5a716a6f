//! What was reached when, as a reader sums it up: which of several statements
//! counts for a milestone. A field comes before a window, a window before a
//! sentence, a sentence before an entry.

use super::entry::milestone_elsewhere;
use super::milestones::classify_entry;
use super::{Claim, DateOrigin, Entry, Incident, Instant, Milestone, Moment, Source};
use super::{fits, further, second_of, spans_of};
use crate::document::{Document, Field};
use crate::facts::time::value::Zone;
use crate::span::Span;
use std::collections::HashMap;

/// All that states a milestone, and all entries that tell of one.
#[derive(Clone, Debug)]
pub struct Reached {
    moments: Vec<Moment>,
    /// What is stated at a place, other than by a window.
    by_place: HashMap<Span, Milestone>,
}

impl Incident {
    /// Returns what was reached when: what is stated, and what entries tell of
    /// in words too loose to contradict anything with.
    #[must_use]
    pub fn reached(&self) -> Reached {
        let moments = further::moments(self);
        let stated = moments.iter().filter(|moment| moment.source != Source::Window);
        let by_place = stated.map(|moment| (moment.span, moment.milestone)).collect();
        Reached { moments, by_place }
    }
}

impl Reached {
    /// All statements: what is stated outright, then what is only told of.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }

    /// Returns the statement that counts for a milestone; of several that weigh
    /// the same, the first of what begins and the last of what ends.
    #[must_use]
    pub fn at(&self, milestone: Milestone) -> Option<&Moment> {
        let of = || self.clocked(milestone);
        let best = of().map(|moment| weight(moment.source)).min()?;
        let of_best = of().filter(|moment| weight(moment.source) == best);
        let told = best == weight(Source::Entry);
        match milestone {
            Milestone::Restored | Milestone::Resolved if told => {
                of_best.max_by_key(|moment| moment.at.local())
            }
            _ if told => of_best.min_by_key(|moment| moment.at.local()),
            // What is stated outright counts in the order of the text.
            _ => of_best.min_by_key(|moment| moment.span),
        }
    }

    fn clocked(&self, milestone: Milestone) -> impl Iterator<Item = &Moment> {
        self.moments.iter().filter(move |moment| moment.milestone == milestone && moment.at.has_clock())
    }

    /// Returns the statement of the first of these milestones that there is one
    /// of.
    #[must_use]
    pub fn first_of(&self, milestones: &[Milestone]) -> Option<&Moment> {
        milestones.iter().find_map(|milestone| self.at(*milestone))
    }

    /// Returns when the incident was over: what says so outright before what is
    /// told. A field that says "resolved" comes before one that says "repaired".
    #[must_use]
    pub fn end(&self) -> Option<&Moment> {
        let ends = [Milestone::Restored, Milestone::Resolved];
        let all = || ends.iter().filter_map(|milestone| self.at(*milestone));
        self.stated_resolution()
            .or_else(|| all().find(|moment| moment.source != Source::Entry))
            .or_else(|| all().max_by_key(|moment| moment.at.local()))
    }

    /// Returns when the worst was over: where one field says "repaired" and
    /// another "resolved", the repair.
    #[must_use]
    pub fn mitigated(&self) -> Option<&Moment> {
        let repaired = || {
            self.stated_resolution()?;
            self.at(Milestone::Restored).filter(|moment| moment.source == Source::Field)
        };
        self.at(Milestone::Mitigated).or_else(repaired)
    }

    fn stated_resolution(&self) -> Option<&Moment> {
        self.at(Milestone::Resolved).filter(|moment| moment.source == Source::Field)
    }

    /// Returns the end of a phase that begins with the incident: the detection
    /// for the time to detect, and so on.
    #[must_use]
    pub fn end_of(&self, phase: Field) -> Option<&Moment> {
        match phase {
            Field::TimeToDetect => self.at(Milestone::Detected),
            Field::TimeToMitigate => self.mitigated(),
            Field::TimeToResolve => self.end(),
            _ => None,
        }
    }

    /// Returns where a stated length begins: with the first pair of milestones
    /// that is as far apart, else with the earliest milestone that may begin
    /// it. `zone` is that of the axis on which it is looked for.
    #[must_use]
    pub fn begin_of(&self, claim: &Claim, zone: Option<&Zone>) -> Option<&Moment> {
        let pairs = spans_of(claim.measure);
        let fitting = pairs.iter().find_map(|(from, to)| {
            self.clocked(*from)
                .find(|begin| self.clocked(*to).any(|end| is_as_long(claim, &begin.at, &end.at)))
        });
        // A day that nobody states lies nowhere among those that are.
        let place = |at: &Instant| (at.origin == DateOrigin::Unknown, second_of(at, zone));
        let begins = || pairs.iter().filter_map(|(from, _)| self.at(*from));
        fitting.or_else(|| begins().min_by_key(|moment| place(&moment.at)))
    }

    /// Returns the milestone that an entry of a timeline tells of, with what it
    /// tells in full (see [`Entry::told`]).
    #[must_use]
    pub fn of_entry(&self, document: &Document<'_>, entry: &Entry, told: &str) -> Option<Milestone> {
        let stated = self.by_place.get(&entry.span).copied();
        stated.or_else(|| milestone_elsewhere(document, entry, told))
    }

    /// The same of an entry that counts from zero.
    #[must_use]
    pub fn of_counted(&self, entry: &Entry, told: &str) -> Option<Milestone> {
        self.by_place.get(&entry.span).copied().or_else(|| classify_entry(told))
    }
}

fn is_as_long(claim: &Claim, from: &Instant, to: &Instant) -> bool {
    let slack = from.slack() + to.slack();
    from.until(to).into_iter().any(|gap| gap >= 0 && fits(&claim.duration, gap, slack))
}

const fn weight(source: Source) -> u8 {
    match source {
        Source::Field => 0,
        Source::Window => 1,
        Source::Sentence => 2,
        Source::Entry => 3,
    }
}
