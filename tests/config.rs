//! The configuration, from outside: where it is found, what it changes, and
//! what is said of one that is wrong.

mod support;

use predicates::prelude::*;
use predicates::str::contains;
use support::{BACKWARDS, Place, findings, in_order, paths};

/// The places of a run's findings, and their rules.
fn codes(place: &Place, arguments: &[&str]) -> Vec<String> {
    let found = findings(place.pmlint(&["check", "--output-format", "json"]).args(arguments));
    let code = |finding: &serde_json::Value| {
        format!("{} {}", finding["path"].as_str().unwrap(), finding["code"].as_str().unwrap())
    };
    found.iter().map(code).collect()
}

/// Whether a rule speaks of a file.
fn speaks(place: &Place, arguments: &[&str], rule: &str) -> bool {
    codes(place, arguments).iter().any(|code| code.ends_with(rule))
}

const ORDER: &str = "timeline/out-of-order";
const OFF: &str = "[rules]\n\"timeline/out-of-order\" = \"off\"\n";

/// A report whose times have no zone and whose dates can be read in two ways.
const OPEN: &str = "\
# Postmortem: checkout outage

## Summary

Customers could not check out.

## Timeline

- 05/06/2024 14:00 Checkout requests begin to fail.
- 05/06/2024 14:05 An alert fires.
- 05/06/2024 14:30 Service is restored.
";

#[test]
fn the_nearest_configuration_above_a_file_applies() {
    let place = Place::with(&[
        ("a/deep/er/one.md", BACKWARDS),
        ("b/two.md", BACKWARDS),
        ("a/pmlint.toml", OFF),
        ("b/.pmlint.toml", ""),
        ("pmlint.toml", OFF),
        ("three.md", BACKWARDS),
    ]);
    assert_eq!(paths(&mut place.check(&["--output-format", "json", "--isolated"])).len(), 3);
    let rule = ["a/deep/er/one.md", "b/two.md", "three.md"].map(|file| speaks(&place, &[file], ORDER));
    assert_eq!(rule, [false, true, false]);
    // Not from where the program runs.
    let inner = place.path().join("b");
    let mut command = place.pmlint(&["check", "--output-format", "json", "../a/deep/er/one.md"]);
    command.current_dir(inner);
    assert!(findings(&mut command).iter().all(|finding| finding["code"] != ORDER));
    assert!(speaks(&place, &["--isolated", "three.md"], ORDER));
    assert!(!speaks(&place, &["--config", "a/pmlint.toml", "b/two.md"], ORDER));
    let both = ["check", "--isolated", "--config", "a/pmlint.toml"];
    place.pmlint(&both).assert().code(2);
    place
        .pmlint(&["check", "--config", "none.toml", "three.md"])
        .assert()
        .code(2)
        .stderr(contains("none.toml: does not exist"));
}

#[test]
fn the_command_line_goes_over_the_configuration_over_the_profile() {
    let place = Place::with(&[("a.md", BACKWARDS), ("pmlint.toml", OFF)]);
    assert!(!speaks(&place, &["a.md"], ORDER));
    assert!(speaks(&place, &["--select", ORDER, "a.md"], ORDER));
    // `minimal` asks for no section, the configuration for one.
    let missing = "structure/missing-section";
    let place = Place::with(&[("a.md", BACKWARDS), ("pmlint.toml", "profile = \"minimal\"\n")]);
    assert!(!speaks(&place, &["a.md"], missing));
    assert!(speaks(&place, &["--profile", "sre", "a.md"], missing));
    place.write(
        "pmlint.toml",
        b"profile = \"minimal\"\n[rules.\"structure/missing-section\"]\nseverity = \"error\"\nrequired = [\"lessons\"]\n",
    );
    assert!(speaks(&place, &["a.md"], missing));
    let found = findings(&mut place.pmlint(&["check", "--output-format", "json", "a.md"]));
    assert_eq!(found.iter().find(|finding| finding["code"] == missing).unwrap()["severity"], "error");
}

#[test]
fn a_configuration_extends_another() {
    let place = Place::with(&[
        ("shared/base.toml", &format!("profile = \"minimal\"\nexclude = [\"drafts\"]\n{OFF}")),
        ("team/pmlint.toml", "extends = \"../shared/base.toml\"\n"),
        ("team/a.md", BACKWARDS),
    ]);
    assert!(!speaks(&place, &["team/a.md"], ORDER));
    place.write(
        "team/pmlint.toml",
        b"extends = \"../shared/base.toml\"\n[rules]\n\"timeline/*\" = \"advice\"\n",
    );
    // A name goes over a pattern in one file, a later file over an earlier one.
    assert!(speaks(&place, &["team/a.md"], ORDER));
    place.write("shared/base.toml", b"extends = \"../team/pmlint.toml\"\n");
    place.pmlint(&["check", "team/a.md"]).assert().code(2).stderr(
        contains("team/pmlint.toml extends itself in the end").and(contains("shared/base.toml:1:11")),
    );
    place.write("team/pmlint.toml", b"extends = \"base.toml\"\n");
    place
        .pmlint(&["check", "team/a.md"])
        .assert()
        .code(2)
        .stderr(contains("team/base.toml: does not exist").and(contains("team/pmlint.toml:1:11")));
}

#[test]
fn patterns_of_a_shared_file_count_from_the_file_that_extends_it() {
    let base = "include = [\"reports/**\"]\nexclude = [\"*/2019/\"]\n\
        [[overrides]]\npaths = [\"reports/2020/**\"]\nrules = { \"timeline/*\" = \"off\" }\n";
    let place = Place::with(&[
        ("shared/base.toml", base),
        ("team/pmlint.toml", "extends = \"../shared/base.toml\"\n"),
        ("team/notes.md", BACKWARDS),
        ("team/reports/2019/a.md", BACKWARDS),
        ("team/reports/2020/a.md", BACKWARDS),
        ("team/reports/2021/a.md", BACKWARDS),
    ]);
    let run = |place: &Place| -> Vec<String> {
        codes(place, &[]).into_iter().filter(|code| code.ends_with(ORDER)).collect()
    };
    assert_eq!(run(&place), ["team/reports/2021/a.md timeline/out-of-order"]);
    // What is extended from above speaks of the paths below itself.
    let above = Place::with(&[
        ("pmlint.toml", "exclude = [\"team/2019/\", \"/2020/\"]\n"),
        ("team/.pmlint.toml", "extends = \"../pmlint.toml\"\n"),
        ("team/2019/a.md", BACKWARDS),
        ("team/2020/a.md", BACKWARDS),
    ]);
    assert_eq!(run(&above), ["team/2020/a.md timeline/out-of-order"]);
}

#[test]
fn overrides_apply_to_their_paths() {
    let text = "[[overrides]]\npaths = [\"2019/**\", \"old.md\"]\nrules = { \"timeline/*\" = \"off\" }\n";
    let place = Place::with(&[
        ("docs/pmlint.toml", text),
        ("docs/2019/a.md", BACKWARDS),
        ("docs/2020/a.md", BACKWARDS),
        ("docs/2020/old.md", BACKWARDS),
        ("2019/a.md", BACKWARDS),
    ]);
    assert_eq!(paths(&mut place.check(&["--output-format", "json", "--isolated"])).len(), 4);
    let spoken: Vec<String> = codes(&place, &[]).into_iter().filter(|code| code.ends_with(ORDER)).collect();
    assert_eq!(spoken, ["2019/a.md timeline/out-of-order", "docs/2020/a.md timeline/out-of-order"]);
}

#[test]
fn a_zone_is_lent_to_documents_that_state_none() {
    let rule = "timeline/missing-time-zone";
    let place = Place::with(&[("a.md", OPEN)]);
    assert!(speaks(&place, &["a.md"], rule));
    place.write("pmlint.toml", b"timezone = \"Europe/Berlin\"\n");
    assert!(!speaks(&place, &["a.md"], rule));
    let facts = place.pmlint(&["facts", "a.md"]).output().unwrap();
    let facts = String::from_utf8(facts.stdout).unwrap();
    assert!(facts.contains("T12:05") && facts.contains("zone from configuration"), "{facts}");
    // Whoever names a zone is taken at his word.
    place.write("b.md", OPEN.replace("14:05", "14:05 UTC").as_bytes());
    let facts = place.pmlint(&["facts", "b.md"]).output().unwrap();
    assert!(!String::from_utf8(facts.stdout).unwrap().contains("configuration"));
    // A time that the clocks of that zone leapt over.
    let leapt = OPEN.replace("05/06/2024", "2024-03-31").replace("14:05", "02:30").replace("14:00", "01:50");
    place.write("c.md", leapt.as_bytes());
    assert!(speaks(&place, &["c.md"], "timeline/nonexistent-local-time"));
    assert!(!speaks(&place, &["--isolated", "c.md"], "timeline/nonexistent-local-time"));
}

#[test]
fn an_order_of_dates_settles_what_the_document_leaves_open() {
    let rule = "timeline/ambiguous-date";
    let place = Place::with(&[("a.md", OPEN), ("b.md", &OPEN.replacen("05/06", "06/25", 1))]);
    assert!(speaks(&place, &["--select", rule, "a.md"], rule));
    for (order, day) in [("day-month", "2024-06-05"), ("month-day", "2024-05-06")] {
        place.write("pmlint.toml", format!("date-order = \"{order}\"\n").as_bytes());
        assert!(!speaks(&place, &["--select", rule, "a.md"], rule));
        let read = |file: &str| {
            let facts = place.pmlint(&["facts", "--output-format", "json", file]).output().unwrap();
            String::from_utf8(facts.stdout).unwrap()
        };
        assert!(read("a.md").contains(day), "{}", read("a.md"));
        // What the document shows itself goes over it.
        assert!(read("b.md").contains("2024-05-06"), "{}", read("b.md"));
    }
}

#[test]
fn sections_go_by_further_names() {
    let rule = "structure/missing-section";
    let text = in_order().replace("## Root cause", "## Der Grund");
    let place = Place::with(&[("a.md", &text)]);
    let asked = ["--select", rule, "a.md"];
    let missing = |place: &Place| {
        let found = findings(place.pmlint(&["check", "--output-format", "json"]).args(asked));
        found.iter().any(|finding| finding["message"].as_str().unwrap().contains("root cause"))
    };
    assert!(missing(&place));
    place.write("pmlint.toml", b"[sections]\nroot-cause = [\"Der Grund\"]\n");
    assert!(!missing(&place));
}

const PAGE: &str = "\
# acme/metaphor
```toml
severity = \"warning\"

[lexical]
message = \"`{match}` says nothing\"
help = \"say what happened\"
phrases = [\"perfect storm\"]
```
Finds figures of speech.

## Examples
```markdown bad
It was a perfect storm.
```
```markdown good
It was a storm.
```
";

#[test]
fn a_team_has_rules_of_its_own() {
    let own = "acme/metaphor";
    let text = in_order().replace("A deployment removed", "In a perfect storm, a deployment removed");
    let place = Place::with(&[
        ("docs/rules/metaphor.md", PAGE),
        ("a.md", &text),
        ("pmlint.toml", "rule-pages = [\"docs/rules/*.md\"]\n"),
    ]);
    assert!(speaks(&place, &["a.md"], own), "{:?}", codes(&place, &["a.md"]));
    assert!(speaks(&place, &["--select", "acme", "a.md"], own));
    assert!(!speaks(&place, &["--ignore", "acme/*", "a.md"], own));
    place.write("pmlint.toml", b"rule-pages = [\"docs/**/*.md\"]\n[rules]\n\"acme/metaphor\" = \"off\"\n");
    assert!(!speaks(&place, &["a.md"], own));
    let wrong = |text: &str, said: &str| {
        place.write("pmlint.toml", text.as_bytes());
        place.pmlint(&["check", "a.md"]).assert().code(2).stdout("").stderr(contains(said.to_owned()));
    };
    wrong("rule-pages = [\"docs/*.md\"]\n", "no page fits `docs/*.md`");
    wrong(
        "rule-pages = [\"docs/rules/*.md\"]\n[rules]\n\"acme/metafor\" = \"off\"\n",
        "the nearest is `acme/metaphor`",
    );
    place.write("docs/rules/metaphor.md", PAGE.replace("\"warning\"", "\"loud\"").as_bytes());
    wrong("rule-pages = [\"docs/rules/*.md\"]\n", "docs/rules/metaphor.md:3:");
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_where() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    for (text, said, at) in [
        ("profil = \"sre\"\n", "a configuration has no key `profil`; the nearest is `profile`", "1:1"),
        ("profile = \"ser\"\n", "no profile is called `ser`; the nearest is `sre`", "1:11"),
        (
            "timezone = \"Berlin\"\n",
            "no time zone is called `Berlin`; the nearest is `Europe/Berlin`",
            "1:12",
        ),
        ("timezone = \"CET time\"\n", "no time zone is called `CET time`", "1:12"),
        ("date-order = \"dmy\"\n", "`dmy` is no order of dates: there are `day-month`, `month-day`", "1:14"),
        (
            "fail-on = \"warn\"\n",
            "`warn` cannot fail a run: there are `error`, `warning`, `advice`, `never`",
            "1:11",
        ),
        ("draft-statuses = [\" \"]\n", "an empty word is no status", "1:19"),
        ("include = \"*.md\"\n", "`include` is a list, not of type string", "1:11"),
        ("exclude = [\"[z-a]\"]\n", "this is no pattern", "1:12"),
        ("exclude = [\"../x\"]\n", "patterns begin at the folder of this file", "1:12"),
        (
            "[sections]\ntimelin = [\"x\"]\n",
            "no part of a report is called `timelin`; the nearest is `timeline`",
            "2:1",
        ),
        ("[rules]\n\"timeline/out-of-ordr\" = \"off\"\n", "no rule is called `timeline/out-of-ordr`", "2:1"),
        ("[rules]\n\"timeline/long-gap\" = \"warn\"\n", "`warn` is no severity", "2:23"),
        (
            "[rules]\n\"timeline/long-gap\" = { gab = \"2h\" }\n",
            "has no parameter `gab`; the nearest is `gap`",
            "2:25",
        ),
        ("\"timeline/long-gap\" = \"off\"\n", "rules are set in `[rules]`", "1:1"),
        (
            "[[overrides]]\npath = [\"a\"]\nrules = {}\n",
            "an override has no key `path`; the nearest is `paths`",
            "2:1",
        ),
        ("[[overrides]]\npaths = [\"a\"]\n", "this override has no `rules`", "1:"),
        (
            "timezone = \"PST\"\n",
            "no time zone is called `PST`; an abbreviation leaves the season open",
            "1:12",
        ),
        ("profile = \"sre\"\nrules\n", "key with no value", "2:"),
        ("extends = 3\n", "`extends` is one word or path in quotes, not of type integer", "1:11"),
    ] {
        place.write("pmlint.toml", text.as_bytes());
        place
            .pmlint(&["check", "a.md"])
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(said).and(contains(format!("pmlint.toml:{at}"))));
    }
    place.write("pmlint.toml", b"profil = 1\ntimezone = \"X\"\n[rules]\n\"no/rule\" = \"off\"\n");
    place
        .pmlint(&["check", "a.md"])
        .assert()
        .code(2)
        .stderr(contains("`profil`").and(contains("`X`")).and(contains("`no/rule`")));
    // A missing key that a misspelt one explains is not told apart from it.
    place.write("pmlint.toml", b"[[overrides]]\npath = [\"x\"]\nrules = {}\n");
    let run = place.pmlint(&["check", "a.md"]).assert().code(2);
    run.stderr(contains("the nearest is `paths`").and(contains("this override has no").not()));
    place.write("pmlint.toml", b"profil = 1\n");
    // It is said once, however many files it governs.
    place.write("b.md", BACKWARDS.as_bytes());
    place.pmlint(&["check"]).assert().code(2).stderr(contains("`profil`").count(1));
    // What it does not govern is linted all the same.
    place.write("more/pmlint.toml", b"");
    place.write("more/c.md", BACKWARDS.as_bytes());
    assert!(speaks(&place, &[], ORDER));
}

#[test]
fn what_applies_and_where_it_comes_from_is_shown() {
    let text = "timezone = \"Europe/Berlin\"\nexclude = [\"old\"]\n\n[rules]\n\"timeline/long-gap\" = { severity = \"error\", gap = \"2h\" }\n\n[[overrides]]\npaths = [\"2019/**\"]\nrules = { \"timeline/*\" = \"off\" }\n";
    let place = Place::with(&[("a.md", BACKWARDS), ("pmlint.toml", text)]);
    let shown = |arguments: &[&str]| {
        let output = place.pmlint(&["config"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let here = shown(&["a.md"]);
    for line in [
        "configuration  pmlint.toml\n",
        "linted         yes: if it is named, or looks like a postmortem\n",
        "profile        default  (the default)\n",
        "timezone       Europe/Berlin  (pmlint.toml:1)\n",
        "           gap = \"2h\"  (pmlint.toml:5)\n",
    ] {
        assert!(here.contains(line), "{here}");
    }
    let of_rule = |text: &str, rule: &str| {
        let line = text.lines().find(|line| line.contains(rule)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of_rule(&here, "timeline/long-gap"), "error timeline/long-gap pmlint.toml:5");
    assert_eq!(of_rule(&here, ORDER), "error timeline/out-of-order its page");
    let old = shown(&["2019/x.md", "--profile", "sre"]);
    assert_eq!(of_rule(&old, "timeline/long-gap"), "off timeline/long-gap pmlint.toml:9");
    assert!(old.contains("profile        sre  (the command line)\n"), "{old}");
    assert_eq!(of_rule(&old, "structure/missing-section"), "error structure/missing-section its page");
    assert!(shown(&["old/x.md"]).contains("linted         no: pmlint.toml excludes it\n"));
    assert!(!shown(&[]).contains("linted"));
    let json: serde_json::Value = serde_json::from_str(&shown(&["--output-format", "json", "a.md"])).unwrap();
    assert_eq!(json["timezone"]["from"], "pmlint.toml:1");
    let rules = json["rules"].as_array().unwrap();
    let gap = rules.iter().find(|rule| rule["name"] == "timeline/long-gap").unwrap();
    assert_eq!(gap["params"]["gap"], serde_json::json!({ "value": "2h", "from": "pmlint.toml:5" }));
    place.write("pmlint.toml", b"x = 1\n");
    place.pmlint(&["config"]).assert().code(2).stdout("");
}

#[test]
fn files_are_included_and_excluded_also_where_they_are_named() {
    let place = Place::with(&[
        ("pm/a.md", BACKWARDS),
        ("pm/notes.txt", BACKWARDS),
        ("pm/drafts/b.md", BACKWARDS),
        ("readme.md", BACKWARDS),
        ("pmlint.toml", "exclude = [\"drafts\"]\n"),
    ]);
    let json = ["--output-format", "json"];
    let linted = |arguments: &[&str]| paths(place.check(&json).args(arguments));
    assert_eq!(linted(&[]), ["pm/a.md", "readme.md"]);
    assert_eq!(linted(&["pm/drafts/b.md", "pm/a.md"]), ["pm/a.md"]);
    assert_eq!(linted(&["--force", "pm/drafts/b.md", "pm/a.md"]), ["pm/a.md", "pm/drafts/b.md"]);
    assert_eq!(linted(&["--isolated", "pm/drafts/b.md"]), ["pm/drafts/b.md"]);
    place
        .check(&["-v", "pm/drafts/b.md", "pm/a.md"])
        .assert()
        .code(1)
        .stderr(contains("note: pm/drafts/b.md: passed over: pmlint.toml excludes it"));
    // What a folder holds is chosen by `include`, whatever it is called.
    place.write("pmlint.toml", b"include = [\"pm/**\"]\nexclude = [\"drafts\"]\n");
    assert_eq!(linted(&[]), ["pm/a.md", "pm/notes.txt"]);
    assert_eq!(linted(&["readme.md", "pm/a.md"]), ["pm/a.md"]);
    place
        .check(&["-v", "readme.md", "pm/a.md"])
        .assert()
        .stderr(contains("readme.md: passed over: `include` of pmlint.toml does not name it"));
    // Under its name standard input is left out too.
    let stdin = ["-", "--stdin-filename", "pm/drafts/x.md"];
    place.check(&stdin).write_stdin(BACKWARDS).assert().code(2).stderr(contains("pmlint.toml excludes it"));
    place.check(&stdin).arg("--force").write_stdin(BACKWARDS).assert().code(1);
    // `.gitignore` is honoured in folders.
    place.write(".gitignore", b"a.md\n");
    assert_eq!(linted(&[]), ["pm/notes.txt"]);
}

#[test]
fn a_run_that_lints_nothing_says_so_and_passes_only_if_it_may() {
    let place = Place::with(&[("a.md", BACKWARDS), ("pmlint.toml", "exclude = [\"*\"]\n")]);
    let said = "nothing to lint: 1 named file is left out by the configuration";
    place.check(&["a.md"]).assert().code(2).stderr(contains(format!("error: {said}")));
    place.check(&["-q", "a.md"]).assert().code(2).stderr(contains(said));
    place
        .check(&["--allow-empty", "a.md"])
        .assert()
        .code(0)
        .stdout("")
        .stderr(contains(format!("warning: {said}")));
    let said = ".: nothing to lint: 1 Markdown file is left out by the configuration";
    place.check(&["."]).assert().code(2).stderr(contains(format!("error: {said}")));
    place.check(&["--allow-empty", "."]).assert().code(0).stderr(contains(format!("warning: {said}")));
    // What cannot be read is trouble all the same.
    place.check(&["--allow-empty", "missing.md"]).assert().code(2);
}

#[test]
fn what_fails_a_run_is_agreed_upon_file_by_file() {
    let place = Place::with(&[
        ("a.md", BACKWARDS),
        ("old/b.md", BACKWARDS),
        ("old/pmlint.toml", "fail-on = \"never\"\n"),
        ("advice/pmlint.toml", "fail-on = \"advice\"\n[rules]\n\"timeline/out-of-order\" = \"advice\"\n"),
        ("advice/c.md", BACKWARDS),
    ]);
    let code = |arguments: &[&str]| place.check(arguments).output().unwrap().status.code();
    assert_eq!(code(&["a.md"]), Some(1));
    assert_eq!(code(&["old/b.md"]), Some(0));
    assert_eq!(code(&["a.md", "old/b.md"]), Some(1));
    assert_eq!(code(&["advice/c.md"]), Some(1));
    // The command line goes over all of them.
    assert_eq!(code(&["--fail-on", "error", "old/b.md"]), Some(1));
    assert_eq!(code(&["--fail-on", "warning", "advice/c.md"]), Some(0));
    assert_eq!(code(&["--isolated", "old/b.md"]), Some(1));
    // What tells passed from failed says the same of each file.
    let junit = place.check(&["--output-format", "junit", "a.md", "old/b.md"]).output().unwrap();
    let junit = String::from_utf8(junit.stdout).unwrap();
    assert!(junit.contains(r#"<testsuite name="a.md" tests="1" failures="1""#), "{junit}");
    assert!(junit.contains(r#"<testsuite name="old/b.md" tests="1" failures="0""#), "{junit}");
    let shown = |folder: &str| String::from_utf8(place.pmlint(&["config", folder]).output().unwrap().stdout);
    assert!(shown("old").unwrap().contains("fail-on        never  (old/pmlint.toml:1)\n"));
    assert!(shown(".").unwrap().contains("fail-on        warning  (the default)\n"));
}

#[test]
fn a_team_says_which_statuses_are_drafts() {
    let text = "# Outage\n\nStatus: In Review, waiting for the vendor\n\n## Timeline\n";
    let place = Place::with(&[("a.md", text)]);
    let weight = |settings: &str| {
        place.write("pmlint.toml", settings.as_bytes());
        let arguments = ["check", "--select", "structure/empty-section", "--output-format", "json", "a.md"];
        findings(&mut place.pmlint(&arguments))[0]["severity"].as_str().unwrap().to_owned()
    };
    assert_eq!(weight(""), "error");
    assert_eq!(weight("draft-statuses = [\"Entwurf\", \"in review\"]\n"), "advice");
    assert_eq!(weight("draft-statuses = [\"in rev\", \"review\"]\n"), "error");
    let place = Place::with(&[("pmlint.toml", "draft-statuses = [\"in review\"]\n")]);
    place.pmlint(&["config"]).assert().stdout(contains("draft status   in review  (pmlint.toml:1)\n"));
}

#[test]
fn a_reason_can_be_made_a_duty() {
    let silent = BACKWARDS
        .replace("- 2024-01-18 14:10", "<!-- pmlint-disable-next-line timeline -->\n- 2024-01-18 14:10");
    let place = Place::with(&[
        ("a.md", &silent),
        ("b.md", &silent.replace("timeline -->", "timeline -- the clocks differ -->")),
        ("pmlint.toml", "[rules]\n\"suppression/missing-reason\" = \"warning\"\n"),
    ]);
    let rule = "suppression/missing-reason";
    assert!(speaks(&place, &["a.md"], rule) && !speaks(&place, &["b.md"], rule));
    assert!(!speaks(&place, &["--isolated", "a.md"], rule));
}

#[test]
fn comments_may_name_a_rule_of_the_team_that_is_off() {
    let named = |rule: &str| {
        format!(
            "<!-- pmlint-disable-next-line {rule} -->\nIt was a perfect storm.\n\n<!-- pmlint-disable-next-line {rule} -->\nWell.\n"
        )
    };
    let place = Place::with(&[
        ("rules/metaphor.md", PAGE),
        ("pmlint.toml", "rule-pages = [\"rules/*.md\"]\n[rules]\n\"acme/metaphor\" = \"off\"\n"),
    ]);
    // What it would report, if it ran, is kept silent; what it would not is not.
    for rule in ["acme/metaphor", "acme", "acme/*"] {
        place.write("a.md", named(rule).as_bytes());
        let found = codes(&place, &["--select", "suppression/un*", "a.md"]);
        assert_eq!(found, ["a.md suppression/unused"], "{rule}");
    }
    place.write("a.md", named("acme/metafor").as_bytes());
    let run = place.pmlint(&["check", "--select", "suppression", "a.md"]).output().unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(
        said.contains("no rule is called `acme/metafor`") && said.contains("write `acme/metaphor`"),
        "{said}"
    );
}

#[test]
fn rules_of_the_team_are_explained_and_listed() {
    let place = Place::with(&[
        ("rules/metaphor.md", PAGE),
        ("pmlint.toml", "rule-pages = [\"rules/*.md\"]\n"),
        ("other/pmlint.toml", ""),
    ]);
    let own = contains("Finds figures of speech");
    place.pmlint(&["explain", "acme/metaphor"]).assert().code(0).stdout(own.clone());
    place.pmlint(&["rules"]).assert().code(0).stdout(own.clone().and(contains("timeline/out-of-order")));
    let json = place.pmlint(&["rules", "--output-format", "json"]).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let names: Vec<&str> =
        json.as_array().unwrap().iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    assert!(names.is_sorted() && names.contains(&"acme/metaphor"), "{names:?}");
    let near = "no rule is called `acme/metafor`; the nearest is `acme/metaphor`";
    place.pmlint(&["explain", "acme/metafor"]).assert().code(2).stderr(contains(near));
    let other = ["--config", "../pmlint.toml"];
    for (arguments, known) in [(&[][..], false), (&other, true), (&["--isolated"], false)] {
        let mut explain = place.pmlint(&["explain", "acme/metaphor"]);
        explain.args(arguments).current_dir(place.path().join("other"));
        explain.assert().code(if known { 0 } else { 2 });
    }
    // A configuration that is wrong keeps no built-in rule from being explained.
    place.write("pmlint.toml", b"x = 1\n");
    place.pmlint(&["explain", ORDER]).assert().code(0);
    place.pmlint(&["rules"]).assert().code(2).stdout("").stderr(contains("no key `x`"));
    place.pmlint(&["rules", "--isolated"]).assert().code(0).stdout(own.not());
}

#[test]
fn of_two_configurations_in_a_folder_one_is_named_as_not_read() {
    let place = Place::with(&[
        ("docs/a.md", BACKWARDS),
        ("docs/b/c.md", BACKWARDS),
        ("docs/pmlint.toml", OFF),
        ("docs/.pmlint.toml", ""),
    ]);
    let said =
        "warning: docs/.pmlint.toml is not read, since docs/pmlint.toml lies beside it; keep one of them\n";
    let run = place.check(&["docs"]).assert().code(1);
    run.stderr(contains(said).count(1));
    assert!(!speaks(&place, &["docs/a.md"], ORDER));
    place.pmlint(&["config", "docs"]).assert().code(0).stderr(said);
    place.pmlint(&["check", "-q", "--isolated", "docs/a.md"]).assert().stderr("");
}

#[test]
fn new_follows_the_profile_of_the_configuration() {
    let place = Place::with(&[
        ("pmlint.toml", "profile = \"ccadb\"\n"),
        ("team/pmlint.toml", "profile = \"gitlab\"\n"),
        ("bad/pmlint.toml", "profile = \"ser\"\n"),
    ]);
    let written = |arguments: &[&str]| {
        let output = place.pmlint(&["new"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let named = |profile: &str| written(&["--profile", profile]);
    assert_eq!(written(&[]), named("ccadb"));
    assert_eq!(written(&["--isolated"]), named("default"));
    assert_eq!(written(&["--config", "team/pmlint.toml"]), named("gitlab"));
    written(&["team/a.md"]);
    assert_eq!(std::fs::read_to_string(place.path().join("team/a.md")).unwrap(), named("gitlab"));
    place.pmlint(&["new", "bad/a.md"]).assert().code(2).stderr(contains("the nearest is `sre`"));
    assert!(!place.path().join("bad/a.md").exists());
    place.pmlint(&["new", "--profile", "sre", "bad/a.md"]).assert().code(0);
}
