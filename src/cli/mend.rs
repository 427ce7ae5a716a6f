//! `pmlint check --fix` and `--diff`.

use super::{Console, Outcome};
use crate::files::{self, Problem};
use crate::finding::{Diagnostic, Safety};
use crate::fix::fix;
use crate::output::summary::counted;
use crate::output::{Format, Report, diff, render};
use clap::Args;
use std::path::Path;

// What is to be done with fixes.
#[derive(Debug, Args)]
pub struct MendArguments {
    /// Mend what can be mended without changing what the document says; the text of `-` is
    /// printed. What `--baseline` and `--changed-since` pass over is mended too
    #[arg(long)]
    fix: bool,
    /// Mend also where a fix chooses between two statements or adds text
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what `--fix` would change as a diff, and write nothing, with `--fix` or without; exit
    /// with 1 if there is any
    #[arg(long, conflicts_with_all = ["output_file", "write_baseline", "statistics"])]
    diff: bool,
}

/// Documents being mended, and how far it went.
#[derive(Debug)]
pub struct Mending {
    /// The most that fixes may do; none where nothing is mended.
    most: Option<Safety>,
    only_shown: bool,
    stdin: bool,
    /// What is printed instead of findings: a diff, or the text of `-`.
    out: String,
    fixed: usize,
    unsafe_left: usize,
    files: usize,
    trouble: bool,
}

impl Mending {
    /// What the arguments ask for; `stdin` says that `-` is among the paths.
    /// Says why where they ask for what cannot be.
    pub fn new(arguments: &MendArguments, paths: &[impl AsRef<Path>], console: &Console) -> Option<Self> {
        let on = arguments.fix || arguments.diff;
        let writes = arguments.fix && !arguments.diff;
        let stdin = paths.iter().any(|path| path.as_ref() == Path::new("-"));
        if arguments.unsafe_fixes && !on {
            console.error("`--unsafe-fixes` says what `--fix` and `--diff` may do; add one of them");
            return None;
        }
        if writes && stdin && paths.len() > 1 {
            console.error("`--fix` prints the text of `-`: name no other path beside it");
            return None;
        }
        if writes && !stdin {
            files::stop_between_files();
        }
        let most = if arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        Some(Self {
            most: on.then_some(most),
            only_shown: arguments.diff,
            stdin,
            out: String::new(),
            fixed: 0,
            unsafe_left: 0,
            files: 0,
            trouble: false,
        })
    }

    /// Whether anything is to be mended, or shown as mended.
    pub const fn mends(&self) -> bool {
        self.most.is_some()
    }

    /// What is found in a document, once it is mended as far as was asked
    /// for, and its text as it then is. The path is what is printed; the file
    /// is what is written.
    pub fn lint(
        &mut self,
        path: &str,
        file: &Path,
        text: String,
        console: &Console,
        lint: impl Fn(&str) -> Vec<Diagnostic>,
    ) -> (String, Vec<Diagnostic>) {
        let Some(most) = self.most else {
            let diagnostics = lint(&text);
            return (text, diagnostics);
        };
        let fixed = fix(&text, most, &lint);
        let changed = fixed.text != text;
        if self.only_shown {
            if changed {
                self.out.push_str(&diff::render(path, &text, &fixed.text));
            }
        } else if self.stdin {
            self.out.push_str(&fixed.text);
        } else if changed && let Err(problem) = files::replace(file, &text, &fixed.text) {
            console.problem(&Problem { path: path.to_owned(), ..problem });
            self.trouble = true;
            let diagnostics = lint(&text);
            return (text, diagnostics);
        }
        self.fixed += fixed.applied;
        self.unsafe_left += if most == Safety::Safe { fixed.unsafe_left() } else { 0 };
        self.files += usize::from(changed);
        (fixed.text, fixed.remaining)
    }

    /// Prints what stands in the place of the findings, where something does:
    /// the diff, or the mended text, of which the findings are messages.
    pub fn print(&self, reports: &[Report], outcome: Outcome, console: &Console) -> Option<Outcome> {
        let outcome = if self.trouble { Outcome::Trouble } else { outcome };
        if self.only_shown {
            let changed = if self.files > 0 { Outcome::Findings } else { Outcome::Clean };
            let trouble = if outcome == Outcome::Trouble { outcome } else { changed };
            return Some(console.print_document(&self.out, trouble));
        }
        if self.most.is_none() || !self.stdin {
            return None;
        }
        let outcome = console.print_document(&self.out, outcome);
        for line in render(reports, Format::Concise, console.look).lines() {
            console.note(line);
        }
        Some(outcome)
    }

    /// Whether a file could not be written.
    pub const fn outcome(&self) -> Outcome {
        if self.trouble { Outcome::Trouble } else { Outcome::Clean }
    }

    /// Whether the findings of the run are told, and counted.
    pub const fn tells_findings(&self) -> bool {
        !self.only_shown
    }

    /// Says how much was mended, and what more could be.
    pub fn note(&self, console: &Console) {
        if self.most.is_none() {
            return;
        }
        let fixed = match (self.fixed, self.only_shown) {
            (0, false) => "nothing fixed".to_owned(),
            (0, true) => "nothing to fix".to_owned(),
            (n, false) => format!("{n} fixed in {}", counted(self.files, "file", "files")),
            (n, true) => format!("{n} would be fixed in {}", counted(self.files, "file", "files")),
        };
        let more = match self.unsafe_left {
            0 => String::new(),
            // Not how many it will mend: what it writes may need mending too.
            n => format!(
                ", {} an unsafe fix, which `--unsafe-fixes` applies",
                counted(n, "more has", "more have")
            ),
        };
        console.note(format!("{fixed}{more}"));
    }
}
