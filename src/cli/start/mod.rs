//! `pmlint init` and `pmlint new`: what there is to begin with.

mod init;
mod template;

pub use init::init;

use super::config::Configs;
use super::shell::quoted;
use super::{ConfigOptions, Console, Outcome, write};
use crate::config::Asked;
use crate::files::{self, Governed};
use crate::rules::Profile;
use std::io;
use std::path::Path;
use std::rc::Rc;
use template::Guide;

/// A file that a report without a name might be written to.
const UNNAMED: &str = "postmortem.md";

/// Writes a postmortem to fill in: to a file that is not there yet, or to
/// standard output.
pub fn new(
    profile: Option<&str>,
    path: Option<&Path>,
    options: &ConfigOptions,
    console: &Console,
) -> Outcome {
    let path = path.filter(|path| path.as_os_str() != "-");
    let Some((guide, flags)) = guide(profile, path, options, console) else { return Outcome::Trouble };
    let text = template::template(&guide);
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
            let left = if guide.knows_gaps() {
                format!("`pmlint check{flags} {}` tells what is left to fill in", quoted(&shown))
            } else {
                "fill in what stands in double braces".to_owned()
            };
            console.note(format!("wrote `{shown}`; {left}"));
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

/// What is asked of the report, by the profile that is named and by what the
/// configuration says which applies to the file, or else in this folder; and
/// the arguments with which `check` asks the same.
fn guide(
    named: Option<&str>,
    path: Option<&Path>,
    options: &ConfigOptions,
    console: &Console,
) -> Option<(Guide, String)> {
    let profile = named.map(Profile::named).transpose();
    let asked =
        Asked { profile: profile.inspect_err(|unknown| console.error(unknown)).ok()?, ..Asked::default() };
    let path = path.unwrap_or(Path::new(UNNAMED));
    let governed = Configs::new(options, console).of(path);
    // Whoever names a guide need not mend the configuration first, which was told.
    let bare = || Governed { config: Rc::default(), file: files::from_root(path) };
    let Governed { config, file } = governed.or_else(|| named.map(|_| bare()))?;
    let rules = config.rules(&file, &asked).inspect_err(|unknown| console.error(unknown)).ok()?;
    let profile = config.profile(&asked)?;
    let usual = config.profile(&Asked::default()).map(|usual| usual.name.as_ref());
    let mut flags = String::new();
    if let Some(file) = &options.config {
        flags.push_str(&format!(" --config {}", quoted(&files::display(file))));
    } else if options.isolated {
        flags.push_str(" --isolated");
    }
    if usual != Some(profile.name.as_ref()) {
        flags.push_str(&format!(" --profile {}", profile.name));
    }
    let headings = config.layers.iter().rev().flat_map(|layer| layer.sections.iter().cloned()).collect();
    let zone = rules.reading.zone.as_ref().map(|zone| zone.name.clone());
    Some((Guide { profile: profile.name.to_string(), rules: rules.rules, headings, zone }, flags))
}
