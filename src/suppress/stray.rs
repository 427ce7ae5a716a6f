//! Comments that are meant for the linter and misspelt: they keep nothing
//! silent.

use super::{Kind, PREFIX, REASON, words};
use crate::document::Comment;
use crate::span::Span;

/// What such a comment may begin with, in whatever case.
const NAMES: [&str; 3] = ["pmlint", "pm-lint", "pm_lint"];
/// What other linters say for what a comment does here.
const SILENCE: [&str; 10] =
    ["disable", "disabled", "ignore", "ignored", "suppress", "skip", "silence", "allow", "off", "nolint"];
const SPEAK: [&str; 3] = ["enable", "enabled", "unignore"];
/// How alike a misspelt word is to the one that is meant.
const ALIKE: f64 = 0.7;

/// A comment that seems to be for the linter and is none that it knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// What stands where the directive belongs.
    pub written: String,
    /// Where it stands.
    pub span: Span,
    /// The directive that is nearest.
    pub nearest: &'static str,
    /// It is that one beyond doubt: only marks, capitals or a letter differ.
    pub sure: bool,
}

impl Stray {
    /// Reads a comment; none where it is a directive, or for somebody else.
    pub(super) fn read(comment: &Comment<'_>) -> Option<Self> {
        let start = comment.text_span().start;
        let mut words = words(comment.text);
        let (at, first) = words.next()?;
        let rest = after_name(first)?;
        let mut end = at + first.len();
        let mut keyword = rest.trim_matches(is_mark);
        let apart = keyword.is_empty();
        if apart {
            let (next, second) = words.next()?;
            end = next + second.len();
            keyword = second.trim_end_matches(is_mark);
            if !names_follow(words) {
                return None;
            }
        } else if !rest.starts_with(is_mark)
            || Kind::named(first.strip_prefix(PREFIX).unwrap_or_default()).is_some()
        {
            return None;
        }
        let (nearest, sure) = meant(keyword)?;
        let written = comment.text.get(at..end)?.to_owned();
        Some(Self { written, span: Span::new(start + at, start + end), nearest, sure })
    }
}

/// Whether what follows names rules, as it does in a directive, and is no
/// sentence: "pmlint: enable it in CI next week".
fn names_follow<'a>(words: impl Iterator<Item = (usize, &'a str)>) -> bool {
    let names: Vec<&str> = words.map(|(_, word)| word).take_while(|word| !REASON.contains(word)).collect();
    names.len() <= 1 || names.iter().any(|name| name.contains(['/', '*', ',']))
}

/// What follows the name of the linter in a word that begins with it.
fn after_name(word: &str) -> Option<&str> {
    NAMES.iter().find_map(|name| {
        let begins = word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        if begins { word.get(name.len()..) } else { None }
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '_' | ':' | '=' | '.' | ',' | '/')
}

/// The directive that a word means, and whether that is beyond doubt.
fn meant(keyword: &str) -> Option<(&'static str, bool)> {
    let plain: String = keyword.chars().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase).collect();
    let bare = |directive: &str| directive.replace('-', "");
    if let Some(known) = Kind::KEYWORDS.into_iter().find(|known| bare(known) == plain) {
        return Some((known, true));
    }
    // What others call so holds for what follows as well.
    if ["disablenext", "disablenextblock", "disablenextlines"].contains(&plain.as_str()) {
        return Some(("disable-next-line", true));
    }
    // One letter apart from one directive and no other.
    let mut near =
        Kind::KEYWORDS.into_iter().filter(|known| strsim::damerau_levenshtein(&bare(known), &plain) == 1);
    if let (Some(known), None) = (near.next(), near.next()) {
        return Some((known, true));
    }
    other_words(&plain).or_else(|| alike(&plain)).map(|known| (known, false))
}

/// What is said in the words of other linters: "ignore-next", "off".
fn other_words(plain: &str) -> Option<&'static str> {
    let of = |verbs: &[&str]| {
        verbs.iter().filter_map(|verb| plain.strip_prefix(verb)).min_by_key(|rest| rest.len())
    };
    if let Some(rest) = of(&SILENCE) {
        return match rest {
            // Of one that stands alone others mean what follows it.
            "" if plain.starts_with("disable") || plain == "off" => Some("disable"),
            "" | "next" | "nextline" | "nextlines" | "nextblock" | "next1" => Some("disable-next-line"),
            "line" | "thisline" | "sameline" | "currentline" | "here" | "this" => Some("disable-line"),
            "file" | "thisfile" | "wholefile" | "document" | "all" => Some("disable-file"),
            "start" | "begin" | "block" | "section" | "on" => Some("disable"),
            "end" | "stop" | "off" => Some("enable"),
            _ => None,
        };
    }
    of(&SPEAK).filter(|rest| rest.is_empty() || alike(plain).is_some()).map(|_| "enable")
}

fn alike(plain: &str) -> Option<&'static str> {
    let similarity = |known: &str| strsim::normalized_damerau_levenshtein(&known.replace('-', ""), plain);
    let scored = Kind::KEYWORDS.into_iter().map(|known| (similarity(known), known));
    scored
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity >= ALIKE)
        .map(|(_, known)| known)
}
