//! The pipeline: from a text to its document, from that to facts, from both to
//! the incident; then the rules, whose findings are stamped, sorted and freed
//! of repeats.

mod examples;
mod suppressed;

pub use examples::{FailedExample, failed_examples};

use crate::document::Document;
use crate::facts::{Facts, is_draft};
use crate::finding::{Diagnostic, Finding, Severity};
use crate::incident::{Incident, Reading};
use crate::rules::{ActiveRule, Context, RuleSet};
use crate::span::Span;
use std::collections::BTreeSet;

/// What is read from one text: what every command, the editor and every rule
/// get to see of it.
#[derive(Debug)]
pub struct Analysis<'t> {
    /// Its sections and blocks.
    pub document: Document<'t>,
    /// The typed values in them.
    pub facts: Facts,
    /// What they say happened.
    pub incident: Incident,
}

/// Returns all that `rules` find in `text`, sorted by place and name.
///
/// Pure and total: the same text and rules give the same answer everywhere.
#[must_use]
pub fn lint(text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    Analysis::of(text, &rules.reading).lint(rules)
}

/// The same for a text that is kept in a file: a path, or a name alone. The
/// file is not looked at; its name is a part of what the document says.
#[must_use]
pub fn lint_file(path: &str, text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    Analysis::of_file(path, text, &rules.reading).lint(rules)
}

impl<'t> Analysis<'t> {
    /// Reads a text. Never fails.
    #[must_use]
    pub fn of(text: &'t str, reading: &Reading) -> Self {
        Self::of_document(reading.document(text), reading)
    }

    /// Reads a text that is kept in a file: a path, or a name alone. The file
    /// is not looked at.
    #[must_use]
    pub fn of_file(path: &str, text: &'t str, reading: &Reading) -> Self {
        Self::of_document(reading.document(text).kept_in(path), reading)
    }

    fn of_document(document: Document<'t>, reading: &Reading) -> Self {
        let facts = reading.facts(&document);
        let incident = Incident::rebuild_with(&document, &facts, reading);
        Self { document, facts, incident }
    }

    /// Returns all that `rules` find in it, sorted by place and name, without
    /// what its comments keep silent.
    #[must_use]
    pub fn lint(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        let diagnostics = self.run(rules);
        let suppressions = suppressed::judged(&self.context(), rules, &diagnostics);
        let mut diagnostics = without_repeats(diagnostics, rules);
        if let Some(suppressions) = suppressions {
            diagnostics.extend(suppressed::about(&self.document, &suppressions, rules));
            diagnostics = suppressed::without(diagnostics, &suppressions, rules);
        }
        diagnostics.sort_by(|a, b| {
            let place = |d: &Diagnostic| d.finding.primary.span;
            place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule))
        });
        diagnostics.dedup();
        diagnostics
    }

    /// Returns what each rule finds by itself, in the order of the rules.
    fn run(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        let context = self.context();
        let draft = is_draft(&self.document, &rules.reading.drafts);
        let run = |rule: &ActiveRule| -> Vec<Diagnostic> {
            // What is not finished may have gaps.
            let severity = if draft && rule.completeness { Severity::Advice } else { rule.severity };
            let found = rule.check.run(&context, &rule.params);
            found.into_iter().map(|finding| Diagnostic { severity, ..rule.diagnostic(finding) }).collect()
        };
        rules.rules.iter().flat_map(run).collect()
    }

    const fn context(&self) -> Context<'_> {
        Context { document: &self.document, facts: &self.facts, incident: &self.incident }
    }
}

/// Drops each finding whose places a finding of a more specific rule names as
/// well: no finding repeats another's news.
fn without_repeats(diagnostics: Vec<Diagnostic>, rules: &RuleSet) -> Vec<Diagnostic> {
    let places = |finding: &Finding| finding.labels().map(|label| label.span).collect::<BTreeSet<Span>>();
    let told: Vec<(String, BTreeSet<Span>)> =
        diagnostics.iter().map(|d| (d.rule.clone(), places(&d.finding))).collect();
    let repeats = |diagnostic: &Diagnostic| {
        let Some(rule) = rules.rules.iter().find(|rule| rule.name == diagnostic.rule) else {
            return false;
        };
        if rule.yields_to.is_empty() {
            return false;
        }
        let mine = places(&diagnostic.finding);
        let shared_with = |theirs: &BTreeSet<Span>| mine.intersection(theirs).count() >= mine.len().min(2);
        told.iter()
            .any(|(name, theirs)| rule.yields_to.iter().any(|other| other == name) && shared_with(theirs))
    };
    diagnostics.into_iter().filter(|d| !repeats(d)).collect()
}
