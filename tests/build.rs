//! What the build makes ready, and what it says of files that are malformed.

#[path = "../build/code.rs"]
mod code;
#[path = "../build/fault.rs"]
mod fault;
#[path = "../build/headings.rs"]
mod headings;
#[path = "../build/pages.rs"]
mod pages;
#[path = "../build/profiles.rs"]
mod profiles;

// As in `build.rs`.
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "../src/document"]
mod document {
    pub mod roles;
    pub use roles::Role;
}
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "../src/finding.rs"]
mod finding;
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "../src/rules"]
mod rules {
    pub mod glob;
    pub mod lexical {
        pub mod table;
        pub(crate) use table::{Phrase, Table};
    }
    #[path = "../../build/matcher.rs"]
    pub mod matcher;
    pub mod page;
    pub mod params;
    pub mod profile;
    pub mod settings;
    pub mod value;
}
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "../src/span.rs"]
mod span;

use fault::Fault;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The files that the build reads, to be changed.
fn files() -> TempDir {
    let (here, there) = (Path::new(env!("CARGO_MANIFEST_DIR")), tempfile::tempdir().unwrap());
    copy(&here.join("rules"), &there.path().join("rules"));
    fs::create_dir_all(there.path().join("src/document")).unwrap();
    let names = "src/document/headings.toml";
    fs::copy(here.join(names), there.path().join(names)).unwrap();
    there
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What is said when `old` in a file is `new`.
fn told(make: fn(&Path) -> Result<String, Vec<Fault>>, file: &str, (old, new): (&str, &str)) -> Vec<String> {
    let files = files();
    let path = files.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no {old:?}");
    fs::write(&path, text.replacen(old, new, 1)).unwrap();
    let faults = make(files.path()).err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn the_files_of_the_project_are_in_order() {
    let files = files();
    for make in [headings::make, pages::make, profiles::make] {
        let faults = make(files.path()).err().unwrap_or_default();
        assert!(faults.is_empty(), "{}", faults[0]);
    }
}

#[test]
fn a_malformed_page_is_told_with_its_line() {
    let page = "rules/timeline/out-of-order.md";
    let cases = [
        (("severity", "sevrity"), "rules/timeline/out-of-order.md:3: unknown field `sevrity`"),
        (("\"error\"", "\"fatal\""), "rules/timeline/out-of-order.md:3: `fatal` is no severity"),
        (("# timeline/out", "# timeline/not"), "rules/timeline/out-of-order.md:1: the title names another"),
        (("```toml", "```text"), "rules/timeline/out-of-order.md:1: the `toml` fence"),
    ];
    for (change, message) in cases {
        let told = told(pages::make, page, change);
        assert!(told.len() == 1 && told[0].starts_with(message), "{change:?}: {told:?}");
    }
}

#[test]
fn what_a_page_names_must_exist() {
    let change = ("severity =", "yields-to = [\"timeline/none\"]\nseverity =");
    let told = told(pages::make, "rules/structure/empty-section.md", change);
    assert_eq!(told, ["rules/structure/empty-section.md: yields to `timeline/none`, which is no rule"]);
}

#[test]
fn a_malformed_table_of_phrases_is_told_with_its_line() {
    let page = "rules/language/minimiser.md";
    let told = told(pages::make, page, ("\nmessage = ", "\nmesage = "));
    assert!(told.len() == 1 && told[0].contains("mesage"), "{told:?}");
    assert!(told[0].starts_with("rules/language/minimiser.md:"), "{told:?}");
}

#[test]
fn a_malformed_profile_is_told_with_its_line() {
    let cases = [
        (("no-owner-at-all", "no-owner-at-al"), "rules/profiles/sre.toml:11: no rule is called"),
        (("title", "titel"), "rules/profiles/sre.toml:3: a profile has no key `titel`"),
        (("\"root-cause\"", "\"root-case\""), "rules/profiles/sre.toml:14: `required` names no part"),
        (("actions/no-owner-at-all", "actions/{no,some}-owner"), "rules/profiles/sre.toml:11: no rule is"),
    ];
    for (change, message) in cases {
        let told = told(profiles::make, "rules/profiles/sre.toml", change);
        assert!(told.len() == 1 && told[0].starts_with(message), "{change:?}: {told:?}");
    }
    let files = files();
    fs::write(files.path().join("rules/profiles/another.toml"), "title = \"x\"").unwrap();
    let faults = profiles::make(files.path()).err().unwrap_or_default();
    assert_eq!(faults[0].to_string(), "rules/profiles/another.toml: is not listed in build/profiles.rs");
}

#[test]
fn a_name_of_a_section_that_is_never_found_is_told_with_its_line() {
    let file = "src/document/headings.toml";
    let cases = [
        (("\"executive summary\"", "\"Executive summary\""), ":8: `Executive summary` is never found"),
        (("\"executive summary\"", "\"summary\""), ":8: `summary` stands twice under one role"),
        (("\nsummary = ", "\nsumary = "), ":7: unknown variant `sumary`"),
        (("\"end time\"", "\"start time\""), ": `start time` names two fields"),
    ];
    for (change, message) in cases {
        let told = told(headings::make, file, change);
        assert!(told.len() == 1 && told[0].contains(message), "{change:?}: {told:?}");
        assert!(told[0].starts_with("src/document/headings.toml:"), "{told:?}");
    }
}
