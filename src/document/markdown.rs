//! Markdown events to raw blocks. The only user of pulldown-cmark.

use super::comments::Comment;
use super::html;
use super::label::starts_like_timestamp;
use super::prose::{Prose, ProseBuilder};
use crate::span::{Span, slice};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::sync::Arc;

/// A block as Markdown sees it, before pasted lines are told apart.
#[derive(Debug)]
pub(super) struct RawBlock<'a> {
    pub(super) kind: RawKind,
    pub(super) text: Prose<'a>,
    /// Inside a block quote.
    pub(super) quoted: bool,
    /// The list item it belongs to.
    pub(super) item: Option<RawItem>,
    /// Where the block stands in the source.
    pub(super) span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph or the text of a list item.
    Text,
    /// A cell of a table: table, row (0 is the header), column.
    Cell { table: usize, row: usize },
    /// A code block, fenced or indented.
    Code,
    /// A thematic break.
    Rule,
}

/// A list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawItem {
    /// Which list of the document, counted from 0.
    pub(super) list: usize,
    /// 1 for a list that is in no other.
    pub(super) depth: usize,
    /// Which item of the document, counted from 0.
    pub(super) item: usize,
    /// The number of a numbered item.
    pub(super) ordinal: Option<u64>,
    /// The block is the first of its item.
    pub(super) first: bool,
    /// A task's box, and whether it is ticked.
    pub(super) task: Option<bool>,
}

/// Reads Markdown from `from` on: its blocks and its comments.
pub(super) fn read<'a>(source: &'a str, from: usize) -> (Vec<RawBlock<'a>>, Vec<Comment<'a>>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let body = slice(source, from..);
    let mut reader = Reader::new(source);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.event(event, Span::new(range.start + from, range.end + from));
    }
    reader.flush();
    (reader.blocks, reader.comments)
}

struct ListFrame {
    list: usize,
    next: Option<u64>,
    item: Option<RawItem>,
}

/// A link whose words are being read.
struct OpenLink {
    /// Where its words begin in the open text.
    from: usize,
    /// Where it leads; none for an address that links itself.
    target: Option<Arc<str>>,
    /// Its address stands with its words.
    inline: bool,
}

struct Reader<'a> {
    source: &'a str,
    blocks: Vec<RawBlock<'a>>,
    comments: Vec<Comment<'a>>,
    open: Option<ProseBuilder<'a>>,
    open_span: Option<Span>,
    kind: RawKind,
    lists: Vec<ListFrame>,
    lists_seen: usize,
    items_seen: usize,
    tables_seen: usize,
    row: usize,
    quotes: usize,
    code: Option<Span>,
    html: Option<Span>,
    images: usize,
    image_from: usize,
    strong: Vec<usize>,
    struck: Vec<usize>,
    links: Vec<OpenLink>,
}

impl<'a> Reader<'a> {
    const fn new(source: &'a str) -> Self {
        Self {
            source,
            blocks: Vec::new(),
            comments: Vec::new(),
            open: None,
            open_span: None,
            kind: RawKind::Text,
            lists: Vec::new(),
            lists_seen: 0,
            items_seen: 0,
            tables_seen: 0,
            row: 0,
            quotes: 0,
            code: None,
            html: None,
            images: 0,
            image_from: 0,
            strong: Vec::new(),
            struck: Vec::new(),
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if self.code.is_none() && self.images == 0 => self.text(&text, span),
            Event::Code(text) if self.images == 0 => self.inline_code(&text, span),
            Event::SoftBreak => self.prose(span).push_break(span, false),
            Event::HardBreak => self.prose(span).push_break(span, true),
            Event::InlineHtml(tag) if html::is_line_break(&tag) => self.prose(span).push_break(span, true),
            Event::InlineHtml(tag) if tag.starts_with("<!--") => {
                self.comments.extend(Comment::at(self.source, span));
            }
            Event::InlineHtml(tag) if html::is_placeholder(&tag) => self.text(&tag, span),
            Event::Html(_) => self.html = Some(self.html.map_or(span, |all| all.cover(span))),
            Event::TaskListMarker(ticked) => {
                if let Some(item) = self.lists.last_mut().and_then(|list| list.item.as_mut()) {
                    item.task = Some(ticked);
                }
            }
            Event::Rule => {
                self.flush();
                self.push(RawKind::Rule, Prose::default(), span);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Strong => self.strong.push(self.open_len()),
            Tag::Strikethrough => self.struck.push(self.open_len()),
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type, dest_url, .. } => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let target = (!is_address).then(|| Arc::from(dest_url.as_ref()));
                let inline = *link_type == LinkType::Inline;
                self.links.push(OpenLink { from: self.open_len(), target, inline });
            }
            Tag::Image { .. } => {
                if self.images == 0 {
                    self.image_from = span.start;
                }
                self.images += 1;
            }
            _ => {
                self.flush();
                self.start_block(tag, span);
            }
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                self.kind = RawKind::Heading(level_number(*level));
                self.open_span = Some(span);
                self.open = Some(ProseBuilder::new(self.source));
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) => self.code = Some(span),
            Tag::List(first) => {
                self.lists.push(ListFrame { list: self.lists_seen, next: *first, item: None });
                self.lists_seen += 1;
            }
            Tag::Item => self.start_item(),
            Tag::Table(_) => {
                self.tables_seen += 1;
                self.row = 0;
            }
            Tag::TableCell => {
                self.kind = RawKind::Cell { table: self.tables_seen.saturating_sub(1), row: self.row };
                self.open_span = Some(span);
                self.open = Some(ProseBuilder::new(self.source));
            }
            _ => {}
        }
    }

    fn start_item(&mut self) {
        let depth = self.lists.len();
        let item = self.items_seen;
        self.items_seen += 1;
        if let Some(frame) = self.lists.last_mut() {
            let ordinal = frame.next;
            frame.next = ordinal.map(|n| n.saturating_add(1));
            frame.item = Some(RawItem { list: frame.list, depth, item, ordinal, first: true, task: None });
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Strong => {
                if let (Some(from), Some(open)) = (self.strong.pop(), self.open.as_mut()) {
                    open.mark_strong(from);
                }
            }
            TagEnd::Strikethrough => {
                if let (Some(from), Some(open)) = (self.struck.pop(), self.open.as_mut()) {
                    open.mark_opaque(from);
                }
            }
            TagEnd::Link => {
                if let (Some(link), Some(open)) = (self.links.pop(), self.open.as_mut()) {
                    match link.target {
                        Some(target) => open.mark_link(link.from, target, link.inline),
                        None => open.mark_opaque(link.from),
                    }
                }
            }
            TagEnd::Image => self.end_image(span),
            TagEnd::Emphasis | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.end_block(tag),
        }
    }

    /// An image shows the reader something that no rule can read: one mark
    /// stands for it, so that its section is not empty.
    fn end_image(&mut self, span: Span) {
        self.images = self.images.saturating_sub(1);
        if self.images == 0 {
            let whole = Span::new(self.image_from, span.end);
            let from = self.open_len();
            let prose = self.prose(whole);
            prose.push("\u{fffc}", whole);
            prose.mark_opaque(from);
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Heading(_) | TagEnd::TableCell) {
            self.flush_even_if_blank();
        } else {
            self.flush();
        }
        match tag {
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::CodeBlock => {
                if let Some(span) = self.code.take() {
                    self.push(RawKind::Code, Prose::default(), span);
                }
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.row += 1,
            _ => {}
        }
    }

    fn end_html(&mut self) {
        let Some(span) = self.html.take() else { return };
        let (blocks, comments) = html::blocks(self.source, span);
        self.comments.extend(comments);
        for block in blocks {
            let kind = block.heading.map_or(RawKind::Text, RawKind::Heading);
            self.push(kind, block.text, block.span);
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        self.prose(span).push(text, span);
    }

    fn inline_code(&mut self, text: &str, span: Span) {
        let at = code_content(self.source, span, text);
        let prose = self.prose(span);
        let from = prose.len();
        // A timestamp that opens an entry or a field is often set as code.
        let stamp = starts_like_timestamp(text) && text.len() <= 40 && prose.at_value();
        prose.push(text, at);
        prose.mark_code(from);
        if !stamp {
            prose.mark_opaque(from);
        }
    }

    fn open_len(&self) -> usize {
        self.open.as_ref().map_or(0, ProseBuilder::len)
    }

    /// The text that is being read; opened where none is.
    fn prose(&mut self, span: Span) -> &mut ProseBuilder<'a> {
        if self.open.is_none() {
            self.kind = RawKind::Text;
        }
        self.open_span = Some(self.open_span.map_or(span, |all| all.cover(span)));
        let source = self.source;
        self.open.get_or_insert_with(|| ProseBuilder::new(source))
    }

    /// Ends the open text; a blank one leaves no block.
    fn flush(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.len() > 0) {
            self.flush_even_if_blank();
        } else {
            self.open = None;
            self.open_span = None;
        }
        self.strong.clear();
        self.struck.clear();
    }

    fn flush_even_if_blank(&mut self) {
        let span = self.open_span.take();
        if let (Some(open), Some(span)) = (self.open.take(), span) {
            self.push(self.kind, open.finish(), span);
        }
        self.kind = RawKind::Text;
    }

    fn push(&mut self, kind: RawKind, text: Prose<'a>, span: Span) {
        let frame = self.lists.iter_mut().rev().find(|frame| frame.item.is_some());
        let item = frame.and_then(|frame| {
            let item = frame.item?;
            frame.item = Some(RawItem { first: false, ..item });
            Some(item)
        });
        self.blocks.push(RawBlock { kind, text, quoted: self.quotes > 0, item, span });
    }
}

const fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Where the content of a code span stands: between its backticks.
fn code_content(source: &str, span: Span, content: &str) -> Span {
    let written = slice(source, span.range());
    let inner = written.trim_matches('`');
    let ticks = written.len() - written.trim_start_matches('`').len();
    match inner.find(content) {
        Some(at) => {
            let start = span.start + ticks + at;
            Span::new(start, start + content.len())
        }
        None => span,
    }
}
