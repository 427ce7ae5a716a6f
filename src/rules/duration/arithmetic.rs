//! A stated length held against the two points it runs between: the finding
//! that shows both texts and the arithmetic.

use crate::finding::{Edit, Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, Statement, fits, spans_of, spoken};
use crate::rules::Context;

/// The finding on a length that a start and an end deny; `subject` says what
/// states the length.
pub(super) fn finding(
    cx: &Context<'_>,
    conflict: &Conflict,
    length: &Statement,
    subject: &str,
) -> Option<Finding> {
    let stated = length.places.first()?;
    let (start, end) = ends(conflict, length)?;
    if is_by_the_clock(cx, stated, start, end) {
        return None;
    }
    let gap = start.at.as_ref()?.until(end.at.as_ref()?).first().copied()?;
    let message = format!(
        "`{}` to `{}` is {}, {subject} says `{}`",
        start.written,
        end.written,
        spoken(gap),
        stated.written
    );
    Some(
        Finding::new(message, Label::new(stated.span, "the stated length"))
            .with(start.span, role(start))
            .with(end.span, format!("{}, {} later", role(end), spoken(gap)))
            .help(format!("write `{}`, or correct a timestamp", spoken(gap))),
    )
}

/// Whether a length is what the clock shows between two points across its
/// change: who subtracts the times as they are written gets that.
fn is_by_the_clock(cx: &Context<'_>, stated: &Place, start: &Place, end: &Place) -> bool {
    let Some((from, to)) = start.at.as_ref().zip(end.at.as_ref()) else { return false };
    let passed = from.passed_until(to);
    let shown = from.until(to).into_iter().filter(|gap| !passed.contains(gap));
    let slack = from.slack() + to.slack();
    let claim = cx.incident.claims.iter().find(|claim| claim.span == stated.span);
    claim.is_some_and(|claim| shown.into_iter().any(|gap| fits(&claim.duration, gap, slack)))
}

/// The change of the stated length to the one that both points give.
pub(super) fn corrected(cx: &Context<'_>, conflict: &Conflict, length: &Statement) -> Option<Vec<Edit>> {
    let stated = length.places.first()?;
    let (start, end) = ends(conflict, length)?;
    let gap = start.at.as_ref()?.until(end.at.as_ref()?).first().copied()?;
    let fact = cx.facts.all().iter().find(|fact| fact.span == stated.span)?;
    let span = cx.document.block(fact.block).text.plain_span(fact.range.clone())?;
    Some(vec![Edit { span, replacement: spoken(gap) }])
}

/// The two points that the length most likely runs between, of those that the
/// other statements set.
fn ends<'c>(conflict: &'c Conflict, length: &Statement) -> Option<(&'c Place, &'c Place)> {
    let Says::Length(measure) = length.says else { return None };
    let places = || conflict.statements.iter().chain(&conflict.also).flat_map(|statement| &statement.places);
    let place = |milestone: Milestone| places().find(|place| place.milestone == Some(milestone));
    spans_of(measure).iter().find_map(|(from, to)| place(*from).zip(place(*to)))
}

const fn role(place: &Place) -> &'static str {
    match place.milestone {
        Some(Milestone::Started) => "start",
        Some(Milestone::Detected) => "detected",
        Some(Milestone::Acknowledged) => "acknowledged",
        Some(Milestone::Declared) => "declared",
        Some(Milestone::Mitigated) => "mitigated",
        Some(Milestone::Restored) => "end",
        Some(Milestone::Resolved) => "resolved",
        None => "here",
    }
}
