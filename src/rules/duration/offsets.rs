//! Offsets from zero (`T+15`), held against the clocks beside them and against
//! the stated length of the outage.

use crate::facts::{Since, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Entry, Milestone, Place, Says, Track, spoken};
use crate::rules::Context;
use crate::span::Span;

/// Seconds that two clocks which were read to the minute may be off.
const MINUTE: i64 = 60;

/// Most offsets that are compared.
const MOST: usize = 400;

/// From how many offsets in one list on their common zero is known.
const AGREEING: usize = 3;

/// One offset beside a clock.
struct Beside<'e> {
    entry: &'e Entry,
    span: Span,
    written: String,
    /// In seconds, for each way to read it.
    readings: [i64; 2],
}

/// The one entry whose offset and clock do not lead to the zero that all
/// others lead to.
pub(super) fn beside_clocks(cx: &Context<'_>, track: &Track) -> Option<Finding> {
    let all: Vec<Beside<'_>> =
        track.entries.iter().filter_map(|entry| beside(cx, entry)).take(MOST).collect();
    let odd_of = |reading: usize| -> Option<Vec<&Beside<'_>>> {
        let zero = |offset: &Beside<'_>| {
            offset.entry.start.local() - offset.readings.get(reading).copied().unwrap_or(0)
        };
        let agrees = |a: &Beside<'_>, b: &Beside<'_>| (zero(a) - zero(b)).abs() <= MINUTE;
        let common = all.iter().max_by_key(|a| all.iter().filter(|b| agrees(a, b)).count())?;
        let odd: Vec<&Beside<'_>> = all.iter().filter(|offset| !agrees(common, offset)).collect();
        (all.len() - odd.len() >= AGREEING).then_some(odd)
    };
    let readings = [odd_of(0), odd_of(1)];
    let best = readings.iter().enumerate().filter_map(|(i, odd)| Some((i, odd.as_ref()?)));
    let (reading, odd) = best.min_by_key(|(_, odd)| odd.len())?;
    let [odd] = odd.as_slice() else { return None };
    let other = all.iter().find(|other| other.span != odd.span)?;
    let stated = |offset: &Beside<'_>| offset.readings.get(reading).copied().unwrap_or(0);
    let gap = other.entry.start.local() - odd.entry.start.local();
    let (from, to) = if gap < 0 { (other, *odd) } else { (*odd, other) };
    let message = format!(
        "`{}` to `{}` is {}, their offsets `{}` and `{}` are {} apart",
        from.entry.written,
        to.entry.written,
        spoken(gap),
        from.written,
        to.written,
        spoken(stated(to) - stated(from)),
    );
    Some(
        Finding::new(message, Label::new(odd.span, "this offset"))
            .with(odd.entry.span, "and its clock")
            .with(other.span, "agrees with the other entries")
            .help("correct the offset or the clock"),
    )
}

/// The only offset from zero in the block of an entry with a clock.
fn beside<'e>(cx: &Context<'_>, entry: &'e Entry) -> Option<Beside<'e>> {
    let facts = cx.facts.of(entry.block);
    let mut offsets = facts.iter().filter_map(|fact| match &fact.value {
        Value::Offset(offset) if offset.since == Since::Zero && !fact.quoted => Some((fact, offset)),
        _ => None,
    });
    let (fact, offset) = offsets.next()?;
    if offsets.next().is_some() || !entry.start.has_clock() || fact.span.overlaps(entry.span) {
        return None;
    }
    let usual = offset.seconds();
    let readings = [usual as i64, offset.otherwise.unwrap_or(usual) as i64];
    let written = cx.document.block(entry.block).text.text().get(fact.range.clone())?.to_owned();
    Some(Beside { entry, span: fact.span, written, readings })
}

/// A recovery that is told to be longer after zero than the outage lasted.
pub(super) fn after_the_end(conflict: &Conflict) -> Option<Finding> {
    let counted = |place: &&Place| place.at.is_none();
    let told = conflict.statements.iter().find(|statement| matches!(statement.says, Says::Counted(_)))?;
    let told = told.places.iter().find(counted)?;
    let stated = |milestone: Milestone| {
        conflict.places_of(milestone).map(|(_, place)| place).find(|place| place.at.is_some())
    };
    let (start, end) = (stated(Milestone::Started)?, stated(Milestone::Restored)?);
    let gap = start.at.as_ref()?.until(end.at.as_ref()?).first().copied()?;
    let message = format!(
        "`{}` to `{}` is {}, the timeline has the recovery at `{}`",
        start.written,
        end.written,
        spoken(gap),
        told.written
    );
    Some(
        Finding::new(message, Label::new(told.span, "told here"))
            .with(start.span, "said to begin here")
            .with(end.span, format!("said to end here, {} later", spoken(gap)))
            .help("correct the offset, or the stated times"),
    )
}
