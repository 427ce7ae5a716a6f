//! What entries say was reached, in words too loose to contradict anything
//! with: a picture and a table only show it.

use super::milestones::first_sentence;
use super::{Entry, Incident, Milestone, Moment, Source};
use crate::facts::Pattern;
use crate::span::Span;
use std::collections::HashSet;

static STARTED: Pattern = Pattern::new(
    r"^ \W* (?:the\s+|our\s+)? (?:problem|issue|outage|incident)s? \s+ (?:starts?|started|begins?|began) \b",
);
static ALERT: Pattern = Pattern::new(
    r"\b(?:alert|alarm)s? \b [^.;:,()]{0,40}? \s (?:fires?|fired|triggers?|triggered|goes\s+off|went\s+off)\b
      | \b(?:fires?|fired|triggers?|triggered|raises?|raised|sends?|sent) \s+ (?:an?|the|our|its) \s+ (?:\w+\s+)? (?:alert|alarm)s?\b",
);
static NO_ALERT: Pattern = Pattern::new(
    r"\b(?: no | not | never | false | should | would | again | warning | test\w* | didn['’]t | did\s+not )\b",
);
static MITIGATED: Pattern = Pattern::new(
    r"^ \W* (?: (?:the\s+)? (?:issue|incident|impact|outage|problem) \s+ (?:is\s+|was\s+)? )? (?:now\s+|fully\s+)? mitigated \b | \b mitigation \s+ (?:is\s+|was\s+)? (?:complete|completed|in\s+place)\b",
);
static NOT_YET: Pattern =
    Pattern::new(r"\b(?: not | partial\w* | partly | attempt\w* | tr(?:y|ied|ying) )\b");
/// A cause that is found is no incident that is noticed.
static CAUSE_FOUND: Pattern =
    Pattern::new(r"^ \W* (?:\w+\s+){0,3}? (?:discovered|noticed|detected) \s+ (?: that | an? | the ) \b");
static INCIDENT: Pattern =
    Pattern::new(r"\b(?: issue | incident | outage | problem | failure | anomal(?:y|ies) )s? \b");

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
    if STARTED.is_in(sentence) {
        return Some(Milestone::Started);
    }
    if MITIGATED.is_in(sentence) && !NOT_YET.is_in(sentence) {
        return Some(Milestone::Mitigated);
    }
    (ALERT.is_in(sentence) && !NO_ALERT.is_in(sentence)).then_some(Milestone::Detected)
}

/// Drops what was discovered after the incident itself had been noticed.
fn without_causes(incident: &Incident, moments: &mut Vec<Moment>) {
    let detections = moments.iter().filter(|moment| moment.milestone == Milestone::Detected);
    let Some(first) = detections.map(|moment| moment.at.local()).min() else { return };
    let causes: HashSet<Span> = incident
        .entries()
        .filter(|entry| CAUSE_FOUND.is_in(&entry.text) && !INCIDENT.is_in(&entry.text))
        .map(|entry| entry.span)
        .collect();
    moments.retain(|moment| {
        let told = moment.source == Source::Entry && moment.milestone == Milestone::Detected;
        !(told && moment.at.local() > first && causes.contains(&moment.span))
    });
}
