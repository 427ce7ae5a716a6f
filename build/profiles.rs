//! The profiles of `rules/profiles` as a table.

use crate::code::{list, option, severity, span, text, values};
use crate::fault::{Fault, read};
use crate::pages;
use crate::rules::glob::Form;
use crate::rules::profile::Profile;
use crate::rules::settings::{Level, Setting};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The folder of the profiles.
const FOLDER: &str = "rules/profiles";

/// The profiles in the order in which they are listed; the first is the default
/// one.
const NAMES: [&str; 9] =
    ["default", "minimal", "sre", "pagerduty", "atlassian", "gitlab", "wikimedia", "ccadb", "alx"];

/// The source of `PROFILES`.
pub fn make(root: &Path) -> Result<String, Vec<Fault>> {
    // What is wrong with a page is said where the pages are made.
    let Ok(pages) = pages::all(root) else { return Ok(String::new()) };
    let mut profiles = Vec::new();
    let mut faults = unlisted(root);
    for name in NAMES {
        let file = format!("{FOLDER}/{name}.toml");
        let source = match read(root, &file) {
            Ok(source) => source,
            Err(missing) => {
                faults.extend(missing);
                continue;
            }
        };
        match Profile::read(pages.iter(), name, &source) {
            Ok(read) => match profile(&read) {
                Ok(profile) => profiles.push(profile),
                Err(message) => faults.push(Fault::of(&file, message)),
            },
            Err(errors) => faults.extend(
                errors.into_iter().map(|error| Fault::at(&file, &source, &error.span.range(), error.message)),
            ),
        }
    }
    let source = format!("static PROFILES: [Profile; {}] = [\n{}];\n", profiles.len(), profiles.concat());
    if faults.is_empty() { Ok(source) } else { Err(faults) }
}

/// The files that no list names.
fn unlisted(root: &Path) -> Vec<Fault> {
    let entries = fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten();
    let files: BTreeSet<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let listed = |file: &&String| file.strip_suffix(".toml").is_some_and(|name| NAMES.contains(&name));
    let unlisted = files.iter().filter(|file| !listed(file));
    unlisted
        .map(|file| Fault::of(&format!("{FOLDER}/{file}"), "is not listed in build/profiles.rs"))
        .collect()
}

fn profile(profile: &Profile) -> Result<String, String> {
    let settings = profile.settings.entries.iter().map(setting).collect::<Result<Vec<_>, _>>()?;
    Ok(format!(
        "    Profile {{
        name: {},
        title: {},
        sources: {},
        settings: Settings {{ entries: Cow::Borrowed(&[{}]) }},
    }},\n",
        text(&profile.name),
        text(&profile.title),
        list(profile.sources.iter(), |source| text(source)),
        settings.concat(),
    ))
}

fn setting(setting: &Setting) -> Result<String, String> {
    let rules = &setting.rules;
    let form = match &rules.form {
        Form::Plain => "Form::Plain",
        Form::Stars => "Form::Stars",
        Form::Compiled(matcher) => match *matcher {},
    };
    let level = |level| match level {
        Level::Default => "Level::Default".to_owned(),
        Level::Set(set) => format!("Level::Set({})", option(set, severity)),
    };
    Ok(format!(
        "
            Setting {{
                rules: RuleGlob {{ pattern: {}, form: {form}, is_name: {} }},
                at: {},
                level: {},
                params: {},
            }},",
        text(&rules.pattern),
        rules.is_name,
        span(setting.at),
        option(setting.level, level),
        values(&setting.params)?,
    ))
}
