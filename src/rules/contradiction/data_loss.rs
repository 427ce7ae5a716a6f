//! `contradiction/data-loss`.

use super::denied;
use crate::document::BlockKind;
use crate::facts::Pattern;
use crate::finding::Finding;
use crate::incident::clauses::{Part, Sentence, is_about_the_whole, is_denied, is_unbounded, opposed, told};
use crate::rules::{Context, Params};
use std::ops::Range;

static NONE_LOST: Pattern = Pattern::new(
    r"\b(?: (?:no|zero|without(?:\s+any)?|not\s+any)\s+(?:actual\s+)?(?:data[\s-]loss|loss\s+of\s+(?:any\s+)?data)
      | no\s+data\s+(?:was|were|has\s+been|have\s+been|had\s+been|is|got)\s+(?:ever\s+)?lost
      | without\s+losing\s+(?:any\s+)?data | (?:not|never|n['’]t)\s+los[et]\s+any\s+data | no\s+data\s+loss )\b",
);
static NONE_OF_LABEL: Pattern = Pattern::new(r"^(?:none|no|zero|0|nil)[\s.!]*$");
static LOSS_LABEL: Pattern = Pattern::new(r"^(?:any\s+)?data\s+(?:loss|lost|integrity|impact)$");

/// "lost 120 orders", "lost about six hours of data"; what stands between is
/// read by `OTHER_OBJECT`.
static LOST_WHAT: Pattern = Pattern::new(
    r"\b(?:lost|losing)\s+(?P<between>(?:(?:about|approximately|around|roughly|nearly|almost|over|some|all|several|many)\s+)?
      (?:~?[\d.,]+\s*(?:k|m|thousand|million|gb|tb|mb|minutes?|hours?|seconds?|days?|mins?)?\s+)?(?:[\w-]+\s+){0,3}?)
      (?:data|records|rows|messages|events|writes|entries|documents|files|e-?mails|orders|bookings|payments|transactions|uploads
        |comments|posts|objects|projects|submissions|snippets|notebooks|votes)\b",
);
/// "120 orders were lost", "data was permanently lost".
static WHAT_LOST: Pattern = Pattern::new(
    r"\b(?:[\d.,]+\s*(?:k|thousand|million)?\s+)?(?:[\w-]+\s+)?(?:data|records|rows|messages|events|writes|entries|documents|files|e-?mails|orders|bookings|payments|transactions|uploads
        |comments|posts|objects|projects|submissions|snippets|notebooks|votes)
      \s+(?:was|were|got|has\s+been|have\s+been|had\s+been)\s+(?:(?:permanently|irretrievably|irrecoverably|irrevocably|completely|also)\s+)?(?:lost|unrecoverable|irrecoverable|permanently\s+deleted|permanently\s+destroyed)\b",
);
/// "caused data loss", "permanent loss of data".
static LOSS: Pattern = Pattern::new(
    r"\b(?:permanent|irreversible|irrecoverable|partial|some|suffered|caused|causing|resulted\s+in|resulting\s+in|led\s+to|leading\s+to|experienced)\s+
      (?:(?:a|the|some|permanent|partial|real|actual|minor|significant|irreversible|customer|user)\s+){0,2}(?:data[\s-]loss|loss\s+of\s+(?:\w+\s+){0,2}data)\b",
);
/// One of these is in each of them.
static GONE: Pattern =
    Pattern::new(r"\b(?: lo(?: st | ss | sing ) | (?:un|ir)?recoverable | deleted | destroyed )");
/// What can be lost without any data being lost.
static OTHER_OBJECT: Pattern = Pattern::new(
    r"\b(?: revenue | sales | income | money | profit | gmv | business | worth | estimat\w* | connect\w* | contact | access | quorum | packets? | heartbeats? | gossip | raft | udp | keep-?alives? | watch | notifications? | webhooks? | sync(?:hroni[sz]ation)? | visib\w* | metrics? | logs?
      | logging | telemetry | traces? | tracing | monitoring | analytics | statistics | caches?d? | sessions? | quer(?:y|ies) | requests? | traffic | leases? | trust | track | sight | leader\w* | ability
      | control | time | focus | power | replica\w* | redundan\w* | in[\s-]memory | in[\s-]flight | temp(?:orary)? | temporarily | stag(?:ing|ed) | test | demo | duplicate\w* | unsaved | transit | client-side | draft\w* )\b",
);
/// Words behind which another thing is named: "lost access to all files".
static LEADS_ON: Pattern = Pattern::new(r"\b(?: to | from | on | with | between | in | for )\b");
/// Business that did not come about is called lost, too.
static BUSINESS: Pattern = Pattern::new(r"\b(?:orders|bookings|payments|transactions|submissions|votes)\b");
static BUSINESS_TURNED_AWAY: Pattern = Pattern::new(
    r"\b(?: (?:could\s+not|couldn['’]t|cannot|unable\s+to|failed\s+to|not\s+able\s+to|prevented\s+from|preventing)\s+(?:\w+\s+){0,4}?
        (?:order\w*|check\s?(?:ing\s+)?out|pay\w*|purchas\w*|buy\w*|book\w*|plac\w+|complet\w+|submit\w*|transact\w*|vot\w+)
      | revenue | checkout | abandon\w* | failed\s+(?:payments|orders|transactions|bookings) | sales )\b",
);
static FOR_GOOD: Pattern = Pattern::new(
    r"\b(?: permanent\w* | irre\w+ | unrecoverab\w+ | (?:could\s+not|couldn['’]t|cannot|can\s+not|can['’]t|were\s+not|was\s+not|have\s+not|has\s+not|not)\s+(?:be(?:en)?\s+)?(?:recovered|restored|recoverable) | for\s+good | forever )\b",
);
/// What was lost came back.
static BROUGHT_BACK: Pattern = Pattern::new(
    r"\b(?: recover(?:ed|y|ing|able|s)? | restor(?:ed|ing|ation|e) | replay\w* | re-?queue\w* | re-?process\w* | re-?sen[dt]\w* | re-?deliver\w* | re-?construct\w*
      | back-?fill\w* | re-?import\w* | re-?ingest\w* | re-?submit\w* | re-?creat\w* | reconcil\w* | re-?enter\w* | rebuil[dt]\w* | retr(?:y|ied|ies|ying) | re-?run | re-?ran | re-?play\w* | re-?appl\w+ | backed\s+up | from\s+(?:a\s+|the\s+)?(?:backup|snapshot|replica)s? )\b",
);
static OF_STORED: Pattern = Pattern::new(
    r"\b(?:data|records?|rows?|messages?|events?|writes?|entries|documents?|files?|e-?mails?|orders?|bookings?|payments?|transactions?|uploads?|comments?|posts|objects?|projects?|submissions?|snippets|notebooks?|votes?|them|these|those|everything|backups?|snapshots?|database|queue)\b",
);

const DENY: [Part; 7] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Detection, Part::Lessons];
const AFFIRM: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution, Part::Timeline];

/// Reports a document that says both that data was lost and that none was.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let places = cx.places(&NONE_LOST).or(&cx.places(&LOSS_LABEL));
    let sentences = &cx.incident.sentences;
    let none = told(sentences, &DENY, &places, |sentence, clause| none_lost(cx, sentence, clause));
    if none.is_empty() {
        return Vec::new();
    }
    let business = cx.says(&BUSINESS_TURNED_AWAY);
    let some =
        told(sentences, &AFFIRM, &cx.places(&GONE), |sentence, clause| some_lost(sentence, clause, business));
    let Some((none, some)) = opposed(&none, &some) else { return Vec::new() };
    if !FOR_GOOD.is_in(&some.sentence.text) && is_brought_back(cx) {
        return Vec::new();
    }
    let finding = denied::finding(cx, none, some, ["no loss here", "a loss here"]);
    vec![finding.help("say what was lost, or correct one of the two")]
}

/// "no data was lost", without bounds.
fn none_lost(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let text = &sentence.text;
    if sentence.is_supposed() || sentence.is_provisional() {
        return None;
    }
    let block = cx.document.block(sentence.block);
    let labelled = block.label.as_ref().is_some_and(|label| LOSS_LABEL.is_in(label.name.trim()));
    if labelled && NONE_OF_LABEL.is_in(text) {
        return Some(0..text.len());
    }
    if !is_about_the_whole(cx.document, sentence) && !labelled {
        return None;
    }
    let at = find_in(&NONE_LOST, text, clause)?;
    is_unbounded(text, clause, &at).then_some(at)
}

/// "120 orders were lost".
fn some_lost(sentence: &Sentence, clause: &Range<usize>, business: bool) -> Option<Range<usize>> {
    let text = &sentence.text;
    let at = what_is_lost(text, clause)?;
    if sentence.is_supposed() {
        return None;
    }
    let words = text.get(clause.clone())?;
    let plain = FOR_GOOD.regex()?.replace_all(words, "");
    if is_denied(&*plain) || OTHER_OBJECT.is_in(words.split_once("lost").map_or(words, |(before, _)| before))
    {
        return None;
    }
    let of_business = BUSINESS.is_in(text.get(at.clone())?);
    (!of_business || !business).then_some(at)
}

fn what_is_lost(text: &str, clause: &Range<usize>) -> Option<Range<usize>> {
    // Most clauses hold none of these, and need not be read for more.
    let words = text.get(clause.clone()).filter(|words| GONE.is_in(words))?;
    if let Some(found) = LOST_WHAT.regex()?.captures(words) {
        let between = found.name("between").map_or("", |between| between.as_str());
        let whole = found.get(0)?;
        let rest = words.get(whole.end()..).unwrap_or_default();
        if !OTHER_OBJECT.is_in(between) && !LEADS_ON.is_in(between) && !is_of_something_else(rest) {
            return Some(clause.start + whole.start()..clause.start + whole.end());
        }
    }
    find_in(&WHAT_LOST, text, clause).or_else(|| find_in(&LOSS, text, clause))
}

/// "lost data connections": the noun goes on.
fn is_of_something_else(rest: &str) -> bool {
    let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    OTHER_OBJECT.is_in(next)
        || ["center", "centre", "plane", "source", "link", "feed", "stream", "points"].contains(&next)
}

fn find_in(pattern: &Pattern, text: &str, clause: &Range<usize>) -> Option<Range<usize>> {
    let found = pattern.regex()?.find(text.get(clause.clone())?)?;
    Some(clause.start + found.start()..clause.start + found.end())
}

/// Whether any sentence, planned or told, says that what was lost came back.
fn is_brought_back(cx: &Context<'_>) -> bool {
    let blocks = cx.document.blocks().iter().filter(|block| block.kind != BlockKind::Code);
    blocks.map(|block| block.text.text()).any(|text| {
        let mut sentences = text.split(['.', ';', '\n']);
        sentences.any(|sentence| {
            BROUGHT_BACK.is_in(sentence) && OF_STORED.is_in(sentence) && !FOR_GOOD.is_in(sentence)
        })
    })
}
