//! What a document asks not to be told: `<!-- pmlint-disable … -->`.
//!
//! Here the comments are read and it is settled where each one holds. What
//! they keep silent is for the engine, which knows what was found.

mod stray;

pub use stray::Stray;

use crate::document::{Block, BlockKind, Comment, Document};
use crate::span::Span;
use std::collections::HashMap;

/// What the comments of pmlint begin with.
const PREFIX: &str = "pmlint-";
/// What parts the names of rules from the reason; editors make one of the
/// dashes out of two hyphens.
const REASON: [&str; 3] = ["--", "–", "—"];

/// Where a comment holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `pmlint-disable-next-line`: in the line or block that follows.
    NextLine,
    /// `pmlint-disable-line`: in the line it stands on.
    Line,
    /// `pmlint-disable-file`: in the whole document.
    File,
    /// `pmlint-disable`: up to the `pmlint-enable` that follows, or the end.
    Disable,
    /// `pmlint-enable`: ends what is open.
    Enable,
}

impl Kind {
    /// The words behind `pmlint-`.
    const KEYWORDS: [&'static str; 5] =
        ["disable-next-line", "disable-line", "disable-file", "disable", "enable"];

    fn named(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "disable-next-line" => Self::NextLine,
            "disable-line" => Self::Line,
            "disable-file" => Self::File,
            "disable" => Self::Disable,
            "enable" => Self::Enable,
            _ => return None,
        })
    }
}

/// The name of a rule, a family or a pattern in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One name of a comment, or all rules where it gives none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name; none for all rules.
    pub name: Option<Name>,
    /// Where it holds; none where it holds nowhere.
    pub region: Option<Span>,
    /// The targets of `pmlint-disable` that this one of `pmlint-enable` ends,
    /// or the other way round.
    pub partners: Vec<TargetId>,
    /// What the name means; set by who knows the rules.
    pub standing: Standing,
}

/// What is known of a target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It keeps something silent, or nobody has looked.
    #[default]
    Used,
    /// What it names finds nothing where it holds.
    Unused,
    /// No rule has this name.
    Unknown {
        /// The nearest one that exists, where one is near.
        nearest: Option<String>,
        /// That one finds something where the comment holds.
        speaks: bool,
    },
}

/// A target: which comment, and which of its targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId {
    /// Index of the directive.
    pub directive: usize,
    /// Index of its target.
    pub target: usize,
}

/// A comment that speaks to the linter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Where it holds.
    pub kind: Kind,
    /// The whole comment.
    pub comment: Span,
    /// What it names: at least one.
    pub targets: Vec<Target>,
    /// It says why.
    pub has_reason: bool,
}

/// All such comments of a document, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressions {
    /// The comments.
    pub directives: Vec<Directive>,
    /// Those that are meant to be some, and misspelt.
    pub strays: Vec<Stray>,
}

impl Suppressions {
    /// Reads the comments of a document.
    #[must_use]
    pub fn read(document: &Document<'_>) -> Self {
        let mut directives: Vec<Directive> = document.comments().iter().filter_map(directive).collect();
        if !directives.is_empty() {
            settle(document, &mut directives);
            pair(document, &mut directives);
        }
        Self { directives, strays: document.comments().iter().filter_map(Stray::read).collect() }
    }

    /// Whether there is none, not even a misspelt one.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.directives.is_empty() && self.strays.is_empty()
    }

    /// All targets with their ids.
    pub fn targets(&self) -> impl Iterator<Item = (TargetId, &Directive, &Target)> {
        self.directives.iter().enumerate().flat_map(|(i, directive)| {
            let id = move |target| TargetId { directive: i, target };
            directive.targets.iter().enumerate().map(move |(n, target)| (id(n), directive, target))
        })
    }

    /// A target by its id.
    #[must_use]
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        self.directives.get(id.directive)?.targets.get(id.target)
    }
}

fn directive(comment: &Comment<'_>) -> Option<Directive> {
    let start = comment.text_span().start;
    let mut words = words(comment.text);
    let (_, keyword) = words.next()?;
    let kind = Kind::named(keyword.strip_prefix(PREFIX)?)?;
    let mut targets = Vec::new();
    let mut has_reason = false;
    for (at, word) in words.by_ref() {
        if REASON.contains(&word) {
            has_reason = true;
            break;
        }
        targets.extend(names(word, start + at).map(|name| target(Some(name))));
    }
    has_reason = has_reason && words.next().is_some();
    if targets.is_empty() {
        targets.push(target(None));
    }
    Some(Directive { kind, comment: comment.span, targets, has_reason })
}

const fn target(name: Option<Name>) -> Target {
    Target { name, region: None, partners: Vec::new(), standing: Standing::Used }
}

/// The words of a text and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    parts(text, char::is_whitespace)
}

/// The names in a word, which stands at byte `at` of the source.
fn names(word: &str, at: usize) -> impl Iterator<Item = Name> {
    let name = move |(from, text): (usize, &str)| Name {
        text: text.to_owned(),
        span: Span::new(at + from, at + from + text.len()),
    };
    parts(word, |c| c == ',').map(name)
}

fn parts(text: &str, between: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let part = move |at: &mut usize, whole: &'_ str| {
        let from = *at;
        *at += whole.len();
        Some((from, from + whole.trim_end_matches(between).len()))
    };
    let ranges = text.split_inclusive(between).scan(0, part);
    ranges.filter(|(from, to)| from < to).filter_map(|(from, to)| text.get(from..to).map(|part| (from, part)))
}

/// Says where the comments hold that need no partner.
fn settle(document: &Document<'_>, directives: &mut [Directive]) {
    let blocks = Blocks::of(document);
    for directive in directives {
        let region = match directive.kind {
            Kind::NextLine => blocks.after(document, directive.comment),
            Kind::Line => Some(document.lines_of(directive.comment)),
            Kind::File => Some(Span::new(0, usize::MAX)),
            Kind::Disable | Kind::Enable => None,
        };
        for target in &mut directive.targets {
            target.region = region;
        }
    }
}

/// Says how far each `pmlint-disable` reaches, and what each `pmlint-enable`
/// ends: what has the same name, or everything where it gives none.
fn pair(document: &Document<'_>, directives: &mut [Directive]) {
    let mut open: HashMap<Option<String>, Vec<TargetId>> = HashMap::new();
    for i in 0..directives.len() {
        let Some(directive) = directives.get(i).cloned() else { continue };
        for (n, target) in directive.targets.iter().enumerate() {
            let id = TargetId { directive: i, target: n };
            let name = target.name.as_ref().map(|name| name.text.clone());
            match directive.kind {
                Kind::Disable => open.entry(name).or_default().push(id),
                Kind::Enable => {
                    let mut ended = match name {
                        Some(_) => open.remove(&name).unwrap_or_default(),
                        None => std::mem::take(&mut open).into_values().flatten().collect(),
                    };
                    ended.sort_unstable();
                    for &begun in &ended {
                        end(directives, begun, directive.comment.start, Some(id));
                    }
                    if let Some(target) = get(directives, id) {
                        target.partners = ended;
                    }
                }
                Kind::NextLine | Kind::Line | Kind::File => {}
            }
        }
    }
    for begun in open.into_values().flatten() {
        end(directives, begun, document.len().saturating_add(1), None);
    }
}

fn get(directives: &mut [Directive], id: TargetId) -> Option<&mut Target> {
    directives.get_mut(id.directive)?.targets.get_mut(id.target)
}

fn end(directives: &mut [Directive], begun: TargetId, at: usize, by: Option<TargetId>) {
    let start = directives.get(begun.directive).map_or(at, |directive| directive.comment.end);
    if let Some(target) = get(directives, begun) {
        target.region = Some(Span::new(start.min(at), at));
        target.partners.extend(by);
    }
}

/// The blocks of a document by where they begin.
struct Blocks<'d, 'a> {
    sorted: Vec<&'d Block<'a>>,
    /// The furthest end of the blocks up to each one.
    ends: Vec<usize>,
    /// Where each table ends.
    tables: HashMap<usize, usize>,
}

impl<'d, 'a> Blocks<'d, 'a> {
    fn of(document: &'d Document<'a>) -> Self {
        let mut sorted: Vec<&Block<'a>> = document.blocks().iter().collect();
        sorted.sort_by_key(|block| block.span.start);
        let furthest = |end: &mut usize, block: &&Block<'a>| {
            *end = block.span.end.max(*end);
            Some(*end)
        };
        let ends = sorted.iter().scan(0, furthest).collect();
        let mut tables = HashMap::new();
        for block in &sorted {
            if let BlockKind::Row { table, .. } = block.kind {
                let end: &mut usize = tables.entry(table).or_default();
                *end = block.span.end.max(*end);
            }
        }
        Self { sorted, ends, tables }
    }

    /// The lines of what follows a comment: the next line of a paragraph in
    /// which it stands; or else the next block, of a table all rows, since no
    /// comment can stand between them.
    fn after(&self, document: &Document<'_>, comment: Span) -> Option<Span> {
        let next = self.sorted.partition_point(|block| block.span.start < comment.end);
        let around = next.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        if around > document.lines_of(comment).end {
            return document.line_below(comment);
        }
        let block = self.sorted.get(next)?;
        let within = next.checked_sub(1).and_then(|last| self.sorted.get(last));
        let mut span = block.span;
        if let BlockKind::Row { table, .. } = block.kind {
            let same =
                |block: &&&Block<'_>| matches!(block.kind, BlockKind::Row { table: t, .. } if t == table);
            if within.filter(same).is_none() {
                span.end = self.tables.get(&table).copied().unwrap_or(span.end).max(span.end);
            }
        }
        let in_row = within.is_some_and(|within| within.span.start >= document.lines_of(comment).start);
        if block.kind == BlockKind::KeyValue && !in_row {
            span.end = self.end_of_fields(document, next).max(span.end);
        }
        Some(document.lines_of(span))
    }

    /// Where the table of keys and values ends whose first row is this block.
    fn end_of_fields(&self, document: &Document<'_>, first: usize) -> usize {
        let rows = self.sorted.get(first..).unwrap_or_default().iter();
        let mut end = 0;
        for row in rows.take_while(|row| row.kind == BlockKind::KeyValue) {
            // Rows without a value are no blocks; a blank line ends the table.
            let mut line = document.lines_of(Span::new(end, end));
            while end > 0 && line.end < row.span.start {
                match document.line_below(line).filter(|below| below.start < below.end) {
                    Some(below) => line = below,
                    None => return end,
                }
            }
            end = row.span.end;
        }
        end
    }
}
