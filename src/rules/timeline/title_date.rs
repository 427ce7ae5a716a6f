//! `timeline/title-date`.

use crate::document::Field;
use crate::facts::Fact;
use crate::facts::time::value::{Date, DateForm};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Dated, DatedAs, day_number};
use crate::phrases::time::OLDER;
use crate::rules::{Context, Params};
use crate::span::slice;

/// Words of a title that is dated by the report, not by the incident.
const REPORT: [&str; 11] = [
    "publish", "update", "posted", "written", "review", "retro", "draft", "version", "as of", "meeting",
    "week of",
];

/// Reports a title whose date lies days from everything that the document
/// dates.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    finding(cx, params.seconds("tolerance") / 86_400).into_iter().collect()
}

fn finding(cx: &Context<'_>, tolerance: i64) -> Option<Finding> {
    let title = cx.document.title()?;
    let all = &cx.incident.dated;
    let mut dates = all.iter().filter(|dated| dated.span.overlaps(title.span));
    let stated = dates.next()?;
    let [date] = stated.dates.as_slice() else { return None };
    let year = date.year.filter(|_| dates.next().is_none() && !is_ambiguous(date))?;
    let text = title.text.to_lowercase();
    if REPORT.iter().any(|word| text.contains(word)) || is_of_something_else(cx, stated) {
        return None;
    }
    let day = day_number(date, year)?;
    // A field called "Date" may hold the report's.
    let weak = [DatedAs::Title, DatedAs::Field(Field::Date)];
    let told: Vec<&Dated> = all.iter().filter(|dated| !weak.contains(&dated.as_what)).collect();
    let days = || told.iter().flat_map(|dated| dated.days(year));
    let (first, last) = (days().min()?, days().max()?);
    let nearest = if day < first { first } else { last };
    let is_off = day + tolerance < first || (last + tolerance < day && names_the_day(cx, stated));
    if !is_off || is_confirmed(cx, day, tolerance, year) || lends_its_date(cx, stated) {
        return None;
    }
    let other = told.iter().find(|dated| dated.days(year).contains(&nearest))?;
    let by = (nearest - day).abs();
    let unit = if by == 1 { "day" } else { "days" };
    let message = format!(
        "the title says `{}`, {by} {unit} {} the nearest date of the incident, `{}`",
        stated.written,
        if day < nearest { "before" } else { "after" },
        other.written,
    );
    Some(
        Finding::new(message, Label::new(stated.span, "the title's date"))
            .with(other.span, "the nearest date")
            .help("correct the title's date"),
    )
}

/// Whether the words before the title's date give it to another thing.
fn is_of_something_else(cx: &Context<'_>, stated: &Dated) -> bool {
    let text = cx.document.passage(stated.block);
    let fact = cx.facts.at(stated.block, stated.span);
    fact.is_some_and(|fact| OLDER.is_in(text.before(fact.range.start)))
}

const fn is_ambiguous(date: &Date) -> bool {
    matches!(date.form, DateForm::Numeric { ambiguous: true, .. })
}

/// "Incident on 2024-01-18": a title of a report that is written later may
/// bear the day of its writing, unless it says that the incident was then.
fn names_the_day(cx: &Context<'_>, stated: &Dated) -> bool {
    let Some(fact) = cx.facts.at(stated.block, stated.span) else {
        return false;
    };
    let text = cx.document.block(stated.block).text.text();
    let before = slice(text, ..fact.range.start).trim_end().to_lowercase();
    let event = ["incident", "outage", "downtime", "failure", "disruption", "interruption", "halt"];
    let report = ["report", "post-mortem", "postmortem", "analysis", "retrospective"];
    let Some(head) = ["on", "of", "from"].iter().find_map(|word| before.strip_suffix(&format!(" {word}")))
    else {
        return false;
    };
    event.iter().any(|word| head.contains(word)) && !report.iter().any(|word| head.ends_with(word))
}

/// Whether the document names a day near the title's anywhere else.
fn is_confirmed(cx: &Context<'_>, day: i64, tolerance: i64, year: i32) -> bool {
    let titles = |fact: &Fact| {
        let block = cx.document.block(fact.block);
        let is_title = block.label.as_ref().is_some_and(|label| label.name.eq_ignore_ascii_case("title"));
        is_title || cx.document.title().is_some_and(|title| title.span.overlaps(fact.span))
    };
    let near = |date: Date| {
        let swapped = Date { month: date.day, day: date.month, ..date };
        let days = [Some(date), is_ambiguous(&date).then_some(swapped)];
        let mut days = days.into_iter().flatten().filter_map(|date| day_number(&date, year));
        days.any(|other| (other - day).abs() <= tolerance)
    };
    cx.facts.all().iter().filter(|fact| !titles(fact)).any(|fact| fact.dates().any(near))
}

/// Whether an entry without a date takes the title's.
fn lends_its_date(cx: &Context<'_>, stated: &Dated) -> bool {
    cx.incident.entries().any(|entry| match entry.start.origin {
        DateOrigin::Inherited(span) => span.overlaps(stated.span),
        _ => false,
    })
}
