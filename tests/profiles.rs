//! Profiles: each embedded one can be read, says where it comes from, and sets
//! what it says; what is misspelt in one is found, with its place.

mod support;

use pmlint::finding::Severity;
use pmlint::lint;
use pmlint::rules::{Profile, RuleSet, SettingsError, profiles};
use std::fs;
use std::path::Path;
use support::{BACKWARDS, Place};

const NAMES: [&str; 9] =
    ["default", "minimal", "sre", "pagerduty", "atlassian", "gitlab", "wikimedia", "ccadb", "alx"];

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/profiles");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn every_file_can_be_read_and_is_embedded() {
    for (name, text) in files() {
        let read = Profile::parse(&name, &text);
        let told = |errors: Vec<SettingsError>| {
            let line = |error: &SettingsError| text[..error.span.start].matches('\n').count() + 1;
            errors.iter().map(|error| format!("{name}:{}: {error}", line(error))).collect::<Vec<_>>()
        };
        let read = read.unwrap_or_else(|errors| panic!("{:#?}", told(errors)));
        assert!(!read.title.is_empty(), "{name} does not say which guide it follows");
        assert!(!read.sources.is_empty() || name == "default", "{name} does not say where it comes from");
        assert!(profiles().iter().any(|profile| profile.name == name), "{name} is not embedded");
    }
    let embedded: Vec<&str> = profiles().iter().map(|profile| profile.name.as_ref()).collect();
    assert_eq!(embedded, NAMES);
}

#[test]
fn the_default_profile_changes_nothing() {
    let profile = RuleSet::of_profile(Profile::named("default").unwrap());
    let told = |rules: &RuleSet| {
        let rules = rules.rules.iter();
        rules.map(|rule| format!("{} {} {:?}", rule.name, rule.severity, rule.params)).collect::<Vec<_>>()
    };
    assert_eq!(told(&profile), told(&RuleSet::default()));
}

#[test]
fn the_minimal_profile_demands_nothing() {
    let rules = RuleSet::of_profile(Profile::named("minimal").unwrap());
    let demands = rules.rules.iter().filter(|rule| {
        rule.name.starts_with("timeline/missing")
            || ["structure/", "actions/"].iter().any(|f| rule.name.starts_with(f))
    });
    let demands: Vec<&str> = demands.map(|rule| rule.name.as_ref()).collect();
    assert!(demands.is_empty(), "{demands:?}");
    assert!(rules.rules.iter().any(|rule| rule.name == "timeline/out-of-order"));
    assert!(rules.rules.iter().any(|rule| rule.name == "duration/window-mismatch"));
}

fn rules_of(text: &str) -> RuleSet {
    RuleSet::of_profile(&Profile::parse("test", text).unwrap_or_else(|errors| panic!("{errors:?}")))
}

fn severity(rules: &RuleSet, name: &str) -> Option<Severity> {
    rules.rules.iter().find(|rule| rule.name == name).map(|rule| rule.severity)
}

#[test]
fn a_name_speaks_louder_than_a_glob_and_a_later_glob_than_an_earlier() {
    let rules = rules_of(
        "[rules]\n\
         \"timeline/long-gap\" = { severity = \"advice\", gap = \"2h\" }\n\
         \"timeline/*\" = \"off\"\n\
         \"timeline/out-*\" = \"warning\"\n\
         \"timeline/outside-window\" = \"default\"\n\
         duration = \"off\"\n",
    );
    assert_eq!(severity(&rules, "timeline/long-gap"), Some(Severity::Advice));
    assert_eq!(severity(&rules, "timeline/missing-date"), None);
    assert_eq!(severity(&rules, "timeline/out-of-order"), Some(Severity::Warning));
    assert_eq!(severity(&rules, "timeline/outside-window"), Some(Severity::Warning));
    assert_eq!(severity(&rules, "duration/window-mismatch"), None);
    let gap = rules.rules.iter().find(|rule| rule.name == "timeline/long-gap").unwrap();
    assert_eq!(gap.params.seconds("gap"), 7_200);
}

/// What is wrong with a text, and the words it stands on.
fn wrong(text: &str) -> Vec<(&str, String)> {
    let errors = Profile::parse("test", text).expect_err(text);
    errors.into_iter().map(|error| (&text[error.span.range()], error.message)).collect()
}

#[test]
fn what_is_misspelt_is_found_in_its_place() {
    let cases = [
        ("titel = \"x\"", "titel", "the nearest is `title`"),
        ("title = 3", "3", "of type integer"),
        (
            "[rules]\n\"timeline/out-of-odrer\" = \"off\"",
            "\"timeline/out-of-odrer\"",
            "`timeline/out-of-order`",
        ),
        ("[rules]\n\"timeline/*\" = \"of\"", "\"of\"", "`of` is no severity"),
        ("[rules]\n\"timeline/long-gap\" = 3", "\"timeline/long-gap\"", "set to a severity"),
        ("[rules]\n\"timeline/long-gap\" = { gab = \"2h\" }", "gab", "the nearest is `gap`"),
        ("[rules]\n\"timeline/long-gap\" = { gap = \"two\" }", "\"two\"", "such as `4h`"),
        ("[rules]\n\"timeline/long-gap\" = { gap = 2 }", "2", "of type string, not integer"),
        ("[rules]\n\"timeline/*\" = { gap = \"2h\" }", "gap", "name the rule in full"),
        ("[rules]\n\"timeline/missing-date\" = { minimum = -1 }", "-1", "negative"),
        ("[rules]\n\"structure/missing-section\" = { required = [1] }", "[1]", "list of words"),
        ("[rules]\n\"structure/missing-section\".required = [\"timelime\"]", "[\"timelime\"]", "`timeline`"),
    ];
    for (text, place, message) in cases {
        let found = wrong(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let (at, told) = &found[0];
        assert_eq!(*at, place, "{text}: {told}");
        assert!(told.contains(message), "{text}: {told}");
    }
    assert_eq!(wrong("a = 1\nb = 2").len(), 2, "only the first fault is told");
    assert_eq!(wrong("title = ").len(), 1);
}

#[test]
fn the_command_line_takes_a_profile_and_globs_over_it() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let check = |arguments: &[&str]| {
        let mut command = place.pmlint(&["check", "--output-format", "concise"]);
        let output = command.args(arguments).arg("a.md").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(check(&[]).contains("structure/missing-section"));
    let minimal = check(&["--profile", "minimal"]);
    assert!(!minimal.contains("structure/missing-section"), "{minimal}");
    assert!(minimal.contains("timeline/out-of-order"), "{minimal}");
    let chosen = check(&["--profile", "minimal", "--select", "structure/missing-section"]);
    assert!(chosen.contains("structure/missing-section"), "{chosen}");
    let ignored = check(&["--profile", "minimal", "--ignore", "timeline/out-of-order"]);
    assert!(ignored.is_empty(), "{ignored}");
}

#[test]
fn an_unknown_profile_is_an_error_with_a_suggestion() {
    let place = Place::with(&[("a.md", BACKWARDS)]);
    let told = |name: &str| {
        let output =
            place.pmlint(&["check", "--profile", name, "a.md"]).assert().code(2).get_output().clone();
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told("pagerdutty").contains("the nearest is `pagerduty`"));
    assert!(told("SRE").contains("the nearest is `sre`"));
    let all = told("none-of-these-names");
    assert!(NAMES.iter().all(|name| all.contains(&format!("`{name}`"))), "{all}");
}

/// A change to the document that a profile accepts, and the rule that has to
/// speak then: under the profile, and not under the default one.
struct Demand {
    profile: &'static str,
    change: (&'static str, &'static str),
    rule: &'static str,
}

const fn demand(profile: &'static str, from: &'static str, to: &'static str, rule: &'static str) -> Demand {
    Demand { profile, change: (from, to), rule }
}

const DEMANDS: [Demand; 21] = [
    demand("sre", "## Trigger", "## Weather", "structure/missing-section"),
    demand("sre", "## Detection", "## Calls", "structure/missing-section"),
    demand("sre", "**Status:** Complete, action items in progress", "", "structure/missing-metadata"),
    demand("sre", "| Owner | Bug |", "| Owner | Note |", "structure/missing-column"),
    demand("sre", "| prevent |", "| hope |", "structure/unknown-value"),
    demand("pagerduty", "## Responders", "## Notes", "structure/missing-section"),
    demand("pagerduty", "**Postmortem Owner:** Warehouse systems", "", "structure/missing-metadata"),
    demand("pagerduty", "**Status:** Reviewed", "**Status:** Revewed", "structure/unknown-value"),
    demand("pagerduty", "| Data Link |", "| Remark |", "structure/missing-column"),
    demand("atlassian", "## Leadup", "## Notes", "structure/missing-section"),
    demand("atlassian", "## Lessons learned", "## Notes", "structure/missing-section"),
    demand("gitlab", "| Customers Affected | 310 of 1,240 (25 %) |", "", "structure/missing-metadata"),
    demand("gitlab", "| Incident Severity | S2 |", "| Incident Severity | High |", "structure/unknown-value"),
    demand("wikimedia", "| Task | T900417 |\n", "", "structure/missing-metadata"),
    demand("wikimedia", "**Document status:** final", "**Document status:** done", "structure/unknown-value"),
    demand("ccadb", "### Timeline", "### Chronology", "structure/unknown-heading"),
    demand("ccadb", "### Appendix", "### Fingerprints", "structure/missing-section"),
    demand("ccadb", "- **Incident heuristic:**", "- ", "structure/missing-metadata"),
    demand("ccadb", "Self Reported", "Ourselves", "structure/unknown-value"),
    demand("ccadb", "| Evaluation Criteria |", "| Remark |", "structure/missing-column"),
    demand("alx", "## Corrective and preventative measures", "## Next steps", "structure/unknown-heading"),
];

#[test]
fn each_profile_demands_what_its_guide_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for Demand { profile, change: (from, to), rule } in DEMANDS {
        let text = fs::read_to_string(root.join(format!("fixtures/clean/profile-{profile}.md"))).unwrap();
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "profile-{profile}.md does not hold `{from}`");
        let own = RuleSet::of_profile(Profile::named(profile).unwrap());
        let speaks = |rules: &RuleSet| lint(&changed, rules).iter().any(|found| found.rule == rule);
        assert!(speaks(&own), "{profile}: {rule} is silent on `{to}` for `{from}`");
        assert!(!speaks(&RuleSet::default()), "{profile}: {rule} speaks under the default profile as well");
    }
}

#[test]
fn a_length_is_demanded_by_some_guides_only() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean/profile-alx.md");
    let text = fs::read_to_string(path).unwrap() + &" and so on".repeat(40);
    let count = |profile: &str| {
        let rules = RuleSet::of_profile(Profile::named(profile).unwrap());
        lint(&text, &rules).iter().filter(|found| found.rule == "structure/word-count").count()
    };
    assert_eq!((count("alx"), count("default")), (1, 0));
}

#[test]
fn the_help_lists_the_profiles() {
    let output = Place::new().pmlint(&["check", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = help.split(|c: char| !c.is_alphanumeric()).collect();
    for name in NAMES {
        assert!(words.contains(&name), "`--help` does not name `{name}`");
    }
}
