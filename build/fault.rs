//! What is wrong with a file that the build reads.

use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// What is wrong, and where.
pub struct Fault {
    /// The file, from the folder of the manifest on.
    file: String,
    /// Counted from 1; none where the file as a whole is wrong.
    line: Option<usize>,
    message: String,
}

impl Fault {
    /// A fault of a whole file.
    pub fn of(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, message: message.into() }
    }

    /// A fault at these bytes of the file, which says `text`.
    pub fn at(file: &str, text: &str, bytes: &Range<usize>, message: impl Into<String>) -> Self {
        let before = text.get(..bytes.start).unwrap_or(text);
        Self { line: Some(before.matches('\n').count() + 1), ..Self::of(file, message) }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, message } = self;
        // Cargo takes one line for each error.
        let message = message.replace('\n', " ");
        match line {
            Some(line) => write!(f, "{file}:{line}: {message}"),
            None => write!(f, "{file}: {message}"),
        }
    }
}

/// The text of a file below `root`.
pub fn read(root: &Path, file: &str) -> Result<String, Vec<Fault>> {
    fs::read_to_string(root.join(file)).map_err(|error| vec![Fault::of(file, error.to_string())])
}
