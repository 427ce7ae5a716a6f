//! The parts of a report in the words that readers see: what one is called in
//! a sentence and as a heading, and what it says.

use super::{ActiveRule, RuleSet};
use crate::document::Role;

/// How a part of a report is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in a sentence, behind "the".
    pub name: &'static str,
    /// Its usual heading.
    pub heading: &'static str,
    /// What it says: "who was affected".
    pub holds: &'static str,
}

impl Part {
    /// The part that plays this role.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        let (name, heading, holds) = match role {
            Role::Summary => ("summary", "Summary", "what happened, in a few sentences"),
            Role::Impact => ("impact", "Impact", "who was affected, how, and how many"),
            Role::Timeline => ("timeline", "Timeline", "what happened when"),
            Role::RootCause => {
                ("root cause", "Root cause", "why it happened: root cause or contributing factors")
            }
            Role::Resolution => ("resolution", "Resolution", "how service was restored"),
            Role::Actions => ("action items", "Action items", "what will change, who does it, and by when"),
            Role::Lessons => {
                ("lessons learned", "Lessons learned", "what went well, what went wrong, where you got lucky")
            }
            Role::Detection => ("detection", "Detection", "how the incident was noticed"),
            Role::Trigger => ("trigger", "Trigger", "what set the incident off"),
            Role::Background => ("background", "Background", "what readers must know first"),
            Role::Supporting => {
                ("supporting information", "Supporting information", "where graphs, logs and links are")
            }
            Role::Responders => ("list of responders", "Responders", "who took part, and in which role"),
            Role::Stats => ("key information", "Key information", "severity, start, end and duration"),
            Role::Related => {
                ("list of related incidents", "Related incidents", "which earlier incidents are related")
            }
        };
        Self { name, heading, holds }
    }

    /// Whether its name is a plural: "the action items are missing".
    #[must_use]
    pub fn is_plural(self) -> bool {
        [Role::Actions, Role::Lessons].into_iter().any(|role| Self::of(role) == self)
    }
}

/// The parts that these rules demand, in the order of their guide; the default
/// ones where they demand none.
#[must_use]
pub fn demanded(rules: &[ActiveRule]) -> Vec<Role> {
    let own = required(rules);
    if own.is_empty() { required(&RuleSet::default().rules) } else { own }
}

fn required(rules: &[ActiveRule]) -> Vec<Role> {
    let rule = rules.iter().find(|rule| rule.name == "structure/missing-section");
    let names = rule.map(|rule| rule.params.words("required")).unwrap_or_default();
    names.into_iter().filter_map(Role::from_name).collect()
}
