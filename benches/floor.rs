//! The least that a checker of Markdown does: reads the files, two threads at
//! a time, and runs pulldown-cmark over them. What pmlint takes is measured
//! against it.

use pulldown_cmark::{Options, Parser};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

const THREADS: usize = 2;

fn main() {
    let paths = std::env::args().skip(1).map(PathBuf::from);
    let files: Vec<PathBuf> = paths.flat_map(|path| files(&path)).collect();
    let share = files.len().div_ceil(THREADS).max(1);
    let events: usize = thread::scope(|scope| {
        let threads: Vec<_> = files.chunks(share).map(|files| scope.spawn(|| count(files))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    println!("{events}");
}

fn files(path: &Path) -> Vec<PathBuf> {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => vec![path.to_owned()],
    }
}

fn count(files: &[PathBuf]) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let events = |file: &PathBuf| {
        let text = fs::read_to_string(file).unwrap_or_default();
        Parser::new_ext(&text, options).into_offset_iter().count()
    };
    files.iter().map(events).sum()
}
