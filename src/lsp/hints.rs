//! Behind each entry of a timeline, how long after the first it was.

use super::documents::View;
use crate::incident::Track;
use crate::span::Span;
use gen_lsp_types::{InlayHint, InlayHintParams};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The hints for a part of a document.
pub fn hints(view: &View<'_>, params: &InlayHintParams) -> Vec<InlayHint> {
    let asked = view.lines.span(params.range);
    let incident = view.analysis().incident;
    let tracks = incident.timelines.iter().flat_map(|timeline| &timeline.tracks);
    let mut hints: Vec<(Span, String)> = tracks.flat_map(elapsed).collect();
    hints.retain(|(span, _)| asked.start <= span.end && span.start <= asked.end);
    hints.sort_by_key(|(span, _)| *span);
    let hint = |(span, label): (Span, String)| {
        let place = view.lines.position(span.end);
        InlayHint::new(place, label.into(), None, None, None, Some(true), None, None)
    };
    hints.into_iter().map(hint).collect()
}

/// The entries of a track, each with the time since the first; none where that
/// is not known for sure.
fn elapsed(track: &Track) -> Vec<(Span, String)> {
    let entries = track.forward();
    let Some((first, later)) = entries.split_first() else { return Vec::new() };
    let since = |entry: &&&crate::incident::Entry| match first.start.passed_until(&entry.start).as_slice() {
        [seconds] if *seconds >= 0 && entry.start.has_clock() && first.start.has_clock() => {
            Some((entry.span, written(*seconds)))
        }
        _ => None,
    };
    later.iter().filter_map(|entry| since(&entry)).collect()
}

/// A length of time in columns: `+5 min`, `+1 h 05 min`, `+2 d 03 h`.
fn written(seconds: i64) -> String {
    match seconds {
        0..HOUR if seconds % MINUTE != 0 => format!("+{} min {:02} s", seconds / MINUTE, seconds % MINUTE),
        0..HOUR => format!("+{} min", seconds / MINUTE),
        HOUR..DAY => format!("+{} h {:02} min", seconds / HOUR, seconds % HOUR / MINUTE),
        _ => format!("+{} d {:02} h", seconds / DAY, seconds % DAY / HOUR),
    }
}
