//! The profiles that are part of the program.

use super::catalogue::known;
use super::glob::{Form, RuleGlob};
use super::settings::{Level, Setting, nearest};
use super::value::{Value, Values};
use super::{Profile, Settings, SettingsError};
use crate::finding::Severity;
use crate::span::Span;
use std::borrow::Cow;
use std::fmt;

// `PROFILES`, written by `build/profiles.rs`.
include!(concat!(env!("OUT_DIR"), "/profiles.rs"));

/// All profiles; the first is the default one.
#[must_use]
pub const fn profiles() -> &'static [Profile] {
    &PROFILES
}

impl Profile {
    /// The profile of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<&'static Self, UnknownProfile> {
        profiles().iter().find(|profile| profile.name == name).ok_or_else(|| UnknownProfile::new(name))
    }

    /// The profile where none is named.
    #[must_use]
    pub fn usual() -> Option<&'static Self> {
        profiles().first()
    }

    /// Reads a profile that is not built in: `title`, `sources` and `[rules]`.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<SettingsError>> {
        Self::read(known(&[]), name, text)
    }
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
        let names = profiles().iter().map(|profile| profile.name.as_ref());
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
