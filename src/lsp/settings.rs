//! What the editor's settings say.

use crate::config::Asked;
use crate::rules::Profile;
use serde_json::Value;
use std::path::PathBuf;

/// The name under which an editor keeps them.
pub const SECTION: &str = "pmlint";

/// Their keys.
const KEYS: [&str; 4] = ["enable", "profile", "config", "inlayHints"];

/// What the editor's settings say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether anything is found at all.
    pub enable: bool,
    /// The guide to follow, as for `pmlint check --profile`.
    pub profile: Option<&'static Profile>,
    /// The configuration that goes before the nearest one, as for `--config`.
    pub config: Option<PathBuf>,
    /// Whether timelines show the time since their first entry.
    pub inlay_hints: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enable: true, profile: None, config: None, inlay_hints: false }
    }
}

impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        let names = |settings: &Self| settings.profile.map(|profile| &profile.name);
        (self.enable, &self.config, self.inlay_hints) == (other.enable, &other.config, other.inlay_hints)
            && names(self) == names(other)
    }
}

impl Settings {
    /// What a value says, which may be the settings or hold them under their
    /// name; and what is wrong with it. What is not said is as by default.
    pub fn read(value: &Value) -> (Self, Vec<String>) {
        let value = value.get(SECTION).unwrap_or(value);
        let mut settings = Self::default();
        let mut wrong = Vec::new();
        if let Some(word) = text(value, "profile", &mut wrong) {
            match Profile::named(&word) {
                Ok(profile) => settings.profile = Some(profile),
                Err(unknown) => wrong.push(format!("`{SECTION}.profile`: {unknown}")),
            }
        }
        settings.config = text(value, "config", &mut wrong).map(PathBuf::from);
        settings.enable = flag(value, "enable", &mut wrong).unwrap_or(true);
        settings.inlay_hints = flag(value, "inlayHints", &mut wrong).unwrap_or(false);
        (settings, wrong)
    }

    /// What they say of the rules.
    pub fn asked(&self) -> Asked {
        Asked { profile: self.profile, ..Asked::default() }
    }
}

/// One value laid over another: what it does not say is as in the other.
pub fn over(base: &Value, value: &Value) -> Value {
    let said = [base, value].map(|value| value.get(SECTION).unwrap_or(value));
    let keys = said.iter().flat_map(|value| KEYS.iter().filter_map(|key| Some((*key, value.get(key)?))));
    Value::Object(keys.map(|(key, value)| (key.to_owned(), value.clone())).collect())
}

/// Nothing where it is not said, null or empty: editors show a box to fill in.
fn text(settings: &Value, key: &str, wrong: &mut Vec<String>) -> Option<String> {
    match settings.get(key)? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Null => None,
        _ => {
            wrong.push(format!("`{SECTION}.{key}` is a text"));
            None
        }
    }
}

fn flag(settings: &Value, key: &str, wrong: &mut Vec<String>) -> Option<bool> {
    match settings.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::Null => None,
        _ => {
            wrong.push(format!("`{SECTION}.{key}` is true or false"));
            None
        }
    }
}
