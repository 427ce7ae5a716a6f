//! `contradiction/status-reason`.

use crate::facts::{Fact, Value, sentence_at};
use crate::finding::{Finding, Label};
use crate::phrases::Match;
use crate::phrases::status::{EXPLAINED, LISTED, ONE_CODE, REASON_BEHIND, REASON_IN_FRONT};
use crate::rules::{Context, Params};
use crate::text::Passage;
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

/// Where 503 stands among the phrases: it may be a statement of its own.
const SERVICE_UNAVAILABLE: usize = 11;

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
        let Some((phrase, range)) = phrase_of(cx.document.passage(fact.block), fact, code) else { continue };
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
fn phrase_of(text: Passage<'_>, fact: &Fact, code: u16) -> Option<(&'static str, Range<usize>)> {
    let sentence = text.slice(sentence_at(text.text(), &fact.range));
    let (before, after) = (text.before(fact.range.start), text.after(fact.range.end));
    if ends_list(before) || EXPLAINED.is_in(sentence) {
        return None;
    }
    let (phrase, range) = behind(fact, before, after).or_else(|| in_front(fact, before, after))?;
    let (codes, phrase) = PHRASES.get(phrase)?;
    (!codes.contains(&code)).then_some((*phrase, range))
}

/// A list of codes before their phrases: `504/502 Gateway Timeout`.
fn ends_list(before: Passage<'_>) -> bool {
    LISTED.find(before).is_some_and(|found| found.words("code").is_some_and(|code| code.len() == 3))
}

/// `502 Internal Server Error`: which phrase, and where code and phrase stand.
fn behind(fact: &Fact, before: Passage<'_>, after: Passage<'_>) -> Option<(usize, Range<usize>)> {
    let found = REASON_BEHIND.find(after)?;
    let (index, phrase) = named(&found)?;
    // `500 bad requests` counts, and so may `400 internal server errors`.
    let counts = !is_capital(after.slice(phrase.clone()).text()) && !ONE_CODE.is_in(before);
    // `Error 502 – service unavailable` tells of the service.
    let tells = index == SERVICE_UNAVAILABLE && found.group("gap").is_some();
    (!counts && !tells).then_some((index, fact.range.start..fact.range.end + phrase.end))
}

/// `Internal Server Error (502)`.
fn in_front(fact: &Fact, before: Passage<'_>, after: Passage<'_>) -> Option<(usize, Range<usize>)> {
    let closes = after.text().starts_with(')');
    let found = REASON_IN_FRONT.find(before).filter(|_| closes)?;
    let (index, phrase) = named(&found)?;
    is_capital(before.slice(phrase.clone()).text()).then_some((index, phrase.start..fact.range.end))
}

/// Which of the phrases was found, and where. Each is a group by the name of
/// the first of its codes.
fn named(found: &Match<'_>) -> Option<(usize, Range<usize>)> {
    let group = |codes: &[u16]| found.group(&codes.first()?.to_string());
    PHRASES.iter().enumerate().find_map(|(index, (codes, _))| Some((index, group(codes)?)))
}

/// `Bad Gateway`: every word with a capital.
fn is_capital(phrase: &str) -> bool {
    let begins = |word: &str| word.starts_with(char::is_uppercase);
    phrase.split_whitespace().all(begins)
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
