//! `pmlint init` and `pmlint new`: what there is to begin with.

mod init;
mod template;

pub use init::init;

use super::{Console, Outcome, write};
use crate::files;
use crate::rules::Profile;
use std::io;
use std::path::Path;

/// Writes a postmortem to fill in: to a file that is not there yet, or to
/// standard output.
pub fn new(profile: &str, path: Option<&Path>, console: &Console) -> Outcome {
    let profile = match Profile::named(profile) {
        Ok(profile) => profile,
        Err(unknown) => {
            console.error(unknown);
            return Outcome::Trouble;
        }
    };
    let text = template::template(profile);
    let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
        return console.print(&text, Outcome::Clean);
    };
    let shown = files::display(path);
    if path.is_dir() {
        console.error(format!("{shown}: is a folder; name the file to write"));
        return Outcome::Trouble;
    }
    match write::create(path, &text) {
        Ok(()) => {
            console.note(format!("wrote `{shown}`; `pmlint check {shown}` tells what is left to fill in"));
            Outcome::Clean
        }
        Err(error) => {
            console.error(match error.kind() {
                io::ErrorKind::AlreadyExists => format!("{shown}: is there already; name another file"),
                io::ErrorKind::NotFound => format!("{shown}: its folder does not exist; make it first"),
                _ => format!("{shown}: cannot be written: {error}"),
            });
            Outcome::Trouble
        }
    }
}
