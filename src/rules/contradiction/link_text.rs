//! `contradiction/link-text`.

use super::link_names::{self, cve, cves, key, keys_in, marked_number, numbered, version};
use crate::document::{BlockKind, Link, Prose};
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Context, Params};
use crate::span::slice;
use std::collections::HashMap;
use std::ops::Range;

/// Reports a link whose words name one thing and whose address another.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    // A link by reference repeats its slip wherever it stands.
    let mut told: HashMap<(String, &str), usize> = HashMap::new();
    for block in cx.document.blocks() {
        if block.quoted || block.kind == BlockKind::Code {
            continue;
        }
        let text = block.text.text();
        for link in block.text.links() {
            let words = slice(text, link.text.clone()).trim();
            let Some(target) = other_thing(words, link) else { continue };
            let span = block.text.span(link.text.clone());
            let key = (words.to_owned(), link.target.as_ref());
            let edit = correction(&block.text, link, words, &target);
            if let Some(finding) = told.get(&key).and_then(|known| findings.get_mut(*known)) {
                finding.others.push(Label::new(span, "and here"));
                also_here(finding, edit);
                continue;
            }
            told.insert(key, findings.len());
            let message = format!("the link says `{words}` and leads to `{target}`");
            let label = Label::new(span, format!("leads to `{target}`"));
            findings.push(
                Finding::new(message, label)
                    .help("correct the words of the link or its address")
                    .unsafe_fix(format!("write `{target}`"), edit.map(|edit| vec![edit])),
            );
        }
    }
    findings
}

/// The same change in another place; without it there is no fix at all.
fn also_here(finding: &mut Finding, edit: Option<Edit>) {
    finding.fix = finding.fix.take().zip(edit).map(|(fix, edit)| {
        let edits = fix.edits.into_iter().chain([edit]).collect();
        Fix { edits, safety: Safety::Unsafe, ..fix }
    });
}

/// The change of what the words name to what the address names.
fn correction(prose: &Prose<'_>, link: &Link, words: &str, target: &str) -> Option<Edit> {
    let part = named_part(words).filter(|_| link.inline)?;
    let whole = prose.text().get(link.text.clone())?;
    let start = link.text.start + whole.find(words)? + part.start;
    Some(Edit { span: prose.plain_span(start..start + part.len())?, replacement: target.to_owned() })
}

/// The part of a link's words that names one thing: `#3082` of `PR #3082`. The
/// words of an address are left to their author.
fn named_part(words: &str) -> Option<Range<usize>> {
    let version = version(words).map(|version| words.len() - version.len()..words.len());
    let whole = || written_key(words).is_some() || cve(words).is_some() || link_names::is_hash(words);
    marked_number(words).or(version).or_else(|| whole().then_some(0..words.len()))
}

/// The key of a ticket that the words are; in small letters they are a name.
fn written_key(words: &str) -> Option<(&str, &str)> {
    key(words).filter(|_| !words.contains(|c: char| c.is_ascii_lowercase()))
}

/// What the address names where the words name something else of that kind.
fn other_thing(words: &str, link: &Link) -> Option<String> {
    let target = link.target.as_ref();
    other_number(words, target)
        .or_else(|| other_key(words, target))
        .or_else(|| other_cve(words, target))
        .or_else(|| other_commit(words, target))
        .or_else(|| other_version(words, target))
        .or_else(|| other_address(words, target))
}

fn other_number(words: &str, target: &str) -> Option<String> {
    let (said_mark, said) = words.get(marked_number(words)?)?.split_at_checked(1)?;
    let (kind, led) = numbered(target)?;
    let mark = if kind.eq_ignore_ascii_case("merge_requests") { "!" } else { "#" };
    // `#1` may count the links of a list.
    let may_count = said.len() < led.len() && said.len() <= 2;
    let differs = said.trim_start_matches('0') != led.trim_start_matches('0');
    (differs && mark == said_mark && !may_count).then(|| format!("{mark}{led}"))
}

fn other_key(words: &str, target: &str) -> Option<String> {
    let (said_prefix, said) = written_key(words)?;
    let keys = keys_in(target).filter(|(prefix, _)| prefix.eq_ignore_ascii_case(said_prefix));
    let numbers: Vec<&str> = keys.map(|(_, number)| number.trim_start_matches('0')).collect();
    let other = numbers.first()?;
    (!numbers.contains(&said.trim_start_matches('0'))).then(|| format!("{said_prefix}-{other}"))
}

fn other_cve(words: &str, target: &str) -> Option<String> {
    let said = cve(words)?;
    let led = cves(target);
    let (year, number) = led.first()?;
    (!led.contains(&said)).then(|| format!("CVE-{year}-{number}"))
}

fn other_commit(words: &str, target: &str) -> Option<String> {
    let said = Some(words).filter(|words| link_names::is_hash(words))?.to_lowercase();
    let led = link_names::commit(target)?.to_lowercase();
    let same = led.starts_with(&said) || said.starts_with(&led);
    (!same).then(|| led.chars().take(said.len()).collect())
}

fn other_version(words: &str, target: &str) -> Option<String> {
    let (said, led) = (version(words)?, link_names::tag(target)?);
    // `1.4` may stand for 1.4.0.
    let same = led.starts_with(said) || said.starts_with(led);
    (!same).then(|| led.to_owned())
}

fn other_address(words: &str, target: &str) -> Option<String> {
    let (said, led) = (link_names::written_host(words)?, link_names::host(target)?);
    if said == led {
        let ((said_kind, said), (kind, led)) = (numbered(words)?, numbered(target)?);
        return (said_kind == kind && said != led).then(|| format!("#{led}"));
    }
    let known = !link_names::redirects(&said) && !link_names::redirects(&led);
    let full = said.contains('.') && led.contains('.') && !words.contains('…') && !words.contains("...");
    let carries = target.to_lowercase().contains(&said);
    (known && full && !carries && !may_be_one_site(&said, &led)).then_some(led)
}

/// Whether two hosts may be one firm's: `status.acme.dev` and
/// `acme.statuspage.io`.
fn may_be_one_site(a: &str, b: &str) -> bool {
    let general =
        ["com", "net", "org", "info", "cloud", "tech", "status", "docs", "blog", "wiki", "support", "help"];
    let is_name = |part: &&str| part.len() >= 3 && !general.contains(part);
    a.split('.').filter(is_name).any(|part| b.contains(part))
        || b.split('.').filter(is_name).any(|part| a.contains(part))
}
