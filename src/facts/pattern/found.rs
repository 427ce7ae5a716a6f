//! Where a pattern fits.

use std::ops::Range;
use std::sync::Arc;

/// A place where a pattern, or a group of it, fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    pub(super) const fn new(text: &'t str, range: Range<usize>) -> Self {
        Self { text, start: range.start, end: range.end }
    }

    /// The words there.
    pub(crate) fn as_str(&self) -> &'t str {
        self.text.get(self.range()).unwrap_or_default()
    }

    /// Where it stands in the text, in bytes.
    pub(crate) const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Where it begins.
    pub(crate) const fn start(&self) -> usize {
        self.start
    }

    /// Where it ends.
    pub(crate) const fn end(&self) -> usize {
        self.end
    }
}

/// The groups of a pattern that fits.
#[derive(Clone, Debug)]
pub(crate) struct Captures<'t> {
    text: &'t str,
    /// Where each group begins and ends; the first is the whole.
    marks: Vec<Option<usize>>,
    names: Arc<[String]>,
}

impl<'t> Captures<'t> {
    pub(super) const fn new(text: &'t str, marks: Vec<Option<usize>>, names: Arc<[String]>) -> Self {
        Self { text, marks, names }
    }

    /// A group by its number; the first is the whole.
    pub(crate) fn get(&self, group: usize) -> Option<Match<'t>> {
        let start = self.marks.get(group * 2).copied().flatten()?;
        let end = self.marks.get(group * 2 + 1).copied().flatten()?;
        Some(Match::new(self.text, start..end))
    }

    /// A group by its name.
    pub(crate) fn name(&self, name: &str) -> Option<Match<'t>> {
        let group = self.names.iter().position(|known| known == name)?;
        self.get(group)
    }

    /// All groups, the whole first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<Match<'t>>> {
        (0..self.names.len()).map(|group| self.get(group))
    }

    /// Where the whole stands.
    pub(super) fn range(&self) -> Range<usize> {
        self.get(0).map_or(0..0, |whole| whole.range())
    }
}

/// Goes through a text from match to match.
#[derive(Debug, Default)]
pub(super) struct Places {
    at: usize,
    /// Where the match before ended.
    end: Option<usize>,
}

impl Places {
    /// The next match. An empty one right behind the one before is none.
    pub(super) fn next<T>(
        &mut self,
        text: &str,
        find: impl Fn(usize) -> Option<T>,
        range: impl Fn(&T) -> Range<usize>,
    ) -> Option<T> {
        loop {
            if self.at > text.len() {
                return None;
            }
            let found = find(self.at)?;
            let place = range(&found);
            let repeated = place.is_empty() && self.end == Some(place.end);
            let step = usize::from(repeated);
            self.at = text.ceil_char_boundary(place.end + step).max(place.end + step);
            if !repeated {
                self.end = Some(place.end);
                return Some(found);
            }
        }
    }
}
