//! Writing files: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

/// Puts a file in the place of another, or of none. Whoever reads it meanwhile
/// sees the old text or the new one, and so does everybody after a crash. A
/// link stays one, and the permissions stay what they were.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let draft = beside(&target)?;
    let written = create(&draft, text).and_then(|()| {
        if let Ok(old) = fs::metadata(&target) {
            fs::set_permissions(&draft, old.permissions())?;
        }
        fs::rename(&draft, &target)
    });
    if written.is_err() {
        // The first error is the one to tell of.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// Writes a file that must not be there yet.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A name for what is being written, in the same folder.
fn beside(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(target.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), process::id())))
}
