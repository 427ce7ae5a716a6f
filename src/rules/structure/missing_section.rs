//! `structure/missing-section`.

use super::{account, skeleton};
use crate::document::{Block, BlockKind, Document, Field, Role};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::{Milestone, Moment};
use crate::rules::{Context, Params, Part};
use crate::span::Span;

static IMPACT: Pattern = Pattern::new(
    r"\b(?:affect\w*|impact\w*|unavailab\w*|inaccessib\w*|unreachable|offline|downtime|degrad\w*|disrupt\w*|errors?
      |unable|could\s+not|couldn['’]t|lost|slow\w*|went\s+down|was\s+down|were\s+down|fail(?:ed|ing|s|ures?)|leak\w*|stuck
      |prevent\w*|dropped|delay\w*|blocked|vulnerab\w*|exposed|severity|customers?|users?|wrong|empty|down|nobody|no\s+one
      |every(?:one|body)|visitors?|clients?|guests?|members?|players?|patients?|students?|crash\w*|interrupt\w*|hung|froze\w*|broke\w*
      |time-?\s?d?-?outs?|stopped|(?:did|does|do|was|were|is|are|has|have)(?:n['’]t|\s+not)(?:\s+been)?
      \s+(?:answer|respond|work|load|open|start|arriv|deliver|process|accept|updat|availab|accessib|possib|visib|reach|log|sen[dt]|receiv|sav)\w*)\b",
);
/// Words of a heading under which a report says what will change.
static ACTION_HEADING: Pattern = Pattern::new(
    r"\b(?: prevent\w* | avoid\w* | again | next | forward | correct\w* | doing | less\s+likely | improv\w* | measures? | remedia\w*
       | harden\w* | (?:com\w+|happen\w*)\s+back | happen\w* | future | plans? | to-?dos? )\b",
);

static CAUSE: Pattern = Pattern::new(
    r"\b(?:root\s+causes?|caus(?:e|ed|es|ing)|because|due\s+to|traced\s+(?:back\s+)?to|stem(?:s|med)\s+from|resulted\s+from
      |as\s+a\s+result\s+of|led\s+to|trigger(?:ed)?\s+by|culprit|introduced\s+by|bug|misconfigur\w*|reasons?\s+(?:for|why|was|behind|is)|relat(?:es|ed)\s+to
      |suspect(?:s|ed|ing)?|owing\s+to|thanks\s+to|attribut\w+\s+to|result\s+of|came\s+from|lay\s+in|(?:was|were|is|lay)\s+behind|turned\s+out|blame[ds]?
      |overload\w*|exhaust\w*|expir\w*|ran\s+out|out\s+of\s+(?:memory|disk|space|connections)|oom\w*|deadlock\w*|typos?|regressions?|race\s+conditions?
      |faulty|defect\w*|flaw\w*|mistakes?|mistakenly|forg[eo]t\w*|overlooked|human\s+error|leak(?:ed|s)?|lock(?:ed|s)
      |(?:not|never|n['’]t)\s+(?:yet\s+|fully\s+|been\s+)*(?:know|known|clear|understood?|determined|established|found\s+out)|unknown|unclear|inconclusive)\b",
);
static RESOLUTION: Pattern = Pattern::new(
    r"\b(?:resol(?:ved|ution)|restor\w+|recover\w*|mitigat\w+|fix(?:ed|es)?|roll(?:ed|ing)?\s*-?\s*back|rollback|revert\w*
      |back\s+to\s+normal|back\s+online|restart\w*|patch\w*|workaround|failed\s+over|redeploy\w*|solv(?:ed|ing)|solution|work(?:s|ed|ing)?\s+again|renewed|replaced
      |switched\s+(?:\w+\s+){0,3}(?:off|back|over)|turned\s+(?:\w+\s+){0,3}(?:off|back)|disabled|removed|deleted|cleared|freed|corrected|adjusted|rebuilt|renamed|rescaled|scaled
      |(?:going|running|answer\w*|respond\w*|load\w*|available|open|online|reachable|healthy|stable)\s+again
      |resum\w+|revoked|revocation|up\s+again|is\s+up|site\s+up|was\s+back|came\s+back|ok\s+again|re-?enabled)\b",
);
/// What an entry of a timeline says where it tells of the end, in few words.
static END: Pattern = Pattern::new(
    r"\b(?:again|live|normale?|usual|stop(?:s|ped)|remov\w+|disabled|drained|undone|switched|complet\w+|closed|over|all\s+clear|healthy
      |out\s+of\s+service|limit\s+set|reset|rebooted|emptied|empty|zero|gone|green)\b",
);
static ACTIONS: Pattern = Pattern::new(
    r"\b(?:we\s+(?:will|plan|intend|are\s+going\s+to|should)|action\s+items?|next\s+steps?|follow-?\s?ups?|to\s+prevent|going\s+forward
      |moving\s+forward|in\s+(?:the\s+)?future|will\s+be\s+(?:added|implemented|improved|put\s+in\s+place)|todo|improvements?|lessons?
      |no\s+(?:\w+\s+){0,2}(?:actions?|changes?|measures?|tasks?)|nothing\s+(?:\w+\s+){0,2}to\s+(?:do|change)|we(?:\s+have|['’]ve)\s+(?:since|now|already|also)|since\s+then,?\s+we
      |from\s+happening|happens?\s+again|next\s+time)\b",
);

static DETECTION: Pattern = Pattern::new(
    r"\b(?:detect\w*|alert(?:s|ed)?|alarms?|paged|pager\w*|report(?:s|ed|ing)|notic(?:ed|ing)|complain\w*|complaints?|tickets?
      |discover\w*|identified|monitor(?:s|ing)?|became\s+aware|spotted|observed)\b",
);

/// Times of day in the text that make a narrative a timeline.
const NARRATIVE: usize = 3;
/// Fewest words of an opening paragraph that sums up.
const WORDS: usize = 8;
/// The same where it is a sentence.
const SENTENCE: usize = 5;

/// Reports each required section that the document has in no form.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let roles = |name: &str| params.words(name).into_iter().filter_map(Role::from_name).collect::<Vec<_>>();
    let (required, headed) = (roles("required"), roles("headed"));
    if is_blank(cx.document) {
        return vec![empty_document()];
    }
    let called = params.lists("headings");
    let called = |role: Role| {
        let own = called.iter().find(|(name, _)| *name == role.name());
        own.and_then(|(_, names)| names.first()).copied()
    };
    let missing = required.iter().filter(|role| !is_present(cx, **role, headed.contains(role)));
    missing.map(|role| finding(cx.document, *role, &required, headed.contains(role), called(*role))).collect()
}

fn is_blank(document: &Document<'_>) -> bool {
    document.blocks().iter().all(|block| block.text.is_blank() && block.kind != BlockKind::Code)
}

fn empty_document() -> Finding {
    Finding::new("the document is empty", Label::new(Span::new(0, 0), "nothing stands here"))
        .help("write the postmortem, or remove the file")
}

fn finding(
    document: &Document<'_>,
    role: Role,
    order: &[Role],
    headed: bool,
    called: Option<&str>,
) -> Finding {
    let part = Part::of(role);
    let Part { name, holds, .. } = part;
    let verb = if part.is_plural() { "are" } else { "is" };
    // What must have a section of its own may well be told in sentences.
    let (message, label) = if headed {
        (
            format!("there is no section for the {name}"),
            format!("this document has no section for the {name}"),
        )
    } else {
        (format!("the {name} {verb} missing"), format!("this document has no {name}"))
    };
    let place =
        document.title().map(|title| title.span).or_else(|| first_text(document)).unwrap_or(Span::new(0, 0));
    let heading = called.unwrap_or(part.heading);
    let help = format!("add a section `{heading}` that says {holds}");
    let mut finding = Finding::new(message, Label::new(place, label)).help(help);
    finding.fix = Some(skeleton::fix(document, role, order, heading, holds));
    finding
}

fn first_text(document: &Document<'_>) -> Option<Span> {
    let first = document.blocks().iter().find(|block| !block.text.is_blank());
    first.or_else(|| document.blocks().first()).map(|block| {
        let text = block.text.text();
        let line = text.lines().next().map_or(0, str::len);
        if line > 0 { block.text.span(0..line) } else { block.span }
    })
}

/// Whether the document has it as a section or a field, or, unless it must be
/// `headed`, in its sentences.
fn is_present(cx: &Context<'_>, role: Role, headed: bool) -> bool {
    let document = cx.document;
    if document.has_role(role) || headed {
        return document.has_role(role);
    }
    match role {
        Role::Summary => {
            has_opening_paragraph(document)
                || document.has_role(Role::Background)
                || opens_with_fields(document)
        }
        Role::Impact => says(document, &IMPACT),
        Role::Timeline => has_timeline(cx),
        Role::RootCause => document.has_role(Role::Trigger) || says(document, &CAUSE),
        Role::Resolution => {
            let reached =
                |milestone: Milestone| cx.incident.moments.iter().any(|moment| moment.milestone == milestone);
            reached(Milestone::Restored)
                || reached(Milestone::Resolved)
                || says(document, &RESOLUTION)
                || is_headed(document, &RESOLUTION)
                || timeline_ends(document)
        }
        Role::Actions => {
            has_tasks(document) || says(document, &ACTIONS) || is_headed(document, &ACTION_HEADING)
        }
        Role::Detection => {
            let reached = |moment: &Moment| moment.milestone == Milestone::Detected;
            cx.incident.moments.iter().any(reached) || says(document, &DETECTION)
        }
        _ => false,
    }
}

fn says(document: &Document<'_>, pattern: &Pattern) -> bool {
    let speaks = |block: &Block<'_>| block.kind != BlockKind::Heading && pattern.is_in(block.text.text());
    document.blocks().iter().any(speaks)
}

fn timeline_ends(document: &Document<'_>) -> bool {
    let entries = document.blocks().iter().filter(|block| document.roles(block.section).has(Role::Timeline));
    let mut told = entries.filter(|block| block.kind != BlockKind::Heading);
    told.any(|block| END.is_in(block.text.text()))
}

fn is_headed(document: &Document<'_>, pattern: &Pattern) -> bool {
    document.sections().iter().any(|section| pattern.is_in(&section.name))
}

/// Text before the first section, or right below the title, is a summary: a
/// sentence, or several words.
fn has_opening_paragraph(document: &Document<'_>) -> bool {
    let opens = |block: &Block<'_>| {
        let text = block.text.text().trim();
        let least = if block.label.is_none() && text.ends_with('.') { SENTENCE } else { WORDS };
        block.kind == BlockKind::Paragraph
            && document.roles(block.section).is_empty()
            && block.label.as_ref().is_none_or(|label| !label.alone)
            && text.split_whitespace().count() >= least
    };
    document.blocks().iter().any(opens)
}

/// Fields for the duration and the impact say in brief what happened.
fn opens_with_fields(document: &Document<'_>) -> bool {
    let states = |field: Field| {
        document
            .blocks()
            .iter()
            .any(|block| block.label.as_ref().is_some_and(|label| label.field == Some(field)))
    };
    document.has_role(Role::Impact) && (states(Field::Duration) || states(Field::Start))
}

fn has_timeline(cx: &Context<'_>) -> bool {
    !cx.incident.timelines.is_empty()
        || account::clocks(cx.facts) >= NARRATIVE
        || account::is_logged(cx.document)
        || account::is_told(cx.document, has_opening_paragraph(cx.document))
}

fn has_tasks(document: &Document<'_>) -> bool {
    document.blocks().iter().any(|block| block.item().is_some_and(|item| item.task.is_some()))
}
