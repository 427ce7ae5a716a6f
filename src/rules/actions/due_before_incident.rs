//! `actions/due-before-incident`.

use super::LABELS;
use crate::document::Role;
use crate::facts::Fact;
use crate::facts::time::value::{Date, DateForm};
use crate::finding::{Finding, Label};
use crate::incident::{Action, Dated, Due, day_number};
use crate::phrases::actions::OLDER;
use crate::rules::{Context, Params};
use std::ops::RangeInclusive;

/// Reports the due dates that lie at least `by` before the incident: one
/// finding for the document.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let by = params.seconds("by") / 86_400;
    finding(cx, by.max(1)..=i64::MAX).into_iter().collect()
}

/// The finding on due dates that lie so many days before the incident.
pub(super) fn finding(cx: &Context<'_>, days: RangeInclusive<i64>) -> Option<Finding> {
    let (incident, first) = first_day(cx)?;
    let mut all = cx.incident.actions.iter().filter_map(|action| {
        let (due, by) = days_before(action, first)?;
        days.contains(&by).then_some((due, by))
    });
    let (due, _) = all.next()?;
    let by = incident.days(0).into_iter().min()? - due.at.as_ref()?.day.number;
    let unit = if by == 1 { "day" } else { "days" };
    let message = format!(
        "an action is due on `{}`, {by} {unit} before the incident of `{}`",
        due.mark.written, incident.written
    );
    let mut finding = Finding::new(message, Label::new(due.mark.span, "due before the incident"));
    for (other, _) in all.take(LABELS - 1) {
        finding = finding.with(other.mark.span, "so is this");
    }
    finding = finding.with(incident.span, "the earliest date of the incident");
    Some(finding.help("correct the due date, or the incident's date"))
}

/// How many days before `first` an open action is due.
fn days_before(action: &Action, first: i64) -> Option<(&Due, i64)> {
    let due = action.due.as_ref().filter(|due| due.mark.sure)?;
    let day = due.at.as_ref()?.day;
    let judged = !action.done && !OLDER.is_in(&action.text);
    judged.then_some((due, first - day.number.max(day.swapped)))
}

/// The earliest date that the document gives its incident, with the earliest
/// day that it speaks of anywhere outside its actions: what is due may follow
/// from anything that is told.
fn first_day<'c>(cx: &Context<'c>) -> Option<(&'c Dated, i64)> {
    let mut with_year: Vec<&Dated> =
        cx.incident.dated.iter().filter(|dated| dated.dates.iter().all(|date| date.year.is_some())).collect();
    with_year.sort_by_key(|dated| dated.days(0).into_iter().min());
    let incident = with_year.into_iter().next()?;
    let year = incident.dates.first()?.year?;
    let told = cx
        .facts
        .all()
        .iter()
        .filter(|fact| !cx.document.roles(cx.document.block(fact.block).section).has(Role::Actions));
    let first = told.flat_map(Fact::dates).flat_map(|date| readings(&date, year)).min()?;
    Some((incident, first))
}

/// The days that a date may mean; `year` where it has none.
fn readings(date: &Date, year: i32) -> Vec<i64> {
    let open = matches!(date.form, DateForm::Numeric { ambiguous: true, .. });
    let swapped = Date { month: date.day, day: date.month, ..*date };
    let all = [Some(*date), open.then_some(swapped)];
    all.into_iter().flatten().filter_map(|date| day_number(&date, year)).collect()
}
