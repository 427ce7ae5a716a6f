//! `numbers/reversed-range`.

use super::{claims, written};
use crate::document::Block;
use crate::facts::time::TimeValue;
use crate::facts::time::value::{Date, DateForm};
use crate::facts::{Fact, Number, Pattern, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::{Span, slice};

/// How far before a range the words that open it are looked for, in characters.
const LEAD: usize = 48;

/// "between 40 % and 30 %": what stands before the first number.
static BETWEEN: Pattern =
    Pattern::new(r"\bbetween \s+ (?:about\s+|around\s+|approximately\s+|roughly\s+|~\s?)? $");
/// "ranging from 40 % to 30 %".
static RANGING: Pattern = Pattern::new(
    r"\b(?:rang(?:ed|es|e|ing)|var(?:ied|ies|y|ying)) \s+ (?:from|between) \s+ (?:about\s+|around\s+|~\s?)? $",
);
static BETWEEN_AND: Pattern = Pattern::new(
    r"\bbetween \s+ (?:about\s+|around\s+|~\s?)? (?P<number>[0-9][0-9,.]*k?) \s+ and \s+ (?:about\s+|around\s+|~\s?)? $",
);
static AND: Pattern = Pattern::new(r"^ \s+ and \s+ (?:about\s+|around\s+|~\s?)? $");
static TO: Pattern = Pattern::new(r"^ \s+ to \s+ (?:about\s+|around\s+|~\s?)? $");
/// Words by which the order of the two is that of time, or of no meaning.
static DIRECTION: Pattern = Pattern::new(
    r"\b(?: fell | fall\w* | drop\w* | declin\w* | decreas\w* | reduc\w* | shrank | shrink\w* | lower\w* | down | shr(?:u|i)nk | scal\w+ | went | mov\w+
      | difference | gap | discrepanc\w+ | mismatch | split | divid\w* | rout\w+ | balanc\w* | ratio | switch\w* | altern\w* | oscillat\w* | flip\w* | flap\w* | toggl\w*
      | jump\w* | chang\w* | link\w* | connect\w* | compar\w* | relat\w* | transition\w* | migrat\w* | delta | improv\w* | recover\w* | degrad\w* | versus | vs ) \b",
);

/// Reports each range whose greater end is written first.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, block, facts) in claims(cx) {
        findings.extend(facts.iter().filter_map(|fact| in_one(cx, block, fact)));
        for pair in facts.windows(2) {
            if let [first, second] = pair {
                findings.extend(in_two(block, first, second));
            }
        }
    }
    findings
}

/// A range that was read as one: `40–30 %`, "between 13 and 4 November 2024".
fn in_one(cx: &Context<'_>, block: &Block<'_>, fact: &Fact) -> Option<Finding> {
    let text = block.text.text();
    let before = lead(text, fact);
    let between = BETWEEN.is_in(before);
    match &fact.value {
        Value::Percentage(share) => {
            let (first, second) = share.between?;
            let phrase = text.get(fact.range.clone())?;
            let dash = phrase.contains(['–', '—', '-', '‑']);
            let reversed = first > second && (between || dash) && !has_direction(text, fact);
            reversed.then(|| finding(Ends::Numbers, fact.span, &written(text, fact.range.clone())))
        }
        // "between 500 and 200 users".
        Value::Count(count) if count.of.is_none() => {
            let captures = BETWEEN_AND.regex()?.captures(before)?;
            let first = Number::parse(captures.name("number")?.as_str())?;
            let start = fact.range.start - before.len() + captures.name("number")?.start();
            let reversed = first.value > count.amount.value && !has_direction(text, fact);
            let range = start..fact.range.end;
            reversed.then(|| finding(Ends::Numbers, block.text.span(range.clone()), &written(text, range)))
        }
        Value::Time(TimeValue::Range(range)) if range.start.clock.is_none() && range.end.clock.is_none() => {
            let (start, end) = (range.start.date?, range.end.date?);
            let stated = || cx.incident.windows.iter().any(|window| window.block == fact.block);
            let reversed = between && is_surely_later(&start, &end) && !stated();
            reversed.then(|| finding(Ends::Dates, fact.span, &written(text, fact.range.clone())))
        }
        _ => None,
    }
}

/// "between 40 % and 30 %", "between 500 users and 200 users".
fn in_two(block: &Block<'_>, first: &Fact, second: &Fact) -> Option<Finding> {
    let text = block.text.text();
    let joint = text.get(first.range.end..second.range.start)?;
    if joint.len() > 20 {
        return None;
    }
    let before = lead(text, first);
    let stated = (BETWEEN.is_in(before) && AND.is_in(joint))
        || (RANGING.is_in(before) && (TO.is_in(joint) || AND.is_in(joint)));
    let ends = match (&first.value, &second.value) {
        (Value::Percentage(a), Value::Percentage(b)) => (a.percent, b.percent),
        (Value::Count(a), Value::Count(b)) if same_noun(text, first, second) => {
            (a.amount.value, b.amount.value)
        }
        _ => return None,
    };
    let reversed = stated && ends.0 > ends.1 && !has_direction(text, first);
    reversed.then(|| {
        finding(
            Ends::Numbers,
            first.span.cover(second.span),
            &written(text, first.range.start..second.range.end),
        )
    })
}

/// The few words before a fact.
fn lead<'t>(text: &'t str, fact: &Fact) -> &'t str {
    let before = slice(text, ..fact.range.start);
    let from = before.char_indices().rev().nth(LEAD).map_or(0, |(at, _)| at);
    slice(before, from..)
}

fn same_noun(text: &str, first: &Fact, second: &Fact) -> bool {
    let last = |fact: &Fact| {
        let phrase = slice(text, fact.range.clone());
        phrase.split_whitespace().next_back().map(str::to_lowercase)
    };
    last(first) == last(second)
}

fn has_direction(text: &str, fact: &Fact) -> bool {
    DIRECTION.is_in(slice(text, sentence_at(text, &fact.range)))
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
