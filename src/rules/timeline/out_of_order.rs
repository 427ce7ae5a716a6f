//! `timeline/out-of-order`.

use crate::finding::{Finding, Label};
use crate::incident::{Entry, Track, spoken};
use crate::rules::{Context, Params};

/// Reports the smallest set of entries that keeps a list from running one way.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let tolerance = params.seconds("tolerance");
    let tracks =
        cx.incident.timelines.iter().flat_map(|timeline| timeline.tracks.iter().chain(&timeline.elapsed));
    tracks.flat_map(|track| in_track(track, tolerance)).collect()
}

fn in_track(track: &Track, tolerance: i64) -> Vec<Finding> {
    let forward = track.forward();
    let entries: Vec<&Entry> =
        forward.into_iter().filter(|entry| entry.field.is_none() && entry.start.has_clock()).collect();
    let kept = longest_run(&entries, tolerance);
    let strays: Vec<usize> = (0..entries.len()).filter(|index| kept.binary_search(index).is_err()).collect();
    if let Some(swapped) = swapped_pair(&entries) {
        return vec![swapped];
    }
    // Where much is out of order, the list is no single timeline.
    if strays.len() > (entries.len() / 4).max(1) {
        return Vec::new();
    }
    strays.into_iter().filter_map(|index| finding(track, &entries, &kept, index, tolerance)).collect()
}

/// One finding where two entries that are no neighbours have changed places.
fn swapped_pair(entries: &[&Entry]) -> Option<Finding> {
    let mut sorted: Vec<usize> = (0..entries.len()).collect();
    sorted.sort_by_key(|index| entries[*index].start.local());
    let mut moved =
        sorted.iter().enumerate().filter(|(place, index)| place != *index).map(|(place, _)| place);
    let (first, second) = (moved.next()?, moved.next()?);
    if moved.next().is_some() || second == first + 1 {
        return None;
    }
    let (first, second) = (entries.get(first)?, entries.get(second)?);
    let message = format!("the entries `{}` and `{}` have changed places", first.written, second.written);
    Some(
        Finding::new(message, Label::new(first.span, "out of order"))
            .with(second.span, "and this one")
            .help("exchange the two times, or the two entries"),
    )
}

/// The finding on one entry, against the kept neighbour that it contradicts.
fn finding(
    track: &Track,
    entries: &[&Entry],
    kept: &[usize],
    index: usize,
    tolerance: i64,
) -> Option<Finding> {
    let entry = entries.get(index)?;
    let next = kept.partition_point(|kept| *kept < index);
    let kept_at = |place: usize| kept.get(place).and_then(|i| entries.get(*i));
    let before = next.checked_sub(1).and_then(kept_at);
    let (other, is_earlier) = match (before, kept_at(next)) {
        (Some(before), _) if entry.start.is_surely_before(&before.start, tolerance) => (before, true),
        (_, Some(after)) if after.start.is_surely_before(&entry.start, tolerance) => (after, false),
        _ => return None,
    };
    let by = entry.start.until(&other.start).into_iter().map(i64::abs).min()?;
    // What happened before stands above, unless the newest entry comes first.
    let other_above = is_earlier != track.newest_first;
    let message = format!(
        "the entry `{}` {} `{}` but is {} {}{}",
        entry.written,
        if other_above { "follows" } else { "precedes" },
        other.written,
        spoken(by),
        if is_earlier { "earlier" } else { "later" },
        if track.newest_first { ", in a list that runs from newest to oldest" } else { "" },
    );
    let place = if other_above { "above" } else { "below" };
    Some(
        Finding::new(message, Label::new(entry.span, "out of order"))
            .with(other.span, format!("the entry {place}"))
            .help("correct one of the two times, or move the entry to its place"),
    )
}

/// The indices of a longest run that does not go back by more than the
/// tolerance. Of several such runs, the one that keeps the earliest entries of
/// the text: the entry to complain about is the later one.
fn longest_run(entries: &[&Entry], tolerance: i64) -> Vec<usize> {
    let follows = |a: usize, b: usize| !entries[b].start.is_surely_before(&entries[a].start, tolerance);
    let lengths = run_lengths(entries.len(), &follows);
    let mut wanted = lengths.iter().copied().max().unwrap_or(0);
    let mut run: Vec<usize> = Vec::with_capacity(wanted);
    for (index, length) in lengths.iter().enumerate() {
        if *length == wanted && run.last().is_none_or(|last| follows(*last, index)) {
            run.push(index);
            wanted -= 1;
        }
    }
    run
}

/// For each entry, the length of the longest run that begins with it.
fn run_lengths(count: usize, follows: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    // `heads[n]` begins a run of n + 1 entries, and is the latest in time of
    // those that do: whatever may stand before another may stand before it.
    let mut heads: Vec<usize> = Vec::new();
    let mut lengths = vec![0; count];
    for index in (0..count).rev() {
        let place = heads.partition_point(|head| follows(index, *head));
        match heads.get_mut(place) {
            Some(head) => *head = index,
            None => heads.push(index),
        }
        lengths[index] = place + 1;
    }
    lengths
}
