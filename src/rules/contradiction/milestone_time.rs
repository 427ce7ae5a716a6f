//! `contradiction/milestone-time`.

use crate::finding::{Finding, Label};
use crate::incident::{Grain, Milestone, Moment, Source, spoken};
use crate::rules::{Context, Params};

/// Reports a milestone that is stated at two times.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let tolerance = params.seconds("tolerance");
    let moments = &cx.incident.moments;
    let start = fields_against_windows(moments, Milestone::Started, tolerance);
    let end = restored(moments, tolerance);
    start.into_iter().chain(end).collect()
}

fn stated(moments: &[Moment], milestone: Milestone, source: Source) -> Vec<&Moment> {
    moments
        .iter()
        .filter(|m| m.milestone == milestone && m.source == source && m.at.has_clock())
        .collect()
}

/// A start field and the windows: right where any window begins there.
fn fields_against_windows(
    moments: &[Moment],
    milestone: Milestone,
    tolerance: i64,
) -> Option<Finding> {
    let fields = stated(moments, milestone, Source::Field);
    let windows = stated(moments, milestone, Source::Window);
    let field = fields.first()?;
    let window = windows.iter().find(|window| window.span != field.span)?;
    let agree = fields.iter().any(|f| {
        windows
            .iter()
            .any(|w| w.span != f.span && same(f, w, tolerance))
    });
    (!agree).then(|| finding(field, window, milestone))
}

/// The end of the outage by field or window, against the entries that say
/// service was restored. It is right where any such entry agrees.
fn restored(moments: &[Moment], tolerance: i64) -> Option<Finding> {
    let fields = stated(moments, Milestone::Restored, Source::Field);
    let windows = stated(moments, Milestone::Restored, Source::Window);
    let entries = stated(moments, Milestone::Restored, Source::Entry);
    let closed = stated(moments, Milestone::Resolved, Source::Entry);
    let ends: Vec<&Moment> = fields.iter().chain(&windows).copied().collect();
    let end = *ends.first()?;
    let said: Vec<&Moment> = entries.iter().chain(&closed).copied().collect();
    let agree = said
        .iter()
        .any(|entry| ends.iter().any(|end| same(end, entry, tolerance)));
    if agree {
        return None;
    }
    // An incident is often closed well after service is back; an entry that
    // says "resolved" contradicts only an end that lies after it.
    let before = |entry: &&&Moment| {
        ends.iter()
            .all(|end| entry.at.is_surely_before(&end.at, tolerance))
    };
    let last = said
        .iter()
        .max_by_key(|entry| entry.at.local())
        .filter(before);
    let late = entries.iter().find(|entry| {
        ends.iter()
            .all(|end| end.at.is_surely_before(&entry.at, tolerance))
    });
    let entry = last.or(late)?;
    Some(finding(entry, end, Milestone::Restored))
}

/// Whether two statements may mean one time. A full hour is often rounded.
fn same(a: &Moment, b: &Moment, tolerance: i64) -> bool {
    let rounded = |moment: &Moment| moment.at.grain == Grain::Hour;
    let tolerance = if rounded(a) || rounded(b) {
        tolerance.max(1_800)
    } else {
        tolerance
    };
    let days: &[i64] = if a.floating || b.floating {
        &[-1, 0, 1]
    } else {
        &[0]
    };
    days.iter()
        .any(|shift| a.at.shifted(*shift).may_be_at(&b.at, tolerance))
}

fn finding(here: &Moment, there: &Moment, milestone: Milestone) -> Finding {
    let days: &[i64] = if here.floating || there.floating {
        &[-1, 0, 1]
    } else {
        &[0]
    };
    let gaps = days
        .iter()
        .flat_map(|shift| here.at.shifted(*shift).until(&there.at));
    let gap = gaps.map(i64::abs).min().unwrap_or_default();
    let what = match milestone {
        Milestone::Restored | Milestone::Resolved => "the end of the outage",
        Milestone::Started => "the start of the outage",
        Milestone::Detected => "the detection",
    };
    let message = format!(
        "{what} is stated at two times: `{}` and `{}`, {} apart",
        here.written,
        there.written,
        spoken(gap)
    );
    Finding::new(message, Label::new(here.span, says(here)))
        .with(there.span, says(there))
        .help("correct one of the two, or say what each of them means")
}

/// What a place states about the milestone.
fn says(moment: &Moment) -> &'static str {
    match (moment.source, moment.milestone) {
        (Source::Entry, Milestone::Resolved) => "resolved here",
        (Source::Entry, _) => "restored here",
        (Source::Field, Milestone::Started) | (Source::Window, Milestone::Started) => {
            "said to begin here"
        }
        (Source::Field | Source::Window, _) => "said to end here",
    }
}
