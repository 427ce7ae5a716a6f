//! What was read from documents: for people one line a fact, for programs one
//! array of `{"path", "facts": [{"kind", "text", "span", "value"}]}`.
//!
//! A value is what is written, not what it resolves to: `XXXX-01-18` for a date
//! without a year, `T14:05` for a time without a date. A range is
//! `{"start", "end"}`, a duration `{"iso", "seconds", "approximate"}`, a zone
//! its offset (of a region: the standard one), a percentage or status code a
//! number.

use super::ListFormat;
use super::json::{Extent, to_text};
use super::visible::{visible, width};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Facts, Value};
use crate::span::LineIndex;
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
}

#[derive(Serialize)]
#[serde(untagged)]
enum JsonValue {
    Text(String),
    Number(serde_json::Number),
    Range { start: String, end: String },
    Duration { iso: String, seconds: serde_json::Number, approximate: bool },
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
    let fact = |fact: &Fact| JsonFact {
        kind: fact.value.kind(),
        text: written(sheet, fact),
        span: Extent::of(fact.span, &index),
        value: value(&fact.value),
    };
    JsonSheet { path: &sheet.path, facts: sheet.facts.all().iter().map(fact).collect() }
}

fn written<'a>(sheet: &'a FactSheet, fact: &Fact) -> &'a str {
    sheet.text.get(fact.span.range()).unwrap_or_default()
}

fn value(value: &Value) -> JsonValue {
    match value {
        Value::Percentage(share) => JsonValue::Number(number(*share)),
        Value::StatusCode(code) => JsonValue::Number((*code).into()),
        Value::StatusClass(class) => JsonValue::Text(format!("{class}xx")),
        Value::Time(time) => time_value(time),
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
            let _ = writeln!(out, "{gap}{}", visible(&sheet.path));
        }
        rows(&mut out, sheet);
    }
    out
}

fn rows(out: &mut String, sheet: &FactSheet) {
    let index = LineIndex::new(&sheet.text);
    let row = |fact: &Fact| {
        let place = index.position(fact.span.start);
        [
            format!("{}:{}", place.line, place.column),
            fact.value.kind().to_owned(),
            format!("\"{}\"", visible(&one_line(written(sheet, fact)))),
            format!("-> {}", value(&fact.value)),
        ]
    };
    let rows: Vec<[String; 4]> = sheet.facts.all().iter().map(row).collect();
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

/// A fact over several lines of the source, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl std::fmt::Display for JsonValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Range { start, end } => write!(f, "{start} to {end}"),
            Self::Duration { iso, approximate, .. } => {
                write!(f, "{}{iso}", if *approximate { "~" } else { "" })
            }
        }
    }
}
