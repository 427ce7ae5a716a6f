//! From the incident to what is drawn of it.

use super::clock::{Clock, DAY};
use super::disputes::is_contradiction;
use super::{Conflict, Drawing, Entry, Kind, Phase, Place, Stated};
use crate::document::{Document, Field};
use crate::finding::{Diagnostic, Finding};
use crate::incident::{
    Claim, DateOrigin, Grain, Incident, Instant, Measure, Milestone, Moment, Reached, Source, Timeline,
    Window, opens_with_clock,
};
use crate::span::{LineIndex, Span, one_line, slice};
use std::collections::{HashMap, HashSet};

/// A length that goes on for longer than this is no bar that helps a reader,
/// in seconds: ten years.
const LONGEST: i64 = 3_653 * DAY;
/// Most statements about the whole incident that are drawn, and most
/// contradictions: more is no picture.
const MOST: usize = 60;

pub(super) fn drawing(
    document: &Document<'_>,
    incident: &Incident,
    diagnostics: &[Diagnostic],
    text: &str,
) -> Option<Drawing> {
    let clocked = |timeline: &&Timeline| timeline.entries().iter().any(|entry| entry.start.has_clock());
    let by_clock = incident.timelines.iter().any(|timeline| clocked(&timeline))
        || incident.moments.iter().any(|moment| moment.at.has_clock())
        || incident.windows.iter().any(|window| window.start.has_clock());
    let elapsed = !by_clock && incident.timelines.iter().any(|timeline| !timeline.elapsed.is_empty());
    if !by_clock && !elapsed && !tells_by_day(incident) {
        return None;
    }
    let clock = Clock::of(&instants(incident, elapsed), elapsed);
    let reader =
        Reader { document, incident, reached: incident.reached(), clock, index: LineIndex::new(text), text };
    let entries = reader.entries(elapsed);
    let stated = if elapsed { Vec::new() } else { reader.stated(&entries) };
    let phases = if elapsed { Vec::new() } else { reader.phases() };
    let all = incident.entries().count();
    let left_out = if elapsed { all } else { all.saturating_sub(entries.len()) };
    let mut drawing = Drawing {
        title: document.name(),
        clock: reader.clock.clone(),
        stated,
        phases,
        entries,
        conflicts: Vec::new(),
        without_time: incident.entries_without_time(document) + left_out,
    };
    if drawing.entries.is_empty() && drawing.stated.is_empty() {
        return None;
    }
    reader.add_conflicts(&mut drawing, diagnostics);
    Some(drawing)
}

/// Whether a timeline tells what happened on which days, and on several.
fn tells_by_day(incident: &Incident) -> bool {
    const LEAST: usize = 3;
    let dated = |entry: &&crate::incident::Entry| entry.start.origin == DateOrigin::Written;
    let mut named = incident.timelines.iter().filter(|timeline| timeline.named);
    named.any(|timeline| {
        let entries = timeline.entries();
        let days = || entries.iter().copied().filter(dated).map(|entry| entry.start.day.number);
        days().count() >= LEAST && days().min() < days().max()
    })
}

/// The instants that are drawn.
fn instants(incident: &Incident, elapsed: bool) -> Vec<&Instant> {
    if elapsed {
        let tracks = incident.timelines.iter().flat_map(|timeline| &timeline.elapsed);
        return tracks.flat_map(|track| track.entries.iter().map(|entry| &entry.start)).collect();
    }
    let entries = incident.entries().flat_map(|entry| [Some(&entry.start), entry.end.as_ref()]).flatten();
    let windows = incident.windows.iter().flat_map(|window| [&window.start, &window.end]);
    let moments = incident.moments.iter().filter(|moment| moment.source != Source::Entry);
    entries.chain(windows).chain(moments.map(|moment| &moment.at)).collect()
}

struct Reader<'r> {
    document: &'r Document<'r>,
    incident: &'r Incident,
    reached: Reached,
    clock: Clock,
    index: LineIndex<'r>,
    text: &'r str,
}

impl Reader<'_> {
    fn place(&self, span: Span) -> Place {
        let written = as_read(slice(self.text, span.range()));
        Place { span, line: self.index.position(span.start).line, written }
    }

    /// The entries of the timelines, the earliest first.
    fn entries(&self, elapsed: bool) -> Vec<Entry> {
        let tracks = self
            .incident
            .timelines
            .iter()
            .flat_map(|timeline| if elapsed { &timeline.elapsed } else { &timeline.tracks });
        let entry = |entry: &crate::incident::Entry| {
            let text = entry.told(self.document);
            if entry.start.grain == Grain::Day && opens_with_clock(&text) {
                return None;
            }
            let milestone = if elapsed {
                self.reached.of_counted(entry, &text)
            } else {
                self.reached.of_entry(self.document, entry, &text)
            };
            Some(Entry {
                at: self.clock.place(&entry.start)?,
                end: entry.end.as_ref().and_then(|end| self.clock.place(end)),
                grain: entry.start.grain,
                approximate: entry.start.approximate,
                other_zone: self.clock.is_foreign(&entry.start),
                text,
                place: self.place(entry.span),
                milestone,
                conflicts: Vec::new(),
            })
        };
        let mut entries: Vec<Entry> = tracks.flat_map(|track| track.forward()).filter_map(entry).collect();
        beside_neighbours(&mut entries, &self.clock);
        entries.sort_by_key(|entry| (entry.at, entry.grain != Grain::Day));
        entries
    }

    /// What is stated of the incident as a whole.
    fn stated(&self, entries: &[Entry]) -> Vec<Stated> {
        let mut all: Vec<Stated> = Vec::new();
        for window in &self.incident.windows {
            all.extend(self.window(window));
        }
        for claim in &self.incident.claims {
            all.extend(self.length(claim, entries));
        }
        // The ends of a window are its own milestones, and so are those of
        // entries theirs.
        let windows = self.incident.windows.iter();
        let drawn: HashSet<Span> = windows
            .flat_map(|window| [window.start_span, window.end_span])
            .chain(entries.iter().map(|entry| entry.place.span))
            .collect();
        for moment in self.reached.moments() {
            let alone = matches!(moment.source, Source::Field | Source::Sentence);
            if alone && !drawn.contains(&moment.span) {
                all.extend(self.milestone(moment));
            }
        }
        all.truncate(MOST);
        merged(all)
    }

    fn window(&self, window: &Window) -> Option<Stated> {
        let mut places = vec![self.place(window.start_span)];
        if window.end_span != window.start_span {
            places.push(self.place(window.end_span));
        }
        Some(Stated {
            kind: Kind::Window,
            name: "stated window",
            from: self.clock.place(&window.start)?,
            to: self.clock.place(&window.end)?,
            grain: window.start.grain.max(window.end.grain),
            places,
            conflicts: Vec::new(),
        })
    }

    fn milestone(&self, moment: &Moment) -> Option<Stated> {
        let at = self.clock.place(&moment.at)?;
        Some(Stated {
            kind: Kind::Milestone(moment.milestone),
            name: name_of(moment.milestone),
            from: at,
            to: at,
            grain: moment.at.grain,
            places: vec![self.place(moment.span)],
            conflicts: Vec::new(),
        })
    }

    /// A stated length, from where it is counted, else from the first thing
    /// that is told.
    fn length(&self, claim: &Claim, entries: &[Entry]) -> Option<Stated> {
        if !claim.is_figure(self.document) {
            return None;
        }
        let seconds = claim.duration.seconds as i64;
        let moment = self.reached.begin_of(claim, self.clock.zone.as_ref());
        let first = || entries.first().map(|entry| entry.at);
        let from = moment.and_then(|moment| self.clock.place(&moment.at)).or_else(first)?;
        let to = from.checked_add(seconds).filter(|_| (1..LONGEST).contains(&seconds))?;
        Some(Stated {
            kind: Kind::Length,
            name: measure_name(claim.measure),
            from,
            to,
            grain: moment.map_or(Grain::Minute, |moment| moment.at.grain),
            places: vec![self.place(claim.span)],
            conflicts: Vec::new(),
        })
    }

    /// What passed between the milestones.
    fn phases(&self) -> Vec<Phase> {
        let ends = [
            ("time to detect", Field::TimeToDetect),
            ("time to mitigate", Field::TimeToMitigate),
            ("time to resolve", Field::TimeToResolve),
        ];
        let phase = |(name, phase): (&'static str, Field)| {
            let (start, end) = (self.reached.at(Milestone::Started)?, self.reached.end_of(phase)?);
            let from = (start.milestone, self.clock.place(&start.at)?);
            let to = (end.milestone, self.clock.place(&end.at)?);
            (from.1 <= to.1).then_some(Phase { name, from, to })
        };
        ends.into_iter().filter_map(phase).collect()
    }

    /// Findings that name the place of something drawn.
    fn add_conflicts(&self, drawing: &mut Drawing, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            if !is_contradiction(diagnostic) {
                continue;
            }
            let number = drawing.conflicts.len();
            if number == MOST {
                break;
            }
            let finding = &diagnostic.finding;
            let stated = drawing.stated.iter_mut().map(|it| (&it.places[..], &mut it.conflicts));
            let entries = drawing.entries.iter_mut();
            let entries = entries.map(|it| (std::slice::from_ref(&it.place), &mut it.conflicts));
            let mut drawn = false;
            for (places, conflicts) in stated.chain(entries) {
                if places.iter().any(|place| names(finding, place.span)) {
                    conflicts.push(number);
                    drawn = true;
                }
            }
            if drawn {
                drawing.conflicts.push(self.conflict(diagnostic));
            }
        }
    }

    fn conflict(&self, diagnostic: &Diagnostic) -> Conflict {
        let finding = &diagnostic.finding;
        let place = |label: &crate::finding::Label| (self.place(label.span), label.message.clone());
        Conflict {
            rule: diagnostic.rule.clone(),
            severity: diagnostic.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            places: finding.labels().map(place).collect(),
        }
    }
}

/// A piece of the source as its reader sees it, near enough: without the marks
/// of emphasis and code.
fn as_read(source: &str) -> String {
    let plain = source.replace("**", "").replace(['`', '\\'], "");
    one_line(plain.trim_matches(['*', '_', ' ', '\n']))
}

/// Whether a finding has a label on this place.
fn names(finding: &Finding, span: Span) -> bool {
    finding.labels().any(|label| label.span.overlaps(span))
}

/// Statements that say the same become one with all their places; windows come
/// first, then lengths, then milestones.
fn merged(all: Vec<Stated>) -> Vec<Stated> {
    let mut merged: Vec<Stated> = Vec::new();
    for stated in all {
        let same = |known: &&mut Stated| {
            (known.kind, known.name, known.from, known.to)
                == (stated.kind, stated.name, stated.from, stated.to)
        };
        match merged.iter_mut().find(same) {
            Some(known) => known.places.extend(stated.places),
            None => merged.push(stated),
        }
    }
    let order = |stated: &Stated| match stated.kind {
        Kind::Window => 0,
        Kind::Length => 1,
        Kind::Milestone(milestone) => 2 + milestone as usize,
    };
    merged.sort_by_key(order);
    merged
}

const fn name_of(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "started",
        Milestone::Detected => "detected",
        Milestone::Acknowledged => "acknowledged",
        Milestone::Declared => "declared",
        Milestone::Mitigated => "mitigated",
        Milestone::Restored => "restored",
        Milestone::Resolved => "resolved",
    }
}

const fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Phase(Field::TimeToDetect) => "stated time to detect",
        Measure::Phase(Field::TimeToAcknowledge) => "stated time to acknowledge",
        Measure::Phase(Field::TimeToMitigate) => "stated time to mitigate",
        Measure::Phase(Field::TimeToRepair) => "stated time to repair",
        Measure::Phase(_) => "stated time to resolve",
        Measure::Outage => "stated duration",
    }
}

/// Puts what has a day and no time of day beside the first entry of that day
/// that has one: nobody said that it was at midnight.
fn beside_neighbours(entries: &mut [Entry], clock: &Clock) {
    let clocked = entries.iter().filter(|entry| entry.grain != Grain::Day);
    let mut first: HashMap<i64, i64> = HashMap::new();
    for entry in clocked {
        let at = first.entry(clock.day(entry.at)).or_insert(entry.at);
        *at = entry.at.min(*at);
    }
    for entry in entries.iter_mut().filter(|entry| entry.grain == Grain::Day) {
        entry.at = first.get(&clock.day(entry.at)).copied().unwrap_or(entry.at);
    }
}
