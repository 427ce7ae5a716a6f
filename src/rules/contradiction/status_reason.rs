//! `contradiction/status-reason`.

use super::words;
use crate::document::Block;
use crate::facts::{Fact, Pattern, Value};
use crate::finding::{Finding, Label};
use crate::rules::{Context, Params};
use std::ops::Range;

/// The codes that a phrase belongs to, and the phrase as the IANA registry of
/// HTTP status codes spells it. `503 Too Many Requests` is left alone: older
/// limiters answer so.
const PHRASES: [(&[u16], &str); 13] = [
    (&[400], "Bad Request"),
    (&[401], "Unauthorized"),
    (&[403], "Forbidden"),
    (&[404], "Not Found"),
    (&[405], "Method Not Allowed"),
    (&[413], "Content Too Large"),
    (&[415], "Unsupported Media Type"),
    (&[429, 420, 503], "Too Many Requests"),
    (&[500], "Internal Server Error"),
    (&[501], "Not Implemented"),
    (&[502], "Bad Gateway"),
    (&[503], "Service Unavailable"),
    (&[504], "Gateway Timeout"),
];

/// A phrase behind a code: one group for each of `PHRASES`, in its order.
static AFTER: Pattern = Pattern::new(
    r"^ (?<gap> \s+ | \s* [-–—:] \s* | \s* \( \s* ) (?:
        (?<p0> bad\s+request ) | (?<p1> unauthori[sz]ed ) | (?<p2> forbidden ) | (?<p3> not\s+found )
      | (?<p4> method\s+not\s+allowed ) | (?<p5> (?:content|payload|request\s+entity)\s+too\s+large )
      | (?<p6> unsupported\s+media\s+type ) | (?<p7> too\s+many\s+requests ) | (?<p8> internal\s+server\s+error )
      | (?<p9> not\s+implemented ) | (?<p10> bad\s+gateway ) | (?<p11> service\s+(?:temporarily\s+)?unavailable )
      | (?<p12> gateway\s+time[-\s]?out ) ) (?<end> \b | $ )",
);
/// A phrase before a code in brackets.
static BEFORE: Pattern = Pattern::new(
    r"\b (?:
        (?<p0> bad\s+request ) | (?<p1> unauthori[sz]ed ) | (?<p2> forbidden ) | (?<p3> not\s+found )
      | (?<p4> method\s+not\s+allowed ) | (?<p5> (?:content|payload|request\s+entity)\s+too\s+large )
      | (?<p6> unsupported\s+media\s+type ) | (?<p7> too\s+many\s+requests ) | (?<p8> internal\s+server\s+error )
      | (?<p9> not\s+implemented ) | (?<p10> bad\s+gateway ) | (?<p11> service\s+(?:temporarily\s+)?unavailable )
      | (?<p12> gateway\s+time[-\s]?out ) ) \s* \( \s* (?: http \s+ | status \s+ | error \s+ | code \s+ ){0,3} $",
);
/// What makes a number before words in lower case one code, not a count.
static ONE_CODE: Pattern =
    Pattern::new(r"\b(?: an? | the | http(?:/\d(?:\.\d)?)? | status | code | error ) \s+ $");
/// A list of codes before their phrases: `504/502 Gateway Timeout`.
static LISTED: Pattern = Pattern::new(r"\b\d(?:\d\d|xx) \s* (?: [/,&|+] | and | or ) \s* (?:http\s+)? $");
/// The document knows that the two do not belong together.
static EXPLAINED: Pattern = Pattern::new(
    r"\b(?: custom\w* | non-?standard | mislabel\w* | misreport\w* | mislead\w* | wrong\w* | incorrect\w* | instead | rather
      | should | confus\w* | actually | odd\w* | although | even\s+though | despite )\b",
);

/// How far before and after a code its phrase is looked for, in bytes.
const REACH: usize = 60;

/// Reports a status code with the reason phrase of another one.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let mut told: Vec<(u16, &str)> = Vec::new();
    let mut findings: Vec<Finding> = Vec::new();
    for fact in cx.facts.all() {
        let Value::StatusCode(code) = fact.value else { continue };
        let block = cx.document.block(fact.block);
        if fact.quoted || cx.document.is_aside(block) || !is_registered(code) {
            continue;
        }
        let Some((phrase, range)) = phrase_of(block, fact, code) else { continue };
        let span = block.text.span(range);
        match told.iter().position(|pair| *pair == (code, phrase)) {
            Some(known) => {
                if let Some(finding) = findings.get_mut(known) {
                    finding.others.push(Label::new(span, "and here"));
                }
            }
            None => {
                told.push((code, phrase));
                findings.push(finding(code, phrase, span));
            }
        }
    }
    findings
}

/// Client and server errors of the registry. Other codes are a server's own,
/// and so are their phrases: nginx has 499, Cloudflare 520 to 530.
const fn is_registered(code: u16) -> bool {
    matches!(code, 400..=417 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511)
}

/// The phrase beside a code that is not its own, with the range of both.
fn phrase_of(block: &Block<'_>, fact: &Fact, code: u16) -> Option<(&'static str, Range<usize>)> {
    let text = block.text.text();
    let before = near_before(text, fact.range.start);
    let after = near_after(text, fact.range.end);
    if LISTED.is_in(before) || EXPLAINED.is_in(words::sentence(text, &fact.range)) {
        return None;
    }
    let (phrase, range) =
        behind(text, fact, before, after).or_else(|| in_front(text, fact, before, after))?;
    let (codes, phrase) = PHRASES.get(phrase)?;
    (!codes.contains(&code)).then_some((*phrase, range))
}

/// `502 Internal Server Error`: which phrase, and where code and phrase stand.
fn behind(text: &str, fact: &Fact, before: &str, after: &str) -> Option<(usize, Range<usize>)> {
    let found = AFTER.regex()?.captures(after)?;
    let (index, phrase) = group(&found)?;
    let rest = after.get(phrase.end()..)?;
    let capital = is_capital(phrase.as_str());
    // `500 bad requests` counts, and so may `400 internal server errors`.
    let counts = rest.starts_with('s') || (!capital && !ONE_CODE.is_in(before));
    // `Error 502 – service unavailable` tells of the service.
    let tells = index == 11 && found.name("gap").is_some_and(|gap| !gap.as_str().trim().is_empty());
    let range = fact.range.start..fact.range.end + phrase.end();
    (!counts && !tells && text.is_char_boundary(range.end)).then_some((index, range))
}

/// `Internal Server Error (502)`.
fn in_front(text: &str, fact: &Fact, before: &str, after: &str) -> Option<(usize, Range<usize>)> {
    let closes = after.starts_with(')');
    let found = BEFORE.regex()?.captures(before).filter(|_| closes)?;
    let (index, phrase) = group(&found)?;
    let start = fact.range.start - (before.len() - phrase.start());
    (is_capital(phrase.as_str()) && text.is_char_boundary(start)).then_some((index, start..fact.range.end))
}

/// Which of the phrases was found, and where.
fn group<'t>(found: &crate::facts::Captures<'t>) -> Option<(usize, crate::facts::Match<'t>)> {
    (0..PHRASES.len()).find_map(|i| Some((i, found.name(&format!("p{i}"))?)))
}

/// `Bad Gateway`: every word with a capital.
fn is_capital(phrase: &str) -> bool {
    let begins = |word: &str| word.starts_with(char::is_uppercase);
    phrase.split_whitespace().all(begins)
}

fn near_before(text: &str, at: usize) -> &str {
    let all = text.get(..at).unwrap_or_default();
    let from = all.char_indices().rev().take(REACH).last().map_or(0, |(i, _)| i);
    all.get(from..).unwrap_or_default()
}

fn near_after(text: &str, at: usize) -> &str {
    let all = text.get(at..).unwrap_or_default();
    let to = all.char_indices().nth(REACH).map_or(all.len(), |(i, _)| i);
    all.get(..to).unwrap_or_default()
}

fn finding(code: u16, phrase: &str, span: crate::span::Span) -> Finding {
    let own = PHRASES.iter().find(|(_, known)| *known == phrase).and_then(|(codes, _)| codes.first());
    let own = own.copied().unwrap_or_default();
    let message = format!("`{code}` is given the reason phrase of `{own}`, `{phrase}`");
    let help = match PHRASES.iter().find(|(codes, _)| codes.first() == Some(&code)) {
        Some((_, right)) => format!("write `{code} {right}` or `{own} {phrase}`"),
        None => format!("write `{own} {phrase}`, or correct the phrase"),
    };
    Finding::new(message, Label::new(span, "code and phrase differ")).help(help)
}
