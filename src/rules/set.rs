//! Which rules run, with which severity and parameters.

use super::{Check, Params, Profile, Rule, Settings, catalogue};
use crate::finding::{Diagnostic, Finding, Severity};
use crate::incident::Reading;
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
    /// It reports that something is missing: advice in a draft.
    pub completeness: bool,
    /// What finds it.
    pub check: Check,
}

impl ActiveRule {
    /// A finding of this rule, stamped.
    #[must_use]
    pub fn diagnostic(&self, finding: Finding) -> Diagnostic {
        Diagnostic { rule: self.name.clone(), severity: self.severity, finding }
    }
}

/// The rules that run over a document, in the order of the catalogue.
#[derive(Clone)]
pub struct RuleSet {
    /// The rules that are on.
    pub rules: Vec<ActiveRule>,
    /// A team's own rules that do not run: comments may name them.
    pub off: Vec<OffRule>,
    /// How documents are read for them.
    pub reading: Reading,
}

/// A rule of a team's own that does not run.
#[derive(Clone)]
pub struct OffRule {
    /// `family/name`.
    pub name: String,
    /// It runs where nobody says otherwise.
    pub by_default: bool,
    /// The parameters of its page.
    pub params: Params,
    /// What finds it.
    pub check: Check,
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
        let rules = rules.map(|rule| active(rule, rule.page.severity, rule.page.params.clone()));
        Self { rules: rules.collect(), off: Vec::new(), reading: Reading::default() }
    }

    /// The rules that one of the `select` globs names (the default ones where
    /// there is none), less those that one of the `ignore` globs names. A
    /// glob is a rule's name, a family (`timeline`) or a pattern
    /// (`timeline/*`, `*/missing-*`).
    ///
    /// # Errors
    /// When a glob names no rule.
    pub fn choose(select: &[String], ignore: &[String]) -> Result<Self, UnknownRule> {
        Self::choose_with(&[], select, ignore)
    }

    /// The same, after each of these settings has had its say; the later ones
    /// over the earlier.
    ///
    /// # Errors
    /// When a glob names no rule.
    pub fn choose_with(
        settings: &[&Settings],
        select: &[String],
        ignore: &[String],
    ) -> Result<Self, UnknownRule> {
        Self::choose_among(&[], settings, select, ignore)
    }

    /// The same among the built-in rules and a team's own.
    ///
    /// # Errors
    /// When a glob names no rule.
    pub fn choose_among(
        own: &[Rule],
        settings: &[&Settings],
        select: &[String],
        ignore: &[String],
    ) -> Result<Self, UnknownRule> {
        let globs = |globs: &[String]| -> Result<Vec<_>, _> {
            globs.iter().map(|glob| RuleGlob::among(own, glob)).collect()
        };
        let (select, ignore) = (globs(select)?, globs(ignore)?);
        let names = |globs: &[RuleGlob], rule: &Rule| globs.iter().any(|glob| glob.matches(&rule.page.name));
        let mut rules = Vec::new();
        for rule in catalogue().iter().chain(own) {
            let (severity, params) = settled(rule, settings.iter().copied());
            let on = if select.is_empty() { severity.is_some() } else { names(&select, rule) };
            if on && !names(&ignore, rule) {
                rules.push(active(rule, severity, params));
            }
        }
        let runs = |rule: &&Rule| rules.iter().any(|active: &ActiveRule| active.name == rule.page.name);
        let off = own.iter().filter(|rule| !runs(rule)).map(off).collect();
        Ok(Self { rules, off, reading: Reading::default() })
    }

    /// The rules that a profile turns on, as it sets them.
    #[must_use]
    pub fn of_profile(profile: &Profile) -> Self {
        // Without globs there is none that could fit no rule.
        Self::choose_with(&[&profile.settings], &[], &[]).unwrap_or_default()
    }
}

/// A rule's severity and parameters after each of these settings has had its
/// say, the later ones over the earlier.
#[must_use]
pub fn settled<'s>(
    rule: &Rule,
    settings: impl Iterator<Item = &'s Settings>,
) -> (Option<Severity>, toml::Table) {
    let mut severity = rule.page.severity;
    let mut params = rule.page.params.clone();
    for layer in settings {
        layer.apply(&rule.page, &mut severity, &mut params);
    }
    (severity, params)
}

/// A rule as it runs; one that is off, but chosen, weighs as its page says, or
/// as advice.
fn active(rule: &Rule, severity: Option<Severity>, params: toml::Table) -> ActiveRule {
    ActiveRule {
        name: rule.page.name.clone(),
        severity: severity.or(rule.page.severity).unwrap_or(Severity::Advice),
        params: Params::new(params),
        yields_to: rule.page.yields_to.clone(),
        completeness: rule.page.completeness,
        check: rule.check.clone(),
    }
}

fn off(rule: &Rule) -> OffRule {
    OffRule {
        name: rule.page.name.clone(),
        by_default: rule.page.severity.is_some(),
        params: Params::new(rule.page.params.clone()),
        check: rule.check.clone(),
    }
}

/// Longest pattern over rule names, in bytes: what is longer names none.
const LONGEST: usize = 200;

/// A pattern over rule names.
#[derive(Clone, Debug)]
pub struct RuleGlob {
    /// None where it is a plain name, which stands for itself.
    matcher: Option<GlobMatcher>,
    family: String,
    /// The rule that the pattern is the name of.
    name: Option<String>,
}

impl RuleGlob {
    /// A pattern over the names of the built-in rules and a team's own.
    pub(super) fn among(own: &[Rule], pattern: &str) -> Result<Self, UnknownRule> {
        let names = || catalogue().iter().chain(own).map(|rule| &rule.page.name);
        let unknown = || UnknownRule::among(own, pattern);
        let name = names().find(|name| *name == pattern).cloned();
        let glob = Self { name, ..Self::any(pattern).ok_or_else(unknown)? };
        let names_some = names().any(|name| glob.matches(name));
        if names_some { Ok(glob) } else { Err(unknown()) }
    }

    /// A name, a family or a pattern, whether it fits a rule or not; none
    /// where it is malformed.
    #[must_use]
    pub fn any(pattern: &str) -> Option<Self> {
        let named = catalogue().iter().find(|rule| rule.page.name == pattern);
        // A document may name thousands; to compile each takes its time.
        let plain = !pattern.contains(['*', '?', '[', ']', '{', '}', '\\', '!']);
        let compiled =
            || Glob::new(pattern).ok().filter(|_| pattern.len() <= LONGEST).map(|g| g.compile_matcher());
        Some(Self {
            matcher: if plain { None } else { Some(compiled()?) },
            family: format!("{pattern}/"),
            name: named.map(|rule| rule.page.name.clone()),
        })
    }

    /// The one rule that it names in full.
    pub(super) fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Whether a rule of this name is among those that it stands for.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let fits = self
            .matcher
            .as_ref()
            .map_or_else(|| self.family.strip_suffix('/') == Some(name), |matcher| matcher.is_match(name));
        fits || name.starts_with(&self.family)
    }
}

/// Words of this many letters are held against half of a name only where they
/// are all but it.
const SHORT: usize = 6;

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
        Self::among(&[], asked)
    }

    /// The same where a team has rules of its own.
    #[must_use]
    pub fn among(own: &[Rule], asked: &str) -> Self {
        let names = catalogue().iter().chain(own).map(|rule| rule.page.name.as_str());
        Self { asked: asked.to_owned(), nearest: Self::nearest_of(asked, names) }
    }

    /// The one of these rules, or of their families, whose name is nearest.
    #[must_use]
    pub fn nearest_of<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
        let similarity = |name: &str| {
            let short = name.split('/').next_back().unwrap_or(name);
            // A short word is half like many: `reason` is no `region`.
            let slips = if asked.chars().count() > SHORT { usize::MAX } else { 1 };
            let half = strsim::normalized_damerau_levenshtein(asked, short);
            let half = if strsim::damerau_levenshtein(asked, short) <= slips { half } else { 0.0 };
            strsim::normalized_damerau_levenshtein(asked, name).max(half)
        };
        names
            .flat_map(|name| [name, name.split('/').next().unwrap_or(name)])
            .map(|name| (similarity(name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(similarity, _)| *similarity > 0.5)
            .map(|(_, name)| name.to_owned())
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
