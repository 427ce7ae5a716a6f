//! The patterns of a lexical page.

use super::lexicon::{Fault, fault};
use super::phrase::Vocabulary;
use super::table::{Phrase, Table};
use crate::document::{Role, Roles};
use crate::rules::value::Text;
use regex::Regex;

/// Most regular expressions of a page, and words that it replaces.
const MOST: usize = 200;

/// What is looked for: a pattern, and what to write instead.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) pattern: Regex,
    pub(super) prefer: Option<Text>,
}

/// The parts of a document that are looked at.
#[derive(Debug, Default)]
pub(super) struct Parts {
    roles: Roles,
    /// The text before the first section of a known role.
    lead: bool,
    all: bool,
}

impl Parts {
    pub(super) fn new(names: &[Phrase]) -> Result<Self, Fault> {
        let mut parts = Self { roles: Roles::NONE, lead: false, all: names.is_empty() };
        for name in names {
            match (name.text.as_ref(), Role::from_name(&name.text)) {
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

/// A list of phrases that decides whether a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// The text before a phrase ends with one of these.
    Subjects,
    /// None of these stands before it in its clause.
    Before,
    /// Nor behind it.
    After,
    /// Nor in the phrase itself.
    Match,
    /// Nor in its sentence.
    Sentence,
    /// Nor in a heading above it.
    Heading,
}

impl Guard {
    /// All of them, in the order of their declaration.
    pub(super) const ALL: [Self; 6] =
        [Self::Subjects, Self::Before, Self::After, Self::Match, Self::Sentence, Self::Heading];

    /// What the table lists for it.
    pub(super) fn phrases(self, table: &Table) -> &[Phrase] {
        match self {
            Self::Subjects => &table.subjects,
            Self::Before => &table.unless_before,
            Self::After => &table.unless_after,
            Self::Match => &table.unless_match,
            Self::Sentence => &table.unless_sentence,
            Self::Heading => &table.unless_heading,
        }
    }

    /// Its pattern; none where the table lists nothing for it.
    pub(super) fn pattern(self, table: &Table, vocabulary: &Vocabulary) -> Result<Option<Regex>, Fault> {
        match self {
            Self::Subjects => vocabulary.subjects(self.phrases(table)),
            _ => vocabulary.pattern(self.phrases(table)),
        }
    }
}

/// What a table looks for.
pub(super) fn forms(table: &Table, vocabulary: &Vocabulary) -> Result<Vec<Form>, Fault> {
    if table.phrases.is_empty() && table.prefer.is_empty() {
        return Err(fault(&table.message, "the table lists no `phrases` and nothing to `prefer`"));
    }
    let mut forms = Vec::new();
    // All plain phrases are one pattern, so that a long list costs one reading
    // of the text; regular expressions have groups of their own.
    let is_plain = |phrase: &&Phrase| !phrase.text.trim().starts_with('/');
    let mut plain: Vec<_> = table.phrases.iter().filter(is_plain).cloned().collect();
    plain.sort_by_key(|phrase| std::cmp::Reverse(phrase.text.len()));
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
    for (phrase, instead) in table.prefer.iter() {
        let phrase = Phrase { text: phrase.clone(), span: instead.span };
        let pattern = vocabulary.phrase(&phrase)?;
        forms.push(Form { pattern, prefer: Some(instead.text.clone()) });
    }
    Ok(forms)
}
