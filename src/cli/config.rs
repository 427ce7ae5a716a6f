//! What is said of the configurations that govern files, and `pmlint config`.

use super::{ConfigOptions, Console, Outcome};
use crate::config::{Asked, Config, ConfigError, World};
use crate::files::{self, Choice, Disk, Governed, Governing, Problem};
use crate::output::config::{Sheet, render};
use crate::output::human::config_errors;
use crate::output::{Failure, ListFormat};
use crate::rules::Profile;
use crate::span::LineIndex;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The configurations of a run. What is wrong with one is said when it is
/// first needed.
pub struct Configs<'c> {
    options: &'c ConfigOptions,
    console: &'c Console,
    known: RefCell<files::Configs>,
    /// Those of which all was said.
    told: RefCell<HashSet<PathBuf>>,
    trouble: Cell<bool>,
}

impl<'c> Configs<'c> {
    pub fn new(options: &'c ConfigOptions, console: &'c Console) -> Self {
        Self {
            options,
            console,
            known: RefCell::default(),
            told: RefCell::default(),
            trouble: Cell::new(false),
        }
    }

    /// Whether a configuration could not be used.
    pub const fn trouble(&self) -> bool {
        self.trouble.get()
    }

    /// What governs a file; none where that cannot be used.
    pub fn of(&self, file: &Path) -> Option<Governed> {
        let file = files::from_root(file);
        if self.options.isolated {
            return Some(Governed { config: Rc::default(), file });
        }
        let folder = file.parent().unwrap_or(&file);
        let governing = self.known.borrow_mut().of(Some(folder), self.options.config.as_deref());
        self.tell(&governing);
        Some(Governed { config: governing.config?, file })
    }

    /// What applies to the files of this folder; none where that cannot be used.
    pub fn here(&self) -> Option<Rc<Config>> {
        self.of(&in_folder(Path::new("."))).map(|governed| governed.config)
    }

    /// What is to become of a file; `forced`, whatever the configuration says.
    pub fn choice(&self, file: &Path, forced: bool) -> Choice {
        self.of(file).filter(|_| !forced).map_or(Choice::Usual, |governed| governed.choice())
    }

    /// Says what there is to say of a configuration, once.
    fn tell(&self, governing: &Governing) {
        let (Some(path), _) = &governing.key else { return };
        if !self.told.borrow_mut().insert(path.clone()) {
            return;
        }
        if let Some(other) = &governing.beside {
            let (read, other) = (Disk.name(path), Disk.name(other));
            self.console
                .warning(format!("{other} is not read, since {read} lies beside it; keep one of them"));
        }
        let (placed, bare): (Vec<ConfigError>, Vec<ConfigError>) =
            self.known.borrow().errors_in(path).cloned().partition(|error| error.span.is_some());
        if !placed.is_empty() || !bare.is_empty() {
            self.trouble.set(true);
        }
        for error in bare {
            self.console.problem(&Problem { path: error.path, message: error.message });
        }
        for error in &placed {
            self.console.note_failure(failure(error));
        }
        if !placed.is_empty() {
            self.console.show_error(|look| config_errors(&placed, look));
        }
    }
}

/// An error of a configuration, for reports: with its line, but not drawn.
fn failure(error: &ConfigError) -> Failure {
    let line = error.span.map(|span| LineIndex::new(&error.text).position(span.start).line);
    Failure { path: Some(error.path.clone()), line, message: error.message.clone() }
}

/// A file that a folder might hold: to the folder applies what applies to it.
fn in_folder(folder: &Path) -> PathBuf {
    folder.join("postmortem.md")
}

/// `pmlint config`: prints what applies to a path.
pub fn config(
    path: Option<&Path>,
    options: &ConfigOptions,
    profile: Option<&str>,
    format: ListFormat,
    console: &Console,
) -> Outcome {
    let path = path.unwrap_or_else(|| Path::new("."));
    let profile = match profile.map(Profile::named).transpose() {
        Ok(profile) => profile,
        Err(unknown) => {
            console.error(unknown);
            return Outcome::Trouble;
        }
    };
    let is_folder = files::is_folder(path);
    let file = if is_folder { in_folder(path) } else { path.to_owned() };
    let Some(governed) = Configs::new(options, console).of(&file) else { return Outcome::Trouble };
    let sheet = Sheet {
        path: files::display(path),
        config: &governed.config,
        file: &governed.file,
        is_folder,
        asked: &Asked { profile, ..Asked::default() },
    };
    console.print(&render(&sheet, format), Outcome::Clean)
}
