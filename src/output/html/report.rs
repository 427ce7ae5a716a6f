//! The findings of a run as one page: totals, then each document as it is
//! written, with its findings in the margin and its timeline beside it.

use super::super::escape::escaped;
use super::super::summary::{Summary, counted};
use super::super::timeline::svg::{Layout, picture};
use super::{message, page, rules, script, text};
use crate::finding::{Diagnostic, Severity};
use crate::output::{Failure, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Most findings of a document whose places light up together.
const MOST_LIT: usize = 300;
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Advice];

/// All findings as one page, below what failed.
#[must_use]
pub fn render(reports: &[Report], failures: &[Failure]) -> String {
    let mut body = String::from("<a class=\"skip\" href=\"#documents\">Skip to the documents</a>\n");
    body.push_str(&head(reports));
    body.push_str("<main>\n");
    body.push_str(&failed(failures));
    body.push_str(&table(reports));
    body.push_str(&filters(reports));
    body.push_str("<div id=\"documents\">\n");
    for (number, report) in reports.iter().enumerate() {
        body.push_str(&article(report, number));
    }
    body.push_str("</div>\n");
    let found = reports.iter().flat_map(|report| &report.diagnostics);
    let named: BTreeSet<&str> = found.map(|diagnostic| diagnostic.rule.as_str()).collect();
    let own: Vec<(String, String)> = reports
        .iter()
        .filter_map(|report| report.picture.as_ref())
        .flat_map(|picture| picture.own_pages.clone())
        .collect();
    body.push_str(&rules::pages(&named, &own));
    body.push_str(
        "</main>\n<footer><p>Written by pmlint. What is reported cannot be true as it stands, or is \
                   plainly absent.</p></footer>\n",
    );
    body.push_str(&script());
    page("Findings in postmortems", &lit(reports), &body)
}

fn head(reports: &[Report]) -> String {
    let summary = Summary::of(reports, reports.len());
    let mut out = String::from("<header>\n<h1>Findings in postmortems</h1>\n");
    let _ = writeln!(out, "<p class=\"dim\">{}</p>", escaped(&summary.to_string()));
    let counts = [
        (summary.errors, "error", "errors"),
        (summary.warnings, "warning", "warnings"),
        (summary.advice, "advice", "pieces of advice"),
    ];
    out.push_str("<ul class=\"totals\">\n");
    for (count, class, words) in counts {
        let _ = writeln!(out, "<li class=\"{class}\"><b>{count}</b>{words}</li>");
    }
    let _ = writeln!(
        out,
        "<li><b>{}</b>{}</li>\n</ul>\n</header>",
        reports.len(),
        if reports.len() == 1 { "document" } else { "documents" }
    );
    out
}

/// What failed: the findings are not the whole story then.
fn failed(failures: &[Failure]) -> String {
    if failures.is_empty() {
        return String::new();
    }
    let items = failures.iter().map(|failure| format!("<li>{}</li>\n", message(&failure.to_string())));
    format!(
        "<section aria-label=\"What failed\">\n<p><strong>The run failed, not all was linted:</strong></p>\n\
         <ul>\n{}</ul>\n</section>\n",
        items.collect::<String>()
    )
}

fn count(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// A row for each document, where there are several.
fn table(reports: &[Report]) -> String {
    if reports.len() < 2 {
        return String::new();
    }
    let mut out = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Documents\">\n<table>\n<thead><tr>\
         <th scope=\"col\">Document</th><th scope=\"col\">Title</th><th scope=\"col\" class=\"n\">Errors</th>\
         <th scope=\"col\" class=\"n\">Warnings</th><th scope=\"col\" class=\"n\">Advice</th></tr></thead>\n<tbody>\n",
    );
    for (number, report) in reports.iter().enumerate() {
        let _ = write!(
            out,
            "<tr><td><a href=\"#d{number}\">{}</a></td><td>{}</td>",
            escaped(&report.path),
            escaped(title(report).unwrap_or_default())
        );
        for severity in SEVERITIES {
            match count(&report.diagnostics, severity) {
                0 => out.push_str("<td class=\"n dim\">0</td>"),
                n => {
                    let _ = write!(out, "<td class=\"n sev {}\">{n}</td>", severity.name());
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out
}

fn title(report: &Report) -> Option<&str> {
    report.picture.as_ref()?.title.as_deref()
}

/// What can be left out; the script shows it, since nothing works without it.
fn filters(reports: &[Report]) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in reports.iter().flat_map(|report| &report.diagnostics) {
        *rules.entry(&diagnostic.rule).or_default() += 1;
    }
    if rules.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "<form id=\"filters\" hidden aria-label=\"Filter the findings\">\n<fieldset><legend>Severity</legend>\n",
    );
    for severity in SEVERITIES {
        let name = severity.name();
        let _ = writeln!(
            out,
            "<label><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> {name}</label>"
        );
    }
    out.push_str("</fieldset>\n<label>Rule <select name=\"rule\"><option value=\"\">all</option>\n");
    for (rule, count) in rules {
        let rule = escaped(rule);
        let _ = writeln!(out, "<option value=\"{rule}\">{rule} ({count})</option>");
    }
    out.push_str("</select></label>\n<output id=\"shown\" class=\"dim\"></output>\n</form>\n");
    out
}

fn article(report: &Report, number: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "<article id=\"d{number}\" aria-labelledby=\"d{number}h\">");
    let name = title(report).unwrap_or(&report.path);
    let _ = writeln!(out, "<h2 id=\"d{number}h\">{}</h2>", escaped(name));
    let counts: Vec<String> =
        [(Severity::Error, "error", "errors"), (Severity::Warning, "warning", "warnings")]
            .into_iter()
            .map(|(severity, one, many)| (count(&report.diagnostics, severity), one, many))
            .chain([(count(&report.diagnostics, Severity::Advice), "piece of advice", "pieces of advice")])
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
    let counts = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
    let _ = writeln!(out, "<p class=\"dim\">{} · {counts}</p>", escaped(&report.path));
    let drawing = report.picture.as_ref().and_then(|picture| picture.drawing.as_ref());
    let both = if drawing.is_some() { " both" } else { "" };
    let _ = writeln!(out, "<div class=\"sheet{both}\">");
    if let Some(drawing) = drawing {
        let svg = picture(drawing, &format!("d{number}t"), Layout::NARROW);
        let _ = writeln!(out, "<div class=\"drawn\">\n{svg}</div>");
    }
    out.push_str(&text::written(report, number));
    out.push_str("</div>\n</article>\n");
    out
}

/// What lets all places of a finding light up where one is pointed to.
fn lit(reports: &[Report]) -> String {
    let most = reports.iter().map(|report| report.diagnostics.len()).max().unwrap_or(0);
    let mut out = String::new();
    for x in 0..most.min(MOST_LIT) {
        let _ = writeln!(
            out,
            "article:has(.x{x}:hover) .m.x{x},article:has(.x{x}:focus-within) .m.x{x},\
             .m.x{x}:focus{{background:var(--link);color:var(--bg)}}"
        );
    }
    out
}
