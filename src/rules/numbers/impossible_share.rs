//! `numbers/impossible-share`.

use super::{between, claims, spoken, written};
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::figures::{SHARE_DIVISIBLE, SHARE_OF};
use crate::rules::{Context, Params};
use crate::text::Passage;

/// Reports each "P % of M things" that no whole number of things makes.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, text, facts) in claims(cx) {
        for pair in facts.windows(2) {
            if let [share, count] = pair {
                findings.extend(finding(text, share, count));
            }
        }
    }
    findings
}

fn finding(text: Passage<'_>, share: &Fact, count: &Fact) -> Option<Finding> {
    let (Value::Percentage(percent), Value::Count(total)) = (&share.value, &count.value) else { return None };
    let between = between(text, share, count)?;
    let plain = percent.hedge == Hedge::None && percent.between.is_none() && percent.percent < 100.0;
    // A multiple of five was rounded to it more often than it was counted.
    let round = percent.decimals == 0 && percent.percent % 5.0 == 0.0;
    let counted = total.of.is_none() && total.amount.is_exact() && total.amount.value >= 2.0;
    if between.text().len() > 30 || !SHARE_OF.is_in(between) || !plain || round || !counted {
        return None;
    }
    let sentence = sentence_at(text.text(), &(share.range.start..count.range.end));
    if SHARE_DIVISIBLE.is_in(text.slice(sentence)) {
        return None;
    }
    let things = total.amount.value;
    let exact = percent.percent * things / 100.0;
    let slack = percent.unit() * things / 100.0;
    let possible = (exact - slack - 1e-9).ceil() <= (exact + slack + 1e-9).floor();
    if possible {
        return None;
    }
    let (below, above) = (exact.floor(), exact.ceil());
    let share_of = |n: f64| {
        format!("{} of {} is {} %", spoken(n), spoken(things), spoken((1000.0 * n / things).round() / 10.0))
    };
    let phrase = written(text.text(), share.range.start..count.range.end);
    let message = format!("no whole number makes `{phrase}`: {}, {}", share_of(below), share_of(above));
    Some(
        Finding::new(message, Label::new(share.span, "no whole number gives this share"))
            .with(count.span, "of so many")
            .help("give the count beside the share, or correct one of the two"),
    )
}
