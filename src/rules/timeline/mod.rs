//! Timelines: order, extent, zones.
pub mod ambiguous_date;
pub mod date_outlier;
pub mod entry_without_time;
pub mod file_date;
pub mod impossible_date;
pub mod long_gap;
pub mod malformed_time;
pub mod milestone_order;
pub mod missing_date;
pub mod missing_milestone;
pub mod missing_time_zone;
pub mod mixed_zones;
pub mod nonexistent_local_time;
pub mod out_of_order;
pub mod outside_window;
pub mod title_date;
pub mod too_few_entries;
pub mod wrong_weekday;
pub mod wrong_zone_for_season;
pub mod zone_conversion;

use super::Context;
use crate::document::{BlockId, BlockSet, Document};
use crate::phrases::Phrase;

/// Whether the document says it anywhere in its text.
fn says(cx: &Context<'_>, phrase: Phrase) -> bool {
    let places = cx.document.saying(phrase);
    cx.document.blocks_at(&places).any(|(id, _)| phrase.is_in(cx.document.passage(id)))
}

/// Whether a block says it, looked up once for a run of facts of one block: a
/// document may be one long line with thousands of times.
struct Asked<'a> {
    document: &'a Document<'a>,
    phrase: Phrase,
    /// Where it may be said.
    places: BlockSet,
    last: Option<(BlockId, bool)>,
}

impl<'a> Asked<'a> {
    fn new(document: &'a Document<'a>, phrase: Phrase) -> Self {
        Self { document, phrase, places: document.saying(phrase), last: None }
    }

    fn of(&mut self, id: BlockId) -> bool {
        match self.last {
            Some((known, answer)) if known == id => answer,
            _ => {
                let answer = self.places.have(id) && self.phrase.is_in(self.document.passage(id));
                self.last = Some((id, answer));
                answer
            }
        }
    }
}
