//! `contradiction/region`.

use super::words;
use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::quotations;
use crate::finding::{Finding, Label};
use crate::phrases::Match;
use crate::phrases::regions::{JOINED, NAMED};
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::BTreeSet;

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
    for (id, block) in document.blocks_at(&cx.document.saying(NAMED)) {
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
    let bridged = all.iter().any(|mention| JOINED.is_in(document.passage(mention.block)));
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
    if !tells || aside {
        return Vec::new();
    }
    let text = block.text.text();
    let headline = roles.has_any(&[Role::Summary, Role::Impact]) || roles.is_empty();
    let headline = headline && !roles.has(Role::Timeline);
    let quotes = quotations(text);
    let mention = |found: Match<'_>| {
        let range = found.range();
        let whole = found.words("whole").map(str::to_lowercase);
        let region = whole.or_else(|| numbered(found.words("numbered")?))?;
        let before = text.get(..range.start)?.chars().next_back();
        let after = text.get(range.end..)?.chars().next();
        let part_of_name = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '_' | '.' | '/' | '@'));
        let glued = part_of_name(before) || matches!(after, Some('-' | '_' | '/' | '@'));
        let quoted = words::touches(&quotes, |quote| quote, &range);
        (!glued && !quoted).then(|| Mention { region, block: id, span: block.text.span(range), headline })
    };
    NAMED.find_all(document.passage(id)).into_iter().filter_map(mention).collect()
}

/// The region that a name with a number means. A zone (`us-east-1a`,
/// `us-central1-a`) lies in its region.
fn numbered(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let region = name.trim_end_matches(|c| matches!(c, 'a'..='f')).trim_end_matches('-');
    let zone = name.len() - region.len();
    let place = region.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = (1..=2).contains(&(region.len() - place.len())) && zone <= 2;
    plain.then(|| region.to_owned())
}
