//! Actions told from the text around them.

use super::columns::{self, Column, Detail};
use super::marks::{HEADING, Part};
use super::wording::{is_past, tasks};
use super::{Action, ActionList, Mark};
use crate::document::{Block, BlockId, BlockKind, Document, Role, Roles, SectionId};
use crate::facts::Facts;
use crate::incident::resolve::Resolver;
use crate::phrases::actions::{DONE_HEADING, DONE_MARK, DONE_VALUE, IMPERATIVE, NONE};
use crate::span::slice;
use crate::text::Passage;
use std::collections::HashMap;
use std::ops::Range;

/// The actions of a document, and the sections they stand in.
pub(in crate::incident) fn read(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
) -> (Vec<Action>, Vec<ActionList>) {
    let mut collector = Collector {
        document,
        facts,
        resolver,
        actions: Vec::new(),
        lists: Vec::new(),
        of_section: HashMap::new(),
        of_block: HashMap::new(),
        columns: HashMap::new(),
        last: None,
        opens: None,
    };
    for (id, block) in document.blocks_with_ids() {
        collector.block(id, block);
    }
    (collector.actions, collector.lists)
}

struct Collector<'d> {
    document: &'d Document<'d>,
    facts: &'d Facts,
    resolver: &'d Resolver<'d>,
    actions: Vec<Action>,
    lists: Vec<ActionList>,
    /// The list of each section that holds actions.
    of_section: HashMap<SectionId, usize>,
    /// The action that an item is, or belongs to.
    of_block: HashMap<BlockId, usize>,
    /// What the columns of a table hold; none where it is no table of actions.
    columns: HashMap<usize, Option<Vec<Column>>>,
    /// The action that a field below it belongs to.
    last: Option<usize>,
    /// The label or heading that a field below it makes an action.
    opens: Option<BlockId>,
}

/// Most words of a line that only heads those below it: "Short term:".
const GROUP_WORDS: usize = 8;

impl<'d> Collector<'d> {
    fn block(&mut self, id: BlockId, block: &'d Block<'d>) {
        let roles = self.document.roles(block.section);
        if !roles.has(Role::Actions) || block.quoted {
            (self.last, self.opens) = (None, None);
            return;
        }
        let list = self.list(block.section);
        match block.kind {
            BlockKind::Heading => {
                self.last = None;
                self.opens = (!self.opens_list(id)).then_some(id);
            }
            BlockKind::Code => self.unread(list),
            BlockKind::Row { header: true, .. } => {}
            BlockKind::Row { table, .. } => self.row(id, block, table, list),
            BlockKind::KeyValue => self.unread(list),
            BlockKind::Item(_) | BlockKind::Paragraph => self.text(id, block, list),
        }
    }

    fn unread(&mut self, list: usize) {
        if let Some(list) = self.lists.get_mut(list) {
            list.has_unread = true;
        }
    }

    fn prose(&mut self, id: BlockId, list: usize) {
        if let Some(list) = self.lists.get_mut(list) {
            list.prose.push(id);
        }
    }

    fn says_none(&mut self, list: usize) {
        if let Some(list) = self.lists.get_mut(list) {
            list.says_none = true;
        }
    }

    /// Whether a block is the heading of a list of actions itself.
    fn opens_list(&self, id: BlockId) -> bool {
        let home = self.home(self.document.block(id).section);
        self.document.section(home).block == Some(id)
    }

    /// The outermost section that makes a section one of actions.
    fn home(&self, section: SectionId) -> SectionId {
        let mut home = section;
        for id in self.document.ancestors(section).take(32) {
            let roles = self.document.section(id).roles;
            if self.document.is_title_section(id) && id != section {
                break;
            }
            if roles.has(Role::Actions) {
                home = id;
            } else if !roles.is_empty() {
                break;
            }
        }
        home
    }

    fn list(&mut self, section: SectionId) -> usize {
        let home = self.home(section);
        if let Some(list) = self.of_section.get(&home) {
            return *list;
        }
        let opened = self.document.section(home);
        self.lists.push(ActionList {
            section: home,
            heading: opened.heading,
            only_actions: opened.roles.without(Role::Actions) == Roles::NONE,
            prose: Vec::new(),
            says_none: false,
            has_unread: false,
        });
        self.of_section.insert(home, self.lists.len() - 1);
        self.lists.len() - 1
    }

    fn text(&mut self, id: BlockId, block: &'d Block<'d>, list: usize) {
        let text = block.text.text();
        if text.chars().all(|c| !c.is_alphanumeric()) {
            if text.contains('\u{fffc}') {
                self.unread(list);
            }
            return;
        }
        if let Some(detail) = block.label.as_ref().and_then(|label| Detail::of_label(&label.name))
            && self.detail(id, block, detail, list)
        {
            return;
        }
        if let Some(action) = block.parent.and_then(|parent| self.of_block.get(&parent)).copied() {
            self.of_block.insert(id, action);
            self.more(action, id);
            return;
        }
        let words = self.document.passage(id);
        let says_none = NONE.is_in(words) || NONE.is_in(words.after(value_of(block)));
        if says_none && text.split_whitespace().count() <= 60 {
            self.says_none(list);
            return;
        }
        match block.kind {
            BlockKind::Item(item) if !item.continued => self.item(id, block, list),
            _ => self.paragraph(id, block, list),
        }
    }

    fn item(&mut self, id: BlockId, block: &'d Block<'d>, list: usize) {
        if self.is_group(id, block) {
            (self.last, self.opens) = (None, Some(id));
            return;
        }
        self.opens = None;
        let from = if is_plain_label(block) { value_of(block) } else { 0 };
        let part = self.part(id, from..block.text.text().len());
        let action = self.add(id, part, list);
        self.of_block.insert(id, action);
    }

    /// Whether an item only says what the items below it have in common.
    fn is_group(&self, id: BlockId, block: &Block<'_>) -> bool {
        let text = block.text.text().trim_end().trim_end_matches(['*', '_']);
        if text.ends_with(':') && text.split_whitespace().count() <= GROUP_WORDS {
            return true;
        }
        let alone = block.label.as_ref().is_some_and(|label| label.alone);
        let next = self.document.blocks().get(id.0 + 1);
        alone && next.is_some_and(|next| next.parent == Some(id) && next.item().is_some_and(|i| !i.continued))
    }

    fn paragraph(&mut self, id: BlockId, block: &'d Block<'d>, list: usize) {
        let label = block.label.as_ref();
        if label.is_some_and(|label| label.alone) || block.text.text().trim_end().ends_with(':') {
            (self.last, self.opens) = (None, Some(id));
            // "The storage team will do the following:" says more than a label.
            if block.text.text().split_whitespace().nth(GROUP_WORDS - 2).is_some() {
                self.prose(id, list);
            }
            return;
        }
        let lines = tasks(self.document.passage(id), value_of(block));
        if lines.is_empty() {
            self.prose(id, list);
            return;
        }
        self.opens = None;
        for range in lines {
            self.add(id, self.part(id, range), list);
        }
    }

    fn part(&self, id: BlockId, range: Range<usize>) -> Part<'d> {
        Part::new(self.document, id, range)
    }

    fn add(&mut self, id: BlockId, part: Part<'d>, list: usize) -> usize {
        let block = part.block;
        let text = part.text();
        let task = block.item().and_then(|item| item.task);
        let past = |text: Passage<'_>| is_past(text) && !IMPERATIVE.is_in(text);
        let words = part.words;
        let from = value_of(block);
        let value = part.range.contains(&from).then(|| self.document.passage(id).after(from));
        let past = past(words) || value.is_some_and(past);
        let done = task == Some(true)
            || DONE_MARK.is_in(words)
            || past
            || part.is_struck()
            || self.heads_done(block);
        let owner = part.owner().or_else(|| self.owner_above(block));
        let span = block.text.span(trimmed(block.text.text(), part.range.clone()));
        self.actions.push(Action {
            text: text.trim().to_owned(),
            span,
            block: id,
            list,
            group: (block.section, block.parent.or(self.opens)),
            owner,
            asks_owner: false,
            asks_due: false,
            due: part.due(self.facts.of(id), self.resolver, false),
            ticket: part.ticket(),
            linked: part.is_linked(),
            priority: part.priority(),
            kind: None,
            done: done && task != Some(false),
        });
        self.last = Some(self.actions.len() - 1);
        self.actions.len() - 1
    }

    /// Whether a heading or a label above says that all was done.
    fn heads_done(&self, block: &Block<'_>) -> bool {
        let sections = self.document.ancestors(block.section).take(4);
        let names = sections.map(|id| self.document.section(id)).filter(|section| section.block.is_some());
        let is_title = |name: &str| self.document.title().is_some_and(|title| title.text == name);
        let mut names = names.map(|section| section.name.as_str()).filter(|name| !is_title(name));
        let label = self.opens.filter(|id| !std::ptr::eq(self.document.block(*id), block));
        let heads = |name: &str| name.len() <= HEADING && DONE_HEADING.is_in(name);
        names.any(heads) || label.map(|id| self.document.block(id).text.text()).is_some_and(heads)
    }

    /// Who acts for all that stands below a heading or a label.
    fn owner_above(&self, block: &Block<'_>) -> Option<Mark> {
        let opening = self.document.section(block.section).block;
        let above = [block.parent, self.opens, opening].into_iter().flatten();
        let mut above = above.filter(|id| !std::ptr::eq(self.document.block(*id), block));
        above.find_map(|id| Part::whole(self.document, id).heads())
    }

    /// Takes in what a further line says of an action.
    fn more(&mut self, action: usize, id: BlockId) {
        let part = Part::whole(self.document, id);
        let due = part.due(self.facts.of(id), self.resolver, false);
        let Some(action) = self.actions.get_mut(action) else { return };
        action.owner = action.owner.take().or_else(|| part.owner());
        action.ticket = action.ticket.take().or_else(|| part.ticket());
        action.priority = action.priority.take().or_else(|| part.priority());
        action.due = action.due.take().or(due);
        action.linked |= part.is_linked();
    }

    /// "Owner: storage" below an action. Whether there is one to take it.
    fn detail(&mut self, id: BlockId, block: &'d Block<'d>, detail: Detail, list: usize) -> bool {
        let parent = block.parent.and_then(|parent| self.of_block.get(&parent)).copied();
        let action = parent.or_else(|| {
            // Fields below a heading or a label make an action of it.
            let opens = self.opens.take()?;
            Some(self.add(opens, Part::whole(self.document, opens), list))
        });
        let Some(action) = action.or(self.last) else { return false };
        self.of_block.insert(id, action);
        self.last = Some(action);
        let from = value_of(block);
        let part = self.part(id, from..block.text.text().len());
        self.put(action, id, &part, detail);
        true
    }

    /// Notes what a cell or a field says of an action.
    fn put(&mut self, action: usize, id: BlockId, part: &Part<'_>, detail: Detail) {
        let due = if detail == Detail::Due { part.due(self.facts.of(id), self.resolver, true) } else { None };
        let Some(action) = self.actions.get_mut(action) else { return };
        match detail {
            Detail::Owner => {
                action.owner = part.value();
                action.asks_owner = true;
            }
            Detail::Due => {
                action.due = due;
                action.asks_due = true;
            }
            Detail::Ticket => {
                let other = || part.value().filter(|_| !NONE.is_in(part.words));
                action.ticket = part.ticket().or_else(other);
                action.done |= DONE_MARK.is_in(part.words);
            }
            Detail::Priority => action.priority = part.value(),
            Detail::Status => action.done |= DONE_VALUE.is_in(part.words),
            Detail::Kind => action.kind = part.value(),
        }
    }

    fn row(&mut self, id: BlockId, block: &'d Block<'d>, table: usize, list: usize) {
        self.opens = None;
        let document = self.document;
        let columns =
            self.columns.entry(table).or_insert_with(|| columns::columns(document.columns(table))).clone();
        let text = block.text.text();
        let cells = columns.as_ref().and_then(|columns| columns::cells(text, columns.len()));
        let (Some(columns), Some(cells)) = (columns, cells) else {
            self.unread(list);
            return;
        };
        let of = |column: Column| {
            let at = columns.iter().position(|other| *other == column)?;
            cells.get(at).cloned()
        };
        let Some(range) = of(Column::Action).filter(|range| has_words(text, range)) else { return };
        if NONE.is_in(document.passage(id).slice(range.clone())) {
            self.says_none(list);
            return;
        }
        let rest = || cells.iter().filter(|cell| **cell != range);
        if rest().all(|cell| !has_words(text, cell)) && heads_rows(block, &range) {
            return;
        }
        let action = self.add(id, self.part(id, range), list);
        for detail in Detail::ALL {
            if let Some(range) = of(Column::Detail(detail)) {
                self.put(action, id, &self.part(id, range), detail);
            }
        }
        let whole = Part::whole(document, id);
        if let Some(action) = self.actions.get_mut(action) {
            action.linked |= whole.is_linked();
            action.ticket = action.ticket.take().or_else(|| whole.ticket());
        }
    }
}

fn has_words(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|cell| cell.chars().any(char::is_alphanumeric))
}

/// Whether the only cell of a row that is filled in heads the rows below it:
/// bold, or a few words.
fn heads_rows(block: &Block<'_>, cell: &Range<usize>) -> bool {
    let text = slice(block.text.text(), cell.clone()).trim();
    let is_bold = block.text.strong().iter().any(|bold| cell.contains(&bold.start));
    is_bold || text.ends_with(':') || text.split_whitespace().count() <= 2
}

/// Where the text behind a block's label begins; 0 where it has none.
fn value_of(block: &Block<'_>) -> usize {
    block.label.as_ref().map_or(0, |label| label.value)
}

/// Labels that say no more than that an action follows.
fn is_plain_label(block: &Block<'_>) -> bool {
    let Some(label) = block.label.as_ref().filter(|label| !label.alone) else { return false };
    let name = label.name.to_lowercase();
    let name = name.trim_end_matches(|c: char| !c.is_alphabetic());
    ["action item", "action", "task", "todo", "to do", "step", "item", "follow-up", "recommendation"]
        .contains(&name)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = slice(text, range.clone());
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}
