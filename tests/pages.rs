//! Every rule's page declares, explains and proves its rule: the examples on
//! the pages are run here.

use pmlint::finding::Diagnostic;
use pmlint::lint_file;
use pmlint::rules::{Check, Example, Page, RuleSet, catalogue, rule_of_page};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A page as a file: where it lies, as people write it, and what it says.
struct File {
    path: String,
    text: String,
}

impl File {
    fn page(&self) -> Page {
        Page::parse(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }

    /// The name that a page in this place must declare.
    fn expected_name(&self) -> &str {
        self.path.strip_prefix("rules/").and_then(|path| path.strip_suffix(".md")).unwrap()
    }

    /// The lines under a `## ` heading, outside of fences, with their numbers.
    fn section(&self, heading: &str) -> Option<Vec<(usize, &str)>> {
        let mut lines = self.outside_fences().into_iter();
        lines.find(|(_, line)| line.strip_prefix("## ").is_some_and(|name| name.trim() == heading))?;
        Some(lines.take_while(|(_, line)| !line.starts_with("## ")).collect())
    }

    fn outside_fences(&self) -> Vec<(usize, &str)> {
        let mut fence: Option<&str> = None;
        let mut lines = Vec::new();
        for (i, line) in self.text.lines().enumerate() {
            let ticks = line.len() - line.trim_start_matches('`').len();
            let mark = line.get(..ticks).filter(|_| ticks >= 3);
            match (fence, mark) {
                (None, Some(mark)) => fence = Some(mark),
                (Some(open), Some(mark)) if mark == open && line.trim() == open => fence = None,
                (None, None) => lines.push((i + 1, line)),
                (Some(_), _) => {}
            }
        }
        lines
    }
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join("rules"), &mut found);
    found.sort();
    assert!(!found.is_empty(), "rules/ holds no page");
    let read = |path: &PathBuf| File {
        path: path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"),
        text: fs::read_to_string(path).unwrap(),
    };
    found.iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// What one rule alone says of an example.
fn lint_with(rule: &str, example: &Example<'_>) -> Vec<Diagnostic> {
    let rules = RuleSet::choose(&[rule.to_owned()], &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(rules.rules.len(), 1, "`{rule}` chooses more than one rule");
    lint_file(example.file_name.unwrap_or("example.md"), example.text, &rules)
}

/// One line for each finding, to be read in a failed test.
fn told(diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("  {}: {}", d.rule, d.finding.message);
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn fail_on_any(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_page_can_be_read_and_names_the_rule_of_its_path() {
    for file in files() {
        assert_eq!(file.page().name, file.expected_name(), "{}: the title names another rule", file.path);
    }
}

#[test]
fn the_catalogue_lists_what_the_folder_holds() {
    let in_folder: BTreeSet<String> = files().iter().map(|file| file.expected_name().to_owned()).collect();
    let in_catalogue: BTreeSet<String> = catalogue().iter().map(|rule| rule.page.name.to_string()).collect();
    let unlisted: Vec<_> = in_folder.difference(&in_catalogue).collect();
    let without_page: Vec<_> = in_catalogue.difference(&in_folder).collect();
    assert!(unlisted.is_empty(), "not part of the program: {unlisted:?}");
    assert!(without_page.is_empty(), "in the catalogue, but without a page in rules/: {without_page:?}");
    assert_eq!(catalogue().len(), in_catalogue.len(), "the catalogue lists a rule twice");
}

/// A page with a `[lexical]` table is the whole rule; any other has code.
#[test]
fn a_rule_is_its_page_alone_or_has_code_of_its_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut lexical = 0;
    for file in files() {
        let page = file.page();
        let code = src.join(format!("{}.rs", page.name.replace('-', "_")));
        let found = catalogue().iter().find(|rule| rule.page.name == page.name);
        let is_lexical = found.is_some_and(|rule| matches!(rule.check, Check::Lexical(_)));
        assert_eq!(is_lexical, page.is_lexical(), "{}: listed as the wrong kind", file.path);
        assert_eq!(code.exists(), !is_lexical, "{}: code in {}", file.path, code.display());
        lexical += usize::from(is_lexical);
    }
    assert!(lexical > 0, "no page is a rule alone");
}

/// Phrases and templates are looked at only when they are used: this looks at
/// all of them.
#[test]
fn the_phrases_of_every_page_can_be_read() {
    for file in files() {
        if let Err(error) = rule_of_page(&file.text) {
            panic!("{}: {error}", file.path);
        }
    }
}

#[test]
fn the_catalogue_is_sorted_by_name() {
    let names: Vec<&str> = catalogue().iter().map(|rule| rule.page.name.as_ref()).collect();
    assert!(names.is_sorted(), "{names:#?}");
}

#[test]
fn a_rule_yields_only_to_rules_that_exist() {
    for rule in catalogue() {
        for other in rule.page.yields_to.iter() {
            let known = catalogue().iter().any(|rule| rule.page.name == *other);
            assert!(known, "{} yields to `{other}`, which is no rule", rule.page.name);
        }
    }
}

#[test]
fn every_page_explains_why_and_when_not() {
    let mut faults = Vec::new();
    for file in files() {
        for heading in ["Why", "When it stays silent", "Examples"] {
            match file.section(heading) {
                None => faults.push(format!("{}: `## {heading}` is missing", file.path)),
                // The examples are fences, which the next test counts.
                Some(_) if heading == "Examples" => {}
                Some(lines) if lines.iter().all(|(_, line)| line.trim().is_empty()) => {
                    faults.push(format!("{}: `## {heading}` is empty", file.path));
                }
                Some(_) => {}
            }
        }
    }
    fail_on_any(&faults);
}

#[test]
fn every_guard_has_an_example() {
    let mut faults = Vec::new();
    for file in files() {
        let page = file.page();
        let silent = file.section("When it stays silent").unwrap_or_default();
        let guards: Vec<_> = silent.iter().filter(|(_, line)| line.starts_with("- ")).collect();
        let good = page.examples().iter().filter(|example| !example.bad).count();
        let line = guards.first().map_or(1, |(line, _)| *line);
        if !page.examples().iter().any(|example| example.bad) {
            faults.push(format!("{}: no `markdown bad` fence shows what the rule reports", file.path));
        }
        if guards.is_empty() {
            faults.push(format!("{}: `## When it stays silent` lists no guard", file.path));
        }
        if good < guards.len() {
            let count = guards.len();
            faults.push(format!("{}:{line}: {count} guards, but {good} `markdown good` fences", file.path));
        }
    }
    fail_on_any(&faults);
}

#[test]
fn no_example_is_left_out_of_the_tests() {
    let mut faults = Vec::new();
    for file in files() {
        let opened = file.text.lines().filter(|line| line.trim_start_matches('`').starts_with("markdown"));
        let opened = opened.filter(|line| line.starts_with("```")).count();
        let run = file.page().examples().len();
        if opened != run {
            let fault = format!("{opened} markdown fences, but {run} are marked `bad` or `good`");
            faults.push(format!("{}: {fault}", file.path));
        }
    }
    fail_on_any(&faults);
}

#[test]
fn every_bad_example_gives_one_finding() {
    let mut faults = Vec::new();
    for file in files() {
        let page = file.page();
        for example in page.examples().iter().filter(|example| example.bad) {
            let found = lint_with(&page.name, example);
            if found.len() != 1 {
                let place = format!("{}:{}", file.path, example.line);
                faults.push(format!("{place}: {} findings, not one\n{}", found.len(), told(&found)));
            }
        }
    }
    fail_on_any(&faults);
}

#[test]
fn no_good_example_gives_a_finding() {
    let mut faults = Vec::new();
    for file in files() {
        let page = file.page();
        for example in page.examples().iter().filter(|example| !example.bad) {
            let found = lint_with(&page.name, example);
            if !found.is_empty() {
                faults.push(format!("{}:{}:\n{}", file.path, example.line, told(&found)));
            }
        }
    }
    fail_on_any(&faults);
}

#[test]
fn findings_on_the_pages_read_as_the_design_asks() {
    let mut faults = Vec::new();
    for file in files() {
        let page = file.page();
        for example in page.examples().iter().filter(|example| example.bad) {
            for found in lint_with(&page.name, example) {
                let message = &found.finding.message;
                let place = format!("{}:{}", file.path, example.line);
                if message.ends_with('.') || message.starts_with(char::is_uppercase) {
                    faults.push(format!("{place}: not lower case without a full stop: {message}"));
                }
                if found.finding.help.is_none() {
                    faults.push(format!("{place}: no help says what to do: {message}"));
                }
            }
        }
    }
    fail_on_any(&faults);
}
