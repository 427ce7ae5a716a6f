//! What was read from documents: for people one line a fact, for programs one
//! array of `{"path", "facts": [{"kind", "text", "span", "value"}]}`.
//!
//! A value is what is written, not what it resolves to: `XXXX-01-18` for a date
//! without a year, `T14:05` for a time without a date. A range is
//! `{"start", "end"}`, a duration `{"iso", "seconds", "approximate"}`, an offset the
//! same with the point it counts from (`"since": "zero"` or `"told"`), a zone its
//! offset from UTC (of a region: the standard one), a percentage, count or status
//! code a number, `3 of 5 nodes` is `{"count", "of"}`, a severity, id, version or
//! name a text in its usual spelling (`SEV-1`, `INC-123`). What a time resolves to,
//! and where its date and zone come from, stands beside it as `resolved`:
//! `{"start", "end", "date", "zone"}`, the times
//! in UTC where the zone is known, and for date and zone "written", "unknown",
//! "none" (the zone of a date), or the line that lends it.

use super::ListFormat;
use super::json::{Extent, to_text};
use super::visible::{visible, visible_line, width};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Facts, Offset, Since, Value};
use crate::incident::{DateOrigin, Instant, Resolved};
use crate::span::{LineIndex, one_line, slice};
use serde::Serialize;
use std::fmt::Write;

/// The facts of one document.
#[derive(Debug)]
pub struct FactSheet {
    /// Where it came from, as it is printed.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was read from it.
    pub facts: Facts,
    /// What each of the facts was read as.
    pub resolved: Vec<Option<Box<Resolved>>>,
}

#[derive(Serialize)]
struct JsonSheet<'a> {
    path: &'a str,
    facts: Vec<JsonFact<'a>>,
}

#[derive(Serialize)]
struct JsonFact<'a> {
    kind: &'static str,
    text: &'a str,
    span: Extent,
    value: JsonValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved: Option<Understood>,
}

/// What a time was read as, and why.
#[derive(Debug, Serialize)]
pub struct Understood {
    /// The time, or the beginning of a range: in UTC where the zone is known,
    /// else as the clock shows it.
    pub start: String,
    /// The end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Where its date comes from: "written", "unknown", or the line that lends
    /// it.
    pub date: String,
    /// The same of its zone: also "configuration", or "none" for a date.
    pub zone: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonValue {
    Text(String),
    Number(serde_json::Number),
    Range {
        start: String,
        end: String,
    },
    Duration {
        iso: String,
        seconds: serde_json::Number,
        approximate: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<&'static str>,
    },
    OutOf {
        count: serde_json::Number,
        of: serde_json::Number,
    },
}

/// A number without `.0` where it is whole.
fn number(n: f64) -> serde_json::Number {
    let whole = n as i64;
    if whole as f64 == n {
        return whole.into();
    }
    // Only what is no number has no JSON form, and none is written in a text.
    serde_json::Number::from_f64(n).unwrap_or_else(|| 0.into())
}

/// The facts of all documents in one of the formats.
#[must_use]
pub fn render(sheets: &[FactSheet], format: ListFormat) -> String {
    match format {
        ListFormat::Json => to_text(&sheets.iter().map(json_sheet).collect::<Vec<_>>()),
        ListFormat::Text => text(sheets),
    }
}

fn json_sheet(sheet: &FactSheet) -> JsonSheet<'_> {
    let index = LineIndex::new(&sheet.text);
    let fact = |(fact, resolved): (&'_ Fact, &Option<Box<Resolved>>)| JsonFact {
        kind: fact.value.kind(),
        text: slice(&sheet.text, fact.span.range()),
        span: Extent::of(fact.span, &index),
        value: value(&fact.value),
        resolved: resolved.as_ref().map(|resolved| understood(resolved, &index)),
    };
    let facts = sheet.facts.all().iter().zip(&sheet.resolved).map(fact).collect();
    JsonSheet { path: &sheet.path, facts }
}

/// What a time was read as, and why.
#[must_use]
pub fn understood(resolved: &Resolved, index: &LineIndex<'_>) -> Understood {
    Understood {
        start: instant(&resolved.start),
        end: resolved.end.as_ref().map(instant),
        date: date_origin(&resolved.start, index),
        zone: zone_origin(&resolved.start, index),
    }
}

/// What is written, in its usual spelling.
#[must_use]
pub fn value_text(fact: &Value) -> String {
    value(fact).to_string()
}

/// In UTC where the zone is known, else as the clock shows it.
fn instant(instant: &Instant) -> String {
    instant.utc_iso().unwrap_or_else(|| instant.local_iso())
}

/// Where the date of an instant comes from, in words.
fn date_origin(instant: &Instant, index: &LineIndex<'_>) -> String {
    match instant.origin {
        DateOrigin::Written => "written".to_owned(),
        DateOrigin::Inherited(span) => format!("line {}", index.position(span.start).line),
        DateOrigin::Unknown => "unknown".to_owned(),
    }
}

/// Where its zone comes from, in words.
fn zone_origin(instant: &Instant, index: &LineIndex<'_>) -> String {
    match (&instant.zone, instant.zone_from) {
        _ if !instant.has_clock() => "none".to_owned(),
        (Some(_), Some(span)) => format!("line {}", index.position(span.start).line),
        (Some(_), None) if instant.zone_is_default => "configuration".to_owned(),
        (Some(_), None) => "written".to_owned(),
        (None, _) => "unknown".to_owned(),
    }
}

/// What an instant was read as and why, where that is more than is written.
fn reading(resolved: &Resolved, index: &LineIndex<'_>) -> Option<String> {
    let lent = |what: &str, origin: String| {
        (origin.starts_with("line") || origin == "configuration").then(|| format!("{what} from {origin}"))
    };
    let date = lent("date", date_origin(&resolved.start, index));
    let zone = lent("zone", zone_origin(&resolved.start, index));
    let why: Vec<String> = [date, zone].into_iter().flatten().collect();
    if why.is_empty() {
        return None;
    }
    let end = resolved.end.as_ref().map(|end| format!(" to {}", instant(end))).unwrap_or_default();
    Some(format!("= {}{end} ({})", instant(&resolved.start), why.join(", ")))
}

fn written<'a>(sheet: &'a FactSheet, fact: &Fact) -> &'a str {
    slice(&sheet.text, fact.span.range())
}

fn value(value: &Value) -> JsonValue {
    match value {
        Value::Percentage(share) => match share.between {
            Some((first, second)) => JsonValue::Range { start: first.to_string(), end: second.to_string() },
            None => JsonValue::Number(number(share.percent)),
        },
        Value::Count(count) => match &count.of {
            Some(of) => JsonValue::OutOf { count: number(count.amount.value), of: number(of.value) },
            None => JsonValue::Number(number(count.amount.value)),
        },
        Value::StatusCode(code) => JsonValue::Number((*code).into()),
        Value::StatusClass(class) => JsonValue::Text(format!("{class}xx")),
        Value::Severity(level) => JsonValue::Text(level.to_string()),
        Value::IncidentId(id) => JsonValue::Text(id.to_string()),
        Value::Version(name) | Value::Identifier(name) => JsonValue::Text(name.clone()),
        Value::Time(time) => time_value(time),
        Value::Offset(offset) => offset_value(offset),
    }
}

/// A length of time with the point that it counts from; negative where it lies
/// before that.
fn offset_value(offset: &Offset) -> JsonValue {
    let sign = if offset.before { "-" } else { "" };
    JsonValue::Duration {
        iso: format!("{sign}{}", offset.distance.iso()),
        seconds: number(offset.seconds()),
        approximate: offset.distance.hedge != Hedge::None,
        since: Some(match offset.since {
            Since::Zero => "zero",
            Since::Told => "told",
        }),
    }
}

fn time_value(time: &TimeValue) -> JsonValue {
    match time {
        TimeValue::Timestamp(stamp) => JsonValue::Text(stamp.to_string()),
        TimeValue::Zone(zone) => JsonValue::Text(zone.to_string()),
        TimeValue::Range(range) => {
            JsonValue::Range { start: range.start.to_string(), end: range.end.to_string() }
        }
        TimeValue::Duration(duration) => JsonValue::Duration {
            iso: duration.iso(),
            seconds: number(duration.seconds),
            approximate: duration.hedge != Hedge::None,
            since: None,
        },
    }
}

/// A fact's place, kind, text and value in columns; the name of the file above
/// where there are several.
fn text(sheets: &[FactSheet]) -> String {
    let mut out = String::new();
    for (i, sheet) in sheets.iter().enumerate() {
        if sheets.len() > 1 {
            let gap = if i > 0 { "\n" } else { "" };
            let _ = writeln!(out, "{gap}{}", visible_line(&sheet.path));
        }
        rows(&mut out, sheet);
    }
    out
}

fn rows(out: &mut String, sheet: &FactSheet) {
    let index = LineIndex::new(&sheet.text);
    let row = |(fact, resolved): (&Fact, &Option<Box<Resolved>>)| {
        let read = resolved.as_ref().and_then(|resolved| reading(resolved, &index));
        let place = index.position(fact.span.start);
        [
            format!("{}:{}", place.line, place.column),
            fact.value.kind().to_owned(),
            format!("\"{}\"", visible(&one_line(written(sheet, fact)))),
            visible(&format!(
                "-> {}{}",
                value(&fact.value),
                read.map(|read| format!("  {read}")).unwrap_or_default()
            ))
            .into_owned(),
        ]
    };
    let rows: Vec<[String; 4]> = sheet.facts.all().iter().zip(&sheet.resolved).map(row).collect();
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2)];
    for row in &rows {
        for (cell, widest) in row.iter().zip(widths) {
            // Padding of `format!` counts characters, not columns.
            let _ = write!(out, "{cell}{:1$}  ", "", widest - width(cell));
        }
        let _ = writeln!(out, "{}", row[3]);
    }
}

impl std::fmt::Display for JsonValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Range { start, end } => write!(f, "{start} to {end}"),
            Self::OutOf { count, of } => write!(f, "{count} of {of}"),
            Self::Duration { iso, approximate, since, .. } => {
                let from = match since {
                    Some("zero") => " from zero",
                    Some(_) => " from a point told before",
                    None => "",
                };
                write!(f, "{}{iso}{from}", if *approximate { "~" } else { "" })
            }
        }
    }
}
