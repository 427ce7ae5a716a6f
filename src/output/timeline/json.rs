//! The drawing for programs: one array, an object for each document.
//!
//! Times are in UTC where the zone is known (`2024-01-18T14:05Z`), else as the
//! clock shows them; `seconds` counts from the first thing that is drawn, and
//! lengths are in seconds. `conflicts` of a part are indexes of the list
//! `conflicts`. What is not stated is absent, never null.

use super::Sheet;
use super::words;
use crate::drawing::{Calendar, Conflict, Drawing, Entry, Kind, Phase, Place, Scale, Stated};
use crate::incident::Grain;
use crate::output::json::to_text;
use serde::Serialize;

/// Most breaks that a reader of JSON is told of.
const MOST_BREAKS: usize = 6;

#[derive(Serialize)]
struct JsonSheet<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'a str>,
    times: &'static str,
    start: String,
    end: String,
    seconds: i64,
    breaks: Vec<JsonBreak>,
    stated: Vec<JsonStated<'a>>,
    phases: Vec<JsonPhase>,
    entries: Vec<JsonEntry<'a>>,
    conflicts: Vec<JsonConflict<'a>>,
    entries_without_time: usize,
}

#[derive(Serialize)]
struct JsonBreak {
    from: String,
    to: String,
    seconds: i64,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    line: usize,
    offset: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct JsonStated<'a> {
    kind: &'static str,
    name: &'static str,
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    seconds: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<i64>,
    places: Vec<JsonPlace<'a>>,
    conflicts: &'a [usize],
}

#[derive(Serialize)]
struct JsonPhase {
    name: &'static str,
    from: &'static str,
    to: &'static str,
    start: String,
    end: String,
    length: i64,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    seconds: i64,
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone: Option<&'static str>,
    text: &'a str,
    place: JsonPlace<'a>,
    conflicts: &'a [usize],
}

#[derive(Serialize)]
struct JsonConflict<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    places: Vec<JsonRole<'a>>,
}

#[derive(Serialize)]
struct JsonRole<'a> {
    role: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

/// All drawings as one array.
pub fn render(sheets: &[Sheet]) -> String {
    to_text(&sheets.iter().map(|sheet| json_sheet(&sheet.path, &sheet.drawing)).collect::<Vec<_>>())
}

fn json_sheet<'a>(path: &'a str, drawing: &'a Drawing) -> JsonSheet<'a> {
    let (start, end) = drawing.extent();
    let clock = &drawing.clock;
    let iso = |at: i64| clock.iso(at, Grain::Minute);
    let parts = Scale::of(drawing, 1.0, 0.0, MOST_BREAKS).parts;
    let breaks = parts.iter().zip(parts.iter().skip(1)).map(|(before, after)| JsonBreak {
        from: iso(before.last),
        to: iso(after.first),
        seconds: after.first - before.last,
    });
    JsonSheet {
        path,
        title: drawing.title.as_deref(),
        zone: clock.zone.as_ref().map(|zone| zone.name.as_str()),
        times: match clock.calendar {
            Calendar::Dates => "dates",
            Calendar::Days => "days without a date",
            Calendar::Elapsed => "since zero",
        },
        start: iso(start),
        end: iso(end),
        seconds: end - start,
        breaks: breaks.collect(),
        stated: drawing.stated.iter().map(|stated| json_stated(drawing, stated, start)).collect(),
        phases: drawing.phases.iter().map(|phase| json_phase(drawing, phase)).collect(),
        entries: drawing.entries.iter().map(|entry| json_entry(drawing, entry, start)).collect(),
        conflicts: drawing.conflicts.iter().map(json_conflict).collect(),
        entries_without_time: drawing.without_time,
    }
}

fn json_place(place: &Place) -> JsonPlace<'_> {
    JsonPlace { line: place.line, offset: place.span.start, text: &place.written }
}

fn json_stated<'a>(drawing: &Drawing, stated: &'a Stated, zero: i64) -> JsonStated<'a> {
    let point = matches!(stated.kind, Kind::Milestone(_));
    JsonStated {
        kind: match stated.kind {
            Kind::Window => "window",
            Kind::Length => "length",
            Kind::Milestone(_) => "milestone",
        },
        name: stated.name,
        start: drawing.clock.iso(stated.from, stated.grain),
        end: (!point).then(|| drawing.clock.iso(stated.to, stated.grain)),
        seconds: stated.from - zero,
        length: (!point).then_some(stated.to - stated.from),
        places: stated.places.iter().map(json_place).collect(),
        conflicts: &stated.conflicts,
    }
}

fn json_phase(drawing: &Drawing, phase: &Phase) -> JsonPhase {
    JsonPhase {
        name: phase.name,
        from: words::milestone(phase.from.0),
        to: words::milestone(phase.to.0),
        start: drawing.clock.iso(phase.from.1, Grain::Minute),
        end: drawing.clock.iso(phase.to.1, Grain::Minute),
        length: phase.to.1 - phase.from.1,
    }
}

fn json_entry<'a>(drawing: &Drawing, entry: &'a Entry, zero: i64) -> JsonEntry<'a> {
    JsonEntry {
        start: drawing.clock.iso(entry.at, entry.grain),
        end: entry.end.map(|end| drawing.clock.iso(end, entry.grain)),
        seconds: entry.at - zero,
        approximate: entry.approximate,
        milestone: entry.milestone.map(words::milestone),
        text: &entry.text,
        place: json_place(&entry.place),
        conflicts: &entry.conflicts,
    }
}

fn json_conflict(conflict: &Conflict) -> JsonConflict<'_> {
    JsonConflict {
        rule: &conflict.rule,
        severity: conflict.severity.name(),
        message: &conflict.message,
        help: conflict.help.as_deref(),
        places: conflict
            .places
            .iter()
            .map(|(place, role)| JsonRole { role, place: json_place(place) })
            .collect(),
    }
}
