//! What README.md shows is what the program does.
//!
//! `TRYCMD=overwrite cargo test --test readme` writes the outputs in its
//! `console` blocks anew.

use assert_cmd::Command;
use pmlint::rules::catalogue;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of the blocks with this language.
fn block_lines(text: &str, language: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(info) => inside = !inside && info == language,
            None if inside => lines.push(line.to_owned()),
            None => {}
        }
    }
    lines
}

#[test]
fn the_console_blocks_show_real_output() {
    let shown = block_lines(&read("README.md"), "console");
    let commands = shown.iter().filter(|line| line.starts_with("$ pmlint ")).count();
    assert!(commands >= 2, "README.md shows only {commands} runs of pmlint");
    trycmd::TestCases::new().case("README.md");
}

/// The commands without output: they run, and find what they should.
#[test]
fn the_other_commands_run() {
    let text = read("README.md");
    let mut ran = 0;
    for line in block_lines(&text, "sh") {
        let words: Vec<&str> = line.split_whitespace().collect();
        let rest = match words.as_slice() {
            ["cargo", "test"] => continue,
            ["cargo", "run", "--release", "--", rest @ ..] | ["pmlint", rest @ ..] => rest,
            _ => panic!("README.md: no test knows how to run `{line}`"),
        };
        let mut command = Command::cargo_bin("pmlint").unwrap();
        command.current_dir(root());
        let arguments = match rest.iter().position(|word| *word == "<") {
            Some(place) => {
                command.write_stdin(read(rest[place + 1]));
                &rest[..place]
            }
            None => rest,
        };
        let expected = if line.contains("flawed") && !line.contains("baseline") { 1 } else { 0 };
        command.args(arguments).assert().code(expected);
        ran += 1;
    }
    assert!(ran >= 2, "README.md shows only {ran} commands");
}

/// What README.md says to copy is what is tried: `ci/doors.sh` checks the
/// examples, and `ci/pre-commit.sh` commits with them.
#[test]
fn the_files_to_copy_are_those_in_examples() {
    let text = read("README.md");
    for name in ["pre-commit-config.yaml", "github-workflow.yml", "gitlab-ci.yml"] {
        let example = read(&format!("examples/{name}"));
        assert!(
            text.contains(&format!("```yaml\n{example}```\n")),
            "README.md shows another examples/{name}"
        );
    }
}

/// The picture is the one that the program draws; `PMLINT_BLESS=1` draws it
/// anew.
#[test]
fn the_picture_is_real() {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let document = "fixtures/flawed/figures-that-disagree.md";
    let command = command.current_dir(root()).args(["timeline", "--output-format", "svg", document]);
    let drawn = String::from_utf8(command.output().unwrap().stdout).unwrap();
    if std::env::var_os("PMLINT_BLESS").is_some() {
        fs::write(root().join("docs/timeline.svg"), &drawn).unwrap();
    }
    assert!(read("README.md").contains("](docs/timeline.svg)"));
    assert!(drawn == read("docs/timeline.svg"), "docs/timeline.svg shows another drawing");
}

#[test]
fn the_table_of_rules_is_complete() {
    let text = read("README.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| [`")).collect();
    let row_of = |name: &str, severity: &str| {
        let start = format!("| [`{name}`](rules/{name}.md) | {severity} | ");
        rows.iter().any(|row| row.starts_with(&start))
    };
    for rule in catalogue() {
        let severity = rule.page.severity.map_or("off", |severity| severity.name());
        let name = &rule.page.name;
        assert!(row_of(name, severity), "README.md has no row for {name}, {severity}");
    }
    assert_eq!(rows.len(), catalogue().len(), "README.md lists a rule that does not exist");
}

#[test]
fn the_table_of_commands_is_complete() {
    let text = read("README.md");
    let output = Command::cargo_bin("pmlint").unwrap().arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(!commands.is_empty(), "no commands in:\n{help}");
    for command in commands {
        let row = format!("| `pmlint {command}");
        assert!(text.contains(&row), "README.md does not list `pmlint {command}`");
    }
}

#[test]
fn links_to_files_lead_somewhere() {
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = read(name);
        for (place, _) in text.match_indices("](") {
            let target = text[place + 2..].split(')').next().unwrap();
            let is_file = !target.contains("://") && !target.starts_with('#');
            assert!(!is_file || root().join(target).exists(), "{name} links to `{target}`, which is missing");
        }
    }
}
