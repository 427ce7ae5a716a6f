//! Which configuration governs a file, and `pmlint config`.

use super::{ConfigOptions, Console, Outcome};
use crate::config::{Asked, Config, ConfigError, NAMES, Verdict, World, load};
use crate::files::{self, Choice, Disk, Problem};
use crate::output::config::{Sheet, render};
use crate::output::human::config_errors;
use crate::output::{Failure, ListFormat};
use crate::rules::{Profile, RuleSet, UnknownRule};
use crate::span::LineIndex;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A file, and the configuration that it is linted by.
pub struct Governed {
    /// The configuration; the one that says nothing where there is none.
    pub config: Rc<Config>,
    /// The file, from the root on.
    pub file: PathBuf,
}

impl Governed {
    /// The rules that run over the file.
    pub fn rules(&self, asked: &Asked) -> Result<RuleSet, UnknownRule> {
        self.config.rules(&self.file, asked)
    }
}

/// A configuration, or none where it cannot be used.
pub type Loaded = Option<Rc<Config>>;

/// The configurations of a run, each read once. What is wrong with one is said
/// when it is first needed.
pub struct Configs<'c> {
    options: &'c ConfigOptions,
    console: &'c Console,
    /// By the folder of the files.
    of_folder: RefCell<HashMap<PathBuf, Loaded>>,
    /// By the path of the configuration.
    loaded: RefCell<HashMap<PathBuf, Loaded>>,
    trouble: Cell<bool>,
}

impl<'c> Configs<'c> {
    pub fn new(options: &'c ConfigOptions, console: &'c Console) -> Self {
        Self {
            options,
            console,
            of_folder: RefCell::default(),
            loaded: RefCell::default(),
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
        let config = self.of_folder(file.parent().unwrap_or(&file))?;
        Some(Governed { config, file })
    }

    /// What applies to the files of this folder; none where that cannot be used.
    pub fn here(&self) -> Loaded {
        self.of(&in_folder(Path::new("."))).map(|governed| governed.config)
    }

    /// What is to become of a file; `forced`, whatever the configuration says.
    pub fn choice(&self, file: &Path, forced: bool) -> Choice {
        let Some(governed) = self.of(file).filter(|_| !forced) else { return Choice::Usual };
        match governed.config.verdict(&governed.file) {
            Verdict::Unsaid => Choice::Usual,
            Verdict::Included => Choice::Take,
            Verdict::Excluded(name) => Choice::Leave(format!("{name} excludes it")),
            Verdict::NotIncluded(name) => Choice::Leave(format!("`include` of {name} does not name it")),
        }
    }

    fn of_folder(&self, folder: &Path) -> Loaded {
        if self.options.isolated {
            return Some(Rc::default());
        }
        if let Some(path) = &self.options.config {
            return self.load(&files::from_root(path));
        }
        if let Some(known) = self.of_folder.borrow().get(folder) {
            return known.clone();
        }
        let mut there = NAMES.iter().map(|name| folder.join(name)).filter(|path| files::is_there(path));
        let here = there.next();
        if let (Some(read), Some(other)) = (&here, there.next())
            && !files::is_same(read, &other)
        {
            let (read, other) = (Disk.name(read), Disk.name(&other));
            self.console
                .warning(format!("{other} is not read, since {read} lies beside it; keep one of them"));
        }
        let config = match (here, folder.parent()) {
            (Some(path), _) => self.load(&path),
            (None, Some(above)) => self.of_folder(above),
            (None, None) => Some(Rc::default()),
        };
        self.of_folder.borrow_mut().insert(folder.to_owned(), config.clone());
        config
    }

    fn load(&self, path: &Path) -> Loaded {
        if let Some(known) = self.loaded.borrow().get(path) {
            return known.clone();
        }
        let config = load(path, &Disk).map(Rc::new).map_err(|errors| self.say(&errors)).ok();
        self.loaded.borrow_mut().insert(path.to_owned(), config.clone());
        config
    }

    fn say(&self, errors: &[ConfigError]) {
        self.trouble.set(true);
        let (placed, bare): (Vec<ConfigError>, Vec<ConfigError>) =
            errors.iter().cloned().partition(|error| error.span.is_some());
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
