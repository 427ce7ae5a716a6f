//! `timeline/wrong-weekday`.

use crate::document::{Block, BlockKind, Role};
use crate::facts::Fact;
use crate::facts::time::calendar;
use crate::facts::time::value::{Date, Weekday};
use crate::finding::{Edit, Finding, Label};
use crate::incident::DateOrigin;
use crate::phrases::Match;
use crate::phrases::time::{HAPPENED, IN_GENERAL, WEEKDAY_BEGAN, WEEKDAY_OF_ANY_WEEK, WEEKDAY_SOME};
use crate::rules::{Context, Params};
use crate::span::{Span, one_line, slice};
use crate::text::Passage;
use std::ops::Range;

/// How far a date without a year may lie from one with a year to take it over,
/// in days.
const NEAR: i64 = 45;

/// Most days a document may span for its only weekday to be checked.
const FEW_DAYS: i64 = 3;

/// Seconds of an hour and a day.
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// Reports a weekday that its date denies.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let claims = || cx.facts.all().iter().filter(|fact| is_claim(cx, fact));
    let mut full: Vec<i64> = claims().flat_map(Fact::dates).flat_map(|date| full_days(&date)).collect();
    full.sort_unstable();
    full.dedup();
    // A date without a year takes over the only one there is.
    let years = [full.first(), full.last()].map(|day| day.and_then(|day| calendar::year_of(*day)));
    if years[0] != years[1] {
        full.clear();
    }
    let mut found: Vec<Finding> = claims().filter_map(|fact| beside_date(cx, fact, &full)).collect();
    if found.is_empty() {
        found.extend(in_words(cx));
    }
    found
}

fn is_claim(cx: &Context<'_>, fact: &Fact) -> bool {
    !fact.quoted && !cx.document.is_aside(cx.document.block(fact.block))
}

/// The days that a date with a year can mean.
fn full_days(date: &Date) -> Vec<i64> {
    date.year.map(|year| calendar::days_of(date, year)).unwrap_or_default()
}

/// A date with a weekday beside it that is another day of the week in every
/// reading.
fn beside_date(cx: &Context<'_>, fact: &Fact, full: &[i64]) -> Option<Finding> {
    let text = cx.document.block(fact.block).text.text();
    let passage = || cx.document.passage(fact.block);
    if fact.dates().all(|date| date.weekday.is_none()) || !stands_for_itself(passage(), fact) {
        return None;
    }
    fact.dates().find_map(|date| {
        let stated = date.weekday?;
        let days = if date.year.is_some() { full_days(&date) } else { with_years_near(&date, full) };
        let day = *days.first()?;
        if days.iter().any(|day| calendar::weekday_of(*day) == stated) {
            return None;
        }
        let written = one_line(text.get(fact.range.clone())?);
        let real = calendar::weekday_name(calendar::weekday_of(day));
        let year = calendar::year_of(day).filter(|_| date.year.is_none());
        let place = year.map(|year| format!(" in {year}")).unwrap_or_default();
        let message = format!("`{written}` was a {real}{place}, not a {}", calendar::weekday_name(stated));
        let help = format!("write `{real}`, or correct the date");
        let finding = Finding::new(message, Label::new(fact.span, format!("a {real}"))).help(help);
        Some(finding.unsafe_fix(format!("write `{real}`"), other_weekday(cx, fact, stated, real)))
    })
}

/// The change of the weekday in a fact to the day `real`, in the form in which
/// it is written: `Tue`, `TUESDAY`.
fn other_weekday(cx: &Context<'_>, fact: &Fact, stated: Weekday, real: &str) -> Option<Vec<Edit>> {
    let prose = &cx.document.block(fact.block).text;
    let own = prose.text().get(fact.range.clone())?;
    let name = calendar::weekday_name(stated).to_ascii_lowercase();
    let mut at = 0;
    let mut words = own.split_inclusive(|c: char| !c.is_alphabetic()).filter_map(|part| {
        let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
        let from = at;
        at += part.len();
        let lower = word.to_ascii_lowercase();
        (name == lower || (name.starts_with(&lower) && WEEKDAYS.contains(&lower.as_str())))
            .then_some((from, word))
    });
    let (from, word) = words.next()?;
    if words.next().is_some() {
        return None;
    }
    let real = if word.len() == name.len() { real } else { real.get(..3)? };
    let replacement = if word.chars().all(|c| c.is_ascii_uppercase()) {
        real.to_ascii_uppercase()
    } else if word.starts_with(|c: char| c.is_ascii_lowercase()) {
        real.to_ascii_lowercase()
    } else {
        real.to_owned()
    };
    let start = fact.range.start + from;
    Some(vec![Edit { span: prose.plain_span(start..start + word.len())?, replacement }])
}

/// The days that a date without a year means in the years of the dates near
/// it; none where no date is near.
fn with_years_near(date: &Date, full: &[i64]) -> Vec<i64> {
    let year = full.first().and_then(|day| calendar::year_of(*day));
    let Some(year) = year else { return Vec::new() };
    let days = calendar::days_of(date, year);
    let near = |day: &i64| full.iter().any(|other| (other - day).abs() <= NEAR);
    if days.iter().all(near) { days } else { Vec::new() }
}

/// Whether the weekday belongs to this date and no other: not "Thu/Fri 5
/// March", nor "on 5 March, Friday's deployment".
fn stands_for_itself(passage: Passage<'_>, fact: &Fact) -> bool {
    let text = passage.text();
    let before = slice(text, ..fact.range.start);
    let after = slice(text, fact.range.end..);
    let own = slice(text, fact.range.clone());
    let joined = before.trim_end().ends_with(['/', '-', '–', '&', '+']) && !before.trim_end().ends_with("- ");
    let bullet = before.chars().all(|c| !c.is_alphanumeric());
    let last =
        own.trim_end_matches(['.', ',']).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let ends_in_weekday = last.len() > 2 && last.to_ascii_lowercase().ends_with("day")
        || WEEKDAYS.iter().any(|day| last.eq_ignore_ascii_case(day));
    let ends =
        after.trim_start().chars().next().is_none_or(|c| !c.is_alphabetic() && !matches!(c, '\'' | '’'));
    let opens_with_weekday = own.starts_with(|c: char| c.is_alphabetic()) && own.contains(',');
    let general = opens_with_weekday && WEEKDAY_OF_ANY_WEEK.is_in(passage.before(fact.range.start));
    (bullet || !joined) && (!ends_in_weekday || ends) && !general
}

/// The short names of the weekdays.
const WEEKDAYS: [&str; 11] =
    ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// A summary that says "on a Saturday evening", where the whole document
/// happens on days that are no Saturday anywhere on Earth.
fn in_words(cx: &Context<'_>) -> Option<Finding> {
    let (earliest, latest, written) = extent(cx)?;
    let blocks = cx.document.blocks_with_ids().filter(|(_, block)| tells(cx, block));
    blocks.into_iter().find_map(|(id, block)| {
        let passage = cx.document.passage(id);
        let text = passage.text();
        let timed = |found: &Match<'_>| {
            let rest = slice(text, found.end()..);
            rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        };
        let found = WEEKDAY_SOME.find(passage).or_else(|| WEEKDAY_BEGAN.find(passage).filter(timed))?;
        let (whole, name) = (found.group("whole")?, found.group("day")?);
        let sentence = passage.slice(sentence_around(text, whole.start));
        let stated = weekday_named(found.words("day")?)?;
        let mut days = earliest.div_euclid(DAY)..=latest.div_euclid(DAY);
        let happened = HAPPENED.is_in(sentence) && !IN_GENERAL.is_in(sentence);
        if !happened || days.any(|day| calendar::weekday_of(day) == stated) {
            return None;
        }
        let (span, day, date) = &written;
        let real = calendar::weekday_name(calendar::weekday_of(*day));
        let message = format!(
            "the text says `{}`, the incident's date `{date}` was a {real}",
            one_line(found.words("whole")?)
        );
        Some(
            Finding::new(message, Label::new(block.text.span(whole), "this weekday"))
                .with(*span, format!("a {real}"))
                .help("correct the weekday or the date")
                .unsafe_fix(
                    format!("write `{real}`"),
                    block.text.plain_span(name).map(|span| vec![Edit { span, replacement: real.to_owned() }]),
                ),
        )
    })
}

/// Whether a block tells what happened: the text that opens the document, or
/// its summary.
fn tells(cx: &Context<'_>, block: &Block<'_>) -> bool {
    let roles = cx.document.roles(block.section);
    let opens = roles.is_empty() || roles.has_any(&[Role::Summary, Role::Impact]);
    opens && block.kind == BlockKind::Paragraph && !cx.document.is_aside(block)
}

/// From when to when the document's dates reach, on any clock of the Earth,
/// with the first of them; none where they reach over more than a few days.
fn extent(cx: &Context<'_>) -> Option<(i64, i64, (Span, i64, String))> {
    let resolved = &cx.incident.resolved;
    let (mut earliest, mut latest) = (i64::MAX, i64::MIN);
    let mut first: Option<(Span, i64, String)> = None;
    // A day without a time of day counts only where no time is told.
    let mut clocked = false;
    for (fact, read) in cx.facts.all().iter().zip(resolved) {
        let roles = cx.document.roles(cx.document.block(fact.block).section);
        let Some(read) = read else { continue };
        if !is_claim(cx, fact) || roles.has_any(&[Role::Actions, Role::Lessons, Role::Supporting]) {
            continue;
        }
        if read.start.origin == DateOrigin::Unknown || read.start.day.number != read.start.day.swapped {
            return None;
        }
        for instant in std::iter::once(&read.start).chain(&read.end) {
            let (from, to) = match (instant.has_clock(), &instant.zone) {
                (true, Some(zone)) => {
                    let offsets = zone.all_offsets(Some(instant.day.number));
                    let (low, high) = (offsets.first()?, offsets.last()?);
                    let utc = |offset: &i32| instant.local() - i64::from(*offset) * 60;
                    // The clocks of the Earth run from 12 hours behind UTC to 14 ahead.
                    (utc(high) - 12 * HOUR, utc(low) + 14 * HOUR)
                }
                // A date by itself only repeats one that has a time.
                (false, _) => (instant.local() - DAY, instant.local() + 2 * DAY - 1),
                (true, None) => (instant.local() - DAY, instant.local() + DAY),
            };
            let finer = instant.has_clock() && instant.zone.is_some();
            if finer && !clocked {
                (earliest, latest, clocked) = (i64::MAX, i64::MIN, true);
            }
            if finer == clocked {
                (earliest, latest) = (earliest.min(from), latest.max(to));
            }
        }
        if first.is_none() && read.start.origin == DateOrigin::Written {
            let text = cx.document.block(fact.block).text.text();
            first = Some((fact.span, read.start.day.number, one_line(text.get(fact.range.clone())?)));
        }
    }
    let first = first.filter(|(_, day, _)| calendar::has_year(*day))?;
    (latest > earliest && latest - earliest <= (FEW_DAYS + 2) * DAY).then_some((earliest, latest, first))
}

/// The sentence that holds a place of a text.
fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let stop = |before: &str| before.rfind(['.', '!', '?', ';']).map_or(0, |stop| stop + 1);
    let from = text.get(..at).map_or(0, stop);
    let rest = slice(text, at..);
    let to = rest.find(['.', '!', '?', ';']).map_or(text.len(), |stop| at + stop);
    from..to
}

fn weekday_named(name: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun]
        .into_iter()
        .find(|weekday| calendar::weekday_name(*weekday).eq_ignore_ascii_case(name))
}
