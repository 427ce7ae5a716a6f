//! `timeline/ambiguous-date`.

use crate::facts::time::value::{Date, DateForm};
use crate::facts::time::{TimeValue, calendar};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::phrases::time::ORDER;
use crate::rules::{Context, Params};
use crate::span::{Span, one_line, slice};
use std::ops::Range;

/// How near another date has to lie to show which reading is meant, in days.
const NEAR: i64 = 31;

/// How much farther than twice as far the other reading has to lie, in days.
const FARTHER: i64 = 14;

/// How near several undecided dates lie in the order that is meant, in days.
const TOGETHER: i64 = 10;

/// Most undecided dates that are looked at.
const MOST: usize = 50;

/// The leap year that stands for an unknown one.
const SOME_YEAR: i32 = 2_024;

/// Zones of countries that put the month first.
const MONTH_FIRST: [&str; 18] = [
    "PT",
    "PST",
    "PDT",
    "MT",
    "MST",
    "MDT",
    "CT",
    "CDT",
    "ET",
    "EST",
    "EDT",
    "AKST",
    "AKDT",
    "HST",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
];

/// Zones of countries that put the day first.
const DAY_FIRST: [&str; 14] = [
    "BST", "WET", "WEST", "CET", "CEST", "EET", "EEST", "SAST", "AEST", "AEDT", "ACST", "AWST", "NZST",
    "NZDT",
];

/// Reports the first numeric date that can be read in two ways.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let is_claim = |fact: &&Fact| !fact.quoted && !cx.document.is_aside(cx.document.block(fact.block));
    let text = |fact: &Fact| cx.document.block(fact.block).text.text().get(fact.range.clone());
    // Who parts them by dots puts the day first.
    let dotted = |fact: &Fact, date: &Date| {
        let start = format!("{}.", date.day);
        let padded = format!("{:02}.", date.day);
        text(fact).is_some_and(|text| text.contains(&start) || text.contains(&padded))
    };
    let open: Vec<(&Fact, Date)> = cx
        .facts
        .all()
        .iter()
        .filter(is_claim)
        .flat_map(|fact| fact.dates().map(move |date| (fact, date)))
        .filter(|(fact, date)| is_open(date) && !dotted(fact, date))
        .take(MOST)
        .collect();
    let Some((fact, date)) = open.first() else { return Vec::new() };
    let others = cx.facts.all().iter().flat_map(Fact::dates).filter(|date| !is_open(date));
    let others: Vec<i64> =
        others.filter_map(|date| calendar::days_of(&date, date.year?).first().copied()).collect();
    let dates: Vec<Date> = open.iter().map(|(_, date)| *date).collect();
    if is_settled(&dates, &others) || is_shown(cx, date) {
        return Vec::new();
    }
    let within = text(fact).and_then(|text| date_in(text, date));
    let start = fact.range.start;
    let range = within.map_or(fact.range.clone(), |date| start + date.start..start + date.end);
    let block = &cx.document.block(fact.block).text;
    vec![finding(block.span(range.clone()), date, slice(block.text(), range))]
}

/// Where a numeric date stands in an expression that may hold a time or
/// another date, too.
fn date_in(text: &str, date: &Date) -> Option<Range<usize>> {
    let is_of_date = |c: char| c.is_ascii_digit() || "/-".contains(c);
    let [day, month] = [date.day, date.month];
    let mut words = text.split(|c: char| !is_of_date(c));
    let found = words.find(|word| {
        let mut numbers = word.split(['/', '-']).map(|part| part.parse::<u8>().ok());
        let pair = [numbers.next().flatten(), numbers.next().flatten()];
        pair == [Some(day), Some(month)] || pair == [Some(month), Some(day)]
    })?;
    let start = text.find(found)?;
    Some(start..start + found.len())
}

const fn is_open(date: &Date) -> bool {
    matches!(date.form, DateForm::Numeric { ambiguous: true, .. })
}

/// Whether anything but a date shows which order is meant: the zone of a
/// country, a name of the order, or one of the two readings in other words.
fn is_shown(cx: &Context<'_>, date: &Date) -> bool {
    let (utc, zones): (Vec<&str>, Vec<&str>) =
        cx.facts.all().iter().flat_map(zones_of).partition(|zone| *zone == "UTC");
    // One local time among many in UTC says little of who wrote the date.
    let is_home = !zones.is_empty() && zones.len() >= utc.len();
    let all = |habit: &dyn Fn(&str) -> bool| is_home && zones.iter().all(|zone| habit(zone));
    let american = |name: &str| MONTH_FIRST.contains(&name) || name.starts_with("US/");
    let other = |name: &str| {
        DAY_FIRST.contains(&name) || name.starts_with("Europe/") || name.starts_with("Australia/")
    };
    if all(&american) || all(&other) {
        return true;
    }
    let [first, second] = [(date.day, date.month), (date.month, date.day)].map(|(day, month)| {
        let numbers = date
            .year
            .map(|year| [format!("{year}{month:02}{day:02}"), format!("{year}-{month:02}-{day:02}")]);
        (calendar::month_name(month), numbers)
    });
    let says = |text: &str, reading: &(&str, Option<[String; 2]>)| {
        names(text, reading.0) || reading.1.iter().flatten().any(|number| text.contains(number.as_str()))
    };
    let texts = || cx.document.blocks().iter().map(|block| block.text.text());
    super::says(cx, ORDER)
        || (texts().any(|text| says(text, &first)) != texts().any(|text| says(text, &second)))
}

/// Whether a month is named: "March 2024", "early April".
fn names(text: &str, month: &str) -> bool {
    let ends = |end: usize| {
        text.get(end..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric())
    };
    // "May" and "March" may open a sentence as other words.
    text.match_indices(month).any(|(at, _)| (at > 0 || month.len() > 5) && ends(at + month.len()))
}

fn zones_of(fact: &Fact) -> Vec<&str> {
    match &fact.value {
        Value::Time(TimeValue::Zone(zone)) => vec![zone.name.as_str()],
        Value::Time(TimeValue::Timestamp(stamp)) => {
            stamp.zone.iter().map(|zone| zone.name.as_str()).collect()
        }
        Value::Time(TimeValue::Range(range)) => {
            let zones = range.start.zone.iter().chain(&range.end.zone);
            zones.map(|zone| zone.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether other dates, or the run of these, speak for one of the readings.
fn is_settled(open: &[Date], others: &[i64]) -> bool {
    let read = |which: usize| -> Vec<i64> {
        let day = |date: &Date| {
            let days = calendar::days_of(date, date.year.unwrap_or(SOME_YEAR));
            days.get(which).or_else(|| days.first()).copied()
        };
        open.iter().filter_map(day).collect()
    };
    let (first, second) = (read(0), read(1));
    let distance = |days: &[i64]| {
        let pairs = days.iter().flat_map(|day| others.iter().map(move |other| (other - day).abs()));
        pairs.min()
    };
    if let Some((a, b)) = distance(&first).zip(distance(&second))
        && a.min(b) <= NEAR
        && a.max(b) >= 2 * a.min(b) + FARTHER
    {
        return true;
    }
    let spread =
        |days: &[i64]| days.iter().max().zip(days.iter().min()).map_or(0, |(last, first)| last - first);
    // Days that follow each other in one order lie months apart in the other.
    let (a, b) = (spread(&first), spread(&second));
    a != b && a.min(b) <= TOGETHER
}

fn finding(span: Span, date: &Date, written: &str) -> Finding {
    let readings = [(date.day, date.month), (date.month, date.day)]
        .map(|(day, month)| format!("{day} {}", calendar::month_name(month)));
    let [first, second] = readings;
    let written = one_line(written);
    let message = format!("`{written}` can be {first} or {second}");
    let iso = |month: u8, day: u8| {
        date.year.map_or_else(|| format!("{month:02}-{day:02}"), |year| format!("{year}-{month:02}-{day:02}"))
    };
    let help = match date.year {
        Some(_) => format!("write `{}` or `{}`", iso(date.month, date.day), iso(date.day, date.month)),
        None => "write the month as a word".to_owned(),
    };
    Finding::new(message, Label::new(span, "which is the month?")).help(help)
}
