//! The table for spreadsheets. Times are as in JSON, lengths in minutes, `-`
//! stands for what is not stated. What a spreadsheet would take for a formula
//! begins with an apostrophe.

use super::{Remark, Row, said};
use crate::drawing::{Cell, Column};
use crate::output::visible::visible;

pub fn render(rows: &[Row], remarks: &[Remark]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every record is as long as the first.
    let _ = writer.write_record(head());
    for (number, row) in rows.iter().enumerate() {
        let _ = writer.write_record(record(row, number, rows, remarks).iter().map(|text| guarded(text)));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn is_length(column: Column) -> bool {
    matches!(column, Column::ToDetect | Column::ToMitigate | Column::ToResolve | Column::Duration)
}

fn head() -> Vec<String> {
    let name = |column: &Column| match column {
        column if is_length(*column) => format!("{}_minutes", column.name()),
        column => column.name().to_owned(),
    };
    let mut head = vec!["path".to_owned(), "title".to_owned()];
    head.extend(Column::ALL.iter().map(name));
    head.extend(["open_actions", "findings", "contradicted", "remarks"].map(str::to_owned));
    head
}

fn record(row: &Row, number: usize, rows: &[Row], remarks: &[Remark]) -> Vec<String> {
    let account = &row.account;
    let none = || "-".to_owned();
    let mut record = vec![row.path.clone(), account.title.clone().unwrap_or_else(none)];
    for column in Column::ALL {
        record.push(account.cell(column).map_or_else(none, |cell| value(column, cell)));
    }
    record.push(account.open_actions.map_or_else(none, |open| open.to_string()));
    record.push(account.findings.to_string());
    record.push(account.contradicted().map(Column::name).collect::<Vec<_>>().join(" "));
    let of_row = remarks.iter().filter(|remark| remark.rows.contains(&number));
    record.push(of_row.map(|remark| said(remark, rows)).collect::<Vec<_>>().join("; "));
    record
}

fn value(column: Column, cell: &Cell) -> String {
    match cell.seconds.filter(|_| is_length(column)) {
        Some(seconds) if seconds % 60 == 0 => (seconds / 60).to_string(),
        Some(seconds) => format!("{:.2}", seconds as f64 / 60.0),
        None => cell.text.clone(),
    }
}

/// Nothing that a spreadsheet would compute, or a terminal obey.
fn guarded(text: &str) -> String {
    let text = visible(text);
    let formula = text.starts_with(['=', '+', '-', '@', '\u{2409}', '\u{240d}', '＝', '＋', '－', '＠']);
    if formula && text != "-" { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn formulas_are_text() {
        for text in ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(guarded(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(guarded("-"), "-");
        assert_eq!(guarded("12 %"), "12 %");
    }
}
