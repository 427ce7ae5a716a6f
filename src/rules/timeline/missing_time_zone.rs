//! `timeline/missing-time-zone`.

use crate::document::{Block, BlockId, BlockKind, Document, Opening, Role};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Zone;
use crate::facts::{Facts, Pattern, Value};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::incident::{Entry, Timeline};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeSet;

/// Words that state a zone, or speak of one.
static SAYS_ZONE: Pattern = Pattern::new(
    r"\b time \s* -? zones? \b | \b tz \b | \b zulu \b | \b local (?:ly)? [\s-]* times? \b | \b times? \s* [(\[:,–-]? \s* local \b
      | (?: (?: ^ | [.!(\[*_|] ) \s* (?: the \s+ )? | \b (?: all | these | following ) (?: \s+ the )? \s+ ) (?: times | timestamps ) \s*
        (?: : \s* \w | (?-i:[A-Z]) | (?: \w+ \s+ ){0,4} (?: in | are | per | as ) \b )
      | \b times \s+ in \s+ (?-i:[A-Z]) | \b (?: mez | mesz | ortszeit | uhrzeiten ) \b | \b heures? \s+ (?: de \b | d['’] | locale )
      | \b hora (?: s | rios? )? \s+ (?: de | del | local ) \b
      | (?: \( | \b in \s+ | \d \s+ ) (?-i:[A-Z]) [\w.-]+ (?: \s+ (?-i:[A-Z]) \w+ )? \s+ time \b
      | (?: \d \s* | \( ) (?: eastern | pacific | central | mountain | atlantic ) \b
      | \d:\d\d (?: :\d\d )? \s* (?: \+\d\d (?: :?\d\d )? \b | [-−]0\d (?: \s | \) | $ ) )",
);

/// An abbreviation in brackets that may be a zone's: "Timeline (MVT)".
static ABBREVIATION: Pattern =
    Pattern::new(r"[(\[] \s* (?-i:[A-Z]{2,4}T) (?: \s* / \s* (?-i:[A-Z]{2,4}T) )? \s* [)\]]");

/// A name in brackets behind "time" or "timeline" that may be a town's.
static IN_BRACKETS: Pattern = Pattern::new(
    r"\b time \w* \b [^(\[]{0,20} [(\[] \s* (?: in \s+ )? ( (?-i:[A-Z]) [A-Za-z]+ (?: [\s_] (?-i:[A-Z]) [A-Za-z]+ )? ) \s* [)\]]",
);

/// The same behind a time.
static BEHIND_TIME: Pattern = Pattern::new(r"\d:\d\d (?: :\d\d )? \s* \(? ( (?-i:[A-Z]{2,4}T) ) \b");

/// Other words in capitals with that ending.
const NO_ZONES: [&str; 8] = ["GET", "POST", "TEST", "REST", "PORT", "HOST", "ROOT", "BOOT"];

/// A column that says more of its times: "Time (Swiss)".
static CLOCK_COLUMN: Pattern =
    Pattern::new(r"\b (?: times? | when | timestamps? ) \s* [(\[] \s* ( [^)\]]+ ) [)\]]");

/// What is said of times other than their zone.
static UNIT: Pattern = Pattern::new(
    r"^ (?: m?s | sec\w* | m | min\w* | h | hrs? | hours? | [hms:]+ | 24.* | 12.* | approx.* | est\w* | about | am.* | rough.* | actual
      | \d.* | of \b.* | when\b.* ) \s* $",
);

/// The head of a column that counts the time since the start.
static ELAPSED: Pattern =
    Pattern::new(r"\b (?: elapsed | since | relative | offset | mm:ss | duration | T\s?\+ ) (?: \b | $ )");

/// Reports a timeline with times of day in a document that names no zone.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    if cx.incident.default_zone.is_some() || names_zone(cx.facts) || names_zone_in_words(cx) {
        return Vec::new();
    }
    let minimum = params.count("minimum").max(1);
    let needs_zone =
        |timeline: &&Timeline| clocked(timeline).count() >= minimum && !counts_from_zero(cx, timeline);
    let timeline = cx.incident.timelines.iter().find(needs_zone);
    let first =
        timeline.and_then(|timeline| Some((timeline, clocked(timeline).min_by_key(|entry| entry.span)?)));
    first.map(|(timeline, first)| finding(cx.document, timeline, first)).into_iter().collect()
}

fn finding(document: &Document<'_>, timeline: &Timeline, first: &Entry) -> Finding {
    let message = format!("the timeline gives times such as `{}` without a time zone", first.written);
    let mut finding = Finding::new(message, Label::new(first.span, "in which zone?"))
        .help("name the zone once, for example `Timeline (all times in UTC)`");
    let edit = in_heading(document, timeline).or_else(|| above(document, first.block));
    let title = "say that the times are in UTC, if they are".to_owned();
    finding.fix = edit.map(|edit| Fix { title, edits: vec![edit], safety: Safety::Unsafe });
    finding
}

/// `## Timeline` becomes `## Timeline (UTC)`.
fn in_heading(document: &Document<'_>, timeline: &Timeline) -> Option<Edit> {
    let section = document.section(timeline.section);
    let heading = document.block(section.block?);
    let is_own = matches!(section.opening, Opening::Heading(_)) && section.roles.has(Role::Timeline);
    let words = heading.text.text().trim_end();
    let end = if words.ends_with(':') { words.len() - 1 } else { words.len() };
    let at = heading.text.span(0..end).end;
    (is_own && end > 0 && !heading.quoted).then(|| insertion(at, " (UTC)".to_owned()))
}

/// A sentence above the list or table that holds the first entry.
fn above(document: &Document<'_>, entry: BlockId) -> Option<Edit> {
    let block = document.block(entry);
    let top = match block.kind {
        BlockKind::Row { table, .. } => document.header_of(table).map_or(block, |id| document.block(id)),
        BlockKind::Item(item) => {
            let same = |other: &&Block<'_>| other.item().is_some_and(|other| other.list == item.list);
            document.blocks().iter().find(same)?
        }
        BlockKind::Paragraph => block,
        _ => return None,
    };
    let at = document.lines_of(top.span).start;
    let sentence = document.set_apart(at, &["All times are in UTC."]);
    (!top.quoted && top.parent.is_none()).then(|| insertion(at, sentence))
}

fn insertion(at: usize, replacement: String) -> Edit {
    Edit { span: Span::new(at, at), replacement }
}

fn names_zone(facts: &Facts) -> bool {
    facts.all().iter().any(|fact| match &fact.value {
        Value::Time(TimeValue::Zone(_)) => true,
        Value::Time(TimeValue::Timestamp(stamp)) => stamp.zone.is_some(),
        Value::Time(TimeValue::Range(range)) => range.start.zone.is_some() || range.end.zone.is_some(),
        _ => false,
    })
}

/// Whether a sentence, a heading, a column or the entries name a zone that is
/// not known here.
fn names_zone_in_words(cx: &Context<'_>) -> bool {
    let says = |block: &Block<'_>| {
        let text = block.text.text();
        let heads = matches!(block.kind, BlockKind::Heading | BlockKind::Row { header: true, .. });
        SAYS_ZONE.is_in(text)
            || (heads && (ABBREVIATION.is_in(text) || names_clock(text) || names_town(text)))
    };
    cx.document.blocks().iter().any(says) || are_abbreviated(cx)
}

/// "Time (Swiss)", but not "Time (s)" or "Time (hh:mm)".
fn names_clock(text: &str) -> bool {
    let named = CLOCK_COLUMN.regex().into_iter().flat_map(|regex| regex.captures_iter(text));
    named.filter_map(|captures| captures.get(1)).any(|inner| !UNIT.is_in(inner.as_str()))
}

/// "Timeline (Lisbon)": a town that gives a zone its name.
fn names_town(text: &str) -> bool {
    let found = IN_BRACKETS.regex().and_then(|regex| regex.captures(text)?.get(1));
    let Some(name) = found.map(|name| name.as_str().replace(' ', "_")) else { return false };
    Zone::names().filter_map(|zone| zone.rsplit_once('/')).any(|(_, town)| town.eq_ignore_ascii_case(&name))
}

/// Whether two entries have one abbreviation behind their time: `09:00 MVT`.
fn are_abbreviated(cx: &Context<'_>) -> bool {
    let Some(regex) = BEHIND_TIME.regex() else { return false };
    let text = |entry: &Entry| cx.document.block(entry.block).text.text();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut names =
        cx.incident.entries().filter_map(|entry| Some(regex.captures(text(entry))?.get(1)?.as_str()));
    names.any(|name| !NO_ZONES.contains(&name) && !seen.insert(name))
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// A timeline that begins at 00:00 and stays within the hour, or at 0:00, or
/// whose column says so, counts the time since the start.
fn counts_from_zero(cx: &Context<'_>, timeline: &Timeline) -> bool {
    let elapsed = |entry: &Entry| match cx.document.block(entry.block).kind {
        BlockKind::Row { table, .. } => cx.document.columns(table).iter().any(|name| ELAPSED.is_in(name)),
        _ => false,
    };
    let Some(first) = clocked(timeline).next().filter(|entry| entry.start.seconds == 0) else { return false };
    first.written.starts_with("0:0")
        || elapsed(first)
        || clocked(timeline).all(|entry| entry.start.seconds < 3_600)
}
