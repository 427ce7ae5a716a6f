//! `file:` addresses and the paths they stand for.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The path of a `file:` address; none where it names no file.
pub fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = strip_scheme(uri)?;
    // Between the second and the third slash stands a host.
    let (host, path) = rest
        .strip_prefix("//")
        .map_or(("", rest), |rest| rest.find('/').map_or((rest, ""), |at| (&rest[..at], &rest[at..])));
    let path = decoded(path.split(['?', '#']).next()?)?;
    if path.is_empty() || path.ends_with('/') {
        return None;
    }
    if cfg!(windows) {
        let path = path.trim_start_matches('/').to_owned();
        return Some(PathBuf::from(if host.is_empty() { path } else { format!("//{host}/{path}") }));
    }
    Some(PathBuf::from(path))
}

/// The folder that a `file:` address names.
pub fn to_folder(uri: &str) -> Option<PathBuf> {
    let trimmed = uri.trim_end_matches('/');
    if strip_scheme(trimmed)?.trim_start_matches('/').is_empty() {
        return Some(PathBuf::from("/"));
    }
    to_path(trimmed)
}

fn strip_scheme(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once(':')?;
    scheme.eq_ignore_ascii_case("file").then_some(rest)
}

/// Whether a text with this address is kept in no file yet.
pub fn is_unsaved(uri: &str) -> bool {
    uri.starts_with("untitled:") || strip_scheme(uri).is_some_and(|_| to_path(uri).is_none())
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|n| u8::try_from(n).ok());
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(high * 16 + low);
    }
    String::from_utf8(bytes).ok()
}

/// The `file:` address of a path.
pub fn from_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
