//! Documents that are linted together, on all threads.

use super::config::Governed;
use crate::config::{Asked, Config};
use crate::engine::lint_file;
use crate::finding::{Diagnostic, Severity};
use crate::output::Report;
use crate::rules::{RuleSet, UnknownRule};
use rayon::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// How many documents, and how many bytes of them, are linted at a time.
const MOST: usize = 512;
const BYTES: usize = 8 * 1024 * 1024;

/// The report on one document.
pub fn report(
    path: String,
    text: String,
    diagnostics: Vec<Diagnostic>,
    fails_at: Option<Severity>,
) -> Report {
    // Of a clean document only its name is still needed.
    let text = if diagnostics.is_empty() { String::new() } else { text };
    Report { path, text, diagnostics, fails_at }
}

/// The rules of each configuration, put together once for all files that have
/// the same.
#[derive(Default)]
pub struct RuleSets {
    known: Vec<(Rc<Config>, Vec<bool>, Arc<RuleSet>)>,
}

impl RuleSets {
    /// The rules that apply to a file.
    ///
    /// # Errors
    /// When a rule is asked for that there is not.
    pub fn of(&mut self, governed: &Governed, asked: &Asked) -> Result<Arc<RuleSet>, UnknownRule> {
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
pub struct Job {
    /// Its path, for the reader.
    pub path: String,
    /// What it says.
    pub text: String,
    /// The rules that apply to it.
    pub rules: Arc<RuleSet>,
    /// The least severity that fails.
    pub fails_at: Option<Severity>,
}

/// Documents that are linted together.
#[derive(Default)]
pub struct Waiting {
    jobs: Vec<Job>,
    bytes: usize,
}

impl Waiting {
    /// Adds one.
    pub fn add(&mut self, job: Job) {
        self.bytes += job.text.len();
        self.jobs.push(job);
    }

    /// Whether it is time to lint them.
    pub const fn is_full(&self) -> bool {
        self.jobs.len() >= MOST || self.bytes >= BYTES
    }

    /// The reports on all that waited.
    pub fn lint(&mut self) -> Vec<Report> {
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
