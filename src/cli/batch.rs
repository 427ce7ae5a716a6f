//! Documents that are linted together, on all threads.

use super::config::Governed;
use super::progress::{Stopwatch, timed};
use crate::config::{Asked, Config};
use crate::drawing::Drawing;
use crate::engine::lint_file;
use crate::finding::{Diagnostic, Severity};
use crate::incident::Incident;
use crate::output::{Picture, Report};
use crate::rules::{RuleSet, UnknownRule};
use crate::threads::shared;
use rayon::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// How many documents, and how many bytes of them, are linted at a time.
const MOST: usize = 512;
const BYTES: usize = 8 * 1024 * 1024;

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
    /// A page is to show it: the pages of the team's own rules.
    pub drawn: Option<OwnPages>,
}

/// The pages of a team's own rules, by their names.
pub type OwnPages = Vec<(String, String)>;

/// The pages of the own rules that a configuration names.
pub fn own_pages(config: &Config) -> OwnPages {
    config.own.iter().map(|rule| (rule.page.name.to_string(), rule.page.text())).collect()
}

impl Job {
    /// The report on it. Of a clean document only its name is still needed,
    /// unless it is drawn.
    pub fn report(self, diagnostics: Vec<Diagnostic>) -> Report {
        let Self { path, text, rules, fails_at, drawn } = self;
        let picture = drawn.map(|own_pages| Box::new(picture(&path, &text, &rules, &diagnostics, own_pages)));
        let text = if diagnostics.is_empty() && picture.is_none() { String::new() } else { text };
        Report { path, text, diagnostics, fails_at, picture }
    }
}

/// What a page shows beside the findings of a document.
fn picture(
    path: &str,
    text: &str,
    rules: &RuleSet,
    diagnostics: &[Diagnostic],
    own_pages: OwnPages,
) -> Picture {
    let reading = &rules.reading;
    let document = reading.document(text).kept_in(path);
    let facts = reading.facts(&document);
    let incident = Incident::rebuild_with(&document, &facts, reading);
    let title = document.title().map(|title| title.text.clone());
    Picture { title, drawing: Drawing::of(&document, &incident, diagnostics, text), own_pages }
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
    pub fn lint(&mut self, stopwatch: &mut Stopwatch) -> Vec<Report> {
        let Self { jobs, .. } = std::mem::take(self);
        let lint = |job: &Job| timed(|| lint_file(&job.path, &job.text, &job.rules));
        // The rules of one document share the threads among them.
        let found: Vec<_> = match jobs.as_slice() {
            [only] => vec![lint(only)],
            jobs => shared(|| jobs.par_iter().map(lint).collect(), || jobs.iter().map(lint).collect()),
        };
        let reports = jobs.into_iter().zip(found);
        let report = |(job, (found, took)): (Job, _)| {
            stopwatch.note(&job.path, took);
            job.report(found)
        };
        reports.map(report).collect()
    }
}
