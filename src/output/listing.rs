//! The list of rules, and a rule's page as `pmlint explain` prints it.

use super::json::to_text;
use super::visible::{visible, visible_lines, width, width_of};
use super::{ListFormat, page_url};
use crate::finding::Severity;
use crate::rules::{Page, Rule};
use serde::Serialize;
use std::fmt::Write;

#[derive(Serialize)]
struct JsonRule<'a> {
    name: &'a str,
    severity: &'static str,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// All rules: name, severity, what they report. `limit` cuts the lines of the
/// text form to a terminal's width.
#[must_use]
pub fn rules(rules: &[&Rule], format: ListFormat, limit: Option<usize>) -> String {
    match format {
        ListFormat::Json => to_text(&rules.iter().map(|rule| json_rule(rule)).collect::<Vec<_>>()),
        ListFormat::Text => text(rules, limit),
    }
}

fn json_rule(rule: &Rule) -> JsonRule<'_> {
    let page = &rule.page;
    JsonRule {
        name: &page.name,
        severity: severity_name(page.severity),
        summary: &page.summary,
        url: page_url(&page.name),
    }
}

fn text(rules: &[&Rule], limit: Option<usize>) -> String {
    let longest = rules.iter().map(|rule| rule.page.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for Rule { page, .. } in rules {
        let line = format!(
            "{:longest$}  {:7}  {}",
            page.name,
            severity_name(page.severity),
            first_sentence(&page.summary)
        );
        let _ = writeln!(out, "{}", cut(&visible(&line), limit));
    }
    out
}

#[derive(Serialize)]
struct JsonPage<'a> {
    name: &'a str,
    severity: &'static str,
    summary: &'a str,
    params: toml::Table,
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The page of a rule, followed by the settings it declares; for programs an
/// object with both.
#[must_use]
pub fn explanation(page: &Page, format: ListFormat) -> String {
    if let ListFormat::Json = format {
        return to_text(&JsonPage {
            name: &page.name,
            severity: severity_name(page.severity),
            summary: &page.summary,
            params: (&page.params).into(),
            page: page.text(),
            url: page_url(&page.name),
        });
    }
    let mut out = page.text();
    let falls = page.completeness && page.severity > Some(Severity::Advice);
    let in_draft = if falls { "   # advice where the document is a draft" } else { "" };
    let _ = writeln!(out, "\n## Settings\n\n    severity = \"{}\"{in_draft}", severity_name(page.severity));
    for (name, value) in page.params.iter() {
        let _ = writeln!(out, "    {name} = {}", toml::Value::from(value));
    }
    visible_lines(&out)
}

fn severity_name(severity: Option<Severity>) -> &'static str {
    severity.map_or("off", Severity::name)
}

/// A text up to its first full stop.
pub(super) fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.')
}

fn cut(line: &str, limit: Option<usize>) -> String {
    let Some(limit) = limit.filter(|&limit| width(line) > limit) else {
        return line.to_owned();
    };
    let mut used = 0;
    let fits = |c: &char| {
        used += width_of(*c);
        used < limit
    };
    let mut short: String = line.chars().take_while(fits).collect();
    short.push('…');
    short
}
