//! A baseline: how many findings of each rule are known in each file.
//!
//! It counts and names no lines, so that it still holds when lines move. What
//! it cannot tell is which of three findings are the two that are known: where
//! there are more than it counts, all of them are shown.

use super::paths::Base;
use crate::files;
use crate::output::Report;
use crate::rules::{RuleSet, catalogue};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The form that is read and written.
const VERSION: u32 = 1;

/// Findings by rule.
type Counts = BTreeMap<String, usize>;

/// How many findings are known, by file and rule.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    files: BTreeMap<String, Counts>,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

/// The form alone, of whatever version.
#[derive(Deserialize)]
struct Form {
    version: u32,
}

/// A rule with more findings in a file than are known.
#[derive(Debug)]
pub struct Excess {
    /// The file, as it is printed.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// How many are known.
    pub known: usize,
    /// How many there are.
    pub found: usize,
}

/// What a baseline does to the findings of a run.
#[derive(Debug, Default)]
pub struct Judged {
    /// How many findings are known.
    pub hidden: usize,
    /// Where there are more than are known, though some are.
    pub excess: Vec<Excess>,
    /// What was found, as a baseline counts it.
    pub found: BTreeMap<String, Counts>,
}

/// The rules that the command line lets run.
#[derive(Debug)]
pub struct Known {
    left_out: HashSet<String>,
}

impl Known {
    /// Those that `select` names, or all, less those that `ignore` names.
    pub fn new(select: &[String], ignore: &[String]) -> Self {
        let all = ["*".to_owned()];
        let select = if select.is_empty() { &all } else { select };
        let names = || catalogue().iter().map(|rule| rule.page.name.to_string());
        let Ok(run) = RuleSet::choose(select, ignore) else {
            // Such arguments stopped the run before.
            return Self { left_out: HashSet::new() };
        };
        let run: HashSet<String> = run.rules.into_iter().map(|rule| rule.name.into_owned()).collect();
        Self { left_out: names().filter(|name| !run.contains(name)).collect() }
    }

    fn runs(&self, rule: &str) -> bool {
        !self.left_out.contains(rule)
    }
}

impl Baseline {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, String> {
        let shown = files::display(path);
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("{shown}: does not exist; write it with `--write-baseline={shown}`")
            }
            _ => format!("{shown}: cannot be read: {error}"),
        })?;
        let wrong = |error: serde_json::Error| {
            format!("{shown}: is no baseline ({error}); mend it, or remove it and write it anew")
        };
        let form: Form = serde_json::from_str(&text).map_err(wrong)?;
        if form.version != VERSION {
            let version = form.version;
            return Err(format!(
                "{shown}: is a baseline of version {version}, this program reads {VERSION}; write it anew"
            ));
        }
        serde_json::from_str(&text).map_err(wrong)
    }

    /// Writes it to a file, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let text = crate::output::json::to_text(self);
        files::write_report(path, &text).map_err(|problem| problem.to_string())
    }

    /// Takes what is known out of the reports.
    pub fn apply(&self, reports: &mut [Report], base: &Base) -> Judged {
        let mut judged = Judged::default();
        for report in reports {
            let Some(file) = base.relative(&report.path) else { continue };
            let found = counts(report);
            let known = |rule: &str| self.known(&file, rule);
            for (rule, &found) in &found {
                match known(rule) {
                    0 => {}
                    known if known >= found => judged.hidden += found,
                    known => {
                        let (path, rule) = (report.path.clone(), rule.clone());
                        judged.excess.push(Excess { path, rule, known, found });
                    }
                }
            }
            report.diagnostics.retain(|diagnostic| {
                let found = found.get(&diagnostic.rule).copied().unwrap_or_default();
                known(&diagnostic.rule) < found
            });
            judged.found.insert(file, found);
        }
        judged
    }

    /// How many findings it counts that are no more: in the files that were
    /// linted, of the rules that ran, and in files that are gone.
    pub fn gone(
        &self,
        base: &Base,
        linted: &[String],
        found: &BTreeMap<String, Counts>,
        rules: &Known,
    ) -> usize {
        let linted = relative(base, linted);
        let mut gone = 0;
        for (file, counts) in &self.files {
            if linted.contains(file) {
                let here = |rule: &String| found.get(file).and_then(|found| found.get(rule)).copied();
                let less = counts.iter().filter(|(rule, _)| rules.runs(rule));
                gone += less.map(|(rule, n)| n.saturating_sub(here(rule).unwrap_or(0))).sum::<usize>();
            } else if !base.holds(file) {
                gone += counts.values().sum::<usize>();
            }
        }
        gone
    }

    /// The baseline of a run. What it did not look at stays as it was: other
    /// files, as long as they exist, and rules that it left out.
    pub fn rewritten(&self, reports: &[Report], base: &Base, linted: &[String], rules: &Known) -> Self {
        let linted = relative(base, linted);
        let mut files = BTreeMap::new();
        for (file, counts) in self.files.iter().filter(|(file, _)| base.holds(file)) {
            let kept = counts.iter().filter(|(rule, _)| !linted.contains(file) || !rules.runs(rule));
            files.insert(file.clone(), kept.map(|(rule, n)| (rule.clone(), *n)).collect::<Counts>());
        }
        for report in reports {
            if let Some(file) = base.relative(&report.path) {
                files.entry(file).or_default().extend(counts(report));
            }
        }
        files.retain(|_, counts| !counts.is_empty());
        Self { version: VERSION, files }
    }

    /// How many findings it counts, in how many files.
    pub fn size(&self) -> (usize, usize) {
        (self.files.values().flat_map(Counts::values).sum(), self.files.len())
    }

    fn known(&self, file: &str, rule: &str) -> usize {
        self.files.get(file).and_then(|rules| rules.get(rule)).copied().unwrap_or(0)
    }
}

fn counts(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(diagnostic.rule.clone()).or_default() += 1;
    }
    counts
}

fn relative(base: &Base, paths: &[String]) -> HashSet<String> {
    paths.iter().filter_map(|path| base.relative(path)).collect()
}
