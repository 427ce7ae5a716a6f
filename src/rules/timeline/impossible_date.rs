//! `timeline/impossible-date`.

use crate::document::Block;
use crate::facts::FaultPlace;
use crate::facts::time::{Fault, calendar};
use crate::finding::{Finding, Label};
use crate::phrases::time::{DATE_BY_PROGRAM, DATE_SPOKEN_OF, NO_DATE};
use crate::rules::{Context, Params};
use crate::span::{one_line, slice};
use std::ops::Range;

/// How far around a date words may speak of it, in bytes.
const NEAR: usize = 300;

/// Reports dates that no calendar has.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let months: Vec<&FaultPlace> = cx.facts.faults().iter().filter(|place| day_first_habit(place)).collect();
    let first = months.first().map(|place| place.span);
    let habit = months
        .iter()
        .any(|place| written(cx, place) != months.first().map_or("", |first| written(cx, first)));
    let is_habit = |place: &FaultPlace| habit && first.is_some() && day_first_habit(place);
    let claims = cx.facts.faults().iter().filter(|place| is_claim(cx, place) && !is_habit(place));
    claims.filter_map(|place| finding(written(cx, place), place)).collect()
}

/// Whether it is a date with the day in the month's place.
const fn day_first_habit(place: &FaultPlace) -> bool {
    matches!(place.fault, Fault::NoSuchMonth { swappable: true, .. })
}

fn written<'c>(cx: &Context<'c>, place: &FaultPlace) -> &'c str {
    slice(cx.document.block(place.block).text.text(), place.range.clone())
}

fn is_claim(cx: &Context<'_>, place: &FaultPlace) -> bool {
    let block = cx.document.block(place.block);
    let passage = cx.document.passage(place.block);
    let text = passage.text();
    let from = text.floor_char_boundary(place.range.start.saturating_sub(NEAR));
    let to = text.ceil_char_boundary((place.range.end + NEAR).min(text.len()));
    !place.quoted
        && !cx.document.is_aside(block)
        && !DATE_SPOKEN_OF.is_in(passage.slice(from..to))
        && !NO_DATE.is_in(passage.before(place.range.start))
        && (is_near_day(place) || fills_field(block, place))
        && (opens(block, place) || !DATE_BY_PROGRAM.is_in(passage.slice(sentence_of(text, place))))
}

/// Whether the day is off by little: "45 March 2024" may count something.
const fn is_near_day(place: &FaultPlace) -> bool {
    !matches!(place.fault, Fault::NoSuchDay { day: 32.., .. })
}

/// Whether the date is what a field of the report holds.
fn fills_field(block: &Block<'_>, place: &FaultPlace) -> bool {
    let after = slice(block.text.text(), place.range.end..).trim_start();
    let is_field = block.label.as_ref().is_some_and(|label| label.field.is_some());
    is_field && opens(block, place) && !after.starts_with(char::is_alphabetic)
}

/// Whether the date opens its line, or what stands behind the label: then it
/// says when something happened.
fn opens(block: &Block<'_>, place: &FaultPlace) -> bool {
    let label = block.label.as_ref().map_or(0, |label| label.value);
    let from = if label <= place.range.start { label } else { 0 };
    let before = slice(block.text.text(), from..place.range.start);
    before.chars().all(|c| !c.is_alphanumeric())
}

/// The sentence around a place, within a bounded distance.
fn sentence_of(text: &str, place: &FaultPlace) -> Range<usize> {
    let from = text.floor_char_boundary(place.range.start.saturating_sub(NEAR));
    let to = text.ceil_char_boundary((place.range.end + NEAR).min(text.len()));
    let before = slice(text, from..place.range.start);
    let after = slice(text, place.range.end..to);
    let start = before.rfind(". ").map_or(from, |stop| from + stop + 1);
    let end = after.find(". ").map_or(to, |stop| place.range.end + stop);
    start..end
}

fn finding(written: &str, place: &FaultPlace) -> Option<Finding> {
    let written = one_line(written);
    let (message, help) = match place.fault {
        Fault::NoSuchDay { month: 2, day: 29, year: Some(year) } => {
            (format!("`{written}` is no date: February {year} had 28 days"), "correct the day or the year")
        }
        Fault::NoSuchDay { month, .. } => {
            let (name, days) = (calendar::month_name(month), days_in(month));
            (format!("`{written}` is no date: {name} has {days} days"), "correct the day or the month")
        }
        Fault::NoSuchMonth { month, .. } => (
            format!("`{written}` is no date: there is no month `{month}`"),
            "write year, month and day in this order",
        ),
        _ => return None,
    };
    Some(Finding::new(message, Label::new(place.span, "no calendar has this day")).help(help))
}

/// The days of a month, as a reader counts them.
const fn days_in(month: u8) -> &'static str {
    match month {
        2 => "at most 29",
        4 | 6 | 9 | 11 => "30",
        _ => "31",
    }
}
