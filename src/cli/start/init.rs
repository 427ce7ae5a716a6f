//! `pmlint init`: a configuration for the postmortems below this folder.

use crate::analysis::lint_file;
use crate::cli::{Console, Outcome, write};
use crate::files::{self, Reading};
use crate::output::summary::counted;
use crate::rules::{Profile, RuleSet, profiles};
use std::cmp::Reverse;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};

/// What is written.
const NAME: &str = "pmlint.toml";

/// What is there already, under either name.
const NAMES: [&str; 2] = [NAME, ".pmlint.toml"];

/// The profile that demands nothing: nothing reports less, so that it tells
/// nothing of the documents.
const UNDEMANDING: &str = "minimal";

/// At most so many documents are linted to guess the profile.
const SAMPLE: usize = 100;

/// What lies below the folder.
#[derive(Default)]
struct Held {
    postmortems: Vec<(String, String)>,
    templates: Vec<String>,
}

/// A profile and what it finds.
struct Guess {
    profile: &'static Profile,
    findings: usize,
}

/// Writes the configuration.
pub fn init(force: bool, console: &Console) -> Outcome {
    let there = NAMES.into_iter().find(|name| Path::new(name).exists());
    let already = |name: &str| format!("{name}: is there already; `--force` writes it anew");
    if let Some(name) = there.filter(|_| !force) {
        console.error(already(name));
        return Outcome::Trouble;
    }
    let name = there.unwrap_or(NAME);
    let held = held(console);
    let guesses = guesses(&held.postmortems);
    let profile = guesses.first().map_or("default", |guess| guess.profile.name.as_ref());
    let text = configuration(profile, &held);
    let path = Path::new(name);
    let written = if force {
        files::write_report(path, &text).map_err(|problem| problem.to_string())
    } else {
        write::create(path, &text).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => already(name),
            _ => format!("{name}: cannot be written: {error}"),
        })
    };
    if let Err(why) = written {
        console.error(why);
        return Outcome::Trouble;
    }
    say(name, profile, &held, &guesses, console);
    Outcome::Clean
}

fn held(console: &Console) -> Held {
    let mut held = Held::default();
    let found = files::find(&[PathBuf::from(".")]);
    for problem in &found.problems {
        console.warning(problem);
    }
    for candidate in &found.candidates {
        let path = files::display(&candidate.path);
        match files::read(candidate) {
            Ok(Reading::Document(_)) if is_template(&candidate.path) => held.templates.push(path),
            Ok(Reading::Document(text)) => held.postmortems.push((path, text)),
            Ok(Reading::PassedOver) => {}
            // What cannot be read now can be excluded in the file.
            Err(problem) => console.warning(problem),
        }
    }
    held
}

fn is_template(path: &Path) -> bool {
    let name = path.file_stem().map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| name.contains("template"))
}

/// The profiles, the one that reports least first; of those that report the
/// same the one that demands most.
fn guesses(postmortems: &[(String, String)]) -> Vec<Guess> {
    if postmortems.is_empty() {
        return Vec::new();
    }
    let mut guesses: Vec<(Guess, usize)> = Vec::new();
    for profile in profiles().iter().filter(|profile| profile.name != UNDEMANDING) {
        let rules = RuleSet::of_profile(profile);
        let sample = postmortems.iter().take(SAMPLE);
        let findings = sample.map(|(path, text)| lint_file(path, text, &rules).len()).sum();
        let demands = rules.rules.iter().map(|rule| rule.params.words("required").len()).sum();
        guesses.push((Guess { profile, findings }, demands));
    }
    guesses.sort_by_key(|(guess, demands)| (guess.findings, Reverse(*demands)));
    guesses.into_iter().map(|(guess, _)| guess).collect()
}

fn say(name: &str, profile: &str, held: &Held, guesses: &[Guess], console: &Console) {
    if held.postmortems.is_empty() {
        console.note(format!(
            "wrote `{name}` with the profile `{profile}`; no postmortem found below this folder to guess another from"
        ));
        return;
    }
    let files = counted(held.postmortems.len(), "postmortem", "postmortems");
    console.note(format!("wrote `{name}` with the profile `{profile}` for {files}"));
    for Guess { profile, findings } in guesses {
        console.detail(format!("{}: {}", profile.name, counted(*findings, "finding", "findings")));
    }
    if guesses.first().is_some_and(|guess| guess.findings > 0) {
        console.note("`pmlint check` shows what it finds; `--write-baseline` sets it aside to begin with");
    }
}

fn configuration(profile: &str, held: &Held) -> String {
    let mut out = String::from(
        "# What pmlint checks in the postmortems of this folder and of those below.\n\
         # `pmlint rules` lists the rules, `pmlint explain RULE` says what one is for.\n\n",
    );
    let names: Vec<&str> = profiles().iter().map(|profile| profile.name.as_ref()).collect();
    let _ = writeln!(out, "# The guide they follow: {}.", names.join(", "));
    let _ = writeln!(out, "profile = \"{profile}\"\n");
    out.push_str(
        "# The time zone of documents that state none.\n\
         # timezone = \"Europe/Berlin\"\n\n\
         # What 03/04/2024 means: \"day-month\" or \"month-day\".\n\
         # date-order = \"day-month\"\n\n\
         # What fails a run: \"error\", \"warning\", \"advice\" or \"never\".\n\
         # fail-on = \"warning\"\n\n\
         # What a status says, besides \"draft\" and \"WIP\", while a document is not\n\
         # finished: what is missing is advice then.\n\
         # draft-statuses = [\"In review\"]\n\n\
         # Which files are linted. Without `include` it is the Markdown files that look\n\
         # like postmortems.\n",
    );
    let folder = common_folder(&held.postmortems);
    let _ = writeln!(out, "# include = [{}]", quoted(&format!("{folder}**/*.md")));
    if held.templates.is_empty() {
        out.push_str("# exclude = [\"**/template*.md\"]\n");
    } else {
        let templates: Vec<String> = held.templates.iter().map(|path| quoted(&escaped(path))).collect();
        let _ = writeln!(out, "exclude = [{}]", templates.join(", "));
    }
    out.push_str(
        "\n# Rules of your own, each a page of phrases.\n\
         # rule-pages = [\"docs/postmortem-rules/*.md\"]\n\n\
         # error, warning, advice, off or default; or a table that sets parameters too.\n\
         [rules]\n\
         # \"language/*\" = \"off\"\n\
         # \"suppression/missing-reason\" = \"warning\"\n\
         # \"timeline/long-gap\" = { severity = \"advice\", gap = \"2h\" }\n\n\
         # Further names of the usual parts of a report.\n\
         # [sections]\n\
         # timeline = [\"What happened when\"]\n\n\
         # Other settings for some of the files.\n\
         # [[overrides]]\n\
         # paths = [\"2019/**\"]\n\
         # rules = { \"actions/*\" = \"off\" }\n",
    );
    out
}

/// The folder that holds all of them, with a `/` at its end; empty for this
/// one.
fn common_folder(postmortems: &[(String, String)]) -> String {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut folders = postmortems.iter().map(|(path, _)| folder(path));
    let mut common = folders.next().unwrap_or_default();
    for other in folders {
        while !other.starts_with(&common) {
            common = folder(common.trim_end_matches('/'));
        }
    }
    escaped(&common)
}

/// A path as a pattern that means this path alone.
fn escaped(path: &str) -> String {
    let mut out = String::new();
    for c in path.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}') {
            let _ = write!(out, "[{c}]");
        } else {
            out.push(c);
        }
    }
    out
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
