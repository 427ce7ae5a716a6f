//! `contradiction/milestone-time`.

use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, Statement, spoken};
use crate::rules::{Context, Params};

/// Reports a milestone that is stated at two times.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    cx.incident.conflicts.iter().filter_map(|conflict| finding(conflict, conflict.disputed()?)).collect()
}

fn finding(conflict: &Conflict, milestone: Milestone) -> Option<Finding> {
    let [a, b] = conflict.statements.as_slice() else { return None };
    // The timeline is where people look for what to correct.
    let (here, there) = if matches!(b.says, Says::Told(_)) { (b, a) } else { (a, b) };
    let (here, there) = nearest(places(here, milestone), places(there, milestone))?;
    let gap = here.at.as_ref()?.until(there.at.as_ref()?).into_iter().map(i64::abs).min()?;
    let message = format!(
        "{} is stated at two times: `{}` and `{}`, {} apart",
        subject(milestone),
        here.written,
        there.written,
        spoken(gap)
    );
    let mut finding = Finding::new(message, Label::new(here.span, says(here, conflict)))
        .with(there.span, says(there, conflict));
    for place in conflict.also.iter().flat_map(|statement| places(statement, milestone)) {
        if finding.labels().all(|label| label.span != place.span) {
            finding = finding.with(place.span, says(place, conflict));
        }
    }
    Some(finding.help("correct one of the two, or say what each of them means"))
}

/// The places at which a statement sets a milestone; those of an entry that
/// says "resolved" count for the end.
fn places(statement: &Statement, milestone: Milestone) -> Vec<&Place> {
    let told = matches!(statement.says, Says::Told(_));
    statement.places.iter().filter(|place| told || place.milestone == Some(milestone)).collect()
}

/// The two places that come nearest to each other: the others disagree by even
/// more.
fn nearest<'p>(here: Vec<&'p Place>, there: Vec<&'p Place>) -> Option<(&'p Place, &'p Place)> {
    let pairs = here.iter().flat_map(|a| there.iter().map(move |b| (*a, *b)));
    pairs.min_by_key(|(a, b)| {
        let gaps = a.at.as_ref().zip(b.at.as_ref()).map(|(a, b)| a.until(b)).unwrap_or_default();
        gaps.into_iter().map(i64::abs).min()
    })
}

const fn subject(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "the start of the outage",
        Milestone::Detected => "the detection",
        Milestone::Acknowledged => "the acknowledgement",
        Milestone::Declared => "the declaration",
        Milestone::Mitigated => "the mitigation",
        Milestone::Restored => "the end of the outage",
        Milestone::Resolved => "the resolution",
    }
}

/// What a place states about its milestone.
fn says(place: &Place, conflict: &Conflict) -> &'static str {
    let statement =
        conflict.statements.iter().find(|statement| statement.places.iter().any(|p| p.span == place.span));
    let told = statement.is_some_and(|statement| matches!(statement.says, Says::Told(_)));
    match (told, place.milestone) {
        (true, Some(Milestone::Resolved)) => "resolved here",
        (true, Some(Milestone::Restored)) => "restored here",
        (_, Some(Milestone::Started)) => "said to begin here",
        (_, Some(Milestone::Detected)) => "said to be detected here",
        (_, Some(Milestone::Restored)) => "said to end here",
        _ => "stated here",
    }
}
