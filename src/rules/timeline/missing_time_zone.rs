//! `timeline/missing-time-zone`.

use crate::document::{Block, BlockId, BlockKind, Document, Opening, Role};
use crate::facts::time::TimeValue;
use crate::facts::time::value::Zone;
use crate::facts::{Facts, Value};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::incident::{Entry, Timeline};
use crate::phrases::time::ELAPSED;
use crate::phrases::zones::{ABBREVIATED, BEHIND_TIME, CLOCK_COLUMN, SAID, TOWN, UNIT};
use crate::rules::{Context, Params};
use crate::span::Span;
use crate::text::Passage;
use std::collections::BTreeSet;

/// Other words in capitals with that ending.
const NO_ZONES: [&str; 8] = ["GET", "POST", "TEST", "REST", "PORT", "HOST", "ROOT", "BOOT"];

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
    let says = |(id, block): (BlockId, &Block<'_>)| {
        let text = cx.document.passage(id);
        let heads = matches!(block.kind, BlockKind::Heading | BlockKind::Row { header: true, .. });
        heads && (is_abbreviated(text) || names_clock(text) || names_town(text))
    };
    super::says(cx, SAID) || cx.document.blocks_with_ids().any(says) || are_abbreviated(cx)
}

/// "Timeline (MVT)".
fn is_abbreviated(text: Passage<'_>) -> bool {
    ABBREVIATED.find_all(text).iter().any(|found| {
        found.words("zone").is_some_and(is_abbreviation) && found.words("other").is_none_or(is_abbreviation)
    })
}

/// Whether a word is made like the abbreviation of a zone.
fn is_abbreviation(word: &str) -> bool {
    (3..=5).contains(&word.len()) && word.ends_with('T') && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "Time (Swiss)", but not "Time (s)" or "Time (hh:mm)".
fn names_clock(text: Passage<'_>) -> bool {
    CLOCK_COLUMN.find_all(text).iter().any(|found| {
        let inner =
            text.text().get(found.end()..).and_then(|rest| Some(rest.get(..rest.find([')', ']'])?)?.trim()));
        inner.is_some_and(|inner| {
            !inner.is_empty() && !inner.starts_with(|c: char| c.is_ascii_digit()) && !UNIT.is_in(inner)
        })
    })
}

/// "Timeline (Lisbon)": a town that gives a zone its name.
fn names_town(text: Passage<'_>) -> bool {
    let found = TOWN.find(text).and_then(|found| found.words("town").map(|name| name.replace(' ', "_")));
    let Some(name) = found else { return false };
    Zone::names().filter_map(|zone| zone.rsplit_once('/')).any(|(_, town)| town.eq_ignore_ascii_case(&name))
}

/// Whether two entries have one abbreviation behind their time: `09:00 MVT`.
fn are_abbreviated(cx: &Context<'_>) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let name = |entry: &Entry| {
        let found = BEHIND_TIME.find_all(cx.document.passage(entry.block));
        found.iter().filter_map(|found| found.words("zone")).find(|name| is_abbreviation(name))
    };
    let mut names = cx.incident.entries().filter_map(name);
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
