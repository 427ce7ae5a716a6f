//! `timeline/missing-date`.

use crate::document::{Block, Document, Role};
use crate::facts::time::TimeValue;
use crate::facts::{Fact, Facts, Pattern, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::rules::{Context, Params};
use crate::span::Span;

/// What may be a date in a form that is not read: a year, or a month with a
/// number beside it.
static LIKE_DATE: Pattern = Pattern::new(
    r"\b(?:19|20)\d\d\b | \b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,5}\b
      | \b(?:january|february|march|april|may|june|july|august|september|october|november|december
        |jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s*\d | \d(?:st|nd|rd|th)?\s+(?:of\s+)?
        (?:january|february|march|april|may|june|july|august|september|october|november|december
        |jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
);

/// What names a day without its number: the day of a feast, a week of the year,
/// or a month in another language.
static LIKE_DAY: Pattern = Pattern::new(
    r"\b(?:black\s+friday|cyber\s+monday|christmas|boxing\s+day|new\s+year\W?s?|thanksgiving|halloween|easter|valentine\W?s
        |super\s+bowl|singles\W?\s+day|prime\s+day|leap\s+day|diwali|labou?r\s+day|independence\s+day|election\s+(?:day|night))\b
      | \b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W{1,3}(?:the\s+)?\d{1,2}(?:st|nd|rd|th)\b
      | \b(?:week|wk|kw|cw)\s?\d{1,2}\b | \d\s?月\s?\d | \d\s?월
      | \d(?:\.|er|º)?\s+(?:de\s+|di\s+)?(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre
        |d[ée]cembre|januar|februar|m[äa]rz|juni|juli|oktober|dezember|januari|februari|maart|mei|augustus|enero|febrero
        |marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|mar[çc]o|maio|junho
        |julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)\b",
);

/// A time counted from the start: `T+15`.
static ELAPSED: Pattern = Pattern::new(r"\bT\s?[+-]\s?\d | (?:^|\s)\+\d{1,3}(?::\d\d|\s?(?:m|min|h|s)\b)");

/// Reports a document that gives times of day and no date at all.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    if names_date(cx.document, cx.facts) {
        return Vec::new();
    }
    let minimum = params.count("minimum").max(1);
    let first = timed(cx, minimum).or_else(|| {
        let window = cx.incident.windows.iter().find(|window| window.start.has_clock())?;
        Some((window.start_span, window.start_written.clone()))
    });
    first.map(|(span, written)| finding(span, &written)).into_iter().collect()
}

fn finding(span: Span, written: &str) -> Finding {
    let message = format!("the document gives times such as `{written}` and no date");
    Finding::new(message, Label::new(span, "on which day?"))
        .help("state the day of the incident, for example `Date: 2024-01-18`")
}

/// The first time of the first timeline with enough of them.
fn timed(cx: &Context<'_>, minimum: usize) -> Option<(Span, String)> {
    let needs_date = |timeline: &&Timeline| {
        clocked(timeline).count() >= minimum && !counts_from_zero(timeline) && !counts_elapsed(cx, timeline)
    };
    let timeline = cx.incident.timelines.iter().find(needs_date)?;
    let first = clocked(timeline).min_by_key(|entry| entry.span)?;
    Some((first.span, first.written.clone()))
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// A timeline that begins at 00:00 counts the time since the start.
fn counts_from_zero(timeline: &Timeline) -> bool {
    clocked(timeline).map(|entry| entry.start.seconds).next() == Some(0)
}

fn counts_elapsed(cx: &Context<'_>, timeline: &Timeline) -> bool {
    clocked(timeline).any(|entry| ELAPSED.is_in(cx.document.block(entry.block).text.text()))
}

/// Whether the document dates anything but its actions, in whatever form.
fn names_date(document: &Document<'_>, facts: &Facts) -> bool {
    let tells = |block: &Block<'_>| {
        !document.roles(block.section).has_any(&[Role::Actions, Role::Related]) || is_title(document, block)
    };
    let dated = |fact: &Fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.date.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.date.is_some() || range.end.date.is_some(),
        _ => false,
    };
    facts.all().iter().any(|fact| dated(fact) && tells(document.block(fact.block)))
        || document.blocks().iter().any(|block| {
            let text = block.text.text();
            tells(block) && (LIKE_DATE.is_in(text) || LIKE_DAY.is_in(text))
        })
}

fn is_title(document: &Document<'_>, block: &Block<'_>) -> bool {
    document.title().is_some_and(|title| title.span.overlaps(block.span))
}
