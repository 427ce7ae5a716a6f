//! From a text to diagnostics: read, run the rules, stamp, sort, dedupe.

mod examples;
mod suppressed;

pub use examples::{FailedExample, failed_examples};

use crate::document::Document;
use crate::facts::is_draft;
use crate::finding::{Diagnostic, Finding, Severity};
use crate::incident::Incident;
use crate::rules::{ActiveRule, Context, RuleSet};
use crate::span::Span;
use crate::threads;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// All that `rules` find in `text`, sorted by place and name.
///
/// Pure and total: the same text and rules give the same answer everywhere.
#[must_use]
pub fn lint(text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    lint_document(&rules.reading.document(text), rules)
}

/// The same for a text that is kept in a file: a path, or a name alone. The
/// file is not looked at; its name is a part of what the document says.
#[must_use]
pub fn lint_file(path: &str, text: &str, rules: &RuleSet) -> Vec<Diagnostic> {
    lint_document(&rules.reading.document(text).kept_in(path), rules)
}

fn lint_document(document: &Document<'_>, rules: &RuleSet) -> Vec<Diagnostic> {
    let facts = rules.reading.facts(document);
    let incident = Incident::rebuild_with(document, &facts, &rules.reading);
    let context = Context { document, facts: &facts, incident: &incident };
    let draft = is_draft(document, &rules.reading.drafts);
    let run = |rule: &ActiveRule| -> Vec<Diagnostic> {
        // What is not finished may have gaps.
        let severity = if draft && rule.completeness { Severity::Advice } else { rule.severity };
        let found = rule.check.run(&context, &rule.params);
        found.into_iter().map(|finding| Diagnostic { severity, ..rule.diagnostic(finding) }).collect()
    };
    let diagnostics: Vec<Diagnostic> = threads::shared(
        || rules.rules.par_iter().flat_map_iter(run).collect(),
        || rules.rules.iter().flat_map(run).collect(),
    );
    let suppressions = suppressed::judged(&context, rules, &diagnostics);
    let mut diagnostics = without_repeats(diagnostics, rules);
    if let Some(suppressions) = suppressions {
        diagnostics.extend(suppressed::about(document, &suppressions, rules));
        diagnostics = suppressed::without(diagnostics, &suppressions, rules);
    }
    diagnostics.sort_by(|a, b| {
        let place = |d: &Diagnostic| d.finding.primary.span;
        place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    diagnostics.dedup();
    diagnostics
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
