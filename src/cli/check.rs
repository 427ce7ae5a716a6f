//! `pmlint check`.

use super::input::each_document;
use super::mend::Mending;
use super::{CheckArguments, Console, Outcome, adopt};
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
    let mut linted = Vec::new();
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
        linted.push(path.clone());
        // Of a clean document only its name is still needed.
        let text = if diagnostics.is_empty() { String::new() } else { text };
        let fails_at = governed.config.fail_on(&asked).severity();
        reports.push(Report { path, text, diagnostics, fails_at });
    });
    if let Some(rule) = unknown {
        console.error(rule);
        return Outcome::Trouble;
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    let Some(notes) = adopt::narrow(arguments, &linted, &mut reports, console) else {
        return Outcome::Trouble;
    };
    let summary = Summary::of(&reports, input.documents);
    let fails = reports.iter().any(|report| report.diagnostics.iter().any(|found| report.fails(found)));
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
        notes.iter().for_each(|note| console.note(note));
    }
    outcome
}

/// Prints the findings in the format that was asked for, with the table of
/// rules behind them; where a file is to take the format, the terminal gets
/// them in full.
fn print(reports: &[Report], arguments: &CheckArguments, console: &Console, outcome: Outcome) -> Outcome {
    let mut format = arguments.output_format;
    let mut outcome = outcome;
    if let Some(file) = &arguments.output_file {
        let text = render(reports, format, Look::PLAIN);
        let written = write_report(file, &text).inspect_err(|problem| console.error(problem));
        outcome = if written.is_ok() { outcome } else { Outcome::Trouble };
        format = Format::Full;
    }
    let mut text = render(reports, format, console.look);
    let table = adopt::statistics(arguments, reports).unwrap_or_default();
    if adopt::takes_table(format) {
        text.push_str(&table);
    } else {
        table.lines().for_each(|line| console.note(line));
    }
    console.print(&text, outcome)
}

/// What the arguments say of the rules; says why where they name a profile
/// that there is not.
fn asked(arguments: &CheckArguments, console: &Console) -> Option<Asked> {
    let named = arguments.profile.as_deref().map(Profile::named).transpose();
    let profile = named.inspect_err(|unknown| console.error(unknown)).ok()?;
    let (select, ignore) = (arguments.select.clone(), arguments.ignore.clone());
    Some(Asked { profile, select, ignore, fail_on: arguments.fail_on })
}
