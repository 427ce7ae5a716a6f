//! Which stated lengths are drawn, and from which point each is counted.

use super::clock::Clock;
use super::reached;
use crate::document::Document;
use crate::facts::Pattern;
use crate::facts::time::value::Hedge;
use crate::incident::{Claim, Instant, Moment, fits, spans_of};

/// What might be or could have been is no length of this incident.
static SUPPOSED: Pattern = Pattern::new(r"\b(?:would|could|might|should|even|if)\b");

/// Whether a claim gives a figure of this incident: "a few minutes" gives
/// none, and neither does "even an hour of downtime would be too much".
pub(super) fn is_figure(document: &Document<'_>, claim: &Claim) -> bool {
    let sentence = document.block(claim.block).text.text().get(claim.sentence.clone()).unwrap_or_default();
    let supposed = claim.in_sentence && SUPPOSED.is_in(sentence);
    claim.duration.hedge != Hedge::Few && !supposed
}

/// Where a stated length begins: with the first pair of milestones that is as
/// far apart, else with the earliest milestone that may begin it.
pub(super) fn begin_of<'m>(claim: &Claim, moments: &'m [Moment], clock: &Clock) -> Option<&'m Moment> {
    let pairs = spans_of(claim.measure);
    let fitting = pairs.iter().find_map(|(from, to)| {
        let of = |milestone| {
            moments.iter().filter(move |moment| moment.milestone == milestone && moment.at.has_clock())
        };
        of(*from).find(|begin| of(*to).any(|end| is_as_long(claim, &begin.at, &end.at)))
    });
    let begins = || pairs.iter().filter_map(|(from, _)| reached(moments, *from));
    fitting.or_else(|| begins().min_by_key(|moment| clock.place(&moment.at).unwrap_or(i64::MAX)))
}

fn is_as_long(claim: &Claim, from: &Instant, to: &Instant) -> bool {
    let slack = from.slack() + to.slack();
    from.until(to).into_iter().any(|gap| gap >= 0 && fits(&claim.duration, gap, slack))
}
