//! What a change brought about without a trace on its lines: a section that is
//! taken out, a sentence that named the zone.
//!
//! The text before the change is linted too. A finding is new where there are
//! more of its kind than there were, and it is not itself among those.

use crate::finding::{Diagnostic, Severity};
use crate::output::Report;
use crate::output::fingerprint::fingerprints;
use std::collections::HashMap;

/// How many findings of a kind weigh at least this much, from advice on.
type Weights = [usize; 3];

/// The findings of a text before it changed.
#[derive(Debug)]
pub struct Before {
    kinds: HashMap<Kind, Weights>,
    /// What each of them weighs, by what it is known by.
    known: HashMap<String, Severity>,
}

/// A rule, and what its message says whatever values it names: "and 11 others"
/// is no news where there were 12.
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
            let count = |kinds: &HashMap<Kind, Weights>| {
                kinds.get(&Kind::of(diagnostic)).map_or(0, |weights| at_least(weights, diagnostic.severity))
            };
            count(&kinds) > count(&self.kinds)
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
        let words: String = diagnostic.finding.message.split('`').step_by(2).collect();
        let words = words.chars().filter(|c| !c.is_ascii_digit()).collect();
        Self { rule: diagnostic.rule.clone(), words }
    }
}

fn kinds(report: &Report) -> HashMap<Kind, Weights> {
    let mut kinds: HashMap<Kind, Weights> = HashMap::new();
    for diagnostic in &report.diagnostics {
        let weights = kinds.entry(Kind::of(diagnostic)).or_default();
        weights.iter_mut().take(level(diagnostic.severity) + 1).for_each(|count| *count += 1);
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
