//! `numbers/impossible-share`.

use super::{claims, spoken, written};
use crate::document::Block;
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Pattern, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// `35 % of the 12 nodes`.
static OF: Pattern = Pattern::new(r"^ \s+ of \s+ (?:(?:the|our|all|its|these|those)\s+){0,2} $");
/// Words by which the share is one of load, of time or of a mean.
static DIVISIBLE: Pattern = Pattern::new(
    r"\b(?: cpus? | v?cores? | gpus? | disks? | threads? | used | usage | utili[sz]\w+ | busy | load\w* | capacity | memory | traffic | quota | full
      | averag\w* | mean | median | each | per | time | weights? | stakes? | voting | power | volumes? | bandwidth | at\s+least | chance | likel\w+
      | probab\w+ | rate | filled | complete\w* | progress | slots? | credits? | tokens? | shares? | budget ) \b",
);

/// Reports each "P % of M things" that no whole number of things makes.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, block, facts) in claims(cx) {
        for pair in facts.windows(2) {
            if let [share, count] = pair {
                findings.extend(finding(block, share, count));
            }
        }
    }
    findings
}

fn finding(block: &Block<'_>, share: &Fact, count: &Fact) -> Option<Finding> {
    let (Value::Percentage(percent), Value::Count(total)) = (&share.value, &count.value) else { return None };
    let text = block.text.text();
    let between = text.get(share.range.end..count.range.start)?;
    let plain = percent.hedge == Hedge::None && percent.between.is_none() && percent.percent < 100.0;
    // A multiple of five was rounded to it more often than it was counted.
    let round = percent.decimals == 0 && percent.percent % 5.0 == 0.0;
    let counted = total.of.is_none() && total.amount.is_exact() && total.amount.value >= 2.0;
    if between.len() > 30 || !OF.is_in(between) || !plain || round || !counted {
        return None;
    }
    let sentence = sentence_at(text, &(share.range.start..count.range.end));
    if DIVISIBLE.is_in(text.get(sentence)?) {
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
    let phrase = written(text, share.range.start..count.range.end);
    let message = format!("no whole number makes `{phrase}`: {}, {}", share_of(below), share_of(above));
    Some(
        Finding::new(message, Label::new(share.span, "no whole number gives this share"))
            .with(count.span, "of so many")
            .help("give the count beside the share, or correct one of the two"),
    )
}
