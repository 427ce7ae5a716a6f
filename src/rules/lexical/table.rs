//! The `[lexical]` table as it is written.

use super::Compiled;
use super::report;
use crate::document::Role;
use crate::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use toml::Spanned;

/// A phrase with its place in the `toml` fence.
pub(super) type Phrase = Spanned<String>;

/// The `[lexical]` table. The keys are described in the module's comment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::rules) struct Table {
    #[serde(default)]
    pub(super) phrases: Vec<Phrase>,
    #[serde(default)]
    pub(super) prefer: BTreeMap<String, Phrase>,
    #[serde(default)]
    pub(super) subjects: Vec<Phrase>,
    #[serde(default)]
    pub(super) unless_before: Vec<Phrase>,
    #[serde(default)]
    pub(super) unless_after: Vec<Phrase>,
    #[serde(default)]
    pub(super) unless_match: Vec<Phrase>,
    #[serde(default)]
    pub(super) unless_sentence: Vec<Phrase>,
    #[serde(default)]
    pub(super) unless_heading: Vec<Phrase>,
    #[serde(default)]
    pub(super) even_negated: bool,
    #[serde(default, rename = "in")]
    pub(super) inside: Vec<Phrase>,
    #[serde(default)]
    pub(super) not_in: Vec<Role>,
    #[serde(default = "prose", rename = "where")]
    pub(super) places: Vec<Place>,
    #[serde(default)]
    pub(super) once: bool,
    #[serde(default)]
    pub(super) words: BTreeMap<String, Vec<Phrase>>,
    pub(super) message: Phrase,
    #[serde(default)]
    pub(super) label: Option<Phrase>,
    #[serde(default)]
    pub(super) help: Option<Phrase>,
}

/// A kind of text in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
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

fn prose() -> Vec<Place> {
    vec![Place::Prose]
}

impl Table {
    /// Whether text of this kind is looked at.
    pub(super) fn looks_at(&self, place: Place) -> bool {
        self.places.contains(&place)
    }
}

/// What is wrong with a table: where in the page, and what.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Fault {
    pub(in crate::rules) span: Span,
    pub(in crate::rules) message: String,
}

/// The phrases of one page. Its patterns are compiled once, when first used;
/// where a page is not built in, its faults are asked for before.
#[derive(Debug)]
pub struct Lexicon {
    table: Table,
    /// Where the table's text begins in the page, in bytes.
    base: usize,
    compiled: OnceLock<Option<Compiled>>,
}

impl Lexicon {
    pub(in crate::rules) const fn new(table: Table, base: usize) -> Self {
        Self { table, base, compiled: OnceLock::new() }
    }

    pub(super) const fn table(&self) -> &Table {
        &self.table
    }

    /// The patterns; none where one of them is malformed.
    pub(super) fn compiled(&self) -> Option<&Compiled> {
        self.compiled.get_or_init(|| Compiled::new(&self.table, false).ok()).as_ref()
    }

    /// What is wrong with the phrases and templates, if anything is.
    pub(in crate::rules) fn fault(&self) -> Option<Fault> {
        let checked = report::check_templates(&self.table).and_then(|()| Compiled::new(&self.table, true));
        let fault = checked.err()?;
        let span = Span::new(fault.span.start + self.base, fault.span.end + self.base);
        Some(Fault { span, message: fault.message })
    }
}

/// A fault of one phrase or text.
pub(super) fn fault(at: &Phrase, message: impl Into<String>) -> Fault {
    Fault { span: at.span().into(), message: message.into() }
}
