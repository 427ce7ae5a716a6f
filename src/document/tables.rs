//! Tables and front matter: rows of cells, and pairs of key and value.

use super::label::Label;
use super::markdown::RawBlock;
use super::outline::{Outline, rank};
use super::prose::{Prose, ProseBuilder, trimmed};
use super::{BlockId, BlockKind, Field, Opening, Table};
use crate::span::Span;

impl<'a> Outline<'a, '_> {
    pub(super) fn key_value(&mut self, key: &Prose<'a>, value: Prose<'a>, span: Span, quoted: bool) {
        let mut label = Label::of_key(key, self.headings);
        label.alone = value.is_blank();
        self.close(rank::FIELD);
        if !label.roles.is_empty() {
            self.open_label(rank::FIELD, Opening::Field, &label, false);
        }
        self.push(BlockKind::KeyValue, value, Some(label), quoted, span);
        self.close(rank::FIELD);
    }

    pub(super) fn table(&mut self, cells: Vec<RawBlock<'a>>) {
        self.in_pasted_list = false;
        let rows = rows_of(cells);
        let Some(header) = rows.first() else { return };
        let names: Vec<String> = header.iter().map(|cell| cell.text.text().trim().to_owned()).collect();
        let table = self.tables.len();
        let key_value = self.is_key_value_table(&rows);
        let header = (!key_value).then_some(BlockId(self.blocks.len()));
        self.tables.push(Table { columns: names, header });
        if key_value {
            for cell_pair in rows.into_iter().flat_map(pairs) {
                let [key, value] = cell_pair;
                let span = key.span.cover(value.span);
                if !key.text.is_blank() {
                    self.key_value(&key.text, value.text, span, key.quoted);
                }
            }
            return;
        }
        for (i, row) in rows.into_iter().enumerate() {
            let Some(span) = row.iter().map(|cell| cell.span).reduce(Span::cover) else {
                continue;
            };
            // The white space that pads the outer cells is none of the row.
            let span = Span::from(trimmed(self.source, span.range()));
            let quoted = row.iter().any(|cell| cell.quoted);
            let text = joined(self.source, &row);
            self.push(BlockKind::Row { table, header: i == 0 }, text, None, quoted, span);
        }
    }

    /// Two or four columns, whose first and third name known fields or
    /// sections in at least half of the rows, or two of the incident's times.
    fn is_key_value_table(&self, rows: &[Vec<RawBlock<'a>>]) -> bool {
        let columns = rows.first().map_or(0, Vec::len);
        if columns != 2 && columns != 4 {
            return false;
        }
        let keys: Vec<&str> = rows
            .iter()
            .flat_map(|row| row.iter().step_by(2))
            .map(|cell| cell.text.text())
            .filter(|key| !key.trim().is_empty())
            .collect();
        let known = |key: &&&str| {
            self.headings.field(key).is_some()
                || !self.headings.roles_of_label(key).is_empty()
                || is_metadata(key)
        };
        let tells_time = |key: &&&str| {
            self.headings.field(key).is_some_and(|field| field.is_point() || field == Field::Duration)
        };
        keys.len() >= 2
            && (keys.iter().filter(known).count() * 2 >= keys.len()
                || keys.iter().filter(tells_time).count() >= 2)
    }
}

/// Whether a key is one of a report's usual metadata.
fn is_metadata(key: &str) -> bool {
    const NAMES: [&str; 12] = [
        "status",
        "severity",
        "priority",
        "owner",
        "author",
        "authors",
        "incident id",
        "title",
        "services",
        "service",
        "incident commander",
        "reviewers",
    ];
    let key = key.trim().trim_end_matches(':').to_lowercase();
    NAMES.contains(&key.as_str())
}

fn rows_of(cells: Vec<RawBlock<'_>>) -> Vec<Vec<RawBlock<'_>>> {
    let mut rows: Vec<Vec<RawBlock<'_>>> = Vec::new();
    let mut last = None;
    for cell in cells {
        if last != Some(cell.kind) {
            rows.push(Vec::new());
        }
        last = Some(cell.kind);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
    }
    rows
}

/// The keys of a row, each with its value.
fn pairs(row: Vec<RawBlock<'_>>) -> Vec<[RawBlock<'_>; 2]> {
    let mut cells = row.into_iter();
    let mut pairs = Vec::new();
    while let (Some(key), Some(value)) = (cells.next(), cells.next()) {
        pairs.push([key, value]);
    }
    pairs
}

/// The cells of a row as one text.
fn joined<'a>(source: &'a str, row: &[RawBlock<'a>]) -> Prose<'a> {
    let mut builder = ProseBuilder::new(source);
    for (i, cell) in row.iter().enumerate() {
        if i > 0 {
            builder.push(" | ", Span::new(cell.span.start, cell.span.start));
        }
        builder.append(&cell.text);
    }
    builder.finish()
}
