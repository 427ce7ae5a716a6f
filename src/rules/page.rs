//! A rule's page: what declares, explains and proves it.
//!
//! The form is in CONTRIBUTING.md. A page is read line by line: its fences are
//! the only structure that the program needs.

use crate::finding::Severity;
use std::fmt;

/// One rule's page, read.
#[derive(Clone, Debug)]
pub struct Page {
    /// `family/name`.
    pub name: String,
    /// The severity by default; `None` is "off".
    pub severity: Option<Severity>,
    /// The parameters with their default values.
    pub params: toml::Table,
    /// The rules that speak instead of this one where both see one conflict.
    pub yields_to: Vec<String>,
    /// The first paragraph: what the rule reports.
    pub summary: String,
    /// The whole page as written, without its `toml` fence.
    pub text: String,
    /// The examples, in order.
    pub examples: Vec<Example>,
}

/// A document on a page which the tests lint.
#[derive(Clone, Debug)]
pub struct Example {
    /// `bad`: exactly one finding of this rule; otherwise none.
    pub bad: bool,
    /// The name of its file, where one stands behind `bad` or `good`.
    pub file_name: Option<String>,
    /// The document.
    pub text: String,
    /// The line of the page on which the fence opens, counted from 1.
    pub line: usize,
}

/// Why a page cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The line of the page, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
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
    severity: String,
    #[serde(default)]
    params: toml::Table,
    #[serde(default)]
    yields_to: Vec<String>,
}

/// A line with its number, counted from 1.
type NumberedLine<'a> = (usize, &'a str);

/// A fenced block of a page.
struct Fence {
    info: String,
    text: String,
    line: usize,
}

impl Page {
    /// Reads a page.
    ///
    /// # Errors
    /// When the title, the `toml` fence or the first paragraph is missing or
    /// malformed, or a fence is not closed.
    pub fn parse(text: &str) -> Result<Self, PageError> {
        let error = |line: usize, message: String| PageError { line, message };
        let (fences, prose) = split_fences(text)?;
        let name = prose
            .iter()
            .find_map(|(_, line)| line.strip_prefix("# "))
            .ok_or_else(|| error(1, "a page begins with `# family/name`".into()))?
            .trim()
            .to_owned();
        let declaration = fences
            .iter()
            .find(|fence| fence.info == "toml")
            .ok_or_else(|| error(1, "the `toml` fence with the severity is missing".into()))?;
        let declared: Declaration =
            toml::from_str(&declaration.text).map_err(|e| error(declaration.line, e.message().to_owned()))?;
        let severity = parse_severity(&declared.severity).ok_or_else(|| {
            let message = format!("`{}` is no severity: error, warning, advice or off", declared.severity);
            error(declaration.line, message)
        })?;
        let summary = first_paragraph(&prose)
            .ok_or_else(|| error(1, "the paragraph that says what the rule reports is missing".into()))?;
        let examples = fences.iter().filter_map(example).collect();
        Ok(Self {
            name,
            severity,
            params: declared.params,
            yields_to: declared.yields_to,
            summary,
            text: without_declaration(text),
            examples,
        })
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

fn example(fence: &Fence) -> Option<Example> {
    let mut words = fence.info.split_whitespace();
    let bad = match (words.next(), words.next()) {
        (Some("markdown"), Some("bad")) => true,
        (Some("markdown"), Some("good")) => false,
        _ => return None,
    };
    let file_name = words.next().map(str::to_owned);
    Some(Example { bad, file_name, text: fence.text.clone(), line: fence.line })
}

/// The fences, and the lines outside them with their numbers.
fn split_fences(text: &str) -> Result<(Vec<Fence>, Vec<NumberedLine<'_>>), PageError> {
    let mut fences = Vec::new();
    let mut prose = Vec::new();
    let mut open: Option<(&str, Fence)> = None;
    for (i, line) in text.lines().enumerate() {
        let ticks = fence_marker(line);
        match (&mut open, ticks) {
            (Some((marker, fence)), Some(ticks)) if ticks == *marker && line.trim() == ticks => {
                fences.push(Fence {
                    info: std::mem::take(&mut fence.info),
                    text: std::mem::take(&mut fence.text),
                    line: fence.line,
                });
                open = None;
            }
            (Some((_, fence)), _) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, Some(ticks)) => {
                let info = line.trim_start_matches(ticks).trim().to_owned();
                open = Some((ticks, Fence { info, text: String::new(), line: i + 1 }));
            }
            (None, None) => prose.push((i + 1, line)),
        }
    }
    match open {
        Some((_, fence)) => Err(PageError { line: fence.line, message: "this fence is not closed".into() }),
        None => Ok((fences, prose)),
    }
}

/// The run of three or more backticks or tildes that a line begins with.
fn fence_marker(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|&c| c == first).count();
    (length >= 3).then(|| line.get(..length)).flatten()
}

fn first_paragraph(prose: &[(usize, &str)]) -> Option<String> {
    let lines: Vec<&str> = prose
        .iter()
        .map(|(_, line)| line.trim())
        .skip_while(|line| line.is_empty() || line.starts_with('#'))
        .take_while(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// The page without its `toml` fence and the blank line behind it.
fn without_declaration(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    for line in lines.by_ref() {
        if line.trim() == "```toml" {
            out.push('\n');
            break;
        }
        out.push_str(line);
        out.push('\n');
    }
    for line in lines.skip_while(|line| line.trim() != "```").skip(1) {
        out.push_str(line);
        out.push('\n');
    }
    out
}
