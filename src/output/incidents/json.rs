//! The table for programs: one array. Lengths are in seconds, times as in the
//! JSON of `pmlint timeline`; what is not stated is absent. `contradicted`
//! names the keys that the document contradicts, `same_id_as` and
//! `same_duration_as` the documents that share what they should not.

use super::{Remark, Row};
use crate::drawing::Column;
use crate::output::json::to_text;
use serde_json::{Map, Value, json};

pub fn render(rows: &[Row], remarks: &[Remark]) -> String {
    let objects: Vec<Value> =
        rows.iter().enumerate().map(|(number, row)| object(row, number, rows, remarks)).collect();
    to_text(&objects)
}

fn object(row: &Row, number: usize, rows: &[Row], remarks: &[Remark]) -> Value {
    let account = &row.account;
    let mut object = Map::new();
    object.insert("path".to_owned(), json!(row.path));
    if let Some(title) = &account.title {
        object.insert("title".to_owned(), json!(title));
    }
    for column in Column::ALL {
        if let Some(cell) = account.cell(column) {
            let value = cell.seconds.map_or_else(|| json!(cell.text), |seconds| json!(seconds));
            object.insert(column.name().to_owned(), value);
        }
    }
    if let Some(open) = account.open_actions {
        object.insert("open_actions".to_owned(), json!(open));
    }
    object.insert("findings".to_owned(), json!(account.findings));
    let contradicted: Vec<&str> = account.contradicted().map(Column::name).collect();
    object.insert("contradicted".to_owned(), json!(contradicted));
    for remark in remarks.iter().filter(|remark| remark.rows.contains(&number)) {
        let others =
            remark.rows.iter().filter(|other| **other != number).filter_map(|other| rows.get(*other));
        let others: Vec<&str> = others.map(|row| row.path.as_str()).collect();
        let key = if remark.column == Column::Id { "same_id_as" } else { "same_duration_as" };
        object.insert(key.to_owned(), json!(others));
    }
    Value::Object(object)
}
