//! Which rules run, with which severity and parameters.

use super::{Check, Params, Rule, catalogue};
use crate::finding::Severity;
use globset::{Glob, GlobMatcher};
use std::fmt;

/// One rule as it runs.
#[derive(Clone)]
pub struct ActiveRule {
    /// `family/name`.
    pub name: String,
    /// What its findings weigh.
    pub severity: Severity,
    /// The values of its parameters.
    pub params: Params,
    /// The rules that speak instead of this one where both see one conflict.
    pub yields_to: Vec<String>,
    /// What finds it.
    pub check: Check,
}

/// The rules that run over a document, in the order of the catalogue.
#[derive(Clone)]
pub struct RuleSet {
    /// The rules that are on.
    pub rules: Vec<ActiveRule>,
}

impl Default for RuleSet {
    /// Every rule of the catalogue that is on by default.
    fn default() -> Self {
        Self::of(catalogue().iter().filter(|rule| rule.page.severity.is_some()))
    }
}

impl RuleSet {
    /// These rules, each with the severity and parameters of its page; a rule
    /// that is off by default weighs as advice.
    pub fn of<'r>(rules: impl Iterator<Item = &'r Rule>) -> Self {
        let rules = rules.map(|rule| ActiveRule {
            name: rule.page.name.clone(),
            severity: rule.page.severity.unwrap_or(Severity::Advice),
            params: Params::new(rule.page.params.clone()),
            yields_to: rule.page.yields_to.clone(),
            check: rule.check.clone(),
        });
        Self { rules: rules.collect() }
    }

    /// The rules that one of the `select` globs names (the default ones where
    /// there is none), less those that one of the `ignore` globs names. A
    /// glob is a rule's name, a family (`timeline`) or a pattern
    /// (`timeline/*`, `*/missing-*`).
    ///
    /// # Errors
    /// When a glob names no rule.
    pub fn choose(select: &[String], ignore: &[String]) -> Result<Self, UnknownRule> {
        let select = select.iter().map(|glob| RuleGlob::new(glob)).collect::<Result<Vec<_>, _>>()?;
        let ignore = ignore.iter().map(|glob| RuleGlob::new(glob)).collect::<Result<Vec<_>, _>>()?;
        let wanted = |rule: &&Rule| {
            let on = if select.is_empty() {
                rule.page.severity.is_some()
            } else {
                select.iter().any(|glob| glob.matches(&rule.page.name))
            };
            on && !ignore.iter().any(|glob| glob.matches(&rule.page.name))
        };
        Ok(Self::of(catalogue().iter().filter(wanted)))
    }
}

/// A pattern over rule names.
struct RuleGlob {
    matcher: GlobMatcher,
    family: String,
}

impl RuleGlob {
    fn new(pattern: &str) -> Result<Self, UnknownRule> {
        let unknown = || UnknownRule::new(pattern);
        let glob = Self {
            matcher: Glob::new(pattern).map_err(|_| unknown())?.compile_matcher(),
            family: format!("{pattern}/"),
        };
        let names_some = catalogue().iter().any(|rule| glob.matches(&rule.page.name));
        if names_some { Ok(glob) } else { Err(unknown()) }
    }

    fn matches(&self, name: &str) -> bool {
        self.matcher.is_match(name) || name.starts_with(&self.family)
    }
}

/// A name or pattern that fits no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was asked for.
    pub asked: String,
    /// The rule or family whose name is nearest, where one is near.
    pub nearest: Option<String>,
}

impl UnknownRule {
    /// The error for a name that fits no rule, with the nearest one that does.
    #[must_use]
    pub fn new(asked: &str) -> Self {
        let similarity = |name: &str| {
            let short = name.split('/').next_back().unwrap_or(name);
            strsim::normalized_damerau_levenshtein(asked, name)
                .max(strsim::normalized_damerau_levenshtein(asked, short))
        };
        let rules = catalogue().iter();
        let nearest = rules
            .flat_map(|rule| [rule.page.name.as_str(), rule.page.family()])
            .map(|name| (similarity(name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(similarity, _)| *similarity > 0.5)
            .map(|(_, name)| name.to_owned());
        Self { asked: asked.to_owned(), nearest }
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is called `{}`", self.asked)?;
        match &self.nearest {
            Some(name) => write!(f, "; the nearest is `{name}`"),
            None => write!(f, "; `pmlint rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}
