//! Where answers and messages are written, and what can be shown there.

use super::progress::Progress;
use super::{Global, Outcome, When};
use crate::files::Problem;
use crate::output::visible::{visible, visible_line, visible_lines};
use crate::output::{Failure, Look};
use indicatif::ProgressBar;
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 120;
/// Below this no excerpt can be drawn.
const NARROWEST: usize = 40;

/// Standard output and standard error.
#[derive(Debug)]
pub struct Console {
    quiet: bool,
    verbose: bool,
    /// What standard output can show.
    pub look: Look,
    /// Standard output is a terminal.
    pub on_terminal: bool,
    color_messages: bool,
    /// The bar that messages must not be written into.
    bar: Mutex<Option<ProgressBar>>,
    /// What went wrong so far.
    failures: Mutex<Vec<Failure>>,
}

impl Console {
    /// Looks at where the program runs.
    pub fn new(global: &Global) -> Self {
        let on_terminal = io::stdout().is_terminal();
        let color = wants_color(global.color, on_terminal);
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            look: Look { color, links: color && on_terminal, width: columns(on_terminal) },
            on_terminal,
            color_messages: wants_color(global.color, io::stderr().is_terminal()),
            bar: Mutex::default(),
            failures: Mutex::default(),
        }
    }

    /// Writes an answer to standard output. A reader who has seen enough
    /// (`| head`) ends the program without complaint and with its usual
    /// status; only a full disk and the like are trouble.
    pub fn print(&self, text: &str, outcome: Outcome) -> Outcome {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => outcome,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => outcome,
            Err(error) => {
                self.error(format!("cannot write to standard output: {error}"));
                Outcome::Trouble
            }
        }
    }

    /// Writes the text of a document, or a part of it: as it is where a program
    /// or a file takes it, and with nothing in it to obey on a terminal.
    pub fn print_document(&self, text: &str, outcome: Outcome) -> Outcome {
        if self.on_terminal { self.print(&visible_lines(text), outcome) } else { self.print(text, outcome) }
    }

    /// Says what went wrong.
    pub fn error(&self, message: impl Display) {
        self.fail(Failure { path: None, line: None, message: message.to_string() });
    }

    /// Says what is wrong with a file or folder.
    pub fn problem(&self, problem: &Problem) {
        let Problem { path, message } = problem.clone();
        self.fail(Failure { path: Some(path), line: None, message });
    }

    fn fail(&self, failure: Failure) {
        self.say(Some(("error", "31")), &failure);
        self.note_failure(failure);
    }

    /// Keeps for the reports what went wrong.
    pub fn note_failure(&self, failure: Failure) {
        if let Ok(mut failures) = self.failures.lock()
            && !failures.contains(&failure)
        {
            failures.push(failure);
        }
    }

    /// What went wrong so far.
    pub fn failures(&self) -> Vec<Failure> {
        self.failures.lock().map_or_else(|_| Vec::new(), |failures| failures.clone())
    }

    /// Says what may not be as it should be, unless asked to be quiet.
    pub fn warning(&self, message: impl Display) {
        if !self.quiet {
            self.say(Some(("warning", "33")), &message);
        }
    }

    /// Says how a run went, unless asked to be quiet.
    pub fn note(&self, message: impl Display) {
        if !self.quiet {
            self.say(None, &message);
        }
    }

    /// Says more, when asked to.
    pub fn detail(&self, message: impl Display) {
        if self.verbose {
            self.say(Some(("note", "36")), &message);
        }
    }

    /// How far a run over so many files has come: shown on a terminal, unless
    /// asked to be quiet.
    pub fn progress(&self, files: usize) -> Option<Progress> {
        let shown = !self.quiet && files > 1 && io::stderr().is_terminal();
        let progress = shown.then(|| Progress::new(files))?;
        if let Ok(mut bar) = self.bar.lock() {
            *bar = Some(progress.bar());
        }
        Some(progress)
    }

    /// Does this where no bar is in the way.
    fn beside_bar(&self, write: impl FnOnce()) {
        let bar = self.bar.lock().ok().and_then(|bar| bar.clone());
        match bar.filter(|bar| !bar.is_finished()) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Shows what went wrong, drawn for standard error.
    pub fn show_error(&self, draw: impl FnOnce(Look) -> String) {
        let text = draw(Look { color: self.color_messages, links: false, width: self.look.width });
        // There is nobody left to tell when standard error is closed.
        self.beside_bar(|| {
            let _ = io::stderr().write_all(text.as_bytes());
        });
    }

    fn say(&self, tag: Option<(&str, &str)>, message: &impl Display) {
        let message = message.to_string();
        let message = if tag.is_some() { visible(&message) } else { visible_line(&message) };
        let line = match tag {
            Some((word, code)) if self.color_messages => format!("\x1b[1;{code}m{word}:\x1b[0m {message}"),
            Some((word, _)) => format!("{word}: {message}"),
            None => message.into_owned(),
        };
        // There is nobody left to tell when standard error is closed.
        self.beside_bar(|| {
            let _ = writeln!(io::stderr(), "{line}");
        });
    }
}

fn wants_color(when: When, on_terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let forbidden = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            on_terminal && !forbidden && env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

fn columns(on_terminal: bool) -> usize {
    let terminal = on_terminal.then(terminal_size::terminal_size).flatten();
    terminal.map_or(Look::PLAIN.width, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
}
