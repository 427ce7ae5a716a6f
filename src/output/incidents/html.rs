//! The table as a page that stands alone, with plots over the months.

use super::plot::plot;
use super::{Remark, Row, heading, said, shown};
use crate::drawing::Column;
use crate::output::escape::escaped;
use crate::output::html::page;
use crate::output::summary::counted;
use std::fmt::Write;

const STYLE: &str = "\
.plot{width:100%;max-width:1040px;height:auto;display:block;font-size:12px}.plot text{fill:var(--dim)}\
.plot .grid{stroke:var(--line)}.plot .mid{text-anchor:middle}.plot .end{text-anchor:end}\
.plot .dot{fill:#4c82b4;fill-opacity:.75;stroke:var(--bg)}.plot .dot.bad{fill:var(--error);fill-opacity:1}\
.bad{color:var(--error);font-weight:600}.remarks{padding-left:20px}\
th{white-space:normal;vertical-align:bottom}th,td{padding-right:10px}td.t{font-size:13.5px}td.w{white-space:normal}\
td.wide{min-width:190px;overflow-wrap:anywhere}\
@media print{@page{size:landscape;margin:10mm}table{font-size:7.5pt}th,td{padding:3px 5px 3px 0}td.t{font-size:inherit}td.wide{min-width:0}}\n";

pub fn render(rows: &[Row], remarks: &[Remark]) -> String {
    let mut body = String::from("<header>\n<h1>Incidents</h1>\n");
    let documents = counted(rows.len(), "document", "documents");
    let _ = writeln!(body, "<p class=\"dim\">{documents}, as they were read</p>\n</header>\n<main>");
    if !remarks.is_empty() {
        body.push_str("<ul class=\"remarks\">\n");
        for remark in remarks {
            let _ = writeln!(body, "<li>{}</li>", escaped(&said(remark, rows)));
        }
        body.push_str("</ul>\n");
    }
    for (column, title) in [(Column::Duration, "Duration"), (Column::ToDetect, "Time to detect")] {
        let _ = writeln!(body, "<h2>{title}</h2>");
        let drawn = plot(rows, column, column.name());
        body.push_str(
            &drawn.unwrap_or_else(|| "<p class=\"dim\">No document states it with a date.</p>\n".to_owned()),
        );
    }
    body.push_str(&table(rows));
    body.push_str("</main>\n<footer><p>- is not stated; ! is contradicted by the document itself. Written by pmlint.</p></footer>\n");
    page("Incidents", STYLE, &body)
}

fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "<h2>All incidents</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All incidents\">\n\
         <table>\n<thead><tr><th scope=\"col\">title</th>",
    );
    for column in Column::ALL {
        let _ = write!(out, "<th scope=\"col\">{}</th>", heading(column));
    }
    out.push_str("<th scope=\"col\" class=\"n\">open actions</th><th scope=\"col\" class=\"n\">findings</th></tr></thead>\n<tbody>\n");
    for row in rows {
        let account = &row.account;
        let title = account.title.as_deref().unwrap_or(&row.path);
        let _ = write!(
            out,
            "<tr><td class=\"wide\">{}<br><span class=\"dim\">{}</span></td>",
            escaped(title),
            escaped(&row.path)
        );
        for column in Column::ALL {
            match account.cell(column) {
                Some(cell) => {
                    let wraps = if cell.clock.is_some() || cell.seconds.is_some() { " w" } else { "" };
                    let (bad, mark) = if cell.contradicted { (" bad", "!") } else { ("", "") };
                    let text = escaped(&with_units(&shown(cell)));
                    let _ = write!(out, "<td class=\"t{wraps}{bad}\">{text}{mark}</td>");
                }
                None => out.push_str("<td class=\"dim\">-</td>"),
            }
        }
        let open = account.open_actions.map_or_else(|| "-".to_owned(), |open| open.to_string());
        let _ = writeln!(out, "<td class=\"n\">{open}</td><td class=\"n\">{}</td></tr>", account.findings);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out
}

/// A length that breaks between its parts and never before a unit.
fn with_units(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ') {
        let unit = word.starts_with(char::is_alphabetic);
        let space = if out.is_empty() {
            ""
        } else if unit {
            "\u{a0}"
        } else {
            " "
        };
        out.push_str(space);
        out.push_str(word);
    }
    out
}
