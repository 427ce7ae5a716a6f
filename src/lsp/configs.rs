//! Which configuration governs a file: the same as on the command line, kept
//! as long as it stays what it was.
//!
//! One that cannot be used leaves the last one in force that could.

use crate::config::{Config, ConfigError, NAMES, World, load};
use crate::files::{self, Disk};
use crate::rules::Page;
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
    of_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// Counts what was loaded.
    loads: u64,
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
    /// The configuration; none where it cannot be used and never could.
    pub config: Option<Rc<Config>>,
    /// Changes whenever the configuration does.
    pub key: (Option<PathBuf>, u64),
}

impl Configs {
    /// What governs the files of a folder, or all where one is `named`.
    pub fn of(&mut self, folder: Option<&Path>, named: Option<&Path>) -> Governing {
        let path = match (named, folder) {
            (Some(path), _) => Some(files::from_root(path)),
            (None, Some(folder)) => self.nearest(folder),
            (None, None) => None,
        };
        let Some(path) = path else {
            return Governing { config: Some(Rc::default()), key: (None, 0) };
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
        }
    }

    fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.of_folder.get(folder) {
            return known.clone();
        }
        let here = NAMES.iter().map(|name| folder.join(name)).find(|path| files::is_there(path));
        let path = here.or_else(|| self.nearest(folder.parent()?));
        self.of_folder.insert(folder.to_owned(), path.clone());
        path
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
        self.loaded.retain(|path, _| files::is_there(path));
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
