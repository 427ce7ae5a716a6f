//! The rules that are part of the program: one for each page in `rules/`. A
//! page with a `[lexical]` table is the whole rule; any other belongs to the
//! function `check` in the module of its name.

use super::lexical::Lexicon;
use super::lexical::table::{Phrase, Place, Table};
use super::value::{Shared, Value, Values};
use super::{Check, Page, Rule};
use crate::document::Role;
use crate::finding::Severity;
use crate::span::Span;
use std::borrow::Cow;

// `RULES`, written by `build/pages.rs`.
include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// All rules, by family and name.
#[must_use]
pub const fn catalogue() -> &'static [Rule] {
    &RULES
}

/// The pages of all rules, those of a team's own among them.
pub(super) fn known(own: &[Rule]) -> impl Iterator<Item = &Page> + Clone {
    catalogue().iter().chain(own).map(|rule| &rule.page)
}
