//! What a place means: the rule behind a finding, what a time was read as, how
//! long a stated window lasted.

use super::documents::View;
use crate::analysis::Analysis;
use crate::facts::time::TimeValue;
use crate::facts::{Fact, Value};
use crate::finding::Diagnostic;
use crate::incident::{DateOrigin, Incident, Instant, Resolved, spoken};
use crate::output::facts::{Understood, understood, value_text};
use crate::output::markdown::{code, message};
use crate::output::page_url;
use crate::output::visible::visible;
use crate::rules::{Page, catalogue};
use crate::span::{Span, one_line};
use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};
use std::fmt::Write;

/// What is known of a place; none where that is nothing.
pub fn hover(view: &View<'_>, params: &HoverParams) -> Option<Hover> {
    let at = view.lines.offset(params.text_document_position_params.position);
    let here = |span: Span| span.start <= at && at <= span.end;
    let mut parts: Vec<(Span, String)> = Vec::new();
    let Analysis { facts, incident, .. } = view.analysis();
    let known = facts.all().iter().zip(&incident.resolved).filter(|(fact, _)| here(fact.span));
    parts.extend(
        known.filter_map(|(fact, resolved)| Some((fact.span, of_fact(view, fact, resolved.as_deref())?))),
    );
    parts.extend(measured(&incident, &here));
    for found in &view.checked.diagnostics {
        if let Some(label) = found.finding.labels().find(|label| here(label.span)) {
            parts.push((label.span, of_finding(view, found)));
        }
    }
    // What is meant is the smallest of them.
    let span = parts.iter().map(|(span, _)| *span).min_by_key(|span| span.len())?;
    let mut texts: Vec<String> = parts.into_iter().map(|(_, text)| text).collect();
    texts.dedup();
    let (kind, value) = if view.client.markdown {
        (MarkupKind::Markdown, texts.join("\n\n---\n\n"))
    } else {
        (MarkupKind::PlainText, texts.join("\n\n").replace("**", "").replace('`', ""))
    };
    Some(Hover { contents: MarkupContent { kind, value }.into(), range: Some(view.lines.range(span)) })
}

/// What a time or a length of time was read as.
fn of_fact(view: &View<'_>, fact: &Fact, resolved: Option<&Resolved>) -> Option<String> {
    let written = one_line(view.lines.text().get(fact.span.range())?);
    if let Some(resolved) = resolved {
        let read = understood(resolved, view.lines.index());
        let mut out = format!("{} is read as `{}`", code(&written), read.start);
        if let Some(end) = &read.end {
            let _ = write!(out, " to `{end}`");
        }
        write_origins(view, &read, resolved, &mut out);
        return Some(out);
    }
    match &fact.value {
        Value::Time(TimeValue::Duration(duration)) => {
            let about = if duration.hedge == crate::facts::time::value::Hedge::None { "" } else { "about " };
            let seconds = duration.seconds.round() as i64;
            Some(format!("{} is read as {about}{} (`{}`)", code(&written), spoken(seconds), duration.iso()))
        }
        Value::Offset(_) => Some(format!("{} is read as `{}`", code(&written), value_text(&fact.value))),
        _ => None,
    }
}

/// Where date and zone come from, with the lines that lend them.
fn write_origins(view: &View<'_>, read: &Understood, resolved: &Resolved, out: &mut String) {
    let lent =
        [("date", &read.date, date_from(&resolved.start)), ("zone", &read.zone, resolved.start.zone_from)];
    for (what, origin, from) in lent {
        let _ = match (origin.as_str(), from) {
            ("none", _) => Ok(()),
            ("unknown", _) => write!(out, "\n- {what}: stated nowhere"),
            ("written", _) => write!(out, "\n- {what}: written here"),
            ("configuration", _) => write!(out, "\n- {what}: from the configuration"),
            (line, Some(from)) => {
                let index = view.lines.index();
                let words = view.lines.text().get(index.line(index.position(from.start).line).range());
                let words = one_line(words.unwrap_or_default());
                write!(out, "\n- {what}: from {line}, {}", code(&words.replace('`', "'")))
            }
            (origin, None) => write!(out, "\n- {what}: from {origin}"),
        };
    }
}

fn date_from(instant: &Instant) -> Option<Span> {
    match instant.origin {
        DateOrigin::Inherited(span) => Some(span),
        DateOrigin::Written | DateOrigin::Unknown => None,
    }
}

/// How much is shown at a stated length.
const MOST_MEASURED: usize = 4;

/// What the document measures at a place: at an end of a window or of a
/// timeline that one, at a stated length all.
fn measured(incident: &Incident, here: &dyn Fn(Span) -> bool) -> Vec<(Span, String)> {
    let length = incident.claims.iter().map(|claim| claim.span).find(|span| here(*span));
    let place = |ends: [Span; 2]| ends.into_iter().find(|span| here(*span)).or(length);
    let windows = incident.windows.iter().filter_map(|window| {
        let span = place([window.start_span, window.end_span])?;
        let text = lasts(
            "The stated window",
            (&window.start_written, &window.start),
            (&window.end_written, &window.end),
        )?;
        Some((span, text))
    });
    let tracks = incident.timelines.iter().flat_map(|timeline| &timeline.tracks).filter_map(|track| {
        let entries = track.forward();
        let clocked = || entries.iter().filter(|entry| entry.start.has_clock() && entry.field.is_none());
        let (first, last) = (clocked().next()?, clocked().next_back()?);
        let span = place([first.span, last.span]).filter(|_| first.span != last.span)?;
        let end = last.end.as_ref().unwrap_or(&last.start);
        let text = lasts("The timeline", (&first.written, &first.start), (&last.written, end))?;
        Some((span, text))
    });
    windows.chain(tracks).take(MOST_MEASURED).collect()
}

/// How long it is from one time to another; none where the end comes first.
fn lasts(what: &str, start: (&str, &Instant), end: (&str, &Instant)) -> Option<String> {
    let mut lengths: Vec<i64> = start.1.passed_until(end.1).into_iter().filter(|n| *n >= 0).collect();
    lengths.sort_unstable();
    let lengths: Vec<String> = lengths.into_iter().map(spoken).collect();
    let (start, end) = (code(&one_line(start.0)), code(&one_line(end.0)));
    let lengths = lengths.join("** or **");
    (!lengths.is_empty()).then(|| format!("{what}, {start} to {end}, lasts **{lengths}**"))
}

/// A finding, and its rule's page without the examples.
fn of_finding(view: &View<'_>, found: &Diagnostic) -> String {
    let own = view.setup.config.own.iter();
    let rule = catalogue().iter().chain(own).find(|rule| rule.page.name == found.rule);
    let name = match page_url(&found.rule) {
        Some(url) if view.client.markdown => format!("[{}]({url})", found.rule),
        _ => found.rule.clone(),
    };
    let words = |text: &str| if view.client.markdown { message(text) } else { visible(text).into_owned() };
    let mut out = format!("**{name}** ({}): {}", found.severity, words(&found.finding.message));
    if let Some(help) = &found.finding.help {
        let _ = write!(out, "\n\nHelp: {}", words(help));
    }
    if let Some(rule) = rule {
        let _ = write!(out, "\n\n{}", page_text(&rule.page));
    }
    out
}

/// A page without its examples: what the rule reports, why, and when it stays
/// silent.
pub fn page_text(page: &Page) -> String {
    let mut out = page.summary.to_string();
    for part in page.text().split("\n## ").skip(1) {
        match part.split_once('\n') {
            Some(("Why", text)) => {
                let _ = write!(out, "\n\n{}", text.trim());
            }
            Some((heading @ "When it stays silent", text)) => {
                let _ = write!(out, "\n\n**{heading}**\n\n{}", text.trim());
            }
            _ => {}
        }
    }
    out
}
