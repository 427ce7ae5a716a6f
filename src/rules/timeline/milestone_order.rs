//! `timeline/milestone-order`.

use crate::finding::{Finding, Label};
use crate::incident::{Conflict, Milestone, Place, Says, spoken};
use crate::rules::{Context, Params};

/// Reports two milestones in an impossible order.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    cx.incident
        .conflicts
        .iter()
        .filter_map(ends)
        .filter_map(|(first, second)| finding(first, second))
        .collect()
}

/// The two milestones of a conflict that is about nothing but their order,
/// the one that should come first before the other.
fn ends(conflict: &Conflict) -> Option<(&Place, &Place)> {
    let [a, b] = conflict.statements.as_slice() else { return None };
    let is_length = conflict.length().is_some();
    let told = [a, b].iter().any(|statement| statement.says == Says::Told(Milestone::Detected));
    if is_length || told || conflict.disputed().is_some() {
        return None;
    }
    let pairs = a.places.iter().flat_map(|first| b.places.iter().map(move |second| (first, second)));
    let mut ordered =
        pairs.map(
            |(first, second)| {
                if first.milestone <= second.milestone { (first, second) } else { (second, first) }
            },
        );
    // A start field and an end field make a reversed window.
    let (first, second) = ordered.find(|(first, second)| is_reversed(first, second))?;
    let is_window =
        first.milestone == Some(Milestone::Started) && second.milestone == Some(Milestone::Restored);
    (!is_window).then_some((first, second))
}

fn is_reversed(first: &Place, second: &Place) -> bool {
    let instants = first.at.as_ref().zip(second.at.as_ref());
    instants.is_some_and(|(first, second)| second.is_surely_before(first, 0))
}

fn finding(first: &Place, second: &Place) -> Option<Finding> {
    let by = second.at.as_ref()?.until(first.at.as_ref()?).into_iter().min()?;
    let (before, after) = (first.milestone?.noun(), second.milestone?.noun());
    let message = format!(
        "the {after} `{}` lies {} before the {before} `{}`",
        second.written,
        spoken(by),
        first.written
    );
    Some(
        Finding::new(message, Label::new(second.span, after))
            .with(first.span, before)
            .help("correct one of the two times"),
    )
}
