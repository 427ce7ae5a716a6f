//! What a document says of its incident, in one row.

use super::clock::Clock;
use super::disputes::is_contradiction;
use super::ids;
use crate::analysis::Analysis;
use crate::document::{Document, Field};
use crate::facts::Facts;
use crate::facts::time::calendar::has_year;
use crate::finding::Diagnostic;
use crate::incident::{
    Claim, Grain, Incident, Instant, Measure, Milestone, Moment, Reached, date_text, second_of, severity,
};
use crate::span::Span;

/// A column of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The number that the incident goes by.
    Id,
    /// The day that it began on.
    Date,
    /// How severe it was.
    Severity,
    /// When it began.
    Start,
    /// When it was noticed.
    Detected,
    /// When the worst was over.
    Mitigated,
    /// When it was over.
    Resolved,
    /// From the start to the notice.
    ToDetect,
    /// From the start to the mitigation.
    ToMitigate,
    /// From the start to the end.
    ToResolve,
    /// How long it is said to have lasted, else how long it did.
    Duration,
    /// The share of those that were affected.
    Affected,
}

impl Column {
    /// All columns, in their order.
    pub const ALL: [Self; 12] = [
        Self::Id,
        Self::Date,
        Self::Severity,
        Self::Start,
        Self::Detected,
        Self::Mitigated,
        Self::Resolved,
        Self::ToDetect,
        Self::ToMitigate,
        Self::ToResolve,
        Self::Duration,
        Self::Affected,
    ];

    /// The name for programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Date => "date",
            Self::Severity => "severity",
            Self::Start => "start",
            Self::Detected => "detected",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::ToDetect => "time_to_detect",
            Self::ToMitigate => "time_to_mitigate",
            Self::ToResolve => "time_to_resolve",
            Self::Duration => "duration",
            Self::Affected => "affected_share",
        }
    }
}

/// What a document says in one column.
#[derive(Clone, Debug)]
pub struct Cell {
    /// For programs, and for people where it is no length: an id, a share, a
    /// time in the form of ISO 8601.
    pub text: String,
    /// The time of day by the document's clock.
    pub clock: Option<String>,
    /// A length, in seconds.
    pub seconds: Option<i64>,
    /// A length as it is written, where it is.
    pub written: Option<String>,
    /// A written length is that between the start and the end, to the minute.
    pub confirmed: bool,
    /// The document contradicts it.
    pub contradicted: bool,
}

/// What a document says of its incident.
#[derive(Clone, Debug)]
pub struct Account {
    /// What the document calls itself.
    pub title: Option<String>,
    /// The cells, by column; none for what is not stated.
    cells: Vec<(Column, Cell)>,
    /// The day it began on, in days since 1970-01-01, where its year is known.
    pub day: Option<i64>,
    /// How many actions are not done; none where no actions are listed.
    pub open_actions: Option<usize>,
    /// How many findings there are.
    pub findings: usize,
}

impl Account {
    /// What a document says in a column; none where it is not stated.
    #[must_use]
    pub fn cell(&self, column: Column) -> Option<&Cell> {
        self.cells.iter().find(|(known, _)| *known == column).map(|(_, cell)| cell)
    }

    /// The columns in which the document contradicts itself.
    pub fn contradicted(&self) -> impl Iterator<Item = Column> {
        self.cells.iter().filter(|(_, cell)| cell.contradicted).map(|(column, _)| *column)
    }

    /// What a document in which this was found says of its incident.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>, diagnostics: &[Diagnostic]) -> Self {
        let Analysis { document, facts, incident } = analysis;
        let reader = Reader::new(document, facts, incident, diagnostics);
        let listed = !incident.action_lists.is_empty() || !incident.actions.is_empty();
        let open = incident.actions.iter().filter(|action| !action.done).count();
        Self {
            title: document.name(),
            cells: Column::ALL
                .into_iter()
                .filter_map(|column| Some((column, reader.cell(column)?)))
                .collect(),
            day: reader.day().filter(|day| has_year(*day)),
            open_actions: listed.then_some(open),
            findings: diagnostics.len(),
        }
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

struct Reader<'r> {
    document: &'r Document<'r>,
    facts: &'r Facts,
    incident: &'r Incident,
    reached: Reached,
    clock: Clock,
    /// Places of contradictions.
    disputed: Vec<Span>,
    /// The title names another day than the text.
    date_is_disputed: bool,
}

impl<'r> Reader<'r> {
    fn new(
        document: &'r Document<'r>,
        facts: &'r Facts,
        incident: &'r Incident,
        diagnostics: &[Diagnostic],
    ) -> Self {
        let conflicts = diagnostics.iter().filter(|diagnostic| is_contradiction(diagnostic));
        let disputed = conflicts.flat_map(|found| found.finding.labels().map(|label| label.span)).collect();
        let reached = incident.reached();
        let instants: Vec<&Instant> = reached.moments().iter().map(|moment| &moment.at).collect();
        let date_is_disputed = diagnostics.iter().any(|found| found.rule == "timeline/title-date");
        let clock = Clock::of(&instants, false);
        Self { document, facts, incident, reached, clock, disputed, date_is_disputed }
    }

    fn cell(&self, column: Column) -> Option<Cell> {
        let reached = &self.reached;
        match column {
            Column::Id => ids::id(self.document).map(|(id, span)| self.plain(id, &[span])),
            // The day that a disputed time lies on is mostly in no dispute.
            Column::Date => self.day().map(|day| {
                let cell = self.plain(date_text(day * DAY), &[]);
                Cell { contradicted: self.date_is_disputed, ..cell }
            }),
            Column::Severity => severity(self.document, self.facts)
                .map(|(level, span)| self.plain(level.to_string(), &[span])),
            Column::Start => self.time(reached.at(Milestone::Started)?),
            Column::Detected => self.time(reached.at(Milestone::Detected)?),
            Column::Mitigated => self.time(reached.mitigated()?),
            Column::Resolved => self.time(reached.end()?),
            Column::ToDetect => self.phase(&[Field::TimeToDetect]),
            Column::ToMitigate => self.phase(self.to_mitigate()),
            Column::ToResolve => self.phase(&[Field::TimeToResolve, Field::TimeToRepair]),
            Column::Duration => self.duration(),
            Column::Affected => self
                .incident
                .affected_share(self.document, self.facts)
                .map(|(written, span)| self.plain(written, &[span])),
        }
    }

    fn plain(&self, text: String, places: &[Span]) -> Cell {
        Cell {
            text,
            clock: None,
            seconds: None,
            written: None,
            confirmed: false,
            contradicted: self.is_disputed(places),
        }
    }

    fn is_disputed(&self, places: &[Span]) -> bool {
        places.iter().any(|place| self.disputed.iter().any(|span| span.overlaps(*place)))
    }

    fn day(&self) -> Option<i64> {
        self.incident.first_day(&self.reached)
    }

    fn time(&self, moment: &Moment) -> Option<Cell> {
        let at = self.clock.place(&moment.at)?;
        let text = self.clock.iso(at, moment.at.grain);
        let clock = Some(self.clock.time(at, Grain::Minute) + &self.days_later(at));
        Some(Cell { clock, ..self.plain(text, &[moment.span]) })
    }

    /// How many days after the first time a later one is: ` +1 d`.
    fn days_later(&self, at: i64) -> String {
        let first = self.reached.first_of(&[Milestone::Started, Milestone::Detected]);
        let first = first.and_then(|first| self.clock.place(&first.at));
        match first.map_or(0, |first| self.clock.day(at) - self.clock.day(first)) {
            days if days > 0 => format!(" +{days} d"),
            _ => String::new(),
        }
    }

    /// A phase: as it is stated, by the first of these fields that is, else
    /// between the milestones of the first.
    fn phase(&self, fields: &[Field]) -> Option<Cell> {
        let end = || self.reached.end_of(*fields.first()?);
        let stated = |field: &Field| self.stated(Measure::Phase(*field));
        fields.iter().find_map(stated).or_else(|| self.between(end()?))
    }

    /// What states the time to mitigate: the time to repair too, where the
    /// time to resolve is another.
    fn to_mitigate(&self) -> &'static [Field] {
        let resolves = |claim: &Claim| claim.measure == Measure::Phase(Field::TimeToResolve);
        if self.incident.claims.iter().any(resolves) {
            &[Field::TimeToMitigate, Field::TimeToRepair]
        } else {
            &[Field::TimeToMitigate]
        }
    }

    /// How long it is said to have lasted, else how long it did.
    fn duration(&self) -> Option<Cell> {
        let ends = [Milestone::Restored, Milestone::Mitigated, Milestone::Resolved];
        let lasted = self.reached.first_of(&ends).and_then(|end| self.between(end));
        let Some(stated) = self.stated(Measure::Outage) else { return lasted };
        let apart = lasted.and_then(|lasted| Some((lasted.seconds? - stated.seconds?).abs()));
        Some(Cell { confirmed: apart.is_some_and(|apart| apart < 60), ..stated })
    }

    fn stated(&self, measure: Measure) -> Option<Cell> {
        let claim = self.incident.stated_length(self.document, measure)?;
        let seconds = claim.duration.seconds as i64;
        let (seconds, written) = (Some(seconds), Some(claim.written.clone()));
        Some(Cell { seconds, written, ..self.plain(claim.written.clone(), &[claim.span]) })
    }

    /// From the stated start to this.
    fn between(&self, end: &Moment) -> Option<Cell> {
        let start = self.reached.at(Milestone::Started)?;
        let zone = self.clock.zone.as_ref();
        let seconds = second_of(&end.at, zone) - second_of(&start.at, zone);
        let cell = self.plain(String::new(), &[start.span, end.span]);
        (seconds >= 0).then_some(Cell { seconds: Some(seconds), ..cell })
    }
}
