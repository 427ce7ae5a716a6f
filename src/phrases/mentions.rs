//! In which parts of a document each phrase stands.

use super::matcher::{Seen, Walk};
use super::table::{Anchor, Sets, Vocabulary};
use super::{Phrase, vocabulary};
use crate::text::Passage;

/// In which blocks each phrase of the vocabulary stands, found in one pass over
/// the tokens.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// Phrase and block, in order once finished.
    all: Vec<(u16, u32)>,
    /// For each phrase the last block that it was found in, counted from 1.
    latest: Vec<u32>,
}

impl Mentions {
    /// Adds the phrases of a text of the block `block`. Blocks come in order,
    /// the texts of one block behind each other.
    pub(crate) fn add(&mut self, block: usize, passage: Passage<'_>) {
        let vocabulary = vocabulary();
        let block = u32::try_from(block).unwrap_or(u32::MAX - 1);
        self.latest.resize(vocabulary.ends.len(), 0);
        let walk = Walk { vocabulary, passage };
        for (at, token) in passage.tokens().iter().enumerate() {
            let by_word = vocabulary.beginning_with(Sets(token.entry())).iter();
            if token.entry() == 0
                && let Some(mark) = walk.mark(*token)
            {
                let first = vocabulary.by_mark.partition_point(|(known, _)| *known < mark);
                let same = vocabulary.by_mark.iter().skip(first).take_while(|(known, _)| *known == mark);
                same.for_each(|(_, program)| self.try_at(&walk, *program, at, block));
            }
            by_word.for_each(|program| self.try_at(&walk, *program, at, block));
            for of_kind in vocabulary.by_kind.chunk_by(|(one, _), (other, _)| one == other) {
                if of_kind.first().is_some_and(|(kind, _)| walk.is_of(*kind, at, *token)) {
                    of_kind.iter().for_each(|(_, program)| self.try_at(&walk, *program, at, block));
                }
            }
        }
    }

    fn try_at(&mut self, walk: &Walk<'_>, program: u16, at: usize, block: u32) {
        let vocabulary = walk.vocabulary;
        let phrase = phrase_of(vocabulary, program);
        let known = self.latest.get(usize::from(phrase)).is_some_and(|latest| *latest == block + 1);
        let Some(program) = vocabulary.programs.get(usize::from(program)).filter(|_| !known) else { return };
        if walk.fit(*program, at, &mut Seen::default()).is_some() {
            self.all.push((phrase, block));
            if let Some(latest) = self.latest.get_mut(usize::from(phrase)) {
                *latest = block + 1;
            }
        }
    }

    /// The same, ready to be asked.
    pub(crate) fn finished(mut self) -> Self {
        self.all.sort_unstable();
        self.all.shrink_to_fit();
        self.latest = Vec::new();
        self
    }

    /// Returns the blocks in which a phrase stands somewhere, in order; none
    /// where that depends on where a text is cut, or where the phrase begins
    /// with any word. What keeps it silent
    /// (`unless`) is not asked for.
    #[must_use]
    pub fn blocks(&self, phrase: Phrase) -> Option<impl Iterator<Item = usize>> {
        if phrase.programs().iter().any(|program| program.anchor != Anchor::None || program.begins.any) {
            return None;
        }
        let first = self.all.partition_point(|(known, _)| *known < phrase.0);
        let same = self.all.iter().skip(first).take_while(move |(known, _)| *known == phrase.0);
        Some(same.map(|(_, block)| *block as usize))
    }
}

fn phrase_of(vocabulary: &Vocabulary, program: u16) -> u16 {
    vocabulary.phrases.get(usize::from(program)).copied().unwrap_or_default()
}
