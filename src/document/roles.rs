//! What a section or a field is, whatever its heading says.

use serde::Deserialize;

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Role {
    /// What happened, in brief.
    Summary,
    /// Who and what was affected, and how much.
    Impact,
    /// What happened when.
    Timeline,
    /// Why it happened: root cause or contributing factors.
    RootCause,
    /// What set it off.
    Trigger,
    /// How it was noticed.
    Detection,
    /// How it was mitigated and resolved.
    Resolution,
    /// What changes as a consequence.
    Actions,
    /// What went well, wrong, or was luck.
    Lessons,
    /// What the reader must know first.
    Background,
    /// Graphs, logs, links.
    Supporting,
    /// Who took part.
    Responders,
    /// Figures about the incident.
    Stats,
    /// Other incidents, definitions: no claims about this incident.
    Related,
}

impl Role {
    /// All roles, in the order of their declaration.
    pub const ALL: [Self; 14] = [
        Self::Summary,
        Self::Impact,
        Self::Timeline,
        Self::RootCause,
        Self::Trigger,
        Self::Detection,
        Self::Resolution,
        Self::Actions,
        Self::Lessons,
        Self::Background,
        Self::Supporting,
        Self::Responders,
        Self::Stats,
        Self::Related,
    ];

    /// The name used in pages and in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Impact => "impact",
            Self::Timeline => "timeline",
            Self::RootCause => "root-cause",
            Self::Trigger => "trigger",
            Self::Detection => "detection",
            Self::Resolution => "resolution",
            Self::Actions => "actions",
            Self::Lessons => "lessons",
            Self::Background => "background",
            Self::Supporting => "supporting",
            Self::Responders => "responders",
            Self::Stats => "stats",
            Self::Related => "related",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A set of roles: one section may have two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// No role.
    pub const NONE: Self = Self(0);

    /// Whether `role` is among them.
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Whether one of `roles` is among them.
    #[must_use]
    pub fn has_any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and those.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These and `role`.
    #[must_use]
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | 1 << role as u8)
    }

    /// These without `role`.
    #[must_use]
    pub const fn without(self, role: Role) -> Self {
        Self(self.0 & !(1 << role as u8))
    }

    /// The roles, in the order of their declaration.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

/// What a field states about the incident's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// When it was noticed.
    Detected,
    /// When someone took it on.
    Acknowledged,
    /// When it was declared an incident.
    Declared,
    /// When people were told.
    Notified,
    /// When the worst was over.
    Mitigated,
    /// When service was back.
    Restored,
    /// When it was closed.
    Resolved,
    /// How long it lasted, or from when to when.
    Duration,
    /// From start to notice.
    TimeToDetect,
    /// From notice to response.
    TimeToAcknowledge,
    /// From start or notice to mitigation.
    TimeToMitigate,
    /// From start or notice to repair.
    TimeToRepair,
    /// From start or notice to resolution.
    TimeToResolve,
    /// The zone of the times.
    Zone,
    /// The day of the incident.
    Date,
    /// When the document was written.
    Published,
    /// When an action is due.
    Due,
}

impl Field {
    /// Whether it states when a milestone was reached.
    #[must_use]
    pub const fn is_point(self) -> bool {
        matches!(
            self,
            Self::Start
                | Self::End
                | Self::Detected
                | Self::Acknowledged
                | Self::Declared
                | Self::Notified
                | Self::Mitigated
                | Self::Restored
                | Self::Resolved
        )
    }
}
