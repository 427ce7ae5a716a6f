//! `timeline/zone-conversion`.

use crate::document::BlockKind;
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Clock, Meridiem, Precision, Timestamp, Zone};
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Instant, Resolved, spoken};
use crate::phrases::time::{ONE_EVENT, SAME_MOMENT, TWO_ENDS};
use crate::rules::{Context, Params};
use crate::span::one_line;

/// Minutes of half a day and a day.
const HALF_DAY: i32 = 720;
const DAY: i32 = 1_440;

/// How far back words may say that two ends follow, in bytes.
const NEAR: usize = 80;

/// What a hedge, or an hour without minutes, leaves open.
const LOOSE: i32 = 30;

/// Reports two names of one moment in two zones that cannot both be right, and
/// an abbreviation beside an offset that is not its own.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let resolved = &cx.incident.resolved;
    let all: Vec<(&Fact, Option<&Resolved>)> =
        cx.facts.all().iter().zip(resolved).map(|(fact, read)| (fact, read.as_deref())).collect();
    let is_claim = |fact: &Fact| !fact.quoted && !cx.document.is_aside(cx.document.block(fact.block));
    let mut found: Vec<Finding> = all
        .windows(2)
        .filter_map(|pair| match pair {
            [(a, read_a), (b, read_b)] if is_claim(a) && is_claim(b) && a.block == b.block => {
                of_pair(cx, (a, (*read_a)?), (b, (*read_b)?))
            }
            _ => None,
        })
        .collect();
    found.extend(of_columns(cx, &all));
    // Said once, it is said of the whole document.
    found.extend(all.iter().filter(|(fact, _)| is_claim(fact)).find_map(|(fact, _)| of_itself(cx, fact)));
    found
}

/// The zones that a fact writes, with its timestamps; none for other facts.
fn stamps(fact: &Fact) -> Option<(&Timestamp, Option<&Timestamp>)> {
    match &fact.value {
        Value::Time(TimeValue::Timestamp(stamp)) => Some((stamp, None)),
        Value::Time(TimeValue::Range(range)) => Some((&range.start, Some(&range.end))),
        _ => None,
    }
}

fn of_pair(cx: &Context<'_>, a: (&Fact, &Resolved), b: (&Fact, &Resolved)) -> Option<Finding> {
    let passage = cx.document.passage(a.0.block);
    let text = passage.text();
    let near = text.floor_char_boundary(a.0.range.start.saturating_sub(NEAR));
    let between = text.get(a.0.range.end..b.0.range.start)?;
    let after = text.get(b.0.range.end..)?.trim_start();
    let closes = match between.trim_start().chars().next() {
        Some('(') => after.starts_with([')', '/', ',', ';', '=']),
        Some('[') => after.starts_with([']', '/', ',', ';', '=']),
        _ => true,
    };
    if !SAME_MOMENT.is_in(passage.slice(a.0.range.end..b.0.range.start))
        || !closes
        || TWO_ENDS.is_in(passage.slice(near..a.0.range.start))
    {
        return None;
    }
    let ((start_a, end_a), (start_b, end_b)) = (stamps(a.0)?, stamps(b.0)?);
    let ends = match (end_a, end_b, &a.1.end, &b.1.end) {
        (Some(end_a), Some(end_b), Some(read_a), Some(read_b)) => Some((end_a, read_a, end_b, read_b)),
        (None, None, ..) => None,
        _ => return None,
    };
    let is_range = ends.is_some();
    let start = apart(start_a, &a.1.start, start_b, &b.1.start);
    let verb = if !is_range {
        "is"
    } else if start.is_some() {
        "begins at"
    } else {
        "ends at"
    };
    let by = start.or_else(|| ends.and_then(|(a, read_a, b, read_b)| apart(a, read_a, b, read_b)))?;
    let written = |fact: &Fact| Some(one_line(text.get(fact.range.clone())?));
    let (first, second) = (written(a.0)?, written(b.0)?);
    let message = if by.second_is_utc && !is_range {
        format!("`{first}` is {}, not `{second}`: {} apart", by.first, by.gap)
    } else if by.first_is_utc && !is_range {
        format!("`{second}` is {}, not `{first}`: {} apart", by.second, by.gap)
    } else {
        format!("`{first}` {verb} {}, `{second}` {verb} {}: {} apart", by.first, by.second, by.gap)
    };
    Some(
        Finding::new(message, Label::new(b.0.span, format!("{verb} {}", by.second)))
            .with(a.0.span, format!("{verb} {}", by.first))
            .help("convert one of the two times again"),
    )
}

/// Rows of a table that have to agree before one of them is odd.
const AGREEING_ROWS: usize = 2;

/// The one row whose times in two columns are not one moment, in tables with a
/// column for each of two zones.
fn of_columns(cx: &Context<'_>, all: &[(&Fact, Option<&Resolved>)]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut columns: Option<(usize, [(usize, &Zone); 2])> = None;
    let mut rows: Vec<Option<Finding>> = Vec::new();
    let mut flush = |rows: &mut Vec<Option<Finding>>| {
        let odd = rows.iter().flatten().count();
        if odd == 1 && rows.len() - odd >= AGREEING_ROWS {
            found.extend(rows.iter_mut().find_map(Option::take));
        }
        rows.clear();
    };
    for facts in all.chunk_by(|(a, _), (b, _)| a.block == b.block) {
        let Some((first, _)) = facts.first() else { continue };
        let block = cx.document.block(first.block);
        let BlockKind::Row { table, header } = block.kind else { continue };
        if columns.is_none_or(|(known, _)| known != table) {
            flush(&mut rows);
            columns = None;
        }
        let cell = |fact: &Fact| {
            block.text.text().get(..fact.range.start).map_or(0, |text| text.matches(" | ").count())
        };
        if header {
            let names = cx.document.columns(table);
            let zones = facts.iter().filter_map(|(fact, _)| match &fact.value {
                Value::Time(TimeValue::Zone(zone))
                    if !names.get(cell(fact)).is_some_and(|name| ONE_EVENT.is_in(name)) =>
                {
                    Some((cell(fact), zone))
                }
                _ => None,
            });
            let zones: Vec<(usize, &Zone)> = zones.collect();
            columns = <[_; 2]>::try_from(zones).ok().filter(|[a, b]| a.0 != b.0).map(|zones| (table, zones));
        } else if let Some((_, zones)) = columns.filter(|_| !cx.document.is_aside(block)) {
            let told = zones.map(|(column, zone)| {
                let (fact, read) = facts.iter().find(|(fact, _)| cell(fact) == column && !fact.quoted)?;
                let stamp = stamps(fact).filter(|(_, end)| end.is_none())?.0;
                Some((*fact, Timestamp { zone: Some(zone.clone()), ..stamp.clone() }, (*read)?))
            });
            if let [Some(a), Some(b)] = told {
                rows.push(of_row(block.text.text(), &a, &b));
            }
        }
    }
    flush(&mut rows);
    found
}

/// What to say of the two times of a row, where they are not one moment.
fn of_row(
    text: &str,
    (a, stamp_a, read_a): &(&Fact, Timestamp, &Resolved),
    (b, stamp_b, read_b): &(&Fact, Timestamp, &Resolved),
) -> Option<Finding> {
    let by = apart(stamp_a, &read_a.start, stamp_b, &read_b.start)?;
    let name = |stamp: &Timestamp| stamp.zone.as_ref().map_or_else(String::new, |zone| zone.name.clone());
    let written = |fact: &Fact| Some(one_line(text.get(fact.range.clone())?));
    let message = format!(
        "`{}` in `{}` is {}, `{}` in `{}` is {}: {} apart",
        written(a)?,
        name(stamp_a),
        by.first,
        written(b)?,
        name(stamp_b),
        by.second,
        by.gap,
    );
    Some(
        Finding::new(message, Label::new(b.span, format!("is {}", by.second)))
            .with(a.span, format!("is {}", by.first))
            .help("convert one of the two times again"),
    )
}

/// How far two readings of one moment lie apart, at the least.
struct Apart {
    first: String,
    second: String,
    gap: String,
    first_is_utc: bool,
    second_is_utc: bool,
}

/// The least difference of two times in different zones; none where they may
/// be one moment, or where a zone is missing.
fn apart(a: &Timestamp, read_a: &Instant, b: &Timestamp, read_b: &Instant) -> Option<Apart> {
    let (zone_a, zone_b) = (a.zone.as_ref()?, b.zone.as_ref()?);
    let (clock_a, clock_b) = (a.clock.as_ref()?, b.clock.as_ref()?);
    if zone_a.name == zone_b.name {
        return None;
    }
    let loose = [(a, clock_a), (b, clock_b)]
        .into_iter()
        .any(|(stamp, clock)| stamp.approximate || clock.precision == Precision::Hour);
    let slack = if loose { LOOSE } else { 1 };
    let mut least: Option<(i32, i32, i32)> = None;
    for (minute_a, offset_a) in readings(clock_a, zone_a, read_a) {
        for (minute_b, offset_b) in readings(clock_b, zone_b, read_b) {
            let (utc_a, utc_b) =
                ((minute_a - offset_a).rem_euclid(DAY), (minute_b - offset_b).rem_euclid(DAY));
            let gap = (utc_a - utc_b).rem_euclid(DAY);
            let gap = gap.min(DAY - gap);
            if gap <= slack {
                return None;
            }
            if least.is_none_or(|(known, ..)| gap < known) {
                least = Some((gap, utc_a, utc_b));
            }
        }
    }
    let (gap, first, second) = least?;
    Some(Apart {
        first: utc(first),
        second: utc(second),
        gap: spoken(i64::from(gap) * 60),
        first_is_utc: zone_a.name == "UTC",
        second_is_utc: zone_b.name == "UTC",
    })
}

/// The minutes of the day that a clock can mean, each with the offsets that
/// its zone can have then.
fn readings(clock: &Clock, zone: &Zone, read: &Instant) -> Vec<(i32, i32)> {
    let minute = i32::from(clock.hour) * 60 + i32::from(clock.minute);
    let open = clock.meridiem == Meridiem::Unstated && clock.hour <= 12;
    let minutes = std::iter::once(minute).chain(open.then_some((minute + HALF_DAY) % DAY));
    let known = read.origin != DateOrigin::Unknown && read.day.number == read.day.swapped;
    let offsets = zone.all_offsets(known.then_some(read.day.number));
    minutes.flat_map(|minute| offsets.iter().map(move |offset| (minute, *offset))).collect()
}

fn utc(minute: i32) -> String {
    format!("{:02}:{:02} UTC", minute / 60, minute % 60)
}

/// `PST (UTC-7)`.
fn of_itself(cx: &Context<'_>, fact: &Fact) -> Option<Finding> {
    let zone = match &fact.value {
        Value::Time(TimeValue::Zone(zone)) => Some(zone),
        _ => stamps(fact).and_then(|(start, end)| start.zone.as_ref().or(end?.zone.as_ref())),
    }?;
    let (stated, literal) = zone.self_contradiction()?;
    let text = cx.document.block(fact.block).text.text();
    let written = one_line(text.get(fact.range.clone())?);
    let (own, other) = (offset(literal), offset(stated));
    let message = format!("`{written}` contradicts itself: `{}` is {own}, not {other}", zone.name);
    let help = format!("write the abbreviation whose offset is {other}, or the offset of `{}`", zone.name);
    Some(Finding::new(message, Label::new(fact.span, format!("`{}` is {own}", zone.name))).help(help))
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
}
