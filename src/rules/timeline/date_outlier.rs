//! `timeline/date-outlier`.

use crate::document::Field;
use crate::facts::time::calendar::month_name;
use crate::facts::time::value::{Date, DateForm};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Dated, DatedAs, Entry, Track, day_number};
use crate::phrases::time::OTHER_INCIDENT;
use crate::rules::{Context, Params};
use crate::span::Span;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// How many other dates have to agree.
const AGREEING: usize = 3;

/// How far the other dates may lie apart, in days.
const CLUSTER: i64 = 15;

/// How far off a date has to be, in days.
const FAR: i64 = 20;

/// Reports the one date whose year or month differs from all others, where it
/// breaks their order and would fit with theirs.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let all = &cx.incident.dated;
    let Some(year) = all.iter().flat_map(|dated| &dated.dates).find_map(|date| date.year) else {
        return Vec::new();
    };
    let mut found = extremes(all, year).into_iter().filter_map(|odd| of_one(cx, all, odd, year));
    // Two odd dates leave open which of them is wrong.
    let first = found.next();
    if found.next().is_some() { Vec::new() } else { first.into_iter().collect() }
}

/// The expressions that alone hold the first or the last day: only these can
/// be far from all others.
fn extremes(all: &[Dated], year: i32) -> Vec<&Dated> {
    let mut days: Vec<(i64, &Dated)> =
        all.iter().flat_map(|dated| dated.days(year).into_iter().map(move |day| (day, dated))).collect();
    days.sort_by_key(|(day, dated)| (*day, dated.span));
    let ends = [days.first(), days.last()].into_iter().flatten();
    let mut odd: Vec<&Dated> = ends.map(|(_, dated)| *dated).collect();
    odd.dedup_by_key(|dated| dated.span);
    odd
}

/// A reading of the odd date that fits, and what was put into it.
struct Swap {
    part: &'static str,
    put: String,
    days: Vec<i64>,
}

fn of_one(cx: &Context<'_>, all: &[Dated], odd: &Dated, year: i32) -> Option<Finding> {
    let others: Vec<&Dated> = all.iter().filter(|other| other.span != odd.span).collect();
    let theirs: Vec<i64> = others.iter().flat_map(|dated| dated.days(year)).collect();
    let (first, last) = (theirs.iter().min().copied()?, theirs.iter().max().copied()?);
    if theirs.len() < AGREEING || last - first > CLUSTER {
        return None;
    }
    let own = odd.days(year);
    let near = |day: &i64| (first - FAR + 1..last + FAR).contains(day);
    if own.is_empty() || own.iter().any(near) {
        return None;
    }
    let swap = swap(odd, &others, year, first..=last)?;
    let against = match odd.as_what {
        DatedAs::Entry => neighbours(cx, odd, &swap, year)?,
        DatedAs::Field(field) => denied_fields(odd, field, &others, &own, year)?,
        DatedAs::Window => denied_window(cx, odd, &others)?,
        DatedAs::Title | DatedAs::DayLine => return None,
    };
    finding(odd, &own, &swap, &against)
}

/// The year, or else the month, of another date that brings all dates of this
/// expression among the others.
fn swap(odd: &Dated, others: &[&Dated], year: i32, cluster: std::ops::RangeInclusive<i64>) -> Option<Swap> {
    let within =
        |days: &[i64]| days.iter().all(|day| (cluster.start() - 1..=cluster.end() + 1).contains(day));
    let try_dates = |change: &dyn Fn(&Date) -> Date| -> Option<Vec<i64>> {
        let days: Vec<i64> = odd.dates.iter().filter_map(|date| day_number(&change(date), year)).collect();
        (days.len() == odd.dates.len() && within(&days)).then_some(days)
    };
    let dates = || others.iter().flat_map(|dated| &dated.dates);
    let of_year = dates().filter_map(|date| date.year).find_map(|year| {
        let days = try_dates(&|date| Date { year: date.year.and(Some(year)), ..*date })?;
        Some(Swap { part: "year", put: year.to_string(), days })
    });
    let ambiguous = |date: &Date| matches!(date.form, DateForm::Numeric { ambiguous: true, .. });
    if of_year.is_some() || odd.dates.iter().any(ambiguous) || dates().any(ambiguous) {
        return of_year;
    }
    let sole = odd.dates.iter().all(|date| odd.dates.first().is_some_and(|first| first.month == date.month));
    dates().filter(|_| sole).find_map(|other| {
        let days = try_dates(&|date| Date { month: other.month, ..*date })?;
        Some(Swap { part: "month", put: month_name(other.month).to_owned(), days })
    })
}

/// A place that the odd date contradicts.
struct Against {
    span: Span,
    written: String,
    /// Seconds since 1970-01-01.
    at: i64,
    message: &'static str,
}

/// The dated entries above and below, where the odd one breaks their order
/// and would keep it with the other year or month.
fn neighbours(cx: &Context<'_>, odd: &Dated, swap: &Swap, year: i32) -> Option<Vec<Against>> {
    let tracks = cx.incident.timelines.iter().flat_map(|timeline| &timeline.tracks);
    let holds = |track: &&Track| track.entries.iter().any(|entry| entry.span.overlaps(odd.span));
    let track = tracks.into_iter().find(holds)?;
    let entries: Vec<&Entry> = track
        .forward()
        .into_iter()
        .filter(|entry| entry.field.is_none() && entry.start.origin == DateOrigin::Written)
        .collect();
    let index = entries.iter().position(|entry| entry.span.overlaps(odd.span))?;
    let own = entries.get(index)?.start.local();
    let fixed = own - odd.days(year).first()? * DAY + swap.days.first()? * DAY;
    let before = index.checked_sub(1).and_then(|index| entries.get(index));
    let after = entries.get(index + 1);
    let broken = before.is_some_and(|entry| own + FAR * DAY <= entry.start.local())
        || after.is_some_and(|entry| entry.start.local() + FAR * DAY <= own);
    let mended = before.is_none_or(|entry| entry.start.local() <= fixed)
        && after.is_none_or(|entry| fixed <= entry.start.local());
    let against = |entry: &&Entry, above: bool| Against {
        span: entry.span,
        written: entry.written.clone(),
        at: entry.start.local(),
        message: if above == track.newest_first { "the entry below" } else { "the entry above" },
    };
    let around: Vec<Against> = before
        .map(|entry| against(entry, true))
        .into_iter()
        .chain(after.map(|entry| against(entry, false)))
        .collect();
    (broken && mended).then_some(around)
}

/// Fields that come before and after a field in every incident.
const fn rank(field: Field) -> Option<u8> {
    Some(match field {
        Field::Start => 0,
        Field::Detected => 1,
        Field::Acknowledged | Field::Declared | Field::Mitigated | Field::Restored | Field::End => 2,
        Field::Resolved => 3,
        _ => return None,
    })
}

/// The fields whose order the odd one breaks.
fn denied_fields(
    odd: &Dated,
    field: Field,
    others: &[&Dated],
    own: &[i64],
    year: i32,
) -> Option<Vec<Against>> {
    let mine = rank(field)?;
    let own = *own.first()?;
    let denied = |other: &&&Dated| {
        let DatedAs::Field(field) = other.as_what else { return false };
        let day = other.days(year).first().copied();
        rank(field)
            .zip(day)
            .is_some_and(|(theirs, day)| (theirs < mine && own < day) || (theirs > mine && own > day))
    };
    let against: Vec<Against> =
        others.iter().filter(denied).filter_map(|other| of_dated(other, year, "stated here")).collect();
    (!against.is_empty() && !odd.dates.is_empty()).then_some(against)
}

/// A window that holds none of the other dates, though a timeline is told.
fn denied_window(cx: &Context<'_>, odd: &Dated, others: &[&Dated]) -> Option<Vec<Against>> {
    if OTHER_INCIDENT.is_in(cx.document.passage(odd.block)) {
        return None;
    }
    let year = odd.dates.iter().find_map(|date| date.year).unwrap_or_default();
    let told = others.iter().find(|other| other.as_what == DatedAs::Entry);
    let told = told.or_else(|| {
        others.iter().find(|other| matches!(other.as_what, DatedAs::Field(field) if rank(field).is_some()))
    })?;
    of_dated(told, year, "told here").map(|against| vec![against])
}

fn of_dated(dated: &Dated, year: i32, message: &'static str) -> Option<Against> {
    let at = dated.days(year).first()? * DAY + dated.seconds.unwrap_or(0);
    Some(Against { span: dated.span, written: dated.written.clone(), at, message })
}

fn finding(odd: &Dated, own: &[i64], swap: &Swap, against: &[Against]) -> Option<Finding> {
    let at = own.first()? * DAY + odd.seconds.unwrap_or(0);
    let nearest = against.iter().max_by_key(|other| (at - other.at).abs())?;
    let by = at - nearest.at;
    let message = format!(
        "`{}` lies {} days {} `{}`; with the {} `{}` it would fit",
        odd.written,
        (by / DAY).abs(),
        if by < 0 { "before" } else { "after" },
        nearest.written,
        swap.part,
        swap.put,
    );
    let mut finding = Finding::new(message, Label::new(odd.span, format!("the odd {}", swap.part)));
    for other in against.iter().take(3) {
        finding = finding.with(other.span, other.message);
    }
    Some(finding.help(format!("write the {} `{}`, or correct the other dates", swap.part, swap.put)))
}
