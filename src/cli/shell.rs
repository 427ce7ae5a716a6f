//! `pmlint completions` and `pmlint man`: both come from the arguments, so
//! that they say what the program takes.

use super::{Arguments, Console, Outcome};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::fmt::Write;
use std::io;

/// Prints the script for a shell.
pub fn completions(shell: Shell, console: &Console) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "pmlint", &mut script);
    console.print(&String::from_utf8_lossy(&script), Outcome::Clean)
}

/// Prints the manual page: one for the program and all of its commands.
pub fn man(console: &Console) -> Outcome {
    let program = Arguments::command();
    let man = Man::new(program.clone());
    let mut page = roff(|out| {
        man.render_title(out)?;
        man.render_name_section(out)?;
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)
    });
    program.get_subcommands().for_each(|command| page.push_str(&section(command)));
    page.push_str(&roff(|out| man.render_extra_section(out)).replace(".SH EXTRA", ".SH \"EXIT STATUS\""));
    console.print(&page, Outcome::Clean)
}

/// What the page says of a command.
fn section(command: &Command) -> String {
    let name = format!("pmlint {}", command.get_name());
    let man = Man::new(command.clone().display_name(&name).bin_name(&name).disable_version_flag(true));
    let body = roff(|out| {
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)
    });
    let mut out = String::new();
    let _ = writeln!(out, ".SH \"{}\"", name.to_uppercase());
    for line in body.lines() {
        // Its sections are paragraphs of this one.
        let line = if line.starts_with(".SH") { ".PP" } else { line };
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A word as a shell takes it: in quotes where it is not plain.
pub fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-/+@%=:,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// What `write` writes to memory, which cannot fail.
fn roff(write: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    let _ = write(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}
