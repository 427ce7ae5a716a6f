//! Patterns for paths, as they are written in a `.gitignore`.

use crate::rules::SettingsError;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::ops::Range;
use std::path::Path;

/// Patterns for the paths below a folder: `CHANGELOG.md` and `archive` at any
/// depth, `2019/**` and `/notes.md` from the folder on, `!` for what is meant
/// all the same.
#[derive(Clone, Debug)]
pub struct Globs {
    matcher: Gitignore,
}

impl Globs {
    /// Reads patterns, each with its place in the file.
    ///
    /// # Errors
    /// All that are malformed.
    pub fn new(patterns: &[(String, Range<usize>)]) -> Result<Self, Vec<SettingsError>> {
        let mut builder = GitignoreBuilder::new("");
        let mut errors = Vec::new();
        for (pattern, at) in patterns {
            if pattern.trim().is_empty() {
                errors.push(SettingsError::new(at.clone(), "an empty pattern names no path"));
            } else if pattern.starts_with("./") || pattern.split('/').any(|part| part == "..") {
                let message = format!(
                    "`{pattern}` fits no path: patterns begin at the folder of this file, without `./` and `..`"
                );
                errors.push(SettingsError::new(at.clone(), message));
            } else if let Err(error) = builder.add_line(None, pattern) {
                errors.push(SettingsError::new(at.clone(), format!("this is no pattern: {error}")));
            }
        }
        match builder.build() {
            Ok(matcher) if errors.is_empty() => Ok(Self { matcher }),
            _ => Err(errors),
        }
    }

    /// Whether a file below `folder` is meant. A file elsewhere never is.
    #[must_use]
    pub fn is_match(&self, folder: &Path, file: &Path) -> bool {
        let inner = file.strip_prefix(folder).ok().filter(|inner| !inner.has_root());
        inner.is_some_and(|inner| self.matcher.matched_path_or_any_parents(inner, false).is_ignore())
    }
}
