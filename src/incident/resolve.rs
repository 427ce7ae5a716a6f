//! Which day and which zone a written time belongs to.
//!
//! A time carries its own date, or inherits one: from its block, the heading
//! or item above it, or the incident's day as the document states it. Years
//! are inherited too, never taken from today. Zones hold for their scope: the
//! expression, the column, the section, the document.

use super::claims::Window;
use super::instant::{DAY, DateOrigin, Day, HOUR, Instant};
use crate::document::{Block, BlockId, BlockKind, Document, Field, Role, SectionId};
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Date, Timestamp, Zone};
use crate::facts::{Fact, Facts, Value};
use crate::span::{Span, slice};
use std::cell::Cell;

/// A written date with its place.
#[derive(Clone, Copy, Debug)]
struct Dated {
    date: Date,
    span: Span,
    block: BlockId,
}

/// Most columns of a table whose zones are told apart.
const COLUMNS: usize = 8;

/// How many dates back a year is looked for.
const NEAR: usize = 200;

/// Lends dates and zones to times.
pub(super) struct Resolver<'d> {
    document: &'d Document<'d>,
    facts: &'d Facts,
    dates: Vec<Dated>,
    anchor: Option<(Day, Span)>,
    /// Zones that stand by themselves, with the section they stand in.
    zones: Vec<(SectionId, Lent)>,
    document_zone: Option<Lent>,
    /// The zone of a document that names none at all.
    default_zone: Option<Zone>,
    /// From the earliest to the latest point of the stated windows.
    extent: Option<(i64, i64)>,
    /// The column that was last looked up, so that a long row is counted once.
    column: Cell<Column>,
}

/// The column of a place in a row: of which block, where, and which.
#[derive(Clone, Copy, Default)]
struct Column {
    row: usize,
    at: usize,
    column: usize,
}

/// How far an entry may lie outside the stated windows, in seconds: lead-up
/// and aftermath are told too.
const AROUND: i64 = 6 * HOUR;

/// From how many days apart on a date without a year lies on the other side of
/// New Year.
const MOST_OF_A_YEAR: i64 = 300;

/// The year that stands for "some year" where the document names none. A leap
/// year, so that 29 February is a day.
const SOME_YEAR: i32 = 2_000;

impl<'d> Resolver<'d> {
    /// `zone` is lent to the times of a document that names no zone at all.
    pub(super) fn new(document: &'d Document<'d>, facts: &'d Facts, zone: Option<&Zone>) -> Self {
        let dates = facts.all().iter().filter(|fact| !fact.quoted).flat_map(dated).collect();
        let lone = |fact: &Fact| Some((document.block(fact.block).section, lone_zone(fact)?));
        let zones = facts.all().iter().filter_map(lone).collect();
        let default_zone = zone.filter(|_| !facts.all().iter().any(names_zone)).cloned();
        let mut resolver = Self {
            document,
            facts,
            dates,
            anchor: None,
            zones,
            document_zone: None,
            default_zone,
            extent: None,
            column: Cell::default(),
        };
        resolver.anchor = resolver.find_anchor();
        resolver.document_zone = resolver.find_document_zone();
        resolver
    }

    /// Notes the stated windows: they decide whether a step back in a timeline
    /// leads to the next day.
    pub(super) fn learn_extent(&mut self, windows: &[Window]) {
        let start = windows.iter().map(|window| window.start.local()).min();
        let end = windows.iter().map(|window| window.end.local()).max();
        self.extent = start.zip(end);
    }

    /// Whether an instant lies inside the stated windows.
    pub(super) fn is_in_extent(&self, instant: &Instant) -> bool {
        self.extent.is_some_and(|(start, end)| start <= instant.local() && instant.local() <= end)
    }

    /// Whether the stated windows deny that an instant is on the next day:
    /// today it lies inside them, tomorrow far behind.
    pub(super) fn denies_next_day(&self, instant: &Instant) -> bool {
        self.extent.is_some_and(|(start, end)| {
            let inside = start <= instant.local() && instant.local() <= end;
            inside && instant.shifted(1).local() > end + AROUND
        })
    }

    /// The day of a written date at this place of the source.
    pub(super) fn day_of(&self, date: &Date, at: usize) -> Day {
        let Some(near) = self.dated_near(at) else { return Day::of(date, SOME_YEAR).unwrap_or(Day::UNKNOWN) };
        let year = near.year.unwrap_or(SOME_YEAR);
        let own = Day::of(date, year);
        let Some((day, there)) = own.zip(Day::of(&near, year)).filter(|_| date.year.is_none()) else {
            return own.unwrap_or(Day::UNKNOWN);
        };
        // "Jan 1" near 31 December is the day after.
        let apart = day.number - there.number;
        if apart.abs() < MOST_OF_A_YEAR {
            return day;
        }
        Day::of(date, if apart < 0 { year + 1 } else { year - 1 }).unwrap_or(day)
    }

    /// The nearest date before `at` that has a year, else after.
    fn dated_near(&self, at: usize) -> Option<Date> {
        let with_year = |dated: &&Dated| dated.date.year.is_some();
        let next = self.dates.partition_point(|dated| dated.span.start < at);
        let before = self.dates[..next].iter().rev().take(NEAR).find(with_year);
        let any = before.or_else(|| self.dates.iter().take(NEAR).find(with_year));
        any.map(|dated| dated.date)
    }

    /// The instant of a timestamp in a block, with the date it inherits.
    pub(super) fn instant(&self, stamp: &Timestamp, fact: &Fact) -> Instant {
        let (day, origin) = match &stamp.date {
            Some(date) => (self.day_of(date, fact.span.start), DateOrigin::Written),
            None => self.inherited_day(fact),
        };
        let mut instant = Instant::new(stamp, day, origin);
        self.lend_zone(&mut instant, fact.block, fact.range.start);
        instant
    }

    /// Both ends of a range; an end that lies before its start on the clock is
    /// on the next day.
    pub(super) fn ends(
        &self,
        start: &Timestamp,
        end: &Timestamp,
        end_date_shared: bool,
        fact: &Fact,
    ) -> (Instant, Instant) {
        let first = self.instant(start, fact);
        let mut last = match (&end.date, end_date_shared) {
            (Some(date), false) => Instant::new(end, self.day_of(date, fact.span.start), DateOrigin::Written),
            _ => Instant::new(end, first.day, first.origin),
        };
        last.share_zone(&first);
        let own_date = end.date.is_some() && !end_date_shared;
        if !own_date && last.seconds < first.seconds && last.has_clock() {
            last.seconds += DAY;
        }
        (first, last)
    }

    /// The day a time without a date belongs to.
    fn inherited_day(&self, fact: &Fact) -> (Day, DateOrigin) {
        if let Some(dated) = self.date_in_block(fact) {
            return (self.day_of(&dated.date, dated.span.start), DateOrigin::Inherited(dated.span));
        }
        if let Some((day, span)) = self.day_above(fact.block) {
            return (day, DateOrigin::Inherited(span));
        }
        match self.anchor {
            Some((day, span)) => (day, DateOrigin::Inherited(span)),
            None => (Day::UNKNOWN, DateOrigin::Unknown),
        }
    }

    /// The nearest date before a time in its block, else the first after it.
    fn date_in_block(&self, fact: &Fact) -> Option<Dated> {
        let here = self.dates_in(fact.block);
        let next = here.partition_point(|dated| dated.span.end <= fact.span.start);
        let after = here.get(next..).unwrap_or_default();
        let before = next.checked_sub(1).and_then(|last| here.get(last));
        before.or_else(|| after.iter().take(NEAR).find(|dated| dated.span.start >= fact.span.end)).copied()
    }

    /// The date of the list item or the heading above a block. The title's is
    /// none of them: what the document states elsewhere knows better.
    pub(super) fn day_above(&self, block: BlockId) -> Option<(Day, Span)> {
        let items =
            std::iter::successors(self.document.block(block).parent, |id| self.document.block(*id).parent);
        let sections = self.document.ancestors(self.document.block(block).section);
        let headings = sections
            .filter(|section| !self.document.is_title_section(*section))
            .filter_map(|section| self.document.section(section).block);
        let above = items.chain(headings.filter(|heading| *heading != block));
        above.take(32).find_map(|id| self.first_date(id))
    }

    fn dates_in(&self, block: BlockId) -> &[Dated] {
        let start = self.dates.partition_point(|dated| dated.block < block);
        let end = self.dates.partition_point(|dated| dated.block <= block);
        self.dates.get(start..end).unwrap_or_default()
    }

    fn first_date(&self, block: BlockId) -> Option<(Day, Span)> {
        let dated = self.dates_in(block).first()?;
        Some((self.day_of(&dated.date, dated.span.start), dated.span))
    }

    /// The incident's day, from where it is most surely stated.
    fn find_anchor(&self) -> Option<(Day, Span)> {
        let rank = |dated: &Dated| self.anchor_rank(self.document.block(dated.block));
        let best = self.dates.iter().filter_map(|dated| Some((rank(dated)?, dated)));
        let (_, dated) = best.min_by_key(|(rank, dated)| (*rank, dated.span.start))?;
        Some((self.day_of(&dated.date, dated.span.start), dated.span))
    }

    /// Whether all dates that may be the incident's are one day, or none.
    pub(super) fn names_one_day(&self) -> bool {
        let dated =
            self.dates.iter().filter(|dated| self.anchor_rank(self.document.block(dated.block)).is_some());
        let mut days = dated.map(|dated| self.day_of(&dated.date, dated.span.start).number);
        days.next().is_none_or(|first| days.all(|day| day == first))
    }

    /// How surely a date in this block is the incident's; less is surer.
    fn anchor_rank(&self, block: &Block<'_>) -> Option<u8> {
        if self.document.is_aside(block) {
            return None;
        }
        let roles = self.document.roles(block.section);
        let in_front_matter = block.kind == BlockKind::KeyValue && block.section == SectionId(0);
        match block.label.as_ref().and_then(|label| label.field) {
            Some(Field::Start | Field::Duration) => return Some(0),
            Some(Field::Date) if !in_front_matter => return Some(1),
            Some(Field::Date) => return Some(6),
            Some(Field::Published | Field::Due) => return None,
            Some(field) if field.is_point() => return Some(1),
            _ => {}
        }
        let is_title = self.document.title().is_some_and(|title| block.span.overlaps(title.span));
        let elsewhere = [Role::Actions, Role::Supporting, Role::Background, Role::Lessons];
        Some(match () {
            () if roles.has_any(&[Role::Summary, Role::Impact]) => 2,
            () if is_title => 3,
            () if roles.has(Role::Timeline) => 4,
            () if roles.has_any(&elsewhere) => return None,
            () => 5,
        })
    }

    /// Lends a time that stands at `at` in the text of a block the zone that
    /// holds there.
    pub(super) fn lend_zone(&self, instant: &mut Instant, block: BlockId, at: usize) {
        instant.lend_zone(self.zone_of(block, at));
        instant.default_zone(self.default_zone.as_ref());
    }

    /// The zone of a time that states none: of its table's column, of its
    /// section, or of the document. `at` is where the time stands in the text
    /// of its block.
    fn zone_of(&self, block: BlockId, at: usize) -> Option<Lent> {
        let here = self.document.block(block);
        let of_column = match here.kind {
            BlockKind::Row { table, header: false } => self.zone_of_column(table, here, at),
            _ => None,
        };
        of_column.or_else(|| self.zone_of_section(block)).or_else(|| self.document_zone.clone())
    }

    /// The zone that a table's header states for the column of a time, or for
    /// all of them.
    fn zone_of_column(&self, table: usize, row: &Block<'_>, at: usize) -> Option<Lent> {
        let header = self.document.header_of(table)?;
        let column = |text: &str, at: usize| text.get(..at).map_or(0, |before| before.matches(" | ").count());
        let title = self.document.block(header).text.text();
        let zones = || self.facts.of(header).iter().filter_map(|fact| Some((fact, lone_zone(fact)?)));
        let stated = || zones().take(COLUMNS);
        let (_, first) = stated().next()?;
        let own = self.column_of(row, at);
        let mut of_own = stated().filter(|(fact, _)| column(title, fact.range.start) == own);
        of_own.next().map(|(_, zone)| zone).or(Some(first))
    }

    /// The column of a place in the text of a row. Places come in the order of
    /// the text, so it is counted from the last one on.
    fn column_of(&self, row: &Block<'_>, at: usize) -> usize {
        let last = self.column.get();
        let from = if last.row == row.span.start && last.at <= at { last } else { Column::default() };
        let between = slice(row.text.text(), from.at..at);
        let column = from.column + between.matches(" | ").count();
        self.column.set(Column { row: row.span.start, at, column });
        column
    }

    /// A zone stated by itself in a heading above, or in the section's text:
    /// "Timeline (UTC)", "All times in CET". What stands above a time knows
    /// better than what stands below.
    fn zone_of_section(&self, block: BlockId) -> Option<Lent> {
        if self.zones.is_empty() {
            return None;
        }
        let here = self.document.block(block);
        let sections: Vec<SectionId> = self.document.ancestors(here.section).collect();
        let near = |(stated, _): &&(SectionId, Lent)| sections.contains(stated);
        let next = self.zones.partition_point(|(_, (_, span))| span.start < here.span.start);
        let above = self.zones.get(..next).unwrap_or_default().iter().rev().take(NEAR).find(near);
        let below = || self.zones.get(next..).unwrap_or_default().iter().take(NEAR).find(near);
        above.or_else(below).map(|(_, zone)| zone.clone())
    }

    /// The zone that the document states by itself, or the only one that any
    /// of its times carries.
    fn find_document_zone(&self) -> Option<Lent> {
        let facts = || self.facts.all().iter().filter(|fact| !fact.quoted);
        if let Some((_, zone)) = self.zones.first() {
            return Some(zone.clone());
        }
        let zones_of = |fact: &Fact| match &fact.value {
            Value::Time(TimeValue::Timestamp(stamp)) => vec![stamp.zone.clone()],
            Value::Time(TimeValue::Range(range)) => vec![range.start.zone.clone(), range.end.zone.clone()],
            _ => Vec::new(),
        };
        let mut carried =
            facts().flat_map(|fact| zones_of(fact).into_iter().flatten().map(|zone| (zone, fact.span)));
        let first = carried.next()?;
        carried.all(|(zone, _)| zone.name == first.0.name).then_some(first)
    }
}

/// A zone with the place that states it.
type Lent = (Zone, Span);

/// A zone that stands by itself, not with a time.
fn lone_zone(fact: &Fact) -> Option<Lent> {
    match &fact.value {
        Value::Time(TimeValue::Zone(zone)) if !fact.quoted => Some((zone.clone(), fact.span)),
        _ => None,
    }
}

/// Whether a fact is a zone, or carries one.
fn names_zone(fact: &Fact) -> bool {
    match &fact.value {
        Value::Time(TimeValue::Zone(_)) => true,
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.zone.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.zone.is_some() || range.end.zone.is_some(),
        _ => false,
    }
}

/// The dates that a fact writes.
fn dated(fact: &Fact) -> impl Iterator<Item = Dated> {
    fact.dates().map(|date| Dated { date, span: fact.span, block: fact.block })
}
