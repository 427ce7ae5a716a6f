//! `contradiction/root-cause`.

use crate::document::{BlockKind, Document, Opening, Places, Role};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::clauses::{Part, Sentence, Told, is_about_the_whole, is_denied, opposed, told};
use crate::rules::{Context, Params};
use std::ops::Range;

/// How many of the list, from its beginning, are faults of resources; the rest
/// are parts that fail because of something. A full disk stops a database, so
/// the two kinds are not held against each other.
const RESOURCES: usize = 6;

/// A closed list: parts of a system that nobody takes for one another. What
/// any cause may involve (a release, a setting, load, a bug) is not in it.
static COMPONENTS: [Pattern; 10] = [
    // Certificate.
    Pattern::new(r"\b(?:certificates?|certs?|tls|ssl|x\.?509)\b"),
    // DNS.
    Pattern::new(r"\b(?:dns|name\s?servers?)\b"),
    // Disk.
    Pattern::new(
        r"\b(?:disks?|storage\s+(?:space|full|volumes?)|file\s?systems?|inodes?|nfs|ssds?|log\s+files?)\b",
    ),
    // Memory or processor.
    Pattern::new(r"\b(?:memory|oom\w*|heap|ram|cpus?|processors?)\b"),
    // Network.
    Pattern::new(
        r"\b(?:network\s+(?:outage|failure|switch(?:es)?|issue|partition|congestion|problem|link|connectivity|latency|configuration|cable)s?|networking|routers?|bgp|rout(?:e|ing)\s+tables?|fib(?:er|re)|cables?|packets?|vpcs?|vpn|isp|uplinks?|firewalls?|security\s+groups?|iptables|vlan)\b",
    ),
    // Power supply.
    Pattern::new(
        r"\b(?:power\s+(?:outage|failure|supply|loss|cut|feed)s?|lost\s+power|ups|generators?|cooling)\b",
    ),
    // Database.
    Pattern::new(
        r"\b(?:databases?|dbs?|mysql|mariadb|postgres\w*|mongo\w*|sql|rds|aurora|cassandra|quer(?:y|ies)|connection\s+pools?|deadlocks?)\b",
    ),
    // Load balancer.
    Pattern::new(r"\b(?:load[\s-]?balanc\w*|haproxy|[ean]lbs?)\b"),
    // Cache.
    Pattern::new(r"\b(?:redis|memcached?|cach\w+|varnish|cdn)\b"),
    // Message queue.
    Pattern::new(r"\b(?:kafka|rabbitmq|message\s+queues?|message\s+brokers?|sqs)\b"),
];

/// "the outage was caused by …", "the root cause was …".
static CAUSED_BY: Pattern = Pattern::new(
    r"\b(?: (?:root|underlying|primary|main)\s+cause\s+(?:of\s+(?:the|this)\s+(?:\w+\s+)?)?(?:was|is)\s+(?:identified\s+as\s+|found\s+to\s+be\s+|traced\s+to\s+|determined\s+to\s+be\s+)?
      | (?:outage|incident|downtime|disruption)\s+was\s+(?:\w+ly\s+)?caused\s+by\s+ )(?P<cause>[^.;]{5,})",
);
static UNKNOWN: Pattern = Pattern::new(
    r"\b(?:the\s+)?root\s+cause\s+(?:of\s+(?:the|this)\s+(?:incident|outage|problem|issue)\s+)?(?:is|remains)\s+(?:still\s+|as\s+yet\s+)?(?:unknown|unclear|undetermined|unidentified|not\s+(?:yet\s+)?(?:known|understood|identified|determined|found))\b
      | \b(?:the\s+)?root\s+cause\s+(?:could\s+not\s+be|has\s+not\s+(?:yet\s+)?been|was\s+never)\s+(?:identified|determined|found|established)\b",
);
static KNOWN: Pattern = Pattern::new(
    r"\b(?:the\s+)?root\s+cause\s+(?:of\s+(?:the|this)\s+(?:incident|outage|problem|issue)\s+)?(?:was|is)\s+(?:(?:identified|traced|found|determined)\s+(?:as|to)\s+(?:be\s+)?)?(?:an?|the|that|our|one)\s+[\w'’-]+(?:\s+[\w'’-]+){0,4}",
);
const BRIEF: [Part; 2] = [Part::Lead, Part::Summary];
const CAUSE: [Part; 1] = [Part::Cause];
const ANY: [Part; 5] = [Part::Lead, Part::Summary, Part::Impact, Part::Cause, Part::Resolution];

/// Reports two statements of the cause that have nothing in common, or of
/// which one says that it is not known.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    unknown_and_known(cx).or_else(|| two_causes(cx)).into_iter().collect()
}

fn unknown_and_known(cx: &Context<'_>) -> Option<Finding> {
    let (unknown, known) = (cx.places(&UNKNOWN), cx.places(&KNOWN));
    if unknown.is_empty() || known.is_empty() {
        return None;
    }
    let sentences = &cx.incident.sentences;
    let unknown = told(sentences, &ANY, &unknown, |sentence, _| {
        let plain = !sentence.is_supposed() && !sentence.is_provisional();
        UNKNOWN.regex()?.find(&sentence.text).map(|found| found.range()).filter(|_| plain)
    });
    let known = told(sentences, &ANY, &known, |sentence, _| {
        let found = KNOWN.regex()?.find(&sentence.text)?.range();
        let plain = !sentence.is_supposed() && !is_denied(sentence.text.get(..found.end)?);
        plain.then_some(found)
    });
    let (unknown, known) = opposed(&unknown, &known)?;
    let finding = Finding::new(
        format!(
            "{} says `{}`, {} `{}`",
            unknown.sentence.part.name(),
            unknown.words(cx.document),
            if unknown.sentence.part == known.sentence.part {
                "elsewhere"
            } else {
                known.sentence.part.name()
            },
            known.words(cx.document)
        ),
        Label::new(unknown.span(cx.document), "not known here"),
    );
    Some(finding.with(known.span(cx.document), "named here").help("keep the statement that is right today"))
}

fn two_causes(cx: &Context<'_>) -> Option<Finding> {
    let sentences = &cx.incident.sentences;
    let mut brief =
        told(sentences, &BRIEF, &cx.places(&CAUSED_BY), |sentence, clause| brief_cause(cx, sentence, clause));
    brief.extend(told(sentences, &CAUSE, &Places::ALL, |sentence, _| {
        let field = is_field_of_summary(cx.document, sentence) && !sentence.is_supposed();
        field.then_some(0..sentence.text.len())
    }));
    let brief = brief.first()?;
    let named = components(brief.sentence.text.get(brief.at.clone())?);
    let section: Vec<&Sentence> = sentences
        .iter()
        .filter(|s| s.part == Part::Cause && s.report == brief.sentence.report)
        .filter(|s| !is_field_of_summary(cx.document, s))
        .collect();
    let first = section.iter().find(|s| components(&s.text) != 0)?;
    let words: Vec<&str> = section.iter().map(|s| cx.document.block(s.block).text.text()).collect();
    let detailed = union(words.into_iter());
    let around = union(std::iter::once(cx.document.block(brief.sentence.block).text.text()));
    let apart = disagree(named, detailed) && around & detailed == 0;
    if !apart || are_told_together(cx, named, detailed) {
        return None;
    }
    finding(cx, brief, first)
}

/// "the outage was caused by a full disk": where the cause stands.
fn brief_cause(cx: &Context<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<Range<usize>> {
    let text = &sentence.text;
    if clause.start > 0 || sentence.is_supposed() || !is_about_the_whole(cx.document, sentence) {
        return None;
    }
    let cause = CAUSED_BY.regex()?.captures(text)?.name("cause")?;
    (!is_denied(text)).then(|| cause.range())
}

/// "Root cause: …" as a field of the summary.
fn is_field_of_summary(document: &Document<'_>, sentence: &Sentence) -> bool {
    let section = document.section(sentence.section);
    let mut around = document.ancestors(sentence.section).skip(1);
    section.opening == Opening::Field && around.any(|id| document.section(id).roles.has(Role::Summary))
}

/// The components that a text names, as bits in the order of the list.
fn components(text: &str) -> u32 {
    let named = COMPONENTS.iter().enumerate().filter(|(_, component)| component.is_in(text));
    named.fold(0, |set, (index, _)| set | 1 << index)
}

/// Whether both name components of one kind, and none in common.
const fn disagree(these: u32, those: u32) -> bool {
    let resources = (1 << RESOURCES) - 1;
    let of_one_kind = these & resources != 0 && those & resources != 0
        || these & !resources != 0 && those & !resources != 0;
    of_one_kind && these & those == 0
}

/// Where a text first names a component.
fn first_named(text: &str) -> Option<Range<usize>> {
    let named = COMPONENTS.iter().filter_map(|words| Some(words.regex()?.find(text)?.range()));
    named.min_by_key(|at| at.start)
}

fn union<'a>(texts: impl Iterator<Item = &'a str>) -> u32 {
    texts.fold(0, |set, text| set | components(text))
}

/// Whether a paragraph names components of both sides: there the document
/// tells how one led to the other.
fn are_told_together(cx: &Context<'_>, these: u32, those: u32) -> bool {
    let blocks = cx.document.blocks().iter().filter(|block| block.kind != BlockKind::Code);
    blocks.map(|block| components(block.text.text())).any(|set| set & these != 0 && set & those != 0)
}

fn finding(cx: &Context<'_>, brief: &Told<'_>, section: &Sentence) -> Option<Finding> {
    let at = first_named(brief.sentence.text.get(brief.at.clone())?)?;
    let there = first_named(&section.text)?;
    let here = brief.at.start + at.start..brief.at.start + at.end;
    let (name, other) = (brief.sentence.text.get(here.clone())?, section.text.get(there.clone())?);
    let message = format!("the summary gives the cause as `{name}`, the root cause as `{other}`");
    let finding = Finding::new(message, Label::new(section.span(cx.document, &there), "named here instead"));
    Some(
        finding
            .with(brief.sentence.span(cx.document, &here), "first given here")
            .help("name one cause in both, or say how one led to the other"),
    )
}
