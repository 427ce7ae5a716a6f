//! Writing a document anew: all of it or nothing.

use super::{Problem, interrupt, reason};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// What the names of files begin with that are being written.
const PREFIX: &str = ".pmlint-";

/// Puts `after` in the place of a file that holds `before`. Whoever reads the
/// file meanwhile sees one text or the other, never a part of one. A link
/// stays a link, and the permissions stay as they are.
///
/// # Errors
/// When the file is none of its own, may not be written, or holds something
/// else by now; it is left alone then.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Problem> {
    let failed = |error: &io::Error| Problem::new(path, not_written(path, error));
    let target = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let meta = fs::metadata(&target).map_err(|error| failed(&error))?;
    if !meta.is_file() {
        return Err(Problem::new(path, "is no file that can be replaced; it is left as it was"));
    }
    if meta.permissions().readonly() {
        return Err(Problem::new(path, "is read-only and was left as it was; check its permissions"));
    }
    if fs::read(&target).map_err(|error| failed(&error))? != before.as_bytes() {
        return Err(Problem::new(path, "has changed since it was read and was left alone; run it again"));
    }
    let _whole = interrupt::writing();
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = Builder::new().prefix(PREFIX).tempfile_in(folder).map_err(|error| failed(&error))?;
    let written = file
        .write_all(after.as_bytes())
        .and_then(|()| file.as_file().set_permissions(meta.permissions()))
        .and_then(|()| file.as_file().sync_all());
    written.map_err(|error| failed(&error))?;
    file.persist(&target).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Why a file was left as it was.
fn not_written(path: &Path, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "may not be written and was left as it was; check the permissions of its folder".into()
        }
        io::ErrorKind::NotFound => reason(path, error),
        _ => format!("cannot be written and was left as it was: {error}"),
    }
}
