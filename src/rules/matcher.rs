//! Patterns over rule names that are more than stars, compiled.

use globset::{Glob, GlobMatcher};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Matcher(GlobMatcher);

impl Matcher {
    /// The pattern, unless it is malformed.
    pub(crate) fn new(pattern: &str) -> Option<Self> {
        Glob::new(pattern).ok().map(|glob| Self(glob.compile_matcher()))
    }

    /// Whether it fits a name as a whole.
    pub(crate) fn is_match(&self, name: &str) -> bool {
        self.0.is_match(name)
    }
}
