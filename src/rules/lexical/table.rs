//! The `[lexical]` table as it is written.

use crate::document::Role;
use crate::rules::value::{List, Text};
use crate::span::Span;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::Spanned;

/// A phrase, or another text of the table.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Spanned<String>")]
pub(crate) struct Phrase {
    pub(crate) text: Text,
    /// Its place in the `toml` fence.
    pub(crate) span: Span,
}

impl From<Spanned<String>> for Phrase {
    fn from(text: Spanned<String>) -> Self {
        Self { span: text.span().into(), text: text.into_inner().into() }
    }
}

/// What stands behind each name, in alphabetical order of the names.
pub(crate) type ByName<T> = List<(Text, T)>;

/// The `[lexical]` table. The keys are described in the module's comment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Table {
    #[serde(default)]
    pub(crate) phrases: List<Phrase>,
    #[serde(default, deserialize_with = "by_name")]
    pub(crate) prefer: ByName<Phrase>,
    #[serde(default)]
    pub(crate) subjects: List<Phrase>,
    #[serde(default)]
    pub(crate) unless_before: List<Phrase>,
    #[serde(default)]
    pub(crate) unless_after: List<Phrase>,
    #[serde(default)]
    pub(crate) unless_match: List<Phrase>,
    #[serde(default)]
    pub(crate) unless_sentence: List<Phrase>,
    #[serde(default)]
    pub(crate) unless_heading: List<Phrase>,
    #[serde(default)]
    pub(crate) needs: List<Phrase>,
    #[serde(default)]
    pub(crate) needs_text: List<Phrase>,
    #[serde(default)]
    pub(crate) even_negated: bool,
    #[serde(default, rename = "in")]
    pub(crate) inside: List<Phrase>,
    #[serde(default)]
    pub(crate) not_in: List<Role>,
    #[serde(default = "prose", rename = "where")]
    pub(crate) places: List<Place>,
    #[serde(default)]
    pub(crate) once: bool,
    #[serde(default, deserialize_with = "by_name")]
    pub(crate) words: ByName<List<Phrase>>,
    pub(crate) message: Phrase,
    #[serde(default)]
    pub(crate) label: Option<Phrase>,
    #[serde(default)]
    pub(crate) help: Option<Phrase>,
    /// Where the text of the fence begins in the page, in bytes.
    #[serde(skip)]
    pub(crate) base: usize,
}

/// A table, in alphabetical order.
fn by_name<'de, T, D>(deserializer: D) -> Result<ByName<T>, D::Error>
where
    T: Clone + Deserialize<'de>,
    D: Deserializer<'de>,
{
    let table = BTreeMap::<String, T>::deserialize(deserializer)?;
    Ok(table.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// A kind of text in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Place {
    /// Paragraphs, list items, rows of tables, values of fields.
    Prose,
    /// Headings, labels, the rows that name columns.
    Headings,
    /// Blocks of code, inline code.
    Code,
    /// Addresses in the text, and where links lead.
    Addresses,
    /// Block quotes and quoted speech.
    Quotes,
    /// Other incidents and definitions.
    Asides,
}

const fn prose() -> List<Place> {
    Cow::Borrowed(&[Place::Prose])
}

impl Table {
    /// Whether text of this kind is looked at.
    pub(crate) fn looks_at(&self, place: Place) -> bool {
        self.places.contains(&place)
    }
}
