//! `timeline/malformed-time`.

use crate::document::{Block, BlockId, BlockKind, Role, SectionId};
use crate::facts::time::value::{Meridiem, Timestamp};
use crate::facts::time::{Fault, TimeValue};
use crate::facts::{FaultPlace, Value};
use crate::finding::{Finding, Label};
use crate::incident::Timeline;
use crate::phrases::time::{COUNTED, ELAPSED};
use crate::rules::{Context, Params};
use crate::span::slice;
use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::ops::Range;

/// Entries with a time that show how times are written in a list.
const SIBLINGS: usize = 2;

/// Most places that are labelled in one finding.
const LABELS: usize = 5;

/// Seconds at which a list reaches the last hours of a day.
const LATE: i64 = 22 * 3_600;

/// Hours that those write who count a night on past midnight.
const NIGHT: std::ops::RangeInclusive<u32> = 24..=29;

/// Reports what stands where a time should and is none: one finding for each
/// kind of fault.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let siblings = Siblings::of(cx);
    let usage = Usage::of(cx);
    let meant = |place: &&FaultPlace| is_meant(cx, &siblings, &usage, place);
    let all: Vec<&FaultPlace> = cx.facts.faults().iter().filter(meant).collect();
    let mut found: Vec<Finding> = Vec::new();
    for (index, fault) in all.iter().enumerate() {
        let alike = |other: &&&FaultPlace| discriminant(&other.fault) == discriminant(&fault.fault);
        if all.iter().take(index).any(|earlier| alike(&earlier)) {
            continue;
        }
        let same: Vec<&FaultPlace> = all.iter().filter(alike).copied().collect();
        found.extend(finding(cx, &siblings, &same));
    }
    found.extend(cx.incident.timelines.iter().filter_map(|timeline| mistyped(cx, &siblings, timeline)));
    found
}

/// The entry that opens with a time whose colon or digits are mistyped, in a
/// list of times.
fn mistyped(cx: &Context<'_>, siblings: &Siblings<'_>, timeline: &Timeline) -> Option<Finding> {
    let first = timeline.entries().into_iter().find(|entry| entry.start.has_clock())?;
    let times = siblings.written.get(&home(cx, first.block)).filter(|times| times.len() >= SIBLINGS)?;
    let usual = times.iter().find_map(|written| clock_of(written)).filter(|clock| clock.len() == 5)?;
    let mut places = timeline.untimed.iter().filter_map(|id| {
        let block = cx.document.block(*id);
        let place = mistyped_time(block.text.text()).filter(|_| !cx.document.is_aside(block))?;
        let written = block.text.text().get(place.clone())?;
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        let kept = digits.strip_prefix('0').filter(|kept| kept.len() == 4).unwrap_or(&digits);
        let (hour, minute) = kept.split_at_checked(2)?;
        let is_time = kept.len() == 4 && hour.parse().is_ok_and(|hour: u8| hour < 24);
        let is_time = is_time && minute.parse().is_ok_and(|minute: u8| minute < 60);
        is_time.then(|| (written, format!("{hour}:{minute}"), block.text.span(place)))
    });
    let (written, meant, span) = places.next()?;
    let message = format!("`{written}` is not written as the times around it, such as `{usual}`");
    let mut finding = Finding::new(message, Label::new(span, "a time?")).help(format!("write `{meant}`"));
    for (_, _, span) in places.take(LABELS - 1) {
        finding = finding.with(span, "and here");
    }
    Some(finding)
}

/// The time with a mistyped colon or a digit too many that a text begins with:
/// `09;05`, `09::05`, `009:05`.
fn mistyped_time(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_alphanumeric() || c == '_')?;
    let rest = text.get(start..)?;
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | ';'))).unwrap_or(rest.len());
    let (written, behind) = rest.split_at(end);
    let hour = written.find(|c: char| !c.is_ascii_digit())?;
    let minute = written.rfind(|c: char| !c.is_ascii_digit())? + 1;
    let long = |digits: &str| digits.len() == 3 && digits.starts_with('0');
    let (hour, joint, minute) = (written.get(..hour)?, written.get(hour..minute)?, written.get(minute..)?);
    let is_mistyped = match joint {
        ";" | "::" | ";:" | ":;" => hour.len() == 2 && minute.len() == 2,
        ":" => {
            (long(hour) && minute.len() == 2) || (hour.len() == 2 && hour.starts_with('0') && long(minute))
        }
        _ => false,
    };
    let ends = behind.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '–' | '-'));
    (is_mistyped && ends).then(|| start..start + end)
}

/// Whether a time is meant there, and nothing else explains what is written.
fn is_meant(cx: &Context<'_>, siblings: &Siblings<'_>, usage: &Usage, place: &FaultPlace) -> bool {
    let block = cx.document.block(place.block);
    if place.quoted || cx.document.is_aside(block) {
        return false;
    }
    let has_siblings = || siblings.near(cx, place).take(SIBLINGS).count() >= SIBLINGS;
    match place.fault {
        Fault::NoSuchTime => {
            place.in_company || (opens(block, place) && has_siblings() && is_clock_like(cx, siblings, place))
        }
        Fault::PastTwelve => true,
        Fault::CutHalf => usage.halves,
        Fault::FourDigits => {
            let year = text_of(block, place).parse().is_ok_and(|year: i32| (1900..2100).contains(&year));
            (place.in_company || (opens(block, place) && !year && !has_time(cx, place))) && has_siblings()
        }
        Fault::LongYear(year) => (year - 1..=year + 1).any(|year| usage.years.contains(&year)),
        Fault::NoSuchDay { .. } | Fault::NoSuchMonth { .. } => false,
    }
}

/// Whether two numbers with a colon look like the times around them, and not
/// like a score, a length, or the 25th hour of a night.
fn is_clock_like(cx: &Context<'_>, siblings: &Siblings<'_>, place: &FaultPlace) -> bool {
    let block = cx.document.block(place.block);
    let behind = cx.document.passage(place.block).after(place.range.end);
    let written = text_of(block, place);
    let home = home(cx, place.block);
    // "75:25 weights": two shares of a hundred.
    let parts: Vec<u32> = written.split(':').filter_map(|part| part.parse().ok()).collect();
    let shares = parts.len() == 2 && parts.iter().sum::<u32>() == 100;
    // "2:61" among "18:05": nobody drops the zero of one hour only.
    let alike = hour_digits(written).is_some_and(|digits| siblings.hours.contains(&(home, digits)));
    let night = written.split(':').next().and_then(|hour| hour.parse().ok());
    let late = night.is_some_and(|hour: u32| NIGHT.contains(&hour)) && siblings.reach_night(cx, place);
    let elapsed = match block.kind {
        BlockKind::Row { table, .. } => cx.document.columns(table).iter().any(|name| ELAPSED.is_in(name)),
        _ => false,
    };
    // A list that begins at 0:00 counts minutes or hours since the start.
    let from_zero = siblings.from_zero.contains(&home);
    !(COUNTED.is_in(behind) || late || shares || elapsed || from_zero) && alike
}

/// How many digits the hour of a clock time has.
fn hour_digits(clock: &str) -> Option<usize> {
    clock.split(':').next().map(str::len)
}

/// Whether a time of day stands in the same line.
fn has_time(cx: &Context<'_>, place: &FaultPlace) -> bool {
    cx.facts.of(place.block).iter().any(|fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.clock.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.clock.is_some(),
        _ => false,
    })
}

/// The word of a written time that holds its clock.
fn clock_of(written: &str) -> Option<&str> {
    written.split([' ', 'T']).find(|word| word.contains(':'))
}

/// What to say of faults of one kind.
fn finding(cx: &Context<'_>, siblings: &Siblings<'_>, places: &[&FaultPlace]) -> Option<Finding> {
    let first = places.first()?;
    let written = text_of(cx.document.block(first.block), first);
    let usual = siblings.model(cx, first).unwrap_or("14:05");
    let (message, label, help) = match first.fault {
        Fault::NoSuchTime => {
            // A list may count hours on past midnight, or minutes and seconds.
            if places.len() > 1 {
                return None;
            }
            (format!("`{written}` is no time of day"), "no clock shows this", "correct the time".to_owned())
        }
        Fault::PastTwelve => (
            format!("`{written}` states an hour of the 24-hour clock and a half of the day"),
            "one of the two is too many",
            format!("write `{}`", written.split_at(written.find([' ', 'a', 'p', 'A', 'P'])?).0),
        ),
        Fault::CutHalf => (
            format!("`{written}` leaves open whether AM or PM is meant"),
            "a letter is missing",
            format!("write `{written}` with `AM` or `PM`").replace(" M`", "`"),
        ),
        Fault::FourDigits => {
            // Where many are written so, it is how this document writes times.
            if places.len() * 3 > siblings.near(cx, first).count() {
                return None;
            }
            let message = format!("`{written}` is not written as the times around it, such as `{usual}`");
            (message, "a time?", format!("write `{}`", with_colon(written)?))
        }
        Fault::LongYear(year) => (
            format!("the year in `{written}` has five digits"),
            "a digit too many",
            format!("write the year `{year}`"),
        ),
        Fault::NoSuchDay { .. } | Fault::NoSuchMonth { .. } => return None,
    };
    let mut finding = Finding::new(message, Label::new(first.span, label)).help(help);
    for other in places.iter().skip(1).take(LABELS - 1) {
        finding = finding.with(other.span, "and here");
    }
    Some(finding)
}

/// `16:00` for `1600`.
fn with_colon(written: &str) -> Option<String> {
    Some(format!("{}:{}", written.get(..2)?, written.get(written.len().checked_sub(2)?..)?))
}

fn text_of<'b>(block: &'b Block<'_>, place: &FaultPlace) -> &'b str {
    slice(block.text.text(), place.range.clone())
}

/// Whether it opens its line or cell, or stands behind the label.
fn opens(block: &Block<'_>, place: &FaultPlace) -> bool {
    let label = block.label.as_ref().map_or(0, |label| label.value);
    let from = if label <= place.range.start { label } else { 0 };
    let before = slice(block.text.text(), from..place.range.start);
    let cell = match block.kind {
        BlockKind::Row { .. } => before.rsplit(" | ").next().unwrap_or_default(),
        _ => before,
    };
    cell.chars().all(|c| !c.is_alphanumeric())
}

/// The times of entries, by the section in which they show how a time is
/// written.
#[derive(Default)]
struct Siblings<'c> {
    written: BTreeMap<Option<SectionId>, Vec<&'c str>>,
    /// The latest time of day of each section, in seconds.
    latest: BTreeMap<Option<SectionId>, i64>,
    /// How many digits the hours of each section have.
    hours: BTreeSet<(Option<SectionId>, usize)>,
    /// The sections with a list that begins at 0:00.
    from_zero: BTreeSet<Option<SectionId>>,
}

impl<'c> Siblings<'c> {
    fn of(cx: &Context<'c>) -> Self {
        let mut all = Self::default();
        let tracks = cx.incident.timelines.iter().flat_map(|timeline| &timeline.tracks);
        for entry in tracks.flat_map(|track| &track.entries) {
            if entry.start.has_clock() && entry.written.contains(':') {
                let home = home(cx, entry.block);
                all.written.entry(home).or_default().push(&entry.written);
                all.hours.extend(clock_of(&entry.written).and_then(hour_digits).map(|digits| (home, digits)));
                if entry.written.starts_with("0:0") {
                    all.from_zero.insert(home);
                }
                let latest = all.latest.entry(home).or_default();
                *latest = entry.start.seconds.max(*latest);
            }
        }
        all
    }

    /// Whether the times around a place go on into the night.
    fn reach_night(&self, cx: &Context<'_>, place: &FaultPlace) -> bool {
        self.latest.get(&home(cx, place.block)).is_some_and(|latest| *latest >= LATE)
    }

    /// Those around a place, without the place itself.
    fn near(&self, cx: &Context<'_>, place: &FaultPlace) -> impl Iterator<Item = &'c str> {
        let own = text_of(cx.document.block(place.block), place);
        let all = self.written.get(&home(cx, place.block)).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(move |written| !written.contains(own))
    }

    /// A time around a place, without its date and zone.
    fn model(&self, cx: &Context<'_>, place: &FaultPlace) -> Option<&'c str> {
        let clock =
            |written: &'c str| written.split_whitespace().find(|word| word.contains(':') && word.len() <= 5);
        self.near(cx, place).find_map(clock)
    }
}

/// The timeline that a block stands in, or else its section.
fn home(cx: &Context<'_>, block: BlockId) -> Option<SectionId> {
    let section = cx.document.block(block).section;
    if cx.document.roles(section).has(Role::Timeline) {
        return cx.document.role_section(section);
    }
    Some(section)
}

/// How the document writes its times.
struct Usage {
    /// With AM and PM.
    halves: bool,
    /// The years of its dates.
    years: BTreeSet<i32>,
}

impl Usage {
    fn of(cx: &Context<'_>) -> Self {
        let halves = |stamp: &Timestamp| stamp.clock.is_some_and(|clock| clock.meridiem == Meridiem::Stated);
        let years = stamps(cx).filter_map(|stamp| stamp.date.and_then(|date| date.year));
        Self { halves: stamps(cx).any(halves), years: years.collect() }
    }
}

/// All points in time that the document writes.
fn stamps<'c>(cx: &Context<'c>) -> impl Iterator<Item = &'c Timestamp> {
    let facts = cx.facts.all().iter().filter(|fact| !fact.quoted);
    facts.flat_map(|fact| match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => vec![stamp],
        Value::Time(TimeValue::Range(range)) => vec![&range.start, &range.end],
        _ => Vec::new(),
    })
}
