//! Markdown and pasted text to sections and blocks. Never fails.
//!
//! Two steps: `markdown` (and `html`, `front_matter`) turn the source into raw
//! blocks, `outline` tells pasted lines, labels and bare headings apart and
//! hangs every block under its section.

mod block_set;
mod comments;
mod detect;
mod front_matter;
mod headings;
mod html;
mod insert;
mod label;
mod lines;
mod markdown;
mod outline;
mod places;
mod prose;
mod roles;
mod said;
mod tables;
mod title;

pub use block_set::BlockSet;
pub use comments::Comment;
pub use detect::looks_like_postmortem;
pub use headings::Headings;
pub use label::Label;
pub use places::Marker;
pub use prose::{Link, Prose};
pub use roles::{Field, Role, Roles};

use crate::phrases::Mentions;
use crate::span::{Span, slice};
use crate::text::Tokens;
use std::sync::OnceLock;

/// Index of a block in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub usize);

/// Index of a section in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// What opens a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The document itself.
    Document,
    /// A Markdown or HTML heading of level 1 to 6.
    Heading(u8),
    /// A bold line, a `Label:` line, or a line that is a known heading.
    Line,
    /// A label with text behind it, a list item or a row of a table.
    Field,
}

/// A part of the document under one heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The section it stands in; none for the document.
    pub parent: Option<SectionId>,
    /// What opens it.
    pub opening: Opening,
    /// The heading as the reader sees it.
    pub name: String,
    /// Where the heading stands. Empty for the document.
    pub heading: Span,
    /// What the section is by its own heading.
    pub roles: Roles,
    /// The block that opens it; none for the document.
    pub block: Option<BlockId>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The heading of a section.
    Heading,
    /// A paragraph, or a line of one that stands for itself.
    Paragraph,
    /// An item of a list, Markdown's or pasted.
    Item(Item),
    /// A row of a table, its cells joined by ` | `.
    Row {
        /// Which table of the document.
        table: usize,
        /// The row that names the columns.
        header: bool,
    },
    /// A key and a value of a table or of the front matter.
    KeyValue,
    /// Code. It has no text: nothing in it is a claim.
    Code,
}

/// A list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which list of the document.
    pub list: usize,
    /// 1 for a list that is in no other.
    pub depth: usize,
    /// The number of a numbered item.
    pub ordinal: Option<u64>,
    /// A task's box, and whether it is ticked.
    pub task: Option<bool>,
    /// A further paragraph of the item, not its first text.
    pub continued: bool,
    /// The bullet is no Markdown but pasted text.
    pub pasted: bool,
}

/// A paragraph, list item, table row or the like.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The innermost section it stands in. A heading stands in its own.
    pub section: SectionId,
    /// What it is.
    pub kind: BlockKind,
    /// What the reader sees.
    pub text: Prose<'a>,
    /// The label it begins with.
    pub label: Option<Label>,
    /// Inside a block quote: no claim of this document.
    pub quoted: bool,
    /// The list item that holds this one.
    pub parent: Option<BlockId>,
    /// Where it stands in the source.
    pub span: Span,
}

impl Block<'_> {
    /// The text behind the label; the whole text where there is no label.
    #[must_use]
    pub fn value(&self) -> &str {
        let from = self.label.as_ref().map_or(0, |label| label.value);
        slice(self.text.text(), from..)
    }

    /// The list item it is, if it is one.
    #[must_use]
    pub const fn item(&self) -> Option<Item> {
        match self.kind {
            BlockKind::Item(item) => Some(item),
            _ => None,
        }
    }
}

/// What the document calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A table: the names of its columns and the row that holds them.
#[derive(Clone, Debug)]
struct Table {
    columns: Vec<String>,
    header: Option<BlockId>,
}

/// A parsed document.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    sections: Vec<Section>,
    blocks: Vec<Block<'a>>,
    title: Option<Title>,
    title_section: Option<SectionId>,
    tables: Vec<Table>,
    comments: Vec<Comment<'a>>,
    lead_end: usize,
    /// The name of its file, without folders.
    file_name: Option<String>,
    source: &'a str,
    tokens: OnceLock<Box<[Tokens]>>,
    mentions: OnceLock<Mentions>,
    /// Where the characters stand that end lines, once somebody asks.
    breaks: OnceLock<Vec<usize>>,
}

impl<'a> Document<'a> {
    /// Reads a text with the built-in names of sections. Never fails.
    #[must_use]
    pub fn parse(source: &'a str) -> Self {
        Self::parse_with(source, Headings::built_in())
    }

    /// Reads a text with these names of sections. Never fails.
    #[must_use]
    pub fn parse_with(source: &'a str, headings: &Headings) -> Self {
        let (entries, from) =
            front_matter::read(source).unwrap_or_else(|| (Vec::new(), byte_order_mark(source)));
        let (raw, comments) = markdown::read(source, from);
        Self { comments, ..outline::assemble(source, entries, raw, headings) }
    }

    /// The same document, as the one that is kept in this file: a path, or a
    /// name alone.
    #[must_use]
    pub fn kept_in(mut self, path: &str) -> Self {
        self.file_name = path.rsplit(['/', '\\']).next().map(str::to_owned);
        self
    }

    /// The name of its file without folders, where it is known.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Length of the source in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// What the document calls itself: its first heading, its title field, or
    /// its first line.
    #[must_use]
    pub const fn title(&self) -> Option<&Title> {
        self.title.as_ref()
    }

    /// Whether a section is the one that the title opens.
    #[must_use]
    pub fn is_title_section(&self, section: SectionId) -> bool {
        self.title_section == Some(section)
    }

    /// All sections; the first is the document itself.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// All blocks, in the order of the text.
    #[must_use]
    pub fn blocks(&self) -> &[Block<'a>] {
        &self.blocks
    }

    /// All blocks with their ids.
    pub fn blocks_with_ids(&self) -> impl Iterator<Item = (BlockId, &Block<'a>)> {
        self.blocks.iter().enumerate().map(|(i, block)| (BlockId(i), block))
    }

    /// Some of the blocks, with their ids.
    pub fn blocks_at(&self, places: &BlockSet) -> impl Iterator<Item = (BlockId, &Block<'a>)> {
        places.among(self.blocks.len()).map(|id| (id, self.block(id)))
    }

    /// A block of this document.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block<'a> {
        &self.blocks[id.0]
    }

    /// The lines of a block of code, as they are written; empty for any other
    /// block. It begins where the block does. Nothing in it is a claim.
    #[must_use]
    pub fn code(&self, id: BlockId) -> &'a str {
        let block = self.block(id);
        let span = if block.kind == BlockKind::Code { block.span.range() } else { 0..0 };
        slice(self.source, span)
    }

    /// A section of this document.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    /// The section and those it stands in, the innermost first.
    pub fn ancestors(&self, id: SectionId) -> impl Iterator<Item = SectionId> {
        std::iter::successors(Some(id), |id| self.sections[id.0].parent)
    }

    /// Whether a block stands before the first section of a known role: text
    /// that opens the document.
    #[must_use]
    pub const fn is_lead(&self, block: BlockId) -> bool {
        block.0 < self.lead_end
    }

    /// What a section is: by its own heading, or by that of the nearest
    /// section around it that says so. The document's title lends its role to
    /// nothing below it.
    #[must_use]
    pub fn roles(&self, id: SectionId) -> Roles {
        self.role_section(id).map_or(Roles::NONE, |section| self.section(section).roles)
    }

    /// The section that gives `id` its roles.
    #[must_use]
    pub fn role_section(&self, id: SectionId) -> Option<SectionId> {
        let lends = |section: &SectionId| {
            let inherited = *section != id;
            let title = Some(*section) == self.title_section;
            let has_roles = !self.section(*section).roles.is_empty();
            has_roles && (!inherited || !title)
        };
        self.ancestors(id).find(lends)
    }

    /// Whether any section or field has this role.
    #[must_use]
    pub fn has_role(&self, role: Role) -> bool {
        self.sections.iter().any(|section| section.roles.has(role))
    }

    /// The names of a table's columns, as the reader sees them.
    #[must_use]
    pub fn columns(&self, table: usize) -> &[String] {
        self.tables.get(table).map_or(&[], |table| table.columns.as_slice())
    }

    /// The row that names a table's columns; none in a table of keys and values.
    #[must_use]
    pub fn header_of(&self, table: usize) -> Option<BlockId> {
        self.tables.get(table).and_then(|table| table.header)
    }

    /// Whether what stands in this block is no claim about this incident:
    /// quoted, code, or about other incidents.
    #[must_use]
    pub fn is_aside(&self, block: &Block<'_>) -> bool {
        block.quoted || block.kind == BlockKind::Code || self.roles(block.section).has(Role::Related)
    }

    /// Whether the section `inner` stands in `outer`, or is it.
    #[must_use]
    pub fn is_within(&self, inner: SectionId, outer: SectionId) -> bool {
        self.ancestors(inner).any(|id| id == outer)
    }
}

/// The length of the byte order mark that some files open with.
fn byte_order_mark(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}
