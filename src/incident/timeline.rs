//! The entries of a timeline: what happened when, line by line.

use super::instant::{DAY, DateOrigin, Day, HOUR, Instant};
use super::resolve::Resolver;
use super::stamp::{Stamp, stamp_of};
use crate::document::{Block, BlockId, BlockKind, Document, Field, Opening, Role, SectionId};
use crate::facts::Facts;
use crate::facts::time::value::{Meridiem, Timestamp};
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
    /// List items and rows that state no time, nor does anything below them.
    pub untimed: Vec<BlockId>,
    /// Times that its sentences mention outside of entries.
    pub times_in_prose: usize,
    /// Code, pictures or links stand in it: what they show cannot be read.
    pub has_unreadable: bool,
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

/// A step back of at least this much crosses midnight, in seconds.
const OVERNIGHT: i64 = 6 * HOUR;

/// Stamped items that make a list a timeline though nothing calls it one.
const IMPLICIT: usize = 3;

/// Reads all timelines of a document.
pub(super) fn read(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
) -> Vec<Timeline> {
    let mut timelines = Vec::new();
    let mut taken = vec![false; document.blocks().len()];
    for (i, section) in document.sections().iter().enumerate() {
        let inside_other = section
            .parent
            .is_some_and(|parent| document.roles(parent).has(Role::Timeline));
        if section.roles.has(Role::Timeline) && !inside_other {
            let blocks = blocks_of(document, SectionId(i));
            for id in &blocks {
                taken[id.0] = true;
            }
            timelines.push(named(document, facts, resolver, SectionId(i), &blocks));
        }
    }
    let rest: Vec<BlockId> = (0..taken.len())
        .filter(|i| !taken[*i])
        .map(BlockId)
        .collect();
    timelines.extend(implicit(document, facts, resolver, &rest));
    timelines.sort_by_key(|timeline| timeline.heading);
    timelines
}

/// The blocks of a section, less those of sub-sections with another role. A
/// label inside the timeline ("Resolution: 14:05 …") is no other section.
fn blocks_of(document: &Document<'_>, section: SectionId) -> Vec<BlockId> {
    let belongs = |block: &Block<'_>| {
        let mut path = document
            .ancestors(block.section)
            .take_while(|id| *id != section);
        path.all(|id| {
            let inner = document.section(id);
            inner.opening == Opening::Field
                || inner.roles.is_empty()
                || inner.roles.has(Role::Timeline)
        })
    };
    let first = document.section(section).block.map_or(0, |block| block.0);
    let inside = document
        .blocks_with_ids()
        .skip(first)
        .take_while(|(_, block)| document.is_within(block.section, section));
    inside
        .filter(|(_, block)| belongs(block))
        .map(|(id, _)| id)
        .collect()
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
    let mut times_in_prose = 0;
    let mut has_unreadable = false;
    for &id in blocks {
        let block = document.block(id);
        has_unreadable |= block.kind == BlockKind::Code
            || !block.text.opaque().is_empty() && block.text.text().len() < 200;
        if document.is_aside(block) || (Some(id) == own_heading && block.kind == BlockKind::Heading)
        {
            continue;
        }
        match stamp_of(document, block, facts.of(id), true) {
            Some(stamp) => stamped.push((id, stamp)),
            None => {
                times_in_prose += facts
                    .of(id)
                    .iter()
                    .filter(|fact| super::stamp::has_clock(fact))
                    .count();
                if is_entry_like(block) {
                    untimed.push(id);
                }
            }
        }
    }
    let holding: HashSet<BlockId> = stamped
        .iter()
        .filter_map(|(id, _)| document.block(*id).parent)
        .collect();
    untimed.retain(|id| !holding.contains(id));
    let heading = document.section(section).heading;
    let tracks = tracks_of(document, resolver, stamped);
    Timeline {
        section,
        heading,
        named: true,
        tracks,
        untimed,
        times_in_prose,
        has_unreadable,
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
        let other = roles.has_any(&[
            Role::Actions,
            Role::Supporting,
            Role::Related,
            Role::Responders,
        ]);
        if document.is_aside(block)
            || other
            || block
                .label
                .as_ref()
                .is_some_and(|label| label.field.is_some())
        {
            continue;
        }
        if let Some(stamp) = stamp_of(document, block, facts.of(id), false) {
            stamped.push((id, stamp));
        }
    }
    let tracks = tracks_of(document, resolver, stamped);
    let long = tracks
        .into_iter()
        .filter(|track| track.entries.len() >= IMPLICIT);
    let timeline = |track: Track| {
        let first = track.entries.first()?;
        Some(Timeline {
            section: document.block(first.block).section,
            heading: first.span,
            named: false,
            tracks: vec![track],
            untimed: Vec::new(),
            times_in_prose: 0,
            has_unreadable: false,
        })
    };
    long.filter_map(timeline).collect()
}

/// What keeps two entries on one track: the section, the kind of line, and
/// the item above.
type TrackKey = (SectionId, u8, usize, Option<BlockId>);

fn track_key(document: &Document<'_>, block: &Block<'_>) -> TrackKey {
    let is_outline = |id: &SectionId| document.section(*id).opening != Opening::Field;
    let outline = |from: SectionId| {
        document
            .ancestors(from)
            .find(is_outline)
            .unwrap_or(SectionId(0))
    };
    match block.kind {
        // Headings and the lines under date headings run through the section
        // that holds the headings.
        BlockKind::Heading => {
            let above = document
                .section(block.section)
                .parent
                .unwrap_or(SectionId(0));
            (above, 0, 0, None)
        }
        BlockKind::Item(item) => (timeline_root(document, block), 1, item.depth, block.parent),
        BlockKind::Row { .. } => (outline(block.section), 2, 0, None),
        BlockKind::Paragraph | BlockKind::KeyValue | BlockKind::Code => {
            (timeline_root(document, block), 3, 0, None)
        }
    }
}

/// The section that gives a block its role: lists under the date headings of
/// one timeline are one track.
fn timeline_root(document: &Document<'_>, block: &Block<'_>) -> SectionId {
    let root = document
        .ancestors(block.section)
        .find(|id| document.section(*id).roles.has(Role::Timeline));
    root.unwrap_or(block.section)
}

fn tracks_of(
    document: &Document<'_>,
    resolver: &Resolver<'_>,
    stamped: Vec<(BlockId, Stamp)>,
) -> Vec<Track> {
    let mut groups: Vec<(TrackKey, Vec<(BlockId, Stamp)>)> = Vec::new();
    for (id, stamp) in stamped {
        let key = track_key(document, document.block(id));
        match groups
            .iter_mut()
            .rev()
            .take(16)
            .find(|(known, _)| *known == key)
        {
            Some((_, group)) => group.push((id, stamp)),
            None => groups.push((key, vec![(id, stamp)])),
        }
    }
    let tracks = groups
        .into_iter()
        .map(|(_, group)| track(document, resolver, group));
    tracks.filter(|track| !track.entries.is_empty()).collect()
}

/// Gives the entries of a track their days, in the order in which they
/// happened.
fn track(
    document: &Document<'_>,
    resolver: &Resolver<'_>,
    mut group: Vec<(BlockId, Stamp)>,
) -> Track {
    // A date on its own line dates what follows; it is no entry.
    let newest_first = is_newest_first(resolver, &group);
    let floating = group.iter().all(|(_, stamp)| stamp.start.date.is_none());
    if newest_first {
        group.reverse();
    }
    let half_day_clock = counts_to_twelve(&group);
    let mut walker = DayWalker {
        resolver,
        previous: None,
        above: None,
        half_day_clock,
    };
    let mut entries = Vec::new();
    for (id, stamp) in group {
        let entry = walker.entry(document, id, stamp);
        entries.extend(entry);
    }
    if newest_first {
        entries.reverse();
    }
    let floating = floating
        && !entries
            .iter()
            .any(|entry| dated_within_timeline(document, resolver, entry));
    Track {
        entries,
        newest_first,
        floating,
    }
}

/// Whether an entry's day is stated by a heading or item of the timeline.
fn dated_within_timeline(document: &Document<'_>, resolver: &Resolver<'_>, entry: &Entry) -> bool {
    let Some((_, span)) = resolver.day_above(entry.block) else {
        return false;
    };
    document
        .title()
        .is_none_or(|title| !title.span.overlaps(span))
}

/// The majority of steps decides; few steps say nothing.
fn is_newest_first(resolver: &Resolver<'_>, group: &[(BlockId, Stamp)]) -> bool {
    let key = |stamp: &Stamp| {
        let day = stamp
            .start
            .date
            .as_ref()
            .map(|date| resolver.day_of(date, stamp.span.start).number);
        (
            day,
            stamp.start.clock.as_ref().map(super::instant::seconds_of),
        )
    };
    let (mut up, mut down) = (0_usize, 0_usize);
    for pair in group.windows(2) {
        let [(_, a), (_, b)] = pair else { continue };
        let ((day_a, clock_a), (day_b, clock_b)) = (key(a), key(b));
        let order = match (day_a, day_b) {
            (Some(a), Some(b)) if a != b => a.cmp(&b),
            (Some(_), None) | (None, Some(_)) => continue,
            _ => clock_a.cmp(&clock_b),
        };
        up += usize::from(order.is_lt());
        down += usize::from(order.is_gt());
    }
    down >= 2 && down > up
}

/// Whether hours run to twelve and start again without AM and PM: 11:50,
/// 12:20, 1:05.
fn counts_to_twelve(group: &[(BlockId, Stamp)]) -> bool {
    let clocks = || {
        group
            .iter()
            .filter_map(|(_, stamp)| stamp.start.clock.as_ref())
    };
    let unstated = clocks().any(|clock| clock.meridiem == Meridiem::Unstated);
    unstated
        && clocks()
            .all(|clock| clock.meridiem != Meridiem::Unstated || (1..=12).contains(&clock.hour))
}

/// Walks through a track from its earliest entry on.
struct DayWalker<'r, 'd> {
    resolver: &'r Resolver<'d>,
    previous: Option<Instant>,
    above: Option<(Day, Span)>,
    half_day_clock: bool,
}

impl DayWalker<'_, '_> {
    /// The entry of a stamp; none for a line that only dates what follows.
    fn entry(&mut self, document: &Document<'_>, id: BlockId, stamp: Stamp) -> Option<Entry> {
        let start = self.instant(id, &stamp);
        if !start.has_clock() && stamp.rest.trim().is_empty() {
            self.previous = Some(start);
            return None;
        }
        let end = stamp
            .end
            .as_ref()
            .map(|end| end_of(self.resolver, &start, end, stamp.span));
        if start.has_clock() {
            self.previous = Some(start.clone());
        }
        let field = document
            .block(id)
            .label
            .as_ref()
            .and_then(|label| label.field);
        Some(Entry {
            block: id,
            span: stamp.span,
            written: stamp.written,
            text: stamp.rest,
            start,
            end,
            field,
        })
    }

    fn instant(&mut self, id: BlockId, stamp: &Stamp) -> Instant {
        let above = self.resolver.day_above(id);
        let moved_on = above.is_some() && above != self.above;
        self.above = above.or(self.above);
        let (day, origin) = match (&stamp.start.date, &self.previous, above) {
            (Some(date), _, _) => (
                self.resolver.day_of(date, stamp.span.start),
                DateOrigin::Written,
            ),
            (None, _, Some((day, span))) if moved_on => (day, DateOrigin::Inherited(span)),
            (None, Some(previous), _) => (previous.day, inherited(previous, stamp.span)),
            (None, None, _) => {
                let instant = self.resolver.instant(&stamp.start, &stamp.fact);
                (instant.day, instant.origin)
            }
        };
        let mut instant = Instant::new(&stamp.start, day, origin);
        if instant.zone.is_none() {
            instant.zone = self.resolver.zone_of(id);
        }
        if stamp.start.date.is_none() && !moved_on {
            self.cross_midnight(&mut instant, &stamp.start);
        }
        instant
    }

    /// A time without a date that steps far back is on the next day; a little
    /// back on a twelve-hour clock, it is past noon.
    fn cross_midnight(&self, instant: &mut Instant, stamp: &Timestamp) {
        let Some(previous) = &self.previous else {
            return;
        };
        if !instant.has_clock() || !previous.has_clock() {
            return;
        }
        let open_half = stamp
            .clock
            .as_ref()
            .is_some_and(|clock| clock.meridiem == Meridiem::Unstated && clock.hour <= 12);
        let before = previous.seconds - (previous.seconds / DAY) * DAY;
        if open_half
            && self.half_day_clock
            && instant.seconds < before
            && instant.seconds + DAY / 2 >= before
        {
            instant.seconds += DAY / 2;
        } else if instant.seconds + OVERNIGHT <= before {
            instant.day = instant.day.plus(1);
        }
    }
}

fn inherited(previous: &Instant, here: Span) -> DateOrigin {
    match previous.origin {
        DateOrigin::Written => DateOrigin::Inherited(here),
        other => other,
    }
}

/// The end of an entry's range, on the start's day or the next.
fn end_of(resolver: &Resolver<'_>, start: &Instant, end: &Timestamp, span: Span) -> Instant {
    let written = end
        .date
        .as_ref()
        .map(|date| resolver.day_of(date, span.start));
    let mut instant = Instant::new(end, written.unwrap_or(start.day), start.origin);
    if instant.zone.is_none() {
        instant.zone.clone_from(&start.zone);
    }
    if instant.seconds < start.seconds && instant.day == start.day && instant.has_clock() {
        instant.seconds += DAY;
    }
    instant
}
