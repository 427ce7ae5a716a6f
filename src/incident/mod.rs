//! What the document claims happened, rebuilt from its facts.
//!
//! `resolve` says which day and zone a written time belongs to, `timeline`
//! reads the entries (`stamp` the time each begins with), `claims` the stated
//! windows and durations, `milestones` what an entry or a field says was
//! reached, `actions` what will change. `statements` and `lengths` put all of it as constraints between
//! points, and `network` finds the smallest sets that cannot all hold.
//! `affected` reads how many were affected.
//!
//! What is only shown is read when it is asked for: `entry` what an entry tells
//! wherever that stands, `further` which milestones are told of in loose words,
//! `reached` which statement counts for a milestone, `headline` the rest of
//! what a table says of an incident.

mod actions;
mod affected;
mod axis;
mod claims;
pub mod clauses;
mod dated;
mod days;
mod elapsed;
mod entry;
mod further;
mod headline;
pub(crate) mod instant;
mod lengths;
mod milestones;
mod network;
mod offsets;
mod reached;
mod reading;
mod resolve;
mod sentences;
mod stamp;
mod statements;
mod timeline;

pub(crate) use actions::ticket_in;
pub use actions::{Action, ActionList, Due, Mark};
pub use affected::{Affected, Figure};
pub use axis::{clock_text, date_text, local_at, second_of};
pub use claims::{Claim, Measure, Window};
pub use dated::{Dated, DatedAs, day_number};
pub use entry::opens_with_clock;
pub use headline::severity;
pub use instant::{DateOrigin, Day, Grain, Instant, fits, honest_range, spoken};
pub use lengths::spans_of;
pub use milestones::{Milestone, Moment, Source, classify};
pub use reached::Reached;
pub use reading::{DateOrder, Reading};
pub use statements::{Place, Says, Statement};
pub use timeline::{Entry, Timeline, Track};

use crate::document::Document;
use crate::facts::time::TimeValue;
use crate::facts::time::value::Zone;
use crate::facts::{Fact, Facts, Value};
use crate::span::Span;
use std::collections::HashMap;

/// The incident as the document tells it.
#[derive(Clone, Debug, Default)]
pub struct Incident {
    /// The sections that tell what happened when, with their entries.
    pub timelines: Vec<Timeline>,
    /// From when to when it is said to have lasted, in the order of the text.
    pub windows: Vec<Window>,
    /// How long it is said to have lasted, and what else was measured.
    pub claims: Vec<Claim>,
    /// When a milestone is said to have been reached, by field or by entry.
    pub moments: Vec<Moment>,
    /// The smallest sets of statements that cannot all hold.
    pub conflicts: Vec<Conflict>,
    /// What each fact was read as, in the order of the facts; none for what is
    /// no point in time. Most are none.
    pub resolved: Vec<Option<Box<Resolved>>>,
    /// What will change, in the order of the text.
    pub actions: Vec<Action>,
    /// The sections that hold the actions.
    pub action_lists: Vec<ActionList>,
    /// The sentences that may claim something, in the order of the text.
    pub sentences: Vec<clauses::Sentence>,
    /// The dates that are written in the title, in fields, windows and
    /// timelines, in the order of the text.
    pub dated: Vec<Dated>,
    /// How many were affected, and which share, in the order of the text.
    pub affected: Vec<Affected>,
    /// The zone of documents that state none, where one is agreed upon.
    pub default_zone: Option<Zone>,
}

/// Statements that cannot all hold, though any fewer of them can.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The statements, in the order in which they are made.
    pub statements: Vec<Statement>,
    /// Further statements that say the same as one of these.
    pub also: Vec<Statement>,
}

impl Conflict {
    /// The length that takes part, if one does.
    #[must_use]
    pub fn length(&self) -> Option<(&Statement, Measure)> {
        self.statements.iter().find_map(|statement| match statement.says {
            Says::Length(measure) => Some((statement, measure)),
            _ => None,
        })
    }

    /// The milestone that two statements set to different times.
    #[must_use]
    pub fn disputed(&self) -> Option<Milestone> {
        let [a, b] = self.statements.as_slice() else { return None };
        let theirs = b.says.milestones();
        a.says.milestones().into_iter().find(|milestone| theirs.contains(milestone))
    }

    /// Whether a sentence and a field differ by minutes only: sentences round.
    fn is_within_tolerance(&self) -> bool {
        let Some(milestone) = self.disputed() else { return false };
        if !self.statements.iter().any(|statement| statement.says == Says::Window) {
            return false;
        }
        let places: Vec<&Place> = self.places_of(milestone).map(|(_, place)| place).collect();
        let [a, b] = places.as_slice() else { return false };
        a.at.as_ref().zip(b.at.as_ref()).is_some_and(|(a, b)| a.may_be_at(b, statements::TOLERANCE))
    }

    /// Takes a conflict over the same matter in: its statements join those that
    /// say the same.
    fn absorb(&mut self, other: Self) {
        let span = |statement: &Statement| statement.places.first().map(|place| place.span);
        let known: Vec<_> = self.statements.iter().chain(&self.also).map(span).collect();
        self.also.extend(other.statements.into_iter().filter(|statement| !known.contains(&span(statement))));
    }

    /// The place at which a statement of this conflict sets a milestone.
    pub fn places_of(&self, milestone: Milestone) -> impl Iterator<Item = (&Statement, &Place)> {
        let of = move |place: &&Place| place.milestone == Some(milestone);
        self.statements
            .iter()
            .filter_map(move |statement| Some((statement, statement.places.iter().find(of)?)))
    }
}

/// What a written time was read as.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The time; the beginning of a range.
    pub start: Instant,
    /// The end of a range.
    pub end: Option<Instant>,
}

/// What every fact of a document was read as: none for what is no point in
/// time. An entry of a timeline has the day that its neighbours give it.
fn resolved(
    facts: &Facts,
    resolver: &resolve::Resolver<'_>,
    timelines: &[Timeline],
) -> Vec<Option<Box<Resolved>>> {
    let entries: HashMap<Span, &Entry> =
        timelines.iter().flat_map(Timeline::entries).map(|entry| (entry.span, entry)).collect();
    let of_fact = |fact: &Fact| {
        if let Some(entry) = entries.get(&fact.span) {
            return Some(Resolved { start: entry.start.clone(), end: entry.end.clone() });
        }
        match &fact.value {
            Value::Time(TimeValue::Timestamp(stamp)) => {
                Some(Resolved { start: resolver.instant(stamp, fact), end: None })
            }
            Value::Time(TimeValue::Range(range)) => {
                let (start, end) = resolver.ends(&range.start, &range.end, range.end_date_shared, fact);
                Some(Resolved { start, end: Some(end) })
            }
            _ => None,
        }
    };
    facts.all().iter().map(|fact| of_fact(fact).map(Box::new)).collect()
}

impl Incident {
    /// Rebuilds the incident from a document and its facts.
    #[must_use]
    pub fn rebuild(document: &Document<'_>, facts: &Facts) -> Self {
        Self::rebuild_with(document, facts, &Reading::default())
    }

    /// The same with what is known of documents of this kind.
    #[must_use]
    pub fn rebuild_with(document: &Document<'_>, facts: &Facts, reading: &Reading) -> Self {
        let mut resolver = resolve::Resolver::new(document, facts, reading.zone.as_ref());
        let windows = claims::windows(document, facts, &resolver);
        resolver.learn_extent(&windows);
        let timelines = timeline::read(document, facts, &resolver);
        let claims = claims::durations(document, facts);
        let moments = milestones::read(document, facts, &resolver, &timelines, &windows);
        let told = statements::Told::new(document, &windows, &claims, &moments, &timelines);
        let conflicts = conflicts(&told);
        let resolved = resolved(facts, &resolver, &timelines);
        let dated = dated::dated(document, facts, &timelines, &windows);
        let (actions, action_lists) = actions::read(document, facts, &resolver);
        Self {
            timelines,
            windows,
            claims,
            moments,
            conflicts,
            resolved,
            actions,
            action_lists,
            sentences: clauses::read(document),
            dated,
            affected: affected::affected(document, facts),
            default_zone: reading.zone.clone(),
        }
    }

    /// All entries of all timelines, in the order of the text.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.timelines.iter().flat_map(|timeline| timeline.tracks.iter().flat_map(|track| &track.entries))
    }
}

/// The smallest sets of statements that leave the incident's points no room.
fn conflicts(told: &statements::Told<'_>) -> Vec<Conflict> {
    let all = told.statements();
    let readings: Vec<Vec<network::Reading>> = all.iter().map(|s| s.readings.clone()).collect();
    let fixed: Vec<bool> = all.iter().map(|s| matches!(s.says, Says::At(_) | Says::Window)).collect();
    let sets = network::conflicts(&readings, &fixed, &statements::always());
    let mut conflicts: Vec<(Topic, Conflict)> = Vec::new();
    for set in sets {
        let mut members: Vec<(usize, Statement)> =
            set.iter().filter_map(|index| Some((*index, all.get(*index)?.clone()))).collect();
        members.sort_by_key(|(_, statement)| statement.places.first().map(|place| place.span));
        let (indices, statements): (Vec<usize>, Vec<Statement>) = members.into_iter().unzip();
        let conflict = Conflict { also: fields_of_phase(&all, &statements), statements };
        if conflict.is_within_tolerance() {
            continue;
        }
        let topic = topic(&indices, &conflict);
        match conflicts.iter_mut().find(|(known, _)| *known == topic) {
            Some((_, known)) => known.absorb(conflict),
            None => conflicts.push((topic, conflict)),
        }
    }
    conflicts.into_iter().map(|(_, conflict)| conflict).collect()
}

/// The fields between which a phase may run: those that a smallest conflict
/// leaves out are what its reader wants to compare with.
fn fields_of_phase(all: &[Statement], conflict: &[Statement]) -> Vec<Statement> {
    let phase = conflict.iter().find_map(|statement| match statement.says {
        Says::Length(measure @ Measure::Phase(_)) => Some(measure),
        _ => None,
    });
    let bears = |measure: Measure, milestone: Milestone| {
        spans_of(measure).iter().any(|(from, to)| *from == milestone || *to == milestone)
    };
    let of_phase = |statement: &&Statement| match (phase, statement.says) {
        (Some(measure), Says::At(milestone)) => bears(measure, milestone),
        _ => false,
    };
    all.iter().filter(of_phase).cloned().collect()
}

/// What makes two conflicts one: the statement that all others deny, and what
/// it is about.
type Topic = (Option<usize>, Option<Milestone>, usize);

fn topic(indices: &[usize], conflict: &Conflict) -> Topic {
    let odd =
        |statement: &Statement| matches!(statement.says, Says::Length(_) | Says::Told(_) | Says::Counted(_));
    let head = indices.iter().zip(&conflict.statements).find(|(_, statement)| odd(statement));
    let disputed = conflict.disputed();
    let size = if disputed.is_some() { 2 } else { usize::from(conflict.length().is_some()) };
    (head.map(|(index, _)| *index).or_else(|| indices.first().copied()), disputed, size)
}
