//! Paths as a baseline writes them: from its own folder, with `/`, so that
//! they are the same on every machine.

use crate::cli::input::STDIN;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder that paths are written from.
#[derive(Debug)]
pub struct Base {
    folder: PathBuf,
}

impl Base {
    /// The folder of a file, which need not exist.
    pub fn of_file(path: &Path) -> Self {
        let whole = located(path);
        Self { folder: whole.parent().map_or_else(PathBuf::new, Path::to_owned) }
    }

    /// A path seen from the folder; none for what is no file.
    pub fn relative(&self, path: &str) -> Option<String> {
        if path == STDIN {
            return None;
        }
        let path = located(Path::new(path));
        let theirs: Vec<Component<'_>> = path.components().collect();
        let ours: Vec<Component<'_>> = self.folder.components().collect();
        let shared = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
        // On another drive there is no way from here to there.
        let up = if shared == 0 { 0 } else { ours.len() - shared };
        let down = theirs.get(shared..).unwrap_or_default().iter();
        let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
        let parts: Vec<String> = std::iter::repeat_n("..".to_owned(), up).chain(down).collect();
        Some(parts.join("/"))
    }

    /// Whether the file of a relative path is there.
    pub fn holds(&self, relative: &str) -> bool {
        self.folder.join(relative).exists()
    }
}

/// Where a file is, links of folders resolved; by its name alone where its
/// folder cannot be found.
fn located(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolved = whole.parent().and_then(|folder| fs::canonicalize(folder).ok());
    match (resolved, whole.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => whole,
    }
}
