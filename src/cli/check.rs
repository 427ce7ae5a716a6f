//! `pmlint check`.

use super::input::each_document;
use super::{CheckArguments, Console, Outcome};
use crate::engine::lint_file;
use crate::output::summary::Summary;
use crate::output::{Report, render};
use crate::rules::{Profile, RuleSet};

/// Lints what the arguments name and prints what is found.
pub fn check(arguments: &CheckArguments, console: &Console) -> Outcome {
    let Some(rules) = rules_of(arguments, console) else {
        return Outcome::Trouble;
    };
    let mut reports = Vec::new();
    let input = each_document(&arguments.input, console, |path, text| {
        let diagnostics = lint_file(&path, &text, &rules);
        if !diagnostics.is_empty() {
            reports.push(Report { path, text, diagnostics });
        }
    });
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    let summary = Summary::of(&reports, input.documents);
    let fails = arguments.fail_on.severity().is_some_and(|severity| summary.at_least(severity) > 0);
    let outcome = if fails { Outcome::Findings } else { Outcome::Clean };
    let text = render(&reports, arguments.output_format, console.look);
    let outcome = console.print(&text, outcome.max(input.outcome()));
    if input.documents > 0 {
        console.note(summary);
    }
    outcome
}

/// The rules that the arguments ask for; says why where they ask for none
/// that exists.
fn rules_of(arguments: &CheckArguments, console: &Console) -> Option<RuleSet> {
    let profile = Profile::named(&arguments.profile).inspect_err(|unknown| console.error(unknown)).ok()?;
    let chosen = RuleSet::choose_with(&[&profile.settings], &arguments.select, &arguments.ignore);
    chosen.inspect_err(|unknown| console.error(unknown)).ok()
}
