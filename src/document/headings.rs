//! From what a section or a field is called to what it is.
//!
//! The names are data (`headings.toml`), put in order when the program is
//! built; this module folds a heading to the form they are kept in and looks it
//! up.

use super::roles::{Field, Role, Roles};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Names in alphabetical order, each with its meaning. They are one text, so
/// that the system has no address to fill in for each when the program starts.
#[derive(Debug)]
struct Names<M: 'static> {
    text: &'static str,
    /// Where each name ends in the text, in bytes.
    ends: &'static [u16],
    meanings: &'static [M],
}

impl<M: Copy> Names<M> {
    /// The name at this place; empty past the last one.
    fn name(&self, index: usize) -> &'static str {
        let end = |index: usize| self.ends.get(index).copied().map_or(self.text.len(), usize::from);
        let start = index.checked_sub(1).map_or(0, end);
        self.text.get(start..end(index)).unwrap_or_default()
    }

    /// What this name means, if it is known.
    fn get(&self, name: &str) -> Option<M> {
        let (mut low, mut high) = (0, self.meanings.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.name(middle).cmp(name) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return self.meanings.get(middle).copied(),
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

// `ROLES`, `FIELDS` and `FILLER`, written by `build/headings.rs`.
include!(concat!(env!("OUT_DIR"), "/headings.rs"));

/// The known names of sections and fields: those of `headings.toml`, and
/// further names of sections.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// The further names. What one of them means is said here alone.
    further: BTreeMap<String, Roles>,
}

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
        static BUILT_IN: Headings = Headings { further: BTreeMap::new() };
        &BUILT_IN
    }

    /// These names and others that say what a section is. A name that is given
    /// here means what is said here alone.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = (Role, &'n str)>) -> Self {
        let mut added: BTreeMap<String, Roles> = BTreeMap::new();
        for (role, name) in names {
            let words = fold(name).join(" ");
            if !words.is_empty() {
                let known = added.entry(words).or_default();
                *known = known.with(role);
            }
        }
        let mut headings = self.clone();
        headings.further.extend(added);
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
        let exact = FIELDS.get(&words.join(" "));
        exact.or_else(|| FIELDS.get(&without_filler(&words)?))
    }

    /// The known names, filler words aside.
    fn roles_of_words(&self, words: &[String]) -> Roles {
        let known = |name: &str| self.further.get(name).copied().or_else(|| ROLES.get(name));
        known(&words.join(" ")).or_else(|| known(&without_filler(words)?)).unwrap_or_default()
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
}

/// The words that tell one name from another; none where all of them do.
fn without_filler(words: &[String]) -> Option<String> {
    let kept: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| FILLER.get(word).is_none()).collect();
    (kept.len() < words.len()).then(|| kept.join(" "))
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
