//! The entries of a timeline: what happened when, line by line.

use super::days::{DayWalker, counts_to_twelve, is_newest_first};
use super::elapsed;
use super::instant::{Day, Instant};
use super::resolve::Resolver;
use super::stamp::{Stamp, stamp_of};
use crate::document::{Block, BlockId, BlockKind, Document, Field, Opening, Role, SectionId};
use crate::facts::Facts;
use crate::span::Span;
use std::collections::HashSet;

/// A section that tells what happened when.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The section.
    pub section: SectionId,
    /// Where its heading, or else its first entry, stands.
    pub heading: Span,
    /// It is called a timeline; otherwise it is a list that reads like one.
    pub named: bool,
    /// Its entries, list by list: nested lists and tables run each on their own.
    pub tracks: Vec<Track>,
    /// Its entries that count from zero (`T+15`), on a calendar of their own:
    /// their order and distances count, their instants do not.
    pub elapsed: Vec<Track>,
    /// List items and rows that state no time, nor does anything below them.
    pub untimed: Vec<BlockId>,
    /// Times of day beside those that its entries begin with: in sentences,
    /// further on in an entry, at the end of a range, or counted from another
    /// moment ("ten minutes later").
    pub times_in_prose: usize,
    /// Code, pictures or links stand in it: what they show cannot be read.
    pub has_unreadable: bool,
}

impl Timeline {
    /// All entries, track by track.
    #[must_use]
    pub fn entries(&self) -> Vec<&Entry> {
        self.tracks.iter().flat_map(|track| &track.entries).collect()
    }
}

/// A run of entries that follow each other in time.
#[derive(Clone, Debug)]
pub struct Track {
    /// In the order of the text.
    pub entries: Vec<Entry>,
    /// The newest entry comes first.
    pub newest_first: bool,
    /// No entry states its date: the day comes from elsewhere.
    pub floating: bool,
}

impl Track {
    /// The entries from the earliest to the latest, as the list means them.
    pub fn forward(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        if self.newest_first {
            entries.reverse();
        }
        entries
    }
}

/// One entry of a timeline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its block.
    pub block: BlockId,
    /// Where its time stands.
    pub span: Span,
    /// Its time as written.
    pub written: String,
    /// What happened: the text without the time.
    pub text: String,
    /// When; the beginning of a range.
    pub start: Instant,
    /// The end of a range.
    pub end: Option<Instant>,
    /// What the entry's label states, where it is a field.
    pub field: Option<Field>,
}

/// Stamped items that make a list a timeline though nothing calls it one.
const IMPLICIT: usize = 3;

/// Reads all timelines of a document.
pub(super) fn read(document: &Document<'_>, facts: &Facts, resolver: &Resolver<'_>) -> Vec<Timeline> {
    let mut timelines = Vec::new();
    let mut taken = vec![false; document.blocks().len()];
    for (i, section) in document.sections().iter().enumerate() {
        let inside_other = section.parent.is_some_and(|parent| document.roles(parent).has(Role::Timeline));
        if section.roles.has(Role::Timeline) && !inside_other {
            let blocks = blocks_of(document, SectionId(i));
            for id in &blocks {
                taken[id.0] = true;
            }
            timelines.push(named(document, facts, resolver, SectionId(i), &blocks));
        }
    }
    let rest: Vec<BlockId> = (0..taken.len()).filter(|i| !taken[*i]).map(BlockId).collect();
    timelines.extend(implicit(document, facts, resolver, &rest));
    timelines.sort_by_key(|timeline| timeline.heading);
    timelines
}

/// The blocks of a section, less those of sub-sections with another role. A
/// label inside the timeline ("Resolution: 14:05 …") is no other section.
fn blocks_of(document: &Document<'_>, section: SectionId) -> Vec<BlockId> {
    let belongs = |block: &Block<'_>| {
        let mut path = document.ancestors(block.section).take_while(|id| *id != section);
        path.all(|id| {
            let inner = document.section(id);
            inner.opening == Opening::Field || inner.roles.is_empty() || inner.roles.has(Role::Timeline)
        })
    };
    let first = document.section(section).block.map_or(0, |block| block.0);
    let inside = document
        .blocks_with_ids()
        .skip(first)
        .take_while(|(_, block)| document.is_within(block.section, section));
    inside.filter(|(_, block)| belongs(block)).map(|(id, _)| id).collect()
}

fn named(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    section: SectionId,
    blocks: &[BlockId],
) -> Timeline {
    let own_heading = document.section(section).block;
    let mut stamped: Vec<(BlockId, Stamp)> = Vec::new();
    let mut untimed = Vec::new();
    let mut counted = Vec::new();
    let mut times_in_prose = 0;
    let mut has_unreadable = false;
    let mut part = Part::default();
    for &id in blocks {
        let block = document.block(id);
        has_unreadable |=
            block.kind == BlockKind::Code || !block.text.opaque().is_empty() && block.text.text().len() < 200;
        if document.is_aside(block) || (Some(id) == own_heading && block.kind == BlockKind::Heading) {
            continue;
        }
        let stamp = stamp_of(document, block, facts.of(id), true);
        part.advance(resolver, block, stamp.as_ref());
        let clocks: usize = facts.of(id).iter().map(super::stamp::clocks).sum();
        match stamp {
            Some(stamp) => {
                times_in_prose += clocks.saturating_sub(1);
                stamped.push((id, Stamp { day: part.day, segment: part.number, ..stamp }));
            }
            None => {
                times_in_prose += clocks;
                match elapsed::entry_of(document, id, facts.of(id)) {
                    Some(entry) => counted.push(entry),
                    None if elapsed::opens_with_offset(document, id, facts.of(id)) => times_in_prose += 1,
                    None if is_entry_like(block) => untimed.push(id),
                    None => {}
                }
            }
        }
    }
    let holding: HashSet<BlockId> = stamped.iter().filter_map(|(id, _)| document.block(*id).parent).collect();
    untimed.retain(|id| !holding.contains(id));
    let heading = document.section(section).heading;
    let tracks = tracks_of(document, resolver, stamped);
    let elapsed = elapsed::track(counted).into_iter().collect();
    Timeline { section, heading, named: true, tracks, elapsed, untimed, times_in_prose, has_unreadable }
}

/// A part of a timeline: what stands below one heading, day or lead-in line.
#[derive(Default)]
struct Part {
    number: usize,
    day: Option<(Day, Span)>,
}

/// Most words of a line that leads a list in: "US region:".
const LEAD_WORDS: usize = 5;

impl Part {
    /// Begins a new part where a block is a heading, a day by itself, or a
    /// short line that leads the next list in.
    fn advance(&mut self, resolver: &Resolver<'_>, block: &Block<'_>, stamp: Option<&Stamp>) {
        let outline = matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph);
        if !outline {
            return;
        }
        if let Some(stamp) = stamp {
            if let Some(date) = stamp.start.date.filter(|_| stamp.is_day_line()) {
                self.number += 1;
                self.day = Some((resolver.day_of(&date, stamp.span.start), stamp.span));
            }
            return;
        }
        let words = block.text.text().split_whitespace().count();
        if block.kind == BlockKind::Heading || words <= LEAD_WORDS {
            self.number += 1;
            self.day = None;
        }
    }
}

/// A list item or a row that would be an entry if it had a time.
fn is_entry_like(block: &Block<'_>) -> bool {
    match block.kind {
        BlockKind::Item(item) => item.depth == 1 && !item.continued,
        BlockKind::Row { header, .. } => !header,
        _ => false,
    }
}

/// Lists outside of any timeline section that read like one: at least three
/// items that begin with a time of day.
fn implicit(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    blocks: &[BlockId],
) -> Vec<Timeline> {
    let mut stamped: Vec<(BlockId, Stamp)> = Vec::new();
    for &id in blocks {
        let block = document.block(id);
        let roles = document.roles(block.section);
        let other = roles.has_any(&[Role::Actions, Role::Supporting, Role::Related, Role::Responders]);
        if document.is_aside(block)
            || other
            || block.label.as_ref().is_some_and(|label| label.field.is_some())
        {
            continue;
        }
        if let Some(stamp) = stamp_of(document, block, facts.of(id), false) {
            stamped.push((id, stamp));
        }
    }
    let tracks = tracks_of(document, resolver, stamped);
    let long = tracks.into_iter().filter(|track| track.entries.len() >= IMPLICIT);
    let timeline = |track: Track| {
        let first = track.entries.first()?;
        Some(Timeline {
            section: document.block(first.block).section,
            heading: first.span,
            named: false,
            tracks: vec![track],
            elapsed: Vec::new(),
            untimed: Vec::new(),
            times_in_prose: 0,
            has_unreadable: false,
        })
    };
    long.filter_map(timeline).collect()
}

/// What keeps two entries on one track: the section, the kind of line, its
/// depth or table, the item above, and the part of the timeline.
type TrackKey = (SectionId, u8, usize, Option<BlockId>, usize);

fn track_key(document: &Document<'_>, block: &Block<'_>, part: usize) -> TrackKey {
    let is_outline = |id: &SectionId| document.section(*id).opening != Opening::Field;
    let outline = |from: SectionId| document.ancestors(from).find(is_outline).unwrap_or(SectionId(0));
    match block.kind {
        // Headings and the lines under date headings run through the section
        // that holds the headings.
        BlockKind::Heading => {
            let above = document.section(block.section).parent.unwrap_or(SectionId(0));
            (above, 0, 0, None, 0)
        }
        BlockKind::Item(item) => (timeline_root(document, block), 1, item.depth, block.parent, part),
        BlockKind::Row { table, .. } => (outline(block.section), 2, table, None, 0),
        BlockKind::Paragraph | BlockKind::KeyValue | BlockKind::Code => {
            (timeline_root(document, block), 3, 0, None, part)
        }
    }
}

/// The section that gives a block its role: lists under the date headings of
/// one timeline are one track.
fn timeline_root(document: &Document<'_>, block: &Block<'_>) -> SectionId {
    let root = document.ancestors(block.section).find(|id| document.section(*id).roles.has(Role::Timeline));
    root.unwrap_or(block.section)
}

fn tracks_of(document: &Document<'_>, resolver: &Resolver<'_>, stamped: Vec<(BlockId, Stamp)>) -> Vec<Track> {
    let mut groups: Vec<(TrackKey, Vec<(BlockId, Stamp)>)> = Vec::new();
    for (id, stamp) in stamped {
        let key = track_key(document, document.block(id), stamp.segment);
        match groups.iter_mut().rev().take(16).find(|(known, _)| *known == key) {
            Some((_, group)) => group.push((id, stamp)),
            None => groups.push((key, vec![(id, stamp)])),
        }
    }
    let tracks = groups.into_iter().map(|(_, group)| track(document, resolver, group));
    tracks.filter(|track| !track.entries.is_empty()).collect()
}

/// Gives the entries of a track their days, in the order in which they
/// happened.
fn track(document: &Document<'_>, resolver: &Resolver<'_>, group: Vec<(BlockId, Stamp)>) -> Track {
    let floating = group.iter().all(|(_, stamp)| stamp.start.date.is_none());
    let half_day_clock = counts_to_twelve(&group);
    let majority = is_newest_first(resolver, &group);
    let walk = |newest_first: bool| {
        let mut walker = DayWalker::new(resolver, half_day_clock);
        let mut entries: Vec<Entry> = Vec::new();
        if newest_first {
            entries.extend(group.iter().rev().filter_map(|(id, stamp)| walker.entry(document, *id, stamp)));
            entries.reverse();
        } else {
            entries.extend(group.iter().filter_map(|(id, stamp)| walker.entry(document, *id, stamp)));
        }
        entries
    };
    let mut entries = walk(majority);
    let mut newest_first = majority;
    // Without dates, the stated window knows better than a majority of steps:
    // it tells which way the entries lie inside it.
    if majority && floating {
        let forward = walk(false);
        let inside =
            |entries: &[Entry]| entries.iter().filter(|entry| resolver.is_in_extent(&entry.start)).count();
        if inside(&forward) > inside(&entries) {
            (entries, newest_first) = (forward, false);
        }
    }
    let floating = floating && !entries.iter().any(|entry| dated_within_timeline(document, resolver, entry));
    Track { entries, newest_first, floating }
}

/// Whether an entry's day is stated by a heading or item of the timeline.
fn dated_within_timeline(document: &Document<'_>, resolver: &Resolver<'_>, entry: &Entry) -> bool {
    let Some((_, span)) = resolver.day_above(entry.block) else {
        return false;
    };
    document.title().is_none_or(|title| !title.span.overlaps(span))
}
