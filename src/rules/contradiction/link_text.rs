//! `contradiction/link-text`.

use crate::document::{BlockKind, Link, Prose};
use crate::facts::Pattern;
use crate::finding::{Edit, Finding, Fix, Label, Safety};
use crate::rules::{Context, Params};
use std::collections::HashMap;
use std::ops::Range;

/// `#3082`, `PR #3082`, `org/repo#3082`, `!12`, `#3082 (comment)`.
static NUMBER: Pattern = Pattern::new(
    r"^ (?: (?<kind> pr | pull\s+request | issue | mr | merge\s+request | bug | ticket ) \s* )?
      (?: [\w.-]+ / [\w./-]+ )? (?<mark> [\#!] ) (?<number> \d{1,7} ) (?: \s* \( comment \) )? $",
);
/// An issue or a request in an address of GitHub, GitLab or Gitea.
static NUMBERED_ADDRESS: Pattern = Pattern::new(
    r"^ https?:// [^/?\#]+ / [^?\#]*? / (?<kind> issues | pull | pulls | merge_requests | discussions | work_items ) /
      (?<number> \d{1,7} ) (?: [/?\#] .* )? $",
);
/// `OPS-412`.
static KEY: Pattern = Pattern::new(r"(?-i: ^ (?<prefix> [A-Z][A-Z0-9]{1,11} ) - (?<number> \d{1,10} ) $ )");
/// A key that is a whole part of an address.
static KEY_IN_ADDRESS: Pattern =
    Pattern::new(r"[/=] (?<prefix> [a-z][a-z0-9]{1,11} ) - (?<number> \d{1,10} ) (?: [/?\#&] | $ )");
/// `CVE-2024-1234`.
static CVE: Pattern = Pattern::new(r"\b cve-\d{4}-\d{4,7} \b");
/// `4f2a9c1`.
static HASH: Pattern = Pattern::new(r"^ [0-9a-f]{7,40} $");
static COMMIT_ADDRESS: Pattern = Pattern::new(r"/ commits? / (?<hash> [0-9a-f]{7,40} ) (?: [/?\#.] .* )? $");
/// `v1.4.2`, `Release 1.4.2`.
static VERSION: Pattern = Pattern::new(
    r"^ (?: version \s+ | release \s+ )? v? (?<version> \d+ (?: \.\d+ ){1,3} (?: [-+] [\w.]+ )? ) $",
);
static TAG_ADDRESS: Pattern = Pattern::new(
    r"/ releases/tag / (?: [a-z][\w-]* [-@/] )? v? (?<version> \d+ (?: \.\d+ ){1,3} (?: [-+] [\w.]+ )? ) /? $",
);
/// An address as the words of a link.
static ADDRESS: Pattern =
    Pattern::new(r"^ (?: https?:// | www\. ) (?: [^/?\#@]* @ )? (?<host> [^/?\#:\s…]+ ) [^\s]* $");
static HOST: Pattern = Pattern::new(r"^ https?:// (?: [^/?\#@]* @ )? (?<host> [^/?\#:\s]+ )");
/// Hosts that lead elsewhere by design.
static REDIRECTS: Pattern = Pattern::new(
    r"(?: ^ | \. ) (?: bit\.ly | goo\.gl | git\.io | t\.co | tinyurl\.com | lnkd\.in | ow\.ly | is\.gd | aka\.ms | g\.co | youtu\.be
      | safelinks\.protection\.outlook\.com | urldefense\.(?:com|proofpoint\.com) | slack-redir\.net | web\.archive\.org | archive\.(?:org|is|ph|today)
      | localhost | example\.(?:com|org|net) | example ) $",
);

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
            let words = text.get(link.text.clone()).unwrap_or_default().trim();
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
    if let Some(said) = NUMBER.regex().and_then(|regex| regex.captures(words)) {
        return Some(said.name("mark")?.start()..said.name("number")?.end());
    }
    if let Some(said) = VERSION.regex().and_then(|regex| regex.captures(words)) {
        return Some(said.name("version")?.range());
    }
    (KEY.is_in(words) || CVE.is_in(words) || HASH.is_in(words)).then_some(0..words.len())
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
    let said = NUMBER.regex()?.captures(words)?;
    let led = NUMBERED_ADDRESS.regex()?.captures(target)?;
    let (said_number, led_number) = (said.name("number")?.as_str(), led.name("number")?.as_str());
    let is_merge = led.name("kind")?.as_str().eq_ignore_ascii_case("merge_requests");
    let says_merge = said.name("mark")?.as_str() == "!";
    // `#1` may count the links of a list.
    let may_count = said_number.len() < led_number.len() && said_number.len() <= 2;
    let differs = said_number.trim_start_matches('0') != led_number.trim_start_matches('0');
    let mark = if is_merge { "!" } else { "#" };
    (differs && is_merge == says_merge && !may_count).then(|| format!("{mark}{led_number}"))
}

fn other_key(words: &str, target: &str) -> Option<String> {
    let said = KEY.regex()?.captures(words)?;
    let same_prefix = |key: &crate::facts::Captures<'_>| {
        let prefixes = key.name("prefix").zip(said.name("prefix"));
        prefixes.is_some_and(|(a, b)| a.as_str().eq_ignore_ascii_case(b.as_str()))
    };
    let number = |key: &crate::facts::Captures<'_>| group(key, "number").trim_start_matches('0').to_owned();
    let keys = KEY_IN_ADDRESS.regex()?.captures_iter(target).filter(same_prefix);
    let numbers: Vec<String> = keys.map(|key| number(&key)).collect();
    let other = numbers.first()?;
    (!numbers.contains(&number(&said))).then(|| format!("{}-{other}", group(&said, "prefix")))
}

/// What a group matched; nothing where it took no part.
fn group<'t>(found: &crate::facts::Captures<'t>, name: &str) -> &'t str {
    found.name(name).map_or("", |group| group.as_str())
}

fn other_cve(words: &str, target: &str) -> Option<String> {
    let cve = CVE.regex()?;
    let said = cve.find(words).filter(|found| found.as_str().len() == words.len())?.as_str();
    let mut led = cve.find_iter(target).map(|found| found.as_str());
    let first = led.next()?;
    let names_it = first.eq_ignore_ascii_case(said) || led.any(|other| other.eq_ignore_ascii_case(said));
    (!names_it).then(|| first.to_uppercase())
}

fn other_commit(words: &str, target: &str) -> Option<String> {
    let said = HASH.regex()?.find(words)?.as_str().to_lowercase();
    let led = COMMIT_ADDRESS.regex()?.captures(target)?.name("hash")?.as_str().to_lowercase();
    let same = led.starts_with(&said) || said.starts_with(&led);
    (!same).then(|| led.chars().take(said.len()).collect())
}

fn other_version(words: &str, target: &str) -> Option<String> {
    let said = VERSION.regex()?.captures(words)?.name("version")?.as_str();
    let led = TAG_ADDRESS.regex()?.captures(target)?.name("version")?.as_str();
    // `1.4` may stand for 1.4.0.
    let same = led.starts_with(said) || said.starts_with(led);
    (!same).then(|| led.to_owned())
}

fn other_address(words: &str, target: &str) -> Option<String> {
    let said = host(ADDRESS.regex()?.captures(words)?.name("host")?.as_str());
    let led = host(HOST.regex()?.captures(target)?.name("host")?.as_str());
    if said == led {
        let address = NUMBERED_ADDRESS.regex()?;
        let (a, b) = (address.captures(words)?, address.captures(target)?);
        let differs = group(&a, "kind") == group(&b, "kind") && group(&a, "number") != group(&b, "number");
        return differs.then(|| format!("#{}", group(&b, "number")));
    }
    let known = !REDIRECTS.is_in(&said) && !REDIRECTS.is_in(&led);
    let full = said.contains('.') && led.contains('.') && !words.contains('…') && !words.contains("...");
    let carries = target.to_lowercase().contains(&said);
    (known && full && !carries && !may_be_one_site(&said, &led)).then_some(led)
}

fn host(written: &str) -> String {
    let lower = written.to_lowercase();
    lower.strip_prefix("www.").map_or(lower.clone(), str::to_owned)
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
