//! Profiles: named settings for one kind of postmortem, each from its guide.

use super::settings::nearest;
use super::{Settings, SettingsError};
use std::fmt;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};
use toml::de::{DeTable, DeValue};

/// A named set of settings.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What `--profile` calls it.
    pub name: String,
    /// The guide it follows.
    pub title: String,
    /// Where the guide can be read; empty where there is none.
    pub sources: Vec<String>,
    /// What it says of the rules.
    pub settings: Settings,
}

macro_rules! profiles {
    ($($name:literal),* $(,)?) => {
        [$(Embedded::new($name, include_str!(concat!("../../rules/profiles/", $name, ".toml")))),*]
    };
}

/// An embedded profile, read when it is first asked for.
struct Embedded {
    name: &'static str,
    text: &'static str,
    profile: OnceLock<Option<Profile>>,
}

impl Embedded {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, profile: OnceLock::new() }
    }

    /// The profile. One that cannot be read is left out instead of stopping
    /// the program; `tests/profiles.rs` fails on it.
    fn profile(&self) -> Option<&Profile> {
        self.profile.get_or_init(|| Profile::parse(self.name, self.text).ok()).as_ref()
    }
}

static EMBEDDED: [Embedded; 9] =
    profiles!["default", "minimal", "sre", "pagerduty", "atlassian", "gitlab", "wikimedia", "ccadb", "alx"];

static PROFILES: LazyLock<Vec<Profile>> =
    LazyLock::new(|| EMBEDDED.iter().filter_map(Embedded::profile).cloned().collect());

/// All profiles; the first is the default one. They are read once.
#[must_use]
pub fn profiles() -> &'static [Profile] {
    &PROFILES
}

impl Profile {
    /// The profile of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<&'static Self, UnknownProfile> {
        let known = EMBEDDED.iter().find(|profile| profile.name == name);
        known.and_then(Embedded::profile).ok_or_else(|| UnknownProfile::new(name))
    }

    /// The profile where none is named.
    #[must_use]
    pub fn usual() -> Option<&'static Self> {
        EMBEDDED.first().and_then(Embedded::profile)
    }

    /// Reads a profile: `title`, `sources` and `[rules]`.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<SettingsError>> {
        let table = DeTable::parse(text).map_err(|error| {
            vec![SettingsError::new(error.span().unwrap_or_default(), error.message().to_owned())]
        })?;
        let mut profile = Self {
            name: name.to_owned(),
            title: String::new(),
            sources: Vec::new(),
            settings: Settings::default(),
        };
        let mut errors = Vec::new();
        for (key, value) in table.get_ref() {
            let wrong = |message: String| vec![SettingsError::new(value.span(), message)];
            let read = match (key.get_ref().as_ref(), value.get_ref()) {
                ("title", DeValue::String(title)) => {
                    profile.title = title.to_string();
                    Ok(())
                }
                ("sources", DeValue::Array(items)) => {
                    let items = items.iter().filter_map(|item| item.get_ref().as_str());
                    profile.sources = items.map(str::to_owned).collect();
                    Ok(())
                }
                ("rules", DeValue::Table(rules)) => {
                    Settings::read(rules).map(|settings| profile.settings = settings)
                }
                (known @ ("title" | "sources" | "rules"), value) => {
                    Err(wrong(format!("`{known}` cannot be of type {}", value.type_str())))
                }
                (unknown, _) => Err(unknown_key(unknown, key.span())),
            };
            errors.extend(read.err().into_iter().flatten());
        }
        if errors.is_empty() { Ok(profile) } else { Err(errors) }
    }
}

fn unknown_key(key: &str, at: Range<usize>) -> Vec<SettingsError> {
    let hint = nearest(key, ["title", "sources", "rules"].into_iter())
        .map_or_else(String::new, |known| format!("; the nearest is `{known}`"));
    vec![SettingsError::new(at, format!("a profile has no key `{key}`{hint}"))]
}

/// A name that is no profile's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownProfile {
    /// What was asked for.
    pub asked: String,
    /// The profile whose name is nearest, where one is near.
    pub nearest: Option<String>,
}

impl UnknownProfile {
    fn new(asked: &str) -> Self {
        let names = profiles().iter().map(|profile| profile.name.as_str());
        let nearest = nearest(&asked.to_lowercase(), names).map(str::to_owned);
        Self { asked: asked.to_owned(), nearest }
    }
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no profile is called `{}`", self.asked)?;
        if let Some(name) = &self.nearest {
            return write!(f, "; the nearest is `{name}`");
        }
        let names: Vec<String> = profiles().iter().map(|profile| format!("`{}`", profile.name)).collect();
        write!(f, "; there are {}", names.join(", "))
    }
}

impl std::error::Error for UnknownProfile {}
