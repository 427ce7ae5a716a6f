//! `timeline/wrong-zone-for-season`.

use crate::facts::Pattern;
use crate::facts::time::calendar::{self, Season};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Instant, Resolved};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeMap;

/// Abbreviations of one region, with the ones of its other season.
const PAIRS: [(&str, &str); 6] =
    [("PST", "PDT"), ("EST", "EDT"), ("CET", "CEST"), ("EET", "EEST"), ("AEST", "AEDT"), ("NZST", "NZDT")];

/// Summer time whose standard abbreviation is used elsewhere too.
const DAYLIGHT_ONLY: [(&str, &str); 3] = [("CDT", "CST"), ("MDT", "MST"), ("BST", "GMT")];

/// Places that keep one of these abbreviations all year round.
static ALL_YEAR: Pattern = Pattern::new(
    r"\b (?: philippin\w* | manila | panama | jamaica | kingston | canc[uú]n | algeri\w* | algiers | tunis\w* | egypt\w*
      | cairo | libya\w* | tripoli | kaliningrad | brisbane | queensland | bangladesh\w* | dhaka ) \b",
);

/// Reports the first abbreviation that names the other season than that of the
/// times it stands with.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    if cx.document.blocks().iter().any(|block| ALL_YEAR.is_in(block.text.text())) {
        return Vec::new();
    }
    let resolved = Resolved::all(cx.document, cx.facts);
    let mut uses: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
    for (fact, read) in cx.facts.all().iter().zip(&resolved) {
        if fact.quoted || cx.document.is_aside(cx.document.block(fact.block)) {
            continue;
        }
        let Some(read) = read else { continue };
        for instant in std::iter::once(&read.start).chain(&read.end) {
            let Some(name) = instant.zone.as_ref().and_then(|zone| known(&zone.name)) else { continue };
            uses.entry(name).or_default().push(Use::of(instant, fact.span));
        }
    }
    // An abbreviation that is right for one of its times is no slip.
    let wrong = uses.iter().filter_map(|(name, uses)| {
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
        .and_then(|(name, first)| finding(name, first))
        .into_iter()
        .collect()
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

fn finding(name: &str, used: &Use) -> Option<Finding> {
    let season = used.season?;
    let other = PAIRS
        .into_iter()
        .chain(DAYLIGHT_ONLY.map(|(daylight, standard)| (standard, daylight)))
        .find_map(|(standard, daylight)| match name {
            _ if name == standard => Some(daylight),
            _ if name == daylight => Some(standard),
            _ => None,
        })?;
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
