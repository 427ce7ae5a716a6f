//! Which configuration governs a file, on the command line and in the editor:
//! the nearest one above it, read once and kept as long as it stays what it
//! was.
//!
//! One that cannot be used leaves the last one in force that could.

use super::{Choice, Disk, from_root, is_same, is_there};
use crate::config::{Asked, Config, ConfigError, NAMES, Verdict, World, load};
use crate::rules::{Page, RuleSet, UnknownRule};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What a file read: its path, and its text or why there is none.
type Read = (PathBuf, Result<String, String>);

/// Configurations by their paths.
#[derive(Default)]
pub struct Configs {
    loaded: BTreeMap<PathBuf, Loaded>,
    /// The configuration of each folder, as far as it was asked for.
    of_folder: HashMap<PathBuf, Option<Nearest>>,
    /// Counts what was loaded.
    loads: u64,
}

/// The configuration of a folder.
#[derive(Clone)]
struct Nearest {
    path: PathBuf,
    /// Another one beside it, which is not read.
    beside: Option<PathBuf>,
}

/// A configuration as it was last read.
struct Loaded {
    /// The last one that could be used.
    good: Option<Rc<Config>>,
    errors: Vec<(PathBuf, ConfigError)>,
    read: Vec<Read>,
    /// Which load this is.
    number: u64,
}

/// What governs a file, and which load of which configuration that is.
#[derive(Clone)]
pub struct Governing {
    /// The configuration; none where it cannot be used and never could. Where
    /// there is no file, the one that says nothing.
    pub config: Option<Rc<Config>>,
    /// Its path and the number of its load: another whenever it changes.
    pub key: (Option<PathBuf>, u64),
    /// A second configuration in the same folder, which is not read.
    pub beside: Option<PathBuf>,
}

/// A file, and the configuration that it is linted by.
#[derive(Clone)]
pub struct Governed {
    /// The configuration; the one that says nothing where there is none.
    pub config: Rc<Config>,
    /// The file, from the root on.
    pub file: PathBuf,
}

impl Governed {
    /// The rules that run over the file.
    ///
    /// # Errors
    /// When a rule is asked for that there is not.
    pub fn rules(&self, asked: &Asked) -> Result<RuleSet, UnknownRule> {
        self.config.rules(&self.file, asked)
    }

    /// What is to become of the file, as far as the configuration says.
    #[must_use]
    pub fn choice(&self) -> Choice {
        match self.config.verdict(&self.file) {
            Verdict::Unsaid => Choice::Usual,
            Verdict::Included => Choice::Take,
            Verdict::Excluded(name) => Choice::Leave(format!("{name} excludes it")),
            Verdict::NotIncluded(name) => Choice::Leave(format!("`include` of {name} does not name it")),
        }
    }
}

impl Configs {
    /// What governs the files of a folder (from the root on), or all where one
    /// is `named`; each configuration is read when it is first asked for.
    pub fn of(&mut self, folder: Option<&Path>, named: Option<&Path>) -> Governing {
        let nearest = match (named, folder) {
            (Some(path), _) => Some(Nearest { path: from_root(path), beside: None }),
            (None, Some(folder)) => self.nearest(folder),
            (None, None) => None,
        };
        let Some(Nearest { path, beside }) = nearest else {
            return Governing { config: Some(Rc::default()), key: (None, 0), beside: None };
        };
        if !self.loaded.contains_key(&path) {
            self.loads += 1;
            let loaded = Loaded::read(&path, None, self.loads);
            self.loaded.insert(path.clone(), loaded);
        }
        let loaded = self.loaded.get(&path);
        Governing {
            config: loaded.and_then(|loaded| loaded.good.clone()),
            key: (Some(path), loaded.map_or(0, |loaded| loaded.number)),
            beside,
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<Nearest> {
        if let Some(known) = self.of_folder.get(folder) {
            return known.clone();
        }
        let mut there = NAMES.iter().map(|name| folder.join(name)).filter(|path| is_there(path));
        let here = there.next().map(|path| {
            let beside = there.next().filter(|other| !is_same(&path, other));
            Nearest { path, beside }
        });
        let nearest = here.or_else(|| self.nearest(folder.parent()?));
        self.of_folder.insert(folder.to_owned(), nearest.clone());
        nearest
    }

    /// Looks again at all configurations that were read.
    pub fn refresh(&mut self) {
        self.of_folder.clear();
        for (path, loaded) in &mut self.loaded {
            let again = Loaded::read(path, loaded.good.clone(), self.loads + 1);
            if again.read != loaded.read {
                self.loads += 1;
                *loaded = again;
            }
        }
        // One that is gone governs nothing any more.
        self.loaded.retain(|path, _| is_there(path));
    }

    /// Whether a file is a configuration, or part of one.
    pub fn reads(&self, path: &Path) -> bool {
        let named = path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known));
        named || self.loaded.values().any(|loaded| loaded.read.iter().any(|(read, _)| read == path))
    }

    /// The page of a team's own rule.
    pub fn own_page(&self, rule: &str) -> Option<Page> {
        let own =
            self.loaded.values().filter_map(|loaded| loaded.good.as_ref()).flat_map(|config| &config.own);
        own.map(|known| &known.page).find(|page| page.name == rule).cloned()
    }

    /// What is wrong in one configuration, or in what it names.
    pub fn errors_in(&self, path: &Path) -> impl Iterator<Item = &ConfigError> {
        self.loaded.get(path).into_iter().flat_map(|loaded| loaded.errors.iter().map(|(_, error)| error))
    }

    /// All that is wrong in the configurations, by file.
    pub fn errors(&self) -> BTreeMap<PathBuf, Vec<ConfigError>> {
        let mut errors: BTreeMap<PathBuf, Vec<ConfigError>> = BTreeMap::new();
        for (path, error) in self.loaded.values().flat_map(|loaded| &loaded.errors) {
            let known = errors.entry(path.clone()).or_default();
            if !known.contains(error) {
                known.push(error.clone());
            }
        }
        errors
    }
}

impl Loaded {
    fn read(path: &Path, last: Option<Rc<Config>>, number: u64) -> Self {
        let world = Recorder::default();
        let config = load(path, &world);
        let (read, names) = (world.read.into_inner(), world.names.into_inner());
        match config {
            Ok(config) => Self { good: Some(Rc::new(config)), errors: Vec::new(), read, number },
            Err(errors) => {
                let of = |error: ConfigError| {
                    let file = names.get(&error.path).cloned();
                    (file.unwrap_or_else(|| path.to_owned()), error)
                };
                Self { good: last, errors: errors.into_iter().map(of).collect(), read, number }
            }
        }
    }
}

/// The file system, with a record of what was read.
#[derive(Default)]
struct Recorder {
    read: RefCell<Vec<Read>>,
    names: RefCell<HashMap<String, PathBuf>>,
}

impl World for Recorder {
    fn read(&self, path: &Path) -> Result<String, String> {
        let text = Disk.read(path);
        self.read.borrow_mut().push((path.to_owned(), text.clone()));
        text
    }

    fn find(&self, folder: &Path, glob: &str) -> Result<Vec<PathBuf>, String> {
        Disk.find(folder, glob)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        Disk.identity(path)
    }

    fn name(&self, path: &Path) -> String {
        let name = Disk.name(path);
        self.names.borrow_mut().insert(name.clone(), path.to_owned());
        name
    }
}
