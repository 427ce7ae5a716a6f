//! `impact/vague-quantifier`.

use super::figures::{counts_the_affected, first_vague, sums_up, tells_of_impact};
use crate::document::{Block, BlockId};
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
    let Some((span, words)) = first_vague(document) else {
        return Vec::new();
    };
    let finding = Finding::new(format!("`{words}` leaves open how many"), Label::new(span, "how many?"));
    vec![finding.help("give a count or a share, with `about` where it is an estimate")]
}
