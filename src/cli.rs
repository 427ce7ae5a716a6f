//! The command line: what can be asked for, and the answers' exit status.

mod adopt;
mod batch;
mod check;
mod config;
mod console;
mod incidents;
mod input;
mod mend;
mod progress;
mod shell;
mod show;
mod start;
mod test_rules;
mod threads;
mod timeline;
mod write;

use crate::config::FailOn;
use crate::output::visible::visible_lines;
use crate::output::{Format, ListFormat};
use adopt::AdoptArguments;
use clap::{Args, Parser, Subcommand, ValueEnum};
use console::Console;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing weighs as much as `--fail-on`.
    Clean,
    /// Something does.
    Findings,
    /// Wrong usage, or something could not be read.
    Trouble,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Findings => 1,
            Outcome::Trouble => 2,
        })
    }
}

/// A linter for incident postmortems.
///
/// Finds missing sections, timelines that run backwards, durations that their
/// own timestamps deny and figures that contradict each other.
#[derive(Debug, Parser)]
#[command(name = "pmlint", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or unreadable input."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Args)]
struct Global {
    /// Colour the output
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto, global = true)]
    color: When,
    /// Print findings and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say which files were passed over and why, and how long the run took
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

// The arguments of a command are described when it is asked for.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    /// Lint files and folders
    Check(CheckArguments),
    /// Print the page of a rule: what it reports, why, and examples
    Explain {
        /// A rule: `family/name`
        rule: String,
        #[command(flatten)]
        config: ConfigOptions,
        /// How to print the page
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
        output_format: ListFormat,
    },
    /// List the rules, with those of the configuration of this folder
    Rules {
        #[command(flatten)]
        config: ConfigOptions,
        /// How to print the list
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
        output_format: ListFormat,
    },
    /// Write a configuration for the postmortems below this folder
    ///
    /// Finds them, and chooses the profile that reports least. Asks nothing.
    Init {
        /// Write over a configuration that is there
        #[arg(long)]
        force: bool,
    },
    /// Write a postmortem to fill in, which says what each section is for
    New {
        /// The guide to follow, as for `check` [default: what the configuration says]
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
        #[command(flatten)]
        config: ConfigOptions,
        /// The file to write, which must not exist [default: standard output]
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
    },
    /// Print a script that lets a shell complete commands and options
    Completions {
        /// The shell
        #[arg(value_name = "SHELL", value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Run the examples on the pages of rules
    TestRules {
        /// Pages, or folders of pages [default: those that the configuration names as
        /// `rule-pages`, or else the built-in ones]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        config: ConfigOptions,
    },
    /// Print what applies to a file, and where each setting comes from
    Config {
        /// A file or a folder [default: the current folder]
        #[arg(value_name = "PATH")]
        path: Option<PathBuf>,
        #[command(flatten)]
        config: ConfigOptions,
        /// What this profile makes of it
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
        /// How to print the settings
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
        output_format: ListFormat,
    },
    /// Speak the Language Server Protocol with an editor, over standard input and output
    Lsp {
        /// For editors that name the way: there is no other
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Draw the incident as it was read, on an axis of time
    Timeline(timeline::TimelineArguments),
    /// Print a table of incidents: what each document says of its own
    Incidents(incidents::IncidentsArguments),
    /// Print the dates, times, durations and figures that are read from files
    Facts {
        #[command(flatten)]
        input: Input,
        /// How to print the facts
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
        output_format: ListFormat,
    },
}

#[derive(Debug, Args)]
struct CheckArguments {
    #[command(flatten)]
    input: Input,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Full)]
    output_format: Format,
    /// Write the findings to this file, in the output format; print them in full
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// Check for what this guide demands: default, minimal, sre, pagerduty, atlassian, gitlab,
    /// wikimedia, ccadb or alx
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Run only these rules: names, families or globs; repeatable
    #[arg(long, value_name = "RULE-GLOB", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not run these rules; repeatable
    #[arg(long, value_name = "RULE-GLOB", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Exit with 1 when a finding weighs this much [default: what the configuration says, or
    /// warning]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    mend: mend::MendArguments,
    #[command(flatten)]
    adopt: AdoptArguments,
}

// What is read. A documentation comment on arguments that several commands share
// would stand in the help in place of what the command does.
#[derive(Debug, Args)]
struct Input {
    /// Files and folders; `-` reads standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The name of what standard input holds
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
    /// Lint files that are named although the configuration leaves them out
    #[arg(long)]
    force: bool,
    /// Let a run pass that finds nothing to lint
    #[arg(long)]
    allow_empty: bool,
}

// Which configuration applies.
#[derive(Debug, Args)]
struct ConfigOptions {
    /// Read this configuration, not the nearest `pmlint.toml` above each file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
}

/// Reads the arguments, does what they ask for, and says how it ended.
/// `serve` is what speaks with an editor: the other front door.
#[must_use]
pub fn run(serve: fn() -> ExitCode) -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // An argument may be the name of somebody else's file.
            let words = error.render().to_string();
            let words = Some(words).filter(|words| error.use_stderr() && visible_lines(words) != *words);
            // Help goes to a reader who may have gone (`| head`): no matter.
            let _ = match words {
                Some(words) => io::stderr().write_all(visible_lines(&words).as_bytes()),
                None => error.print(),
            };
            return if error.use_stderr() { Outcome::Trouble.into() } else { Outcome::Clean.into() };
        }
    };
    let console = Console::new(&arguments.global);
    let outcome = match arguments.command {
        Command::Check(arguments) => check::check(&arguments, &console),
        Command::Explain { rule, config, output_format } => {
            show::explain(&rule, &config, output_format, &console)
        }
        Command::Rules { config, output_format } => show::rules(&config, output_format, &console),
        Command::Init { force } => start::init(force, &console),
        Command::New { profile, config, path } => {
            start::new(profile.as_deref(), path.as_deref(), &config, &console)
        }
        Command::Completions { shell } => shell::completions(shell, &console),
        Command::Man => shell::man(&console),
        Command::TestRules { paths, config } => test_rules::test_rules(&paths, &config, &console),
        Command::Config { path, config, profile, output_format } => {
            config::config(path.as_deref(), &config, profile.as_deref(), output_format, &console)
        }
        Command::Lsp { stdio: _ } => return serve(),
        Command::Timeline(arguments) => timeline::timeline(&arguments, &console),
        Command::Incidents(arguments) => incidents::incidents(&arguments, &console),
        Command::Facts { input, output_format } => show::facts(&input, output_format, &console),
    };
    outcome.into()
}
