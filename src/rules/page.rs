//! A rule's page: what declares, explains and proves it.
//!
//! The form is in CONTRIBUTING.md. A page is read line by line: its fences are
//! the only structure that the program needs. The built-in pages are read by
//! the same code when the program is built (`build/pages.rs`); what they say at
//! length is looked up in their text when somebody asks for it.

use super::lexical::Table;
use super::value::{List, Shared, Text, Values};
use crate::finding::Severity;
use crate::span::Span;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One rule's page, read.
#[derive(Clone, Debug)]
pub struct Page {
    /// `family/name`.
    pub name: Text,
    /// The severity by default; `None` is "off".
    pub severity: Option<Severity>,
    /// The parameters with their default values.
    pub params: Values,
    /// The rules that speak instead of this one where both see one conflict.
    pub yields_to: List<Text>,
    /// What it reports is that something is missing: advice in a draft.
    pub completeness: bool,
    /// The phrases of a rule that is its page alone.
    pub(crate) lexical: Option<Shared<Table>>,
    /// The first paragraph: what the rule reports.
    pub summary: Text,
    /// The page as it was written.
    pub(crate) source: Text,
}

/// A document on a page which the tests lint.
#[derive(Clone, Copy, Debug)]
pub struct Example<'p> {
    /// `bad`: exactly one finding of this rule; otherwise none.
    pub bad: bool,
    /// The name of its file, where one stands behind `bad` or `good`.
    pub file_name: Option<&'p str>,
    /// The document.
    pub text: &'p str,
    /// The line of the page on which the fence opens, counted from 1.
    pub line: usize,
}

/// Why a page cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The line of the page, counted from 1.
    pub line: usize,
    /// The place in the page.
    pub span: Span,
    /// What is wrong with it.
    pub message: String,
}

impl PageError {
    /// An error that points to `range` of the page `text`.
    pub(super) fn new(text: &str, range: Range<usize>, message: impl Into<String>) -> Self {
        let start = text.floor_char_boundary(range.start);
        let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        // What goes over several lines is pointed to where it begins.
        let whole = text.get(start..text.ceil_char_boundary(range.end)).unwrap_or_default();
        let length = whole.lines().next().map_or(0, str::len);
        Self { line, span: Span::new(start, start + length), message: message.into() }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for PageError {}

/// What stands in the `toml` fence.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Declaration {
    severity: toml::Spanned<String>,
    #[serde(default)]
    params: toml::Table,
    #[serde(default)]
    yields_to: Vec<String>,
    #[serde(default)]
    completeness: bool,
    lexical: Option<Table>,
}

/// A fenced block of a page.
struct Fence<'a> {
    info: &'a str,
    text: &'a str,
    line: usize,
    /// Where its text begins in the page, in bytes.
    start: usize,
}

impl Fence<'_> {
    /// The line that opens it.
    fn opening(&self, page: &str) -> Range<usize> {
        let before = page.get(..self.start).unwrap_or_default().trim_end();
        before.rfind('\n').map_or(0, |at| at + 1)..before.len()
    }
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// When the title, the `toml` fence or the first paragraph is missing or
    /// malformed, or a fence is not closed.
    pub fn parse(text: &str) -> Result<Self, PageError> {
        let (fences, prose) = split_fences(text)?;
        let missing = |what: &str| PageError::new(text, first_line(text), what);
        let title = prose.iter().find_map(|line| line.strip_prefix("# "));
        let name = title.ok_or_else(|| missing("a page begins with `# family/name`"))?.trim().to_owned();
        let declaration = fences.iter().find(|fence| fence.info == "toml");
        let declaration =
            declaration.ok_or_else(|| missing("the `toml` fence with the severity is missing"))?;
        let at = |range: Range<usize>| range.start + declaration.start..range.end + declaration.start;
        let declared: Declaration = toml::from_str(declaration.text).map_err(|error| {
            let place =
                error.span().filter(|span| !span.is_empty()).map_or_else(|| declaration.opening(text), at);
            PageError::new(text, place, error.message())
        })?;
        let severity = parse_severity(declared.severity.get_ref()).ok_or_else(|| {
            let message =
                format!("`{}` is no severity: error, warning, advice or off", declared.severity.get_ref());
            PageError::new(text, at(declared.severity.span()), message)
        })?;
        let summary = first_paragraph(&prose)
            .ok_or_else(|| missing("the paragraph that says what the rule reports is missing"))?;
        Ok(Self {
            name: name.into(),
            severity,
            params: declared.params.into(),
            yields_to: declared.yields_to.into_iter().map(Text::from).collect(),
            completeness: declared.completeness,
            lexical: declared
                .lexical
                .map(|table| Shared::Read(Arc::new(Table { base: declaration.start, ..table }))),
            summary: summary.into(),
            source: text.to_owned().into(),
        })
    }

    /// The whole page as written, without its `toml` fence.
    #[must_use]
    pub fn text(&self) -> String {
        // A page whose fences are not closed was not read to begin with.
        let (fences, _) = split_fences(&self.source).unwrap_or_default();
        let declaration = fences.iter().find(|fence| fence.info == "toml");
        declaration.map(|declaration| without_declaration(&self.source, declaration)).unwrap_or_default()
    }

    /// The examples, in order.
    #[must_use]
    pub fn examples(&self) -> Vec<Example<'_>> {
        let (fences, _) = split_fences(&self.source).unwrap_or_default();
        fences.iter().filter_map(example).collect()
    }

    /// Whether the page is the whole rule: it holds the phrases that count.
    #[must_use]
    pub const fn is_lexical(&self) -> bool {
        self.lexical.is_some()
    }

    /// `timeline` of `timeline/out-of-order`.
    #[must_use]
    pub fn family(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

/// The severity that a word names; `Some(None)` is "off".
#[must_use]
pub fn parse_severity(word: &str) -> Option<Option<Severity>> {
    match word {
        "error" => Some(Some(Severity::Error)),
        "warning" => Some(Some(Severity::Warning)),
        "advice" => Some(Some(Severity::Advice)),
        "off" => Some(None),
        _ => None,
    }
}

fn example<'p>(fence: &Fence<'p>) -> Option<Example<'p>> {
    let mut words = fence.info.split_whitespace();
    let bad = match (words.next(), words.next()) {
        (Some("markdown"), Some("bad")) => true,
        (Some("markdown"), Some("good")) => false,
        _ => return None,
    };
    Some(Example { bad, file_name: words.next(), text: fence.text, line: fence.line })
}

fn first_line(text: &str) -> Range<usize> {
    0..text.lines().next().map_or(0, str::len)
}

/// The fences, and the lines outside them.
fn split_fences(text: &str) -> Result<(Vec<Fence<'_>>, Vec<&str>), PageError> {
    let mut fences = Vec::new();
    let mut prose = Vec::new();
    let mut open: Option<(&str, Fence<'_>)> = None;
    let mut at = 0;
    for (i, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim_end_matches(['\r', '\n']);
        let before = at;
        at += whole.len();
        let ticks = fence_marker(line);
        open = match (open, ticks) {
            (Some((marker, fence)), Some(ticks)) if ticks == marker && line.trim() == ticks => {
                fences.push(Fence { text: text.get(fence.start..before).unwrap_or_default(), ..fence });
                None
            }
            (None, Some(ticks)) => {
                let info = line.trim_start_matches(ticks).trim();
                Some((ticks, Fence { info, text: "", line: i + 1, start: at }))
            }
            (None, None) => {
                prose.push(line);
                None
            }
            (open, _) => open,
        };
    }
    match open {
        Some((_, fence)) => Err(PageError::new(text, fence.opening(text), "this fence is not closed")),
        None => Ok((fences, prose)),
    }
}

/// The run of three or more backticks or tildes that a line begins with.
fn fence_marker(line: &str) -> Option<&str> {
    let first = line.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|&byte| byte == first).count();
    (length >= 3).then(|| line.get(..length)).flatten()
}

fn first_paragraph(prose: &[&str]) -> Option<String> {
    let lines: Vec<&str> = prose
        .iter()
        .map(|line| line.trim())
        .skip_while(|line| line.is_empty() || line.starts_with('#'))
        .take_while(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// The page without its `toml` fence; one blank line stands there.
fn without_declaration(text: &str, declaration: &Fence<'_>) -> String {
    let before = text.get(..declaration.opening(text).start).unwrap_or_default().trim_end();
    let end = declaration.start + declaration.text.len();
    let behind = text.get(end..).and_then(|closing| closing.split_once('\n')).map_or("", |(_, rest)| rest);
    let behind = behind.trim_start_matches(['\r', '\n']).trim_end();
    let page = format!("{before}\n\n{behind}\n");
    if page.contains('\r') { page.replace("\r\n", "\n") } else { page }
}
