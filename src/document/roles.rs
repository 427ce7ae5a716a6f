//! What a section or a field is, whatever its heading says.
//!
//! The names are data (`headings.toml`); this module folds a heading to the
//! form they are kept in and looks it up.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

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

/// The known names of sections and fields.
#[derive(Clone, Debug)]
pub struct Headings {
    roles: HashMap<String, Roles>,
    fields: HashMap<String, Field>,
    filler: HashSet<String>,
}

#[derive(Deserialize)]
struct Table {
    roles: HashMap<Role, Vec<String>>,
    filler: Filler,
    fields: HashMap<Field, Vec<String>>,
}

#[derive(Deserialize)]
struct Filler {
    words: HashSet<String>,
}

static BUILT_IN: LazyLock<Headings> = LazyLock::new(|| {
    // `tests/document.rs` fails where this file cannot be read.
    match toml::from_str::<Table>(include_str!("headings.toml")) {
        Ok(table) => Headings::from_table(table),
        Err(_) => Headings { roles: HashMap::new(), fields: HashMap::new(), filler: HashSet::new() },
    }
});

/// Names that decide a heading by standing first or last in it: "Impact on
/// partners", "Database failover timeline".
const STRONG: [(&str, Role); 15] = [
    ("timeline", Role::Timeline),
    ("chronology", Role::Timeline),
    ("impact", Role::Impact),
    ("root cause", Role::RootCause),
    ("root causes", Role::RootCause),
    ("contributing factors", Role::RootCause),
    ("action items", Role::Actions),
    ("corrective actions", Role::Actions),
    ("next steps", Role::Actions),
    ("lessons learned", Role::Lessons),
    ("summary", Role::Summary),
    ("what happened", Role::Summary),
    ("resolution", Role::Resolution),
    ("mitigation", Role::Resolution),
    ("detection", Role::Detection),
];

/// Longest heading, in words, that a name at one end decides.
const STRONG_WORDS: usize = 7;

impl Headings {
    /// The names of `headings.toml`.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn from_table(table: Table) -> Self {
        let mut roles: HashMap<String, Roles> = HashMap::new();
        for (role, names) in table.roles {
            for name in names {
                let known = roles.entry(name).or_default();
                *known = known.with(role);
            }
        }
        let named = |(field, names): (Field, Vec<String>)| names.into_iter().map(move |name| (name, field));
        let fields = table.fields.into_iter().flat_map(named).collect();
        Self { roles, fields, filler: table.filler.words }
    }

    /// These names and others that say what a section is. A name that is given
    /// here means what is said here alone.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = (Role, &'n str)>) -> Self {
        let mut added: HashMap<String, Roles> = HashMap::new();
        for (role, name) in names {
            let words = fold(name).join(" ");
            if !words.is_empty() {
                let known = added.entry(words).or_default();
                *known = known.with(role);
            }
        }
        let mut headings = self.clone();
        headings.roles.extend(added);
        headings
    }

    /// The roles of a heading or of a line that stands for one.
    #[must_use]
    pub fn roles_of_heading(&self, heading: &str) -> Roles {
        let words = fold(heading);
        let label = self.roles_of_words(&words);
        if !label.is_empty() {
            return label;
        }
        let parts = self.roles_of_parts(&words);
        if !parts.is_empty() {
            return parts;
        }
        self.roles_of_ends(&words)
    }

    /// The roles of a label in the text: the known names, and "A and B" of
    /// known names; nothing looser, for a label may be any word.
    #[must_use]
    pub fn roles_of_label(&self, label: &str) -> Roles {
        let words = fold(label);
        let whole = self.roles_of_words(&words);
        if whole.is_empty() { self.roles_of_parts(&words) } else { whole }
    }

    /// What a label states about the incident's time.
    #[must_use]
    pub fn field(&self, label: &str) -> Option<Field> {
        let words = fold(label);
        let exact = self.fields.get(&words.join(" ")).copied();
        exact.or_else(|| {
            let rest = self.without_filler(&words);
            if rest.is_empty() { None } else { self.fields.get(&rest).copied() }
        })
    }

    /// The known names, filler words aside.
    fn roles_of_words(&self, words: &[String]) -> Roles {
        if let Some(roles) = self.roles.get(&words.join(" ")) {
            return *roles;
        }
        let rest = self.without_filler(words);
        self.roles.get(&rest).copied().unwrap_or_default()
    }

    /// "Detection and response", "Impact, detection": all parts together.
    fn roles_of_parts(&self, words: &[String]) -> Roles {
        let parts: Vec<Roles> =
            words.split(|word| word == "and").map(|part| self.roles_of_words(part)).collect();
        if parts.len() < 2 || parts.first().is_some_and(|first| first.is_empty()) {
            return Roles::NONE;
        }
        parts.into_iter().fold(Roles::NONE, Roles::union)
    }

    fn roles_of_ends(&self, words: &[String]) -> Roles {
        if words.len() > STRONG_WORDS {
            return Roles::NONE;
        }
        let text = words.join(" ");
        let decides = |name: &str| {
            text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                || text.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        let found = STRONG.iter().filter(|(name, _)| decides(name));
        found.fold(Roles::NONE, |roles, (_, role)| roles.with(*role))
    }

    fn without_filler(&self, words: &[String]) -> String {
        let kept: Vec<&str> =
            words.iter().map(String::as_str).filter(|word| !self.filler.contains(*word)).collect();
        kept.join(" ")
    }
}

/// The words of a heading as they are kept in `headings.toml`: lower case,
/// without numbering, emoji, punctuation and what stands in brackets.
fn fold(heading: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut depth = 0_usize;
    for c in heading.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '\'' | '’' => {}
            '&' | '+' => {
                push_word(&mut words, &mut word);
                words.push("and".to_owned());
            }
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => push_word(&mut words, &mut word),
        }
    }
    push_word(&mut words, &mut word);
    let numbering = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    // "5 Whys" keeps its number: what follows a numbering is a name of its own.
    if words.len() > 1 && words.first().is_some_and(numbering) && words.get(1).is_some_and(|w| w != "whys") {
        words.remove(0);
    }
    while words.last().is_some_and(|word| word == "and") {
        words.pop();
    }
    words
}

fn push_word(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}
