//! `numbers/share-of-total`.

use super::{claims, spoken, written};
use crate::document::Block;
use crate::facts::{Count, Fact, Pattern, Percentage, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// What may stand between a count and its share: `30 of 120 (about 25 %`.
static COUNT_TO_SHARE: Pattern = Pattern::new(
    r"^ (?: \s* [(\[] \s* (?:(?:or|i\.?e\.?,?|that\s+is,?|that['’]s|=)\s*)? | \s* ,? \s+ (?:or|i\.?e\.?,?|that\s+is,?) \s+ | \s* = \s* )
      (?: (?:about|around|approximately|approx\.?|roughly|nearly|almost|over|more\s+than|just\s+(?:over|under)|less\s+than|at\s+least) \s+ | [~≈<>] \s? )? $",
);
/// What may stand between a share and its count: `25 % of users (30 of 120`.
static SHARE_TO_COUNT: Pattern = Pattern::new(
    r"^ (?: \s+ of \s+ (?:(?:the|our|all|its|their)\s+){0,2} (?P<noun> [\w-]+ (?: \s+ [\w-]+ ){0,3} ) )?
      (?: \s* [(\[] \s* | \s* ,? \s+ (?:or|i\.?e\.?,?|that\s+is,?) \s+ )
      (?: (?:about|around|approximately|roughly|nearly|almost|over|more\s+than) \s+ | [~≈] \s? )? $",
);
/// What ends the pair: a share "of traffic" has another base.
static END: Pattern = Pattern::new(r"^ \s* (?: [)\],.;:] | of\s+(?:the\s+total|them|these|those)\b | $ )");
/// What a percentage may measure that is no share of what is counted.
static OTHER_MEASURE: Pattern = Pattern::new(
    r"\b(?: rates? | capacity | traffic | load | cpus? | memory | disks? | usage | utili[sz]\w+ | latency | throughput | availability | uptime
      | budget | revenue | volumes? | sla | slo | faster | slower | more | less | growth | grew | rose | fell | dropped | increas\w+ | decreas\w+
      | reduc\w+ | by ) \b",
);

/// Reports each "N of M (P %)" whose three numbers do not agree.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, block, facts) in claims(cx) {
        for pair in facts.windows(2) {
            let [first, second] = pair else { continue };
            findings
                .extend(stated(block, first, second).and_then(|(count, share)| compare(block, count, share)));
        }
    }
    findings
}

/// A count and a share of the same things, side by side.
fn stated<'a>(block: &Block<'_>, first: &'a Fact, second: &'a Fact) -> Option<(&'a Fact, &'a Fact)> {
    let text = block.text.text();
    let between = text.get(first.range.end..second.range.start)?;
    let after = text.get(second.range.end..)?;
    if between.len() > 80 || !END.is_in(after) {
        return None;
    }
    match (&first.value, &second.value) {
        (Value::Count(_), Value::Percentage(_)) => COUNT_TO_SHARE.is_in(between).then_some((first, second)),
        (Value::Percentage(_), Value::Count(count)) => {
            let captures = SHARE_TO_COUNT.regex()?.captures(between)?;
            let same = match captures.name("noun") {
                Some(noun) => same_things(text, noun.as_str(), count),
                None => {
                    let from = sentence_at(text, &first.range).start;
                    !OTHER_MEASURE.is_in(text.get(from..first.range.start)?)
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

fn compare(block: &Block<'_>, count: &Fact, share: &Fact) -> Option<Finding> {
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
    let text = block.text.text();
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
