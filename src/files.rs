//! Finding the documents that paths name, and reading them; and which
//! configuration governs each.
//!
//! A named file is always a document. A folder is walked as git sees it, for
//! Markdown files that look like a postmortem.

mod configs;
mod disk;
mod interrupt;
mod replace;
mod report;

pub use configs::{Configs, Governed, Governing};
pub use disk::{Disk, from_root, is_folder, is_same, is_there};
pub use interrupt::stop_between_files;
pub use replace::replace;
pub use report::write_report;

use crate::document::looks_like_postmortem;
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// The largest file that is read, in bytes.
pub const LIMIT: u64 = 32 * 1024 * 1024;
/// A mebibyte.
const MIB: u64 = 1024 * 1024;
/// The error numbers of a loop of links: Linux; macOS and the BSDs.
const LOOPS: [i32; 2] = [40, 62];
/// What the names of Markdown files end with.
const MARKDOWN: [&str; 3] = ["md", "markdown", "mdx"];

/// Something that could not be read, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, as it is printed.
    pub path: String,
    /// What is the matter: lower case, no full stop.
    pub message: String,
}

impl Problem {
    fn new(path: &Path, message: impl Into<String>) -> Self {
        Self { path: display(path), message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// A file that may be a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// It was named, not found in a folder; or it was chosen there.
    pub named: bool,
    /// The folders it was found in, as indexes of [`Found::folders`].
    pub folders: Vec<usize>,
    /// Why it is not to be linted, where it is not.
    pub left_out: Option<String>,
}

/// What is to become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is linted if it was named or looks like a postmortem.
    Usual,
    /// It is linted, whatever it is.
    Take,
    /// It is not linted, for this reason.
    Leave(String),
}

/// What paths lead to.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, each once, sorted by the path that is printed.
    pub candidates: Vec<Candidate>,
    /// The folders that were named.
    pub folders: Vec<PathBuf>,
    /// What could not be looked into.
    pub problems: Vec<Problem>,
    /// What was passed over, and why.
    pub passed_over: Vec<Problem>,
}

/// What reading a candidate gives.
#[derive(Debug)]
pub enum Reading {
    /// A document to lint.
    Document(String),
    /// A Markdown file that is something else.
    PassedOver,
}

/// A path as it is printed: with `/`, without `./`, and with `\u{fffd}` for
/// what is not UTF-8.
#[must_use]
pub fn display(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let text = plain.to_string_lossy();
    match text.as_ref() {
        "" => ".".to_owned(),
        text if MAIN_SEPARATOR == '/' => text.to_owned(),
        text => text.replace(MAIN_SEPARATOR, "/"),
    }
}

/// The files that `paths` name, and those that may be documents in the folders
/// among them.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Found {
    find_chosen(paths, &|_, _| Choice::Usual)
}

/// The same where `choose` has a say in each file; it is told whether the file
/// was named.
#[must_use]
pub fn find_chosen(paths: &[PathBuf], choose: &dyn Fn(&Path, bool) -> Choice) -> Found {
    let mut found = Found::default();
    let mut files = Files::default();
    for path in paths {
        match fs::metadata(path) {
            Err(error) => found.problems.push(Problem::new(path, reason(path, &error))),
            Ok(meta) if meta.is_dir() => {
                found.folders.push(path.clone());
                let folder = found.folders.len() - 1;
                walk(path, folder, choose, &mut files, &mut found);
            }
            Ok(_) => {
                let left_out = match choose(path, true) {
                    Choice::Leave(why) => Some(why),
                    Choice::Usual | Choice::Take => None,
                };
                files.add(Candidate { path: path.clone(), named: true, folders: Vec::new(), left_out });
            }
        }
    }
    found.candidates = files.in_order();
    found
}

/// Candidates by the file they are in truth, so that none is linted twice.
#[derive(Default)]
struct Files {
    by_identity: HashMap<PathBuf, Candidate>,
}

impl Files {
    fn add(&mut self, candidate: Candidate) {
        // What has no canonical path (a pipe) is itself.
        let identity = fs::canonicalize(&candidate.path).unwrap_or_else(|_| candidate.path.clone());
        match self.by_identity.entry(identity) {
            Entry::Vacant(entry) => {
                entry.insert(candidate);
            }
            Entry::Occupied(mut entry) => {
                let known = entry.get_mut();
                known.folders.extend(candidate.folders);
                known.left_out = known.left_out.take().and(candidate.left_out);
                // A file that is named is linted whatever it holds.
                if candidate.named && !known.named {
                    known.named = true;
                    known.path = candidate.path;
                }
            }
        }
    }

    fn in_order(self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self.by_identity.into_values().collect();
        candidates.sort_by_cached_key(|candidate| (display(&candidate.path), candidate.path.clone()));
        candidates
    }
}

/// Adds the Markdown files of a folder. Links to folders are not followed, so
/// a walk always ends.
fn walk(
    path: &Path,
    folder: usize,
    choose: &dyn Fn(&Path, bool) -> Choice,
    files: &mut Files,
    found: &mut Found,
) {
    let walk = WalkBuilder::new(path).require_git(false).sort_by_file_path(Ord::cmp).build();
    for entry in walk {
        match entry {
            Ok(entry) => look_at(&entry, folder, choose, files, found),
            Err(error) => found.problems.push(walk_problem(path, &error)),
        }
    }
}

fn look_at(
    entry: &DirEntry,
    folder: usize,
    choose: &dyn Fn(&Path, bool) -> Choice,
    files: &mut Files,
    found: &mut Found,
) {
    let is_link = entry.path_is_symlink();
    if entry.file_type().is_some_and(|kind| kind.is_dir()) {
        return;
    }
    let choice = choose(entry.path(), false);
    let may_be_one = is_markdown(entry.path()) || choice == Choice::Take;
    if !may_be_one && !is_link {
        return;
    }
    match fs::metadata(entry.path()) {
        Ok(meta) if meta.is_dir() => {
            found
                .passed_over
                .push(Problem::new(entry.path(), "a link to a folder; name it to have it searched"));
        }
        Ok(meta) if meta.is_file() && may_be_one => {
            let (named, left_out) = match choice {
                Choice::Usual => (false, None),
                Choice::Take => (true, None),
                Choice::Leave(why) => (false, Some(why)),
            };
            files.add(Candidate { path: entry.path().to_owned(), named, folders: vec![folder], left_out });
        }
        Ok(_) => {}
        Err(_) if matches!(choice, Choice::Leave(_)) => {}
        Err(error) if may_be_one => {
            found.problems.push(Problem::new(entry.path(), reason(entry.path(), &error)));
        }
        Err(_) => {}
    }
}

/// Whether a file is Markdown by its name.
#[must_use]
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| MARKDOWN.contains(&extension.as_str()))
}

/// What went wrong in a walk, with the path nearest to it that is known.
fn walk_problem(root: &Path, error: &ignore::Error) -> Problem {
    match error {
        ignore::Error::WithPath { path, err } => walk_problem(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            walk_problem(root, err)
        }
        ignore::Error::Io(io) => Problem::new(root, reason(root, io)),
        other => Problem::new(root, other.to_string()),
    }
}

/// Reads a candidate; one that was not named must look like a postmortem.
///
/// # Errors
/// When it cannot be read, is too large or is no text.
pub fn read(candidate: &Candidate) -> Result<Reading, Problem> {
    let path = &candidate.path;
    let too_large = |size: Option<u64>| Problem::new(path, too_large(size));
    let file = File::open(path).map_err(|error| Problem::new(path, reason(path, &error)))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    if size > LIMIT {
        return Err(too_large(Some(size)));
    }
    let bytes = limited(file, size).map_err(|error| Problem::new(path, reason(path, &error)))?;
    let bytes = bytes.ok_or_else(|| too_large(None))?;
    let text = decode(bytes).map_err(|message| Problem::new(path, message))?;
    if candidate.named || looks_like_postmortem(&display(path), &text) {
        Ok(Reading::Document(text))
    } else {
        Ok(Reading::PassedOver)
    }
}

/// Reads standard input, known as `name`.
///
/// # Errors
/// When it cannot be read, is too large or is no text.
pub fn read_stdin(name: &str) -> Result<String, Problem> {
    let problem = |message: String| Problem { path: name.to_owned(), message };
    let bytes =
        limited(io::stdin().lock(), 0).map_err(|error| problem(format!("cannot be read: {error}")))?;
    let bytes = bytes.ok_or_else(|| problem(too_large(None)))?;
    decode(bytes).map_err(problem)
}

/// All bytes of a source, about `size`, or none where there are more than the
/// limit.
fn limited(source: impl Read, size: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(LIMIT)).unwrap_or(0));
    source.take(LIMIT + 1).read_to_end(&mut bytes)?;
    let within = u64::try_from(bytes.len()).is_ok_and(|length| length <= LIMIT);
    Ok(within.then_some(bytes))
}

fn too_large(size: Option<u64>) -> String {
    let limit = LIMIT / MIB;
    let tenths = size.map(|size| size.saturating_mul(10).div_ceil(MIB));
    let size = tenths.map_or_else(|| format!("more than {limit}"), |n| format!("{}.{}", n / 10, n % 10));
    format!("is {size} MiB, the limit is {limit} MiB; split it or leave it out")
}

/// The text of a file's bytes, or why they are none.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("is UTF-16; save it as UTF-8".into());
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(format!("is no text (byte {at} is NUL); name Markdown files only"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let valid = error.as_bytes().get(..at).unwrap_or_default();
        let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        format!("is not UTF-8 (byte 0x{byte:02X} on line {line}, offset {at}); save it as UTF-8")
    })
}

/// Why a path cannot be read, and what to do.
fn reason(path: &Path, error: &io::Error) -> String {
    let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    match error.kind() {
        io::ErrorKind::NotFound if is_link => "is a link to nothing; mend the link or remove it".into(),
        io::ErrorKind::NotFound => "does not exist; check the path".into(),
        io::ErrorKind::PermissionDenied => "may not be read; check its permissions".into(),
        io::ErrorKind::NotADirectory => "lies in something that is no folder; check the path".into(),
        _ if is_link && error.raw_os_error().is_some_and(|code| LOOPS.contains(&code)) => {
            "is a link that leads back to itself; mend the link or remove it".into()
        }
        _ => format!("cannot be read: {error}"),
    }
}
