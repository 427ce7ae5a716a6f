//! Findings as an editor shows them.

use super::documents::View;
use super::text::{Encoding, Lines};
use crate::config::ConfigError;
use crate::finding::{self, Severity};
use crate::output::page_url;
use crate::span::Span;
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    Uri,
};
use serde_json::json;

/// Who found it.
pub const SOURCE: &str = "pmlint";

/// What editors show faded: a comment that has no effect.
const WITHOUT_EFFECT: &str = "suppression/unused";

/// All that was found in a document.
pub fn all(view: &View<'_>) -> Vec<Diagnostic> {
    view.checked.diagnostics.iter().map(|found| one(view, found)).collect()
}

/// One of the findings.
pub fn one(view: &View<'_>, found: &finding::Diagnostic) -> Diagnostic {
    let finding = &found.finding;
    let related = |label: &finding::Label| DiagnosticRelatedInformation {
        location: Location { uri: Uri::from(view.open.uri.as_str()), range: view.lines.range(label.span) },
        message: label.message.clone(),
    };
    let others: Vec<_> = finding.others.iter().map(related).collect();
    let fix = finding.fix.as_ref();
    Diagnostic {
        range: view.lines.range(finding.primary.span),
        severity: Some(match found.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Advice => DiagnosticSeverity::Information,
        }),
        code: Some(found.rule.as_str().into()),
        code_description: page_url(&found.rule).map(|url| CodeDescription { href: Uri::from(url) }),
        source: Some(SOURCE.to_owned()),
        message: message(finding).into(),
        tags: (found.rule == WITHOUT_EFFECT).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: Some(others).filter(|others| !others.is_empty()),
        data: Some(json!({
            "severity": found.severity.name(),
            "help": finding.help,
            "fix": fix.map(|fix| json!({"title": fix.title, "safety": fix.safety.name()})),
        })),
    }
}

/// What is wrong, and what can be done on a line of its own.
fn message(finding: &finding::Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// What is wrong in a file of a configuration.
pub fn of_config(errors: &[ConfigError], encoding: Encoding) -> Vec<Diagnostic> {
    let one = |error: &ConfigError| Diagnostic {
        range: Lines::new(&error.text, encoding).range(error.span.unwrap_or(Span::new(0, 0))),
        severity: Some(DiagnosticSeverity::Error),
        code: Some("configuration".into()),
        source: Some(SOURCE.to_owned()),
        message: error.message.clone().into(),
        ..Diagnostic::default()
    };
    errors.iter().map(one).collect()
}
