//! What is known of documents before they are read: agreed upon by those who
//! write them, and stated in a configuration.

use crate::document::{Document, Headings};
use crate::facts::Facts;
use crate::facts::time::value::Zone;
use std::sync::Arc;

/// How documents are to be read where they leave it open.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The names of sections; the built-in ones where there is none.
    pub headings: Option<Arc<Headings>>,
    /// The zone of documents that state none.
    pub zone: Option<Zone>,
    /// The order of numeric dates in documents that do not show it.
    pub date_order: Option<DateOrder>,
    /// Further statuses of documents that are not finished.
    pub drafts: Vec<String>,
}

/// What stands first in a numeric date such as `05/06/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 5 June.
    DayMonth,
    /// 6 May.
    MonthDay,
}

impl DateOrder {
    /// Both, in the order of their declaration.
    pub const ALL: [Self; 2] = [Self::DayMonth, Self::MonthDay];

    /// The name used in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DayMonth => "day-month",
            Self::MonthDay => "month-day",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

impl Reading {
    /// Reads a document with the names of sections that are known here.
    #[must_use]
    pub fn document<'a>(&self, source: &'a str) -> Document<'a> {
        Document::parse_with(source, self.headings.as_deref().unwrap_or_else(|| Headings::built_in()))
    }

    /// Reads the facts of a document with the order of dates that is usual
    /// here.
    #[must_use]
    pub fn facts(&self, document: &Document<'_>) -> Facts {
        Facts::read_with(document, self.date_order.map(|order| order == DateOrder::DayMonth))
    }
}
