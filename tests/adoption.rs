//! What lets a team begin where it stands: baselines, drafts, `init` and `new`;
//! on the real program.

mod support;

use pmlint::rules::catalogue;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::fs;
use support::{BACKWARDS, Place, findings, in_order};

/// `BACKWARDS` with a second entry out of order, further down.
fn twice_backwards() -> String {
    BACKWARDS.replace("15:00 UTC Service", "14:20 UTC A query is cancelled.\n- 2024-01-18 15:00 UTC Service")
}

/// The same findings, further down.
fn moved() -> String {
    BACKWARDS.replace("## Timeline", "It was a long hour.\n\nNobody slept.\n\n## Timeline")
}

const JSON: [&str; 2] = ["--output-format", "json"];

#[test]
fn a_baseline_hides_what_it_counts_though_lines_move() {
    let place = Place::with(&[("docs/a.md", BACKWARDS), ("docs/b.md", &in_order())]);
    place
        .check(&["--write-baseline=base.json", "docs/a.md", "docs/b.md"])
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr("no findings in 2 files\nwrote `base.json`: 1 known finding in 1 file\n");
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    let expected = "{\n  \"version\": 1,\n  \"files\": {\n    \"docs/a.md\": {\n      \"timeline/out-of-order\": 1\n    }\n  }\n}\n";
    assert_eq!(written, expected);
    place.write("docs/a.md", moved().as_bytes());
    place
        .check(&["--baseline", "base.json", "docs/a.md"])
        .assert()
        .code(0)
        .stdout(is_empty())
        .stderr("no findings in 1 file\n1 finding is known to `base.json` and not shown\n");
    // Nothing is left behind beside it.
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2);
}

#[test]
fn a_baseline_makes_the_folder_it_lies_in() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    place.check(&["--write-baseline=target/of/base.json", "a.md"]).assert().code(0);
    place.check(&["--baseline=target/of/base.json", "a.md"]).assert().code(0);
    let run = place.check(&["--write-baseline=a.md/base.json", "a.md"]).assert().code(2);
    run.stderr("error: a.md/base.json: lies in something that is no folder; check the path\n");
}

#[test]
fn the_paths_are_those_from_the_baseline() {
    let place = Place::with(&[("docs/2024/a.md", BACKWARDS), ("ci/readme.txt", "")]);
    place.check(&["--write-baseline=ci/base.json", "docs/2024/a.md"]).assert().code(0);
    let written = fs::read_to_string(place.path().join("ci/base.json")).unwrap();
    assert!(written.contains("\"../docs/2024/a.md\""), "{written}");
    let below = place.path().join("docs");
    place.check(&["--baseline", "../ci/base.json", "2024/a.md"]).current_dir(&below).assert().code(0);
    let whole = place.path().join("docs/2024/a.md");
    place.check(&["--baseline", "ci/base.json"]).arg(whole).assert().code(0);
    let piped = ["--baseline", "ci/base.json", "--stdin-filename", "docs/2024/a.md", "-"];
    place.check(&piped).write_stdin(BACKWARDS).assert().code(0);
    place.check(&["--baseline", "ci/base.json", "-"]).write_stdin(BACKWARDS).assert().code(1);
}

#[test]
fn more_than_the_baseline_counts_is_shown_whole() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let whole = |arguments: &[&str]| {
        let mut command = place.pmlint(&["check", "--select", "timeline", "a.md"]);
        command.args(arguments);
        command
    };
    whole(&["--write-baseline"]).assert().code(0);
    place.write("a.md", twice_backwards().as_bytes());
    let all = findings(&mut whole(&JSON)).len();
    assert_eq!(all, 2);
    whole(&["--baseline", "pmlint-baseline.json", "--output-format", "concise"])
        .assert()
        .code(1)
        .stdout(contains("a.md:13:").and(contains("a.md:15:")))
        .stderr(contains(
            "a.md: 2 findings of `timeline/out-of-order` where the baseline knows 1: all are shown",
        ));
}

#[test]
fn fewer_than_the_baseline_counts_asks_to_write_it_anew() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    place.check(&["--write-baseline=base.json", "a.md", "b.md"]).assert().code(0);
    place.write("a.md", in_order().as_bytes());
    let hint = "`base.json` counts 1 finding that is gone; write it anew with `--write-baseline=base.json`\n";
    place.check(&["--baseline", "base.json", "a.md"]).assert().code(0).stderr(contains(hint));
    // What did not run cannot be gone, nor what was not looked at.
    place
        .pmlint(&["check", "--select", "numbers", "--baseline", "base.json", "a.md"])
        .assert()
        .code(0)
        .stderr(contains("gone").not());
    place.check(&["--baseline", "base.json", "b.md"]).assert().code(0).stderr(contains("gone").not());
    fs::remove_file(place.path().join("a.md")).unwrap();
    place.check(&["--baseline", "base.json", "b.md"]).assert().code(0).stderr(contains(hint));
    place.check(&["--baseline", "base.json", "--write-baseline", "b.md"]).assert().code(0);
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    assert!(!written.contains("a.md") && written.contains("b.md"), "{written}");
}

#[test]
fn writing_anew_keeps_what_was_not_looked_at() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    place.check(&["--write-baseline=base.json", "a.md", "b.md"]).assert().code(0);
    place.write("a.md", in_order().as_bytes());
    place.check(&["--write-baseline=base.json", "a.md"]).assert().code(0);
    let numbers = ["check", "--select", "numbers", "--write-baseline=base.json", "b.md"];
    place.pmlint(&numbers).assert().code(0);
    let written = fs::read_to_string(place.path().join("base.json")).unwrap();
    assert!(!written.contains("a.md") && written.contains("b.md"), "{written}");
}

#[test]
fn what_is_no_baseline_is_told_and_left_alone() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.json", "# Notes"), ("c.json", "{\"version\": 7}")]);
    let told = |arguments: &[&str], message: &'static str| {
        place.check(arguments).assert().code(2).stderr(contains(message));
    };
    told(&["--baseline", "none.json", "a.md"], "none.json: does not exist; write it with");
    told(&["--baseline", "b.json", "a.md"], "b.json: is no baseline (");
    told(&["--write-baseline=b.json", "a.md"], "b.json: is no baseline (");
    told(&["--baseline", "c.json", "a.md"], "c.json: is a baseline of version 7");
    told(&["--write-baseline", "c.json", "a.md"], "say `--write-baseline=c.json`");
    told(&["--write-baseline", "--changed-since", "main", "a.md"], "cannot be used with");
    assert_eq!(fs::read_to_string(place.path().join("b.json")).unwrap(), "# Notes");
    let piped = place.check(&["--write-baseline=d.json", "-"]).write_stdin(BACKWARDS).assert().code(2);
    piped.stderr(contains("a baseline counts by file, and standard input is none"));
    assert!(!place.path().join("d.json").exists());
}

#[test]
fn statistics_follow_the_findings() {
    let place = Place::with(&[("a.md", BACKWARDS), ("b.md", BACKWARDS)]);
    let table = "rule                   severity  findings  files\ntimeline/out-of-order  error            2      2\n";
    place
        .check(&["--statistics", "--output-format", "concise", "a.md", "b.md"])
        .assert()
        .code(1)
        .stdout(predicates::str::ends_with(table))
        .stderr("2 errors in 2 files\n");
    // A program reads one array, and nothing behind it.
    let json = ["--statistics", "--output-format", "json", "a.md", "b.md"];
    assert_eq!(findings(&mut place.check(&json)).len(), 2);
    place.check(&json).assert().code(1).stderr(contains(table));
    place.write("a.md", in_order().as_bytes());
    place.check(&["--statistics", "a.md"]).assert().code(0).stdout(is_empty());
}

/// What an empty section weighs in a document that begins like this.
fn weight(top: &str) -> String {
    let text = format!("{top}\n\n## Timeline\n\n## Action items\n\n- TBD: decide\n");
    let place = Place::with(&[("a.md", &text)]);
    let select = ["check", "--select", "structure/empty-section"];
    let found = findings(place.pmlint(&select).args(JSON).arg("a.md"));
    assert_eq!(found.len(), 1, "{top}: {found:#?}");
    found[0]["severity"].as_str().unwrap().to_owned()
}

#[test]
fn gaps_are_advice_in_a_draft() {
    for top in [
        "# Outage\n\nStatus: draft",
        "# Outage\n\n**Status:** Draft, waiting for the vendor",
        "# Outage\n\n- Document status: first draft",
        "# Outage\n\n| Status | WIP |\n|---|---|\n| Author | Ana |",
        "# Outage\n\n| | |\n|---|---|\n| Status | Work in progress |\n| Author | Ana |",
        "# Outage\n\n## Status\n\nIn progress",
        "---\ntitle: Outage\nstatus: draft\n---\n",
        "---\ntitle: Outage\nstatus: \"WIP\"\n---\n",
        "+++\ntitle = \"Outage\"\ndraft = true\n+++\n",
        "# [DRAFT] Outage",
        "# WIP: Outage",
        "# Outage (work in progress)",
        "# Outage – draft",
        "# Outage\n\nWIP",
        "# Outage\n\n> **Draft** – please do not share.",
        "# Outage\n\n*This document is a work in progress.*",
    ] {
        assert_eq!(weight(top), "advice", "{top}");
    }
}

#[test]
fn gaps_weigh_what_they_do_where_nothing_says_draft() {
    for top in [
        "# Outage",
        "# Outage\n\nStatus: final",
        "# Outage\n\nStatus: no longer a draft",
        "# Outage\n\nStatus: Complete, action items in progress",
        "# Outage\n\nStatus: in progress of being rolled back",
        "# Outage\n\nStatus: Draft / In review / Final",
        "# Outage\n\nStatus: draft → final",
        "# Outage\n\nStatus: drafty server room",
        "# Outage\n\nStatus of the draft: final",
        "---\ntitle: Outage\ndraft: false\n---\n",
        "# Draft orders were lost",
        "# Draft-mode outage",
        "# Outage of the WIP limit",
        "# Outage\n\nDraft orders were lost.",
        "# Outage\n\n```\nStatus: draft\n```",
        "# Outage\n\n> Status: draft of the vendor's notice",
    ] {
        assert_eq!(weight(top), "error", "{top}");
    }
}

#[test]
fn a_draft_passes_the_gate_and_contradictions_do_not() {
    let draft = "# Outage\n\nStatus: draft\n\n## Summary\n\nTBD\n";
    let place = Place::with(&[("a.md", draft)]);
    let run = place.pmlint(&["check", "a.md"]).assert().code(0);
    run.stderr(predicates::str::is_match(r"\A\d+ pieces of advice in 1 file\n\z").unwrap());
    place.pmlint(&["check", "--fail-on", "advice", "a.md"]).assert().code(1);
    place.write("a.md", BACKWARDS.replace("\n\n## Summary", "\n\nStatus: draft\n\n## Summary").as_bytes());
    place.check(&["a.md"]).assert().code(1).stderr("1 error in 1 file\n");
    // What is switched off stays so.
    place.write("a.md", draft.as_bytes());
    place.pmlint(&["check", "--select", "duration", "--fail-on", "advice", "a.md"]).assert().code(0);
    place
        .pmlint(&["explain", "structure/missing-section"])
        .assert()
        .stdout(contains("severity = \"error\"   # advice where the document is a draft\n"));
}

const PROFILES: [&str; 9] =
    ["default", "minimal", "sre", "pagerduty", "atlassian", "gitlab", "wikimedia", "ccadb", "alx"];

/// What belongs in each gap of what `pmlint new` writes.
const FILLED: [(&str, &str); 48] = [
    ("what broke", "search in the shop found nothing"),
    (
        "what happened and how it ended",
        "Searches in the shop returned nothing on 12 March 2024 from 10:00 to 11:10 UTC, until the index of the day before was put back.",
    ),
    ("who was affected and how many", "About 4,200 visitors searched in vain."),
    (
        "how it could happen",
        "The job that builds the index accepts an empty list of articles, and nothing compares the new index with the old one.",
    ),
    ("what set it off", "The export of articles was renamed, so that the job read an empty file."),
    ("how it was noticed", "An alert on searches without results fired after four minutes."),
    (
        "what brought relief and how it is known",
        "The index of the day before was put back, and the share of searches with results rose to its usual level.",
    ),
    ("team or role", "Search team: repair"),
    ("what helped", "The index of the day before was still there."),
    ("what hindered", "Nobody on call knew how an index is put back."),
    ("what could have been worse", "It was a quiet morning."),
    ("what began to fail", "Searches begin to return nothing."),
    ("who or what noticed it", "An alert on empty results fires."),
    ("what was found or tried", "The new index is found to be empty."),
    ("what brought relief", "The index of the day before is put back."),
    ("how it is known to be over", "Searches find as much as usual again; the incident is resolved."),
    ("what prevents it", "Refuse an index that is much smaller than the last one"),
    ("what notices it sooner", "Alert when the share of searches without results doubles"),
    ("owner", "Search team"),
    ("author", "Search team"),
    ("ticket", "SHOP-501"),
    ("task", "SHOP-499"),
    ("link", "https://graphs.shop.example/d/search"),
    ("graph or log", "Graph of searches: https://graphs.shop.example/d/search"),
    ("type", "prevent"),
    ("kind", "Prevent"),
    ("status", "Ongoing"),
    ("severity", "S2"),
    ("duration", "70 minutes"),
    ("id", "2024-03-12-search"),
    ("customers affected", "4,200"),
    ("requests affected", "9,100"),
    ("people paged", "2"),
    ("responder count", "3"),
    ("coordinators", "Search team"),
    ("earlier incident", "N/A"),
    ("description", "No earlier incident is of this kind."),
    ("corresponding root cause", "Root Cause 1"),
    ("evaluation criteria", "An empty index is refused in the test suite"),
    ("ca owner ccadb unique id", "A000987"),
    ("incident description", "Certificates were issued with a locality of another applicant."),
    ("timeline summary", "See below."),
    ("relevant policies", "Baseline Requirements"),
    ("source of incident disclosure", "Self Reported"),
    ("total number of certificates", "38"),
    ("total number of remaining valid certificates", "0"),
    ("affected certificate types", "OV"),
    ("incident heuristic", "All certificates with a copied locality"),
];

/// Fills in what `pmlint new` wrote, gap by gap.
fn filled(template: &str) -> String {
    let mut text = template
        .replace("Status:** Draft", "Status:** Reviewed")
        .replace("Status:** draft", "Status:** review");
    for (gap, words) in FILLED.into_iter().chain([("analysis", "N/A"), ("additional considerations", "N/A")])
    {
        text = text.replace(&format!("{{{{ {gap} }}}}"), words);
    }
    text = text.replace("Start:** YYYY-MM-DD HH:MM", "Start:** 2024-03-12 10:00");
    text = text.replace("End:** YYYY-MM-DD HH:MM", "End:** 2024-03-12 11:10");
    for time in ["10:00", "10:04", "10:30", "10:50", "11:10"] {
        text = text.replacen("YYYY-MM-DD HH:MM", &format!("2024-03-12 {time}"), 1);
    }
    text = text
        .replace("date:** YYYY-MM-DD", "date:** 2024-03-12")
        .replace("Date:** YYYY-MM-DD", "Date:** 2024-03-12");
    text = text.replace("| N/A | YYYY-MM-DD |", "| N/A | N/A |").replace("YYYY-MM-DD", "2024-04-30");
    assert!(!text.contains("{{ ") && !text.contains("HH:MM"), "a gap that the test does not know:\n{text}");
    text
}

#[test]
fn what_new_writes_is_accepted_once_it_is_filled_in() {
    for profile in PROFILES {
        let place = Place::new();
        let written =
            place.pmlint(&["new", "--profile", profile]).assert().code(0).get_output().stdout.clone();
        let written = String::from_utf8(written).unwrap();
        let mut text = filled(&written);
        if profile == "alx" {
            // This guide wants 400 words.
            let more = "The job reads a list of articles and writes an index for each language of the shop. "
                .repeat(18);
            text = text.replace("with the old one.", &format!("with the old one. {more}"));
        }
        place.write("a.md", text.as_bytes());
        let run =
            place.pmlint(&["check", "--profile", profile, "--fail-on", "advice", "a.md"]).output().unwrap();
        assert!(run.status.success(), "{profile}:\n{}\n{text}", String::from_utf8_lossy(&run.stdout));
    }
}

#[test]
fn what_new_writes_says_what_each_section_is_for_and_what_is_left() {
    for profile in PROFILES {
        let place = Place::new();
        place.pmlint(&["new", "--profile", profile, "a.md"]).assert().code(0).stdout(is_empty()).stderr(
            match profile {
                "default" => "wrote `a.md`; `pmlint check a.md` tells what is left to fill in\n".to_owned(),
                // This guide lets gaps be.
                "minimal" => "wrote `a.md`; fill in what stands in double braces\n".to_owned(),
                _ => format!(
                    "wrote `a.md`; `pmlint check --profile {profile} a.md` tells what is left to fill in\n"
                ),
            },
        );
        let text = fs::read_to_string(place.path().join("a.md")).unwrap();
        for section in text.split("\n## ").skip(1) {
            assert!(section.contains("\n\n<!-- "), "{profile}: {section}");
        }
        let found =
            findings(place.pmlint(&["check", "--select", "structure/placeholder", "a.md"]).args(JSON));
        let message = found[0]["message"].as_str().unwrap();
        // What is about other incidents is passed over.
        let parts = text.split("\n## ").filter(|part| !part.starts_with("Related"));
        let gaps: usize = parts.map(|part| part.matches("{{ ").count() + part.matches("YYYY-").count()).sum();
        let counted: usize = message.split_whitespace().find_map(|word| word.parse().ok()).unwrap();
        assert_eq!(counted + 1, gaps, "{profile}: {message}");
    }
}

#[test]
fn new_asks_for_what_the_configuration_asks_for() {
    let config = "profile = \"sre\"\ntimezone = \"Europe/Berlin\"\n\
        [sections]\ntimeline = [\"What happened when\"]\n\
        [rules]\n\"structure/missing-section\" = { required = [\"summary\", \"timeline\", \"trigger\", \"lessons\"] }\n\
        \"structure/missing-metadata\" = { severity = \"error\", required = [\"date\", \"severity\"] }\n";
    let place = Place::with(&[("docs/pmlint.toml", config)]);
    let run = place.pmlint(&["new", "docs/it's one.md"]).assert().code(0);
    run.stderr(contains("`pmlint check 'docs/it'\\''s one.md'` tells what is left to fill in\n"));
    let text = fs::read_to_string(place.path().join("docs/it's one.md")).unwrap();
    for there in
        ["## What happened when\n", "All times are in Europe/Berlin.", "## Trigger\n", "- **Severity:** {{"]
    {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(!text.contains("UTC") && !text.contains("## Impact"), "{text}");
    place.write("docs/it's one.md", text.replace("Draft", "Final").as_bytes());
    let select = ["check", "--select", "structure/missing-*,timeline/missing-time-zone", "docs/it's one.md"];
    place.pmlint(&select).assert().code(0);
}

#[test]
fn new_writes_over_nothing() {
    let place = Place::with(&[("a.md", "mine"), ("docs/b.md", "")]);
    let told = |path: &str, message: &'static str| {
        place.pmlint(&["new", path]).assert().code(2).stderr(contains(message));
    };
    told("a.md", "a.md: is there already; name another file");
    told("docs", "docs: is a folder; name the file to write");
    told("none/a.md", "none/a.md: its folder does not exist; make it first");
    assert_eq!(fs::read_to_string(place.path().join("a.md")).unwrap(), "mine");
    place.pmlint(&["new", "--profile", "sree"]).assert().code(2).stderr(contains("the nearest is `sre`"));
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("{}/fixtures/clean/{name}.md", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn init_guesses_the_profile() {
    for profile in ["default", "sre", "pagerduty", "ccadb", "wikimedia"] {
        let name = format!("profile-{profile}");
        let place = Place::with(&[("docs/postmortems/a.md", &fixture(&name)), ("README.md", "# Shop\n")]);
        place
            .pmlint(&["init"])
            .assert()
            .code(0)
            .stdout(is_empty())
            .stderr(contains(format!("wrote `pmlint.toml` with the profile `{profile}` for 1 postmortem\n")));
        let written = fs::read_to_string(place.path().join("pmlint.toml")).unwrap();
        let table: toml::Table = written.parse().unwrap();
        assert_eq!(table["profile"].as_str(), Some(profile));
        assert!(written.contains("# include = [\"docs/postmortems/**/*.md\"]\n"), "{written}");
    }
}

/// What `init` writes, its examples no longer comments.
fn without_comments(written: &str) -> String {
    let is_setting = |line: &&str| {
        line.starts_with("# [")
            || line.starts_with("# \"")
            || line.split(" = ").next().is_some_and(|key| !key.trim_start_matches("# ").contains(' '))
    };
    let lines = written.lines().filter(|line| !line.starts_with('#') || is_setting(line));
    lines.map(|line| line.trim_start_matches("# ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_of_the_configuration_can_be_switched_on() {
    let place = Place::new();
    place.pmlint(&["init"]).assert().code(0).stderr(contains("no postmortem found below this folder"));
    let written = fs::read_to_string(place.path().join("pmlint.toml")).unwrap();
    let table: toml::Table = without_comments(&written).parse().unwrap();
    let keys: Vec<&str> = table.keys().map(String::as_str).collect();
    let known = [
        "date-order",
        "draft-statuses",
        "exclude",
        "fail-on",
        "include",
        "overrides",
        "profile",
        "rule-pages",
        "rules",
        "sections",
        "timezone",
    ];
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, known);
}

#[test]
fn init_leaves_templates_out_and_writes_over_nothing() {
    let sre = fixture("profile-sre");
    let place = Place::with(&[("a.md", &sre), ("doc/[x] Template.md", &sre)]);
    place.pmlint(&["init"]).assert().code(0);
    let written = fs::read_to_string(place.path().join("pmlint.toml")).unwrap();
    assert!(written.contains("\nexclude = [\"doc/[[]x[]] Template.md\"]\n"), "{written}");
    place.write("pmlint.toml", b"mine");
    place.pmlint(&["init"]).assert().code(2).stderr(contains("pmlint.toml: is there already; `--force`"));
    assert_eq!(fs::read_to_string(place.path().join("pmlint.toml")).unwrap(), "mine");
    place.pmlint(&["init", "--force"]).assert().code(0);
    assert_eq!(fs::read_to_string(place.path().join("pmlint.toml")).unwrap(), written);
    let hidden = Place::with(&[(".pmlint.toml", "")]);
    hidden.pmlint(&["init"]).assert().code(2).stderr(contains(".pmlint.toml: is there already"));
    hidden.pmlint(&["init", "--force"]).assert().code(0).stderr(contains("wrote `.pmlint.toml` with"));
    assert!(!hidden.path().join("pmlint.toml").exists());
}

#[test]
fn shells_and_man_know_every_command() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.pmlint(&["completions", shell]).assert().code(0);
        script
            .stdout(contains("--write-baseline").or(contains("write-baseline")).and(contains("test-rules")));
    }
    place.pmlint(&["completions", "csh"]).assert().code(2);
    let page = place.pmlint(&["man"]).assert().code(0);
    page.stdout(
        predicates::str::contains(".TH pmlint 1")
            .and(contains(".SH \"PMLINT CHECK\""))
            .and(contains("changed\\-since"))
            .and(contains(".SH \"EXIT STATUS\"")),
    );
}

#[test]
fn rules_that_name_a_gap_are_those_of_completeness() {
    // They speak of what the text refers to and of comments, finished or not.
    let others = ["contradiction/missing-reference", "suppression/missing-reason"];
    for rule in catalogue() {
        let name = rule.page.name.as_ref();
        let names_a_gap =
            ["/missing-", "/no-", "/empty-", "/too-few-", "/placeholder", "-without-", "/unquantified"]
                .iter()
                .any(|part| name.contains(part));
        if names_a_gap {
            assert_eq!(rule.page.completeness, !others.contains(&name), "{name}");
        } else {
            assert!(!rule.page.completeness || name == "structure/word-count", "{name}");
        }
    }
}
