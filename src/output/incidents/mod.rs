//! Many incidents in one table: a row for each document, with what it says.

mod csv;
mod html;
mod json;
mod plot;
mod text;

use super::Look;
use crate::drawing::{Account, Cell, Column};
use crate::incident::spoken;
use std::collections::BTreeMap;

/// How the table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum TableFormat {
    /// Aligned columns, for people
    Text,
    /// Values with commas between them, for spreadsheets
    Csv,
    /// One array of objects, for programs
    Json,
    /// A page that stands alone, with plots over the months
    Html,
}

/// A document and what it says.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it came from, as it is printed.
    pub path: String,
    /// What it says of its incident.
    pub account: Account,
}

/// The rows in one of the formats, in the order of their dates.
#[must_use]
pub fn render(mut rows: Vec<Row>, format: TableFormat, look: Look) -> String {
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.account.day.is_none(), row.account.day, row.path.clone());
        key(a).cmp(&key(b))
    });
    let remarks = remarks(&rows);
    match format {
        TableFormat::Text => text::render(&rows, &remarks, look),
        TableFormat::Csv => csv::render(&rows, &remarks),
        TableFormat::Json => json::render(&rows, &remarks),
        TableFormat::Html => html::render(&rows, &remarks),
    }
}

/// What several documents have in common that they should not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The column.
    pub column: Column,
    /// What stands in it.
    pub value: String,
    /// The indexes of the rows.
    pub rows: Vec<usize>,
}

/// Documents with one id, and documents with one unusual duration.
fn remarks(rows: &[Row]) -> Vec<Remark> {
    let mut shared: BTreeMap<(&'static str, String), (Column, Vec<usize>)> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let id = row.account.cell(Column::Id).map(|cell| (Column::Id, compared(&cell.text)));
        let length = row.account.cell(Column::Duration).and_then(unusual);
        for (column, value) in id.into_iter().chain(length.map(|length| (Column::Duration, length))) {
            let known = shared.entry((column.name(), value)).or_insert_with(|| (column, Vec::new()));
            known.1.push(number);
        }
    }
    // Where each length is that between its own start and end, they are as
    // long by chance.
    let is_confirmed = |number: &usize| {
        rows.get(*number)
            .and_then(|row| row.account.cell(Column::Duration))
            .is_some_and(|cell| cell.confirmed)
    };
    let several = shared.into_iter().filter(|(_, (_, rows))| rows.len() > 1);
    let copied =
        several.filter(|(_, (column, rows))| *column == Column::Id || !rows.iter().all(is_confirmed));
    let remark = |((_, value), (column, numbers)): ((_, String), (Column, Vec<usize>))| {
        let first = numbers.first().and_then(|number| rows.get(*number));
        let written = first.and_then(|row| row.account.cell(Column::Id)).filter(|_| column == Column::Id);
        let value = written.map_or(value, |cell| cell.text.clone());
        Remark { column, value, rows: numbers }
    };
    copied.map(remark).collect()
}

/// An id as it is compared: `inc-007` is `INC-7`, `#88` is `88`.
fn compared(id: &str) -> String {
    let id = id.trim_start_matches('#').to_uppercase();
    match id.rsplit_once('-') {
        Some((name, number)) => format!("{name}-{}", number.trim_start_matches('0')),
        None => id,
    }
}

/// A stated length that two incidents share by chance only seldom: one to the
/// minute or the second, of more than half an hour, that no one would round to.
fn unusual(cell: &Cell) -> Option<String> {
    const LEAST: i64 = 1_800;
    const ROUND: i64 = 300;
    let seconds = cell.seconds.filter(|_| cell.written.is_some())?;
    (seconds > LEAST && seconds % ROUND != 0).then(|| spoken(seconds))
}

/// A remark as a sentence.
fn said(remark: &Remark, rows: &[Row]) -> String {
    let paths = remark.rows.iter().filter_map(|number| rows.get(*number));
    let paths: Vec<&str> = paths.map(|row| row.path.as_str()).collect();
    let what = match remark.column {
        Column::Id => "have one incident id",
        _ => "state one unusual duration",
    };
    format!("{} {what}, {}", listed(&paths), remark.value)
}

fn listed(paths: &[&str]) -> String {
    match paths.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => paths.join(""),
    }
}

/// What a person reads in a cell.
fn shown(cell: &Cell) -> String {
    match (&cell.clock, cell.seconds) {
        (Some(clock), _) => clock.clone(),
        (None, Some(seconds)) => spoken(seconds),
        _ => cell.text.clone(),
    }
}

/// The heading of a column.
const fn heading(column: Column) -> &'static str {
    match column {
        Column::Id => "id",
        Column::Date => "date",
        Column::Severity => "severity",
        Column::Start => "start",
        Column::Detected => "detected",
        Column::Mitigated => "mitigated",
        Column::Resolved => "resolved",
        Column::ToDetect => "to detect",
        Column::ToMitigate => "to mitigate",
        Column::ToResolve => "to resolve",
        Column::Duration => "duration",
        Column::Affected => "affected",
    }
}
