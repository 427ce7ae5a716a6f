//! The axis: which stretches of time it shows, where it breaks, and where its
//! marks stand. Within its parts every second is as long as any other.

use super::clock::DAY;
use super::{Calendar, Clock, Drawing};
use crate::incident::Grain;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// A gap shorter than this is never broken, in seconds.
const LEAST_GAP: i64 = 3 * HOUR;
/// What part of their distance two marks keep on either side of a break.
const NARROW: f64 = 0.8;
/// How many times as far apart dates stand as times.
const WIDER: f64 = 1.7;
/// The distances that marks may have, in seconds.
const STEPS: [i64; 19] = [
    1,
    5,
    15,
    MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
];

/// A stretch of the axis without a break, in seconds of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it begins.
    pub from: i64,
    /// Where it ends.
    pub to: i64,
    /// The first thing in it.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// A mark of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands, in seconds of the axis.
    pub at: i64,
    /// How far from the left, in the unit of the width.
    pub x: f64,
    /// Its time of day.
    pub time: String,
    /// Its date, at the first mark of a day and where the axis goes on behind
    /// a break.
    pub date: Option<String>,
    /// It is the first mark of its day.
    pub new_day: bool,
    /// It is the first mark behind a break.
    pub behind_break: bool,
    /// The day begins here.
    pub midnight: bool,
}

/// An axis of a certain width.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Its stretches, in order.
    pub parts: Vec<Part>,
    width: f64,
    gap: f64,
}

impl Scale {
    /// The axis for a drawing: so wide, a break so wide, with at most so many
    /// breaks; the unit is the caller's.
    #[must_use]
    pub fn of(drawing: &Drawing, width: f64, gap: f64, most: usize) -> Self {
        let points = drawing.points();
        let mut parts: Vec<Part> = Vec::new();
        let broken = long_gaps(&points, most);
        for &point in &points {
            match parts.last_mut() {
                Some(part) if !broken.contains(&part.last) => part.last = point,
                _ => parts.push(Part { from: point, to: point, first: point, last: point }),
            }
        }
        let shown: i64 = parts.iter().map(|part| part.last - part.first).sum();
        let margin = (shown / 40).max(if shown == 0 { MINUTE } else { 1 });
        for part in &mut parts {
            (part.from, part.to) = (part.first - margin, part.last + margin);
        }
        Self { parts, width, gap }
    }

    /// Units of the width that a second takes.
    fn unit(&self) -> f64 {
        let shown: i64 = self.parts.iter().map(|part| part.to - part.from).sum();
        let breaks = self.gap * self.parts.len().saturating_sub(1) as f64;
        (self.width - breaks).max(1.0) / shown.max(1) as f64
    }

    /// How far a place on the axis is from the left. What lies in a break is at
    /// the break's middle.
    #[must_use]
    pub fn x(&self, at: i64) -> f64 {
        let unit = self.unit();
        let mut x = 0.0;
        for (i, part) in self.parts.iter().enumerate() {
            if i > 0 {
                if at < part.from {
                    return x + self.gap / 2.0;
                }
                x += self.gap;
            }
            if at <= part.to {
                return x + (at - part.from).max(0) as f64 * unit;
            }
            x += (part.to - part.from) as f64 * unit;
        }
        x
    }

    /// The breaks: from where to where each goes, and the time it leaves out
    /// between the last thing before it and the first behind it, in seconds.
    #[must_use]
    pub fn breaks(&self) -> Vec<(f64, f64, i64)> {
        let pairs = self.parts.iter().zip(self.parts.iter().skip(1));
        pairs
            .map(|(before, after)| {
                (self.x(before.to), self.x(before.to) + self.gap, after.first - before.last)
            })
            .collect()
    }

    /// Whether a break lies between two places.
    #[must_use]
    pub fn is_broken(&self, from: i64, to: i64) -> bool {
        let part_of = |at: i64| self.parts.iter().position(|part| part.from <= at && at <= part.to);
        part_of(from) != part_of(to)
    }

    /// The marks, at least so far from each other: whole hours and the like,
    /// and in a stretch that holds none its first thing.
    #[must_use]
    pub fn marks(&self, clock: &Clock, apart: f64) -> Vec<Mark> {
        let unit = self.unit();
        // Dates take more room than times.
        let apart = if clock.by_day { apart * WIDER } else { apart };
        let least = if clock.by_day { DAY } else { 0 };
        let fits = |step: &&i64| **step >= least && **step as f64 * unit >= apart;
        let step = STEPS.iter().find(fits).copied().unwrap_or(728 * DAY);
        let dated = clock.calendar != Calendar::Elapsed;
        let mut marks: Vec<Mark> = Vec::new();
        // Where the marks of the stretch before begin.
        let mut begin = 0;
        for (number, part) in self.parts.iter().enumerate() {
            let mut places = multiples(clock, *part, step);
            // What stands first behind a break says where one is.
            let first = self.x(part.first);
            if places.first().is_none_or(|at| self.x(*at) - first >= apart) {
                places.insert(0, part.first);
            }
            let mut behind_break = number > 0;
            let before = marks.len();
            for at in places {
                let x = self.x(at);
                // It goes before the last mark on the other side, unless that
                // is the only one there.
                let is_alone = before.saturating_sub(begin) <= 1;
                let apart = if behind_break { apart * NARROW } else { apart };
                let is_close = |mark: &Mark| x - mark.x < apart;
                marks.pop_if(|last| behind_break && is_close(last) && !is_alone);
                if marks.last().is_some_and(is_close) {
                    continue;
                }
                let midnight = dated && clock.local(at).rem_euclid(DAY) == 0;
                let grain = if step < MINUTE { Grain::Second } else { Grain::Minute };
                let time = if clock.by_day { String::new() } else { short(clock, at, grain) };
                marks.push(Mark { at, x, time, date: None, new_day: false, behind_break, midnight });
                behind_break = false;
            }
            begin = before.min(marks.len());
        }
        if dated {
            date(&mut marks, clock);
        }
        marks
    }

    /// Where days begin on the axis, those at its breaks left out.
    #[must_use]
    pub fn midnights(&self, clock: &Clock) -> Vec<f64> {
        if clock.calendar == Calendar::Elapsed || clock.by_day {
            return Vec::new();
        }
        let days = self.parts.iter().flat_map(|part| multiples(clock, *part, DAY));
        days.map(|at| self.x(at)).take(400).collect()
    }
}

/// Gives the first mark of each day its date, and each behind a break.
fn date(marks: &mut [Mark], clock: &Clock) {
    let several = marks.iter().zip(marks.iter().skip(1)).any(|(a, b)| clock.day(a.at) != clock.day(b.at));
    let mut day = None;
    for mark in marks {
        let today = clock.day(mark.at);
        mark.new_day = day != Some(today);
        day = Some(today);
        if mark.new_day || (mark.behind_break && several) {
            mark.date = Some(clock.date(mark.at));
        }
    }
}

/// A mark's time: without "T+" it needs less room.
fn short(clock: &Clock, at: i64, grain: Grain) -> String {
    let text = clock.time(at, grain);
    text.strip_prefix("T").map(str::to_owned).unwrap_or(text)
}

/// The places of a stretch at which the clock shows a multiple of `step`.
fn multiples(clock: &Clock, part: Part, step: i64) -> Vec<i64> {
    const MOST: i64 = 1_000;
    let offset = |at: i64| clock.local(at) - at;
    let first = (part.from + offset(part.from)).div_euclid(step);
    let place = |n: i64| {
        let local = n * step;
        // The clock may have been changed on the way.
        let near = local - offset(part.from);
        local - offset(near)
    };
    let all = (first..first + MOST).map(place);
    all.skip_while(|at| *at < part.from).take_while(|at| *at <= part.to).collect()
}

/// The places behind which a long gap follows: one that takes up most of the
/// axis, or that dwarfs the other gaps.
fn long_gaps(points: &[i64], most: usize) -> Vec<i64> {
    let mut gaps: Vec<(i64, i64)> =
        points.iter().zip(points.iter().skip(1)).map(|(a, b)| (b - a, *a)).collect();
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    let usual = gaps.get(gaps.len() / 2).map_or(0, |(gap, _)| *gap);
    let total: i64 = gaps.iter().map(|(gap, _)| gap).sum();
    let mut rest = total;
    let mut broken = Vec::new();
    for (gap, at) in gaps {
        let others = rest - gap;
        let fills = gap * 5 > others * 4;
        let dwarfs = gap > 10 * usual && gap * 12 > total;
        if gap < LEAST_GAP || broken.len() == most || !(fills || dwarfs) || others == 0 {
            break;
        }
        broken.push(at);
        rest = others;
    }
    broken
}
