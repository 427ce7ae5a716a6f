//! `numbers/subset-exceeds-set`.

use super::{claims, written};
use crate::document::Block;
use crate::facts::{Fact, Number, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::Phrase;
use crate::phrases::figures::{WHOLE_ALL, WHOLE_LIMIT, WHOLE_SOME};
use crate::rules::{Context, Params};
use crate::span::Span;
use crate::text::Passage;

/// Reports each part that is greater than the whole it belongs to.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, text, facts) in claims(cx) {
        findings.extend(facts.into_iter().filter_map(|fact| in_phrase(text, fact)));
    }
    findings.extend(in_fields(cx));
    findings
}

/// "130 of 120 users".
fn in_phrase(text: Passage<'_>, fact: &Fact) -> Option<Finding> {
    let Value::Count(count) = &fact.value else { return None };
    let of = count.of.filter(|_| !count.fraction && count.noun.is_some())?;
    let around = sentence_at(text.text(), &fact.range);
    if count.amount.bounds().0 <= of.bounds().1 || WHOLE_LIMIT.is_in(text.slice(around)) {
        return None;
    }
    let phrase = written(text.text(), fact.range.clone());
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
    let fields = |names: Phrase| -> Vec<Counted> {
        let blocks = cx.document.blocks().iter().filter(|block| !cx.document.is_aside(block));
        blocks.filter_map(|block| field(block, names)).collect()
    };
    let all = fields(WHOLE_ALL);
    let [whole] = all.as_slice() else { return Vec::new() };
    let parts = fields(WHOLE_SOME).into_iter().filter(|part| {
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

fn field(block: &Block<'_>, names: Phrase) -> Option<Counted> {
    let label = block.label.as_ref()?;
    let noun = names.find(&label.name)?.words("noun")?.to_lowercase();
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
