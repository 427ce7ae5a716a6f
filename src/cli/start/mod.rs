//! `pmlint init` and `pmlint new`: what there is to begin with.

mod init;
mod template;

pub use init::init;

use super::config::Configs;
use super::{ConfigOptions, Console, Outcome, write};
use crate::config::Asked;
use crate::files;
use crate::rules::Profile;
use std::io;
use std::path::Path;

/// Writes a postmortem to fill in: to a file that is not there yet, or to
/// standard output.
pub fn new(
    profile: Option<&str>,
    path: Option<&Path>,
    options: &ConfigOptions,
    console: &Console,
) -> Outcome {
    let path = path.filter(|path| path.as_os_str() != "-");
    let Some(profile) = guide(profile, path, options, console) else { return Outcome::Trouble };
    let text = template::template(profile);
    let Some(path) = path else {
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

/// The profile that is asked for, or that the configuration says which applies
/// to the file, or else in this folder.
fn guide(
    named: Option<&str>,
    path: Option<&Path>,
    options: &ConfigOptions,
    console: &Console,
) -> Option<&'static Profile> {
    if let Some(name) = named {
        return Profile::named(name).inspect_err(|unknown| console.error(unknown)).ok();
    }
    let configs = Configs::new(options, console);
    let config = path.map_or_else(|| configs.here(), |path| configs.of(path).map(|governed| governed.config));
    config?.profile(&Asked::default())
}
