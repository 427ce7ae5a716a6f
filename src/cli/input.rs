//! The documents that a command is given: from standard input, files and
//! folders.

use super::{Console, Input, Outcome};
use crate::files::{self, Candidate, Found, Reading};
use crate::output::summary::counted;
use std::path::PathBuf;

/// What stands for standard input among paths.
const DASH: &str = "-";
/// What stands for it in messages.
const STDIN: &str = "<stdin>";

/// How reading the input went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many documents there were.
    pub documents: usize,
    /// Something could not be read.
    pub trouble: bool,
}

impl Tally {
    /// Nothing read is trouble too.
    pub const fn outcome(self) -> Outcome {
        if self.trouble || self.documents == 0 { Outcome::Trouble } else { Outcome::Clean }
    }

    const fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.trouble |= other.trouble;
    }
}

/// Hands each document that the input names to `take`, with its path as it is
/// printed; says what cannot be read or was passed over.
pub fn each_document(input: &Input, console: &Console, mut take: impl FnMut(String, String)) -> Tally {
    let mut paths: Vec<PathBuf> = input.paths.clone();
    paths.retain(|path| path.as_os_str() != DASH);
    let dash = paths.len() < input.paths.len();
    if input.stdin_filename.is_some() && !dash {
        console.error("`--stdin-filename` names what `-` reads; add `-` to the paths");
        return Tally { documents: 0, trouble: true };
    }
    if input.paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    let mut tally = Tally::default();
    if dash {
        tally.add(from_stdin(input, console, &mut take));
    }
    let found = files::find(&paths);
    for problem in &found.problems {
        console.error(problem);
        tally.trouble = true;
    }
    for passed in &found.passed_over {
        console.detail(format!("{}: passed over: {}", passed.path, passed.message));
    }
    tally.add(from_files(&found, console, tally.documents == 0, &mut take));
    tally
}

fn from_stdin(input: &Input, console: &Console, take: &mut impl FnMut(String, String)) -> Tally {
    let name = input.stdin_filename.as_deref().map_or_else(|| STDIN.to_owned(), files::display);
    match files::read_stdin(&name) {
        Ok(text) => {
            take(name, text);
            Tally { documents: 1, trouble: false }
        }
        Err(problem) => {
            console.error(problem);
            Tally { documents: 0, trouble: true }
        }
    }
}

/// What a folder held.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    files: usize,
    documents: usize,
}

/// `alone`: there was no input before this.
fn from_files(found: &Found, console: &Console, alone: bool, take: &mut impl FnMut(String, String)) -> Tally {
    let mut tally = Tally::default();
    let mut held = vec![Held::default(); found.folders.len()];
    for candidate in &found.candidates {
        let mut documents = 0;
        match files::read(candidate) {
            Ok(Reading::Document(text)) => {
                documents = 1;
                take(files::display(&candidate.path), text);
            }
            Ok(Reading::PassedOver) => say_passed_over(candidate, console),
            Err(problem) => {
                console.error(problem);
                tally.trouble = true;
            }
        }
        tally.documents += documents;
        for &folder in &candidate.folders {
            if let Some(held) = held.get_mut(folder) {
                held.files += 1;
                held.documents += documents;
            }
        }
    }
    say_empty_folders(found, &held, alone && tally.documents == 0, console);
    tally
}

fn say_passed_over(candidate: &Candidate, console: &Console) {
    let path = files::display(&candidate.path);
    let why = "too little of its title and sections is a postmortem's; name it to lint it anyway";
    console.detail(format!("{path}: passed over: {why}"));
}

/// Says which folders held no document: an error where there was no other
/// input, since then nothing at all was looked at.
fn say_empty_folders(found: &Found, held: &[Held], nothing: bool, console: &Console) {
    for (folder, held) in found.folders.iter().zip(held).filter(|(_, held)| held.documents == 0) {
        let folder = files::display(folder);
        let message = if held.files == 0 {
            format!(
                "{folder}: no Markdown file found, nothing to lint; name a folder or file that holds postmortems"
            )
        } else {
            let files = counted(held.files, "Markdown file", "Markdown files");
            format!(
                "{folder}: no postmortem found in {files}; name a file to lint it anyway, or see why with `-v`"
            )
        };
        if nothing {
            console.error(message);
        } else {
            console.warning(message);
        }
    }
}
