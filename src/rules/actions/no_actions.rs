//! `actions/no-actions`.

use crate::document::{Block, Opening};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::ActionList;
use crate::rules::{Context, Params};

/// Words of a text that speaks of changes in any form, or says that it is yet
/// to be written.
static SPEAKS: Pattern = Pattern::new(
    r"\b(?:will|shall|should|must|plan\w*|going\s+to|need\w*|want\w*|would|could|can|might|may|let['’]?s|to\s+be|have\s+to|has\s+to
      |add\w*|fix\w*|improv\w*|prevent\w*|avoid\w*|implement\w*|updat\w*|upgrad\w*|chang\w*|monitor\w*|alert\w*|test\w*|review\w*|document\w*|train\w*|automat\w*|replac\w*|remov\w*|mov(?:e|ed|ing)|creat\w*
      |ensur\w*|mak(?:e|ing)|made|set(?:ting)?|increas\w*|reduc\w*|limit\w*|introduc\w*|enhanc\w*|optimi\w*|configur\w*|deploy\w*|roll\w*|work\w*|investigat\w*|recommend\w*|propos\w*|consider\w*|schedul\w*|requir\w*
      |measur\w*|steps?|actions?|tasks?|tickets?|issues?|backlog|next|future|tbd|tbc|todo|to\s+do|pending|wip|draft|coming|soon|later|see|refer\w*|link\w*|above|below|done|completed|appl\w*|us(?:e|ed|ing)|keep|always|never|do\s+not|don['’]t|better|more|regular\w*)\b | :// | \?",
);

/// Words of any English sentence: in another language no word is known.
static ENGLISH: Pattern = Pattern::new(r"\b(?:the|is|was|were|are|and|of|it|this|that|a)\b");

/// Reports a section for actions that tells none, where the document has none
/// elsewhere.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    if !cx.incident.actions.is_empty() {
        return Vec::new();
    }
    let silent = |list: &&ActionList| !tells_something(cx, list);
    // Where one section tells something, it tells of the others too.
    if cx.incident.action_lists.iter().any(|list| tells_something(cx, list)) {
        return Vec::new();
    }
    cx.incident.action_lists.iter().find(silent).map(|list| finding(cx, list)).into_iter().collect()
}

fn tells_something(cx: &Context<'_>, list: &ActionList) -> bool {
    let section = cx.document.section(list.section);
    let is_heading = matches!(section.opening, Opening::Heading(_) | Opening::Line);
    let speaks = |block: &Block<'_>| {
        let text = block.text.text();
        SPEAKS.is_in(text) || !ENGLISH.is_in(text) || !block.text.links().is_empty()
    };
    let mut prose = list.prose.iter().map(|id| cx.document.block(*id));
    !is_heading
        || !list.only_actions
        || list.says_none
        || list.has_unread
        // An empty section is not this rule's.
        || list.prose.is_empty()
        || prose.any(speaks)
}

fn finding(cx: &Context<'_>, list: &ActionList) -> Finding {
    let name = &cx.document.section(list.section).name;
    Finding::new(
        format!("the section `{name}` names no action"),
        Label::new(list.heading, "nothing below says what will change"),
    )
    .help("list what will change, or write `None` with the reason")
}
