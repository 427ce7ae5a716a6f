//! What the columns of a table of actions hold, and the labels below an action.

use crate::phrases::Text;
use crate::phrases::action_marks::{
    COLUMN_ACTION, COLUMN_DUE, COLUMN_KIND, COLUMN_OTHER_DATE, COLUMN_OWNER, COLUMN_PRIORITY, COLUMN_STATUS,
    COLUMN_TICKET,
};
use std::ops::Range;

/// What is said of an action, in a column of its own or under a label below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    Owner,
    Due,
    Ticket,
    Priority,
    Status,
    Kind,
}

impl Detail {
    pub(super) const ALL: [Self; 6] =
        [Self::Owner, Self::Due, Self::Ticket, Self::Priority, Self::Status, Self::Kind];

    /// What a label below an action says of it.
    pub(super) fn of_label(label: &str) -> Option<Self> {
        Some(match label.trim().to_lowercase().as_str() {
            "owner" | "owners" | "assignee" | "assigned to" | "assigned" | "dri" | "who" | "responsible"
            | "responsible team" | "responsible person" | "team" | "lead" | "action owner" | "poc" => {
                Self::Owner
            }
            "due"
            | "due date"
            | "deadline"
            | "eta"
            | "target"
            | "target date"
            | "when"
            | "by when"
            | "timeline"
            | "completion date"
            | "expected completion"
            | "timeframe" => Self::Due,
            "ticket" | "tickets" | "issue" | "jira" | "tracking" | "bug" | "link" | "pr"
            | "tracking issue" => Self::Ticket,
            "priority" => Self::Priority,
            "status" | "state" => Self::Status,
            "type" | "kind" => Self::Kind,
            _ => return None,
        })
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Action,
    Detail(Detail),
    Other,
}

/// What the columns of a table hold; none where it is no table of actions.
pub(super) fn columns(names: &[String]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
    // "Issue" or "Bug" alone may hold the action; a number never does.
    if !columns.contains(&Column::Action) {
        let unnamed = |(i, column): (usize, &Column)| {
            let is_number = names.get(i).is_none_or(|name| is_ordinal(name));
            (*column == Column::Other && !is_number).then_some(i)
        };
        let first = columns.iter().enumerate().find_map(unnamed)?;
        let tells = |column: &Column| matches!(column, Column::Detail(detail) if *detail != Detail::Kind);
        if !columns.iter().any(tells) {
            return None;
        }
        if let Some(column) = columns.get_mut(first) {
            *column = Column::Action;
        }
    }
    Some(columns)
}

fn is_ordinal(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    ["", "#", "no", "no.", "nr", "nr.", "id", "n", "№"].contains(&name.as_str())
}

fn column(name: &str) -> Column {
    // "Action owner" is an owner, "Action item" an action, "Due date" a date.
    let kinds = [
        (COLUMN_OWNER, Column::Detail(Detail::Owner)),
        (COLUMN_DUE, Column::Detail(Detail::Due)),
        (COLUMN_PRIORITY, Column::Detail(Detail::Priority)),
        (COLUMN_STATUS, Column::Detail(Detail::Status)),
        (COLUMN_TICKET, Column::Detail(Detail::Ticket)),
        (COLUMN_KIND, Column::Detail(Detail::Kind)),
        (COLUMN_ACTION, Column::Action),
    ];
    let is_task = ["action", "action item", "task", "item", "follow-up"];
    name.read(|words| {
        if COLUMN_OTHER_DATE.is_in(words) {
            return Column::Other;
        }
        if is_task.contains(&name.trim().to_lowercase().as_str()) {
            return Column::Action;
        }
        kinds.into_iter().find(|(phrase, _)| phrase.is_in(words)).map_or(Column::Other, |(_, column)| column)
    })
}

/// The cells of a row, as ranges of its text; none where the text does not
/// fall into as many cells as there are columns.
pub(super) fn cells(text: &str, columns: usize) -> Option<Vec<Range<usize>>> {
    const BETWEEN: &str = " | ";
    let mut cells = Vec::with_capacity(columns);
    let mut from = 0;
    for (at, _) in text.match_indices(BETWEEN) {
        if at >= from {
            cells.push(from..at);
            from = at + BETWEEN.len();
        }
    }
    cells.push(from..text.len());
    (cells.len() == columns).then_some(cells)
}
