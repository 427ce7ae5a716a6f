//! Rules from pages that are not built in: a team's own, and pages that are
//! being written.

use super::catalogue::known;
use super::{Check, Lexicon, Page, PageError, Rule, Settings, SettingsError, catalogue};
use toml::de::DeTable;

/// Longest page, in bytes.
const LARGEST: usize = 512 * 1024;

/// The rule that a team's own page declares. Such a page holds a `[lexical]`
/// table, and its name is not that of a built-in rule.
///
/// # Errors
/// When the page cannot be read, has no such table, or a phrase in it is
/// malformed; the error points into the page.
pub fn own_rule(text: &str) -> Result<Rule, PageError> {
    let rule = rule_of_page(text)?;
    if catalogue().iter().any(|known| known.page.name == rule.page.name) {
        let message = format!("`{}` is a built-in rule; give this one another name", rule.page.name);
        return Err(at_title(text, message));
    }
    Ok(rule)
}

/// The rule that a page declares, be it a team's own or the page of a built-in
/// rule, whose code then belongs to it.
///
/// # Errors
/// When the page cannot be read, or nothing can find what it reports; the
/// error points into the page.
pub fn rule_of_page(text: &str) -> Result<Rule, PageError> {
    if text.len() > LARGEST {
        let message = format!("the page is longer than {} KiB; part it into several", LARGEST / 1024);
        return Err(PageError::new(text, 0..0, message));
    }
    let page = Page::parse(text)?;
    if !is_name(&page.name) {
        let message = format!("`{}` is no name of a rule: write `family/name` in small letters", page.name);
        return Err(at_title(text, message));
    }
    if let Some(table) = &page.lexical
        && let Some(fault) = Lexicon::fault_of(table)
    {
        let at = fault.span.start + table.base..fault.span.end + table.base;
        return Err(PageError::new(text, at, fault.message));
    }
    let built_in = || {
        let known = catalogue().iter().find(|known| known.page.name == page.name);
        known.map(|known| known.check.clone()).filter(|check| !matches!(check, Check::Lexical(_)))
    };
    match Rule::lexical(page.clone()).or_else(|| built_in().map(|check| Rule { page: page.clone(), check })) {
        Some(rule) => Ok(rule),
        None => Err(at_title(text, "this page has no `[lexical]` table that says what to look for")),
    }
}

impl Settings {
    /// Reads the table `[rules]` where a team has rules of its own.
    ///
    /// # Errors
    /// All that is wrong in it, with the places.
    pub fn read_among(own: &[Rule], table: &DeTable<'_>) -> Result<Self, Vec<SettingsError>> {
        Self::read(known(own), table)
    }
}

/// `family/name`: small letters, figures and hyphens.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    name.split_once('/').is_some_and(|(family, name)| is_part(family) && is_part(name))
}

fn at_title(text: &str, message: impl Into<String>) -> PageError {
    let start = text.lines().take_while(|line| !line.starts_with("# ")).map(|line| line.len() + 1).sum();
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    PageError::new(text, start..start + length, message)
}
