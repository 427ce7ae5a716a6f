//! The table for people: `-` for what is not stated, `!` where the document
//! contradicts itself.

use super::{Look, Remark, Row, heading, said, shown};
use crate::drawing::Column;
use crate::output::visible::{visible, width};
use std::fmt::Write;

/// The least columns of a title, and the most.
const TITLE: (usize, usize) = (28, 60);

pub fn render(rows: &[Row], remarks: &[Remark], look: Look) -> String {
    let mut lines: Vec<Vec<String>> = vec![head()];
    lines.extend(rows.iter().map(cells));
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let used: usize = widths.iter().map(|width| width + 2).sum();
    let room = look.width.saturating_sub(used).clamp(TITLE.0, TITLE.1);
    let titles = std::iter::once("title".to_owned()).chain(rows.iter().map(|row| title(row, room)));
    let mut out = String::new();
    for (number, (line, title)) in lines.iter().zip(titles).enumerate() {
        let (on, off) = if number == 0 && look.color { ("\x1b[2m", "\x1b[0m") } else { ("", "") };
        out.push_str(on);
        for (cell, wide) in line.iter().zip(&widths) {
            let marked = look.color && number > 0 && cell.ends_with('!');
            let (on, off) = if marked { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
            let _ = write!(out, "{on}{cell}{off}{:1$}  ", "", wide - width(cell));
        }
        let _ = writeln!(out, "{title}{off}");
    }
    if rows.iter().any(|row| row.account.contradicted().next().is_some()) {
        out.push_str("\n! the document contradicts this; `pmlint check` says how\n");
    }
    if !remarks.is_empty() {
        out.push('\n');
    }
    for remark in remarks {
        let _ = writeln!(out, "{}", visible(&said(remark, rows)));
    }
    out
}

fn head() -> Vec<String> {
    let columns = Column::ALL.iter().map(|column| heading(*column).to_owned());
    columns.chain(["open".to_owned(), "findings".to_owned()]).collect()
}

fn cells(row: &Row) -> Vec<String> {
    let account = &row.account;
    let cell = |column: &Column| match account.cell(*column) {
        Some(cell) => {
            let mark = if cell.contradicted { "!" } else { "" };
            format!("{}{mark}", visible(&shown(cell)))
        }
        None => "-".to_owned(),
    };
    let open = account.open_actions.map_or_else(|| "-".to_owned(), |open| open.to_string());
    Column::ALL.iter().map(cell).chain([open, account.findings.to_string()]).collect()
}

/// The title, or the path of what has none, in so many columns.
fn title(row: &Row, room: usize) -> String {
    let Some(title) = &row.account.title else { return end_of(&visible(&row.path), room) };
    let whole = visible(title);
    if width(&whole) <= room {
        return whole.into_owned();
    }
    let mut short = String::new();
    for c in whole.chars() {
        if width(&short) + 2 > room {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// The end of a path, which tells it from others.
fn end_of(path: &str, room: usize) -> String {
    if width(path) <= room {
        return path.to_owned();
    }
    let mut rest = path;
    while width(rest) + 1 > room {
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
    // From a folder on, where one begins in the shown part.
    let rest = rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or(rest);
    format!("…{rest}")
}
