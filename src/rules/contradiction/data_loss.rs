//! `contradiction/data-loss`.

use super::denied;
use super::words::find_in;
use crate::document::{Block, BlockKind, BlockSet};
use crate::finding::Finding;
use crate::incident::clauses::{Part, Sentence, is_about_the_whole, is_denied, is_unbounded, opposed, told};
use crate::phrases::Text;
use crate::phrases::attributes::{
    DATA_LOSS_BROUGHT_BACK, DATA_LOSS_BUSINESS, DATA_LOSS_FOR_GOOD, DATA_LOSS_GOES_ON, DATA_LOSS_LABEL,
    DATA_LOSS_LABEL_NONE, DATA_LOSS_LEADS_ON, DATA_LOSS_LOST_WHAT, DATA_LOSS_NO_DATA, DATA_LOSS_NONE,
    DATA_LOSS_SOME, DATA_LOSS_STORED, DATA_LOSS_TURNED_AWAY, DATA_LOSS_WHAT_LOST,
};
use crate::rules::{Context, Params};
use crate::text::Passage;
use std::ops::Range;

const DENY: [Part; 7] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Detection, Part::Lessons];
const AFFIRM: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Timeline];

/// Reports a document that says both that data was lost and that none was.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let labelled = cx.document.blocks_with_ids().filter(|(_, block)| has_loss_label(block));
    let denials = cx.document.saying(DATA_LOSS_NONE).or(&BlockSet::of(labelled.map(|(id, _)| id)));
    let sentences = &cx.incident.sentences;
    let none = told(sentences, &DENY, &denials, |sentence, clause| none_lost(cx, sentence, clause));
    if none.is_empty() {
        return Vec::new();
    }
    let business = cx.says(DATA_LOSS_TURNED_AWAY);
    let losses =
        [DATA_LOSS_LOST_WHAT, DATA_LOSS_WHAT_LOST, DATA_LOSS_SOME].map(|loss| cx.document.saying(loss));
    let losses = losses.iter().fold(BlockSet::none(), BlockSet::or);
    let some = told(sentences, &AFFIRM, &losses, |sentence, clause| some_lost(sentence, clause, business));
    let Some((none, some)) = opposed(&none, &some) else { return Vec::new() };
    if !DATA_LOSS_FOR_GOOD.is_in(some.sentence.passage()) && is_brought_back(cx) {
        return Vec::new();
    }
    let finding = denied::finding(cx, none, some, ["no loss here", "a loss here"]);
    vec![finding.help("say what was lost, or correct one of the two")]
}

/// "no data was lost", without bounds.
fn none_lost(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    if sentence.is_supposed() || sentence.is_provisional() {
        return None;
    }
    let text = sentence.passage();
    let labelled = has_loss_label(cx.document.block(sentence.block));
    if labelled && DATA_LOSS_LABEL_NONE.is_in(text) {
        return Some(0..sentence.text.len());
    }
    if !is_about_the_whole(cx.document, sentence) && !labelled {
        return None;
    }
    let at = find_in(DATA_LOSS_NONE, sentence, clause)?;
    is_unbounded(text, clause, &at).then_some(at)
}

/// "Data loss: …".
fn has_loss_label(block: &Block<'_>) -> bool {
    block.label.as_ref().is_some_and(|label| DATA_LOSS_LABEL.is_in(label.name.as_str()))
}

/// "120 orders were lost".
fn some_lost(sentence: &Sentence, clause: &Range<usize>, business: bool) -> Option<Range<usize>> {
    let at = what_is_lost(sentence, clause)?;
    if sentence.is_supposed() {
        return None;
    }
    let words = sentence.passage().slice(clause.clone());
    let before = words.text().find("lost").map_or(words, |lost| words.before(lost));
    if is_loss_denied(words) || DATA_LOSS_NO_DATA.is_in(before) {
        return None;
    }
    let of_business = DATA_LOSS_BUSINESS.is_in(sentence.passage().slice(at.clone()));
    (!of_business || !business).then_some(at)
}

/// Whether a clause denies something else than that the loss can be mended:
/// "could not be recovered" denies no loss.
fn is_loss_denied(clause: Passage<'_>) -> bool {
    let mut from = 0;
    let denied = DATA_LOSS_FOR_GOOD.find_all(clause).iter().any(|found| {
        let before = clause.slice(from..found.start());
        from = found.end();
        is_denied(before)
    });
    denied || is_denied(clause.after(from))
}

fn what_is_lost(sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let words = sentence.passage().slice(clause.clone());
    if let Some(found) = DATA_LOSS_LOST_WHAT.find(words) {
        let between = words.slice(found.group("between")?);
        let other = DATA_LOSS_NO_DATA.is_in(between) || DATA_LOSS_LEADS_ON.is_in(between);
        // "lost data connections": the noun goes on.
        if !other && !DATA_LOSS_GOES_ON.is_in(words.after(found.end())) {
            return Some(clause.start + found.start()..clause.start + found.end());
        }
    }
    find_in(DATA_LOSS_WHAT_LOST, sentence, clause).or_else(|| find_in(DATA_LOSS_SOME, sentence, clause))
}

/// Whether any sentence, planned or told, says that what was lost came back.
fn is_brought_back(cx: &Context<'_>) -> bool {
    let places = cx.document.saying(DATA_LOSS_BROUGHT_BACK);
    let blocks = cx.document.blocks_at(&places).filter(|(_, block)| block.kind != BlockKind::Code);
    let mut sentences = blocks.flat_map(|(_, block)| block.text.text().split(['.', ';', '\n']));
    sentences.any(|sentence| {
        sentence.read(|sentence| DATA_LOSS_BROUGHT_BACK.is_in(sentence) && DATA_LOSS_STORED.is_in(sentence))
    })
}
