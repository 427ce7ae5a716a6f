//! The documents that are open, and what is known of each.

use super::server::Lint;
use super::settings::Settings;
use super::text::{Encoding, Lines};
use super::{client::Client, uri};
use crate::analysis::Analysis;
use crate::config::Config;
use crate::document::looks_like_postmortem;
use crate::files::{self, Choice, Configs, Governed, Governing};
use crate::finding::Diagnostic;
use crate::rules::RuleSet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Languages in which a postmortem is written. An editor that names none
/// leaves it to the name of the file.
const LANGUAGES: [&str; 8] = ["markdown", "plaintext", "mdx", "text", "txt", "markdown.mdx", "rmd", "quarto"];

/// A document that is open.
pub struct Open {
    /// As the editor calls it.
    pub uri: String,
    /// Where it is kept; none where nowhere yet.
    pub path: Option<PathBuf>,
    /// The language, as the editor calls it.
    pub language: String,
    /// The number of its last change.
    pub version: i32,
    /// Its text.
    pub text: String,
    /// The editor does not know yet what is found in it.
    pub stale: bool,
    /// What was found in the text; none since it changed.
    checked: Option<Rc<Checked>>,
    /// The rules for it, with the configuration that they come from.
    setup: Option<(Governing, Rc<Setup>)>,
}

/// What a document is linted by.
pub struct Setup {
    /// The configuration.
    pub config: Rc<Config>,
    /// The rules that run.
    pub rules: RuleSet,
    /// What the configuration says of the file.
    choice: Choice,
}

/// What was found in a text.
pub struct Checked {
    /// Tells one check from all others.
    pub number: u64,
    /// What it was linted by; none where it is none to be linted.
    pub setup: Option<Rc<Setup>>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// All documents that are open, by address.
#[derive(Default)]
pub struct Documents {
    open: BTreeMap<String, Open>,
    checks: u64,
}

/// What documents are linted by.
pub struct Bench<'b> {
    pub lint: &'b Lint,
    pub settings: &'b Settings,
    pub client: &'b Client,
    pub configs: &'b mut Configs,
}

impl Open {
    pub fn new(uri: &str, language: String, version: i32, text: String) -> Self {
        Self {
            uri: uri.to_owned(),
            path: uri::to_path(uri),
            language,
            version,
            text,
            stale: true,
            checked: None,
            setup: None,
        }
    }

    /// Takes what the editor changed.
    pub fn changed(&mut self) {
        self.checked = None;
        self.stale = true;
    }

    /// Its lines, to count places in.
    pub fn lines(&self, encoding: Encoding) -> Lines<'_> {
        Lines::new(&self.text, encoding)
    }

    /// What it is called in what is found.
    pub fn name(&self) -> Option<String> {
        self.path.as_deref().map(files::display)
    }

    /// Looks up what applies to it, and whether that is something else than
    /// before.
    fn look_up(&mut self, bench: &mut Bench<'_>) -> Option<Rc<Setup>> {
        let file = self.path.as_deref().map(files::from_root);
        let root = root_of(file.as_deref(), &bench.client.folders);
        let folder = file.as_deref().and_then(Path::parent).or(root);
        let named = bench.settings.config.as_ref().map(|config| match root {
            Some(root) => root.join(config),
            None => config.clone(),
        });
        let governing = bench.configs.of(folder, named.as_deref());
        if let Some((known, setup)) = &self.setup
            && known.key == governing.key
        {
            return Some(Rc::clone(setup));
        }
        self.setup = None;
        let config = governing.config.clone()?;
        let in_folder = || folder.unwrap_or_else(|| Path::new("/")).join("untitled.md");
        let governed = Governed { config, file: file.clone().unwrap_or_else(in_folder) };
        let choice = if file.is_some() { governed.choice() } else { Choice::Usual };
        let rules = governed.rules(&bench.settings.asked()).ok()?;
        let setup = Rc::new(Setup { config: governed.config, rules, choice });
        self.setup = Some((governing, Rc::clone(&setup)));
        Some(setup)
    }

    /// What it is linted by; none where it is none to be linted: the same
    /// decision as for a file in a folder that `pmlint check` searches.
    fn applies(&mut self, bench: &mut Bench<'_>) -> Option<Rc<Setup>> {
        if !self.may_be_linted(bench) {
            return None;
        }
        let setup = self.look_up(bench)?;
        let is_one = match setup.choice {
            Choice::Take => true,
            Choice::Leave(_) => false,
            Choice::Usual => {
                self.is_prose() && looks_like_postmortem(&self.name().unwrap_or_default(), &self.text)
            }
        };
        is_one.then_some(setup)
    }

    /// Whether it can be one at all, and is asked for.
    fn may_be_linted(&self, bench: &Bench<'_>) -> bool {
        bench.settings.enable && (self.path.is_some() || uri::is_unsaved(&self.uri))
    }

    fn is_prose(&self) -> bool {
        let by_name = self.path.as_deref().is_some_and(files::is_markdown);
        by_name || LANGUAGES.contains(&self.language.to_lowercase().as_str())
    }
}

/// The open folder that holds a file, the innermost; the first where none
/// does.
fn root_of<'f>(file: Option<&Path>, folders: &'f [PathBuf]) -> Option<&'f Path> {
    let holds = |folder: &&PathBuf| file.is_some_and(|file| file.starts_with(folder));
    let innermost = folders.iter().filter(holds).max_by_key(|folder| folder.as_os_str().len());
    innermost.or_else(|| folders.first()).map(PathBuf::as_path)
}

impl Documents {
    pub fn get(&self, uri: &str) -> Option<&Open> {
        self.open.get(uri)
    }

    pub fn get_mut(&mut self, uri: &str) -> Option<&mut Open> {
        self.open.get_mut(uri)
    }

    pub fn insert(&mut self, open: Open) {
        self.open.insert(open.uri.clone(), open);
    }

    pub fn remove(&mut self, uri: &str) -> Option<Open> {
        self.open.remove(uri)
    }

    /// The one that is kept at a path.
    pub fn at(&mut self, path: &Path) -> Option<&mut Open> {
        let is_it = |open: &&mut Open| open.path.as_deref().is_some_and(|own| files::from_root(own) == path);
        self.open.values_mut().find(is_it)
    }

    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// One of which the editor does not know yet what is found in it.
    pub fn stale(&self) -> Option<String> {
        self.open.values().find(|open| open.stale).map(|open| open.uri.clone())
    }

    /// Forgets what was found in all of them.
    pub fn forget(&mut self) {
        for open in self.open.values_mut() {
            open.setup = None;
            open.changed();
        }
    }

    /// Forgets what was found in those to which something else applies now;
    /// whether there is any.
    pub fn forget_changed(&mut self, bench: &mut Bench<'_>) -> bool {
        let mut any = false;
        for open in self.open.values_mut() {
            if !open.may_be_linted(bench) {
                continue;
            }
            let before = open.setup.as_ref().map(|(governing, _)| governing.key.clone());
            open.look_up(bench);
            let after = open.setup.as_ref().map(|(governing, _)| governing.key.clone());
            if before != after {
                open.changed();
                any = true;
            }
        }
        any
    }

    /// Looks up what applies to a document that may be linted.
    pub fn govern(&mut self, uri: &str, bench: &mut Bench<'_>) {
        if let Some(open) = self.open.get_mut(uri).filter(|open| open.may_be_linted(bench)) {
            open.look_up(bench);
        }
    }

    /// What is found in a document as it is now. `lint` may panic; then
    /// nothing is kept, and the document is as before.
    pub fn checked(&mut self, uri: &str, bench: &mut Bench<'_>) -> Option<Rc<Checked>> {
        let open = self.open.get_mut(uri)?;
        if let Some(known) = &open.checked {
            return Some(Rc::clone(known));
        }
        let setup = open.applies(bench);
        let lint = |setup: &Rc<Setup>| (bench.lint)(open.name().as_deref(), &open.text, &setup.rules);
        let diagnostics = setup.as_ref().map(lint).unwrap_or_default();
        self.checks += 1;
        let checked = Rc::new(Checked { number: self.checks, setup, diagnostics });
        open.checked = Some(Rc::clone(&checked));
        Some(checked)
    }

    /// Keeps that nothing can be found in a document as it is now.
    pub fn give_up(&mut self, uri: &str) {
        self.checks += 1;
        if let Some(open) = self.open.get_mut(uri) {
            open.checked =
                Some(Rc::new(Checked { number: self.checks, setup: None, diagnostics: Vec::new() }));
        }
    }
}

/// A document with what was found in it, to answer questions from.
pub struct View<'v> {
    /// The document.
    pub open: &'v Open,
    /// What was found.
    pub checked: &'v Checked,
    /// What it was linted by.
    pub setup: &'v Setup,
    /// Its lines.
    pub lines: Lines<'v>,
    /// What the editor can do.
    pub client: &'v Client,
    /// How documents are linted.
    pub lint: &'v Lint,
}

impl View<'_> {
    /// What is read from the text, by the configuration that applies.
    pub fn analysis(&self) -> Analysis<'_> {
        Analysis::of(self.lines.text(), &self.setup.rules.reading)
    }

    /// What is found in another text of this document.
    pub fn found_in(&self, text: &str) -> Vec<Diagnostic> {
        (self.lint)(self.open.name().as_deref(), text, &self.setup.rules)
    }
}
