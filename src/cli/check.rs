//! `pmlint check`.

use super::input::each_document;
use super::mend::Mending;
use super::{CheckArguments, Console, Outcome};
use crate::config::Asked;
use crate::engine::lint_file;
use crate::files::write_report;
use crate::output::summary::Summary;
use crate::output::{Format, Look, Report, render};
use crate::rules::Profile;

/// Lints what the arguments name and prints what is found.
pub fn check(arguments: &CheckArguments, console: &Console) -> Outcome {
    let Some(asked) = asked(arguments, console) else {
        return Outcome::Trouble;
    };
    let Some(mut mending) = Mending::new(&arguments.mend, &arguments.input.paths, console) else {
        return Outcome::Trouble;
    };
    let mut reports = Vec::new();
    let mut unknown = None;
    let input = each_document(&arguments.input, console, |path, text, governed| {
        let rules = match governed.rules(&asked) {
            Ok(rules) => rules,
            Err(rule) => {
                unknown = Some(rule);
                return;
            }
        };
        let (text, diagnostics) = mending.lint(&path, text, console, |text| lint_file(&path, text, &rules));
        // Of a clean document only its name is still needed.
        let text = if diagnostics.is_empty() { String::new() } else { text };
        reports.push(Report { path, text, diagnostics });
    });
    if let Some(rule) = unknown {
        console.error(rule);
        return Outcome::Trouble;
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    let summary = Summary::of(&reports, input.documents);
    let fails = arguments.fail_on.severity().is_some_and(|severity| summary.at_least(severity) > 0);
    let outcome = if fails { Outcome::Findings } else { Outcome::Clean };
    let outcome = outcome.max(input.outcome()).max(mending.outcome());
    let outcome = mending
        .print(&reports, outcome, console)
        .unwrap_or_else(|| print(&reports, arguments, console, outcome));
    if input.documents > 0 {
        if mending.tells_findings() {
            console.note(summary);
        }
        mending.note(console);
    }
    outcome
}

/// Prints the findings in the format that was asked for; where a file is to
/// take that one, the terminal gets them in full.
fn print(reports: &[Report], arguments: &CheckArguments, console: &Console, outcome: Outcome) -> Outcome {
    let fail_on = arguments.fail_on.severity();
    let Some(file) = &arguments.output_file else {
        return console.print(&render(reports, arguments.output_format, console.look, fail_on), outcome);
    };
    let text = render(reports, arguments.output_format, Look::PLAIN, fail_on);
    let written = write_report(file, &text).inspect_err(|problem| console.error(problem));
    let outcome = if written.is_ok() { outcome } else { Outcome::Trouble };
    console.print(&render(reports, Format::Full, console.look, fail_on), outcome)
}

/// What the arguments say of the rules; says why where they name a profile
/// that there is not.
fn asked(arguments: &CheckArguments, console: &Console) -> Option<Asked> {
    let named = arguments.profile.as_deref().map(Profile::named).transpose();
    let profile = named.inspect_err(|unknown| console.error(unknown)).ok()?;
    Some(Asked { profile, select: arguments.select.clone(), ignore: arguments.ignore.clone() })
}
