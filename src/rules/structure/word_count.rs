//! `structure/word-count`.

use super::fields::top;
use crate::document::{Block, BlockKind};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};

/// Reports a document with fewer or more words than the guide asks for; code,
/// tables and addresses do not count.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let document = cx.document;
    let words: usize = document.blocks().iter().map(words).sum();
    let (minimum, maximum) = (params.count("minimum"), params.count("maximum"));
    let help = if words < minimum {
        format!("tell more: the guide asks for at least {minimum} words")
    } else if maximum > 0 && words > maximum {
        format!("tell less: the guide asks for at most {maximum} words")
    } else {
        return Vec::new();
    };
    let asked = if maximum > 0 { format!("{minimum} to {maximum}") } else { format!("at least {minimum}") };
    let message = format!("the document has {words} words, the guide asks for {asked}");
    vec![Finding::new(message, Label::new(top(document), format!("{words} words"))).help(help)]
}

fn words(block: &Block<'_>) -> usize {
    if matches!(block.kind, BlockKind::Row { .. } | BlockKind::Code) {
        return 0;
    }
    let text = block.text.text();
    let mut count = 0;
    let mut from = 0;
    let ends = block.text.opaque().iter().map(|hidden| (hidden.start, hidden.end));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        let shown = text.get(from..start).unwrap_or_default();
        count += shown.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        from = end;
    }
    count
}
