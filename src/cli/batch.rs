//! Documents that are linted together, on all threads.

use super::progress::{Stopwatch, timed};
use super::threads;
use crate::analysis::Analysis;
use crate::config::{Asked, Config};
use crate::drawing::Drawing;
use crate::files::Governed;
use crate::finding::{Diagnostic, Severity};
use crate::output::{Picture, Report};
use crate::rules::{RuleSet, UnknownRule};
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

/// What a page shows beside the findings of a document: its title, and its
/// incident where there is something to draw.
type Drawn = (Option<String>, Option<Drawing>);

impl Job {
    fn analysis(&self) -> Analysis<'_> {
        Analysis::of_file(&self.path, &self.text, &self.rules.reading)
    }

    /// What is found in it, and what a page shows beside that.
    fn lint(&self) -> (Vec<Diagnostic>, Option<Drawn>) {
        let analysis = self.analysis();
        let diagnostics = analysis.lint(&self.rules);
        let drawn = self.drawn.is_some().then(|| self.draw(&analysis, &diagnostics));
        (diagnostics, drawn)
    }

    fn draw(&self, analysis: &Analysis<'_>, diagnostics: &[Diagnostic]) -> Drawn {
        let title = analysis.document.title().map(|title| title.text.clone());
        (title, Drawing::of(analysis, diagnostics, &self.text))
    }

    /// The report on a document in which this was found.
    pub fn found(self, diagnostics: Vec<Diagnostic>) -> Report {
        let drawn = self.drawn.is_some().then(|| self.draw(&self.analysis(), &diagnostics));
        self.report(diagnostics, drawn)
    }

    /// Of a clean document only its name is still needed, unless it is drawn.
    fn report(self, diagnostics: Vec<Diagnostic>, drawn: Option<Drawn>) -> Report {
        let Self { path, text, fails_at, drawn: own_pages, .. } = self;
        let picture = drawn.zip(own_pages);
        let picture =
            picture.map(|((title, drawing), own_pages)| Box::new(Picture { title, drawing, own_pages }));
        let text = if diagnostics.is_empty() && picture.is_none() { String::new() } else { text };
        Report { path, text, diagnostics, fails_at, picture }
    }
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
        let found = threads::map(&jobs, |job| timed(|| job.lint()));
        let reports = jobs.into_iter().zip(found);
        let report = |(job, ((diagnostics, drawn), took)): (Job, _)| {
            stopwatch.note(&job.path, took);
            job.report(diagnostics, drawn)
        };
        reports.map(report).collect()
    }
}
