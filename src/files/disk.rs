//! What a configuration needs of the file system.

use super::{LIMIT, display, reason};
use crate::config::World;
use globset::GlobBuilder;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};

/// How many folders deep rule pages are looked for.
const DEEPEST: usize = 16;

/// A path from the root on, its folder without links and `..`.
#[must_use]
pub fn from_root(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (Some(folder), Some(name)) = (absolute.parent(), absolute.file_name()) else { return absolute };
    fs::canonicalize(folder).map_or_else(|_| absolute.clone(), |folder| folder.join(name))
}

/// Whether there is a file, or what is to be one.
#[must_use]
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_dir())
}

/// Whether two paths lead to one file.
#[must_use]
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether a path leads to a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// The file system as configurations see it.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

impl World for Disk {
    fn read(&self, path: &Path) -> Result<String, String> {
        let meta = fs::metadata(path).map_err(|error| reason(path, &error))?;
        if meta.is_dir() {
            return Err("is a folder; name the file in it".to_owned());
        }
        if meta.len() > LIMIT {
            return Err("is too large to be read".to_owned());
        }
        // What has no size may have no end either.
        let bytes = File::open(path)
            .and_then(|file| super::limited(file, meta.len()))
            .map_err(|error| reason(path, &error))?;
        super::decode(bytes.ok_or_else(|| "is too large to be read".to_owned())?)
    }

    fn find(&self, folder: &Path, glob: &str) -> Result<Vec<PathBuf>, String> {
        // What needs no search is found from there on: `../shared/*.md`.
        let is_plain = |part: &&str| !part.contains(['*', '?', '[', '{']);
        let parts: Vec<&str> = glob.split('/').filter(|part| *part != ".").collect();
        let plain = parts.iter().take_while(|part| is_plain(part)).count();
        let root: PathBuf = std::iter::once(folder.as_os_str())
            .chain(parts.iter().take(plain).map(|part| OsStr::new(*part)))
            .collect();
        let rest = parts.get(plain..).unwrap_or_default().join("/");
        if rest.is_empty() {
            return Ok(if is_there(&root) { vec![root] } else { Vec::new() });
        }
        let matcher = GlobBuilder::new(&rest).literal_separator(true).build();
        let matcher =
            matcher.map_err(|error| format!("this is no pattern: {}", error.kind()))?.compile_matcher();
        let mut found = Vec::new();
        below(&root, DEEPEST, &mut |path| {
            if path.strip_prefix(&root).is_ok_and(|inner| matcher.is_match(inner)) {
                found.push(path);
            }
        });
        found.sort();
        Ok(found)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
    }

    fn name(&self, path: &Path) -> String {
        let mut plain = PathBuf::new();
        for part in path.components() {
            match part {
                Component::ParentDir => drop(plain.pop()),
                part => plain.push(part),
            }
        }
        let here = std::path::absolute(".").and_then(fs::canonicalize);
        let near = here.ok().and_then(|here| plain.strip_prefix(here).map(Path::to_owned).ok());
        display(&near.unwrap_or(plain))
    }
}

/// All files below a folder; what cannot be looked into holds none.
fn below(folder: &Path, depth: usize, take: &mut impl FnMut(PathBuf)) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            below(&path, depth, take);
        } else {
            take(path);
        }
    }
}
