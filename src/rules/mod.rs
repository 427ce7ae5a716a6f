//! Rules: what they see, where they are listed, and which of them run.

mod actions;
mod catalogue;
mod contradiction;
mod duration;
mod glob;
mod impact;
mod lexical;
mod matcher;
mod numbers;
mod own;
pub mod page;
mod params;
mod parts;
mod profile;
mod profiles;
mod set;
mod settings;
mod structure;
mod suppression;
mod timeline;
mod value;

pub use catalogue::catalogue;
pub(crate) use contradiction::incident_id::{id_field, own_id};
pub use glob::{RuleGlob, UnknownRule};
pub use lexical::Lexicon;
pub use own::{own_rule, rule_of_page};
pub use page::{Example, Page, PageError};
pub use params::Params;
pub use parts::{Part, demanded};
pub use profile::Profile;
pub use profiles::{UnknownProfile, profiles};
pub use set::{ActiveRule, OffRule, RuleSet, settled};
pub use settings::{Settings, SettingsError, nearest};
pub use value::{List, Shared, Text, Value, Values};

use crate::document::Document;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::incident::Incident;
use crate::phrases::Phrase;
use crate::suppress::Suppressions;
use std::sync::Arc;

/// What a rule sees: the document, its facts and the incident rebuilt from
/// them. Neither the raw text, nor the rule's own name or severity.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Sections and blocks.
    pub document: &'a Document<'a>,
    /// Typed values with their places.
    pub facts: &'a Facts,
    /// What the document claims happened.
    pub incident: &'a Incident,
}

impl Context<'_> {
    /// Whether a phrase stands in the text of the document.
    pub(crate) fn says(&self, phrase: Phrase) -> bool {
        let places = self.document.saying(phrase);
        self.document.blocks_at(&places).any(|(id, _)| phrase.is_in(self.document.passage(id)))
    }
}

/// What finds the faults of a rule.
#[derive(Clone)]
pub enum Check {
    /// Code: from what a document says and the rule's parameters to findings.
    Semantic(fn(&Context<'_>, &Params) -> Vec<Finding>),
    /// The phrases on the rule's page.
    Lexical(Shared<Lexicon>),
    /// Code that looks at the comments which keep rules silent, once it is
    /// known what was found.
    Suppression(fn(&Document<'_>, &Suppressions, &Params) -> Vec<Finding>),
}

impl Check {
    /// What the rule finds in a document; of a rule about suppressions
    /// nothing, since it runs after all others.
    #[must_use]
    pub fn run(&self, cx: &Context<'_>, params: &Params) -> Vec<Finding> {
        match self {
            Self::Semantic(check) => check(cx, params),
            Self::Lexical(lexicon) => lexical::check(cx, lexicon),
            Self::Suppression(_) => Vec::new(),
        }
    }
}

/// A rule: its page and its check.
pub struct Rule {
    /// What declares, explains and proves it.
    pub page: Page,
    /// What finds it.
    pub check: Check,
}

impl Rule {
    /// The rule that a page with a `[lexical]` table is alone; none where it
    /// has no such table.
    #[must_use]
    pub fn lexical(page: Page) -> Option<Self> {
        let lexicon = Lexicon::new(page.lexical.clone()?);
        Some(Self { page, check: Check::Lexical(Shared::Read(Arc::new(lexicon))) })
    }
}
