//! Writing a report to a file: whole, or not at all.

use super::Problem;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Writes `text` to `path`, in one step for whoever reads it: what was there
/// stays until all is written. Missing folders are made. What is no plain file
/// (a pipe, `/dev/stdout`) is written to as it is.
///
/// # Errors
/// When it cannot be written; then what was there before is still there.
pub fn write_report(path: &Path, text: &str) -> Result<(), Problem> {
    let problem = |error: &io::Error| Problem::new(path, reason(path, error));
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(Problem::new(path, "is a folder; name a file to write to")),
        Ok(meta) if !meta.is_file() => {
            let written = OpenOptions::new()
                .write(true)
                .open(path)
                .and_then(|mut file| file.write_all(text.as_bytes()));
            written.map_err(|error| problem(&error))
        }
        _ => replace(path, text).map_err(|error| problem(&error)),
    }
}

/// Writes beside the file, then takes its place.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link goes on leading to the file that it led to.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(&path);
    let written = fill(&beside, &path, text).and_then(|()| fs::rename(&beside, &path));
    written.inspect_err(|_| {
        // Nothing more can be done about a file that stays behind.
        let _ = fs::remove_file(&beside);
    })
}

/// Fills a new file with the text, and gives it the permissions of the old.
fn fill(new: &Path, old: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(new)?;
    file.write_all(text.as_bytes())?;
    if let Ok(meta) = fs::metadata(old) {
        file.set_permissions(meta.permissions())?;
    }
    file.sync_all()
}

/// A name in the same folder that no other run uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", process::id()));
    path.with_file_name(name)
}

fn reason(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "may not be written; check the permissions of its folder".into(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "lies in something that is no folder; check the path".into()
        }
        _ if path.file_name().is_none() => "is no name of a file; name a file to write to".into(),
        _ => format!("cannot be written: {error}"),
    }
}
