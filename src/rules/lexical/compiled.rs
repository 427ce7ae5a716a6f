//! The patterns of a lexical page.

use super::phrase::Vocabulary;
use super::table::{Fault, Phrase, Table, fault};
use crate::document::{Role, Roles};
use crate::facts::Wording;
use toml::Spanned;

/// Most regular expressions of a page, and words that it replaces.
const MOST: usize = 200;

/// What is looked for: a pattern, and what to write instead.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) pattern: Wording,
    pub(super) prefer: Option<String>,
}

/// The parts of a document that are looked at.
#[derive(Debug)]
pub(super) struct Parts {
    roles: Roles,
    /// The text before the first section of a known role.
    lead: bool,
    all: bool,
}

impl Parts {
    fn new(names: &[Phrase]) -> Result<Self, Fault> {
        let mut parts = Self { roles: Roles::NONE, lead: false, all: names.is_empty() };
        for name in names {
            match (name.get_ref().as_str(), Role::from_name(name.get_ref())) {
                (_, Some(role)) => parts.roles = parts.roles.with(role),
                ("lead", None) => parts.lead = true,
                (other, None) => {
                    let known: Vec<&str> = Role::ALL.into_iter().map(Role::name).collect();
                    let message = format!("`{other}` is no role of a section: lead, {}", known.join(", "));
                    return Err(fault(name, message));
                }
            }
        }
        Ok(parts)
    }

    /// Whether text in a section with these roles is looked at.
    pub(super) fn hold(&self, roles: Roles, lead: bool) -> bool {
        self.all || (self.lead && lead) || roles.iter().any(|role| self.roles.has(role))
    }
}

/// The patterns of a lexical page.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) forms: Vec<Form>,
    pub(super) inside: Parts,
    /// Fits the text before a phrase that ends with one of the subjects.
    pub(super) subjects: Option<Wording>,
    pub(super) unless_before: Option<Wording>,
    pub(super) unless_after: Option<Wording>,
    pub(super) unless_match: Option<Wording>,
    pub(super) unless_sentence: Option<Wording>,
    pub(super) unless_heading: Option<Wording>,
}

impl Compiled {
    /// Compiles a table; `checked`, if a phrase in it may be malformed.
    pub(super) fn new(table: &Table, checked: bool) -> Result<Self, Fault> {
        if table.phrases.is_empty() && table.prefer.is_empty() {
            return Err(fault(&table.message, "the table lists no `phrases` and nothing to `prefer`"));
        }
        let vocabulary = Vocabulary::new(&table.words, checked)?;
        let mut forms = Vec::new();
        // All plain phrases are one pattern, so that a long list costs one
        // reading of the text; regular expressions have groups of their own.
        let is_plain = |phrase: &&Spanned<String>| !phrase.get_ref().trim().starts_with('/');
        let mut plain: Vec<_> = table.phrases.iter().filter(is_plain).cloned().collect();
        plain.sort_by_key(|phrase| std::cmp::Reverse(phrase.get_ref().len()));
        forms.extend(vocabulary.pattern(&plain)?.map(|pattern| Form { pattern, prefer: None }));
        // Each of these reads the text anew.
        let one_by_one = table.phrases.len() - plain.len() + table.prefer.len();
        if one_by_one > MOST {
            let message = format!(
                "{one_by_one} regular expressions and words to prefer, where {MOST} are the most; part them into several rules"
            );
            return Err(fault(&table.message, message));
        }
        for phrase in table.phrases.iter().filter(|phrase| !is_plain(phrase)) {
            forms.push(Form { pattern: vocabulary.phrase(phrase)?, prefer: None });
        }
        for (phrase, instead) in &table.prefer {
            let phrase = Spanned::new(instead.span(), phrase.clone());
            let pattern = vocabulary.phrase(&phrase)?;
            forms.push(Form { pattern, prefer: Some(instead.get_ref().clone()) });
        }
        Ok(Self {
            forms,
            inside: Parts::new(&table.inside)?,
            subjects: vocabulary.subjects(&table.subjects)?,
            unless_before: vocabulary.pattern(&table.unless_before)?,
            unless_after: vocabulary.pattern(&table.unless_after)?,
            unless_match: vocabulary.pattern(&table.unless_match)?,
            unless_sentence: vocabulary.pattern(&table.unless_sentence)?,
            unless_heading: vocabulary.pattern(&table.unless_heading)?,
        })
    }
}
