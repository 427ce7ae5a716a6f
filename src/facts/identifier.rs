//! Names of hosts, services, files and settings: `db-prod-01`, `us-east-1`,
//! `max_connections`, `orders-service`, and what is set as code.
//!
//! In prose a hyphen alone makes no name ("load-balancer", "follow-up"): a
//! digit, an underscore, a file's extension or a word for a part of a system
//! has to show it.

use crate::phrases::names::{FILE_TYPE, NUMBERED_WORD, PLAIN_COMPOUND};
use crate::span::slice;
use std::ops::Range;

/// The last words of names for parts of a system.
const PARTS: [&str; 27] = [
    "api",
    "backend",
    "broker",
    "bucket",
    "cache",
    "cluster",
    "controller",
    "daemon",
    "db",
    "exporter",
    "frontend",
    "gateway",
    "ingress",
    "operator",
    "primary",
    "prod",
    "production",
    "proxy",
    "queue",
    "replica",
    "scheduler",
    "server",
    "service",
    "staging",
    "svc",
    "worker",
    "workers",
];

/// The names of a text, in order; `code` are the ranges set as code, and
/// `opaque` all that is no prose.
pub(super) fn read(text: &str, code: &[Range<usize>], opaque: &[Range<usize>]) -> Vec<Range<usize>> {
    let names = code.iter().filter(|range| text.get((*range).clone()).is_some_and(is_code_name)).cloned();
    let mut all: Vec<Range<usize>> = names.collect();
    let covers = |range: &Range<usize>| {
        let before = opaque.partition_point(|known| known.end <= range.start);
        opaque.get(before).is_some_and(|known| known.start < range.end)
    };
    let in_prose = compounds(text).filter(|range| {
        !covers(range) && stands_alone(text, range) && text.get(range.clone()).is_some_and(is_name_in_prose)
    });
    all.extend(in_prose);
    all.sort_by_key(|range| range.start);
    all
}

/// Letters and digits with hyphens, underscores or dots between them, from the
/// first letter on: `db-prod-01`.
fn compounds(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let is_plain = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let joins = move |at: usize| {
        bytes.get(at).is_some_and(|byte| matches!(byte, b'-' | b'_' | b'.')) && is_plain(at + 1)
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let joint = (from + 1..bytes.len()).find(|at| joins(*at) && is_plain(at - 1))?;
            let word = (from..joint).rev().take_while(|at| is_plain(*at)).last()?;
            let is_letter = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_alphabetic);
            let Some(start) = (word..joint).find(is_letter) else {
                from = joint + 1;
                continue;
            };
            let mut end = joint;
            while joins(end) {
                end += 1;
                end += bytes.iter().skip(end).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            }
            from = end;
            return Some(start..end);
        }
    })
}

/// One word of code that may name something.
fn is_code_name(code: &str) -> bool {
    let letters = code.chars().filter(char::is_ascii_alphabetic).count();
    let plain =
        code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@'));
    let begins = code.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '.' | '_'));
    (3..=120).contains(&code.len()) && letters >= 2 && plain && begins && !code.contains("://")
}

fn is_name_in_prose(name: &str) -> bool {
    // Most compounds are words with a hyphen.
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    let named = || !name.bytes().all(is_plain) && is_spelled_as_name(name);
    name.len() >= 4 && (names_part(name) || named()) && !is_plain_language(name)
}

/// `db-prod-01`, `max_connections`, `app-config.yml`.
fn is_spelled_as_name(name: &str) -> bool {
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if let Some((stem, ending)) = name.rsplit_once('.') {
        return !stem.contains('.') && FILE_TYPE.is_in(ending);
    }
    match (name.contains('-'), name.contains('_')) {
        (true, false) => name.split('-').all(is_word) && name.split('-').skip(1).any(is_numbered),
        (false, true) => name.split('_').all(is_word),
        _ => false,
    }
}

/// Letters, digits, and a letter at most: `01`, `prod2`, `1a`.
fn is_numbered(part: &str) -> bool {
    let behind = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let last = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    last.len() < behind.len() && last.len() <= 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `mid-2024`, `p99_latency`, `day-to-day-2`, `node.js`.
fn is_plain_language(name: &str) -> bool {
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    let (lead, rest) = name.split_at(end);
    let numbered = rest.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && NUMBERED_WORD.is_in(lead);
    numbered || PLAIN_COMPOUND.is_in(name)
}

/// `orders-service`: a compound that names a part of a system.
fn names_part(name: &str) -> bool {
    let hyphened = !name.contains(['_', '.']);
    let last = name.rsplit_once('-').map_or("", |(_, last)| last);
    hyphened && PARTS.iter().any(|part| part.eq_ignore_ascii_case(last))
}

/// Not part of a path, an address or a longer name.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = slice(text, ..range.start).chars().next_back();
    let mut after = slice(text, range.end..).chars();
    let (next, beyond) = (after.next(), after.next());
    let glued = before.is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '/' | '@' | '#' | '-' | '_' | '.' | '=' | '$' | '%')
    });
    let goes_on = match next {
        Some('.' | ':' | '/' | '-') => beyond.is_some_and(char::is_alphanumeric),
        Some(c) => matches!(c, '@' | '=' | '_' | '/' | '(' | '\\'),
        None => false,
    };
    !(glued || goes_on)
}
