//! `duration/reversed-window`.

use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, spoken};
use crate::rules::{Context, Params};

/// Reports a stated window that ends before it begins.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    cx.incident.conflicts.iter().filter_map(ends).filter_map(|(start, end)| finding(start, end)).collect()
}

/// The ends of a window that cannot hold, or a start and an end field that
/// cannot hold together.
fn ends(conflict: &Conflict) -> Option<(&Place, &Place)> {
    let place = |milestone: Milestone| conflict.places_of(milestone).next().map(|(_, place)| place);
    let says: Vec<Says> = conflict.statements.iter().map(|statement| statement.says).collect();
    let is_window = says == [Says::Window];
    let at = |milestone: Milestone| says.contains(&Says::At(milestone));
    let are_fields = says.len() == 2 && at(Milestone::Started) && at(Milestone::Restored);
    if is_window || are_fields { place(Milestone::Started).zip(place(Milestone::Restored)) } else { None }
}

fn finding(start: &Place, end: &Place) -> Option<Finding> {
    let by = end.at.as_ref()?.until(start.at.as_ref()?).into_iter().min()?;
    let message =
        format!("the end `{}` lies {} before the start `{}`", end.written, spoken(by), start.written);
    Some(
        Finding::new(message, Label::new(end.span, "end"))
            .with(start.span, "start")
            .help("correct one of the two times"),
    )
}
