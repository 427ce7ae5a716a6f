//! `contradiction/recovery-mode`.

use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, told};
use crate::rules::{Context, Params};
use std::ops::Range;

/// "service recovered on its own", "was restored without intervention".
static SERVICE_ALONE: Pattern = Pattern::new(
    r"\b(?:services?|operations?|site|website|system|platform|functionality|everything|application|api)\s+
      (?:\w+\s+){0,3}?(?:recovered|restored|resumed|healed|returned\s+to\s+normal|came\s+back|back\s+to\s+normal)\s+
      (?:\w+\s+){0,2}?(?: by\s+(?:itself|themselves) | on\s+(?:its|their)\s+own | automatically | spontaneously
        | without\s+(?:any\s+|our\s+|further\s+)?(?:(?:manual|human|operator|engineering|engineer)\s+)?intervention )\b
      | \b(?:services?|system|site|platform)\s+(?:then\s+)?(?:self[\s-]healed|self[\s-]recovered|auto[\s-]recovered)\b",
);
/// "we deleted …, and things went back to normal", "service was restored by
/// restarting".
static SERVICE_BY_HAND: Pattern = Pattern::new(
    r"\b(?: (?:services?|operations?|site|website|system|platform|functionality|application|api)\s+(?:was|were)\s+(?:\w+ly\s+)?(?:restored|recovered|brought\s+back)\s+(?:by|after|when)\s+(?:(?:we|engineers?|the\s+team|the\s+on-call(?:\s+engineer)?)\s+)?(?:manually\s+)?
          (?:restart|re-start|reboot|roll|revert|delet|redeploy|re-deploy|scal|replac|disabl|remov|rais|increas|kill|purg|renew|rotat|clear)\w*
      | (?:we|i|engineers?|the\s+(?:on-call|team|engineer|operator|sre)(?:\s+engineer)?)\s+(?:then\s+|had\s+to\s+|manually\s+|finally\s+){0,2}(?:restart|re-start|reboot|rolled|roll|revert|delete|redeploy|re-deploy|scale|replace|disable|remove|raise|increase|kill|purge|renew|rotate|clear)(?:e?d|ted|led|ed)?\b
          [^.;]{0,160}?\b(?:back\s+to\s+normal|returned\s+to\s+normal|recovered|restored|able\s+to\s+\w+\s+(?:\w+\s+)?again|came\s+back)
      | ^(?:manually\s+)?(?:restarted|rebooted|rolled\s+back|reverted|redeployed|renewed|deleted|replaced|disabled|increased|killed)\b[^.;]{0,80}?
          \b(?:restoring|which\s+restored|which\s+brought|bringing|and\s+(?:the\s+)?(?:service|site|website|system|platform)\s+(?:was\s+restored|recovered|came\s+back))\b
      | (?:restarting|rebooting|rolling\s+back|reverting|redeploying|renewing|deleting|replacing|disabling)\s+[^.;,]{1,60}?\s(?:restored\s+(?:service|the\s+(?:service|site|website|system|platform))|brought\s+(?:everything|the\s+\w+|it|them)\s+back)
      | manual\s+intervention\s+was\s+(?:needed|required|necessary)\s+to\s+(?:restore|recover|bring)\w* )\b",
);
/// "the outage resolved itself".
static INCIDENT_ALONE: Pattern = Pattern::new(
    r"\b(?P<what>issue|problem|incident|outage|disruption)\s+(?:was\s+|had\s+|has\s+)?(?: resolved\s+itself | self[\s-]resolved | (?:resolved|cleared|went\s+away)\s+(?:automatically | on\s+its\s+own | by\s+itself
        | without\s+(?:any\s+|our\s+|further\s+)?(?:(?:manual|human|operator|engineering|engineer)\s+)?intervention ))\b",
);
/// "the outage was resolved by restarting".
static INCIDENT_BY_HAND: Pattern = Pattern::new(
    r"\b(?P<what>issue|problem|incident|outage|disruption)\s+was\s+(?:\w+ly\s+)?resolved\s+(?:by|after|when)\s+(?:(?:we|engineers?|the\s+team|the\s+on-call(?:\s+engineer)?)\s+)?(?:manually\s+)?
      (?:restart|re-start|reboot|roll|revert|delet|redeploy|re-deploy|scal|replac|disabl|remov|rais|increas|kill|purg|renew|rotat|clear)\w*",
);
static ROLLED_BACK_ALONE: Pattern = Pattern::new(
    r"\b(?: (?:was|were|got)\s+automatically\s+(?:rolled\s+back|reverted) | (?:was|were|got|been)\s+(?:rolled\s+back|reverted)\s+automatically | automatically\s+rolled\s+(?:it\s+|itself\s+)?back | rolled\s+(?:itself\s+)?back\s+automatically )\b",
);
static ROLLED_BACK_BY_HAND: Pattern = Pattern::new(
    r"\b(?: manually\s+(?:rolled\s+(?:it\s+)?back|reverted) | (?:rolled\s+(?:it\s+)?back|reverted)\s+(?:the\s+\w+\s+(?:\w+\s+)?)?(?:manually|by\s+hand) | manual\s+rollback\s+(?:was|of) )\b",
);
/// What makes two recoveries of it: of a part, for a while, of two things, or
/// an attempt that failed.
static TWO_OF_THEM: Pattern = Pattern::new(
    r"\b(?: partial\w* | most(?:ly)? | some | half | brief\w* | temporar\w* | momentar\w* | again | recur\w* | re-?occur\w* | came\s+back\s+down | second | first | third | remaining | rest\s+of | both
      | each | other | region | az | zone | fail(?:ed|ing|s)?\s+to\s+(?:roll|revert|recover|restart|come) | did\s+not | didn['’]t | (?:rollback|recovery|restart|failover)\s+(?:had\s+|has\s+|was\s+)?(?:failed|stuck|incomplete|aborted|unsuccessful|too\s+slow) | attempt\w* | tried | initial\w* | eventually )\b",
);
static RELAPSE: Pattern = Pattern::new(
    r"\b(?: recur(?:red|s|rence) | re-?occurr\w+ | returned\s+(?:at|an\s+hour|later) | came\s+back\s+(?:at|an\s+hour|later) | second\s+(?:outage|incident|wave|time|occurrence|event|spike) | again\s+at | flapp\w+ | intermittent\w* | relapse\w* | (?:automatic|automated)\s+(?:rollback|recovery|failover|restart)\s+(?:\w+\s+)?(?:failed|did\s+not|didn['’]t|got\s+stuck|was\s+(?:stuck|disabled|not|incomplete|aborted|too)) )\b",
);
static NEVER: Pattern = Pattern::new(r"\b(?:not|never)\b|n['’]t\b");
const ALONE: [Part; 4] = [Part::Lead, Part::Summary, Part::Impact, Part::Resolution];
const BY_PEOPLE: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Timeline];

/// Reports a recovery that is told as one without hands, and as one by hand.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let pairs = [
        (&SERVICE_ALONE, &SERVICE_BY_HAND),
        (&INCIDENT_ALONE, &INCIDENT_BY_HAND),
        (&ROLLED_BACK_ALONE, &ROLLED_BACK_BY_HAND),
    ];
    let mut findings = pairs.into_iter().filter_map(|(alone, by_hand)| compare(cx, alone, by_hand));
    findings.next().into_iter().collect()
}

fn compare(cx: &Context<'_>, alone: &Pattern, by_hand: &Pattern) -> Option<Finding> {
    let (places, by_hand_places) = (cx.places(alone), cx.places(by_hand));
    if places.is_empty() || by_hand_places.is_empty() {
        return None;
    }
    let sentences = &cx.incident.sentences;
    let whole = |sentence: &Sentence, _: &Range<usize>| {
        let about = is_about_the_whole(cx.document, sentence);
        says(alone, sentence).filter(|at| about && !is_bounded(sentence, at))
    };
    let alone = told(sentences, &ALONE, &places, whole);
    if alone.is_empty() || has_relapse(cx) {
        return None;
    }
    let by_hand = told(sentences, &BY_PEOPLE, &by_hand_places, |sentence, _| says(by_hand, sentence));
    let pair = alone.iter().find_map(|alone| {
        let other =
            by_hand.iter().find(|other| alone.is_apart_from(other) && is_of_the_same(alone, other))?;
        Some((alone, other))
    });
    pair.map(|(alone, by_hand)| finding(cx, alone, by_hand))
}

fn says(pattern: &Pattern, sentence: &Sentence) -> Option<Range<usize>> {
    let text = &sentence.text;
    let found = pattern.regex()?.find(text)?;
    if sentence.is_supposed() || TWO_OF_THEM.is_in(text) {
        return None;
    }
    let before = text.get(..found.start())?.rsplit(' ').take(4).any(is_denied);
    (!before && !NEVER.is_in(found.as_str())).then(|| found.range())
}

/// "after we deleted the quota, service recovered by itself": the sentence
/// tells of a deed as well, or says where or for whom.
fn is_bounded(sentence: &Sentence, at: &Range<usize>) -> bool {
    static PEOPLE: Pattern = Pattern::new(
        r"\b(?: following | by\s+\w+ing | we | i | team | engineers? | on-call | operators? )\b",
    );
    static AFTER_DEED: Pattern = Pattern::new(r"\b(?: after | once | when | as\s+soon\s+as )\b");
    static WHERE: Pattern = Pattern::new(r"^\s*(?:in|for|on|by)\s");
    let (before, after) = (sentence.text.get(..at.start), sentence.text.get(at.end..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    PEOPLE.is_in(before) || PEOPLE.is_in(after) || AFTER_DEED.is_in(before) || WHERE.is_in(after)
}

/// Whether both speak of the same: an outage may end by itself, and the issue
/// behind it be resolved by hand.
fn is_of_the_same(alone: &Told<'_>, by_hand: &Told<'_>) -> bool {
    let first = |told: &Told<'_>| {
        let words = told.sentence.text.get(told.at.clone()).unwrap_or_default();
        words.split_whitespace().next().unwrap_or_default().to_lowercase()
    };
    let incident = ["issue", "problem", "incident", "outage", "disruption"];
    let (one, other) = (first(alone), first(by_hand));
    !incident.contains(&one.as_str()) || one == other
}

/// Whether the document tells of a relapse, so that it has two recoveries.
fn has_relapse(cx: &Context<'_>) -> bool {
    cx.incident.sentences.iter().any(|sentence| RELAPSE.is_in(&sentence.text))
}

fn finding(cx: &Context<'_>, alone: &Told<'_>, by_hand: &Told<'_>) -> Finding {
    let (here, there) = (alone.sentence.part, by_hand.sentence.part);
    let other = if here == there { "elsewhere" } else { there.name() };
    let message = format!(
        "{} says `{}`, {other} `{}`",
        here.name(),
        alone.words(cx.document),
        by_hand.words(cx.document)
    );
    Finding::new(message, Label::new(alone.span(cx.document), "without anybody's help here"))
        .with(by_hand.span(cx.document), "by hand here")
        .help("say what brought service back, or correct one of the two")
}
