//! What the document claims happened, rebuilt from its facts.
//!
//! `resolve` says which day and zone a written time belongs to, `timeline`
//! reads the entries (`stamp` the time each begins with), `claims` the stated
//! windows and durations, `milestones` what an entry or a field says was
//! reached.

mod claims;
mod days;
pub(crate) mod instant;
mod milestones;
mod resolve;
mod stamp;
mod timeline;
mod words;

pub use claims::{Claim, Measure, Window};
pub use instant::{DateOrigin, Day, Grain, Instant, fits, honest_range, spoken};
pub use milestones::{Milestone, Moment, Source, classify};
pub use timeline::{Entry, Timeline, Track};

use crate::document::Document;
use crate::facts::Facts;

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
}

impl Incident {
    /// Rebuilds the incident from a document and its facts.
    #[must_use]
    pub fn rebuild(document: &Document<'_>, facts: &Facts) -> Self {
        let mut resolver = resolve::Resolver::new(document, facts);
        let windows = claims::windows(document, facts, &resolver);
        resolver.learn_extent(&windows);
        let timelines = timeline::read(document, facts, &resolver);
        let claims = claims::durations(document, facts);
        let moments = milestones::read(document, facts, &resolver, &timelines, &windows);
        Self {
            timelines,
            windows,
            claims,
            moments,
        }
    }

    /// All entries of all timelines, in the order of the text.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.timelines
            .iter()
            .flat_map(|timeline| timeline.tracks.iter().flat_map(|track| &track.entries))
    }
}
