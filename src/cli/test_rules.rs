//! `pmlint test-rules`.

use super::config::Configs;
use super::{ConfigOptions, Console, Outcome};
use crate::analysis::failed_examples;
use crate::files::{self, Reading};
use crate::output::human::page_error;
use crate::output::proof;
use crate::output::summary::counted;
use crate::rules::{Rule, catalogue, rule_of_page};
use std::path::PathBuf;

/// How many pages and examples were run, and how many fail.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    pages: usize,
    examples: usize,
    failed: usize,
    trouble: bool,
}

/// Runs the examples of the pages that `paths` name; where they name none, of
/// those that the configuration of this folder names, or else of the built-in
/// ones.
pub fn test_rules(paths: &[PathBuf], options: &ConfigOptions, console: &Console) -> Outcome {
    let mut tally = Tally::default();
    let mut out = String::new();
    if paths.is_empty() {
        let Some(config) = Configs::new(options, console).here() else { return Outcome::Trouble };
        for (path, rule) in config.own_pages() {
            prove(path, rule, &mut tally, &mut out);
        }
        for rule in catalogue().iter().filter(|_| config.own.is_empty()) {
            prove(&format!("rules/{}.md", rule.page.name), rule, &mut tally, &mut out);
        }
    } else {
        from_files(paths, console, &mut tally, &mut out);
    }
    let outcome = match tally {
        Tally { trouble: true, .. } => Outcome::Trouble,
        Tally { failed: 0, .. } => Outcome::Clean,
        Tally { .. } => Outcome::Findings,
    };
    let outcome = console.print(&out, outcome);
    if tally.pages > 0 {
        let run = format!(
            "{} on {}",
            counted(tally.examples, "example", "examples"),
            counted(tally.pages, "page", "pages")
        );
        let end =
            if tally.failed == 0 { "all hold".to_owned() } else { counted(tally.failed, "fault", "faults") };
        console.note(format!("{run}: {end}"));
    }
    outcome
}

fn from_files(paths: &[PathBuf], console: &Console, tally: &mut Tally, out: &mut String) {
    let found = files::find(paths);
    for problem in &found.problems {
        console.error(problem);
        tally.trouble = true;
    }
    for candidate in &found.candidates {
        let path = files::display(&candidate.path);
        // A page looks like no postmortem: read it as if it were named.
        let named = files::Candidate { named: true, ..candidate.clone() };
        match files::read(&named) {
            Ok(Reading::Document(text)) => match rule_of_page(&text) {
                Ok(rule) => prove(&path, &rule, tally, out),
                Err(error) => {
                    out.push_str(&page_error(&path, &text, &error, console.look));
                    tally.trouble = true;
                }
            },
            Ok(Reading::PassedOver) => {}
            Err(problem) => {
                console.error(problem);
                tally.trouble = true;
            }
        }
    }
    if found.candidates.is_empty() && !tally.trouble {
        console.error("no page found; name the Markdown files that declare your rules");
        tally.trouble = true;
    }
}

fn prove(path: &str, rule: &Rule, tally: &mut Tally, out: &mut String) {
    let failed = failed_examples(rule);
    tally.pages += 1;
    tally.examples += rule.page.examples().len();
    tally.failed += failed.len() + usize::from(!proof::shows_a_fault(&rule.page));
    out.push_str(&proof::render(path, &rule.page, &failed));
}
