//! What stands for rules in a configuration, a comment, or on the command line.

use super::matcher::Matcher;
use super::value::Text;
use std::fmt;

/// Longest pattern over rule names, in bytes: what is longer names none.
const LONGEST: usize = 200;

/// A pattern over rule names.
#[derive(Clone, Debug)]
pub struct RuleGlob {
    pub(crate) pattern: Text,
    pub(crate) form: Form,
    /// The pattern is the name of a rule.
    pub(crate) is_name: bool,
}

/// How a pattern is held against names.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// It is a name or a family.
    Plain,
    /// Stars in it stand for any text, and there is nothing else to it. Most
    /// patterns are of this kind, and to compile one takes far longer than to
    /// hold it against all rules.
    Stars,
    /// Anything else.
    Compiled(Matcher),
}

impl RuleGlob {
    /// A pattern over these names.
    ///
    /// # Errors
    /// When it is malformed, or fits none of them.
    pub(crate) fn among<'n>(
        names: impl Iterator<Item = &'n str> + Clone,
        pattern: &str,
    ) -> Result<Self, UnknownRule> {
        let unknown = || UnknownRule::among(names.clone(), pattern);
        let is_name = names.clone().any(|name| name == pattern);
        let glob = Self { is_name, ..Self::any(pattern).ok_or_else(unknown)? };
        if names.clone().any(|name| glob.matches(name)) { Ok(glob) } else { Err(unknown()) }
    }

    /// A name, a family or a pattern, whether it fits a rule or not; none
    /// where it is malformed.
    #[must_use]
    pub fn any(pattern: &str) -> Option<Self> {
        // A document may name thousands.
        let form = match pattern {
            plain if !plain.contains(['*', '?', '[', ']', '{', '}', '\\', '!']) => Form::Plain,
            long if long.len() > LONGEST => return None,
            stars if !stars.contains(['?', '[', ']', '{', '}', '\\', '!']) && !stars.contains("**") => {
                Form::Stars
            }
            other => Form::Compiled(Matcher::new(other)?),
        };
        Some(Self { pattern: pattern.to_owned().into(), form, is_name: false })
    }

    /// The one rule that it names in full.
    pub(super) fn name(&self) -> Option<&str> {
        self.is_name.then_some(&self.pattern)
    }

    /// Whether a rule of this name is among those that it stands for.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        let fits = match &self.form {
            Form::Plain => name == self.pattern,
            Form::Stars => fits_stars(&self.pattern, name),
            Form::Compiled(matcher) => matcher.is_match(name),
        };
        // A family stands for all its rules.
        fits || name.strip_prefix(&*self.pattern).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Whether `text` is `pattern` with some text in place of each star.
fn fits_stars(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let (middle, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
    // The first place will do: whatever stands behind it may stand further on.
    for part in middle.split('*') {
        let Some((_, behind)) = text.split_once(part) else { return false };
        text = behind;
    }
    text.ends_with(tail)
}

/// Words of this many letters are held against half of a name only where they
/// are all but it.
const SHORT: usize = 6;

/// A name or pattern that fits no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was asked for.
    pub asked: String,
    /// The rule or family whose name is nearest, where one is near.
    pub nearest: Option<String>,
}

impl UnknownRule {
    /// The error for a name that fits none of these rules, with the nearest one
    /// that does.
    #[must_use]
    pub fn among<'n>(names: impl Iterator<Item = &'n str>, asked: &str) -> Self {
        Self { asked: asked.to_owned(), nearest: Self::nearest_of(asked, names) }
    }

    /// The one of these rules, or of their families, whose name is nearest.
    #[must_use]
    pub fn nearest_of<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
        let similarity = |name: &str| {
            let short = name.split('/').next_back().unwrap_or(name);
            // A short word is half like many: `reason` is no `region`.
            let slips = if asked.chars().count() > SHORT { usize::MAX } else { 1 };
            let half = strsim::normalized_damerau_levenshtein(asked, short);
            let half = if strsim::damerau_levenshtein(asked, short) <= slips { half } else { 0.0 };
            strsim::normalized_damerau_levenshtein(asked, name).max(half)
        };
        names
            .flat_map(|name| [name, name.split('/').next().unwrap_or(name)])
            .map(|name| (similarity(name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(similarity, _)| *similarity > 0.5)
            .map(|(_, name)| name.to_owned())
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is called `{}`", self.asked)?;
        match &self.nearest {
            Some(name) => write!(f, "; the nearest is `{name}`"),
            None => write!(f, "; `pmlint rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}
