//! Which lines changed since a commit, as git knows it, and what was found in
//! the files before.

use super::RulesOf;
use super::before::Before;
use crate::analysis::lint_file;
use crate::cli::Console;
use crate::cli::input::STDIN;
use crate::finding::Finding;
use crate::output::Report;
use crate::span::Span;
use imara_diff::{Algorithm, Diff, InternedInput};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How many files one call of git is asked about.
const CHUNK: usize = 200;

/// What is said to git by its environment and not meant here: what a hook's git
/// says of itself, where this may be another repository, and how many lines to
/// show around a change.
const NOT_MEANT: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_DIFF_OPTS"];

/// What became of a file.
#[derive(Clone, Debug)]
enum Change {
    /// All of it counts as changed.
    New,
    /// It has another text than the file of this name.
    From(String),
}

/// Lines that changed, counted from 1.
type Lines = Vec<RangeInclusive<usize>>;

/// Takes out the findings that were there at `reference` and have no place on a
/// line that changed since, and says how many there were.
///
/// What was found before is asked only of files that changed and have findings
/// elsewhere, by the rules of today: what is new is the work of the change, not
/// of a rule that was switched on.
pub fn keep_changed(
    reference: &str,
    reports: &mut [Report],
    rules: &RulesOf,
    console: &Console,
) -> Result<usize, String> {
    if reference.is_empty() || reference.starts_with('-') {
        return Err(format!(
            "`{reference}` is no name of a commit; give `--changed-since` a branch, tag or commit"
        ));
    }
    let mut by_repository: BTreeMap<PathBuf, Vec<(String, &mut Report)>> = BTreeMap::new();
    let mut folders = HashMap::new();
    for report in reports.iter_mut().filter(|report| !report.diagnostics.is_empty()) {
        let (repository, name) = place_of(&report.path, &mut folders)?;
        by_repository.entry(repository).or_default().push((name, report));
    }
    let mut hidden = 0;
    for (folder, files) in by_repository {
        let repository = Repository::open(&folder, reference, console)?;
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        let changes = repository.changes(&names)?;
        for (name, report) in files {
            let saved = fs::read(&report.path).is_ok_and(|saved| saved == report.text.as_bytes());
            let old = match (changes.get(&name), saved) {
                (Some(Change::New), _) => continue,
                (None, true) => {
                    hidden += report.diagnostics.len();
                    report.diagnostics.clear();
                    continue;
                }
                (Some(Change::From(old)), _) => old,
                (None, false) => &name,
            };
            // What an editor has not saved yet, git has not seen.
            let lines = if saved {
                repository.lines(old, &name)?
            } else {
                unsaved(&repository.text(old)?, &report.text)
            };
            let mut kept = touched(report, &lines);
            if kept.contains(&false)
                && let Some(rules) = rules.get(&report.path)
            {
                let text = repository.text(old)?;
                let diagnostics = lint_file(old, &text, rules);
                let before = Report { path: old.clone(), text, diagnostics, fails_at: None, picture: None };
                let news = Before::of(&before).news(report);
                kept = kept.iter().zip(news).map(|(touched, new)| *touched || new).collect();
            }
            hidden += kept.iter().filter(|kept| !**kept).count();
            let mut kept = kept.into_iter();
            report.diagnostics.retain(|_| kept.next().unwrap_or(true));
        }
    }
    Ok(hidden)
}

/// The repository of a file, and its path in there.
fn place_of(
    path: &str,
    folders: &mut HashMap<PathBuf, (PathBuf, String)>,
) -> Result<(PathBuf, String), String> {
    let missing = "`--changed-since` compares files; standard input is none";
    if path == STDIN {
        return Err(missing.to_owned());
    }
    let whole = fs::canonicalize(path).map_err(|error| format!("{path}: cannot be compared: {error}"))?;
    let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(format!("{path}: cannot be compared"));
    };
    let known = match folders.get(folder) {
        Some(known) => known.clone(),
        None => {
            let found = repository_of(folder)
                .map_err(|why| format!("{path}: `--changed-since` needs a git repository: {why}"))?;
            folders.insert(folder.to_owned(), found.clone());
            found
        }
    };
    Ok((known.0, format!("{}{}", known.1, name.to_string_lossy())))
}

/// The top folder of the repository that holds `folder`, and the way from
/// there to it, with a `/` at its end.
fn repository_of(folder: &Path) -> Result<(PathBuf, String), String> {
    let top = git(folder, ["rev-parse", "--show-toplevel"])?;
    let prefix = git(folder, ["rev-parse", "--show-prefix"])?;
    Ok((PathBuf::from(top.trim_end_matches(['\r', '\n'])), prefix.trim_end_matches(['\r', '\n']).to_owned()))
}

/// A repository, and the commit that its files are compared with.
struct Repository {
    folder: PathBuf,
    commit: String,
}

impl Repository {
    fn open(folder: &Path, reference: &str, console: &Console) -> Result<Self, String> {
        let named = format!("{reference}^{{commit}}");
        let commit = git(folder, ["rev-parse", "--verify", "--quiet", &named]).map_err(|_| {
            format!(
                "git knows no commit `{reference}` in {}; correct the name, or fetch it (a shallow clone lacks it)",
                crate::files::display(folder)
            )
        })?;
        let commit = commit.trim().to_owned();
        let parted = git(folder, ["merge-base", &commit, "HEAD"]);
        if parted.is_err() {
            let shallow = git(folder, ["rev-parse", "--is-shallow-repository"]);
            let shallow = shallow.is_ok_and(|answer| answer.trim() == "true");
            let far = if shallow { " as far as this shallow clone reaches" } else { "" };
            console.warning(format!(
                "`{reference}` shares no commit with the current one{far}: what changed there counts as changed too"
            ));
        }
        let commit = parted.map_or(commit, |parted| parted.trim().to_owned());
        Ok(Self { folder: folder.to_owned(), commit })
    }

    /// What became of these files; nothing of those that did not change.
    fn changes(&self, names: &[&str]) -> Result<HashMap<String, Change>, String> {
        let wanted: HashSet<&str> = names.iter().copied().collect();
        let listed = git(
            &self.folder,
            ["diff", "--name-status", "-z", "-M", "--no-relative", "--no-ext-diff", &self.commit, "--"],
        )?;
        let mut changes = HashMap::new();
        let mut fields = listed.split('\0').filter(|field| !field.is_empty());
        while let (Some(status), Some(old)) = (fields.next(), fields.next()) {
            let (name, change) = match status.chars().next() {
                Some('R') => (fields.next().unwrap_or(old), Change::From(old.to_owned())),
                Some('C') => (fields.next().unwrap_or(old), Change::New),
                Some('M' | 'T') => (old, Change::From(old.to_owned())),
                _ => (old, Change::New),
            };
            if wanted.contains(name) {
                // A file in conflict is listed twice, once as unmerged.
                changes.entry(name.to_owned()).or_insert(change);
            }
        }
        let rest: Vec<&str> = names.iter().copied().filter(|name| !changes.contains_key(*name)).collect();
        for name in self.untracked(&rest)? {
            changes.insert(name, Change::New);
        }
        Ok(changes)
    }

    /// Those of these files that git does not keep: they are new.
    fn untracked(&self, names: &[&str]) -> Result<Vec<String>, String> {
        let mut untracked = Vec::new();
        for chunk in names.chunks(CHUNK) {
            let arguments = ["--literal-pathspecs", "ls-files", "-z", "--"];
            let listed = git(&self.folder, arguments.iter().chain(chunk))?;
            let tracked: HashSet<&str> = listed.split('\0').collect();
            let new = chunk.iter().filter(|name| !tracked.contains(**name));
            untracked.extend(new.map(|name| (*name).to_owned()));
        }
        Ok(untracked)
    }

    /// The lines of a file that `old` did not have.
    fn lines(&self, old: &str, new: &str) -> Result<Lines, String> {
        let form = ["-U0", "--inter-hunk-context=0", "-M", "--text", "--no-color"];
        let plain = ["--no-ext-diff", "--no-textconv", "--no-relative"];
        let arguments = ["--literal-pathspecs", "diff"].iter().chain(&form).chain(&plain).copied();
        let diff = git(&self.folder, arguments.chain([self.commit.as_str(), "--", old, new]))?;
        Ok(diff.lines().filter_map(hunk).collect())
    }

    /// What the file `old` said at the commit.
    fn text(&self, old: &str) -> Result<String, String> {
        let blob = format!("{}:{old}", self.commit);
        git(&self.folder, ["show", "--no-textconv", &blob])
    }
}

/// The lines of a text that `old` did not have.
fn unsaved(old: &str, text: &str) -> Lines {
    // A working folder may have other line ends than what git keeps.
    let (old, new) = (old.replace("\r\n", "\n"), text.replace("\r\n", "\n"));
    let lines = InternedInput::new(old.as_str(), new.as_str());
    let mut diff = Diff::compute(Algorithm::Myers, &lines);
    diff.postprocess_lines(&lines);
    let added = diff.hunks().filter(|hunk| !hunk.is_pure_removal());
    added.map(|hunk| hunk.after.start as usize + 1..=hunk.after.end as usize).collect()
}

/// The lines that a hunk put there: `@@ -3,2 +5 @@` is line 5. None where it
/// only took lines away.
fn hunk(line: &str) -> Option<RangeInclusive<usize>> {
    let added = line.strip_prefix("@@ -")?.split_whitespace().nth(1)?.strip_prefix('+')?;
    let (first, count) = added.split_once(',').unwrap_or((added, "1"));
    let (first, count): (usize, usize) = (first.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| first..=first + count - 1)
}

/// Which findings of a report have a place on these lines, in their order.
fn touched(report: &Report, changed: &Lines) -> Vec<bool> {
    // Lines as git counts them: a lone CR ends none.
    let ends: Vec<usize> = report.text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |offset: usize| ends.partition_point(|&end| end < offset) + 1;
    let touches = |span: Span| {
        let (first, last) = (line(span.start), line(span.end.max(span.start + 1) - 1));
        changed.iter().any(|range| *range.start() <= last && first <= *range.end())
    };
    let is_touched = |finding: &Finding| finding.labels().any(|label| touches(label.span));
    report.diagnostics.iter().map(|diagnostic| is_touched(&diagnostic.finding)).collect()
}

/// What git prints, or why it does not.
fn git(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.quotePath=false"]).args(arguments);
    command.env("LC_ALL", "C");
    for name in NOT_MEANT {
        command.env_remove(name);
    }
    let Output { status, stdout, stderr } = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "the program `git` is not found; install it".to_owned(),
        _ => format!("`git` cannot be run: {error}"),
    })?;
    if status.success() {
        return Ok(String::from_utf8_lossy(&stdout).into_owned());
    }
    let told = String::from_utf8_lossy(&stderr);
    let first = told.lines().find(|line| !line.trim().is_empty()).unwrap_or("git failed");
    Err(first.trim_start_matches("fatal: ").to_owned())
}
