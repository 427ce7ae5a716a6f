//! Which day each entry of a timeline belongs to, and which way the list runs.

use super::instant::{DAY, DateOrigin, Day, HOUR, Instant};
use super::resolve::Resolver;
use super::stamp::Stamp;
use super::timeline::Entry;
use crate::document::{BlockId, Document};
use crate::facts::time::value::{Meridiem, Timestamp};
use crate::span::Span;

/// A step back of at least this much crosses midnight, in seconds.
const OVERNIGHT: i64 = 6 * HOUR;

/// The majority of steps decides; few steps say nothing, and neither does one
/// that may lead over midnight.
pub(super) fn is_newest_first(resolver: &Resolver<'_>, group: &[(BlockId, Stamp)]) -> bool {
    let key = |stamp: &Stamp| {
        let day = stamp.start.date.as_ref().map(|date| resolver.day_of(date, stamp.span.start).number);
        (day, stamp.start.clock.as_ref().map(super::instant::seconds_of))
    };
    let (mut up, mut down) = (0_usize, 0_usize);
    for pair in group.windows(2) {
        let [(_, a), (_, b)] = pair else { continue };
        let ((day_a, clock_a), (day_b, clock_b)) = (key(a), key(b));
        let order = match (day_a, day_b) {
            (Some(a), Some(b)) if a != b => a.cmp(&b),
            (Some(_), None) | (None, Some(_)) => continue,
            _ if clock_b.zip(clock_a).is_some_and(|(b, a)| b + OVERNIGHT <= a) => continue,
            _ => clock_a.cmp(&clock_b),
        };
        up += usize::from(order.is_lt());
        down += usize::from(order.is_gt());
    }
    down >= 2 && down > up
}

/// Whether hours run to twelve and start again without AM and PM: 11:50,
/// 12:20, 1:05.
pub(super) fn counts_to_twelve(group: &[(BlockId, Stamp)]) -> bool {
    let clocks = || group.iter().filter_map(|(_, stamp)| stamp.start.clock.as_ref());
    let unstated = clocks().any(|clock| clock.meridiem == Meridiem::Unstated);
    unstated && clocks().all(|clock| clock.meridiem != Meridiem::Unstated || (1..=12).contains(&clock.hour))
}

/// Walks through a track from its earliest entry on.
pub(super) struct DayWalker<'r, 'd> {
    resolver: &'r Resolver<'d>,
    /// The entry before, with the place of its time.
    previous: Option<(Instant, Span)>,
    above: Option<(Day, Span)>,
    half_day_clock: bool,
}

impl<'r, 'd> DayWalker<'r, 'd> {
    pub(super) const fn new(resolver: &'r Resolver<'d>, half_day_clock: bool) -> Self {
        Self { resolver, previous: None, above: None, half_day_clock }
    }

    /// The entry of a stamp; none for a line that only dates what follows.
    pub(super) fn entry(&mut self, document: &Document<'_>, id: BlockId, stamp: &Stamp) -> Option<Entry> {
        let start = self.instant(id, stamp);
        if !start.has_clock() && (stamp.rest.trim().is_empty() || stamp.is_day_line()) {
            self.previous = Some((start, stamp.span));
            return None;
        }
        let end = stamp.end.as_ref().map(|end| end_of(self.resolver, &start, end, stamp.span));
        if start.has_clock() {
            self.previous = Some((start.clone(), stamp.span));
        }
        let field = document.block(id).label.as_ref().and_then(|label| label.field);
        Some(Entry {
            block: id,
            span: stamp.span,
            written: stamp.written.clone(),
            text: stamp.rest.clone(),
            start,
            end,
            field,
        })
    }

    fn instant(&mut self, id: BlockId, stamp: &Stamp) -> Instant {
        let above = stamp.day.or_else(|| self.resolver.day_above(id));
        let moved_on = above.is_some() && above != self.above;
        self.above = above.or(self.above);
        let (day, origin) = match (&stamp.start.date, &self.previous, above) {
            (Some(date), _, _) => (self.resolver.day_of(date, stamp.span.start), DateOrigin::Written),
            (None, _, Some((day, span))) if moved_on => (day, DateOrigin::Inherited(span)),
            (None, Some((previous, span)), _) => (previous.day, inherited(previous, *span)),
            (None, None, _) => {
                let instant = self.resolver.instant(&stamp.start, &stamp.fact);
                (instant.day, instant.origin)
            }
        };
        let mut instant = Instant::new(&stamp.start, day, origin);
        self.resolver.lend_zone(&mut instant, id, stamp.fact.range.start);
        if stamp.start.date.is_none() && !moved_on {
            self.cross_midnight(&mut instant, &stamp.start, says_next_day(&stamp.rest));
        }
        instant
    }

    /// A time without a date that steps far back is on the next day; on a
    /// twelve-hour clock it may be past noon.
    fn cross_midnight(&self, instant: &mut Instant, stamp: &Timestamp, next_day: bool) {
        let previous = self.previous.as_ref().map(|(previous, _)| previous);
        let Some(previous) = previous.filter(|previous| previous.has_clock()) else { return };
        let steps = previous.until(instant);
        let Some(step) = steps.into_iter().max().filter(|step| *step < 0 && instant.has_clock()) else {
            return;
        };
        let open_half = stamp
            .clock
            .as_ref()
            .is_some_and(|clock| clock.meridiem == Meridiem::Unstated && clock.hour <= 12);
        let past_noon = step + DAY / 2;
        if next_day {
            instant.day = instant.day.plus(1);
        } else if open_half && self.half_day_clock && (0..=OVERNIGHT).contains(&past_noon) {
            instant.seconds += DAY / 2;
        } else if step <= -OVERNIGHT && !self.resolver.denies_next_day(instant) {
            instant.day = instant.day.plus(1);
        }
    }
}

/// "(next day) debrief": the entry says itself that a day has passed.
fn says_next_day(rest: &str) -> bool {
    let opening: String = rest.chars().take(30).flat_map(char::to_lowercase).collect();
    ["next day", "following day", "next morning", "following morning", "day after", "+1"]
        .iter()
        .any(|words| opening.contains(words))
}

/// The day of the entry before, which stands at `there`.
const fn inherited(previous: &Instant, there: Span) -> DateOrigin {
    match previous.origin {
        DateOrigin::Written => DateOrigin::Inherited(there),
        other => other,
    }
}

/// The end of an entry's range, on the start's day or the next.
fn end_of(resolver: &Resolver<'_>, start: &Instant, end: &Timestamp, span: Span) -> Instant {
    let written = end.date.as_ref().map(|date| resolver.day_of(date, span.start));
    let mut instant = Instant::new(end, written.unwrap_or(start.day), start.origin);
    instant.share_zone(start);
    if instant.seconds < start.seconds && instant.day == start.day && instant.has_clock() {
        instant.seconds += DAY;
    }
    instant
}
