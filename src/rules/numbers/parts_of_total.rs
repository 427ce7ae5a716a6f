//! `numbers/parts-of-total`.

use super::{claims, enumeration, spoken};
use crate::document::{Block, BlockId, BlockKind, Document};
use crate::facts::Number;
use crate::finding::{Finding, Label};
use crate::phrases::durations::TOTAL_LINE;
use crate::phrases::figures::{SUM_NO_COLUMN, SUM_OVERLAP};
use crate::rules::{Context, Params};
use crate::span::Span;

/// Reports each total that its parts do not add up to.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (block, text, _) in claims(cx) {
        if !matches!(block.kind, BlockKind::Row { .. } | BlockKind::Heading) {
            let sums = enumeration::sums(block, text);
            findings.extend(sums.into_iter().filter_map(|sum| finding(&sum)));
        }
    }
    findings.extend(tables(cx.document).iter().flat_map(in_table));
    findings
}

/// A number with its place.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) number: Number,
    pub(super) percent: bool,
    pub(super) span: Span,
    pub(super) written: String,
}

/// Parts, and what they are said to make.
pub(super) struct Sum {
    pub(super) parts: Vec<Part>,
    pub(super) total: Part,
}

impl Sum {
    /// Whether the parts may add up to the total: each rounded either way.
    fn holds(&self) -> bool {
        let bounds = self.parts.iter().map(|part| part.number.bounds());
        let (low, high) = bounds.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        let (least, most) = self.total.number.bounds();
        low <= most + 1e-6 && least <= high + 1e-6
    }

    fn made(&self) -> f64 {
        self.parts.iter().map(|part| part.number.value).sum()
    }

    /// Shares are compared where they are shares of one whole: they make about
    /// 100 %, and not 100 % up to rounding.
    fn is_comparable(&self) -> bool {
        if !self.total.percent {
            return self.parts.iter().all(|part| !part.percent);
        }
        let off = (self.made() - 100.0).abs();
        let rounding = (0.5 * self.parts.len() as f64).max(1.0);
        self.total.number.value == 100.0
            && self.parts.iter().all(|part| part.percent)
            && off > rounding
            && off <= 20.0
    }
}

fn finding(sum: &Sum) -> Option<Finding> {
    if sum.parts.len() < 2 || !sum.is_comparable() || sum.holds() {
        return None;
    }
    let sign = if sum.total.percent { " %" } else { "" };
    let made = format!("{}{sign}", spoken(sum.made()));
    let message =
        format!("the total is given as `{}`, its {} parts make {made}", sum.total.written, sum.parts.len());
    let mut finding = Finding::new(message, Label::new(sum.total.span, format!("the parts make {made}")));
    // More than a handful of places is no help.
    for part in sum.parts.iter().take(5) {
        finding = finding.with(part.span, "a part");
    }
    Some(finding.help("correct the total or one of its parts, or say what is left out"))
}

/// The rows of one table, header left out, each as its cells.
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    text: String,
    span: Span,
}

/// The tables of a document about whose rows nothing says that they overlap.
fn tables(document: &Document<'_>) -> Vec<Rows> {
    let mut tables: Vec<(usize, Rows)> = Vec::new();
    let mut before = None;
    let mut in_table = false;
    let overlaps = |id: BlockId| SUM_OVERLAP.is_in(document.passage(id));
    for (id, block) in document.blocks_with_ids() {
        let BlockKind::Row { table, header } = block.kind else {
            before = Some(id);
            // What is said directly below a table is said about it.
            if std::mem::take(&mut in_table) && overlaps(id) {
                tables.pop();
            }
            continue;
        };
        if document.is_aside(block) || (header && before.is_some_and(overlaps)) {
            continue;
        }
        if header {
            tables.push((table, Rows { columns: document.columns(table).to_vec(), rows: Vec::new() }));
            in_table = true;
        } else if let Some((_, rows)) = tables.last_mut().filter(|(id, _)| *id == table) {
            rows.rows.push(cells(block));
        }
    }
    tables.into_iter().map(|(_, rows)| rows).collect()
}

fn cells(block: &Block<'_>) -> Vec<Cell> {
    let text = block.text.text();
    let mut from = 0;
    let mut cells = Vec::new();
    for part in text.split(" | ") {
        let start = from + (part.len() - part.trim_start().len());
        let written = part.trim();
        cells.push(Cell { text: written.to_owned(), span: block.text.span(start..start + written.len()) });
        from += part.len() + 3;
    }
    cells
}

/// The sums of each column whose last row is a total.
fn in_table(table: &Rows) -> Vec<Finding> {
    let Some((last, rows)) = table.rows.split_last() else { return Vec::new() };
    let is_total = last.first().is_some_and(|cell| TOTAL_LINE.is_in(&cell.text));
    let odd = rows.iter().any(|row| {
        row.first().is_some_and(|cell| SUM_OVERLAP.is_in(&cell.text) || TOTAL_LINE.is_in(&cell.text))
    });
    let regular = table.rows.iter().all(|row| row.len() == table.columns.len());
    if !is_total || odd || !regular {
        return Vec::new();
    }
    let sum = |column: usize| {
        if table.columns.get(column).is_none_or(|name| SUM_NO_COLUMN.is_in(name)) {
            return None;
        }
        let parts: Option<Vec<Part>> = rows.iter().map(|row| part(row.get(column)?)).collect();
        finding(&Sum { parts: parts?, total: part(last.get(column)?)? })
    };
    (1..table.columns.len()).filter_map(sum).collect()
}

/// A cell that holds a number and nothing else.
fn part(cell: &Cell) -> Option<Part> {
    let plain = cell.text.trim_matches('*').trim();
    let (digits, percent) = plain.strip_suffix('%').map_or((plain, false), |digits| (digits, true));
    let number = Number::parse(digits.trim_start_matches(['$', '€', '£']))?;
    // A total with trailing zeros is as exact as the sum that it is.
    let number = if number.rounded { number } else { Number { unit: 1.0, ..number } };
    Some(Part { number, percent, span: cell.span, written: cell.text.clone() })
}
