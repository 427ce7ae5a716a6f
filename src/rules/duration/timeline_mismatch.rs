//! `duration/timeline-mismatch`.

use crate::finding::{Finding, Label};
use crate::incident::{Claim, Entry, Incident, Instant, Measure, fits, spoken};
use crate::rules::{Context, Params};

/// Most points that are paired with each other; longer timelines hold a
/// fitting pair almost surely.
const MOST_POINTS: usize = 200;

/// Reports a stated duration that no two points of the timeline are apart.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let incident = cx.incident;
    if !incident.windows.is_empty() {
        return Vec::new();
    }
    let entries: Vec<&Entry> = incident
        .entries()
        .filter(|entry| entry.start.has_clock())
        .collect();
    if entries.len() < params.count("minimum") || entries.len() > MOST_POINTS {
        return Vec::new();
    }
    let claims = incident
        .claims
        .iter()
        .filter(|claim| claim.measure == Measure::Outage);
    let denied = claims.filter(|claim| !fits_some_pair(incident, claim));
    denied
        .filter_map(|claim| finding(&entries, claim))
        .collect()
}

/// Whether some two points that the document names are as far apart as the
/// duration says.
pub fn fits_some_pair(incident: &Incident, claim: &Claim) -> bool {
    let points = points(incident);
    if points.len() > MOST_POINTS {
        return true;
    }
    let pair_fits = |a: &Instant, b: &Instant| {
        let slack = a.slack() + b.slack();
        a.until(b)
            .into_iter()
            .any(|gap| fits(&claim.duration, gap.abs(), slack))
    };
    points
        .iter()
        .enumerate()
        .any(|(i, a)| points[..i].iter().any(|b| pair_fits(a, b)))
}

/// The points that a duration may run between: entries, their ends, fields
/// and the ends of windows.
fn points(incident: &Incident) -> Vec<&Instant> {
    let entries = incident
        .entries()
        .flat_map(|entry| std::iter::once(&entry.start).chain(&entry.end));
    let moments = incident.moments.iter().map(|moment| &moment.at);
    entries
        .chain(moments)
        .filter(|instant| instant.has_clock())
        .collect()
}

fn finding(entries: &[&Entry], claim: &Claim) -> Option<Finding> {
    let first = entries.iter().min_by_key(|entry| entry.start.local())?;
    let last = entries.iter().max_by_key(|entry| entry.start.local())?;
    let whole = first.start.until(&last.start).into_iter().next()?;
    let message = format!(
        "the duration says `{}`, no two entries of the timeline are that far apart (`{}` to `{}` is {})",
        claim.written,
        first.written,
        last.written,
        spoken(whole),
    );
    Some(
        Finding::new(message, Label::new(claim.span, "the stated duration"))
            .with(first.span, "first entry")
            .with(last.span, format!("last entry, {} later", spoken(whole)))
            .help("correct the duration, or the time of an entry"),
    )
}
