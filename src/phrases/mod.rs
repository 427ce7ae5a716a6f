//! Phrases: what reports say, as data.
//!
//! `vocabulary/` holds lists of words and phrases in a small language
//! (`language`). They are compiled to tables when the program is (`compile`,
//! `table`), so that nothing is read when it starts, and a phrase is looked for
//! by walking tokens (`matcher`).

mod compile;
mod language;
mod matcher;
mod mentions;
mod table;
mod text;
mod tree;

pub use compile::Compiler;
pub use language::Malformed;
pub use mentions::Mentions;
pub use table::{Sets, Vocabulary};
pub use text::{Text, tokens};

use crate::text::Passage;
use matcher::{Fit, Seen, Walk};
use std::ops::Range;

mod generated {
    //! The built-in vocabulary, as `build/phrases.rs` wrote it.
    include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
}

pub(crate) use generated::*;

/// Returns the built-in vocabulary.
#[must_use]
pub const fn vocabulary() -> &'static Vocabulary {
    &generated::VOCABULARY
}

/// Returns the phrase of this name: `milestones.restored` for what stands under
/// `[restored]` in `vocabulary/milestones.toml`.
#[must_use]
pub fn phrase(name: &str) -> Option<Phrase> {
    generated::NAMES.iter().find(|(known, _)| *known == name).map(|(_, phrase)| *phrase)
}

/// Whether a phrase can be read.
///
/// # Errors
/// What cannot be read, and where.
pub fn check(phrase: &str) -> Result<(), Malformed> {
    language::parse(phrase).map(drop)
}

/// Returns what the page of a built-in rule needs, where its phrases are words.
#[must_use]
pub fn of_page(name: &str) -> Option<Phrase> {
    generated::PAGES.iter().find(|(known, _)| *known == name).map(|(_, phrase)| *phrase)
}

/// A phrase of the built-in vocabulary: several ways to say one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase(u16);

/// A place of a text where a phrase stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'t> {
    text: &'t str,
    range: Range<usize>,
    groups: Vec<(u8, Range<usize>)>,
}

impl<'t> Match<'t> {
    /// Returns where it begins, in bytes of the text.
    #[must_use]
    pub const fn start(&self) -> usize {
        self.range.start
    }

    /// Returns where it ends, in bytes of the text.
    #[must_use]
    pub const fn end(&self) -> usize {
        self.range.end
    }

    /// Returns where it stands, in bytes of the text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Returns the words as they are written.
    #[must_use]
    pub fn as_str(&self) -> &'t str {
        self.text.get(self.range()).unwrap_or_default()
    }

    /// Returns where the group of this name stands, in bytes of the text; none
    /// where it takes no part. Of one that is repeated, the last.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<Range<usize>> {
        let number = vocabulary().names.iter().position(|known| known == name)?;
        let mut groups = self.groups.iter().rev();
        groups.find(|(known, _)| usize::from(*known) == number).map(|(_, range)| range.clone())
    }

    /// Returns the words of the group of this name.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<&'t str> {
        self.group(name).and_then(|range| self.text.get(range))
    }
}

impl Phrase {
    /// Returns whether the phrase stands anywhere in a text.
    pub fn is_in<'t>(self, text: impl Text<'t>) -> bool {
        text.read(|passage| self.first(passage, 0).is_some())
    }

    /// Returns the first place where it stands.
    pub fn find<'t>(self, text: impl Text<'t>) -> Option<Match<'t>> {
        let whole = text.text();
        text.read(|passage| self.first(passage, 0).map(|fit| placed(whole, passage, &fit)))
    }

    /// Returns all places where it stands that are apart from each other, in
    /// the order of the text.
    pub fn find_all<'t>(self, text: impl Text<'t>) -> Vec<Match<'t>> {
        let whole = text.text();
        text.read(|passage| {
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(fit) = self.first(passage, from) {
                from = fit.last.max(fit.first + 1);
                found.push(placed(whole, passage, &fit));
            }
            found
        })
    }

    /// Returns the place where it stands from each token on at which it begins:
    /// places may overlap.
    pub fn find_each<'t>(self, text: impl Text<'t>) -> Vec<Match<'t>> {
        let whole = text.text();
        text.read(|passage| {
            let mut found = Vec::new();
            let mut from = 0;
            while let Some(fit) = self.first(passage, from) {
                from = fit.first + 1;
                found.push(placed(whole, passage, &fit));
            }
            found
        })
    }

    /// Returns where it stands at the very beginning of a text.
    pub fn opens<'t>(self, text: impl Text<'t>) -> Option<Match<'t>> {
        let whole = text.text();
        text.read(|passage| {
            let walk = Walk { vocabulary: vocabulary(), passage };
            let mut programs = self.programs().iter().filter(|program| program.anchor != table::Anchor::End);
            let fit = programs.find_map(|program| walk.fit(*program, 0, &mut Seen::default()));
            fit.map(|fit| placed(whole, passage, &fit))
        })
    }

    fn programs(self) -> &'static [table::Program] {
        let number = usize::from(self.0);
        let ends = &vocabulary().ends;
        let first = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
        let last = ends.get(number).copied().unwrap_or(first);
        vocabulary().programs.get(usize::from(first)..usize::from(last)).unwrap_or_default()
    }

    /// The first fit from the token `from` on; of two that begin at one token
    /// that of the way that is written first.
    fn first(self, passage: Passage<'_>, from: usize) -> Option<Fit> {
        let walk = Walk { vocabulary: vocabulary(), passage };
        let fits = self.programs().iter().filter_map(|program| walk.find(*program, from));
        let fit = fits.min_by_key(|fit| fit.first)?;
        let kept_silent = self.unless().is_some_and(|unless| unless.first(passage, 0).is_some());
        (!kept_silent).then_some(fit)
    }

    /// The phrase that keeps this one from being found.
    fn unless(self) -> Option<Self> {
        let number = vocabulary().unless.get(usize::from(self.0)).copied()?;
        number.checked_sub(1).map(Self)
    }
}

/// A fit as a place of the text.
fn placed<'t>(text: &'t str, passage: Passage<'_>, fit: &Fit) -> Match<'t> {
    let tokens = passage.tokens();
    let bytes = |first: usize, last: usize| {
        let start = tokens.get(first).map_or(text.len(), |token| token.start() - passage.offset());
        let end = last.checked_sub(1).and_then(|last| tokens.get(last));
        let end = end.map_or(start, |token| token.end() - passage.offset());
        start..end.max(start)
    };
    let groups = fit.groups.iter().map(|(name, first, last)| (*name, bytes(*first as usize, *last as usize)));
    Match { text, range: bytes(fit.first, fit.last), groups: groups.collect() }
}
