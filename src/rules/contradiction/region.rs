//! `contradiction/region`.

use super::words;
use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::{Pattern, quotations};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeSet;

/// The regions of AWS, Google Cloud and Azure, by the forms of their names. A
/// zone (`us-east-1a`, `us-central1-a`) lies in its region.
static REGION: Pattern = Pattern::new(
    r"\b (?: (?<aws> (?: us | eu | ap | ca | sa | me | af | il | mx ) - (?: gov- )? (?: north | south | east | west | central )
             (?: north | south | east | west )? - [1-9] ) [a-f]?
           | (?<gcp> (?: us | europe | asia | australia | northamerica | southamerica | me | africa ) -
             (?: north | south | east | west | central ) (?: north | south | east | west )? [1-9]\d? ) (?: - [a-f] )?
           | (?<azure> (?: east | west | central | northcentral | southcentral | westcentral ) us [23]? | (?: north | west ) europe
             | uk (?: south | west ) | france (?: central | south ) | germany (?: westcentral | north ) | (?: east | southeast ) asia
             | japan (?: east | west ) | australia (?: east | southeast ) ) ) \b",
);
/// Words by which a second region belongs to the first, or the trouble moved.
static BRIDGE: Pattern = Pattern::new(
    r"\b(?: fail(?:ed|s|ing)? -? \s? over | failover | replica\w* | replicat\w* | secondary | primary | standby | stand-by | backup | back-up | recovery | dr
      | shift\w* | mov(?:e|ed|ing) | migrat\w* | rerout\w* | re-rout\w* | redirect\w* | rout(?:e|ed|ing) | drain\w* | traffic | peer\w* | cross-region
      | inter-region | multi-region | regions | other | another | both | also | spread | spill\w* | then | depend\w* | control | global\w* | origin
      | hosted | call(?:s|ed|ing)? | upstream | provider | source | centrally | healthy | unaffected | instead | rather | unlike | elsewhere
      | remain\w* | evacuat\w* | restor\w* | between | across | compared )\b",
);

/// A region named in a block.
struct Mention {
    region: String,
    block: BlockId,
    span: Span,
    headline: bool,
}

/// Reports a headline that names one region where the rest of the document
/// names another one throughout.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    contradiction(cx).into_iter().collect()
}

fn contradiction(cx: &Context<'_>) -> Option<Finding> {
    let document = cx.document;
    let mut all = Vec::new();
    for (id, block) in document.blocks_at(&cx.places(&REGION)) {
        all.extend(mentions(document, id, block));
    }
    let regions = |headline: bool| -> BTreeSet<&str> {
        all.iter()
            .filter(|mention| mention.headline == headline)
            .map(|mention| mention.region.as_str())
            .collect()
    };
    let (head, body) = (regions(true), regions(false));
    let single = head.len() == 1 && body.len() == 1 && head != body;
    let first = all.iter().find(|mention| mention.headline)?;
    let rest: Vec<&Mention> = all.iter().filter(|mention| !mention.headline).collect();
    let other = rest.first()?;
    let bridged = all.iter().any(|mention| BRIDGE.is_in(document.block(mention.block).text.text()));
    let named_twice = rest.iter().map(|mention| mention.block).collect::<BTreeSet<_>>().len() >= 2;
    (single && named_twice && !bridged).then(|| {
        let message = format!("the summary names the region `{}`, the rest `{}`", first.region, other.region);
        let finding = Finding::new(message, Label::new(first.span, "named here only"))
            .help("correct the region, or say how both were affected");
        rest.iter().fold(finding, |finding, mention| finding.with(mention.span, "another region"))
    })
}

/// The regions that a block names as places of this incident.
fn mentions(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> Vec<Mention> {
    let roles = document.roles(block.section);
    let told =
        [Role::Summary, Role::Impact, Role::Timeline, Role::Detection, Role::Resolution, Role::RootCause];
    let in_title = document.is_title_section(block.section);
    let tells = in_title || roles.is_empty() || roles.has_any(&told);
    let aside = document.is_aside(block) || block.kind == BlockKind::Code;
    let Some(regex) = REGION.regex().filter(|_| tells && !aside) else { return Vec::new() };
    let text = block.text.text();
    let headline = roles.has_any(&[Role::Summary, Role::Impact]) || roles.is_empty();
    let headline = headline && !roles.has(Role::Timeline);
    let quotes = quotations(text);
    let mention = |found: crate::facts::Captures<'_>| {
        let range = found.get(0)?.range();
        let name = ["aws", "gcp", "azure"].into_iter().find_map(|group| found.name(group))?;
        let before = text.get(..range.start)?.chars().next_back();
        let after = text.get(range.end..)?.chars().next();
        let part_of_name = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '_' | '.' | '/' | '@'));
        let glued = part_of_name(before) || matches!(after, Some('-' | '_' | '/' | '@'));
        let quoted = words::touches(&quotes, |quote| quote, &range);
        let region = name.as_str().to_lowercase();
        (!glued && !quoted).then(|| Mention { region, block: id, span: block.text.span(range), headline })
    };
    regex.captures_iter(text).filter_map(mention).collect()
}
