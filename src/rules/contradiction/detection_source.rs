//! `contradiction/detection-source`.

use crate::document::{Block, Document, Field, Places, Role};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, told};
use crate::rules::{Context, Params};
use std::ops::Range;

/// "the incident was detected by …", "we first learned of it from …".
static HOW: Pattern = Pattern::new(
    r"\b(?: (?:issue|incident|outage|problem|disruption|(?:it|this)\s+(?:was|were))\s+(?:(?:was|were)\s+)?(?:first\s+|initially\s+|originally\s+|only\s+)?(?:detected|discovered|noticed|spotted|caught|brought\s+to\s+our\s+attention)\s+(?:at\s+\S+\s+(?:[ap]m\s+)?(?:\w{3,4}\s+)?)?(?:by|via|through|thanks\s+to|from|when)
      | we\s+(?:first\s+|only\s+)?(?:learned|learnt|found\s+out|became\s+aware|were\s+made\s+aware|were\s+alerted|were\s+notified)\s+(?:of\s+|about\s+)?(?:the\s+|this\s+)?(?:issue|incident|outage|problem|it)?\s*(?:by|via|through|from|when) )\s+(?P<source>[^.;]{0,90})",
);
static BY_MONITORING: Pattern = Pattern::new(
    r"^[\s,]*(?:(?:our|the|an?|several|multiple|two|internal|automated|automatic|external|uptime|synthetic|cloudwatch|prometheus|datadog|grafana|pingdom|pagerduty|nagios|zabbix|new\s+relic|statuscake|sentry|health|error|latency|critical|high|monitoring|infrastructure)[\s-]+){0,5}
      (?:alerts?|alarms?|monitoring|monitors?|probes?|pages?|pager|checks?|alertmanager|pagerduty|pingdom|prometheus|datadog|nagios|zabbix)\b",
);
static BY_PEOPLE_OUTSIDE: Pattern = Pattern::new(
    r"^[\s,]*(?:(?:our|the|an?|several|multiple|two|three|some|many|external|affected|direct|incoming|numerous|first|complaints|reports?|messages?|e-?mails|calls|tickets|support|feedback|from|by|of|one|more|than|a\s+few)[\s-]+){0,6}
      (?:customers?|users?|clients?|students?|visitors?|customer\s+(?:reports?|complaints?|tickets?|emails?)|user\s+(?:reports?|complaints?|tickets?)|social\s+media|twitter)\b",
);
static MONITOR_WORDS: Pattern = Pattern::new(
    r"\b(?:alert\w*|alarm\w*|monitor\w*|probe\w*|paged|pager\w*|pingdom|prometheus|datadog|nagios|zabbix|automated|automatic\w*)\b",
);
static OUTSIDE_WORDS: Pattern = Pattern::new(
    r"\b(?:customers?|users?|clients?|students?|visitors?|complain\w*|support|tickets?|twitter|social\s+media|community|forum|reported|manual\w*)\b",
);
static SECOND_ISSUE: Pattern = Pattern::new(
    r"\b(?: second | another | later | subsequent\w* | also | follow-?up | regression | additional\w* | again | confirm\w* | then )\b",
);
const PARTS: [Part; 6] =
    [Part::Lead, Part::Summary, Part::Impact, Part::Detection, Part::Cause, Part::Timeline];

/// Who noticed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Monitoring,
    Outside,
}

/// Reports two places that each say how the incident was noticed: one by an
/// alert, the other by customers.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let fields = cx.document.blocks_with_ids().filter(|(_, block)| is_method_label(block));
    let places = cx.places(&HOW).or(&Places::of(fields.map(|(id, _)| id)));
    let of = |who: Who| {
        told(&cx.incident.sentences, &PARTS, &places, |sentence, clause| noticed(cx, sentence, clause, who))
    };
    let monitoring = of(Who::Monitoring);
    if monitoring.is_empty() {
        return Vec::new();
    }
    let outside = of(Who::Outside);
    let pair = monitoring.iter().find_map(|one| {
        let apart =
            |other: &&Told<'_>| one.is_apart_from(other) && one.sentence.section != other.sentence.section;
        Some((one, outside.iter().find(apart)?))
    });
    pair.map(|(one, other)| finding(cx, one, other)).into_iter().collect()
}

/// Where a sentence says who noticed, naming nobody else.
fn noticed(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>, who: Who) -> Option<Range<usize>> {
    let text = &sentence.text;
    let (named, other) = match who {
        Who::Monitoring => (&BY_MONITORING, &OUTSIDE_WORDS),
        Who::Outside => (&BY_PEOPLE_OUTSIDE, &MONITOR_WORDS),
    };
    let field = clause.start == 0 && is_method_field(cx.document, sentence);
    let in_field = if field { named.regex()?.find(text) } else { None };
    let at = match in_field {
        Some(found) => 0..found.end(),
        None => noticed_by(cx, sentence, clause, named)?,
    };
    let plain =
        !sentence.is_supposed() && !other.is_in(text) && !SECOND_ISSUE.is_in(text) && !is_denied(text);
    plain.then_some(at)
}

/// Where a clause tells how the incident was noticed, and names one of these.
fn noticed_by(
    cx: &Context<'_>,
    sentence: &Sentence,
    clause: &Range<usize>,
    named: &Pattern,
) -> Option<Range<usize>> {
    if !is_about_the_whole(cx.document, sentence) && sentence.part != Part::Timeline {
        return None;
    }
    let found = HOW.regex()?.captures(sentence.text.get(clause.clone())?)?;
    let (whole, source) = (found.get(0)?, found.name("source")?);
    let length = named.regex()?.find(source.as_str())?.end();
    Some(clause.start + whole.start()..clause.start + source.start() + length)
}

/// "Detection: …", "Detected by: …", at the beginning of its text.
fn is_method_field(document: &Document<'_>, sentence: &Sentence) -> bool {
    let block = document.block(sentence.block);
    let first = block.label.as_ref().is_some_and(|label| sentence.range.start <= label.value + 1);
    first && is_method_label(block) && sentence.part != Part::Timeline
}

fn is_method_label(block: &Block<'_>) -> bool {
    let of_detection = |label: &crate::document::Label| {
        label.roles.has(Role::Detection) || label.field == Some(Field::Detected)
    };
    block.label.as_ref().is_some_and(of_detection)
}

fn finding(cx: &Context<'_>, monitoring: &Told<'_>, outside: &Told<'_>) -> Finding {
    let (first, second) = if monitoring.sentence.range.start <= outside.sentence.range.start
        && monitoring.sentence.block <= outside.sentence.block
        || monitoring.sentence.block < outside.sentence.block
    {
        (monitoring, outside)
    } else {
        (outside, monitoring)
    };
    let message = format!(
        "{} says `{}`, {} `{}`",
        first.sentence.part.name(),
        first.words(cx.document),
        second.sentence.part.name(),
        second.words(cx.document)
    );
    Finding::new(message, Label::new(second.span(cx.document), "noticed otherwise here"))
        .with(first.span(cx.document), "first given here")
        .help("say who noticed first, and who after")
}
