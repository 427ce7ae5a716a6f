//! How far a long run has come, and how long its parts took.

use crate::output::visible::visible;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(400);

/// How far a run has come, on standard error where that is a terminal.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// A run over so many files, which shows nothing yet.
    pub fn new(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        let template = ProgressStyle::with_template("{bar:24} {pos} of {len} files {wide_msg}");
        if let Ok(style) = template {
            bar.set_style(style.progress_chars("━╸─"));
        }
        Self { bar, begun: Instant::now() }
    }

    /// The next file is looked at.
    pub fn at(&self, path: &str) {
        if self.bar.is_hidden() && self.begun.elapsed() >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(visible(path).into_owned());
    }

    /// A file is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }

    /// The bar, to print beside it.
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// What a run spends its time on.
#[derive(Debug)]
pub struct Stopwatch {
    begun: Instant,
    linted: Duration,
    slowest: Option<(Duration, String)>,
}

impl Stopwatch {
    pub fn start() -> Self {
        Self { begun: Instant::now(), linted: Duration::ZERO, slowest: None }
    }

    /// Does the work on a file, and notes how long it took.
    pub fn lint<T>(&mut self, path: &str, work: impl FnOnce() -> T) -> T {
        let (done, took) = timed(work);
        self.note(path, took);
        done
    }

    /// Notes how long the work on a file took.
    pub fn note(&mut self, path: &str, took: Duration) {
        self.linted += took;
        if self.slowest.as_ref().is_none_or(|(known, _)| took > *known) {
            self.slowest = Some((took, path.to_owned()));
        }
    }
}

/// Does a work, and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

impl std::fmt::Display for Stopwatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "took {}; linting, on all threads together, {}",
            spent(self.begun.elapsed()),
            spent(self.linted)
        )?;
        match &self.slowest {
            Some((took, path)) => write!(f, "; longest {path}, {}", spent(*took)),
            None => Ok(()),
        }
    }
}

/// `12 ms`, `1.2 s`.
fn spent(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}
