//! `numbers/reversed-range`.

use super::{between, claims, written};
use crate::document::Block;
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Date, DateForm};
use crate::facts::{Fact, Number, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::figures::{
    RANGE_AND, RANGE_BETWEEN, RANGE_DIRECTION, RANGE_FIRST_END, RANGE_RANGING, RANGE_TO,
};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};
use crate::text::Passage;

/// Reports each range whose greater end is written first.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (block, text, facts) in claims(cx) {
        findings.extend(facts.iter().filter_map(|fact| in_one(cx, (block, text), fact)));
        for pair in facts.windows(2) {
            if let [first, second] = pair {
                findings.extend(in_two(text, first, second));
            }
        }
    }
    findings
}

/// A range that was read as one: `40–30 %`, "between 13 and 4 November 2024".
fn in_one(cx: &Context<'_>, (block, text): (&Block<'_>, Passage<'_>), fact: &Fact) -> Option<Finding> {
    let before = text.before(fact.range.start);
    let between = RANGE_BETWEEN.is_in(before);
    let phrase = || written(text.text(), fact.range.clone());
    match &fact.value {
        Value::Percentage(share) => {
            let (first, second) = share.between?;
            let dash = text.slice(fact.range.clone()).text().contains(['–', '—', '-', '‑']);
            let reversed = first > second && (between || dash) && !has_direction(text, fact);
            reversed.then(|| finding(Ends::Numbers, fact.span, &phrase()))
        }
        // "between 500 and 200 users".
        Value::Count(count) if count.of.is_none() => {
            let number = RANGE_FIRST_END.find(before)?.group("number")?;
            let first = Number::parse(text.slice(number.clone()).text())?;
            let reversed = first.value > count.amount.value && !has_direction(text, fact);
            let range = number.start..fact.range.end;
            reversed
                .then(|| finding(Ends::Numbers, block.text.span(range.clone()), &written(text.text(), range)))
        }
        Value::Time(TimeValue::Range(range)) if range.start.clock.is_none() && range.end.clock.is_none() => {
            let (start, end) = (range.start.date?, range.end.date?);
            let stated = || cx.incident.windows.iter().any(|window| window.block == fact.block);
            let reversed = between && is_surely_later(&start, &end) && !stated();
            reversed.then(|| finding(Ends::Dates, fact.span, &phrase()))
        }
        _ => None,
    }
}

/// "between 40 % and 30 %", "between 500 users and 200 users".
fn in_two(text: Passage<'_>, first: &Fact, second: &Fact) -> Option<Finding> {
    let joint = between(text, first, second)?;
    if joint.text().len() > 20 {
        return None;
    }
    let before = text.before(first.range.start);
    let and = RANGE_AND.is_in(joint);
    let stated = (and && RANGE_BETWEEN.is_in(before))
        || ((and || RANGE_TO.is_in(joint)) && RANGE_RANGING.is_in(before));
    let ends = match (&first.value, &second.value) {
        (Value::Percentage(a), Value::Percentage(b)) => (a.percent, b.percent),
        (Value::Count(a), Value::Count(b)) if same_noun(text.text(), first, second) => {
            (a.amount.value, b.amount.value)
        }
        _ => return None,
    };
    let reversed = stated && ends.0 > ends.1 && !has_direction(text, first);
    reversed.then(|| {
        finding(
            Ends::Numbers,
            first.span.cover(second.span),
            &written(text.text(), first.range.start..second.range.end),
        )
    })
}

fn same_noun(text: &str, first: &Fact, second: &Fact) -> bool {
    let last = |fact: &Fact| {
        let phrase = slice(text, fact.range.clone());
        phrase.split_whitespace().next_back().map(str::to_lowercase)
    };
    last(first) == last(second)
}

fn has_direction(text: Passage<'_>, fact: &Fact) -> bool {
    RANGE_DIRECTION.is_in(text.slice(sentence_at(text.text(), &fact.range)))
}

/// Whether a date is later than another in whichever order its day and month
/// are read.
fn is_surely_later(a: &Date, b: &Date) -> bool {
    let readings = |date: &Date| {
        let swap = matches!(date.form, DateForm::Numeric { ambiguous: true, .. });
        let written = (date.year, date.month, date.day);
        if swap { vec![written, (date.year, date.day, date.month)] } else { vec![written] }
    };
    let years = a.year.is_some() && b.year.is_some();
    years && readings(a).iter().all(|a| readings(b).iter().all(|b| a > b))
}

/// What stands in the wrong order.
#[derive(Clone, Copy)]
enum Ends {
    Numbers,
    Dates,
}

fn finding(ends: Ends, span: Span, phrase: &str) -> Finding {
    let (first, label, right) = match ends {
        Ends::Numbers => ("greater end", "from high to low", "lesser end"),
        Ends::Dates => ("later date", "from late to early", "earlier date"),
    };
    Finding::new(format!("the range `{phrase}` has its {first} first"), Label::new(span, label))
        .help(format!("put the {right} first, or correct one of the two"))
}
