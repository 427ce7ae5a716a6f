//! `timeline/outside-window`.

use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, spoken};
use crate::rules::{Context, Params};

/// Reports a timeline that has the incident noticed before the stated start.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    cx.incident
        .conflicts
        .iter()
        .filter_map(ends)
        .filter_map(|(noticed, start)| finding(noticed, start))
        .collect()
}

/// An entry that tells of the detection, and the stated start that it denies.
fn ends(conflict: &Conflict) -> Option<(&Place, &Place)> {
    let told = |statement: &&crate::incident::Statement| statement.says == Says::Told(Milestone::Detected);
    if conflict.statements.len() != 2 || !conflict.statements.iter().any(|statement| told(&statement)) {
        return None;
    }
    let place = |milestone: Milestone| conflict.places_of(milestone).next().map(|(_, place)| place);
    place(Milestone::Detected).zip(place(Milestone::Started))
}

fn finding(noticed: &Place, start: &Place) -> Option<Finding> {
    let by = noticed.at.as_ref()?.until(start.at.as_ref()?).into_iter().map(i64::abs).min()?;
    let message = format!(
        "the incident is detected at `{}`, {} before the stated start `{}`",
        noticed.written,
        spoken(by),
        start.written,
    );
    Some(
        Finding::new(message, Label::new(noticed.span, "detected here"))
            .with(start.span, "said to begin here")
            .help("correct the stated start, or the time of this entry"),
    )
}
