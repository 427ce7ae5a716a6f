//! `timeline/outside-window`.

use crate::finding::{Finding, Label};
use crate::incident::{Milestone, Moment, Source, Window, spoken};
use crate::rules::{Context, Params};

/// Reports a timeline that has the incident noticed before the stated window
/// begins.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let tolerance = params.seconds("tolerance");
    let windows = &cx.incident.windows;
    let detections =
        cx.incident.moments.iter().filter(|moment| {
            moment.milestone == Milestone::Detected && moment.source == Source::Entry
        });
    let outside = |moment: &&Moment| {
        !windows.is_empty()
            && windows
                .iter()
                .all(|window| precedes(moment, window, tolerance))
    };
    // The first one tells it all; later detections repeat it.
    let first = detections
        .filter(outside)
        .min_by_key(|moment| moment.at.local());
    let window = windows.iter().min_by_key(|window| window.start.local());
    first
        .zip(window)
        .map(|(moment, window)| finding(moment, window))
        .into_iter()
        .collect()
}

/// Whether a moment lies before a window under every reading. A lent date may
/// be off by a day: then the nearest of the days counts.
fn precedes(moment: &Moment, window: &Window, tolerance: i64) -> bool {
    let days: &[i64] = if moment.floating { &[-1, 0, 1] } else { &[0] };
    days.iter().all(|shift| {
        let at = moment.at.shifted(*shift);
        at.is_surely_before(&window.start, tolerance) || window.end.is_surely_before(&at, tolerance)
    }) && moment.at.is_surely_before(&window.start, tolerance)
}

fn finding(moment: &Moment, window: &Window) -> Finding {
    let by = moment
        .at
        .until(&window.start)
        .into_iter()
        .min()
        .unwrap_or_default();
    let message = format!(
        "the incident is detected at `{}`, {} before the stated start `{}`",
        moment.written,
        spoken(by),
        window.start_written,
    );
    Finding::new(message, Label::new(moment.span, "detected here"))
        .with(window.start_span, "said to begin here")
        .help("correct the stated start, or the time of this entry")
}
