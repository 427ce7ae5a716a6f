//! Words and figures that say how many an incident reached.

use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::{Pattern, Value, quotations};
use crate::rules::Context;
use crate::span::Span;
use std::ops::Range;

/// A figure with what it counts, or a word that covers all or none.
static FIGURE: Pattern = Pattern::new(
    r"(?: (?:^|[^\d:./-])\d[\d,.'’_]*\s?(?:k|m|mn|bn|million|billion|thousand|hundred)?\+?
        | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|dozens?|hundreds?|thousands?|millions?|half|third|quarter|majority|single|both|only)\b )
      (?:\s+of)?(?:\s+(?:the|our|all|their|about|its))?(?:\s+[\w/-]+){0,3}?[\s(]+
      (?: users? | customers? | clients? | people | persons? | visitors? | students? | members? | subscribers? | developers? | players? | accounts? | tenants? | merchants? | companies
        | organi[sz]ations? | teams? | requests? | quer(?:y|ies) | calls? | orders? | transactions? | payments? | messages? | e?-?mails? | jobs? | builds? | deployments? | sessions? | connections?
        | records? | rows? | files? | events? | notifications? | documents? | uploads? | downloads? | launch(?:es)? | sites? | websites? | pages? | hubs? | nodes? | validators? | blocks? | wallets?
        | address(?:es)? | apps? | applications? | services? | systems? | regions? | zones? | clusters? | machines? | servers? | instances? | pods? | hosts? | repositor(?:y|ies) | repos? | packages? | versions? | tokens?
        | certificates? | domains? | namespaces? | releases? | crates? | tickets? | complaints? | reports? | errors? | failures? | alerts? | traffic | load | revenue | productivity | capacity | sales )\b
      | (?:\b(?:usd|eur|gbp|btc|eth|ether)\b\s?\d | [$€£¥]\s?\d | \b\d[\d,.]*\s?(?:k|m|bn)?\s?(?:usd|eur|gbp|btc|eth|dollars?|euros?|pounds?|[a-z]?btc|dai|usdc|[%x]) )
      | \b(?:half|(?:a|one|two|three)[\s-](?:third|quarter|fifth|sixth|eighth|tenth)s?)\s+of\b | \bper\s?cent\b | \b\d[\d,.]*\s?(?:ms|seconds?|req(?:uests?)?/s|rps|qps|rpm|gb|tb|mb)\b",
);
/// A figure for those affected, or for what they asked for.
static AFFECTED: Pattern = Pattern::new(
    r"(?: (?:^|[^\d:./-])\d[\d,.'’_]*\s?(?:k|m|mn|bn|million|billion|thousand|hundred)?\+? | \b(?:hundreds?|thousands?|millions?|dozens?|half|third|quarter|fifth|tenth|one|two|three|four|five|six|seven|eight|nine|ten)\b )
      (?:\s+of)?(?:\s+(?:the|our|all|their))?(?:\s+[\w/-]+){0,3}?[\s(]+
      (?: users? | customers? | clients? | people | visitors? | students? | members? | subscribers? | players? | searches | accounts? | tenants? | merchants? | companies | organi[sz]ations?
        | requests? | quer(?:y|ies) | calls? | orders? | transactions? | payments? | sessions? | messages? | wallets? | traffic )\b",
);

/// Words that cover all, or none: exact without a figure. What is lost for the
/// whole of an incident is all of it.
static TOTAL: Pattern = Pattern::new(
    r"\b(?: (?:all|every|each|any|none\s+of|no|zero|both|entire|whole|only)\s+(?:of\s+)?(?:the|our|its)?\s*(?:[\w'’/-]+\s+){0,3}?
          (?: users? | customers? | clients? | people | visitors? | students? | accounts? | requests? | traffic | orders? | transactions? | payments? | sites? | websites?
            | pages? | apps? | applications? | services? | systems? | platforms? | regions? | impact | effects? | data | loss | downtime | attempts? | builds? | jobs? | e?-?mails? | messages?
            | hubs? | nodes? | clusters? | teams? | pods? | api | endpoints? | functions? | functionality | production | company | web )
        | all\s+(?:of\s+)?(?:(?:the|our|its)\s+)?(?:\w+\s+)?\w+s
        | (?:the|a|one|an?\s+single)\s+(?:user|customer|client|visitor|tenant)
        | everyone | everybody | nobody | no[\s-]one | anyone | worldwide | global(?:ly)? | site-?wide
        | (?:complete|entire|total|full)(?:ly)?\s+(?:\w+\s+)?(?:outages? | un\w+ | in\w+ | down\w* | offline | loss | stop\w* | fail\w* | halt\w* | interrupt\w*)
        | (?:for|during|over|throughout)\s+(?:the\s+)?(?:(?:whole|entire|full)\s+)?(?:period|duration|length|course|time)\s+of\s+(?:the|this)\s+(?:\w+\s+)?
          (?:incident|outage|disruption|downtime|event)
        | throughout\s+(?:the|this)\s+(?:\w+\s+)?(?:incident|outage|disruption|downtime|event)
        | (?:minimal|negligible|little)\s+(?:\w+\s+){0,2}impact | none | unknown | not\s+(?:yet\s+)?known | n/a )\b",
);

/// Whether the words of a block say how many: a share, a count, or all. Only
/// what sums up says "all"; "all pods restarted" in a timeline is no figure.
pub(super) fn quantifies(cx: &Context<'_>, id: BlockId) -> bool {
    let share = cx.facts.of(id).iter().any(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    let block = cx.document.block(id);
    let text = block.text.text();
    let stands_alone =
        || cx.document.roles(block.section).has_any(&[Role::Impact, Role::Stats]) && holds_a_count(cx, id);
    share || holds_a_figure(cx, id) || (sums_up(cx.document, block) && TOTAL.is_in(text)) || stands_alone()
}

/// Whether a block holds a figure whose number is neither part of a time nor a
/// status code: "2024 our resolvers gave 403 answers" counts nothing.
fn holds_a_figure(cx: &Context<'_>, id: BlockId) -> bool {
    let text = cx.document.block(id).text.text();
    let Some(regex) = FIGURE.regex() else { return false };
    let other = |value: &Value| matches!(value, Value::Time(_) | Value::StatusCode(_));
    let mut at = 0;
    while let Some(found) = regex.find_at(text, at) {
        let digit =
            found.as_str().find(|c: char| c.is_alphanumeric()).map_or(found.start(), |i| found.start() + i);
        let facts = cx.facts.of(id).iter().filter(|fact| other(&fact.value));
        let Some(end) = facts.filter(|fact| fact.range.contains(&digit)).map(|fact| fact.range.end).max()
        else {
            return true;
        };
        at = end.max(at + 1);
        if !text.is_char_boundary(at) {
            return true;
        }
    }
    false
}

/// A number that stands for itself.
static NUMBER: Pattern = Pattern::new(
    r"(?:^|[\s(~≈<>+])(?<number>\d[\d,.'’]*\s?[km]?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:$|[\s),;:+])",
);

/// Words that make a length of time the measure of an impact.
static LATE: Pattern = Pattern::new(
    r"\b(?:delay\w*|late\w*|latenc\w+|slow\w*|wait\w*|respon[sd]\w*|p\d\d|lag\w*|behind|stale|old)\b",
);

/// Whether a block holds a number that is neither a time, a date, a length of
/// time nor a status code: in the account of an impact that is a count.
fn holds_a_count(cx: &Context<'_>, id: BlockId) -> bool {
    let other = |value: &Value| matches!(value, Value::Time(_) | Value::StatusCode(_));
    let others: Vec<_> =
        cx.facts.of(id).iter().filter(|fact| other(&fact.value)).map(|fact| fact.range.clone()).collect();
    let counts = |at: Range<usize>| {
        let next = others.partition_point(|range| range.end <= at.start);
        others.get(next).is_none_or(|range| range.start >= at.end)
    };
    let text = cx.document.block(id).text.text();
    if !others.is_empty() && LATE.is_in(text) {
        return true;
    }
    NUMBER.regex().is_some_and(|regex| {
        regex
            .captures_iter(text)
            .filter_map(|groups| groups.name("number"))
            .any(|number| counts(number.range()))
    })
}

/// Whether the words of a block say how many users or requests there were.
pub(super) fn counts_the_affected(cx: &Context<'_>, id: BlockId) -> bool {
    let share = cx.facts.of(id).iter().any(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    share || AFFECTED.is_in(cx.document.block(id).text.text())
}

/// A service that is simply down is down for all.
static DOWN: Pattern = Pattern::new(
    r"\b(?:was|were|is|are|went|became|being)\s+(?:\w+\s+)?(?:down|un(?:available|reachable|responsive|usable)|inaccessible|offline|not\s+(?:available|reachable|accessible|working))\b
      | (?:n['’]t|\bnot)\s+(?:work|load|open|be\s+(?:reached|accessed|used))\w*",
);

/// Whether a block says that a service was down, without further distinction.
pub(super) fn says_down(block: &Block<'_>) -> bool {
    DOWN.is_in(block.text.text())
}

/// Whether a block stands in the impact, the summary, or outside of any
/// section of a known role.
pub(super) fn sums_up(document: &Document<'_>, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    roles.is_empty() || roles.has_any(&[Role::Impact, Role::Summary, Role::Stats])
}

/// Whether a block tells what the incident did to others: not what caused it,
/// nor what was or will be done about it.
pub(super) fn tells_of_impact(document: &Document<'_>, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    let other = [Role::Actions, Role::Related, Role::Background, Role::Supporting, Role::Responders];
    !document.is_aside(block) && block.kind != BlockKind::Code && !roles.has_any(&other)
}

/// Words that stand for a number without giving one, and what they count.
static VAGUE: Pattern = Pattern::new(
    r"\b(?: many | some | several | numerous | lots\s+of | a\s+lot\s+of | countless | multiple | quite\s+a\s+few | a\s+few | various | certain
        | (?:a|an|the)\s+(?:(?:large|small|significant|substantial|certain|good|tiny|limited|considerable)\s+)?(?:number|portion|fraction|subset|handful|bunch|percentage|proportion|share)\s+of
        | a\s+majority\s+of | most )
      (?:\s+of)?(?:\s+(?:the|our|its|their))?(?:\s+(?:affected|active|end|external|internal|paying|business|enterprise|mobile|web|api|new|existing|other|incoming|production))?
      \s+(?: users | customers | clients | people | visitors | students | subscribers | players | tenants | merchants | accounts
        | requests | orders | transactions | payments | sessions | calls | queries | messages | page\s+views | searches | uploads )\b",
);
/// Who tells of an incident is not who was hit by it.
static TELLS: Pattern = Pattern::new(
    r"^\s+(?:\w+ly\s+|had\s+|have\s+|began\s+(?:to\s+)?|started\s+(?:to\s+)?)?(?:report|notic|complain|told|tell|wrot|writ|ask|contact|rais|comment|suggest)\w*",
);

/// The first vague quantity in what sums the incident up, and its words.
pub(super) fn first_vague(document: &Document<'_>) -> Option<(Span, String)> {
    let told = document.blocks().iter().filter(|block| tells_of_impact(document, block));
    let mut told = told.filter(|block| sums_up(document, block) && block.kind != BlockKind::Heading);
    told.find_map(|block| {
        let at = vague(block).into_iter().next()?;
        let words = block.text.text().get(at.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((block.text.span(at), words))
    })
}

/// The vague quantities in a block, as ranges of its text.
fn vague(block: &Block<'_>) -> Vec<Range<usize>> {
    let text = block.text.text();
    let quotes = quotations(text);
    let from = block.label.as_ref().map_or(0, |label| label.value);
    let hidden = |at: &Range<usize>| {
        let over = |range: &Range<usize>| range.start < at.end && at.start < range.end;
        quotes.iter().chain(block.text.opaque()).any(over)
    };
    let places = VAGUE.regex().map(|regex| regex.find_iter(text).map(|found| found.range()));
    let tells = |at: &Range<usize>| TELLS.is_in(text.get(at.end..).unwrap_or_default());
    places.into_iter().flatten().filter(|at| at.start >= from && !hidden(at) && !tells(at)).collect()
}
