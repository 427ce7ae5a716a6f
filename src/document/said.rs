//! What a document says: its blocks as tokens, and the phrases in them.

use super::{BlockId, BlockSet, Document};
use crate::phrases::{Mentions, Phrase, Text};
use crate::text::Passage;

impl Document<'_> {
    /// Returns the text of a block with its tokens.
    #[must_use]
    pub fn passage(&self, id: BlockId) -> Passage<'_> {
        let all = || self.blocks.iter().map(|block| crate::phrases::tokens(block.text.text())).collect();
        let tokens = &self.tokens.get_or_init(all)[id.0];
        Passage::new(self.block(id).text.text(), tokens)
    }

    /// Returns the blocks in which a phrase stands: in the text, a label, code,
    /// or the address of a link. All blocks where that depends on where the
    /// text is cut.
    #[must_use]
    pub fn saying(&self, phrase: Phrase) -> BlockSet {
        let mentions = self.mentions.get_or_init(|| {
            let mut mentions = Mentions::default();
            for (id, block) in self.blocks_with_ids() {
                mentions.add(id.0, self.passage(id));
                let further = block.label.iter().map(|label| label.name.as_str());
                let further = further.chain(std::iter::once(self.code(id)).filter(|code| !code.is_empty()));
                let further = further.chain(block.text.links().iter().map(|link| &*link.target));
                // What is no claim is passed over: a word may begin behind it.
                let further = further.chain(block.text.plain_parts());
                further.for_each(|text| text.read(|passage| mentions.add(id.0, passage)));
            }
            mentions.finished()
        });
        mentions.blocks(phrase).map_or(BlockSet::ALL, |blocks| BlockSet::of(blocks.map(BlockId)))
    }
}
