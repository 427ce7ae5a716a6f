//! A Gantt chart of Mermaid in a block of Markdown, which GitHub and GitLab
//! draw where it is pasted.
//!
//! Mermaid has no escapes that hold everywhere: a colon ends a task's name, `#`
//! and `;` begin something else, and `%%` a comment. Such characters give way
//! to others that look alike.

use super::Sheet;
use super::words;
use crate::drawing::{Calendar, Drawing, Entry, Stated};
use crate::incident::{Grain, clock_text, date_text};
use crate::output::visible::visible;
use crate::span::slice;
use std::fmt::Write;

/// The most characters of a task's name: Mermaid does not wrap them.
const LONGEST: usize = 60;

/// All drawings, a block for each.
pub fn render(sheets: &[Sheet]) -> String {
    let mut out = String::new();
    for (i, sheet) in sheets.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let _ = write!(out, "```mermaid\n{}```\n", chart(&sheet.drawing));
    }
    out
}

/// The chart alone.
fn chart(drawing: &Drawing) -> String {
    let mut out = String::from("gantt\n");
    let title = drawing.title.as_deref().unwrap_or("Incident");
    let mut line = |text: String| {
        let _ = writeln!(out, "    {text}");
    };
    line(format!("title {} ({})", name(title), name(&drawing.clock.zone_text())));
    line("dateFormat YYYY-MM-DD HH:mm:ss".to_owned());
    line(format!("axisFormat {}", axis_format(drawing)));
    if !drawing.stated.is_empty() || !drawing.phases.is_empty() {
        line("section As stated".to_owned());
    }
    for stated in &drawing.stated {
        line(stated_task(drawing, stated));
    }
    if !drawing.phases.is_empty() {
        line("section Phases".to_owned());
    }
    for phase in &drawing.phases {
        let label = name(&format!("{} {}", phase.name, words::phase(phase)));
        line(format!("{label} :done, {}", between(drawing, phase.from.1, phase.to.1)));
    }
    let mut day = None;
    for entry in &drawing.entries {
        let date = drawing.clock.long_date(entry.at);
        if day.as_ref() != Some(&date) {
            line(format!("section {}", if date.is_empty() { "Timeline" } else { &date }));
            day = Some(date);
        }
        line(entry_task(drawing, entry));
    }
    for conflict in &drawing.conflicts {
        let _ = writeln!(out, "    %% {} {}", conflict.rule, name(&conflict.message));
    }
    out
}

/// Marks of the axis: the time, and the date where there is more than one.
fn axis_format(drawing: &Drawing) -> &'static str {
    const TWO_DAYS: i64 = 172_800;
    let (from, to) = drawing.extent();
    let one_day = drawing.clock.day(from) == drawing.clock.day(to);
    match drawing.clock.calendar {
        Calendar::Dates if drawing.clock.by_day || to - from > TWO_DAYS => "%m-%d",
        Calendar::Dates if !one_day => "%m-%d %H:%M",
        _ => "%H:%M",
    }
}

fn stated_task(drawing: &Drawing, stated: &Stated) -> String {
    let rules = rules(drawing, &stated.conflicts);
    let label = name(&format!("{} {}{rules}", stated.name, words::value(drawing, stated)));
    let critical = if stated.conflicts.is_empty() { "active, " } else { "crit, " };
    if stated.from == stated.to {
        return format!("{label} :{critical}milestone, {}, 0s", date(drawing, stated.from));
    }
    let (from, to) = (stated.from.min(stated.to), stated.from.max(stated.to));
    format!("{label} :{critical}{}", between(drawing, from, to))
}

fn entry_task(drawing: &Drawing, entry: &Entry) -> String {
    let rules = rules(drawing, &entry.conflicts);
    let text = shortened(&words::text(drawing, entry), LONGEST.saturating_sub(rules.chars().count()));
    let label = name(&format!("{} {text}{rules}", words::time(drawing, entry)));
    // What is no milestone is paler than one.
    let critical = match (entry.conflicts.is_empty(), entry.milestone) {
        (false, _) => "crit, ",
        (true, Some(_)) => "",
        (true, None) => "done, ",
    };
    match entry.end.filter(|end| *end > entry.at) {
        Some(end) => format!("{label} :{critical}{}", between(drawing, entry.at, end)),
        None => format!("{label} :{critical}milestone, {}, 0s", date(drawing, entry.at)),
    }
}

/// The rules that a part contradicts.
fn rules(drawing: &Drawing, conflicts: &[usize]) -> String {
    let names = conflicts.iter().filter_map(|number| drawing.conflicts.get(*number));
    let names: Vec<&str> = names.map(|conflict| conflict.rule.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" [{}]", names.join(", ")) }
}

/// As the clock shows it: Mermaid knows no zones, and draws what it is given.
fn date(drawing: &Drawing, at: i64) -> String {
    let local = drawing.clock.local(at);
    let date = date_text(local);
    let year = if date.matches('-').count() == 1 { "2000-" } else { "" };
    format!("{year}{date} {}", clock_text(local, Grain::Second))
}

fn between(drawing: &Drawing, from: i64, to: i64) -> String {
    format!("{}, {}", date(drawing, from), date(drawing, to))
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.max(2) - 1).collect();
    let whole_words = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", slice(&cut, ..whole_words))
}

/// A text that ends no task and begins nothing else; what could stand for
/// markup in the page around it looks alike and is none.
fn name(text: &str) -> String {
    let alike = |c: char| match c {
        ':' => '\u{2236}',
        ';' => ',',
        '#' => '\u{266f}',
        '<' => '\u{2039}',
        '>' => '\u{203a}',
        '&' => '+',
        '%' => '\u{ff05}',
        '`' | '"' => '\'',
        '{' => '(',
        '}' => ')',
        '\\' => '\u{2216}',
        c => c,
    };
    // A control is shown by a symbol, or is none.
    visible(text).chars().map(alike).collect()
}
