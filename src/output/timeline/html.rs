//! The drawings as a page that stands alone, each with its entries as a table.

use super::svg::{Layout, picture};
use super::{Sheet, words};
use crate::drawing::Drawing;
use crate::output::escape::escaped;
use crate::output::html::page;
use std::fmt::Write;

/// All drawings as one page.
pub fn render(sheets: &[Sheet]) -> String {
    let mut body = String::from("<header>\n<h1>Incidents as they were read</h1>\n</header>\n<main>\n");
    for (number, sheet) in sheets.iter().enumerate() {
        let drawing = &sheet.drawing;
        let name = drawing.title.as_deref().unwrap_or(&sheet.path);
        let _ = writeln!(body, "<article aria-labelledby=\"t{number}h\">");
        let _ = writeln!(body, "<h2 id=\"t{number}h\">{}</h2>", escaped(name));
        let _ = writeln!(body, "<p class=\"dim\">{}</p>", escaped(&sheet.path));
        let svg = picture(drawing, &format!("t{number}"), Layout::WIDE);
        let _ = writeln!(body, "<div class=\"drawn\">\n{svg}</div>");
        body.push_str(&table(drawing));
        body.push_str("</article>\n");
    }
    body.push_str("</main>\n<footer><p>Drawn by pmlint.</p></footer>\n");
    page("Incidents as they were read", "", &body)
}

/// What the picture shows, to be read and copied.
fn table(drawing: &Drawing) -> String {
    let mut out = String::from(
        "<details>\n<summary>As a table</summary>\n<table>\n<thead><tr><th scope=\"col\">When</th>\
         <th scope=\"col\">What</th><th scope=\"col\">Line</th><th scope=\"col\">Contradicts</th></tr></thead>\n<tbody>\n",
    );
    let mut row = |when: &str, what: &str, line: Option<usize>, conflicts: &[usize]| {
        let rules = conflicts.iter().filter_map(|number| drawing.conflicts.get(*number));
        let rules: Vec<String> = rules.map(|conflict| escaped(&conflict.rule)).collect();
        let line = line.map(|line| line.to_string()).unwrap_or_default();
        let _ = writeln!(
            out,
            "<tr><td class=\"t\">{}</td><td>{}</td><td class=\"n\">{line}</td><td>{}</td></tr>",
            escaped(when),
            escaped(what),
            rules.join(", ")
        );
    };
    for stated in &drawing.stated {
        let line = stated.places.first().map(|place| place.line);
        row(&words::value(drawing, stated), stated.name, line, &stated.conflicts);
    }
    for phase in &drawing.phases {
        row(&words::phase(phase), phase.name, None, &[]);
    }
    for entry in &drawing.entries {
        let date = if drawing.clock.by_day { String::new() } else { drawing.clock.date(entry.at) };
        let when = format!("{date} {}", words::time(drawing, entry));
        row(when.trim(), &words::text(drawing, entry), Some(entry.place.line), &entry.conflicts);
    }
    out.push_str("</tbody>\n</table>\n</details>\n");
    out
}
