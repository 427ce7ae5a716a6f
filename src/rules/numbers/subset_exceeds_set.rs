//! `numbers/subset-exceeds-set`.

use super::{claims, written};
use crate::document::Block;
use crate::facts::{Fact, Number, Pattern, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::Span;

/// Words by which the second number is a limit, which can be passed.
static LIMIT: Pattern = Pattern::new(
    r"\b(?: allow\w* | permit\w* | availab\w* | max\w* | licen[cs]\w* | provision\w* | reserv\w* | planned | expected | allocat\w* | configur\w* | quota
      | limit\w* | seats? | slots? | capacity | budget\w* | target\w* | request(?:ed) | required | needed | desired | connections? | over-?\w* ) \b",
);
/// "Total users", "Number of certificates": all of them.
static ALL: Pattern = Pattern::new(
    r"^ (?: total (?:\s+number)? (?:\s+of)? | number\s+of | all | overall ) \s+ (?:the\s+)? (?P<noun>[a-z]+(?:\s[a-z]+)?) (?:\s+in\s+total)? $",
);
/// "Affected users", "Users affected", "Number of affected users": some of them.
static SOME: Pattern = Pattern::new(
    r"^ (?: (?:total\s+)? number\s+of \s+ | total \s+ | remaining \s+ )?
      (?: (?:affected|impacted|failed|lost|invalid|valid|remaining|revoked|expired|misissued|unaffected) (?:\s+valid)? \s+ (?P<noun>[a-z]+)
        | (?P<head>[a-z]+) \s+ (?:affected|impacted|lost|revoked|remaining) ) $",
);

/// Reports each part that is greater than the whole it belongs to.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, block, facts) in claims(cx) {
        findings.extend(facts.into_iter().filter_map(|fact| in_phrase(block, fact)));
    }
    findings.extend(in_fields(cx));
    findings
}

/// "130 of 120 users".
fn in_phrase(block: &Block<'_>, fact: &Fact) -> Option<Finding> {
    let Value::Count(count) = &fact.value else { return None };
    let of = count.of.filter(|_| !count.fraction && count.noun.is_some())?;
    let text = block.text.text();
    if count.amount.bounds().0 <= of.bounds().1 || LIMIT.is_in(text.get(sentence_at(text, &fact.range))?) {
        return None;
    }
    let phrase = written(text, fact.range.clone());
    Some(
        Finding::new(
            format!("`{phrase}` is more than there are"),
            Label::new(fact.span, "the part is greater than the whole"),
        )
        .help("correct one of the two numbers"),
    )
}

/// A field that counts things.
struct Counted {
    name: String,
    noun: String,
    number: Number,
    written: String,
    span: Span,
}

/// "Total users: 4,000" beside "Affected users: 5,000".
fn in_fields(cx: &Context<'_>) -> Vec<Finding> {
    let fields = |names: &Pattern| -> Vec<Counted> {
        let blocks = cx.document.blocks().iter().filter(|block| !cx.document.is_aside(block));
        blocks.filter_map(|block| field(block, names)).collect()
    };
    let all = fields(&ALL);
    let [whole] = all.as_slice() else { return Vec::new() };
    let parts = fields(&SOME).into_iter().filter(|part| {
        let same = part.noun == whole.noun;
        same && part.number.bounds().0 > whole.number.bounds().1
    });
    let finding = |part: Counted| {
        let message =
            format!("the field `{}` says `{}`, of `{}` in all", part.name, part.written, whole.written);
        Finding::new(message, Label::new(part.span, "the part is greater than the whole"))
            .with(whole.span, "all of them")
            .help("correct one of the two numbers")
    };
    parts.map(finding).collect()
}

fn field(block: &Block<'_>, names: &Pattern) -> Option<Counted> {
    let label = block.label.as_ref()?;
    let captures = names.regex()?.captures(label.name.trim())?;
    let noun = captures.name("noun").or_else(|| captures.name("head"))?.as_str().to_lowercase();
    let value = block.value();
    let digits = value.find(|c: char| !(c.is_ascii_digit() || "., ~k".contains(c))).unwrap_or(value.len());
    let alone = value.get(..digits)?.trim();
    let number = Number::parse(alone)?;
    // A longer sentence may say of what else.
    let rest = value.get(digits..)?.trim();
    if rest.split_whitespace().count() > 3 || rest.contains('%') || !noun.ends_with('s') {
        return None;
    }
    let start = block.text.text().len() - value.len();
    let span = block.text.span(start..start + value.get(..digits)?.trim_end().len());
    let name = label.name.trim().to_owned();
    Some(Counted { name, noun, number, written: alone.to_owned(), span })
}
