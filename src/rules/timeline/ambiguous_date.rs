//! `timeline/ambiguous-date`.

use crate::facts::time::value::{Date, DateForm};
use crate::facts::time::{TimeValue, calendar};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

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
        .flat_map(|fact| dates_of(fact).into_iter().map(move |date| (fact, date)))
        .filter(|(fact, date)| is_open(date) && !dotted(fact, date))
        .take(MOST)
        .collect();
    let Some((fact, date)) = open.first() else { return Vec::new() };
    let others = cx.facts.all().iter().flat_map(dates_of).filter(|date| !is_open(date));
    let others: Vec<i64> =
        others.filter_map(|date| calendar::days_of(&date, date.year?).first().copied()).collect();
    let dates: Vec<Date> = open.iter().map(|(_, date)| *date).collect();
    if is_settled(&dates, &others) {
        return Vec::new();
    }
    text(fact).map(|written| finding(fact, date, written)).into_iter().collect()
}

fn dates_of(fact: &Fact) -> Vec<Date> {
    match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.date.into_iter().collect(),
        Value::Time(TimeValue::Range(range)) => range.start.date.into_iter().chain(range.end.date).collect(),
        _ => Vec::new(),
    }
}

const fn is_open(date: &Date) -> bool {
    matches!(date.form, DateForm::Numeric { ambiguous: true, .. })
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

fn finding(fact: &Fact, date: &Date, written: &str) -> Finding {
    let readings = [(date.day, date.month), (date.month, date.day)]
        .map(|(day, month)| format!("{day} {}", calendar::month_name(month)));
    let [first, second] = readings;
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("`{written}` can be {first} or {second}");
    let iso = |month: u8, day: u8| {
        date.year.map_or_else(|| format!("{month:02}-{day:02}"), |year| format!("{year}-{month:02}-{day:02}"))
    };
    let help = match date.year {
        Some(_) => format!("write `{}` or `{}`", iso(date.month, date.day), iso(date.day, date.month)),
        None => "write the month as a word".to_owned(),
    };
    Finding::new(message, Label::new(fact.span, "which is the month?")).help(help)
}
