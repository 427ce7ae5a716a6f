//! What the document states about the incident's extent: from when to when,
//! and how long.

use super::instant::Instant;
use super::resolve::Resolver;
use super::stamp::{has_clock, stamp_of, timestamps};
use crate::document::{Block, BlockId, BlockKind, Document, Field, Role};
use crate::facts::sentence_at;
use crate::facts::time::TimeValue;
use crate::facts::time::value::Duration;
use crate::facts::{Fact, Facts, Value};
use crate::phrases::durations::{
    END_VERB, MEASURES_AFTER, MEASURES_BEFORE, OTHER_LENGTH, OTHER_OUTAGE, OUTAGE_TOLD, START_VERB,
};
use crate::span::{Span, slice};
use std::ops::Range;

/// A stated extent: "from 14:00 to 19:00 UTC", or a start and an end field.
#[derive(Clone, Debug)]
pub struct Window {
    /// When it begins.
    pub start: Instant,
    /// When it ends.
    pub end: Instant,
    /// Where the beginning stands.
    pub start_span: Span,
    /// Where the end stands.
    pub end_span: Span,
    /// The beginning as written.
    pub start_written: String,
    /// The end as written.
    pub end_written: String,
    /// The block of the beginning.
    pub block: BlockId,
    /// The sentence it stands in, as a range of the block's text; the whole
    /// text for fields.
    pub sentence: Range<usize>,
    of_fields: bool,
}

impl Window {
    /// Whether a sentence or one field states both ends, rather than a start
    /// field and an end field.
    #[must_use]
    pub const fn is_sentence(&self) -> bool {
        !self.of_fields
    }
}

/// What a stated length of time measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The outage as a whole.
    Outage,
    /// A phase, as its field says.
    Phase(Field),
}

/// A stated length of time.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What it measures.
    pub measure: Measure,
    /// How long.
    pub duration: Duration,
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub written: String,
    /// Its block.
    pub block: BlockId,
    /// The sentence it stands in, as a range of the block's text.
    pub sentence: Range<usize>,
    /// A sentence says it, not a field or the title: it may speak of a part.
    pub in_sentence: bool,
}

/// All stated windows, in the order of the text.
pub(super) fn windows(document: &Document<'_>, facts: &Facts, resolver: &Resolver<'_>) -> Vec<Window> {
    let mut windows = Vec::new();
    let is_entry = |id: BlockId, block: &Block<'_>| {
        let is_field = block.label.as_ref().is_some_and(|label| label.field.is_some());
        let in_list = matches!(block.kind, BlockKind::Item(_) | BlockKind::Row { .. });
        !is_field && in_list && stamp_of(document, block, facts.of(id), false).is_some()
    };
    for (id, block) in document.blocks_with_ids() {
        if is_entry(id, block) || !may_state_extent(document, id) {
            continue;
        }
        windows.extend(facts.of(id).iter().filter_map(|fact| from_range(document, block, resolver, fact)));
        windows.extend(from_sentence(block, facts.of(id), resolver));
    }
    windows.extend(from_fields(document, facts, resolver));
    windows.sort_by_key(|window| window.start_span);
    windows
}

/// Whether a block may state the extent of the incident: it is told in the
/// opening, the summary, the impact, or in a field.
fn may_state_extent(document: &Document<'_>, id: BlockId) -> bool {
    let block = document.block(id);
    if document.is_aside(block) || block.kind == BlockKind::Code {
        return false;
    }
    let is_field = block.label.as_ref().is_some_and(|label| label.field.is_some());
    let roles = document.roles(block.section);
    is_field || document.is_lead(id) || roles.has_any(&[Role::Summary, Role::Impact, Role::Stats])
}

fn under_title(document: &Document<'_>, block: &Block<'_>) -> bool {
    let section = document.section(block.section);
    document.title().is_some_and(|title| section.heading.overlaps(title.span))
}

/// Whether a block answers a field of this kind, itself or as the line below
/// the field's label.
fn answers(document: &Document<'_>, id: BlockId, field: Field) -> bool {
    let of = |id: BlockId| document.block(id).label.as_ref().filter(|label| label.field == Some(field));
    if of(id).is_some() {
        return true;
    }
    let above = id.0.checked_sub(1).map(BlockId);
    document.block(id).label.is_none() && above.and_then(of).is_some_and(|label| label.alone)
}

fn from_range(
    document: &Document<'_>,
    block: &Block<'_>,
    resolver: &Resolver<'_>,
    fact: &Fact,
) -> Option<Window> {
    let Value::Time(TimeValue::Range(range)) = &fact.value else {
        return None;
    };
    if fact.quoted || range.start.clock.is_none() || range.end.clock.is_none() {
        return None;
    }
    let text = block.text.text();
    let sentence = sentence_at(text, &fact.range);
    let is_field = answers(document, fact.block, Field::Duration);
    if !is_field && !OUTAGE_TOLD.is_in(text.get(sentence.clone())?) {
        return None;
    }
    let (start, end) = resolver.ends(&range.start, &range.end, range.end_date_shared, fact);
    let (left_end, right_start) = range.sides.unwrap_or((fact.range.end, fact.range.start));
    let (left, right) = (fact.range.start..left_end, right_start..fact.range.end);
    Some(Window {
        start,
        end,
        start_span: block.text.span(left.clone()),
        end_span: block.text.span(right.clone()),
        start_written: text.get(left)?.to_owned(),
        end_written: text.get(right)?.to_owned(),
        block: fact.block,
        sentence,
        of_fields: false,
    })
}

/// "The outage started at 10:01 and ended at 11:45."
fn from_sentence(block: &Block<'_>, facts: &[Fact], resolver: &Resolver<'_>) -> Option<Window> {
    let text = block.text.text();
    let lone = |fact: &&Fact| {
        !fact.quoted && has_clock(fact) && timestamps(fact).is_some_and(|(_, end)| end.is_none())
    };
    let stamps: Vec<&Fact> = facts.iter().filter(lone).collect();
    stamps.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        // What is cheapest to see is asked first: a text may be full of times.
        let between = text.get(first.range.end..second.range.start)?;
        if !END_VERB.is_in(between) {
            return None;
        }
        let sentence = sentence_at(text, &first.range);
        let before_first = text.get(sentence.start..first.range.start)?;
        let joined = second.range.end <= sentence.end
            && START_VERB.is_in(before_first)
            && OUTAGE_TOLD.is_in(text.get(sentence.clone())?);
        if !joined {
            return None;
        }
        let (start_stamp, _) = timestamps(first)?;
        let (end_stamp, _) = timestamps(second)?;
        let (start, end) = resolver.ends(start_stamp, end_stamp, false, first);
        Some(Window {
            start,
            end,
            start_span: first.span,
            end_span: second.span,
            start_written: text.get(first.range.clone())?.to_owned(),
            end_written: text.get(second.range.clone())?.to_owned(),
            block: first.block,
            sentence,
            of_fields: false,
        })
    })
}

/// A start field and the end field that follows it.
fn from_fields(document: &Document<'_>, facts: &Facts, resolver: &Resolver<'_>) -> Vec<Window> {
    let mut windows = Vec::new();
    let mut open: Option<(&Fact, BlockId)> = None;
    for (id, block) in document.blocks_with_ids() {
        if document.is_aside(block) {
            continue;
        }
        let field = block.label.as_ref().and_then(|label| label.field);
        match field {
            Some(Field::Start) => open = field_time(document, facts, id).map(|fact| (fact, id)),
            Some(Field::End) => {
                let end = field_time(document, facts, id);
                if let (Some((start, block)), Some(end)) = (open.take(), end) {
                    windows.extend(field_window(document, resolver, start, end, block));
                }
            }
            _ => {}
        }
    }
    windows
}

fn field_window(
    document: &Document<'_>,
    resolver: &Resolver<'_>,
    first: &Fact,
    second: &Fact,
    block: BlockId,
) -> Option<Window> {
    let written =
        |fact: &Fact| document.block(fact.block).text.text().get(fact.range.clone()).map(str::to_owned);
    let (start_stamp, _) = timestamps(first)?;
    let (end_stamp, _) = timestamps(second)?;
    let (start, end) = resolver.ends(start_stamp, end_stamp, false, first);
    let text = document.block(block).text.text();
    Some(Window {
        start,
        end,
        start_span: first.span,
        end_span: second.span,
        start_written: written(first)?,
        end_written: written(second)?,
        block,
        sentence: 0..text.len(),
        of_fields: true,
    })
}

/// The time of day that a field states: behind its label, or on the line below
/// where nothing stands behind it.
pub(super) fn field_time<'f>(document: &Document<'_>, facts: &'f Facts, id: BlockId) -> Option<&'f Fact> {
    let block = document.block(id);
    let label = block.label.as_ref()?;
    let usable = |fact: &&Fact| !fact.quoted && has_clock(fact);
    if !label.alone {
        return facts.of(id).iter().filter(usable).find(|fact| fact.range.start >= label.value);
    }
    let next = BlockId(id.0 + 1);
    let below = document.blocks().get(next.0).filter(|below| below.label.is_none())?;
    if below.kind == BlockKind::Heading {
        return None;
    }
    facts.of(next).iter().find(usable)
}

/// All stated lengths of time that measure the incident.
pub(super) fn durations(document: &Document<'_>, facts: &Facts) -> Vec<Claim> {
    let mut claims = Vec::new();
    for fact in facts.all() {
        let Value::Time(TimeValue::Duration(duration)) = &fact.value else {
            continue;
        };
        let block = document.block(fact.block);
        if fact.quoted || duration.qualified || document.is_aside(block) {
            continue;
        }
        let text = block.text.text();
        let sentence = sentence_at(text, &fact.range);
        let measure = measure_of(document, block, fact, facts.of(fact.block), &sentence);
        if let (Some(measure), Some(written)) = (measure, text.get(fact.range.clone())) {
            let is_field = block.label.as_ref().is_some_and(|label| label.field.is_some());
            let in_sentence = !is_field && block.kind != BlockKind::Heading;
            let (duration, written, span, block) =
                (duration.clone(), written.to_owned(), fact.span, fact.block);
            claims.push(Claim { measure, duration, span, written, block, sentence, in_sentence });
        }
    }
    claims
}

/// What a duration measures, where the text says that it measures the
/// incident at all.
fn measure_of(
    document: &Document<'_>,
    block: &Block<'_>,
    fact: &Fact,
    facts: &[Fact],
    sentence: &Range<usize>,
) -> Option<Measure> {
    if let Some(measure) = measure_of_field(document, block, fact, sentence) {
        return Some(measure);
    }
    let is_title = block.kind == BlockKind::Heading && under_title(document, block);
    if !is_title && !may_state_extent(document, fact.block) {
        return None;
    }
    let text = block.text.text();
    let before = text.get(sentence.start..fact.range.start)?;
    let after = text.get(fact.range.end..sentence.end)?;
    let is_outage = measures_outage(before, after) || stands_beside_range(text, fact, facts);
    is_outage.then_some(Measure::Outage)
}

/// Whether a length of time between these words is that of the outage.
fn measures_outage(before: &str, after: &str) -> bool {
    let says = MEASURES_BEFORE.is_in(before) || MEASURES_AFTER.is_in(after);
    says && !OTHER_LENGTH.is_in(after) && !OTHER_OUTAGE.is_in(before)
}

/// The value of a field, where the field opens with it.
fn measure_of_field(
    document: &Document<'_>,
    block: &Block<'_>,
    fact: &Fact,
    sentence: &Range<usize>,
) -> Option<Measure> {
    let Some(label) = block.label.as_ref().filter(|label| label.field.is_some()) else {
        let below_label = answers(document, fact.block, Field::Duration) && fact.range.start == 0;
        return below_label.then_some(Measure::Outage);
    };
    let before = block.text.text().get(sentence.start.max(label.value)..fact.range.start)?;
    let heads = before.chars().all(|c| !c.is_alphanumeric());
    match label.field.filter(|_| heads)? {
        Field::Duration => Some(Measure::Outage),
        field @ (Field::TimeToDetect
        | Field::TimeToAcknowledge
        | Field::TimeToMitigate
        | Field::TimeToRepair
        | Field::TimeToResolve) => Some(Measure::Phase(field)),
        _ => None,
    }
}

/// How many facts to each side of a length are looked at for its range.
const BESIDE: usize = 8;

/// "from 10:00 to 12:30 (2 h 30 min)", "for 47 minutes, from 09:12 to 09:59":
/// nothing but marks and "from" between a length and a range.
fn stands_beside_range(text: &str, fact: &Fact, facts: &[Fact]) -> bool {
    let is_range = |other: &&Fact| matches!(other.value, Value::Time(TimeValue::Range(_)));
    // Few facts fit into what may stand between.
    let next = facts.partition_point(|other| other.range.start < fact.range.start);
    let near = facts.get(next.saturating_sub(BESIDE)..).unwrap_or_default().iter().take(2 * BESIDE);
    near.filter(is_range).any(|range| {
        let (first, second) =
            if range.range.start < fact.range.start { (range, fact) } else { (fact, range) };
        let between = slice(text, first.range.end..second.range.start);
        let words = between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        between.len() <= 20
            && words.into_iter().all(|word| ["from", "between", "total", "or"].contains(&word))
    })
}
