//! What a change brought about without a trace on its lines: a section that is
//! taken out, a sentence that named the zone.
//!
//! The text before the change is linted too. A finding is new where findings of
//! its kind speak of more than they did, and it is not itself among those.

use crate::finding::{Diagnostic, Severity};
use crate::output::Report;
use crate::output::fingerprint::fingerprints;
use std::collections::HashMap;

/// Of how much the findings of a kind speak that weigh at least this much, from
/// advice on.
type Weights = [usize; 3];

/// What a message says the same with and without.
const FILLING: [&str; 15] = [
    "a",
    "an",
    "the",
    "one",
    "another",
    "other",
    "only",
    "and",
    "is",
    "are",
    "has",
    "have",
    "like",
    "placeholder",
    "more",
];

/// The findings of a text before it changed.
#[derive(Debug)]
pub struct Before {
    kinds: HashMap<Kind, Weights>,
    /// What each of them weighs, by what it is known by.
    known: HashMap<String, Severity>,
}

/// A rule, and what its message says whatever values and numbers it names:
/// "and another placeholder" is no news where there were 12 others.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Kind {
    rule: String,
    words: String,
}

impl Before {
    /// Of the report on the text as it was.
    pub fn of(report: &Report) -> Self {
        let severities = report.diagnostics.iter().map(|diagnostic| diagnostic.severity);
        Self { kinds: kinds(report), known: fingerprints(report, "").into_iter().zip(severities).collect() }
    }

    /// Which of the findings of a report are new, in their order.
    pub fn news(&self, report: &Report) -> Vec<bool> {
        let kinds = kinds(report);
        let more = |diagnostic: &Diagnostic| {
            let sum = |kinds: &HashMap<Kind, Weights>| {
                kinds.get(&Kind::of(diagnostic)).map_or(0, |weights| at_least(weights, diagnostic.severity))
            };
            sum(&kinds) > sum(&self.kinds)
        };
        let each = report.diagnostics.iter().zip(fingerprints(report, ""));
        each.map(|(diagnostic, known_by)| {
            let same = self.known.get(&known_by).is_some_and(|before| *before >= diagnostic.severity);
            !same && more(diagnostic)
        })
        .collect()
    }
}

impl Kind {
    fn of(diagnostic: &Diagnostic) -> Self {
        // Every other part of the message stands between backticks.
        let plain: String = diagnostic.finding.message.split('`').step_by(2).collect();
        let words = plain.split(|c: char| !c.is_alphabetic()).map(|word| word.trim_end_matches('s'));
        let telling = words.filter(|word| !word.is_empty() && !is_filling(word));
        Self { rule: diagnostic.rule.clone(), words: telling.collect::<Vec<_>>().join(" ") }
    }
}

/// Whether a word, its plural mark taken off, tells nothing.
fn is_filling(word: &str) -> bool {
    FILLING.iter().any(|filling| filling.trim_end_matches('s') == word)
}

/// Of how much a finding speaks: its places, and the values that it names. One
/// finding may tell of all actions without an owner.
fn extent(diagnostic: &Diagnostic) -> usize {
    let values = diagnostic.finding.message.split('`').skip(1).step_by(2).count();
    diagnostic.finding.labels().count() + values
}

fn kinds(report: &Report) -> HashMap<Kind, Weights> {
    let mut kinds: HashMap<Kind, Weights> = HashMap::new();
    for diagnostic in &report.diagnostics {
        let weights = kinds.entry(Kind::of(diagnostic)).or_default();
        weights.iter_mut().take(level(diagnostic.severity) + 1).for_each(|sum| *sum += extent(diagnostic));
    }
    kinds
}

fn at_least(weights: &Weights, severity: Severity) -> usize {
    weights.get(level(severity)).copied().unwrap_or_default()
}

const fn level(severity: Severity) -> usize {
    match severity {
        Severity::Advice => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}
