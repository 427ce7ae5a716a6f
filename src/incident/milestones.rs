//! What was reached when: by a field, by an entry, by a stated window.

use super::claims::{Window, field_time};
use super::instant::Instant;
use super::resolve::Resolver;
use super::stamp::timestamps;
use super::timeline::{Entry, Timeline};
use crate::document::{BlockId, BlockSet, Document, Field};
use crate::facts::Facts;
use crate::phrases::Text;
use crate::phrases::milestones::{DETECTED, RESOLVED, RESTORED, STARTED, UNFINISHED};
use crate::span::{Span, slice};
use std::collections::HashMap;

/// A point in the life of an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Milestone {
    /// It began.
    Started,
    /// It was noticed.
    Detected,
    /// Someone took it on.
    Acknowledged,
    /// It was declared an incident.
    Declared,
    /// The worst was over.
    Mitigated,
    /// Service was back.
    Restored,
    /// It was closed.
    Resolved,
}

impl Milestone {
    /// The words for a message: "the start", "the restoration".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Started => "start",
            Self::Detected => "detection",
            Self::Acknowledged => "acknowledgement",
            Self::Declared => "declaration",
            Self::Mitigated => "mitigation",
            Self::Restored => "restoration",
            Self::Resolved => "resolution",
        }
    }
}

/// What states a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A field: "Start time: …".
    Field,
    /// An entry of a timeline.
    Entry,
    /// An end of a stated window.
    Window,
    /// A sentence: "the issue was noticed at 14:05".
    Sentence,
}

/// A milestone with the time that is stated for it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What was reached.
    pub milestone: Milestone,
    /// When.
    pub at: Instant,
    /// Where the time stands.
    pub span: Span,
    /// The time as written.
    pub written: String,
    /// The block.
    pub block: BlockId,
    /// What states it.
    pub source: Source,
    /// The day is lent from elsewhere and may be off by one.
    pub floating: bool,
}

/// What an entry says was reached. Half measures ("partially restored",
/// "attempted to") are none.
#[must_use]
pub fn classify(text: &str) -> Option<Milestone> {
    text.read(|text| {
        if STARTED.is_in(text) {
            return Some(Milestone::Started);
        }
        let restored = RESTORED.is_in(text);
        if (restored || RESOLVED.is_in(text)) && !UNFINISHED.is_in(text) {
            return Some(if restored { Milestone::Restored } else { Milestone::Resolved });
        }
        DETECTED.is_in(text).then_some(Milestone::Detected)
    })
}

/// What an entry says was reached: in its first sentence, else anywhere.
pub(super) fn classify_entry(text: &str) -> Option<Milestone> {
    classify(first_sentence(text)).or_else(|| classify(text))
}

/// The text up to its first full stop or semicolon.
pub(super) fn first_sentence(text: &str) -> &str {
    text.split(['.', ';']).next().unwrap_or_default()
}

/// All stated milestones.
pub(super) fn read(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    timelines: &[Timeline],
    windows: &[Window],
) -> Vec<Moment> {
    let mut moments = of_fields(document, facts, resolver, timelines);
    moments.extend(super::sentences::read(document, facts, resolver, (timelines, windows)));
    let places = places(document);
    for timeline in timelines {
        for track in &timeline.tracks {
            let told =
                |entry: &&Entry| entry.field.is_none() && entry.start.has_clock() && places.have(entry.block);
            let entries = track.entries.iter().filter(told);
            moments.extend(entries.filter_map(|entry| of_entry(entry, track.floating)));
        }
    }
    for window in windows {
        moments.push(of_window(window, Milestone::Started));
        moments.push(of_window(window, Milestone::Restored));
    }
    moments
}

/// The blocks whose words may say that something was reached.
fn places(document: &Document<'_>) -> BlockSet {
    let phrases = [STARTED, DETECTED, RESTORED, RESOLVED];
    phrases.into_iter().fold(BlockSet::none(), |all, phrase| all.or(&document.saying(phrase)))
}

fn of_entry(entry: &Entry, floating: bool) -> Option<Moment> {
    Some(Moment {
        milestone: classify_entry(&entry.text)?,
        at: entry.start.clone(),
        span: entry.span,
        written: entry.written.clone(),
        block: entry.block,
        source: Source::Entry,
        floating,
    })
}

fn of_window(window: &Window, milestone: Milestone) -> Moment {
    let start = milestone == Milestone::Started;
    let (at, span, written) = if start {
        (&window.start, window.start_span, &window.start_written)
    } else {
        (&window.end, window.end_span, &window.end_written)
    };
    Moment {
        milestone,
        at: at.clone(),
        span,
        written: written.clone(),
        block: window.block,
        source: Source::Window,
        floating: false,
    }
}

/// What fields state. One that is an entry of a timeline too has the day that
/// its neighbours give it: after midnight that is the next one.
fn of_fields(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    timelines: &[Timeline],
) -> Vec<Moment> {
    let entries: HashMap<Span, &Instant> =
        timelines.iter().flat_map(Timeline::entries).map(|entry| (entry.span, &entry.start)).collect();
    let mut moments = Vec::new();
    for (id, block) in document.blocks_with_ids() {
        let milestone = match block.label.as_ref().and_then(|label| label.field) {
            Some(Field::Start) => Milestone::Started,
            Some(Field::Detected) => Milestone::Detected,
            Some(Field::Acknowledged) => Milestone::Acknowledged,
            Some(Field::Declared) => Milestone::Declared,
            Some(Field::Mitigated) => Milestone::Mitigated,
            Some(Field::Restored | Field::End) => Milestone::Restored,
            Some(Field::Resolved) => Milestone::Resolved,
            _ => continue,
        };
        let Some(fact) = field_time(document, facts, id).filter(|_| !document.is_aside(block)) else {
            continue;
        };
        let Some((stamp, None)) = timestamps(fact) else {
            continue;
        };
        let written = slice(document.block(fact.block).text.text(), fact.range.clone()).to_owned();
        moments.push(Moment {
            milestone,
            at: entries.get(&fact.span).map_or_else(|| resolver.instant(stamp, fact), |at| (*at).clone()),
            span: fact.span,
            written,
            block: id,
            source: Source::Field,
            floating: stamp.date.is_none(),
        });
    }
    moments
}
