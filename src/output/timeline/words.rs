//! What a drawing says in words, the same in every form of it.

use crate::drawing::{Drawing, Entry, Kind, Phase, Stated};
use crate::incident::{Grain, Milestone, spoken};

/// From when to when, how long, and by which clock.
pub fn extent(drawing: &Drawing) -> String {
    let (from, to) = drawing.extent();
    let clock = &drawing.clock;
    if clock.by_day {
        const DAY: i64 = 86_400;
        return format!(
            "{} to {}, {}",
            clock.date(from),
            clock.date(to),
            counted_days((to - from) / DAY + 1)
        );
    }
    let at = |at: i64| format!("{} {}", clock.date(at), clock.time(at, Grain::Minute)).trim().to_owned();
    let end = if clock.day(from) == clock.day(to) { clock.time(to, Grain::Minute) } else { at(to) };
    format!("{} to {end}, {}, {}", at(from), spoken(to - from), clock.zone_text())
}

/// "1 day", "9 days": the first and the last are counted.
fn counted_days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A time, with month and day where the drawing goes over several days:
/// "22:40", "10-15 22:40".
fn when(drawing: &Drawing, at: i64, grain: Grain) -> String {
    let clock = &drawing.clock;
    if grain == Grain::Day {
        return clock.date(at);
    }
    let date = if drawing.is_of_one_day() { String::new() } else { clock.date(at) };
    // The year stands above; four digits and a hyphen.
    let date = match date.split_once('-') {
        Some((year, rest)) if year.len() == 4 => rest.to_owned(),
        _ => date,
    };
    format!("{date} {}", clock.time(at, grain)).trim().to_owned()
}

/// What a statement gives: "22:40 to 04:10", "3 h 30 min".
pub fn value(drawing: &Drawing, stated: &Stated) -> String {
    let (from, to) = (when(drawing, stated.from, stated.grain), when(drawing, stated.to, stated.grain));
    match stated.kind {
        Kind::Window if stated.to < stated.from => format!("{from} back to {to}"),
        Kind::Window => format!("{from} to {to} ({})", spoken(stated.to - stated.from)),
        // As written: "about 4 hours" says more than "4 h".
        Kind::Length => stated.places.first().map(|place| place.written.clone()).unwrap_or_default(),
        Kind::Milestone(_) => from,
    }
}

/// How long a phase took.
pub fn phase(phase: &Phase) -> String {
    spoken(phase.to.1 - phase.from.1)
}

/// What an entry tells; with its time as written where that is in another zone,
/// else with its end where it has one.
pub fn text(drawing: &Drawing, entry: &Entry) -> String {
    if entry.other_zone {
        return format!("{} (written {})", entry.text, entry.place.written);
    }
    match entry.end.filter(|end| *end > entry.at) {
        Some(end) => format!("{} (until {})", entry.text, until(drawing, entry, end)),
        None => entry.text.clone(),
    }
}

/// When an entry ends, with the date where that is another day.
fn until(drawing: &Drawing, entry: &Entry, end: i64) -> String {
    let clock = &drawing.clock;
    match (entry.grain, clock.day(entry.at) == clock.day(end)) {
        (Grain::Day, _) => clock.date(end),
        (grain, true) => clock.time(end, grain),
        (grain, false) => when(drawing, end, grain),
    }
}

/// When an entry says that it happened.
pub fn time(drawing: &Drawing, entry: &Entry) -> String {
    let about = if entry.approximate { "~" } else { "" };
    match entry.grain {
        Grain::Day if drawing.clock.by_day => drawing.clock.date(entry.at),
        Grain::Day => "day".to_owned(),
        grain => format!("{about}{}", drawing.clock.time(entry.at, grain)),
    }
}

/// The name of a milestone, as what was reached.
pub const fn milestone(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "started",
        Milestone::Detected => "detected",
        Milestone::Acknowledged => "acknowledged",
        Milestone::Declared => "declared",
        Milestone::Mitigated => "mitigated",
        Milestone::Restored => "restored",
        Milestone::Resolved => "resolved",
    }
}

/// The number of a conflict in a circle, or in brackets.
pub fn badge(number: usize, ascii: bool) -> String {
    let circled = u32::try_from(number).ok().filter(|n| *n < 20 && !ascii);
    circled.and_then(|n| char::from_u32(0x2460 + n)).map_or_else(|| format!("({})", number + 1), String::from)
}

/// What is left out of a drawing.
pub fn left_out(drawing: &Drawing) -> Option<String> {
    match drawing.without_time {
        0 => None,
        1 => Some("1 entry states no time and is not drawn".to_owned()),
        n => Some(format!("{n} entries state no time and are not drawn")),
    }
}

/// A text on lines of at most `width`, as `measure` sees it; words that are
/// longer are split.
pub fn wrap(text: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if measure(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if measure(&line) > width && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    lines.push(line);
    lines
}

/// At most `most` lines of a text; the last says that there was more.
pub fn limited(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let whole_words = last.rfind(' ').unwrap_or(last.len());
            last.truncate(whole_words);
            last.push_str(" …");
        }
    }
    lines
}
