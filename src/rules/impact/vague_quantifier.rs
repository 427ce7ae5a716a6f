//! `impact/vague-quantifier`.

use super::figures::{counts_the_affected, sums_up, tells_of_impact, vague};
use crate::document::{Block, BlockId, BlockKind};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports "some users" and the like in a section that gives no figure.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let document = cx.document;
    let told = || document.blocks_with_ids().filter(|(_, block)| tells_of_impact(document, block));
    let summing =
        |(id, block): &(BlockId, &Block<'_>)| sums_up(document, block) && counts_the_affected(cx, *id);
    if told().any(|found| summing(&found)) {
        return Vec::new();
    }
    let places = told().filter(|(_, block)| sums_up(document, block) && block.kind != BlockKind::Heading);
    let mut places = places.flat_map(|(_, block)| {
        let text = block.text.text();
        let place =
            |at: std::ops::Range<usize>| (block.text.span(at.clone()), text.get(at).unwrap_or_default());
        vague(block).into_iter().map(place).collect::<Vec<_>>()
    });
    let Some((span, words)) = places.next() else {
        return Vec::new();
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let finding = Finding::new(format!("`{words}` leaves open how many"), Label::new(span, "how many?"));
    let finding = places.take(3).fold(finding, |finding, (span, _)| finding.with(span, "also here"));
    vec![finding.help("give a count or a share, with `about` where it is an estimate")]
}
