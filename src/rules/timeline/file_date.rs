//! `timeline/file-date`.

use crate::facts::time::value::{Date, DateForm, Timestamp};
use crate::facts::time::{TimeValue, calendar, read};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Dated, day_number};
use crate::rules::{Context, Params};

/// Reports a file whose name bears another date than its document.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    finding(cx, params.seconds("tolerance") / 86_400).into_iter().collect()
}

fn finding(cx: &Context<'_>, tolerance: i64) -> Option<Finding> {
    let (date, written) = date_of(cx.document.file_name()?)?;
    let day = day_number(&date, date.year?)?;
    let dated = &cx.incident.dated;
    let full: Vec<(&Dated, i64, Date)> = dated
        .iter()
        .flat_map(|dated| dated.dates.iter().map(move |date| (dated, date)))
        .filter_map(|(dated, date)| Some((dated, day_number(date, date.year?)?, *date)))
        .collect();
    let (first, first_day, first_date) = full.iter().min_by_key(|(_, day, _)| *day)?;
    let (_, last_day, _) = full.iter().max_by_key(|(_, day, _)| *day)?;
    let is_before = day + tolerance < *first_day;
    let is_off = is_before || (*last_day < day && is_slip(&date, first_date));
    if !is_off || is_named(cx, day, tolerance) {
        return None;
    }
    let message = format!("the file name says `{written}`, the document `{}`", first.written);
    let label = if is_before { "the first date of the document" } else { "the document's date" };
    let help = "rename the file, or correct the document's dates";
    Some(Finding::new(message, Label::new(first.span, label)).help(help))
}

/// The one date of a file name, as `2024-10-28`, `2024_10_28` or `20241028`.
fn date_of(name: &str) -> Option<(Date, String)> {
    let spaced = spaced(name);
    let mut found = read(&spaced, &[]).into_iter().filter_map(|fact| match fact.value {
        TimeValue::Timestamp(Timestamp { date: Some(date), .. }) if date.form == DateForm::YearFirst => {
            Some((date, name.get(fact.range)?.to_owned()))
        }
        _ => None,
    });
    found.next().filter(|_| found.next().is_none())
}

/// The name with `_` as a hyphen inside numbers, and as a space elsewhere.
fn spaced(name: &str) -> String {
    let bytes = name.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let spelt = |(at, c): (usize, char)| match c {
        '_' if digit(at.checked_sub(1)) && digit(Some(at + 1)) => '-',
        '_' => ' ',
        c => c,
    };
    name.char_indices().map(spelt).collect()
}

/// Whether two dates differ by one slip of the pen: in the month, in the year,
/// or by day and month exchanged.
fn is_slip(a: &Date, b: &Date) -> bool {
    let (year, month, day) = (a.year != b.year, a.month != b.month, a.day != b.day);
    let exchanged = a.month == b.day && a.day == b.month && !year;
    exchanged || (u8::from(year) + u8::from(month) == 1 && !day)
}

/// Whether the document names a day near this one anywhere.
fn is_named(cx: &Context<'_>, day: i64, tolerance: i64) -> bool {
    let dates = |fact: &Fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => [stamp.date, None],
        Value::Time(TimeValue::Range(range)) => [range.start.date, range.end.date],
        _ => [None, None],
    };
    let year = year_of(day);
    let near = |date: Date| {
        let swapped = match date.form {
            DateForm::Numeric { ambiguous: true, .. } => {
                Some(Date { month: date.day, day: date.month, ..date })
            }
            _ => None,
        };
        let days = [Some(date), swapped].into_iter().flatten().filter_map(|date| day_number(&date, year));
        days.into_iter().any(|other| (other - day).abs() <= tolerance)
    };
    cx.facts.all().iter().flat_map(dates).flatten().any(near)
}

/// The year of a day that is counted from 1970-01-01.
fn year_of(day: i64) -> i32 {
    calendar::year_of(day).unwrap_or(0)
}
