//! `actions/vague`.

use super::{bare, on_each};
use crate::facts::Pattern;
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};

/// Words of improvement that name no end: nobody can say when it is done.
static VAGUE: Pattern = Pattern::new(
    r"^(?: (?:we\s+(?:need|want|should\s+have)\s+)? (?:improve|enhance|better|strengthen|refine|optimi[sz]e|stabili[sz]e)\s
        | (?:we\s+(?:need|want|should\s+have)\s+)? (?:increase|boost|more|raise)\s+(?:\w+\s+)?(?:awareness|visibility|coverage|resilience|reliability|stability|communication|monitoring|testing|logging|alerting|observability|robustness|quality)\b
        | (?:be|do|try|get)\s+(?:more|better)\b
        | (?:fix|solve|resolve|address|prevent|avoid)\s+(?:the|this|these|such|similar|future)\s+(?:issue|problem|bug|outage|incident|error)s?\b
        | (?:fix|solve|resolve|address)\s+(?:the\s+)?(?:root\s+cause|underlying\s+(?:issue|problem|cause))$
        | (?:the\s+|our\s+)?(?:awareness|visibility|coverage|resilience|reliability|stability|communication|documentation|monitoring|testing|logging|alerting|observability|robustness)
          \s+(?:should|must|has\s+to|needs?\s+to|will)\s+be\s+(?:improved|enhanced|better|strengthened|increased|extended)$
        | make\s+(?:\w+\s+){1,3}(?:better|more\s+\w+)\b )",
);
/// That it must not come again, and no more: the whole text of the action.
static AGAIN: Pattern = Pattern::new(
    r"^(?: (?:ensure|make\s+sure)\s+(?:that\s+)?(?:this|it|such\s+\w+|the\s+(?:issue|problem|outage|incident))\s+(?:does\s+not|do\s+not|doesn['’]t|don['’]t|never|won['’]t|will\s+not|cannot|can['’]t)
            \s+(?:happens?|occurs?|recurs?)
        | (?:prevent|avoid)\s+(?:this|it|such\s+\w+|similar\s+\w+|(?:the|this)\s+(?:issue|problem|outage|incident))\s+from\s+(?:happening|occurring|recurring)
        | (?:prevent|avoid)\s+recurrence )
      (?:\s+again)?(?:\s+in\s+(?:the\s+)?future)?$",
);
/// What makes an action definite.
static DEFINITE: Pattern = Pattern::new(
    r"[0-9`/_@\#%<>=] | \b(?:by|with|when|if|until|so|using|via|from|in|at|to|per|every|instead|before|after|through|that)\b | (?-i:\w[A-Z]) | \.\w",
);

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
    let improves = || {
        text.split_whitespace().count() <= longest
            && VAGUE.is_in(text)
            && !DEFINITE.is_in(text.get(1..).unwrap_or_default())
            && !names
    };
    (AGAIN.is_in(text) || improves())
        && !has_more
        && !action.done
        && !action.is_tracked()
        && block.text.opaque().is_empty()
}
