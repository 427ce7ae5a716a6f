//! What will change because of the incident: who does what, by when.
//!
//! `collect` tells actions from the text around them, `columns` reads tables,
//! `marks` finds owners, due dates and tickets in a line, with the help of
//! `wording` and `identifiers`. They read charitably: what may be an owner is
//! one.

mod collect;
mod columns;
mod identifiers;
mod marks;
mod wording;

use super::instant::Instant;
use crate::document::{BlockId, SectionId};
use crate::span::Span;

pub(super) use collect::read;
pub(crate) use identifiers::ticket_in;

/// A piece of text that says something of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub written: String,
    /// Nothing else can be meant: a column, a label or a handle says so.
    pub sure: bool,
}

/// When an action is due.
#[derive(Clone, Debug)]
pub struct Due {
    /// As written: a date, or "next sprint".
    pub mark: Mark,
    /// The day, where a date with its year is written.
    pub at: Option<Instant>,
}

/// One thing to be done.
#[derive(Clone, Debug)]
pub struct Action {
    /// What is to be done, with all that stands in its line or cell.
    pub text: String,
    /// Where that stands.
    pub span: Span,
    /// The block it begins in.
    pub block: BlockId,
    /// Which of the incident's lists of actions it is in.
    pub list: usize,
    /// The heading or label that it stands under within its list.
    pub group: (SectionId, Option<BlockId>),
    /// Who does it.
    pub owner: Option<Mark>,
    /// It has a column or a field for its owner, filled in or not.
    pub asks_owner: bool,
    /// By when.
    pub due: Option<Due>,
    /// It has a column or a field for its due date, filled in or not.
    pub asks_due: bool,
    /// Where it is tracked.
    pub ticket: Option<Mark>,
    /// It holds a link, whatever that leads to.
    pub linked: bool,
    /// How urgent it is.
    pub priority: Option<Mark>,
    /// What it is for: "prevent", "detect".
    pub kind: Option<Mark>,
    /// It is done, as a tick, a status or its tense says.
    pub done: bool,
}

impl Action {
    /// Whether it is tracked where its owner and its due date may stand.
    #[must_use]
    pub const fn is_tracked(&self) -> bool {
        self.ticket.is_some() || self.linked
    }
}

/// A section of actions.
#[derive(Clone, Debug)]
pub struct ActionList {
    /// The section.
    pub section: SectionId,
    /// Where its heading stands.
    pub heading: Span,
    /// The section is about nothing but actions.
    pub only_actions: bool,
    /// Text that is no action: an introduction, a remark.
    pub prose: Vec<BlockId>,
    /// It says that there are none.
    pub says_none: bool,
    /// It holds code or pictures, or a table that was not understood.
    pub has_unread: bool,
}
