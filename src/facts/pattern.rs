//! Wordings as patterns, compiled at their first use.

use regex::Regex;
use std::sync::OnceLock;

/// A wording, whatever its case. White space in the pattern is layout.
pub(crate) struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern in the syntax of the regex crate, with the flags `i` and `x`.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, regex: OnceLock::new() }
    }

    /// Whether the wording occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The compiled pattern. One that is malformed matches nothing in the
    /// program, and stops the tests.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        let compile = || {
            let compiled = Regex::new(&format!("(?ix){}", self.text));
            debug_assert!(compiled.is_ok(), "{compiled:?}");
            compiled.ok()
        };
        self.regex.get_or_init(compile).as_ref()
    }
}
