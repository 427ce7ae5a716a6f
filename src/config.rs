//! What a team has agreed upon: `pmlint.toml`, read, checked and put together.
//!
//! Nothing here touches the file system: what a file names is asked of the
//! [`World`]. A file that cannot be used is refused as a whole, with all that
//! is wrong in it and where.

mod fail_on;
mod globs;
mod layer;
mod load;
mod schema;

pub use fail_on::FailOn;
pub use globs::Globs;
pub use layer::{KEYS, Layer, Override};
pub use load::{World, load};
pub use schema::schema;

use crate::document::Headings;
use crate::finding::Severity;
use crate::incident::Reading;
use crate::rules::{Profile, Rule, RuleSet, Settings, Text, UnknownRule, Value, catalogue, settled};
use crate::span::Span;
use std::path::Path;
use std::sync::Arc;

/// The names that a configuration goes by; the first is looked for first.
pub const NAMES: [&str; 2] = ["pmlint.toml", ".pmlint.toml"];

/// Something that is wrong in a configuration or in what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, as it is printed.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The bytes that are wrong; none where the file cannot be read.
    pub span: Option<Span>,
    /// What is wrong with them.
    pub message: String,
}

/// What applies to the files below a folder: a configuration with those that
/// it extends. The default one says nothing.
#[derive(Default)]
pub struct Config {
    /// The files it is made of; each goes over those before it.
    pub layers: Vec<Layer>,
    /// The team's own rules.
    pub own: Vec<Rule>,
    /// The page of each, as its path is printed.
    pages: Vec<String>,
    headings: Option<Arc<Headings>>,
}

/// What the command line says, which goes over all configurations.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `--profile`.
    pub profile: Option<&'static Profile>,
    /// `--select`.
    pub select: Vec<String>,
    /// `--ignore`.
    pub ignore: Vec<String>,
    /// `--fail-on`.
    pub fail_on: Option<FailOn>,
}

/// A rule as it is set for a file.
pub struct RuleSetting<'c> {
    /// The rule.
    pub rule: &'c Rule,
    /// What its findings weigh; none is "off".
    pub severity: Option<Severity>,
    /// Where that is said.
    pub severity_from: Origin<'c>,
    /// The values of its parameters, and where each is said.
    pub params: Vec<(Text, Value, Origin<'c>)>,
}

/// Where a setting comes from.
#[derive(Clone, Copy)]
pub enum Origin<'c> {
    /// The rule's page.
    Page,
    /// The profile.
    Profile,
    /// This place of a configuration.
    File(&'c Layer, Span),
}

/// Whether a file is to be linted, as far as a configuration says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is said of it.
    Unsaid,
    /// `include` names it.
    Included,
    /// `exclude` of this configuration names it.
    Excluded(String),
    /// There is an `include` in this configuration that does not name it.
    NotIncluded(String),
}

impl Config {
    /// Own rules come with the paths of their pages.
    fn new(layers: Vec<Layer>, own: Vec<Rule>, pages: Vec<String>) -> Self {
        let names = || layers.iter().flat_map(|layer| &layer.sections);
        let built = || Headings::built_in().with(names().map(|(role, name)| (*role, name.as_str())));
        let headings = names().next().is_some().then(|| Arc::new(built()));
        Self { layers, own, pages, headings }
    }

    /// The team's own rules with the paths of their pages, as they are printed.
    pub fn own_pages(&self) -> impl Iterator<Item = (&str, &Rule)> {
        self.pages.iter().map(String::as_str).zip(&self.own)
    }

    /// Whether there is no configuration at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty()
    }

    /// How documents are read.
    #[must_use]
    pub fn reading(&self) -> Reading {
        Reading {
            headings: self.headings.clone(),
            zone: self.last(|layer| layer.zone.as_ref()).map(|(_, (zone, _))| zone.clone()),
            date_order: self.last(|layer| layer.date_order.as_ref()).map(|(_, (order, _))| *order),
            drafts: self.drafts().map(|(_, (status, _))| status.clone()).collect(),
        }
    }

    /// The last word on something, and the file in which it is said.
    pub fn last<'c, T>(&'c self, said: impl Fn(&'c Layer) -> Option<T>) -> Option<(&'c Layer, T)> {
        self.layers.iter().rev().find_map(|layer| Some((layer, said(layer)?)))
    }

    /// The profile that the rules are taken from.
    #[must_use]
    pub fn profile(&self, asked: &Asked) -> Option<&'static Profile> {
        let stated = self.last(|layer| layer.profile).map(|(_, (profile, _))| profile);
        asked.profile.or(stated).or_else(Profile::usual)
    }

    /// What fails a run that finds something in the files that this governs.
    #[must_use]
    pub fn fail_on(&self, asked: &Asked) -> FailOn {
        let stated = self.last(|layer| layer.fail_on).map(|(_, (fail_on, _))| fail_on);
        asked.fail_on.or(stated).unwrap_or_default()
    }

    /// Further statuses of documents that are not finished, each with the file
    /// that names it.
    pub fn drafts(&self) -> impl Iterator<Item = (&Layer, &(String, Span))> {
        self.layers.iter().flat_map(|layer| layer.drafts.iter().map(move |draft| (layer, draft)))
    }

    /// What is said of the rules for a file, the later over the earlier, each
    /// with the file it is said in; none for the profile.
    pub fn settings(&self, file: &Path, asked: &Asked) -> Vec<(Option<&Layer>, &Settings)> {
        let profile = self.profile(asked).map(|profile| (None, &profile.settings));
        let general = self.layers.iter().map(|layer| (Some(layer), &layer.rules));
        let overrides =
            self.layers.iter().flat_map(|layer| layer.overrides.iter().map(move |over| (layer, over)));
        let special = overrides
            .filter(|(layer, over)| over.paths.is_match(&layer.folder, file))
            .map(|(layer, over)| (Some(layer), &over.rules));
        profile.into_iter().chain(general).chain(special).collect()
    }

    /// Which of the overrides speak of a file: files of which the same ones do
    /// are linted by the same rules.
    #[must_use]
    pub fn overriding(&self, file: &Path) -> Vec<bool> {
        let of_layer = |layer: &Layer| -> Vec<bool> {
            layer.overrides.iter().map(|over| over.paths.is_match(&layer.folder, file)).collect()
        };
        self.layers.iter().flat_map(of_layer).collect()
    }

    /// The rules that run over a file.
    ///
    /// # Errors
    /// When the command line asks for a rule that there is not.
    pub fn rules(&self, file: &Path, asked: &Asked) -> Result<RuleSet, UnknownRule> {
        let settings: Vec<&Settings> =
            self.settings(file, asked).into_iter().map(|(_, settings)| settings).collect();
        let mut rules = RuleSet::choose_among(&self.own, &settings, &asked.select, &asked.ignore)?;
        rules.reading = self.reading();
        Ok(rules)
    }

    /// All rules as they are set for a file, by name, with the origin of each
    /// setting.
    #[must_use]
    pub fn explained(&self, file: &Path, asked: &Asked) -> Vec<RuleSetting<'_>> {
        let settings = self.settings(file, asked);
        let origin = |said: &dyn Fn(&Settings) -> Option<Span>| {
            let last = settings.iter().rev().find_map(|(layer, settings)| Some((*layer, said(settings)?)));
            last.map_or(Origin::Page, |(layer, span)| {
                layer.map_or(Origin::Profile, |l| Origin::File(l, span))
            })
        };
        let explain = |rule| {
            let layers = settings.iter().map(|(_, settings)| *settings);
            let (severity, params) = settled(rule, layers);
            let name = &rule.page.name;
            let param = |(key, value): &(Text, Value)| {
                let from = origin(&|settings| settings.param_of(name, key));
                (key.clone(), value.clone(), from)
            };
            RuleSetting {
                rule,
                severity,
                severity_from: origin(&|settings| settings.severity_of(name)),
                params: params.iter().map(param).collect(),
            }
        };
        let mut explained: Vec<RuleSetting<'_>> = catalogue().iter().chain(&self.own).map(explain).collect();
        explained.sort_by(|a, b| a.rule.page.name.cmp(&b.rule.page.name));
        explained
    }

    /// Whether a file is to be linted.
    #[must_use]
    pub fn verdict(&self, file: &Path) -> Verdict {
        let excludes = |layer: &&Layer| {
            layer.exclude.as_ref().is_some_and(|(globs, _)| globs.is_match(&layer.folder, file))
        };
        if let Some(layer) = self.layers.iter().find(excludes) {
            return Verdict::Excluded(layer.name.clone());
        }
        match self.last(|layer| layer.include.as_ref()) {
            Some((layer, (globs, _))) if globs.is_match(&layer.folder, file) => Verdict::Included,
            Some((layer, _)) => Verdict::NotIncluded(layer.name.clone()),
            None => Verdict::Unsaid,
        }
    }
}
