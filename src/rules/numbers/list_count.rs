//! `numbers/list-count`.

use super::{spoken, written};
use crate::document::{Block, BlockId, BlockKind, Document, Item, Role};
use crate::facts::{Count, Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::figures::{LIST_ENUMERABLE, LIST_FOLLOWING, LIST_LOOSE};
use crate::rules::{Context, Params};
use crate::text::Passage;

/// How far behind a list another part of it is looked for, in blocks.
const AHEAD: usize = 6;

/// Reports each "three causes:" with a list below it that holds another number.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let blocks = cx.document.blocks_with_ids();
    blocks.filter_map(|(id, block)| finding(cx, id, block)).collect()
}

fn finding(cx: &Context<'_>, id: BlockId, block: &Block<'_>) -> Option<Finding> {
    let document = cx.document;
    let opens = block.kind == BlockKind::Heading || block.text.text().trim_end().ends_with(':');
    let roles = document.roles(block.section);
    if !opens || document.is_aside(block) || roles.has_any(&[Role::Timeline, Role::Supporting]) {
        return None;
    }
    let first = document.blocks().get(id.0 + 1)?.item()?;
    let below = block.item().map_or(1, |item| item.depth + 1);
    if first.continued || first.depth != below {
        return None;
    }
    let (fact, count) = announced(document.passage(id), cx.facts.of(id))?;
    let items = items(document, id, first)?;
    let stated = count.amount.value;
    if items < 2 || items as f64 == stated || (items as f64 - stated).abs() > stated.max(2.0) {
        return None;
    }
    let text = block.text.text();
    let phrase = written(text, fact.range.clone());
    let last = document.blocks().get(id.0 + 1)?;
    Some(
        Finding::new(
            format!("`{phrase}` are announced, the list below has {}", spoken(items as f64)),
            Label::new(fact.span, "announced here"),
        )
        .with(last.text.trimmed_span(), format!("first of {items}"))
        .help("correct the number, or the list"),
    )
}

/// The one count in the last sentence of a block, where it announces what
/// follows.
fn announced<'a>(text: Passage<'_>, facts: &'a [Fact]) -> Option<(&'a Fact, &'a Count)> {
    let end = text.text().trim_end().len();
    let around = sentence_at(text.text(), &(end..end));
    let counts = facts.iter().filter(|fact| fact.range.start >= around.start && !fact.quoted);
    let mut counts = counts.filter(|fact| matches!(fact.value, Value::Count(_)));
    let (fact, more) = (counts.next()?, counts.next());
    let Value::Count(count) = &fact.value else { return None };
    let noun = text.slice(count.noun.clone()?);
    let before = text.slice(around.start..fact.range.start);
    let enumerates = LIST_ENUMERABLE.is_in(noun) || LIST_FOLLOWING.is_in(before);
    let exact = count.of.is_none() && count.amount.is_exact() && (2.0..=20.0).contains(&count.amount.value);
    let plain = more.is_none() && !LIST_LOOSE.is_in(text.slice(around));
    (enumerates && exact && plain).then_some((fact, count))
}

/// How many items the list below a block has; none where it may go on behind
/// what interrupts it.
fn items(document: &Document<'_>, id: BlockId, first: Item) -> Option<usize> {
    let below = document.blocks().iter().enumerate().skip(id.0 + 1);
    let same = |item: Item| item.list == first.list && item.depth == first.depth;
    let (mut count, mut last) = (0, id.0);
    for (i, block) in below {
        match block.item() {
            Some(item) if same(item) => {
                count += usize::from(!item.continued);
                last = i;
            }
            Some(item) if item.depth > first.depth => last = i,
            None if block.kind == BlockKind::Code => {}
            _ => break,
        }
    }
    let section = document.block(id).section;
    let after = document.blocks().iter().skip(last + 1).take(AHEAD);
    let goes_on = after
        .take_while(|block| block.kind != BlockKind::Heading && document.is_within(block.section, section))
        .any(|block| block.item().is_some() || block.kind == BlockKind::Code);
    (!goes_on).then_some(count)
}
