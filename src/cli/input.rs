//! The documents that a command is given: from standard input, files and
//! folders.

use super::config::Configs;
use super::{Console, Input, Outcome, threads};
use crate::files::{self, Candidate, Choice, Found, Governed, Reading};
use crate::output::summary::counted;
use std::path::PathBuf;

/// What stands for standard input among paths.
const DASH: &str = "-";
/// How many files are read at a time.
const BATCH: usize = 64;
/// What stands for it in messages.
pub const STDIN: &str = "<stdin>";

/// How reading the input went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many documents there were.
    pub documents: usize,
    /// Something could not be read.
    pub trouble: bool,
    /// There may be no document at all.
    pub may_be_empty: bool,
}

impl Tally {
    /// Nothing read is trouble too, unless `--allow-empty` says otherwise.
    pub const fn outcome(self) -> Outcome {
        if self.trouble || (self.documents == 0 && !self.may_be_empty) {
            Outcome::Trouble
        } else {
            Outcome::Clean
        }
    }

    const fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.trouble |= other.trouble;
    }
}

/// Hands each document that the input names to `take`, with its path as it is
/// printed and what applies to it; says what cannot be read or was passed over.
pub fn each_document(
    input: &Input,
    console: &Console,
    mut take: impl FnMut(String, String, &Governed),
) -> Tally {
    let configs = Configs::new(&input.config, console);
    let mut paths: Vec<PathBuf> = input.paths.clone();
    paths.retain(|path| path.as_os_str() != DASH);
    let dash = paths.len() < input.paths.len();
    if input.stdin_filename.is_some() && !dash {
        console.error("`--stdin-filename` names what `-` reads; add `-` to the paths");
        return Tally { trouble: true, ..Tally::default() };
    }
    if input.paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut tally = Tally { may_be_empty: input.allow_empty, ..Tally::default() };
    if dash {
        tally.add(from_stdin(input, &configs, console, &mut take));
    }
    let found = files::find_chosen(&paths, &|path, named| configs.choice(path, named && input.force));
    for problem in &found.problems {
        console.problem(problem);
        tally.trouble = true;
    }
    for passed in &found.passed_over {
        console.detail(format!("{}: passed over: {}", passed.path, passed.message));
    }
    let so_far = tally;
    tally.add(from_files(&found, &configs, console, so_far, &mut take));
    tally.trouble |= configs.trouble();
    tally
}

fn from_stdin(
    input: &Input,
    configs: &Configs<'_>,
    console: &Console,
    take: &mut impl FnMut(String, String, &Governed),
) -> Tally {
    // What has no name is governed as a file of the current folder is.
    let path = input.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("stdin.md"));
    let Some(governed) = configs.of(&path) else {
        return Tally { trouble: true, ..Tally::default() };
    };
    if input.stdin_filename.is_some()
        && let Choice::Leave(why) = configs.choice(&path, input.force)
    {
        let name = files::display(&path);
        let message = format!("{name}: passed over, nothing to lint: {why}; `--force` lints it anyway");
        say_nothing_linted(message, input.allow_empty, console);
        return Tally::default();
    }
    let name = input.stdin_filename.as_deref().map_or_else(|| STDIN.to_owned(), files::display);
    match files::read_stdin(&name) {
        Ok(text) => {
            take(name, text, &governed);
            Tally { documents: 1, ..Tally::default() }
        }
        Err(problem) => {
            console.problem(&problem);
            Tally { trouble: true, ..Tally::default() }
        }
    }
}

/// What a folder held.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    files: usize,
    documents: usize,
    left_out: usize,
}

/// `before`: what was read before this.
fn from_files(
    found: &Found,
    configs: &Configs<'_>,
    console: &Console,
    before: Tally,
    take: &mut impl FnMut(String, String, &Governed),
) -> Tally {
    let mut tally = Tally::default();
    let mut held = vec![Held::default(); found.folders.len()];
    let progress = console.progress(found.candidates.len());
    let batches = found.candidates.chunks(BATCH);
    let readings = batches.flat_map(|batch| batch.iter().zip(threads::map(batch, files::read)));
    for (candidate, reading) in readings {
        if let Some(progress) = &progress {
            progress.at(&files::display(&candidate.path));
        }
        let mut documents = 0;
        let governed = configs.of(&candidate.path);
        match reading {
            _ if candidate.left_out.is_some() => say_passed_over(candidate, console),
            Ok(Reading::Document(text)) => {
                documents = 1;
                // What a configuration that cannot be used governs is not
                // linted; that was said.
                if let Some(governed) = governed {
                    tally.documents += 1;
                    take(files::display(&candidate.path), text, &governed);
                }
            }
            Ok(Reading::PassedOver) => say_passed_over(candidate, console),
            Err(problem) => {
                console.problem(&problem);
                tally.trouble = true;
            }
        }
        for &folder in &candidate.folders {
            if let Some(held) = held.get_mut(folder) {
                held.files += 1;
                held.documents += documents;
                held.left_out += usize::from(candidate.left_out.is_some());
            }
        }
        if let Some(progress) = &progress {
            progress.step();
        }
    }
    drop(progress);
    let nothing = before.documents + tally.documents == 0;
    let accepted = before.may_be_empty;
    say_empty_folders(found, &held, nothing && !accepted, console);
    let named = found.candidates.iter().filter(|file| file.named && file.left_out.is_some()).count();
    if nothing && named > 0 && found.folders.is_empty() {
        let files = counted(named, "named file is", "named files are");
        let message = format!(
            "nothing to lint: {files} left out by the configuration; see why with `-v`, or lint them with `--force`"
        );
        say_nothing_linted(message, accepted, console);
    }
    tally
}

fn say_passed_over(candidate: &Candidate, console: &Console) {
    let path = files::display(&candidate.path);
    let usual = "too little of its title and sections is a postmortem's; name it to lint it anyway";
    let why = candidate.left_out.as_deref().unwrap_or(usual);
    console.detail(format!("{path}: passed over: {why}"));
}

/// An error, unless there may be nothing.
fn say_nothing_linted(message: String, accepted: bool, console: &Console) {
    if accepted {
        console.warning(message);
    } else {
        console.error(format!("{message}; `--allow-empty` lets such a run pass"));
    }
}

/// Says which folders held no document: an error where there was no other
/// input, since then nothing at all was looked at.
fn say_empty_folders(found: &Found, held: &[Held], nothing: bool, console: &Console) {
    for (folder, held) in found.folders.iter().zip(held).filter(|(_, held)| held.documents == 0) {
        let message = format!("{}: {}", files::display(folder), found_nothing(*held));
        if nothing {
            console.error(message);
        } else {
            console.warning(message);
        }
    }
}

/// What is said of a folder without a document.
fn found_nothing(held: Held) -> String {
    let files = |n| counted(n, "Markdown file", "Markdown files");
    match (held.files - held.left_out, held.left_out) {
        (0, 0) => {
            "no Markdown file found, nothing to lint; name a folder or file that holds postmortems".to_owned()
        }
        (0, left_out) => {
            let all = if left_out == 1 { "is" } else { "are all" };
            format!(
                "nothing to lint: {} {all} left out by the configuration; see why with `-v`, or name files and lint \
                 them with `--force`",
                files(left_out)
            )
        }
        (n, left_out) => {
            let more = match left_out {
                0 => String::new(),
                n => format!(", and {} left out by the configuration", counted(n, "is", "are")),
            };
            format!(
                "no postmortem found in {}{more}; name a file to lint it anyway, or see why with `-v`",
                files(n)
            )
        }
    }
}
