//! The incident as it was read, ready to be drawn: what the document states
//! (windows, lengths, milestones), the entries of its timelines, the phases
//! between milestones, and what of all this contradicts itself; each on one
//! axis of time.
//!
//! `account` is the same in one row of a table. `clock` says how a place on the
//! axis is written, `ids` what a table shows of names, `disputes` which findings
//! are contradictions; `collect` takes the rest from the incident, `scale` lays
//! the axis out: where it breaks, and where its marks stand. Pure: no renderer
//! knows the document.

mod account;
mod clock;
mod collect;
mod disputes;
mod ids;
mod scale;

pub use account::{Account, Cell, Column};
pub use clock::{Calendar, Clock};
pub use scale::{Mark, Scale};

use crate::analysis::Analysis;
use crate::finding::{Diagnostic, Severity};
use crate::incident::{Grain, Milestone};
use crate::span::Span;

/// The incident as it was read.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What the document calls itself.
    pub title: Option<String>,
    /// The clock that its times are told by.
    pub clock: Clock,
    /// What is stated of the incident as a whole: windows first, then lengths,
    /// then milestones.
    pub stated: Vec<Stated>,
    /// The phases between milestones.
    pub phases: Vec<Phase>,
    /// What happened when, the earliest first.
    pub entries: Vec<Entry>,
    /// The contradictions that what is drawn takes part in.
    pub conflicts: Vec<Conflict>,
    /// How many entries of timelines state no time that can be drawn.
    pub without_time: usize,
}

/// A piece of the document that a part of the drawing comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it stands.
    pub span: Span,
    /// Its line, counted from 1.
    pub line: usize,
    /// As written, on one line.
    pub written: String,
}

/// What a statement about the whole incident gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From when to when.
    Window,
    /// How long.
    Length,
    /// When a milestone was reached.
    Milestone(Milestone),
}

/// A statement about the whole incident, on the axis.
#[derive(Clone, Debug)]
pub struct Stated {
    /// What it gives.
    pub kind: Kind,
    /// Its name: "stated window", "time to detect".
    pub name: &'static str,
    /// Where it begins, in seconds of the axis.
    pub from: i64,
    /// Where it ends; of a milestone where it begins.
    pub to: i64,
    /// The finest unit that is stated.
    pub grain: Grain,
    /// What states it, the first place of each.
    pub places: Vec<Place>,
    /// Indexes of the conflicts that it takes part in.
    pub conflicts: Vec<usize>,
}

/// What passed between two milestones.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its name: "time to detect".
    pub name: &'static str,
    /// The milestone it begins with, and where that lies on the axis.
    pub from: (Milestone, i64),
    /// The milestone it ends with, and where that lies on the axis.
    pub to: (Milestone, i64),
}

/// What happened at one time.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When, in seconds of the axis.
    pub at: i64,
    /// Until when, where it says so.
    pub end: Option<i64>,
    /// The finest unit that is stated.
    pub grain: Grain,
    /// "around 14:00".
    pub approximate: bool,
    /// Its time is written in another zone than that of the axis.
    pub other_zone: bool,
    /// What happened, on one line.
    pub text: String,
    /// Its time as written.
    pub place: Place,
    /// The milestone that it tells of.
    pub milestone: Option<Milestone>,
    /// Indexes of the conflicts that it takes part in.
    pub conflicts: Vec<usize>,
}

/// A finding whose places are drawn.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The rule that found it.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What the reader can do.
    pub help: Option<String>,
    /// Its places, each with its role, the one to change first.
    pub places: Vec<(Place, String)>,
}

impl Drawing {
    /// What there is to draw of a document with this text, in which this was
    /// found; none where no window or milestone has a time of day, and no timeline times or days.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>, diagnostics: &[Diagnostic], text: &str) -> Option<Self> {
        collect::drawing(&analysis.document, &analysis.incident, diagnostics, text)
    }

    /// From when to when the document tells: the first and the last time that
    /// it states. Where a stated length ends is computed, and a day alone says
    /// nothing of an hour.
    #[must_use]
    pub fn extent(&self) -> (i64, i64) {
        let stated = self.stated.iter().filter(|stated| stated.kind != Kind::Length);
        let stated = stated.flat_map(|stated| [stated.from, stated.to]);
        let clocked = self.entries.iter().filter(|entry| entry.grain != Grain::Day);
        let entries = clocked.flat_map(|entry| [Some(entry.at), entry.end]).flatten();
        let told: Vec<i64> = stated.chain(entries).collect();
        let points = if told.is_empty() { self.points() } else { told };
        let first = points.iter().min().copied().unwrap_or(0);
        (first, points.iter().max().copied().unwrap_or(first))
    }

    /// Whether all that is drawn lies on one day.
    #[must_use]
    pub fn is_of_one_day(&self) -> bool {
        let points = self.points();
        let day = |at: Option<&i64>| at.map(|at| self.clock.day(*at));
        day(points.first()) == day(points.last())
    }

    /// All places on the axis that something begins or ends at, in order, each
    /// once.
    fn points(&self) -> Vec<i64> {
        let stated = self.stated.iter().flat_map(|stated| [stated.from, stated.to]);
        let entries = self.entries.iter().flat_map(|entry| [Some(entry.at), entry.end]).flatten();
        let mut points: Vec<i64> = stated.chain(entries).collect();
        points.sort_unstable();
        points.dedup();
        points
    }
}
