//! Whether `05/06/2024` is in May or in June: the document's own evidence.

use super::time::TimeValue;
use super::time::value::{Date, DateForm};
use super::{Fact, Value};
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;

/// Settles the order of day and month in all numeric dates, where the document
/// shows it and does not contradict itself: by a part over 12, by a weekday
/// beside a date, or by the same date written out elsewhere. Where it shows
/// nothing, `habit` settles it: whether who writes here puts the day first.
pub(super) fn settle(facts: &mut [Fact], habit: Option<bool>) {
    let dates: Vec<Date> = facts.iter_mut().flat_map(dates_of).map(|date| *date).collect();
    let written: HashSet<(Option<i32>, u8, u8)> = dates
        .iter()
        .filter(|date| !matches!(date.form, DateForm::Numeric { .. }))
        .map(|date| (date.year, date.month, date.day))
        .collect();
    let votes: Vec<bool> = dates.iter().filter_map(|date| vote(date, &written)).collect();
    let shown = votes.first().copied().filter(|first| votes.iter().all(|vote| vote == first));
    let Some(day_first) = shown.or_else(|| habit.filter(|_| votes.is_empty())) else { return };
    for date in facts.iter_mut().flat_map(dates_of) {
        settle_one(date, day_first);
    }
}

/// The dates of a fact.
fn dates_of(fact: &mut Fact) -> Vec<&mut Date> {
    match &mut fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.date.iter_mut().collect(),
        Value::Time(TimeValue::Range(range)) => {
            range.start.date.iter_mut().chain(range.end.date.iter_mut()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a date shows that the day comes first; none where it shows nothing.
fn vote(date: &Date, written: &HashSet<(Option<i32>, u8, u8)>) -> Option<bool> {
    let DateForm::Numeric { ambiguous, day_first } = date.form else { return None };
    if !ambiguous {
        return (date.day != date.month).then_some(day_first);
    }
    let other = swapped(date);
    let decides = |fits: &dyn Fn(&Date) -> bool| match (fits(date), fits(&other)) {
        (true, false) => Some(day_first),
        (false, true) => Some(!day_first),
        _ => None,
    };
    let on_weekday = |date: &Date| {
        let day = date
            .year
            .and_then(|year| NaiveDate::from_ymd_opt(year, u32::from(date.month), u32::from(date.day)));
        day.zip(date.weekday).is_some_and(|(day, weekday)| day.weekday() == weekday)
    };
    decides(&on_weekday).or_else(|| decides(&|date| written.contains(&(date.year, date.month, date.day))))
}

fn settle_one(date: &mut Date, day_first: bool) {
    let DateForm::Numeric { ambiguous: true, day_first: read } = date.form else { return };
    if read != day_first {
        *date = swapped(date);
    }
    date.form = DateForm::Numeric { ambiguous: false, day_first };
}

fn swapped(date: &Date) -> Date {
    Date { month: date.day, day: date.month, ..*date }
}
