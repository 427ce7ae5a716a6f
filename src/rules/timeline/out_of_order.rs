//! `timeline/out-of-order`.

use crate::finding::{Finding, Label};
use crate::incident::{Entry, Track, spoken};
use crate::rules::{Context, Params};

/// Reports the smallest set of entries that keeps a list from running one way.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let tolerance = params.seconds("tolerance");
    let tracks = cx
        .incident
        .timelines
        .iter()
        .flat_map(|timeline| &timeline.tracks);
    tracks
        .flat_map(|track| in_track(track, tolerance))
        .collect()
}

fn in_track(track: &Track, tolerance: i64) -> Vec<Finding> {
    let forward = track.forward();
    let entries: Vec<&Entry> = forward
        .into_iter()
        .filter(|entry| entry.field.is_none() && entry.start.has_clock())
        .collect();
    let kept = longest_run(&entries, tolerance);
    let misplaced = entries.len() - kept.len();
    // Where much is out of order, the list is no single timeline.
    if misplaced > (entries.len() / 3).max(1) || misplaced > 5 {
        return Vec::new();
    }
    let is_kept = |index: &usize| kept.binary_search(index).is_ok();
    let stray = (0..entries.len()).filter(|index| !is_kept(index));
    stray
        .filter_map(|index| finding(track, &entries, &kept, index, tolerance))
        .collect()
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
    let before = next
        .checked_sub(1)
        .and_then(|i| kept.get(i))
        .and_then(|i| entries.get(*i));
    let after = kept.get(next).and_then(|i| entries.get(*i));
    let (other, told_before) = match (before, after) {
        (Some(before), _) if entry.start.is_surely_before(&before.start, tolerance) => {
            (before, true)
        }
        (_, Some(after)) if after.start.is_surely_before(&entry.start, tolerance) => (after, false),
        _ => return None,
    };
    // In a list that runs backwards, "after" in time is "before" in the text.
    let above = told_before != track.newest_first;
    let by = entry
        .start
        .until(&other.start)
        .into_iter()
        .map(i64::abs)
        .min()?;
    let (word, place) = if above {
        ("after", "above")
    } else {
        ("before", "below")
    };
    let message = format!(
        "the entry `{}` stands {word} `{}`, {} {}",
        entry.written,
        other.written,
        spoken(by),
        if above == track.newest_first {
            "too early"
        } else {
            "out of order"
        },
    );
    let message = if track.newest_first {
        message
    } else {
        plain_message(entry, other, told_before, by)
    };
    Some(
        Finding::new(message, Label::new(entry.span, "out of order"))
            .with(other.span, format!("this entry stands {place}"))
            .help("correct one of the two times, or move the entry to its place"),
    )
}

/// The message for a list whose oldest entry comes first.
fn plain_message(entry: &Entry, other: &Entry, told_before: bool, by: i64) -> String {
    let (follows, direction) = if told_before {
        ("follows", "earlier")
    } else {
        ("precedes", "later")
    };
    format!(
        "the entry `{}` {follows} `{}` but is {} {direction}",
        entry.written,
        other.written,
        spoken(by)
    )
}

/// The indices of a longest run that does not go back by more than the
/// tolerance. Of several such runs, the one that keeps the earliest entries of
/// the text: the entry to complain about is the later one.
fn longest_run(entries: &[&Entry], tolerance: i64) -> Vec<usize> {
    let follows = |a: usize, b: usize| {
        !entries[b]
            .start
            .is_surely_before(&entries[a].start, tolerance)
    };
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
