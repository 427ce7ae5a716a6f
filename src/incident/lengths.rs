//! Stated lengths of time as constraints between two points.

use super::claims::{Claim, Measure, Window};
use super::fits;
use super::instant::{DAY, DateOrigin, honest_range};
use super::milestones::Milestone;
use super::network::{Constraint, Point, Reading};
use super::statements::{Place, Says, Statement, Told, point, window_points};
use super::timeline::{Entry, Timeline};
use crate::document::{Document, Field};
use crate::facts::time::value::Hedge;
use crate::phrases::stance::IMAGINED;
use crate::span::{Span, slice};
use std::collections::HashMap;

/// Most points of the timeline that a length is tried on, pair by pair; longer
/// timelines hold a fitting pair almost surely.
const MOST_POINTS: usize = 200;

/// From how many entries with a time of day on a timeline can deny a length.
const ENTRIES_TO_DENY: usize = 3;

impl Claim {
    /// Whether it gives a figure of this incident: "a few minutes" gives none,
    /// and neither does "even an hour of downtime would be too much".
    #[must_use]
    pub fn is_figure(&self, document: &Document<'_>) -> bool {
        let text = document.block(self.block).text.text();
        let sentence = slice(text, self.sentence.clone());
        let supposed = self.in_sentence && IMAGINED.is_in(sentence);
        self.duration.hedge != Hedge::Few && !supposed
    }
}

impl Told<'_> {
    /// A stated length. It is right where any start-like and end-like pair
    /// fits it; a length in one sentence with the only window there is that
    /// window's.
    pub(super) fn length(&self, claim: &Claim, known: &[Milestone]) -> Option<Statement> {
        let (low, high) = honest_range(&claim.duration);
        let (low, high) = (low.floor() as i64, high.ceil() as i64);
        let own = self.window_of(claim);
        let mut readings: Vec<Reading> = Vec::new();
        if let Some((start, end)) = own {
            readings.push(vec![Constraint::between(start, end, low, high)]);
        } else {
            if self.some_entries_fit(claim) {
                return None;
            }
            if claim.in_sentence && self.others_fit(claim) {
                return None;
            }
            // A sentence may speak of a part: then only too much contradicts.
            let bound = |from: Point, to: Point| {
                let either = Constraint::between(from, to, low, high);
                if claim.in_sentence { Constraint::at_least(from, to, low) } else { either }
            };
            let pairs = spans_of(claim.measure);
            let stated = pairs.iter().filter(|(from, to)| known.contains(from) && known.contains(to));
            readings.extend(stated.map(|(from, to)| vec![bound(point(*from), point(*to))]));
            if claim.measure == Measure::Outage {
                let windows = self.windows.iter().enumerate().filter(|(_, window)| window.is_sentence());
                readings.extend(windows.map(|(index, _)| {
                    let (start, end) = window_points(index);
                    vec![bound(start, end)]
                }));
            }
        }
        if readings.is_empty() && (!self.timeline_can_deny(claim) || self.may_be_a_part(claim, low)) {
            return None;
        }
        let place = Place { span: claim.span, written: claim.written.clone(), milestone: None, at: None };
        Some(Statement { says: Says::Length(claim.measure), places: vec![place], readings })
    }

    /// Without stated ends, only a timeline with enough times can deny the
    /// length of the outage.
    fn timeline_can_deny(&self, claim: &Claim) -> bool {
        let clocked = self.clocked_entries();
        claim.measure == Measure::Outage && (ENTRIES_TO_DENY..=MOST_POINTS).contains(&clocked.len())
    }

    /// Whether a sentence's length is shorter than the whole timeline.
    fn may_be_a_part(&self, claim: &Claim, low: i64) -> bool {
        let entries = self.clocked_entries();
        let first = entries.iter().min_by_key(|entry| entry.start.local());
        let last = entries.iter().max_by_key(|entry| entry.start.local());
        let gaps = first.zip(last).map(|(first, last)| first.start.until(&last.start)).unwrap_or_default();
        claim.in_sentence && gaps.into_iter().any(|gap| gap >= low)
    }

    /// Whether another stated length is that of a window or of the timeline:
    /// then this one is about something else.
    fn others_fit(&self, claim: &Claim) -> bool {
        let others =
            self.claims.iter().filter(|other| other.measure == claim.measure && other.span != claim.span);
        let mut fitting = others.filter(|other| {
            let windows = self.windows.iter().flat_map(|window| window.start.until(&window.end));
            self.some_entries_fit(other) || windows.into_iter().any(|gap| fits(&other.duration, gap, 0))
        });
        fitting.next().is_some()
    }

    fn clocked_entries(&self) -> Vec<&Entry> {
        let entries = self.timelines.iter().flat_map(Timeline::entries);
        entries.filter(|entry| entry.start.has_clock() && entry.field.is_none()).collect()
    }

    /// The window in the sentence of a claim, where each is the only one.
    fn window_of(&self, claim: &Claim) -> Option<(Point, Point)> {
        let shares = |window: &Window| {
            window.is_sentence()
                && window.block == claim.block
                && window.sentence.start < claim.sentence.end
                && claim.sentence.start < window.sentence.end
        };
        let mut windows = self.windows.iter().enumerate().filter(|(_, window)| shares(window));
        let (index, _) = windows.next()?;
        let rivals =
            self.claims.iter().filter(|other| other.block == claim.block && other.sentence == claim.sentence);
        (windows.next().is_none() && rivals.count() == 1).then(|| window_points(index))
    }

    /// Whether two entries are as far apart as a length says: any two for the
    /// outage; for a phase, one that may begin it and one that may end it.
    fn some_entries_fit(&self, claim: &Claim) -> bool {
        let entries = self.clocked_entries();
        if entries.len() > MOST_POINTS {
            return true;
        }
        let tracks = self.timelines.iter().flat_map(|timeline| &timeline.tracks).enumerate();
        let list_of: HashMap<Span, usize> =
            tracks.flat_map(|(i, track)| track.entries.iter().map(move |entry| (entry.span, i))).collect();
        let apart = |a: &Entry, b: &Entry| {
            let slack = a.start.slack() + b.start.slack();
            let dated = a.start.origin == DateOrigin::Written && b.start.origin == DateOrigin::Written;
            // Between two lists, a lent day may be off by one.
            let same_list = list_of.get(&a.span) == list_of.get(&b.span);
            let days: &[i64] = if dated || same_list { &[0] } else { &[0, DAY, -DAY] };
            let gaps = a.start.until(&b.start);
            gaps.iter()
                .flat_map(|gap| days.iter().map(move |day| gap + day))
                .any(|gap| fits(&claim.duration, gap.abs(), slack))
        };
        if (claim.measure != Measure::Outage && self.some_listed_points_fit(claim))
            || self.some_counted_fit(claim)
        {
            return true;
        }
        let ends = entries.iter().filter_map(|entry| Some((*entry, entry.end.as_ref()?)));
        let mut own = ends.map(|(entry, end)| entry.start.until(end));
        own.any(|gaps| gaps.into_iter().any(|gap| fits(&claim.duration, gap, 0)))
            || self.pairs(claim, &entries).into_iter().any(|(a, b)| apart(a, b))
    }
}

impl Told<'_> {
    /// The entries that a length may run between: any two for the outage; for
    /// a phase, one that begins something and one that ends it.
    fn pairs<'e>(&self, claim: &Claim, entries: &[&'e Entry]) -> Vec<(&'e Entry, &'e Entry)> {
        let told = |entry: &Entry| self.told(entry.span).map(|moment| moment.milestone);
        let edge = |entry: &Entry, at: Option<&&Entry>| at.is_some_and(|other| other.span == entry.span);
        let begins = |entry: &Entry| {
            edge(entry, entries.first())
                || matches!(told(entry), Some(Milestone::Started | Milestone::Detected))
        };
        let ends = |entry: &Entry| {
            edge(entry, entries.last())
                || matches!(told(entry), Some(Milestone::Restored | Milestone::Resolved))
        };
        let outage = claim.measure == Measure::Outage;
        let earlier = |i: usize| entries.iter().take(i).copied();
        // The first with the last comes first: that pair fits most often.
        let all = entries.iter().enumerate().rev().flat_map(|(i, b)| earlier(i).map(move |a| (a, *b)));
        all.filter(|(a, b)| outage || (begins(a) && ends(b))).collect()
    }

    /// Whether two entries that count from zero are as far apart.
    fn some_counted_fit(&self, claim: &Claim) -> bool {
        let tracks = self.timelines.iter().flat_map(|timeline| &timeline.elapsed);
        let mut lists = tracks.map(|track| &track.entries);
        lists.any(|entries| {
            let apart = |a: &Entry, b: &Entry| (b.start.seconds - a.start.seconds).abs();
            // `1:30` may be minutes and seconds.
            let fit = |gap: i64| fits(&claim.duration, gap, 0) || fits(&claim.duration, gap / 60, 0);
            let pairs = entries.iter().take(MOST_POINTS).enumerate();
            entries.len() > MOST_POINTS
                || pairs.into_iter().any(|(i, a)| entries.iter().take(i).any(|b| fit(apart(a, b))))
        })
    }

    /// Whether a point that stands among the fields under an unknown name may
    /// begin or end the phase.
    fn some_listed_points_fit(&self, claim: &Claim) -> bool {
        let lists = self.timelines.iter().flat_map(|timeline| &timeline.tracks);
        let mut mixed =
            lists.filter(|track| track.entries.iter().filter(|entry| entry.field.is_some()).count() >= 2);
        mixed.any(|track| {
            let pairs = track.entries.iter().flat_map(|a| track.entries.iter().map(move |b| (a, b)));
            let mut unknown = pairs.filter(|(a, b)| a.field.is_none() || b.field.is_none());
            unknown.any(|(a, b)| {
                a.start.until(&b.start).into_iter().any(|gap| gap > 0 && fits(&claim.duration, gap, 0))
            })
        })
    }
}

/// The pairs of milestones that a length may run between, the usual one first.
#[must_use]
pub fn spans_of(measure: Measure) -> &'static [(Milestone, Milestone)] {
    use Milestone::{Acknowledged, Declared, Detected, Mitigated, Resolved, Restored, Started};
    match measure {
        Measure::Outage => &[
            (Started, Restored),
            (Started, Resolved),
            (Started, Mitigated),
            (Detected, Restored),
            (Detected, Resolved),
            (Detected, Mitigated),
        ],
        Measure::Phase(Field::TimeToDetect) => &[(Started, Detected)],
        Measure::Phase(Field::TimeToAcknowledge) => {
            &[(Started, Acknowledged), (Detected, Acknowledged), (Detected, Declared)]
        }
        Measure::Phase(Field::TimeToMitigate) => &[
            (Started, Mitigated),
            (Detected, Mitigated),
            (Declared, Mitigated),
            (Started, Restored),
            (Detected, Restored),
        ],
        Measure::Phase(Field::TimeToRepair) => &[
            (Started, Restored),
            (Detected, Restored),
            (Declared, Restored),
            (Started, Resolved),
            (Detected, Resolved),
            (Declared, Resolved),
            (Started, Mitigated),
            (Detected, Mitigated),
        ],
        Measure::Phase(_) => &[
            (Started, Resolved),
            (Restored, Resolved),
            (Detected, Resolved),
            (Declared, Resolved),
            (Started, Restored),
            (Detected, Restored),
            (Declared, Restored),
        ],
    }
}
