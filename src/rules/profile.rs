//! Profiles: named settings for one kind of postmortem, each from its guide.

use super::page::Page;
use super::settings::{Settings, SettingsError, nearest};
use super::value::{List, Text};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// A named set of settings.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What `--profile` calls it.
    pub name: Text,
    /// The guide it follows.
    pub title: Text,
    /// Where the guide can be read; empty where there is none.
    pub sources: List<Text>,
    /// What it says of the rules.
    pub settings: Settings,
}

impl Profile {
    /// Reads a profile: `title`, `sources` and `[rules]`. `known` are the pages
    /// of all rules that there are.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub(crate) fn read<'k>(
        known: impl Iterator<Item = &'k Page> + Clone,
        name: &str,
        text: &str,
    ) -> Result<Self, Vec<SettingsError>> {
        let table = DeTable::parse(text).map_err(|error| {
            vec![SettingsError::new(error.span().unwrap_or_default(), error.message().to_owned())]
        })?;
        let mut profile = Self {
            name: name.to_owned().into(),
            title: Text::default(),
            sources: List::default(),
            settings: Settings::default(),
        };
        let mut errors = Vec::new();
        for (key, value) in table.get_ref() {
            let wrong = |message: String| vec![SettingsError::new(value.span(), message)];
            let read = match (key.get_ref().as_ref(), value.get_ref()) {
                ("title", DeValue::String(title)) => {
                    profile.title = title.to_string().into();
                    Ok(())
                }
                ("sources", DeValue::Array(items)) => {
                    let items = items.iter().filter_map(|item| item.get_ref().as_str());
                    profile.sources = items.map(|item| item.to_owned().into()).collect();
                    Ok(())
                }
                ("rules", DeValue::Table(rules)) => {
                    Settings::read(known.clone(), rules).map(|settings| profile.settings = settings)
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
