//! A length of each incident over the months, as a picture.

use super::{Row, heading};
use crate::drawing::{Cell, Column};
use crate::incident::{date_text, spoken};
use crate::output::escape::escaped;
use crate::output::summary::counted;
use std::fmt::Write;

const WIDTH: f64 = 1_040.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 44.0;
/// How far below the lowest level the line of zero lies.
const ZERO: f64 = 34.0;
const DAY: i64 = 86_400;
/// The lines across, in seconds: a minute to a month.
const LEVELS: [(i64, &str); 8] = [
    (60, "1 min"),
    (600, "10 min"),
    (3_600, "1 h"),
    (21_600, "6 h"),
    (86_400, "1 day"),
    (604_800, "1 week"),
    (2_592_000, "30 days"),
    (31_536_000, "1 year"),
];

/// A dot for each incident whose day and length are known; none where there
/// is none.
pub fn plot(rows: &[Row], column: Column, id: &str) -> Option<String> {
    let point = |(number, row): (usize, &'_ Row)| {
        let cell = row.account.cell(column)?.clone();
        let seconds = cell.seconds.filter(|seconds| *seconds >= 0)?;
        Some((number, row.account.day?, seconds, cell))
    };
    let points: Vec<(usize, i64, i64, Cell)> = rows.iter().enumerate().filter_map(point).collect();
    let first = points.iter().map(|(_, day, ..)| *day).min()?;
    let last = points.iter().map(|(_, day, ..)| *day).max()?;
    let (low, high) = levels(&points);
    let span = (last - first).max(28) as f64 * 1.06;
    let begin = first as f64 - (span - (last - first) as f64) / 2.0;
    let x = |day: i64| LEFT + (day as f64 - begin) / span * (WIDTH - LEFT - RIGHT);
    let log = |seconds: i64| (seconds.max(1) as f64).ln();
    let share = |seconds: i64| (log(seconds) - log(low)) / (log(high) - log(low));
    // Nothing lies infinitely far below: it has a line of its own.
    let has_zero = points.iter().any(|(_, _, seconds, _)| *seconds == 0);
    let lowest = HEIGHT - BOTTOM - if has_zero { ZERO } else { 0.0 };
    let y = |seconds: i64| match seconds {
        0 => HEIGHT - BOTTOM,
        seconds => lowest - share(seconds) * (lowest - TOP),
    };
    let mut out = String::new();
    let name = heading(column);
    let _ = writeln!(
        out,
        "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n\
         <title id=\"{id}-t\">{name} of each incident, over the months</title>\n\
         <desc id=\"{id}-d\">{} from {} to {}; the table below holds the figures.</desc>",
        counted(points.len(), "incident", "incidents"),
        date_text(first * DAY),
        date_text(last * DAY)
    );
    let levels = LEVELS.into_iter().filter(|(level, _)| (low..=high).contains(level));
    for (level, label) in has_zero.then_some((0, "0")).into_iter().chain(levels) {
        let y = y(level);
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{:.1}\"/><text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{label}</text>",
            WIDTH - RIGHT,
            LEFT - 10.0,
            y + 4.0
        );
    }
    months(&mut out, begin.ceil() as i64, (begin + span).floor() as i64, &x);
    for (number, day, seconds, cell) in &points {
        let class = if cell.contradicted { "dot bad" } else { "dot" };
        let title = rows.get(*number).map(|row| row.account.title.as_deref().unwrap_or(&row.path));
        let mark = if cell.contradicted { ", contradicted" } else { "" };
        let _ = writeln!(
            out,
            "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"5.5\"><title>{} {}: {}{mark}</title></circle>",
            x(*day),
            y(*seconds),
            date_text(day * DAY),
            escaped(title.unwrap_or_default()),
            spoken(*seconds)
        );
    }
    out.push_str("</svg>\n");
    let stated =
        rows.iter().filter(|row| row.account.cell(column).is_some_and(|cell| cell.seconds.is_some()));
    let undated = stated.count() - points.len();
    if undated > 0 {
        let who = counted(undated, "incident without a date is", "incidents without a date are");
        let _ = writeln!(out, "<p class=\"dim\">{who} not drawn.</p>");
    }
    Some(out)
}

/// The levels just below and just above all points.
fn levels(points: &[(usize, i64, i64, Cell)]) -> (i64, i64) {
    let lengths = || points.iter().map(|(_, _, seconds, _)| *seconds).filter(|seconds| *seconds > 0);
    let (least, most) = (lengths().min().unwrap_or(60), lengths().max().unwrap_or(60));
    let below = LEVELS.iter().rev().map(|(level, _)| *level).find(|level| *level <= least).unwrap_or(1);
    let above = LEVELS.iter().map(|(level, _)| *level).find(|level| *level > most);
    (below, above.unwrap_or(most + 1))
}

/// Where months begin; of many, every third, sixth or twelfth.
fn months(out: &mut String, from: i64, to: i64, x: &dyn Fn(i64) -> f64) {
    let is_first = |day: &i64| date_text(day * DAY).ends_with("-01");
    // The axis of a folder with a wrong year may be long.
    const MOST_DAYS: i64 = 40_000;
    let starts: Vec<i64> = (from..=to.min(from + MOST_DAYS)).filter(is_first).collect();
    let step = [1, 2, 3, 6, 12, 60].into_iter().find(|step| starts.len() / step <= 12).unwrap_or(120);
    for day in starts.iter().step_by(step) {
        let (x, date) = (x(*day), date_text(day * DAY));
        let month = date.get(..7).unwrap_or_default();
        let _ = writeln!(
            out,
            "<path class=\"grid\" d=\"M{x:.1} {TOP}V{:.1}\"/><text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{month}</text>",
            HEIGHT - BOTTOM,
            HEIGHT - BOTTOM + 22.0
        );
    }
}
