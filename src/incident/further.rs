//! What entries say was reached, in words too loose to contradict anything
//! with: a picture and a table only show it.

use super::milestones::first_sentence;
use super::{Entry, Incident, Milestone, Moment, Source};
use crate::phrases::Text;
use crate::phrases::milestones::{ALERTED, BEGINS, CAUSE_FOUND, MITIGATED};
use crate::span::Span;
use std::collections::HashSet;

/// What is stated to have been reached, and what entries tell of besides.
pub(super) fn moments(incident: &Incident) -> Vec<Moment> {
    let known: HashSet<Span> = incident.moments.iter().map(|moment| moment.span).collect();
    let mut moments = incident.moments.clone();
    for timeline in &incident.timelines {
        for track in &timeline.tracks {
            let entries = track.entries.iter();
            let entries = entries.filter(|entry| entry.field.is_none() && entry.start.has_clock());
            let untold = entries.filter(|entry| !known.contains(&entry.span));
            moments.extend(untold.filter_map(|entry| moment(entry, track.floating)));
        }
    }
    without_causes(incident, &mut moments);
    moments
}

fn moment(entry: &Entry, floating: bool) -> Option<Moment> {
    Some(Moment {
        milestone: milestone(&entry.text)?,
        at: entry.start.clone(),
        span: entry.span,
        written: entry.written.clone(),
        block: entry.block,
        source: Source::Entry,
        floating,
    })
}

fn milestone(text: &str) -> Option<Milestone> {
    let sentence = first_sentence(text);
    let told =
        [(BEGINS, Milestone::Started), (MITIGATED, Milestone::Mitigated), (ALERTED, Milestone::Detected)];
    sentence
        .read(|sentence| told.into_iter().find(|(phrase, _)| phrase.is_in(sentence)))
        .map(|(_, milestone)| milestone)
}

/// Drops what was discovered after the incident itself had been noticed.
fn without_causes(incident: &Incident, moments: &mut Vec<Moment>) {
    let detections = moments.iter().filter(|moment| moment.milestone == Milestone::Detected);
    let Some(first) = detections.map(|moment| moment.at.local()).min() else { return };
    let causes: HashSet<Span> =
        incident.entries().filter(|entry| CAUSE_FOUND.is_in(&entry.text)).map(|entry| entry.span).collect();
    moments.retain(|moment| {
        let told = moment.source == Source::Entry && moment.milestone == Milestone::Detected;
        !(told && moment.at.local() > first && causes.contains(&moment.span))
    });
}
