//! Lengths of time as ISO 8601 writes them: `PT1H30M`.

use super::reader::{Read, Reader};
use super::value::Duration;

impl Reader<'_> {
    /// `PT1H30M`, `P2DT4H`, `P3W`.
    pub(super) fn iso_length(&self, i: usize) -> Read<Duration> {
        let (mut clock, mut length) = match self.slice(i) {
            "P" => (false, Duration::EMPTY),
            "PT" => (true, Duration::EMPTY),
            _ => return None,
        };
        let mut end = i + 1;
        let mut last = f64::INFINITY;
        while self.glued(end) && self.is_number(end) {
            let (quantity, after) = self.figures(end)?;
            let mut letters = self.word(after).chars().filter(|_| self.glued(after));
            let unit = iso_unit(letters.next()?, clock)?;
            clock |= letters.next().is_some_and(|letter| letter == 't');
            if letters.next().is_some() || unit >= last {
                return None;
            }
            length.seconds += quantity.value * unit;
            length.unit = unit * quantity.step;
            length.parts = length.parts.saturating_add(1);
            (last, end) = (unit, after + 1);
        }
        // "P1" and "P2M" are priorities and the like.
        let years = last >= 365.0 * 86_400.0;
        let sure = years || clock || length.unit == 86_400.0 || length.unit == 7.0 * 86_400.0;
        (length.parts > 0 && sure).then_some((length, end))
    }
}

/// Seconds in a unit of an ISO duration; `clock` after its `T`.
fn iso_unit(letter: char, clock: bool) -> Option<f64> {
    Some(match (letter, clock) {
        ('s', true) => 1.0,
        ('m', true) => 60.0,
        ('h', true) => 3600.0,
        ('d', false) => 86_400.0,
        ('w', false) => 7.0 * 86_400.0,
        ('m', false) => 30.0 * 86_400.0,
        ('y', false) => 365.0 * 86_400.0,
        _ => return None,
    })
}
