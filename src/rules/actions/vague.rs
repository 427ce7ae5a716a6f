//! `actions/vague`.

use super::{bare, on_each};
use crate::finding::Finding;
use crate::incident::Action;
use crate::phrases::Text;
use crate::phrases::actions::{DEFINITE, VAGUE_AGAIN, VAGUE_IMPROVEMENT};
use crate::rules::{Context, Params};
use crate::text::Passage;

/// Reports the actions that only ask for something to be better: one finding
/// for the document.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let longest = params.count("words");
    let vague = |action: &&Action| is_vague(cx, action, longest);
    let all: Vec<&Action> = cx.incident.actions.iter().filter(vague).collect();
    let message = match all.as_slice() {
        [] => return Vec::new(),
        [one] => format!("the action `{}` leaves open when it is done", words(one)),
        [first, _] => format!("the action `{}`, like another, leaves open when it is done", words(first)),
        [first, rest @ ..] => {
            format!("the action `{}`, like {} others, leaves open when it is done", words(first), rest.len())
        }
    };
    let finding = on_each(message, &all, "what exactly?");
    let help = "name what will be there when it is done, so that somebody else could check it";
    finding.map(|finding| finding.help(help)).into_iter().collect()
}

fn words(action: &Action) -> &str {
    bare(action).trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn is_vague(cx: &Context<'_>, action: &Action, longest: usize) -> bool {
    let text = words(action);
    let names = text.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    let block = cx.document.block(action.block);
    let has_more =
        cx.document.blocks().get(action.block.0 + 1).is_some_and(|b| b.parent == Some(action.block));
    let is_short = text.split_whitespace().count() <= longest && !names;
    let is_open = |text: Passage<'_>| {
        VAGUE_AGAIN.is_in(text) || (is_short && VAGUE_IMPROVEMENT.is_in(text) && !is_definite(text))
    };
    text.read(is_open) && !has_more && !action.done && !action.is_tracked() && block.text.opaque().is_empty()
}

/// Whether an action names something that can be checked: by its words, by a
/// figure, or by what looks like the name of a thing: `maxConns`, `app.toml`.
fn is_definite(text: Passage<'_>) -> bool {
    let letters = || text.text().chars().skip(1);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let strange = |c: char| c.is_ascii_digit() || "`/_@#%<>=".contains(c);
    let mut pairs = letters().zip(letters().skip(1));
    let names = pairs.any(|(c, next)| is_word(c) && next.is_ascii_uppercase() || c == '.' && is_word(next));
    names || letters().any(strange) || DEFINITE.is_in(text)
}
