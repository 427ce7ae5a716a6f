//! `duration/window-mismatch`.

use crate::finding::{Finding, Label};
use crate::incident::{Claim, Incident, Measure, Window, fits, spoken};
use crate::rules::{Context, Params};

/// Reports a stated duration that the stated window denies.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let claims = cx
        .incident
        .claims
        .iter()
        .filter(|claim| claim.measure == Measure::Outage);
    claims
        .filter_map(|claim| {
            in_sentence(cx.incident, claim).or_else(|| in_document(cx.incident, claim))
        })
        .collect()
}

/// A window and a duration in one sentence speak of each other, where each is
/// the only one of its kind.
fn in_sentence(incident: &Incident, claim: &Claim) -> Option<Finding> {
    let shares = |window: &&Window| {
        window.block == claim.block
            && window.sentence.start < claim.sentence.end
            && claim.sentence.start < window.sentence.end
    };
    let mut windows = incident.windows.iter().filter(shares);
    let (window, others) = (windows.next()?, windows.next());
    let same_sentence =
        |other: &&Claim| other.block == claim.block && other.sentence == claim.sentence;
    let alone = others.is_none() && incident.claims.iter().filter(same_sentence).count() == 1;
    (alone && !fits_window(claim, window)).then(|| finding(claim, window))
}

/// Elsewhere, a duration is right where any window fits it, or any pair of
/// entries does.
fn in_document(incident: &Incident, claim: &Claim) -> Option<Finding> {
    let (first, rest) = incident.windows.split_first()?;
    let fits_some_window = std::iter::once(first)
        .chain(rest)
        .any(|window| fits_window(claim, window));
    let fits_entries = super::timeline_mismatch::fits_some_pair(incident, claim);
    (!fits_some_window && !fits_entries).then(|| finding(claim, first))
}

fn fits_window(claim: &Claim, window: &Window) -> bool {
    window
        .start
        .until(&window.end)
        .into_iter()
        .any(|gap| fits(&claim.duration, gap, window.slack()))
}

fn finding(claim: &Claim, window: &Window) -> Finding {
    let gap = window
        .start
        .until(&window.end)
        .into_iter()
        .next()
        .unwrap_or_default();
    let message = format!(
        "the duration says `{}`, its timestamps give {}",
        claim.written,
        spoken(gap)
    );
    let finding = Finding::new(message, Label::new(claim.span, "the stated duration"));
    let finding = if window.is_range() {
        finding.with(
            window.start_span,
            format!("{} from start to end", spoken(gap)),
        )
    } else {
        finding
            .with(window.start_span, "start")
            .with(window.end_span, format!("end, {} later", spoken(gap)))
    };
    finding.help(format!("write `{}`, or correct a timestamp", spoken(gap)))
}
