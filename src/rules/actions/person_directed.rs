//! `actions/person-directed`.

use super::{on_each, task};
use crate::facts::Pattern;
use crate::finding::Finding;
use crate::incident::Action;
use crate::rules::{Context, Params};

/// Actions that ask people to try harder.
static HARDER: Pattern = Pattern::new(
    r"\b(?:be|being)\s+(?:more\s+|extra\s+|very\s+)?(?:careful|cautious|attentive|vigilant|diligent|mindful)\b
      | \bpay(?:ing)?\s+(?:\w+\s+){0,2}attention\b | \btry(?:ing)?\s+harder\b | \bremember(?:ing)?\s+to\b
      | \b(?:do\s+not|don['’]t|never|not)\s+forget\b | ^take\s+(?:more\s+|greater\s+)?care\b | ^(?:always\s+)?double[\s-]?check\b
      | ^(?:exercise|use|apply)\s+(?:more|greater|extra)\s+(?:caution|care)\b
      | ^(?:talk|speak)\s+(?:to|with)\s+the\s+(?:\w+\s+)?(?:engineer|developer|operator|admin|person|employee|contractor)\s+(?:who|that|responsible)\b
      | ^(?:make\s+sure|ensure)\s+(?:that\s+)?(?:people|everyone|everybody|all\s+\w+|engineers|developers|staff|operators)\s+(?:always\s+)?(?:reads?|checks?|follows?|remembers?|(?:are|is)\s+(?:more\s+)?(?:careful|trained|reminded))\b",
);
/// Actions that set people right.
static TEACH: Pattern = Pattern::new(
    r"^(?: (?:re-?)?(?:train|educate|teach|remind|instruct|coach|retrain|discipline|reprimand)
        | (?:all\s+)?(?:engineers|developers|staff|operators|employees|everyone|team\s+members?)\s+(?:must|should|need\s+to|have\s+to)\s+be\s+(?:trained|reminded|educated|taught) )\b",
);
/// Those whom it sets right.
static PEOPLE: Pattern = Pattern::new(
    r"\b(?:engineers?|developers?|devs?|staff|operators?|employees?|everyone|everybody|people|personnel|admins?|administrators?|interns?|members?|sres?|on-?calls?|responders?|colleagues?|teams?|contributors?|maintainers?|technicians?|committers?|reviewers?|testers?|workers)\b",
);
/// What is taught and is no person, and means that teach.
static NO_PERSON: Pattern = Pattern::new(
    r"\b(?:models?|classifiers?|network|bot|algorithm|detector|lint\w*|script|pipeline|automat\w*|nobody|no\s+one|no\s+longer|not\s+have\s+to|instead|reminder|ci|hook|tool|dashboard|checklist|runbook|alarm|alert)\b",
);

/// Reports the actions that change people instead of the system: one finding
/// for the document.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let directed = |action: &&Action| !action.done && is_directed(action);
    let all: Vec<&Action> = cx.incident.actions.iter().filter(directed).collect();
    let message = match all.len() {
        0 => return Vec::new(),
        1 => "one action asks people to do better and leaves the system as it is".to_owned(),
        n => format!("{n} actions ask people to do better and leave the system as it is"),
    };
    let finding = on_each(message, &all, "depends on people being at their best");
    let help = "add what makes the slip impossible or harmless: a check, a limit, a safe default";
    finding.map(|finding| finding.help(help)).into_iter().collect()
}

fn is_directed(action: &Action) -> bool {
    let text = task(action);
    let near: String = text.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    (HARDER.is_in(&near) || (TEACH.is_in(text) && PEOPLE.is_in(&near))) && !NO_PERSON.is_in(text)
}
