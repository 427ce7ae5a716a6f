//! The dates that a document writes where it says when something happened.

use super::claims::Window;
use super::instant::{Day, seconds_of};
use super::stamp::timestamps;
use super::timeline::{Entry, Timeline};
use crate::document::{Block, BlockId, BlockKind, Document, Field, Role, SectionId};
use crate::facts::time::value::{Date, Timestamp};
use crate::facts::{Fact, Facts};
use crate::span::Span;
use std::collections::{BTreeSet, HashMap};

/// What an expression that holds a date is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatedAs {
    /// The document's title.
    Title,
    /// A field of the document: "Detected: …".
    Field(Field),
    /// A stated window, or one end of it.
    Window,
    /// The time of an entry of a timeline.
    Entry,
    /// A line of a timeline that dates what follows it.
    DayLine,
}

/// An expression with one date, or with the two of a range.
#[derive(Clone, Debug)]
pub struct Dated {
    /// What it is to the document.
    pub as_what: DatedAs,
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub written: String,
    /// Its block.
    pub block: BlockId,
    /// The dates, one or two.
    pub dates: Vec<Date>,
    /// Seconds since midnight of the first, where a time of day is written.
    pub seconds: Option<i64>,
}

impl Dated {
    /// The days of its dates, counted from 1970-01-01; `year` where none is
    /// written.
    #[must_use]
    pub fn days(&self, year: i32) -> Vec<i64> {
        self.dates.iter().filter_map(|date| day_number(date, year)).collect()
    }
}

/// The day of a date, counted from 1970-01-01; `year` where it has none.
#[must_use]
pub fn day_number(date: &Date, year: i32) -> Option<i64> {
    Day::of(date, year).map(|day| day.number)
}

/// All dates that are written in the title, in a field, in a window or in a
/// timeline, in the order of the text.
#[must_use]
pub fn dated(
    document: &Document<'_>,
    facts: &Facts,
    timelines: &[Timeline],
    windows: &[Window],
) -> Vec<Dated> {
    let of_entry: HashMap<BlockId, &Entry> =
        timelines.iter().flat_map(Timeline::entries).map(|entry| (entry.block, entry)).collect();
    // Start and end fields are fields.
    let sentences = windows.iter().filter(|window| window.is_sentence());
    let ends: BTreeSet<usize> =
        sentences.flat_map(|window| [window.start_span.start, window.end_span.start]).collect();
    let place = |fact: &Fact| {
        let block = document.block(fact.block);
        if fact.quoted || document.is_aside(block) {
            return None;
        }
        if document.title().is_some_and(|title| title.span.overlaps(fact.span)) || is_title_field(block) {
            return Some(DatedAs::Title);
        }
        if ends.range(fact.span.range()).next().is_some() {
            return Some(DatedAs::Window);
        }
        if let Some(field) = field_of(document, fact.block) {
            return (tells_when(field) && !in_front_matter(block)).then_some(DatedAs::Field(field));
        }
        if of_entry.get(&fact.block).is_some_and(|entry| entry.span.overlaps(fact.span)) {
            return Some(DatedAs::Entry);
        }
        let is_day_line = document.roles(block.section).has(Role::Timeline) && opens_or_fills(block, fact);
        is_day_line.then_some(DatedAs::DayLine)
    };
    facts.all().iter().filter_map(|fact| read(document, fact, place(fact)?)).collect()
}

fn read(document: &Document<'_>, fact: &Fact, as_what: DatedAs) -> Option<Dated> {
    let (start, end) = timestamps(fact)?;
    let dates: Vec<Date> = [start.date, end.and_then(|end| end.date)].into_iter().flatten().collect();
    let seconds = |stamp: &Timestamp| stamp.clock.as_ref().map(seconds_of);
    let written = document.block(fact.block).text.text().get(fact.range.clone())?.to_owned();
    let (span, block, seconds) = (fact.span, fact.block, seconds(start));
    (!dates.is_empty()).then_some(Dated { as_what, span, written, block, dates, seconds })
}

/// Whether a field dates the incident, not the document or its actions.
const fn tells_when(field: Field) -> bool {
    field.is_point() || matches!(field, Field::Date | Field::Duration)
}

/// The field that a block states, itself or as the line below its label.
fn field_of(document: &Document<'_>, id: BlockId) -> Option<Field> {
    let label = |id: BlockId| document.block(id).label.as_ref();
    if let Some(own) = label(id) {
        return own.field;
    }
    let above = id.0.checked_sub(1).map(BlockId).and_then(label)?;
    above.field.filter(|_| above.alone)
}

fn in_front_matter(block: &Block<'_>) -> bool {
    block.kind == BlockKind::KeyValue && block.section == SectionId(0)
}

fn is_title_field(block: &Block<'_>) -> bool {
    in_front_matter(block)
        && block.label.as_ref().is_some_and(|label| label.name.eq_ignore_ascii_case("title"))
}

/// A heading, or a line that holds nothing but the date.
fn opens_or_fills(block: &Block<'_>, fact: &Fact) -> bool {
    let text = block.text.text();
    let marks = |text: Option<&str>| text.is_some_and(|text| text.chars().all(|c| !c.is_alphanumeric()));
    let opens = marks(text.get(..fact.range.start));
    opens && (block.kind == BlockKind::Heading || marks(text.get(fact.range.end..)))
}
