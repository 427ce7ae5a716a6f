//! From the path of a configuration to what it and those it extends say.

use super::layer::{Layer, Source};
use super::{Config, ConfigError};
use crate::rules::{Rule, SettingsError, own_rule};
use crate::span::Span;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// What a configuration needs of the world.
pub trait World {
    /// The text of a file, or why it cannot be read.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &Path) -> Result<String, String>;
    /// The files that a glob below a folder fits.
    ///
    /// # Errors
    /// When the glob is malformed or a folder cannot be read.
    fn find(&self, folder: &Path, glob: &str) -> Result<Vec<PathBuf>, String>;
    /// A path without `..` and links, to tell files apart.
    fn identity(&self, path: &Path) -> PathBuf;
    /// A path as it is printed.
    fn name(&self, path: &Path) -> String;
}

/// Loads a configuration with all that it extends and the pages it names.
///
/// # Errors
/// All that is wrong in any of them.
pub fn load(path: &Path, world: &dyn World) -> Result<Config, Vec<ConfigError>> {
    let mut chain = chain(path, world)?;
    let governs = chain.first().map(|source| world.identity(&source.folder)).unwrap_or_default();
    // What is extended comes first.
    chain.reverse();
    let mut layers = Vec::new();
    let mut own = Vec::new();
    let mut pages = Vec::new();
    let mut errors = Vec::new();
    for source in chain {
        let wrong = |error: SettingsError| source.error(Some(error.span), error.message);
        let table = match parse(&source) {
            Ok(table) => table,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let mut faults = Vec::new();
        for (glob, at) in Layer::rule_pages(&table, &mut faults) {
            match world.find(&source.folder, &glob) {
                Ok(pages) if pages.is_empty() => {
                    faults.push(SettingsError::new(at, format!("no page fits `{glob}`")));
                }
                Ok(found) => {
                    for page in &found {
                        let before = own.len();
                        own_page(page, world, &mut own, &mut errors);
                        pages.extend((own.len() > before).then(|| world.name(page)));
                    }
                }
                Err(message) => faults.push(SettingsError::new(at, message)),
            }
        }
        // The files that this governs lie below one folder. Patterns of what is
        // extended from above count from there; a shared file elsewhere has
        // none of them below it, and speaks of them as this one does.
        let own_folder = world.identity(&source.folder);
        let folder = if governs.starts_with(&own_folder) { own_folder } else { governs.clone() };
        let layer = Layer { folder, ..Layer::read(&source, &table, &own, &mut faults) };
        faults.sort_by_key(|fault| fault.span);
        errors.extend(faults.into_iter().map(wrong));
        layers.push(layer);
    }
    if errors.is_empty() { Ok(Config::new(layers, own, pages)) } else { Err(errors) }
}

/// The files of a configuration: it, what it extends, what that extends.
fn chain(path: &Path, world: &dyn World) -> Result<Vec<Source>, Vec<ConfigError>> {
    let mut chain: Vec<Source> = Vec::new();
    let mut next = Some((path.to_owned(), None));
    while let Some((path, named)) = next.take() {
        let identity = world.identity(&path);
        // What is wrong with a file that is named is wrong where it is named.
        let refuse = |chain: &[Source], message: String| {
            let there = chain.last().zip(named).map(|(source, at)| source.error(Some(at), message.clone()));
            there.unwrap_or_else(|| ConfigError {
                path: world.name(&path),
                text: String::new(),
                span: None,
                message,
            })
        };
        if chain.iter().any(|source| world.identity(&source.path) == identity) {
            let message = format!("{} extends itself in the end", world.name(&path));
            return Err(vec![refuse(&chain, message)]);
        }
        let text = world.read(&path).map_err(|message| {
            let message =
                if chain.is_empty() { message } else { format!("{}: {message}", world.name(&path)) };
            vec![refuse(&chain, message)]
        })?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let source = Source { name: world.name(&path), path, folder, text };
        let table = parse(&source).map_err(|error| vec![error])?;
        next = Layer::extends(&table).map(|(base, at)| (source.folder.join(base), Some(Span::from(at))));
        drop(table);
        chain.push(source);
    }
    Ok(chain)
}

fn parse(source: &Source) -> Result<DeTable<'_>, ConfigError> {
    DeTable::parse(&source.text).map(toml::Spanned::into_inner).map_err(|error| {
        source.error(Some(error.span().unwrap_or_default().into()), error.message().to_owned())
    })
}

/// Adds the rule that a page declares.
fn own_page(path: &Path, world: &dyn World, own: &mut Vec<Rule>, errors: &mut Vec<ConfigError>) {
    let name = world.name(path);
    let text = match world.read(path) {
        Ok(text) => text,
        Err(message) => {
            errors.push(ConfigError { path: name, text: String::new(), span: None, message });
            return;
        }
    };
    match own_rule(&text) {
        // A page that is named twice, by two globs or by what is extended.
        Ok(rule) if own.iter().any(|known| known.page.text() == rule.page.text()) => {}
        Ok(rule) if own.iter().any(|known| known.page.name == rule.page.name) => {
            let message =
                format!("another page declares `{}` too; give one of them another name", rule.page.name);
            errors.push(ConfigError { path: name, text, span: Some(Span::new(0, 0)), message });
        }
        Ok(rule) => own.push(rule),
        Err(error) => {
            errors.push(ConfigError { path: name, text, span: Some(error.span), message: error.message });
        }
    }
}
