//! Rules: what they see, where they are listed, and which of them run.

mod catalogue;
mod contradiction;
mod duration;
pub mod page;
mod params;
mod set;
mod structure;
mod timeline;

pub use catalogue::catalogue;
pub use page::{Example, Page, PageError};
pub use params::Params;
pub use set::{ActiveRule, RuleSet, UnknownRule};

use crate::document::Document;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::incident::Incident;

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

/// A check: from what a document says and the rule's parameters to findings.
pub type Check = fn(&Context<'_>, &Params) -> Vec<Finding>;

/// A rule: its page and its check.
pub struct Rule {
    /// What declares, explains and proves it.
    pub page: Page,
    /// What finds it.
    pub check: Check,
}
