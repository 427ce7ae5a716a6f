//! `numbers/share-of-total`.

use super::{between, claims, spoken, written};
use crate::facts::{Count, Fact, Percentage, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::figures::{SHARE_BEFORE_COUNT, SHARE_BEHIND_COUNT, SHARE_ENDS, SHARE_OTHER_MEASURE};
use crate::rules::{Context, Params};
use crate::text::Passage;

/// Reports each "N of M (P %)" whose three numbers do not agree.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, text, facts) in claims(cx) {
        for pair in facts.windows(2) {
            let [first, second] = pair else { continue };
            let pair = stated(text, first, second);
            findings.extend(pair.and_then(|(count, share)| compare(text.text(), count, share)));
        }
    }
    findings
}

/// A count and a share of the same things, side by side.
fn stated<'a>(text: Passage<'_>, first: &'a Fact, second: &'a Fact) -> Option<(&'a Fact, &'a Fact)> {
    let between = between(text, first, second)?;
    if between.text().len() > 80 || !SHARE_ENDS.is_in(text.after(second.range.end)) {
        return None;
    }
    match (&first.value, &second.value) {
        (Value::Count(_), Value::Percentage(_)) => {
            SHARE_BEHIND_COUNT.is_in(between).then_some((first, second))
        }
        (Value::Percentage(_), Value::Count(count)) => {
            let same = match SHARE_BEFORE_COUNT.find(between)?.words("noun") {
                Some(noun) => same_things(text.text(), noun, count),
                None => {
                    let from = sentence_at(text.text(), &first.range).start;
                    !SHARE_OTHER_MEASURE.is_in(text.slice(from..first.range.start))
                }
            };
            same.then_some((second, first))
        }
        _ => None,
    }
}

/// Whether a share "of `noun`" counts the same things. A mass ("traffic") is
/// never counted.
fn same_things(text: &str, noun: &str, count: &Count) -> bool {
    let last = |words: &str| words.split_whitespace().next_back().map(str::to_lowercase);
    let counted = count.noun.as_ref().and_then(|range| text.get(range.clone())).and_then(last);
    let named = last(noun);
    match counted {
        Some(counted) => named.is_some_and(|named| named == counted),
        None => named.is_some_and(|named| named.ends_with('s') || named == "people"),
    }
}

fn compare(text: &str, count: &Fact, share: &Fact) -> Option<Finding> {
    let (Value::Count(counted), Value::Percentage(stated)) = (&count.value, &share.value) else {
        return None;
    };
    let of = counted.of.filter(|of| of.value > 0.0 && !counted.fraction)?;
    let (few, many) = counted.amount.bounds();
    let (least, most) = of.bounds();
    if counted.amount.value > of.value || least <= 0.0 {
        return None;
    }
    let range = (100.0 * few / most, (100.0 * many / least).min(100.0));
    let rest = (100.0 - range.1, 100.0 - range.0);
    if agrees(range, stated) || agrees(rest, stated) {
        return None;
    }
    let made = spoken((1000.0 * counted.amount.value / of.value).round() / 10.0);
    let (amounts, percent) = (written(text, count.range.clone()), written(text, share.range.clone()));
    let message = format!("`{amounts}` is given as `{percent}`, it makes {made} %");
    Some(
        Finding::new(message, Label::new(share.span, format!("{made} % by the count")))
            .with(count.span, "counted here")
            .help("correct one of the three numbers"),
    )
}

/// Whether a share may be the one that is stated: within one unit in its last
/// place, rounded either way, and within half a percentage point.
fn agrees((low, high): (f64, f64), stated: &Percentage) -> bool {
    let (least, most) = stated.bounds();
    low <= most.max(stated.percent + 0.5) + 1e-9 && least.min(stated.percent - 0.5) - 1e-9 <= high
}
