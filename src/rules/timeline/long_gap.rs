//! `timeline/long-gap`.

use crate::finding::{Finding, Label};
use crate::incident::{Entry, Track, spoken};
use crate::rules::{Context, Params};

/// From how many entries on a list shows how closely it is told.
const ENTRIES: usize = 4;

/// Reports two neighbouring entries that are further apart than `gap`, in a
/// list that is told much more closely otherwise.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let gap = params.seconds("gap");
    let tracks = cx.incident.timelines.iter().flat_map(|timeline| &timeline.tracks);
    tracks.flat_map(|track| in_track(track, gap)).collect()
}

fn in_track(track: &Track, limit: i64) -> Vec<Finding> {
    let forward = track.forward();
    let entries: Vec<&Entry> =
        forward.into_iter().filter(|entry| entry.field.is_none() && entry.start.has_clock()).collect();
    let steps: Vec<(&Entry, &Entry, i64)> = entries
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            // An entry with a range lasts until its end.
            let from = before.end.as_ref().unwrap_or(&before.start);
            let step = from.until(&after.start).into_iter().min()?;
            (step >= 0).then_some((*before, *after, step))
        })
        .collect();
    let mut lengths: Vec<i64> = steps.iter().map(|(_, _, step)| *step).collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    if entries.len() < ENTRIES || usual * 4 > limit {
        return Vec::new();
    }
    steps.into_iter().filter(|(_, _, step)| *step > limit).map(|(a, b, step)| finding(a, b, step)).collect()
}

fn finding(before: &Entry, after: &Entry, step: i64) -> Finding {
    let message =
        format!("nothing is told for {}, from `{}` to `{}`", spoken(step), before.written, after.written);
    Finding::new(message, Label::new(after.span, "the next entry"))
        .with(before.span, "the entry before")
        .help("add what happened in between, or say that nothing did")
}
