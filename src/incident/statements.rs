//! What the document states about the incident's points, as constraints.

use super::claims::{Claim, Measure, Window};
use super::instant::{DAY, Instant, MINUTE};
use super::milestones::{Milestone, Moment, Source};
use super::network::{Constraint, ORIGIN, Point, Reading};
use super::timeline::{Entry, Timeline};
use crate::document::{Document, Opening, SectionId};
use crate::phrases::durations::{FAILURE, GOES_ON};
use crate::span::Span;
use std::collections::HashMap;

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A field sets a milestone to a time.
    At(Milestone),
    /// A sentence or field gives start and end in one.
    Window,
    /// The timeline tells of a milestone: it was reached by then at the latest,
    /// or about then.
    Told(Milestone),
    /// An entry that counts from zero tells of a milestone: it was reached so
    /// long after the beginning, or after what else zero stands for.
    Counted(Milestone),
    /// How long something took.
    Length(Measure),
}

impl Says {
    /// The milestones that the statement sets.
    #[must_use]
    pub fn milestones(self) -> Vec<Milestone> {
        match self {
            Self::At(milestone) | Self::Told(milestone) | Self::Counted(milestone) => vec![milestone],
            Self::Window => vec![Milestone::Started, Milestone::Restored],
            Self::Length(_) => Vec::new(),
        }
    }
}

/// A place that takes part in a statement.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// As written.
    pub written: String,
    /// Which milestone it sets; none for a length.
    pub milestone: Option<Milestone>,
    /// When; none for a length.
    pub at: Option<Instant>,
}

/// A statement about the incident's points.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is about.
    pub says: Says,
    /// Where it is made.
    pub places: Vec<Place>,
    /// What it can mean; one reading has to hold.
    pub(super) readings: Vec<Reading>,
}

/// How far two statements of one milestone may lie apart, in seconds: people
/// note a recovery a few minutes late.
pub(super) const TOLERANCE: i64 = 5 * MINUTE;

/// Slack of a time that is given as a full hour ("6 PM"), in seconds.
const HOUR_SLACK: i64 = 30 * MINUTE;

/// Most statements that are held against each other.
const MOST: usize = 32;

/// What holds in every incident: an order of milestones, with some tolerance.
/// An incident may be declared long after it is over, so nothing binds that.
pub(super) fn always() -> Vec<Constraint> {
    let after = |first: Milestone, second: Milestone, tolerance: i64| {
        Constraint::at_least(point(first), point(second), -tolerance)
    };
    vec![
        after(Milestone::Started, Milestone::Detected, TOLERANCE),
        after(Milestone::Started, Milestone::Acknowledged, TOLERANCE),
        after(Milestone::Started, Milestone::Mitigated, 0),
        after(Milestone::Started, Milestone::Restored, 0),
        after(Milestone::Started, Milestone::Resolved, 0),
        after(Milestone::Detected, Milestone::Acknowledged, TOLERANCE),
        after(Milestone::Detected, Milestone::Resolved, 0),
        after(Milestone::Declared, Milestone::Resolved, 0),
        after(Milestone::Mitigated, Milestone::Resolved, TOLERANCE),
        after(Milestone::Restored, Milestone::Resolved, TOLERANCE),
    ]
}

pub(super) const fn point(milestone: Milestone) -> Point {
    milestone as usize + 1
}

/// The own points of the window with this number.
pub(super) const fn window_points(window: usize) -> (Point, Point) {
    let first = point(Milestone::Resolved) + 1 + 2 * window;
    (first, first + 1)
}

/// What the statements are made from.
pub(super) struct Told<'a> {
    document: &'a Document<'a>,
    pub(super) windows: &'a [Window],
    pub(super) claims: &'a [Claim],
    moments: &'a [Moment],
    pub(super) timelines: &'a [Timeline],
    offsets: Vec<i64>,
    /// What entries tell, by the place of their time.
    told: HashMap<Span, &'a Moment>,
}

/// Most windows and lengths that are compared; a document with more tells of
/// more than one incident.
const MOST_STATED: usize = 48;

impl<'a> Told<'a> {
    pub(super) fn new(
        document: &'a Document<'a>,
        windows: &'a [Window],
        claims: &'a [Claim],
        moments: &'a [Moment],
        timelines: &'a [Timeline],
    ) -> Self {
        let mut offsets: Vec<i64> = moments.iter().flat_map(|moment| moment.at.offsets()).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let entries = moments.iter().filter(|moment| moment.source == Source::Entry);
        let told = entries.map(|moment| (moment.span, moment)).collect();
        let windows = windows.get(..MOST_STATED).unwrap_or(windows);
        let claims = claims.get(..MOST_STATED).unwrap_or(claims);
        Self { document, windows, claims, moments, timelines, offsets, told }
    }

    /// All statements about the incident's points.
    pub(super) fn statements(&self) -> Vec<Statement> {
        let mut statements = self.windows();
        statements.extend(self.fields());
        statements.extend(self.detections());
        statements.extend(self.recoveries());
        statements.extend(self.counted());
        let known: Vec<Milestone> = statements
            .iter()
            .filter(|statement| matches!(statement.says, Says::At(_) | Says::Window))
            .filter(|statement| statement.says != Says::Window || self.distinct_windows().len() == 1)
            .flat_map(|statement| statement.says.milestones())
            .collect();
        statements.extend(self.claims.iter().filter_map(|claim| self.length(claim, &known)));
        statements.truncate(MOST);
        statements
    }

    /// Windows that differ, the first of each kind. A window inside another
    /// tells of a part of the incident.
    fn distinct_windows(&self) -> Vec<&Window> {
        let mut distinct: Vec<&Window> = Vec::new();
        for window in self.sentence_windows().filter(|window| !self.is_inner(window)) {
            if !distinct.iter().any(|other| is_same(other, window)) {
                distinct.push(window);
            }
        }
        distinct
    }

    fn sentence_windows(&self) -> impl Iterator<Item = &Window> {
        self.windows.iter().filter(|window| window.is_sentence())
    }

    fn is_inner(&self, window: &Window) -> bool {
        let holds = |outer: &Window| {
            !is_same(outer, window)
                && !window.start.is_surely_before(&outer.start, 0)
                && !outer.end.is_surely_before(&window.end, 0)
        };
        self.sentence_windows().any(holds)
    }

    /// Each window sets its own two points. Where the document states but one,
    /// these are the start and the end of the incident.
    fn windows(&self) -> Vec<Statement> {
        let sole = self.distinct_windows().len() == 1;
        let stated = self.windows.iter().enumerate().filter(|(_, window)| window.is_sentence());
        stated
            .map(|(index, window)| self.window(window_points(index), window, sole && !self.is_inner(window)))
            .collect()
    }

    fn window(&self, own: (Point, Point), window: &Window, sole: bool) -> Statement {
        let (before, after) = (self.slack(&window.start), self.slack(&window.end));
        let both = |(start, end): (Point, Point), time: i64, gap: i64| {
            [
                Constraint::between(ORIGIN, start, time - before, time + before),
                Constraint::between(start, end, gap - before - after, gap + before + after),
                Constraint::at_least(start, end, 0),
            ]
        };
        let mut readings: Vec<Reading> = Vec::new();
        for time in self.times(&window.start) {
            for gap in window.start.until(&window.end) {
                let mut reading = both(own, time, gap).to_vec();
                if sole {
                    reading.extend(both((point(Milestone::Started), point(Milestone::Restored)), time, gap));
                }
                readings.push(reading);
            }
        }
        let place = |milestone, span, written: &String, at: &Instant| Place {
            span,
            written: written.clone(),
            milestone: Some(milestone),
            at: Some(at.clone()),
        };
        Statement {
            says: Says::Window,
            places: vec![
                place(Milestone::Started, window.start_span, &window.start_written, &window.start),
                place(Milestone::Restored, window.end_span, &window.end_written, &window.end),
            ],
            readings,
        }
    }

    /// The times, in seconds of UTC, that an instant can mean. One without a
    /// zone may be in any of the zones that the others are in.
    fn times(&self, instant: &Instant) -> Vec<i64> {
        instant.utc().unwrap_or_else(|| {
            let mut times: Vec<i64> = self.offsets.iter().map(|offset| instant.local() - offset).collect();
            if times.is_empty() {
                times.push(instant.local());
            }
            times
        })
    }

    /// What a written time leaves open. A full hour is often rounded, unless
    /// an entry names the same time.
    fn slack(&self, instant: &Instant) -> i64 {
        let confirmed = || {
            let entries = self.timelines.iter().flat_map(Timeline::entries);
            entries.into_iter().any(|entry| entry.start.has_clock() && entry.start.may_be_exactly(instant))
        };
        if instant.grain == super::instant::Grain::Hour && !instant.approximate && !confirmed() {
            HOUR_SLACK
        } else {
            instant.hedge_slack()
        }
    }

    /// Fields that set a milestone. Fields of one kind in different sections
    /// may speak of different incidents: then any of them may hold.
    fn fields(&self) -> Vec<Statement> {
        let mut statements: Vec<(Statement, SectionId)> = Vec::new();
        let fields =
            self.moments.iter().filter(|moment| self.sets(moment) && moment.at.has_clock()).take(MOST_STATED);
        for moment in fields {
            let section = self.outline_section(moment);
            let says = Says::At(moment.milestone);
            let readings = self.field_readings(moment);
            let elsewhere =
                |(known, place): &&mut (Statement, SectionId)| known.says == says && *place != section;
            if let Some((known, _)) = statements.iter_mut().find(elsewhere) {
                known.readings.extend(readings);
            } else {
                statements.push((Statement { says, places: vec![place_of(moment)], readings }, section));
            }
        }
        statements.into_iter().map(|(statement, _)| statement).collect()
    }

    /// A field is exact. A sentence rounds, and one that tells when somebody
    /// noticed leaves open who noticed before.
    fn field_readings(&self, moment: &Moment) -> Vec<Reading> {
        let (before, after) = match (moment.source, moment.milestone) {
            (Source::Sentence, Milestone::Detected) => (DAY, TOLERANCE),
            (Source::Sentence, _) => (TOLERANCE, TOLERANCE),
            _ => (0, 0),
        };
        self.readings_at(point(moment.milestone), moment, before, after)
    }

    /// Whether a field or a sentence sets a milestone. An entry at the time that
    /// a sentence gives bears it out, whatever it tells.
    fn sets(&self, moment: &Moment) -> bool {
        let borne_out = || !self.entries_at(&[&moment.at]).is_empty();
        moment.source == Source::Field || (moment.source == Source::Sentence && !borne_out())
    }

    fn outline_section(&self, moment: &Moment) -> SectionId {
        let section = self.document.block(moment.block).section;
        let is_outline = |id: &SectionId| self.document.section(*id).opening != Opening::Field;
        self.document.ancestors(section).find(is_outline).unwrap_or(SectionId(0))
    }

    /// One reading for each day and zone that a moment leaves open.
    fn readings_at(&self, point: Point, moment: &Moment, before: i64, after: i64) -> Vec<Reading> {
        let slack = self.slack(&moment.at);
        let days: &[i64] = if moment.floating { &[-1, 0, 1] } else { &[0] };
        let times =
            days.iter().flat_map(|day| self.times(&moment.at).into_iter().map(move |time| time + day * DAY));
        times
            .map(|time| vec![Constraint::between(ORIGIN, point, time - slack - before, time + slack + after)])
            .collect()
    }

    /// What each timeline tells of the detection: by the last entry that does,
    /// the incident was noticed. Earlier ones may be early signs.
    fn detections(&self) -> Option<Statement> {
        let mut readings = Vec::new();
        let mut first: Option<&Moment> = None;
        let at_start = self.entries_at(&self.stated(Milestone::Started));
        for timeline in self.timelines {
            let told = self.told_in(timeline, &[Milestone::Detected]);
            let Some(earliest) = told.iter().copied().min_by_key(|moment| moment.at.local()) else {
                continue;
            };
            let Some(moment) = told.into_iter().max_by_key(|moment| moment.at.local()) else { continue };
            if self.is_early_sign(earliest, &at_start) {
                return None;
            }
            let detected = point(Milestone::Detected);
            for time in self.times(&moment.at) {
                let slack = self.slack(&moment.at);
                readings.push(vec![Constraint::at_most(ORIGIN, detected, time + slack)]);
                // A lent day may be off by one; then the entry lies within the
                // incident.
                let days: &[i64] = if moment.floating { &[-DAY, DAY] } else { &[] };
                readings.extend(days.iter().map(|day| {
                    vec![
                        Constraint::between(ORIGIN, detected, time + day - slack, time + day + slack),
                        Constraint::at_least(detected, point(Milestone::Restored), 0),
                    ]
                }));
            }
            first = first.or(Some(earliest));
        }
        let place = place_of(first?);
        Some(Statement { says: Says::Told(Milestone::Detected), places: vec![place], readings })
    }

    /// Whether an entry tells of a first sign only, and another entry of the
    /// start itself: slow answers at 07:50, all down at 08:00 as stated.
    fn is_early_sign(&self, moment: &Moment, at_start: &[&Entry]) -> bool {
        let whole = FAILURE.is_in(self.document.block(moment.block).text.text());
        !whole && at_start.iter().any(|entry| entry.span != moment.span)
    }

    /// The times that windows and fields state for a milestone.
    fn stated(&self, milestone: Milestone) -> Vec<&Instant> {
        let of = |moment: &&Moment| moment.milestone == milestone && moment.source != Source::Entry;
        self.moments.iter().filter(of).map(|moment| &moment.at).take(MOST_STATED).collect()
    }

    /// The entries at one of these times.
    fn entries_at(&self, times: &[&Instant]) -> Vec<&Entry> {
        let entries = self.timelines.iter().flat_map(Timeline::entries);
        let clocked = entries.filter(|entry| entry.field.is_none() && entry.start.has_clock());
        clocked.filter(|entry| times.iter().any(|time| entry.start.may_be_at(time, TOLERANCE))).collect()
    }

    /// What the timelines tell of the recovery: service was back between the
    /// first entry that says so and the last that says it was over.
    fn recoveries(&self) -> Option<Statement> {
        // Whatever the entry at the stated end says, it may be the end.
        if !self.entries_at(&self.stated(Milestone::Restored)).is_empty() {
            return None;
        }
        let mut readings = Vec::new();
        let mut places = Vec::new();
        for timeline in self.timelines {
            let told = self.told_in(timeline, &[Milestone::Restored, Milestone::Resolved]);
            let Some(last) = told.iter().max_by_key(|moment| moment.at.local()) else { continue };
            if self.goes_on(timeline, last) {
                return None;
            }
            let first = told
                .iter()
                .filter(|moment| moment.milestone == Milestone::Restored)
                .min_by_key(|m| m.at.local());
            readings.extend(self.recovery_readings(last, first.copied()));
            if places.is_empty() {
                places.push(place_of(last));
                places.extend(first.map(|first| place_of(first)));
            }
        }
        let says = Says::Told(Milestone::Restored);
        (!places.is_empty()).then_some(Statement { says, places, readings })
    }

    /// Whether later entries tell of trouble, or of another recovery.
    fn goes_on(&self, timeline: &Timeline, last: &Moment) -> bool {
        let later = |entry: &&Entry| entry.field.is_none() && last.at.is_surely_before(&entry.start, 0);
        timeline.entries().into_iter().filter(later).any(|entry| GOES_ON.is_in(&entry.text))
    }

    /// Between the first entry that says "restored" and the last that says
    /// that or "resolved"; on another day than the lent one only just then.
    fn recovery_readings(&self, last: &Moment, first: Option<&Moment>) -> Vec<Reading> {
        let latest =
            self.times(&last.at).into_iter().max().map(|time| time + TOLERANCE + self.slack(&last.at));
        let earliest = first.and_then(|first| {
            let time = self.times(&first.at).into_iter().min()?;
            Some(time - TOLERANCE - self.slack(&first.at))
        });
        let reading = |low: Option<i64>, high: Option<i64>, day: i64| {
            let (low, high) = (low.map(|time| time + day), high.map(|time| time + day));
            vec![Constraint { from: ORIGIN, to: point(Milestone::Restored), low, high }]
        };
        let mut readings = vec![reading(earliest, latest, 0)];
        if last.floating {
            let just_then = earliest.or_else(|| latest.map(|time| time - 2 * TOLERANCE));
            readings.extend([-DAY, DAY].map(|day| reading(just_then, latest, day)));
        }
        readings
    }

    /// What the entry with its time at this place tells.
    pub(super) fn told(&self, span: Span) -> Option<&'a Moment> {
        self.told.get(&span).copied()
    }

    /// The entries of a timeline that tell of one of these milestones.
    fn told_in(&self, timeline: &Timeline, milestones: &[Milestone]) -> Vec<&'a Moment> {
        let entries = timeline.tracks.iter().flat_map(|track| &track.entries);
        let moments = entries.filter_map(|entry| self.told(entry.span));
        moments.filter(|moment| milestones.contains(&moment.milestone)).collect()
    }
}

fn is_same(a: &Window, b: &Window) -> bool {
    a.start.may_be_at(&b.start, TOLERANCE) && a.end.may_be_at(&b.end, TOLERANCE)
}

fn place_of(moment: &Moment) -> Place {
    Place {
        span: moment.span,
        written: moment.written.clone(),
        milestone: Some(moment.milestone),
        at: Some(moment.at.clone()),
    }
}
