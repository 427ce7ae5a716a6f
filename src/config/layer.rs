//! One configuration file: its keys and their values, checked.

use super::{ConfigError, FailOn, Globs};
use crate::document::Role;
use crate::facts::time::value::Zone;
use crate::incident::DateOrder;
use crate::rules::{Profile, Rule, Settings, SettingsError, nearest};
use crate::span::Span;
use std::ops::Range;
use std::path::PathBuf;
use toml::de::{DeTable, DeValue};

/// The keys of a configuration.
pub const KEYS: [&str; 12] = [
    "extends",
    "profile",
    "timezone",
    "date-order",
    "fail-on",
    "draft-statuses",
    "include",
    "exclude",
    "rule-pages",
    "sections",
    "rules",
    "overrides",
];

/// A configuration file before it is understood.
pub(super) struct Source {
    /// As it is printed.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The folder it lies in.
    pub(super) folder: PathBuf,
    pub(super) text: String,
}

impl Source {
    pub(super) fn error(&self, span: Option<Span>, message: String) -> ConfigError {
        ConfigError { path: self.name.clone(), text: self.text.clone(), span, message }
    }
}

/// What one configuration file says, each with its place in it.
#[derive(Default)]
pub struct Layer {
    /// The file, as it is printed.
    pub name: String,
    /// Where its patterns begin: the folder it lies in, or where the files are
    /// elsewhere, that of the configuration that extends it.
    pub folder: PathBuf,
    /// Its text.
    pub text: String,
    /// The profile.
    pub profile: Option<(&'static Profile, Span)>,
    /// The zone of documents that state none.
    pub zone: Option<(Zone, Span)>,
    /// The order of numeric dates in documents that do not show it.
    pub date_order: Option<(DateOrder, Span)>,
    /// What fails a run.
    pub fail_on: Option<(FailOn, Span)>,
    /// Further statuses of documents that are not finished.
    pub drafts: Vec<(String, Span)>,
    /// Further names of sections.
    pub sections: Vec<(Role, String)>,
    /// What it says of the rules.
    pub rules: Settings,
    /// What it says of the rules for some paths.
    pub overrides: Vec<Override>,
    /// The files that are linted.
    pub include: Option<(Globs, Span)>,
    /// The files that are not.
    pub exclude: Option<(Globs, Span)>,
}

/// What is said of the rules for some paths.
pub struct Override {
    /// The paths.
    pub paths: Globs,
    /// What is said of the rules.
    pub rules: Settings,
}

/// A value of the file with its place.
type Value<'a> = toml::Spanned<DeValue<'a>>;

/// What is wrong so far.
type Faults = Vec<SettingsError>;

/// A word with its place.
type Word = (String, Range<usize>);

impl Layer {
    /// The file that this one extends.
    pub(super) fn extends(table: &DeTable<'_>) -> Option<Word> {
        let value = table.get("extends")?;
        Some((value.get_ref().as_str()?.to_owned(), value.span()))
    }

    /// The globs of the team's own rule pages.
    pub(super) fn rule_pages(table: &DeTable<'_>, faults: &mut Faults) -> Vec<Word> {
        table.get("rule-pages").map(|value| words("rule-pages", value, faults)).unwrap_or_default()
    }

    /// Reads a file where these rules are known besides the built-in ones.
    pub(super) fn read(source: &Source, table: &DeTable<'_>, own: &[Rule], faults: &mut Faults) -> Self {
        let mut layer = Self { name: source.name.clone(), text: source.text.clone(), ..Self::default() };
        for (key, value) in table {
            let span = Span::from(value.span());
            match key.get_ref().as_ref() {
                "extends" => drop(word("extends", value, faults)),
                // These were read before: their rules are known by now.
                "rule-pages" => {}
                "profile" => layer.profile = profile(value, faults).map(|profile| (profile, span)),
                "timezone" => layer.zone = zone(value, faults).map(|zone| (zone, span)),
                "date-order" => layer.date_order = date_order(value, faults).map(|order| (order, span)),
                "fail-on" => layer.fail_on = fail_on(value, faults).map(|fail_on| (fail_on, span)),
                "draft-statuses" => layer.drafts = drafts(value, faults),
                "include" => layer.include = globs("include", value, faults).map(|globs| (globs, span)),
                "exclude" => layer.exclude = globs("exclude", value, faults).map(|globs| (globs, span)),
                "sections" => layer.sections = sections(value, faults),
                "rules" => layer.rules = settings(value, own, faults),
                "overrides" => layer.overrides = overrides(value, own, faults),
                unknown => faults.push(unknown_key("a configuration", unknown, key.span(), &KEYS)),
            }
        }
        layer
    }
}

fn unknown_key(of: &str, key: &str, at: Range<usize>, keys: &[&str]) -> SettingsError {
    let hint = match nearest(key, keys.iter().copied()) {
        _ if key.contains('/') => "; rules are set in `[rules]`".to_owned(),
        Some(known) => format!("; the nearest is `{known}`"),
        None => format!("; there are {}", quoted(keys)),
    };
    SettingsError::new(at, format!("{of} has no key `{key}`{hint}"))
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn of_type(key: &str, wanted: &str, value: &Value<'_>, faults: &mut Faults) {
    let message = format!("`{key}` is {wanted}, not of type {}", value.get_ref().type_str());
    faults.push(SettingsError::new(value.span(), message));
}

fn word(key: &str, value: &Value<'_>, faults: &mut Faults) -> Option<String> {
    let word = value.get_ref().as_str().map(str::to_owned);
    if word.is_none() {
        of_type(key, "one word or path in quotes", value, faults);
    }
    word
}

fn words(key: &str, value: &Value<'_>, faults: &mut Faults) -> Vec<Word> {
    let DeValue::Array(items) = value.get_ref() else {
        of_type(key, "a list", value, faults);
        return Vec::new();
    };
    let mut words = Vec::new();
    for item in items {
        match item.get_ref().as_str() {
            Some(word) => words.push((word.to_owned(), item.span())),
            None => of_type(key, "a list of words in quotes", item, faults),
        }
    }
    words
}

fn profile(value: &Value<'_>, faults: &mut Faults) -> Option<&'static Profile> {
    let name = word("profile", value, faults)?;
    let named = Profile::named(&name);
    named.map_err(|unknown| faults.push(SettingsError::new(value.span(), unknown.to_string()))).ok()
}

fn zone(value: &Value<'_>, faults: &mut Faults) -> Option<Zone> {
    let name = word("timezone", value, faults)?;
    let zone = Zone::from_name(&name);
    if zone.is_none() {
        let city = |known: &'static str| known.rsplit('/').next().unwrap_or(known);
        let lower = name.to_lowercase();
        let same = Zone::names().find(|known| {
            known.to_lowercase() == lower || city(known).to_lowercase() == lower.replace(' ', "_")
        });
        // What is near an abbreviation is another one, often hours away.
        let regions = || Zone::names().filter(|known| known.contains('/'));
        let nearest = same.or_else(|| nearest(&name, regions()).filter(|_| !is_abbreviation(&name)));
        let hint = match nearest {
            Some(known) => format!("; the nearest is `{known}`"),
            None if is_abbreviation(&name) => {
                "; an abbreviation leaves the season open, write a region such as `Europe/Berlin`".to_owned()
            }
            None => "; write `UTC` or a name such as `Europe/Berlin`".to_owned(),
        };
        faults.push(SettingsError::new(value.span(), format!("no time zone is called `{name}`{hint}")));
    }
    zone
}

/// Whether a word has the look of `PST` or `CEST`.
fn is_abbreviation(name: &str) -> bool {
    (2..=5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn date_order(value: &Value<'_>, faults: &mut Faults) -> Option<DateOrder> {
    let name = word("date-order", value, faults)?;
    let order = DateOrder::from_name(&name);
    if order.is_none() {
        let orders = quoted(&DateOrder::ALL.map(DateOrder::name));
        let message = format!("`{name}` is no order of dates: there are {orders}");
        faults.push(SettingsError::new(value.span(), message));
    }
    order
}

fn fail_on(value: &Value<'_>, faults: &mut Faults) -> Option<FailOn> {
    let name = word("fail-on", value, faults)?;
    let fail_on = FailOn::from_name(&name);
    if fail_on.is_none() {
        let all = quoted(&FailOn::ALL.map(FailOn::name));
        let message = format!("`{name}` cannot fail a run: there are {all}");
        faults.push(SettingsError::new(value.span(), message));
    }
    fail_on
}

fn drafts(value: &Value<'_>, faults: &mut Faults) -> Vec<(String, Span)> {
    let (empty, said): (Vec<Word>, Vec<Word>) =
        words("draft-statuses", value, faults).into_iter().partition(|(status, _)| status.trim().is_empty());
    faults.extend(empty.into_iter().map(|(_, at)| SettingsError::new(at, "an empty word is no status")));
    said.into_iter().map(|(status, at)| (status.trim().to_owned(), at.into())).collect()
}

fn globs(key: &str, value: &Value<'_>, faults: &mut Faults) -> Option<Globs> {
    let before = faults.len();
    let words = words(key, value, faults);
    let globs = Globs::new(&words).map_err(|errors| faults.extend(errors)).ok();
    globs.filter(|_| faults.len() == before)
}

fn sections(value: &Value<'_>, faults: &mut Faults) -> Vec<(Role, String)> {
    let DeValue::Table(table) = value.get_ref() else {
        of_type("sections", "a table of names by part: `timeline = [\"What happened when\"]`", value, faults);
        return Vec::new();
    };
    let mut names = Vec::new();
    for (key, value) in table {
        match Role::from_name(key.get_ref()) {
            Some(role) => {
                let words = words(key.get_ref(), value, faults);
                names.extend(words.into_iter().map(|(name, _)| (role, name)));
            }
            None => {
                let parts = Role::ALL.map(Role::name);
                let hint = nearest(key.get_ref(), parts.into_iter()).map_or_else(
                    || format!("; there are {}", quoted(&parts)),
                    |known| format!("; the nearest is `{known}`"),
                );
                let message = format!("no part of a report is called `{}`{hint}", key.get_ref());
                faults.push(SettingsError::new(key.span(), message));
            }
        }
    }
    names
}

fn settings(value: &Value<'_>, own: &[Rule], faults: &mut Faults) -> Settings {
    let DeValue::Table(table) = value.get_ref() else {
        of_type("rules", "a table of rules", value, faults);
        return Settings::default();
    };
    Settings::read_among(own, table).map_err(|errors| faults.extend(errors)).unwrap_or_default()
}

/// The keys of an override.
const OVERRIDE: [&str; 2] = ["paths", "rules"];

fn overrides(value: &Value<'_>, own: &[Rule], faults: &mut Faults) -> Vec<Override> {
    let tables = match value.get_ref() {
        DeValue::Array(items) => items,
        _ => {
            of_type("overrides", "a list of tables: write `[[overrides]]`", value, faults);
            return Vec::new();
        }
    };
    tables.iter().filter_map(|item| one_override(item, own, faults)).collect()
}

fn one_override(item: &Value<'_>, own: &[Rule], faults: &mut Faults) -> Option<Override> {
    let DeValue::Table(table) = item.get_ref() else {
        of_type("overrides", "a list of tables: write `[[overrides]]`", item, faults);
        return None;
    };
    let unknown = || table.iter().filter(|(key, _)| !OVERRIDE.contains(&key.get_ref().as_ref()));
    for (key, _) in unknown() {
        faults.push(unknown_key("an override", key.get_ref(), key.span(), &OVERRIDE));
    }
    let misspelt =
        |wanted| unknown().any(|(key, _)| nearest(key.get_ref(), OVERRIDE.into_iter()) == Some(wanted));
    let rules = table.get("rules").map(|value| settings(value, own, faults));
    let paths = table.get("paths").map(|value| globs("paths", value, faults));
    for (missing, key) in [(rules.is_none(), "rules"), (paths.is_none(), "paths")] {
        if missing && !misspelt(key) {
            faults.push(SettingsError::new(item.span(), format!("this override has no `{key}`")));
        }
    }
    Some(Override { paths: paths??, rules: rules? })
}
