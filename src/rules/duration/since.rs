//! "It had been running for 10 minutes, since 15:10": a length and its
//! beginning, in an entry that says when that was.

use crate::document::{BlockId, BlockKind};
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Clock, Duration, Meridiem, Timestamp};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, fits, spoken};
use crate::phrases::durations::{HAD_FOR, SINCE};
use crate::rules::Context;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What a hedged time leaves open, and one that is read to the minute.
const SLACK: (i64, i64) = (900, 60);

/// Longest text between the length and its beginning, in bytes.
const NEAR: usize = 60;

/// Most blocks below a heading that are read as its entry.
const MOST: usize = 8;

/// Reports an entry whose length does not lead back to the time that the text
/// gives beside it.
pub(super) fn finding(cx: &Context<'_>, entry: &Entry) -> Option<Finding> {
    let facts = blocks_of(cx, entry).flat_map(|block| cx.facts.of(block));
    // Most entries hold no length at all.
    let lengths = facts.filter_map(|fact| Some((fact, length_of(fact)?)));
    let mut found = lengths.filter_map(|length| of_length(cx, entry, length));
    found.next()
}

/// The block of an entry; of a heading also those below it.
fn blocks_of<'c>(cx: &Context<'c>, entry: &Entry) -> impl Iterator<Item = BlockId> + use<'c> {
    let document = cx.document;
    let own = document.block(entry.block);
    let below = if own.kind == BlockKind::Heading { MOST } else { 0 };
    let first = entry.block.0;
    let section = own.section;
    let told = move |id: &BlockId| {
        let block = document.blocks().get(id.0);
        id.0 == first
            || block.is_some_and(|block| {
                block.section == section
                    && !document.is_aside(block)
                    && !matches!(block.kind, BlockKind::Heading | BlockKind::Code)
            })
    };
    (first..=first + below).map(BlockId).take_while(told)
}

fn of_length(cx: &Context<'_>, entry: &Entry, (fact, length): (&Fact, &Duration)) -> Option<Finding> {
    let text = cx.document.block(fact.block).text.text();
    let facts = cx.facts.of(fact.block);
    let (since, clock, stamp) =
        facts.iter().filter(|other| other.range.start >= fact.range.end).find_map(clock_of)?;
    let between = text.get(fact.range.end..since.range.start)?;
    let leads = HAD_FOR.is_in(text.get(..fact.range.start)?) && between.len() <= NEAR && SINCE.is_in(between);
    let foreign = stamp.zone.as_ref().is_some_and(|zone| entry.start.zone.as_ref() != Some(zone));
    if !leads
        || foreign
        || stamp.date.is_some()
        || fact.quoted
        || length.qualified
        || !entry.start.has_clock()
    {
        return None;
    }
    let begun = i64::from(clock.hour) * 3_600 + i64::from(clock.minute) * 60 + i64::from(clock.second);
    let gap = (entry.start.seconds - begun).rem_euclid(DAY);
    let slack = entry.start.slack() + if stamp.approximate { SLACK.0 } else { SLACK.1 };
    let open = clock.meridiem == Meridiem::Unstated && clock.hour <= 12;
    let gaps = if open { vec![gap, (gap + DAY / 2).rem_euclid(DAY)] } else { vec![gap] };
    if length.seconds > DAY as f64 / 2.0 || gaps.iter().any(|gap| fits(length, *gap, slack)) {
        return None;
    }
    let (written, begun) = (text.get(fact.range.clone())?, text.get(since.range.clone())?);
    let message = format!("`{begun}` to `{}` is {}, the entry says `{written}`", entry.written, spoken(gap));
    Some(
        Finding::new(message, Label::new(fact.span, "the stated length"))
            .with(since.span, "since then")
            .with(entry.span, format!("{} later", spoken(gap)))
            .help("correct the length, or one of the times"),
    )
}

const fn length_of(fact: &Fact) -> Option<&Duration> {
    match &fact.value {
        Value::Time(TimeValue::Duration(length)) => Some(length),
        _ => None,
    }
}

const fn clock_of(fact: &Fact) -> Option<(&Fact, &Clock, &Timestamp)> {
    match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => match &stamp.clock {
            Some(clock) => Some((fact, clock, stamp)),
            None => None,
        },
        _ => None,
    }
}
