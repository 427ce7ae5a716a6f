//! `timeline/wrong-zone-for-season`.

use super::Asked;
use crate::document::Role;
use crate::facts::time::TimeValue;
use crate::facts::time::calendar::{self, Season};
use crate::facts::time::value::ZoneMeaning;
use crate::facts::{Fact, Value};
use crate::finding::{Edit, Finding, Label};
use crate::incident::Resolved;
use crate::incident::{DateOrigin, Instant};
use crate::phrases::zones::{AUSTRALIA, CONVERSION, HABIT, OWN_RULES};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Abbreviations of one region, with the ones of its other season.
const PAIRS: [(&str, &str); 6] =
    [("PST", "PDT"), ("EST", "EDT"), ("CET", "CEST"), ("EET", "EEST"), ("AEST", "AEDT"), ("NZST", "NZDT")];

/// Summer time whose standard abbreviation is used elsewhere too.
const DAYLIGHT_ONLY: [(&str, &str); 3] = [("CDT", "CST"), ("MDT", "MST"), ("BST", "GMT")];

/// Seconds of half a day: the two halves are told apart by few.
const HALF_DAY: i64 = 43_200;

/// Reports the first abbreviation that names the other season than that of the
/// times it stands with.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let resolved = &cx.incident.resolved;
    if !resolved.iter().flatten().any(|read| is_seasonal(read)) || super::says(cx, OWN_RULES) {
        return Vec::new();
    }
    let in_australia = super::says(cx, AUSTRALIA);
    let literal = taken_literally(cx, resolved);
    let mut habitual = Asked::new(cx.document, HABIT);
    let mut uses: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
    for (fact, read) in cx.facts.all().iter().zip(resolved) {
        let Some(read) = read.as_ref().filter(|_| is_told(cx, fact)) else { continue };
        for instant in std::iter::once(&read.start).chain(&read.end) {
            let Some(name) = instant.zone.as_ref().and_then(|zone| known(&zone.name)) else { continue };
            if !literal.contains(name) && !habitual.of(fact.block) {
                uses.entry(name).or_default().push(Use::of(instant, fact.span));
            }
        }
    }
    // An abbreviation that is right for one of its times is no slip.
    let wrong = uses.iter().filter_map(|(name, uses)| {
        if in_australia && matches!(*name, "EST" | "EDT") {
            return None;
        }
        // A date that stands with its time knows better than one that is lent.
        let surest = uses.iter().any(|used| used.is_dated && used.season.is_some());
        let of_weight = |used: &&Use| used.season.is_some() && (used.is_dated || !surest);
        let dated = uses.iter().filter(of_weight);
        let all_wrong =
            dated.clone().all(|used| used.season.is_some_and(|season| season.literal != season.in_force));
        dated.min_by_key(|used| used.written).filter(|_| all_wrong).map(|first| (*name, first))
    });
    wrong
        .min_by_key(|(_, first)| first.written)
        .and_then(|(name, first)| {
            let other = of_other_season(name)?;
            let all = uses.get(name).map_or(&[][..], Vec::as_slice);
            let title = format!("write `{other}` for each `{name}`");
            Some(finding(name, other, first)?.unsafe_fix(title, renamed(cx, name, other, all)))
        })
        .into_iter()
        .collect()
}

/// Whether a time has the abbreviation of one season.
fn is_seasonal(read: &Resolved) -> bool {
    let zones = std::iter::once(&read.start).chain(&read.end).filter_map(|instant| instant.zone.as_ref());
    zones.into_iter().any(|zone| known(&zone.name).is_some())
}

/// The change of an abbreviation to another wherever it is used; none where
/// one of these places cannot be changed.
fn renamed(cx: &Context<'_>, name: &str, other: &str, uses: &[Use]) -> Option<Vec<Edit>> {
    let facts: HashMap<Span, &Fact> = cx.facts.all().iter().map(|fact| (fact.span, fact)).collect();
    let places: BTreeSet<Span> = uses.iter().map(|used| used.written).collect();
    let mut spans = BTreeSet::new();
    for place in places {
        let fact = facts.get(&place)?;
        let prose = &cx.document.block(fact.block).text;
        let own = prose.text().get(fact.range.clone())?;
        for (at, _) in own.match_indices(name) {
            let start = fact.range.start + at;
            spans.insert(prose.plain_span(start..start + name.len())?);
        }
    }
    Some(spans.into_iter().map(|span| Edit { span, replacement: other.to_owned() }).collect())
}

/// The abbreviation of the same region in its other season.
fn of_other_season(name: &str) -> Option<&'static str> {
    PAIRS.into_iter().chain(DAYLIGHT_ONLY.map(|(daylight, standard)| (standard, daylight))).find_map(
        |(standard, daylight)| match name {
            _ if name == standard => Some(daylight),
            _ if name == daylight => Some(standard),
            _ => None,
        },
    )
}

/// Whether a fact tells of the incident: not of what will be done later.
fn is_told(cx: &Context<'_>, fact: &Fact) -> bool {
    let block = cx.document.block(fact.block);
    let later = cx.document.roles(block.section).has(Role::Actions);
    !fact.quoted && !cx.document.is_aside(block) && !later
}

/// The abbreviations that the document takes at their word: their offset stands
/// with them, or a time in them is converted into UTC by it, as in "10:00 EST
/// (15:00 UTC)".
fn taken_literally(cx: &Context<'_>, resolved: &[Option<Box<Resolved>>]) -> BTreeSet<&'static str> {
    let mut literal = BTreeSet::new();
    let all: Vec<(&Fact, Option<&Resolved>)> =
        cx.facts.all().iter().zip(resolved.iter().map(Option::as_deref)).collect();
    for (fact, read) in &all {
        let lone = match &fact.value {
            Value::Time(TimeValue::Zone(zone)) => Some(zone),
            _ => read.and_then(|read| read.start.zone.as_ref()),
        };
        let fixed = lone.filter(|zone| matches!(zone.meaning, ZoneMeaning::Offset(_)));
        literal.extend(fixed.and_then(|zone| known(&zone.name)));
    }
    for pair in all.windows(2) {
        let [(a, Some(read_a)), (b, Some(read_b))] = pair else { continue };
        let joined = || {
            a.range.end <= b.range.start
                && CONVERSION.is_in(cx.document.passage(a.block).slice(a.range.end..b.range.start))
        };
        if a.block == b.block && joined() {
            literal.extend(
                converts(&read_a.start, &read_b.start).or_else(|| converts(&read_b.start, &read_a.start)),
            );
        }
    }
    literal
}

/// The abbreviation of a time whose own offset leads to the other time, given
/// in UTC.
fn converts(own: &Instant, other: &Instant) -> Option<&'static str> {
    let (zone, utc) = (own.zone.as_ref()?, other.zone.as_ref()?);
    let (ZoneMeaning::Seasonal(offset, _), ZoneMeaning::Offset(there)) = (zone.meaning, utc.meaning) else {
        return None;
    };
    let apart = own.seconds - i64::from(offset) * 60 - (other.seconds - i64::from(there) * 60);
    let same = own.has_clock() && other.has_clock() && apart.rem_euclid(HALF_DAY) == 0;
    known(&zone.name).filter(|_| same)
}

/// An abbreviation as it is used.
struct Use {
    /// Where it is written.
    written: Span,
    /// A date in force there, where it stands elsewhere.
    date: Option<Span>,
    /// The date stands with the time.
    is_dated: bool,
    /// The day, for a message.
    day: String,
    /// How it stands to the date; none where no date is known.
    season: Option<Season>,
}

impl Use {
    fn of(instant: &Instant, span: Span) -> Self {
        let certain = instant.origin != DateOrigin::Unknown;
        let zone = instant.zone.as_ref().filter(|_| certain && instant.has_clock());
        let season = zone.and_then(|zone| {
            let days = [instant.day.number, instant.day.swapped];
            let [a, b] = days.map(|day| zone.season(day));
            a.filter(|a| b.is_some_and(|b| a.in_force == b.in_force))
        });
        let written = instant.zone_from.unwrap_or(span);
        let date = match instant.origin {
            DateOrigin::Inherited(from) => Some(from),
            _ => Some(span),
        };
        let date = date.filter(|date| !date.overlaps(written));
        let is_dated = instant.origin == DateOrigin::Written;
        Self { written, date, is_dated, day: calendar::spoken_day(instant.day.number), season }
    }
}

/// An abbreviation that belongs to one region only.
fn known(name: &str) -> Option<&'static str> {
    let both = PAIRS.into_iter().flat_map(|(standard, daylight)| [standard, daylight]);
    both.chain(DAYLIGHT_ONLY.into_iter().map(|(daylight, _)| daylight)).find(|known| *known == name)
}

fn finding(name: &str, other: &str, used: &Use) -> Option<Finding> {
    let season = used.season?;
    let date = &used.day;
    let message = if season.is_daylight {
        format!("`{name}` is summer time, on {date} `{other}` was in force")
    } else {
        format!("`{name}` is winter time, on {date} `{other}` was in force")
    };
    let mut finding = Finding::new(message, Label::new(used.written, format!("`{other}` in this season")));
    if let Some(date) = used.date {
        finding = finding.with(date, "this date");
    }
    Some(finding.help(format!("write `{other}`, or an offset from UTC")))
}
