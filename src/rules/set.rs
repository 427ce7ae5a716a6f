//! Which rules run, with which severity and parameters.

use super::catalogue::known;
use super::value::{List, Text, Values};
use super::{Check, Params, Profile, Rule, RuleGlob, Settings, UnknownRule, catalogue};
use crate::finding::{Diagnostic, Finding, Severity};
use crate::incident::Reading;

/// One rule as it runs.
#[derive(Clone)]
pub struct ActiveRule {
    /// `family/name`.
    pub name: Text,
    /// What its findings weigh.
    pub severity: Severity,
    /// The values of its parameters.
    pub params: Params,
    /// The rules that speak instead of this one where both see one conflict.
    pub yields_to: List<Text>,
    /// It reports that something is missing: advice in a draft.
    pub completeness: bool,
    /// What finds it.
    pub check: Check,
}

impl ActiveRule {
    /// A finding of this rule, stamped.
    #[must_use]
    pub fn diagnostic(&self, finding: Finding) -> Diagnostic {
        Diagnostic { rule: self.name.to_string(), severity: self.severity, finding }
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
    pub name: Text,
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
            globs
                .iter()
                .map(|glob| RuleGlob::among(known(own).map(|page| page.name.as_ref()), glob))
                .collect()
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
pub fn settled<'s>(rule: &Rule, settings: impl Iterator<Item = &'s Settings>) -> (Option<Severity>, Values) {
    let mut severity = rule.page.severity;
    let mut params = rule.page.params.clone();
    for layer in settings {
        layer.apply(&rule.page, &mut severity, &mut params);
    }
    (severity, params)
}

/// A rule as it runs; one that is off, but chosen, weighs as its page says, or
/// as advice.
fn active(rule: &Rule, severity: Option<Severity>, params: Values) -> ActiveRule {
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
