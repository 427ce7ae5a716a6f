//! `pmlint check`.

use super::config::Governed;
use super::input::each_document;
use super::mend::Mending;
use super::{CheckArguments, Console, Outcome, adopt};
use crate::config::{Asked, Config};
use crate::engine::lint_file;
use crate::files::write_report;
use crate::finding::{Diagnostic, Severity};
use crate::output::summary::Summary;
use crate::output::{Format, Look, Report, render};
use crate::rules::{Profile, RuleSet, UnknownRule};
use rayon::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// How many documents, and how many bytes of them, are linted at a time.
const MOST: usize = 512;
const BYTES: usize = 8 * 1024 * 1024;

/// Lints what the arguments name and prints what is found.
pub fn check(arguments: &CheckArguments, console: &Console) -> Outcome {
    let Some(asked) = asked(arguments, console) else {
        return Outcome::Trouble;
    };
    let Some(mut mending) = Mending::new(&arguments.mend, &arguments.input.paths, console) else {
        return Outcome::Trouble;
    };
    let mut reports = Vec::new();
    let mut rule_sets = RuleSets::default();
    let mut waiting = Waiting::default();
    let mut unknown = None;
    let input = each_document(&arguments.input, console, |path, text, governed| {
        let rules = match rule_sets.of(governed, &asked) {
            Ok(rules) => rules,
            Err(rule) => {
                unknown = Some(rule);
                return;
            }
        };
        let fails_at = governed.config.fail_on(&asked).severity();
        if mending.mends() {
            let (text, diagnostics) =
                mending.lint(&path, text, console, |text| lint_file(&path, text, &rules));
            reports.push(report(path, text, diagnostics, fails_at));
            return;
        }
        waiting.add(Job { path, text, rules, fails_at });
        if waiting.is_full() {
            reports.extend(waiting.lint());
        }
    });
    reports.extend(waiting.lint());
    let linted: Vec<String> = reports.iter().map(|report| report.path.clone()).collect();
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

fn report(path: String, text: String, diagnostics: Vec<Diagnostic>, fails_at: Option<Severity>) -> Report {
    // Of a clean document only its name is still needed.
    let text = if diagnostics.is_empty() { String::new() } else { text };
    Report { path, text, diagnostics, fails_at }
}

/// The rules of each configuration, put together once for all files that have
/// the same.
#[derive(Default)]
struct RuleSets {
    known: Vec<(Rc<Config>, Vec<bool>, Arc<RuleSet>)>,
}

impl RuleSets {
    fn of(&mut self, governed: &Governed, asked: &Asked) -> Result<Arc<RuleSet>, UnknownRule> {
        let overriding = governed.config.overriding(&governed.file);
        let same = |(config, over, _): &&(Rc<Config>, Vec<bool>, Arc<RuleSet>)| {
            Rc::ptr_eq(config, &governed.config) && *over == overriding
        };
        if let Some((_, _, rules)) = self.known.iter().rev().find(same) {
            return Ok(Arc::clone(rules));
        }
        let rules = Arc::new(governed.rules(asked)?);
        self.known.push((Rc::clone(&governed.config), overriding, Arc::clone(&rules)));
        Ok(rules)
    }
}

/// A document to lint.
struct Job {
    path: String,
    text: String,
    rules: Arc<RuleSet>,
    fails_at: Option<Severity>,
}

/// Documents that are linted together.
#[derive(Default)]
struct Waiting {
    jobs: Vec<Job>,
    bytes: usize,
}

impl Waiting {
    fn add(&mut self, job: Job) {
        self.bytes += job.text.len();
        self.jobs.push(job);
    }

    const fn is_full(&self) -> bool {
        self.jobs.len() >= MOST || self.bytes >= BYTES
    }

    /// The reports on all that waited.
    fn lint(&mut self) -> Vec<Report> {
        let Self { jobs, .. } = std::mem::take(self);
        let lint = |job: &Job| lint_file(&job.path, &job.text, &job.rules);
        // To start threads takes longer than to lint one document.
        let found: Vec<_> = match jobs.as_slice() {
            [only] => vec![lint(only)],
            jobs => jobs.par_iter().map(lint).collect(),
        };
        let reports = jobs.into_iter().zip(found);
        reports.map(|(job, found)| report(job.path, job.text, found, job.fails_at)).collect()
    }
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
