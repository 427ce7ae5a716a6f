//! What lets a team begin where it stands: a baseline of known findings, only
//! the findings of a change, and a table of what there is.

mod baseline;
mod before;
mod changed;
mod paths;

use super::input::STDIN;
use super::{CheckArguments, Console};
use crate::output::summary::counted;
use crate::output::{Format, Report, statistics};
use crate::rules::RuleSet;
use baseline::{Baseline, Excess, Known};
use clap::Args;
use paths::Base;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a baseline is written where no other place is named.
const BASELINE: &str = "pmlint-baseline.json";

// What is passed over.
#[derive(Debug, Args)]
pub struct AdoptArguments {
    /// Pass over the findings that this file counts
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Count the findings of today, and pass over them from now on
    ///
    /// They are written to FILE; without it to that of `--baseline`, or to
    /// `pmlint-baseline.json`. The counts of files that are not linted this
    /// time stay.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, conflicts_with = "changed_since")]
    write_baseline: Option<Option<PathBuf>>,
    /// Report only what changed since this commit: findings with a place on a changed line, and new ones
    ///
    /// A finding is new where those of its kind told of less in the file as it
    /// was, linted by the rules of today: a section was taken out, a draft was
    /// finished.
    /// Where REF is a branch that went on meanwhile, what counts is the commit
    /// at which the two parted. What is not committed yet has changed too.
    #[arg(long, value_name = "REF")]
    changed_since: Option<String>,
    /// Print a table of the rules and how many findings each has
    ///
    /// It follows the findings; with a format for programs it goes to standard
    /// error.
    #[arg(long)]
    statistics: bool,
}

/// What the summary says beside its counts.
pub type Notes = Vec<String>;

/// The rules that each document was linted by, by its path as it is printed;
/// kept only where [`AdoptArguments::needs_rules`].
pub type RulesOf = HashMap<String, Arc<RuleSet>>;

impl AdoptArguments {
    /// Whether texts will be linted that are not the documents themselves.
    pub const fn needs_rules(&self) -> bool {
        self.changed_since.is_some()
    }
}

/// Takes out of `reports` what the arguments pass over; `linted` are the paths
/// of all documents, those without findings too. None where that failed, which
/// is said.
pub fn narrow(
    arguments: &CheckArguments,
    linted: &[String],
    reports: &mut [Report],
    rules: &RulesOf,
    console: &Console,
) -> Option<Notes> {
    let mut notes = Notes::new();
    let narrowed = by_baseline(arguments, linted, reports, &mut notes)
        .and_then(|()| by_changes(&arguments.adopt, reports, rules, console, &mut notes));
    narrowed.inspect_err(|message| console.error(message)).ok().map(|()| notes)
}

/// The table of rules, where it is asked for.
pub fn statistics(arguments: &CheckArguments, reports: &[Report]) -> Option<String> {
    let wanted = arguments.adopt.statistics && reports.iter().any(|report| !report.diagnostics.is_empty());
    wanted.then(|| statistics::render(reports))
}

/// Whether a table can stand behind the findings: where people read them.
pub const fn takes_table(format: Format) -> bool {
    matches!(format, Format::Full | Format::Concise)
}

fn by_baseline(
    arguments: &CheckArguments,
    linted: &[String],
    reports: &mut [Report],
    notes: &mut Notes,
) -> Result<(), String> {
    let adopt = &arguments.adopt;
    let writes = adopt.write_baseline.is_some();
    let named = adopt.write_baseline.clone().flatten().or_else(|| adopt.baseline.clone());
    let Some(path) = named.or_else(|| writes.then(|| PathBuf::from(BASELINE))) else {
        return Ok(());
    };
    // Where nothing was linted there is nothing to count, which was said.
    if linted.is_empty() {
        return Ok(());
    }
    let mut old = Baseline::default();
    if path.exists() || !writes {
        old = Baseline::read(&path)?;
    }
    let base = Base::of_file(&path);
    let known = Known::new(&arguments.select, &arguments.ignore);
    if !writes {
        let judged = old.apply(reports, &base);
        notes.extend(told(&path, judged.hidden, &judged.excess));
        let gone = old.gone(&base, linted, &judged.found, &known);
        if gone > 0 {
            let findings = counted(gone, "finding that is gone", "findings that are gone");
            let path = shown(&path);
            notes.push(format!("`{path}` counts {findings}; write it anew with `--write-baseline={path}`"));
        }
        return Ok(());
    }
    let mistaken = arguments.input.paths.iter().find(|path| is_json(path));
    if let Some(mistaken) = mistaken {
        let mistaken = shown(mistaken);
        return Err(format!(
            "`{mistaken}` would be linted; to write the baseline to it say `--write-baseline={mistaken}`"
        ));
    }
    if linted.iter().any(|path| path == STDIN) {
        return Err(
            "a baseline counts by file, and standard input is none; name it with `--stdin-filename`".into()
        );
    }
    let new = old.rewritten(reports, &base, linted, &known);
    new.write(&path)?;
    let judged = new.apply(reports, &base);
    let (findings, files) = new.size();
    notes.push(format!(
        "wrote `{}`: {} in {}",
        shown(&path),
        counted(findings, "known finding", "known findings"),
        counted(files, "file", "files")
    ));
    notes.extend(told(&path, 0, &judged.excess));
    Ok(())
}

/// What a baseline passed over, and where it did not suffice.
fn told(path: &Path, hidden: usize, excess: &[Excess]) -> Notes {
    let mut notes = Notes::new();
    if hidden > 0 {
        let findings = counted(hidden, "finding is", "findings are");
        notes.push(format!("{findings} known to `{}` and not shown", shown(path)));
    }
    for Excess { path, rule, known, found } in excess {
        let findings = counted(*found, "finding", "findings");
        notes.push(format!("{path}: {findings} of `{rule}` where the baseline knows {known}: all are shown"));
    }
    notes
}

fn by_changes(
    adopt: &AdoptArguments,
    reports: &mut [Report],
    rules: &RulesOf,
    console: &Console,
    notes: &mut Notes,
) -> Result<(), String> {
    let Some(reference) = &adopt.changed_since else {
        return Ok(());
    };
    let hidden = changed::keep_changed(reference, reports, rules, console)?;
    if hidden > 0 {
        let findings = counted(hidden, "finding was", "findings were");
        notes.push(format!("{findings} there before, with no place on a line changed since `{reference}`"));
    }
    Ok(())
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn shown(path: &Path) -> String {
    crate::files::display(path)
}
