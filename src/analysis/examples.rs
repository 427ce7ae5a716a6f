//! The examples on a rule's page, run as any document.

use super::lint_file;
use crate::finding::Diagnostic;
use crate::rules::{Example, Rule, RuleSet};

/// An example that gives other findings than its page says.
#[derive(Clone, Debug)]
pub struct FailedExample<'r> {
    /// The example.
    pub example: Example<'r>,
    /// What the rule finds in it.
    pub found: Vec<Diagnostic>,
}

/// The examples on the page of `rule` that fail: each `bad` one gives exactly
/// one finding, each `good` one none. Only this rule runs.
#[must_use]
pub fn failed_examples(rule: &Rule) -> Vec<FailedExample<'_>> {
    let rules = RuleSet::of(std::iter::once(rule));
    let lint =
        |example: &Example<'_>| lint_file(example.file_name.unwrap_or("example.md"), example.text, &rules);
    let fails = |failed: &FailedExample<'_>| failed.found.len() != usize::from(failed.example.bad);
    let run = |example| FailedExample { example, found: lint(&example) };
    rule.page.examples().into_iter().map(run).filter(fails).collect()
}

#[cfg(test)]
mod tests {
    use super::failed_examples;
    use crate::rules::catalogue;

    /// In a test of the library every search for a wording is made twice: by
    /// the program's own steps and by the regex crate.
    #[test]
    fn wordings_are_found_where_the_regex_crate_finds_them() {
        for rule in catalogue() {
            assert!(failed_examples(rule).is_empty(), "{}", rule.page.name);
        }
    }
}
