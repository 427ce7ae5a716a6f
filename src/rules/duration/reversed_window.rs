//! `duration/reversed-window`.

use crate::finding::{Finding, Label};
use crate::incident::{DateOrigin, Window, spoken};
use crate::rules::{Context, Params};

/// Reports a stated window that ends before it begins.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    cx.incident
        .windows
        .iter()
        .filter(|window| is_reversed(window))
        .map(finding)
        .collect()
}

/// Only with a date on both sides: a clock alone runs over midnight.
fn is_reversed(window: &Window) -> bool {
    let dated =
        window.end.origin == DateOrigin::Written && window.start.origin == DateOrigin::Written;
    dated && window.end.is_surely_before(&window.start, 0)
}

fn finding(window: &Window) -> Finding {
    let by = window
        .end
        .until(&window.start)
        .into_iter()
        .min()
        .unwrap_or_default();
    let finding = if window.is_range() {
        let message = format!(
            "`{}` ends {} before it begins",
            window.start_written,
            spoken(by)
        );
        Finding::new(
            message,
            Label::new(window.start_span, "the end lies before the start"),
        )
    } else {
        let message = format!(
            "the end `{}` lies {} before the start `{}`",
            window.end_written,
            spoken(by),
            window.start_written
        );
        Finding::new(message, Label::new(window.end_span, "end")).with(window.start_span, "start")
    };
    finding.help("correct one of the two times")
}
