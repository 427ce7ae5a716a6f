//! What rules return and what outputs render: plain data.

use crate::span::Span;
use std::fmt;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Lexical or heuristic; never fails a gate by itself.
    Advice,
    /// A strong contradiction or an omission.
    Warning,
    /// Impossible, or mechanically missing.
    Error,
}

impl Severity {
    /// The word used in pages, in the configuration and in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A place that takes part in a finding, with a few words on its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What the place is to the finding: "start", "first given here".
    pub message: String,
}

impl Label {
    /// A label on `span` that says `message`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// What a rule found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong: lower case, no full stop, true on its own.
    pub message: String,
    /// The text to change.
    pub primary: Label,
    /// The other places that take part, each with its role.
    pub others: Vec<Label>,
    /// One imperative: what the reader can do.
    pub help: Option<String>,
    /// A change that would mend it.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding with one label; add the rest with the methods below.
    pub fn new(message: impl Into<String>, primary: Label) -> Self {
        Self { message: message.into(), primary, others: Vec::new(), help: None, fix: None }
    }

    /// Adds a place that takes part.
    #[must_use]
    pub fn with(mut self, span: Span, message: impl Into<String>) -> Self {
        self.others.push(Label::new(span, message));
        self
    }

    /// Says what the reader can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a change that chooses between two statements, or adds text;
    /// nothing where there is none to offer.
    #[must_use]
    pub fn unsafe_fix(mut self, title: impl Into<String>, edits: Option<Vec<Edit>>) -> Self {
        let edits = edits.filter(|edits| !edits.is_empty());
        self.fix = edits.map(|edits| Fix { title: title.into(), edits, safety: Safety::Unsafe });
        self
    }

    /// All labels, the primary first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.others)
    }
}

/// Whether a fix keeps the meaning of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Changes form only.
    Safe,
    /// Chooses between two statements, or adds text.
    Unsafe,
}

impl Safety {
    /// The word used in outputs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// One imperative, shown in menus.
    pub title: String,
    /// The changes, in order and without overlap.
    pub edits: Vec<Edit>,
    /// Whether it may be applied unasked.
    pub safety: Safety,
}

/// One replacement of a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The text to replace.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

/// A finding stamped with the rule that made it and the severity it has in
/// this configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `family/name`.
    pub rule: String,
    /// How much it weighs here.
    pub severity: Severity,
    /// What was found.
    pub finding: Finding,
}
