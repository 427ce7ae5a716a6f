//! A stated length held against the two points it runs between: the finding
//! that shows both texts and the arithmetic.

use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, Statement, spoken};

/// The finding on a length that a start and an end deny; `subject` says what
/// states the length.
pub(super) fn finding(conflict: &Conflict, length: &Statement, subject: &str) -> Option<Finding> {
    let stated = length.places.first()?;
    let (start, end) = ends(conflict)?;
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

/// The earliest and the latest point that the other statements set.
fn ends(conflict: &Conflict) -> Option<(&Place, &Place)> {
    let others = conflict.statements.iter().filter(|statement| !matches!(statement.says, Says::Length(_)));
    let mut places: Vec<&Place> =
        others.flat_map(|statement| &statement.places).filter(|p| p.at.is_some()).collect();
    places.sort_by_key(|place| place.milestone);
    let (first, last) = (places.first()?, places.last()?);
    (first.span != last.span).then_some((*first, *last))
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
