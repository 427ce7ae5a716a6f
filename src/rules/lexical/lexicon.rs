//! The phrases of a page, with the patterns that are made of them.

use super::compiled::{Form, Guard, Parts, forms};
use super::pattern::holds;
use super::phrase::Vocabulary;
use super::report;
use super::table::{Phrase, Table};
use crate::document::{Block, BlockId, BlockKind, BlockSet, Document};
use crate::phrases;
use crate::rules::value::Shared;
use crate::span::Span;
use regex::Regex;
use std::sync::OnceLock;

/// The phrases of one page. A pattern is made of them when it is first asked
/// for; where a page is not built in, its faults are asked for before, and a
/// list with a fault in it fits nothing.
#[derive(Debug)]
pub struct Lexicon {
    table: Shared<Table>,
    /// The name of the rule, where its page is built in.
    built_in: Option<&'static str>,
    vocabulary: OnceLock<Vocabulary>,
    forms: OnceLock<Vec<Form>>,
    parts: OnceLock<Parts>,
    guards: [OnceLock<Option<Regex>>; Guard::ALL.len()],
}

/// What is wrong with a table: where in it, and what.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Fault {
    pub(in crate::rules) span: Span,
    pub(in crate::rules) message: String,
}

/// A fault of one phrase or text.
pub(super) fn fault(at: &Phrase, message: impl Into<String>) -> Fault {
    Fault { span: at.span, message: message.into() }
}

impl Lexicon {
    pub(in crate::rules) const fn new(table: Shared<Table>) -> Self {
        Self::of(table, None)
    }

    /// The phrases of the page of a built-in rule.
    pub(in crate::rules) const fn built_in(table: &'static Table, name: &'static str) -> Self {
        Self::of(Shared::BuiltIn(table), Some(name))
    }

    const fn of(table: Shared<Table>, built_in: Option<&'static str>) -> Self {
        Self {
            table,
            built_in,
            vocabulary: OnceLock::new(),
            forms: OnceLock::new(),
            parts: OnceLock::new(),
            guards: [const { OnceLock::new() }; Guard::ALL.len()],
        }
    }

    pub(super) fn table(&self) -> &Table {
        &self.table
    }

    /// Returns the blocks in which what is looked for may stand: those that say
    /// what the page needs. Patterns are compiled for these only.
    pub(super) fn places(&self, document: &Document<'_>) -> BlockSet {
        let phrase = self.built_in.and_then(phrases::of_page);
        let texts = &self.table.needs_text;
        if self.built_in.is_none() || (phrase.is_none() && texts.is_empty()) {
            return BlockSet::ALL;
        }
        let said = phrase.map_or_else(BlockSet::none, |phrase| document.saying(phrase));
        if texts.is_empty() {
            return said;
        }
        let holds = |text: &str| texts.iter().any(|part| holds(text, &part.text));
        let may = |(id, block): &(BlockId, &Block<'_>)| {
            let code = block.kind == BlockKind::Code && holds(document.code(*id));
            code || holds(block.text.text()) || block.text.links().iter().any(|link| holds(&link.target))
        };
        said.or(&BlockSet::of(document.blocks_with_ids().filter(may).map(|(id, _)| id)))
    }

    fn vocabulary(&self) -> &Vocabulary {
        let read = || Vocabulary::new(&self.table.words, false).unwrap_or_default();
        self.vocabulary.get_or_init(read)
    }

    /// What is looked for.
    pub(super) fn forms(&self) -> &[Form] {
        self.forms.get_or_init(|| forms(&self.table, self.vocabulary()).unwrap_or_default())
    }

    /// The parts of a document that are looked at.
    pub(super) fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| Parts::new(&self.table.inside).unwrap_or_default())
    }

    /// The pattern of a guard; none where the page has no such guard.
    pub(super) fn guard(&self, guard: Guard) -> Option<&Regex> {
        if guard.phrases(&self.table).is_empty() {
            return None;
        }
        let made = || guard.pattern(&self.table, self.vocabulary()).unwrap_or_default();
        self.guards.get(guard as usize)?.get_or_init(made).as_ref()
    }

    /// What is wrong with the phrases and templates of a table, if anything is.
    pub(in crate::rules) fn fault_of(table: &Table) -> Option<Fault> {
        let check = || {
            report::check_templates(table)?;
            for phrase in table.needs.iter() {
                phrases::check(&phrase.text).map_err(|error| fault(phrase, error.message))?;
            }
            let vocabulary = Vocabulary::new(&table.words, true)?;
            forms(table, &vocabulary)?;
            Parts::new(&table.inside)?;
            Guard::ALL.iter().try_for_each(|guard| guard.pattern(table, &vocabulary).map(drop))
        };
        check().err()
    }
}
