//! Figures that cannot be right.
mod enumeration;
pub mod impossible_share;
pub mod list_count;
pub mod over_100_percent;
pub mod parts_of_total;
pub mod reversed_range;
pub mod share_of_total;
pub mod subset_exceeds_set;

use super::Context;
use crate::document::Block;
use crate::facts::Fact;
use crate::span::{one_line, slice};
use crate::text::Passage;

/// The blocks that claim something, each with its text and its facts,
/// quotations left out.
fn claims<'a>(cx: &Context<'a>) -> impl Iterator<Item = (&'a Block<'a>, Passage<'a>, Vec<&'a Fact>)> {
    let (document, facts) = (cx.document, cx.facts);
    let claiming = document.blocks_with_ids().filter(move |(_, block)| !document.is_aside(block));
    claiming.map(move |(id, block)| {
        let claimed = facts.of(id).iter().filter(|fact| !fact.quoted);
        (block, document.passage(id), claimed.collect())
    })
}

/// What stands between two facts of a text; none where they overlap.
fn between<'t>(text: Passage<'t>, first: &Fact, second: &Fact) -> Option<Passage<'t>> {
    let (from, to) = (first.range.end, second.range.start);
    (from <= to).then(|| text.slice(from..to))
}

/// What stands at a range of a text, on one line.
fn written(text: &str, range: std::ops::Range<usize>) -> String {
    one_line(slice(text, range))
}

/// A number with no more decimals than it needs, at most two, and separated
/// thousands.
fn spoken(number: f64) -> String {
    let rounded = format!("{number:.2}");
    let plain = rounded.trim_end_matches('0').trim_end_matches('.');
    let (whole, decimals) = plain.split_once('.').map_or((plain, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if i > 0 && left.is_multiple_of(3) && c.is_ascii_digit() && out != "-" {
            out.push(',');
        }
        out.push(c);
    }
    decimals.map_or(out.clone(), |rest| format!("{out}.{rest}"))
}
