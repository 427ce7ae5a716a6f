//! `pmlint check`.

use super::batch::{Job, RuleSets, Waiting, own_pages};
use super::input::each_document;
use super::mend::Mending;
use super::progress::Stopwatch;
use super::{CheckArguments, Console, Outcome, adopt};
use crate::analysis::lint_file;
use crate::config::Asked;
use crate::document::looks_like_postmortem;
use crate::files::{display, is_same, write_report};
use crate::output::summary::Summary;
use crate::output::{Format, Look, Report, render_run};
use crate::rules::Profile;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// Lints what the arguments name and prints what is found.
pub fn check(arguments: &CheckArguments, console: &Console) -> Outcome {
    let Some(asked) = asked(arguments, console) else {
        return Outcome::Trouble;
    };
    let Some(mut mending) = Mending::new(&arguments.mend, &arguments.input.paths, console) else {
        return Outcome::Trouble;
    };
    let mut stopwatch = Stopwatch::start();
    let mut reports = Vec::new();
    let mut rule_sets = RuleSets::default();
    let mut waiting = Waiting::default();
    let mut rules_of = adopt::RulesOf::default();
    let mut refused = None;
    let input = each_document(&arguments.input, console, |path, text, governed| {
        let rules = match rule_sets.of(governed, &asked) {
            _ if overwrites(arguments, &path) => {
                refused =
                    Some(format!("{path}: would be overwritten by `--output-file`; name another file there"));
                return;
            }
            Ok(rules) => rules,
            Err(rule) => {
                refused = Some(rule.to_string());
                return;
            }
        };
        if arguments.adopt.needs_rules() {
            rules_of.insert(path.clone(), Arc::clone(&rules));
        }
        let fails_at = governed.config.fail_on(&asked).severity();
        let drawn = (arguments.output_format == Format::Html).then(|| own_pages(&governed.config));
        let job = Job { path, text, rules, fails_at, drawn };
        if !mending.mends() {
            waiting.add(job);
            if waiting.is_full() {
                reports.extend(waiting.lint(&mut stopwatch));
            }
            return;
        }
        let Job { path, text, rules, .. } = &job;
        let lint = |text: &str| lint_file(path, text, rules);
        let mend = || mending.lint(path, &governed.file, text.clone(), console, lint);
        let (text, diagnostics) = stopwatch.lint(path, mend);
        reports.push(Job { text, ..job }.found(diagnostics));
    });
    reports.extend(waiting.lint(&mut stopwatch));
    let linted: Vec<String> = reports.iter().map(|report| report.path.clone()).collect();
    if let Some(why) = refused {
        console.error(why);
        return Outcome::Trouble;
    }
    reports.sort_by(|a, b| a.path.cmp(&b.path));
    let Some(notes) = adopt::narrow(arguments, &linted, &mut reports, &rules_of, console) else {
        return Outcome::Trouble;
    };
    let summary = Summary::of(&reports, input.documents);
    let fails = reports.iter().any(|report| report.diagnostics.iter().any(|found| report.fails(found)));
    let outcome = if fails { Outcome::Findings } else { Outcome::Clean };
    let outcome = outcome.max(input.outcome()).max(mending.outcome());
    let outcome = outcome.max(write_file(&reports, arguments, console));
    let outcome = mending
        .print(&reports, outcome, console)
        .unwrap_or_else(|| print(&reports, arguments, console, outcome));
    if input.documents > 0 {
        if mending.tells_findings() {
            console.note(summary);
            say_unlike(&reports, arguments, console);
        }
        mending.note(console);
        // Of a text that is only shown they would tell what is not so.
        let notes = notes.iter().filter(|_| mending.tells_findings());
        notes.for_each(|note| console.note(note));
        console.detail(stopwatch);
    }
    outcome
}

/// Says which files fail that are linted only because they are named: a hook
/// names all that a commit touches, a README among them.
fn say_unlike(reports: &[Report], arguments: &CheckArguments, console: &Console) {
    let named: HashSet<String> = arguments.input.paths.iter().map(|path| display(path)).collect();
    let fails = |report: &&Report| report.diagnostics.iter().any(|found| report.fails(found));
    for Report { path, text, .. } in
        reports.iter().filter(fails).filter(|report| named.contains(&report.path))
    {
        if !looks_like_postmortem(path, text) {
            console.note(format!(
                "{path} does not look like a postmortem and was linted because it is named; `exclude` leaves it out"
            ));
        }
    }
}

/// Whether the report would be written over this document.
fn overwrites(arguments: &CheckArguments, document: &str) -> bool {
    arguments.output_file.as_deref().is_some_and(|file| is_same(file, Path::new(document)))
}

/// Writes the findings to the file that is to take them, if there is one.
fn write_file(reports: &[Report], arguments: &CheckArguments, console: &Console) -> Outcome {
    let Some(file) = &arguments.output_file else { return Outcome::Clean };
    let text = render_run(reports, &console.failures(), arguments.output_format, Look::PLAIN);
    match write_report(file, &text) {
        Ok(()) => Outcome::Clean,
        Err(problem) => {
            console.error(problem);
            Outcome::Trouble
        }
    }
}

/// Prints the findings in the format that was asked for, with the table of
/// rules behind them; where a file takes the format, the terminal gets them in
/// full.
fn print(reports: &[Report], arguments: &CheckArguments, console: &Console, outcome: Outcome) -> Outcome {
    let in_file = arguments.output_file.is_some();
    let format = if in_file { Format::Full } else { arguments.output_format };
    let mut text = render_run(reports, &console.failures(), format, console.look);
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
