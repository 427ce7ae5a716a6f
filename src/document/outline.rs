//! Raw blocks to sections and blocks.

use super::front_matter::Entry;
use super::headings::Headings;
use super::label::{Label, trim_marks};
use super::lines::{self, Line};
use super::markdown::{RawBlock, RawItem, RawKind};
use super::prose::Prose;
use super::roles::Roles;
use super::title::title_of;
use super::{Block, BlockId, BlockKind, Document, Item, Opening, Section, SectionId, Table};
use crate::span::{Span, slice};
use std::sync::OnceLock;

/// How tightly a section holds what follows: a section ends where one of the
/// same or a lower rank begins. Headings have their level.
pub(super) mod rank {
    pub(in crate::document) const LINE: usize = 7;
    pub(in crate::document) const LINE_WITHOUT_ROLE: usize = 8;
    pub(in crate::document) const FIELD: usize = 9;

    /// The rank of what an item of this depth opens.
    pub(in crate::document) const fn item(depth: usize) -> usize {
        FIELD + depth
    }
}

pub(super) fn assemble<'a>(
    source: &'a str,
    entries: Vec<Entry<'a>>,
    raw: Vec<RawBlock<'a>>,
    headings: &Headings,
) -> Document<'a> {
    let mut outline = Outline::new(source, headings);
    for entry in entries {
        outline.key_value(&entry.key, entry.value, entry.span, false);
    }
    let mut raw = raw.into_iter().peekable();
    while let Some(block) = raw.next() {
        match block.kind {
            RawKind::Heading(level) => outline.heading(level, block),
            RawKind::Text => outline.text(block),
            RawKind::Code => outline.code(&block),
            RawKind::Rule => outline.close(rank::FIELD),
            RawKind::Cell { table, .. } => {
                let mut cells = vec![block];
                let of_table =
                    |next: &RawBlock<'_>| matches!(next.kind, RawKind::Cell { table: t, .. } if t == table);
                while let Some(cell) = raw.next_if(of_table) {
                    cells.push(cell);
                }
                outline.table(cells);
            }
        }
    }
    outline.finish()
}

struct Open {
    rank: usize,
    section: SectionId,
    /// A pasted label with nothing behind it holds the bullets that follow,
    /// though they have its depth, until the next label.
    sticky: bool,
}

pub(super) struct Outline<'a, 'h> {
    pub(super) source: &'a str,
    pub(super) headings: &'h Headings,
    sections: Vec<Section>,
    pub(super) blocks: Vec<Block<'a>>,
    stack: Vec<Open>,
    /// The last item at each depth, to find the parent of the next.
    items: Vec<(usize, BlockId)>,
    pub(super) tables: Vec<Table>,
    pasted_lists: usize,
    pub(super) in_pasted_list: bool,
}

impl<'a, 'h> Outline<'a, 'h> {
    fn new(source: &'a str, headings: &'h Headings) -> Self {
        let document = Section {
            parent: None,
            opening: Opening::Document,
            name: String::new(),
            heading: Span::new(0, 0),
            roles: Roles::NONE,
            block: None,
        };
        Self {
            source,
            headings,
            sections: vec![document],
            blocks: Vec::new(),
            stack: vec![Open { rank: 0, section: SectionId(0), sticky: false }],
            items: Vec::new(),
            tables: Vec::new(),
            pasted_lists: 0,
            in_pasted_list: false,
        }
    }

    fn current(&self) -> SectionId {
        self.stack.last().map_or(SectionId(0), |open| open.section)
    }

    /// Ends all sections of this rank or a higher one.
    pub(super) fn close(&mut self, rank: usize) {
        let keep = self.stack.iter().position(|open| open.rank >= rank.max(1)).unwrap_or(self.stack.len());
        self.stack.truncate(keep);
    }

    /// Opens a section; the block that opens it is pushed next.
    fn open(&mut self, rank: usize, opening: Opening, name: &str, heading: Span, roles: Roles, sticky: bool) {
        self.close(rank);
        let section = SectionId(self.sections.len());
        self.sections.push(Section {
            parent: Some(self.current()),
            opening,
            name: name.to_owned(),
            heading,
            roles,
            block: Some(BlockId(self.blocks.len())),
        });
        self.stack.push(Open { rank, section, sticky });
    }

    pub(super) fn push(
        &mut self,
        kind: BlockKind,
        text: Prose<'a>,
        label: Option<Label>,
        quoted: bool,
        span: Span,
    ) -> BlockId {
        let id = BlockId(self.blocks.len());
        let depth = if let BlockKind::Item(item) = kind { item.depth } else { 0 };
        let floor = if matches!(kind, BlockKind::Item(item) if item.continued) { depth + 1 } else { depth };
        self.items.retain(|(d, _)| *d < floor);
        let parent = self.items.last().map(|(_, block)| *block);
        if let BlockKind::Item(item) = kind
            && !item.continued
        {
            self.items.push((depth, id));
        }
        self.blocks.push(Block { section: self.current(), kind, text, label, quoted, parent, span });
        id
    }

    fn heading(&mut self, level: u8, raw: RawBlock<'a>) {
        self.in_pasted_list = false;
        let label = Label::find(&raw.text, self.headings);
        let text = raw.text.text().trim();
        let mut roles = self.headings.roles_of_heading(text);
        if let Some(label) = label.as_ref().filter(|_| roles.is_empty()) {
            roles = label.roles;
        }
        // A heading in a quote or a list is no part of the outline.
        let rank = if raw.quoted || raw.item.is_some() { rank::FIELD } else { usize::from(level) };
        let name = text.trim_end_matches(':').to_owned();
        let span = if raw.text.is_blank() { raw.span } else { raw.text.trimmed_span() };
        self.open(rank, Opening::Heading(level), &name, span, roles, false);
        let label = label.filter(|label| !label.alone);
        self.push(BlockKind::Heading, raw.text, label, raw.quoted, raw.span);
    }

    fn code(&mut self, raw: &RawBlock<'a>) {
        self.push(BlockKind::Code, Prose::default(), None, raw.quoted, raw.span);
    }

    fn text(&mut self, raw: RawBlock<'a>) {
        for (i, line) in lines::split(&raw.text, raw.item.is_some(), self.headings).into_iter().enumerate() {
            let lazy = i > 0 && self.begins_in_first_column(&line);
            match (raw.item, line.bullet) {
                (Some(item), None) if !lazy || (line.label.is_none() && line.bare_heading.is_empty()) => {
                    self.item(item, i > 0, line, raw.quoted);
                }
                (item, Some(bullet)) => {
                    let inside = item.filter(|_| !lazy).map_or(0, |item| item.depth);
                    self.pasted_item(inside + bullet.depth, bullet.ordinal, line, raw.quoted);
                }
                _ => self.paragraph(line, raw.quoted),
            }
        }
    }

    /// Whether a line of a list item stands in the first column: Markdown
    /// takes it for the item's rest, its author did not.
    fn begins_in_first_column(&self, line: &Line<'_>) -> bool {
        let mut before = slice(self.source, ..line.text.full_span().start);
        if line.bullet.is_some() {
            before = before.trim_end_matches(|c: char| c != '\n');
        }
        before.trim_end_matches(['*', '_']).ends_with('\n')
    }

    /// A paragraph, or a line of one.
    fn paragraph(&mut self, line: Line<'a>, quoted: bool) {
        self.in_pasted_list = false;
        self.close(rank::item(1));
        let span = line.text.full_span();
        if !line.bare_heading.is_empty() {
            let words = trim_marks(line.text.text(), 0..line.text.text().len());
            let name = slice(line.text.text(), words.clone()).to_owned();
            self.open(rank::LINE, Opening::Line, &name, line.text.span(words), line.bare_heading, false);
        } else if let Some(label) = &line.label {
            let has_role = !label.roles.is_empty();
            match (label.alone, has_role) {
                (true, true) => self.open_label(rank::LINE, Opening::Line, label, false),
                (true, false) => self.open_label(rank::LINE_WITHOUT_ROLE, Opening::Line, label, false),
                (false, true) => self.open_label(rank::FIELD, Opening::Field, label, false),
                (false, false) => self.close(rank::FIELD),
            }
        }
        self.push(BlockKind::Paragraph, line.text, line.label, quoted, span);
    }

    /// Text of a Markdown list item.
    fn item(&mut self, raw: RawItem, continued_line: bool, line: Line<'a>, quoted: bool) {
        self.in_pasted_list = false;
        let continued = continued_line || !raw.first;
        self.close(rank::item(raw.depth) + usize::from(continued));
        let item = Item {
            list: raw.list,
            depth: raw.depth,
            ordinal: raw.ordinal,
            task: raw.task,
            continued,
            pasted: false,
        };
        let rank = rank::item(raw.depth) + usize::from(continued);
        self.item_label(rank, line.label.as_ref(), false);
        let span = line.text.full_span();
        self.push(BlockKind::Item(item), line.text, line.label, quoted, span);
    }

    /// A bullet that Markdown does not know.
    fn pasted_item(&mut self, depth: usize, ordinal: Option<u64>, line: Line<'a>, quoted: bool) {
        if !self.in_pasted_list {
            self.pasted_lists += 1;
            self.in_pasted_list = true;
        }
        let rank = rank::item(depth);
        self.close(rank + 1);
        let held = self.stack.last().is_some_and(|open| open.rank == rank && open.sticky);
        if !held || line.label.is_some() {
            self.close(rank);
        }
        self.item_label(rank, line.label.as_ref(), true);
        // Pasted lists are numbered apart from Markdown's.
        let list = usize::MAX - self.pasted_lists;
        let item = Item { list, depth, ordinal, task: None, continued: false, pasted: true };
        let span = line.text.full_span();
        self.push(BlockKind::Item(item), line.text, line.label, quoted, span);
    }

    fn item_label(&mut self, rank: usize, label: Option<&Label>, pasted: bool) {
        if let Some(label) = label.filter(|label| label.alone || !label.roles.is_empty()) {
            self.open_label(rank, Opening::Field, label, pasted && label.alone);
        }
    }

    pub(super) fn open_label(&mut self, rank: usize, opening: Opening, label: &Label, sticky: bool) {
        self.open(rank, opening, &label.name, label.span, label.roles, sticky);
    }

    fn finish(mut self) -> Document<'a> {
        self.blocks.shrink_to_fit();
        let (title, title_section) = title_of(&self.sections, &self.blocks);
        let has_role = |section: &&Section| !section.roles.is_empty();
        let first_role = self.sections.iter().find(has_role).and_then(|section| section.block);
        let lead_end = first_role.map_or(self.blocks.len(), |block| block.0);
        Document {
            sections: self.sections,
            blocks: self.blocks,
            title,
            title_section,
            tables: self.tables,
            comments: Vec::new(),
            lead_end,
            file_name: None,
            source: self.source,
            tokens: OnceLock::new(),
            mentions: OnceLock::new(),
            breaks: OnceLock::new(),
        }
    }
}
