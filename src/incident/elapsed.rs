//! Entries that are told by the time since zero: `T+15`, `+00:15`.
//!
//! They run on a calendar of their own. Zero may be the first error, the
//! detection or the page, so they are never laid on the clock; they have an
//! order and distances, and that is what is compared.

use super::instant::{DateOrigin, Day, Grain, Instant};
use super::milestones::{Milestone, classify};
use super::network::Constraint;
use super::statements::{Place, Says, Statement, TOLERANCE, Told, point};
use super::timeline::{Entry, Track};
use crate::document::{BlockId, Document};
use crate::facts::{Fact, Offset, Since, Value};
use crate::span::slice;

/// The entry of a block that opens with an offset from zero.
pub(super) fn entry_of(document: &Document<'_>, id: BlockId, facts: &[Fact]) -> Option<Entry> {
    let block = document.block(id);
    let text = block.text.text();
    let (fact, offset) = facts.iter().find_map(|fact| offset_of(fact).map(|offset| (fact, offset)))?;
    let before = text.get(..fact.range.start)?;
    let cell = before.rsplit(" | ").next().unwrap_or(before);
    if offset.since != Since::Zero || fact.quoted || cell.contains(char::is_alphanumeric) {
        return None;
    }
    Some(Entry {
        block: id,
        span: fact.span,
        written: text.get(fact.range.clone())?.to_owned(),
        text: super::stamp::without(text, &fact.range),
        start: instant(offset),
        end: None,
        field: None,
    })
}

/// Whether a block opens with any offset: it says when, if not by the clock.
pub(super) fn opens_with_offset(document: &Document<'_>, id: BlockId, facts: &[Fact]) -> bool {
    let text = document.block(id).text.text();
    let opens = |fact: &Fact| {
        let before = slice(text, ..fact.range.start);
        !before.contains(char::is_alphanumeric)
    };
    facts.iter().any(|fact| offset_of(fact).is_some() && opens(fact))
}

/// The track of such entries; none where there is but one.
pub(super) fn track(entries: Vec<Entry>) -> Option<Track> {
    (entries.len() > 1).then_some(Track { entries, newest_first: false, floating: true })
}

const fn offset_of(fact: &Fact) -> Option<&Offset> {
    match &fact.value {
        Value::Offset(offset) => Some(offset),
        _ => None,
    }
}

fn instant(offset: &Offset) -> Instant {
    Instant {
        day: Day::UNKNOWN,
        seconds: offset.seconds() as i64,
        grain: if offset.distance.unit < 60.0 { Grain::Second } else { Grain::Minute },
        zone: None,
        zone_from: None,
        zone_is_default: false,
        origin: DateOrigin::Unknown,
        approximate: false,
    }
}

/// From where zero may be counted: no earlier than the start, as all of these.
const ZEROS: [Milestone; 3] = [Milestone::Started, Milestone::Detected, Milestone::Acknowledged];

impl Told<'_> {
    /// What the entries that count from zero tell of the recovery: it lies so
    /// long after whatever zero was.
    pub(super) fn counted(&self) -> Option<Statement> {
        let tracks = self.timelines.iter().flat_map(|timeline| &timeline.elapsed);
        let told = tracks.flat_map(|track| &track.entries).filter_map(|entry| {
            let milestone = classify(&entry.text)?;
            matches!(milestone, Milestone::Restored | Milestone::Resolved).then_some((entry, milestone))
        });
        let told: Vec<(&Entry, Milestone)> = told.collect();
        let (last, _) = told.iter().max_by_key(|(entry, _)| entry.start.seconds)?;
        let restored = told.iter().filter(|(_, milestone)| *milestone == Milestone::Restored);
        let first = restored.map(|(entry, _)| entry.start.seconds).min();
        let reading = |zero: &Milestone, scale: i64| {
            let low = first.map(|first| first / scale - TOLERANCE);
            let high = Some(last.start.seconds / scale + TOLERANCE);
            vec![Constraint { from: point(*zero), to: point(Milestone::Restored), low, high }]
        };
        // `1:30` may be minutes and seconds.
        let scales: &[i64] = if last.written.contains(':') { &[1, 60] } else { &[1] };
        let readings = ZEROS.iter().flat_map(|zero| scales.iter().map(move |scale| reading(zero, *scale)));
        let place = Place {
            span: last.span,
            written: last.written.clone(),
            milestone: Some(Milestone::Restored),
            at: None,
        };
        Some(Statement {
            says: Says::Counted(Milestone::Restored),
            places: vec![place],
            readings: readings.collect(),
        })
    }
}
