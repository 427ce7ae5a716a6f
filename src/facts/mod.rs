//! Typed, spanned values found in the text of a document.

mod clauses;
mod count;
mod draft;
mod identifier;
mod incident_id;
mod names;
mod number;
mod offset;
mod order;
mod percentage;
mod quotes;
mod sentence;
mod severity;
mod status;
pub mod time;
mod version;

pub(crate) use clauses::{Clauses, around};
pub use count::Count;
pub use draft::is_draft;
pub use incident_id::IncidentId;
pub use names::{severity_scale, stated_ids};
pub use number::Number;
pub use offset::{Offset, Since};
pub use percentage::Percentage;
pub(crate) use quotes::ranges as quotations;
pub(crate) use sentence::{sentence_at, sentence_ends};
pub use severity::{Level, Scale, Step};

use crate::document::{BlockId, BlockKind, BlockSet, Document};
use crate::phrases::values::{FRACTION, INCIDENT_NUMBER, LEVEL_ANYWHERE};
use crate::span::Span;
use status::StatusValue;
use std::ops::Range;
use time::value::Date;
use time::{Fault, TimeValue};

/// A typed value with its place. It keeps what is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Where it stands in the source.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// Where it stands in the block's text, in bytes.
    pub range: Range<usize>,
    /// What is written.
    pub value: Value,
    /// It stands in quoted speech or a block quote: no claim of this document.
    pub quoted: bool,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A date, time, range, duration or zone.
    Time(TimeValue),
    /// A point in time by its distance from another: `T+15`, "15 minutes later".
    Offset(Offset),
    /// A percentage: 12.5 for `12.5 %`.
    Percentage(Percentage),
    /// How many of something: 1200 for `1,200 users`, 3 of 5 for `3 of 5 nodes`.
    Count(Count),
    /// An HTTP status code in an HTTP context: 502 for `502 Bad Gateway`.
    StatusCode(u16),
    /// A class of status codes: 5 for `5xx`.
    StatusClass(u8),
    /// How severe something is said to be: `SEV-1`, `P2`.
    Severity(Level),
    /// The number an incident goes by: `INC-123`.
    IncidentId(IncidentId),
    /// A version, without the `v` it may begin with: `1.4.2`.
    Version(String),
    /// The name of a host, a service, a file, a setting: `db-prod-01`.
    Identifier(String),
}

impl Value {
    /// The name of the kind, as `pmlint facts` prints it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Time(value) => value.kind(),
            Self::Offset(_) => "offset",
            Self::Percentage(_) => "percentage",
            Self::Count(_) => "count",
            Self::StatusCode(_) => "status-code",
            Self::StatusClass(_) => "status-class",
            Self::Severity(_) => "severity",
            Self::IncidentId(_) => "incident-id",
            Self::Version(_) => "version",
            Self::Identifier(_) => "identifier",
        }
    }
}

/// What looks like a time or a date and is none. No fact: nothing may take it
/// for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct FaultPlace {
    /// Where it stands in the source.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// Where it stands in the block's text, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub fault: Fault,
    /// A date, a zone or AM or PM beside it shows that a time is meant.
    pub in_company: bool,
    /// It stands in quoted speech or a block quote: no claim of this document.
    pub quoted: bool,
}

/// All facts of a document, in the order of its text.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    all: Vec<Fact>,
    /// What looks like a time and is none.
    faults: Vec<FaultPlace>,
    /// Where the facts of each block begin; one more entry than blocks.
    starts: Vec<usize>,
}

impl Fact {
    /// The dates that it writes: of a range both, where each end has its own.
    pub fn dates(&self) -> impl Iterator<Item = Date> {
        let (first, last) = match &self.value {
            Value::Time(TimeValue::Timestamp(stamp)) => (stamp.date, None),
            Value::Time(TimeValue::Range(range)) => {
                (range.start.date, range.end.date.filter(|_| !range.end_date_shared))
            }
            _ => (None, None),
        };
        first.into_iter().chain(last)
    }
}

impl Facts {
    /// Reads the facts of every block. Code has no text and gives none.
    #[must_use]
    pub fn read(document: &Document<'_>) -> Self {
        Self::read_with(document, None)
    }

    /// The same where it is known how numeric dates are written here: with the
    /// day first, or with the month. What the document shows itself goes over
    /// it.
    #[must_use]
    pub fn read_with(document: &Document<'_>, day_first: Option<bool>) -> Self {
        let hints = Hints {
            fractions: document.saying(FRACTION),
            levels: document.saying(LEVEL_ANYWHERE),
            numbers: document.saying(INCIDENT_NUMBER),
        };
        let mut facts = Self::default();
        for (id, block) in document.blocks_with_ids() {
            facts.starts.push(facts.all.len());
            if block.kind != BlockKind::Code {
                read_block(document, id, &hints, &mut facts);
            }
        }
        facts.starts.push(facts.all.len());
        facts.all.shrink_to_fit();
        order::settle(&mut facts.all, day_first);
        facts
    }

    /// All facts, in the order of the text.
    #[must_use]
    pub fn all(&self) -> &[Fact] {
        &self.all
    }

    /// What looks like a time or a date and is none, in the order of the text.
    #[must_use]
    pub fn faults(&self) -> &[FaultPlace] {
        &self.faults
    }

    /// The facts of one block, in the order of its text.
    #[must_use]
    pub fn of(&self, block: BlockId) -> &[Fact] {
        let start = self.starts.get(block.0).copied().unwrap_or_default();
        let end = self.starts.get(block.0 + 1).copied().unwrap_or(start);
        self.all.get(start..end).unwrap_or_default()
    }

    /// The fact of a block that stands at this place of the source.
    #[must_use]
    pub fn at(&self, block: BlockId, span: Span) -> Option<&Fact> {
        // A line may hold thousands.
        let facts = self.of(block);
        let first = facts.partition_point(|fact| fact.span.start < span.start);
        facts
            .iter()
            .skip(first)
            .take_while(|fact| fact.span.start == span.start)
            .find(|fact| fact.span == span)
    }
}

/// The blocks in which facts that are told in words may stand.
struct Hints {
    /// "Half of the users".
    fractions: BlockSet,
    /// "High severity".
    levels: BlockSet,
    /// "Incident #465".
    numbers: BlockSet,
}

/// Adds the facts of a block, in the order of its text.
fn read_block(document: &Document<'_>, id: BlockId, hints: &Hints, facts: &mut Facts) {
    let block = document.block(id);
    let passage = document.passage(id);
    let text = passage.text();
    let first = facts.all.len();
    let quotes = quotes::ranges(text);
    // The ranges are in order and apart from each other.
    let within = |ranges: &[Range<usize>], at: &Range<usize>| {
        let first = ranges.partition_point(|range| range.end < at.end);
        ranges.get(first).is_some_and(|range| range.start <= at.start)
    };
    let mut add = |range: Range<usize>, value: Value| {
        let quoted = block.quoted || within(&quotes, &range);
        facts.all.push(Fact { span: block.text.span(range.clone()), block: id, range, value, quoted });
    };
    let (times, faults) = time::read_with_faults(text, block.text.opaque());
    for (range, value) in offset::read(passage, &times) {
        if !within(block.text.opaque(), &range) {
            add(range, Value::Offset(value));
        }
    }
    for fact in times {
        add(fact.range, Value::Time(fact.value));
    }
    for status in status::read(passage) {
        if !within(block.text.opaque(), &status.range) {
            let value = match status.value {
                StatusValue::Code(code) => Value::StatusCode(code),
                StatusValue::Class(class) => Value::StatusClass(class),
            };
            add(status.range, value);
        }
    }
    for (range, share) in percentage::read(passage) {
        if !within(block.text.opaque(), &range) {
            add(range, Value::Percentage(share));
        }
    }
    // What is taken for a time, a share or a code is no count.
    let mut taken: Vec<Range<usize>> = block.text.opaque().to_vec();
    taken.extend(facts.all[first..].iter().map(|fact| fact.range.clone()));
    let mut add = |range: Range<usize>, value: Value| {
        let quoted = block.quoted || within(&quotes, &range);
        facts.all.push(Fact { span: block.text.span(range.clone()), block: id, range, value, quoted });
    };
    for (range, count) in count::read(passage, &merged(taken), hints.fractions.have(id)) {
        add(range, Value::Count(count));
    }
    let is_count = |fact: &&Fact| matches!(fact.value, Value::Count(_));
    let taken: Vec<Range<usize>> =
        facts.all[first..].iter().filter(|fact| !is_count(fact)).map(|fact| fact.range.clone()).collect();
    for (range, value) in names::read(block, passage, &taken, (hints.levels.have(id), hints.numbers.have(id)))
    {
        let quoted = block.quoted || within(&quotes, &range);
        facts.all.push(Fact { span: block.text.span(range.clone()), block: id, range, value, quoted });
    }
    facts.all[first..].sort_by_key(|fact| (fact.range.start, fact.range.end));
    facts.faults.extend(faults.into_iter().map(|found| FaultPlace {
        span: block.text.span(found.range.clone()),
        block: id,
        fault: found.fault,
        in_company: found.in_company,
        quoted: block.quoted || within(&quotes, &found.range),
        range: found.range,
    }));
}

/// Ranges in order, those that overlap as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
