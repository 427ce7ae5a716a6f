//! `pmlint test-rules`: the examples on pages of rules, run and reported.

mod support;

use predicates::str::contains;
use support::Place;

const PAGE: &str = "\
# ours/vendor
```toml
severity = \"warning\"

[lexical]
phrases = [\"acme\"]
message = \"`{match}` names a vendor\"
```
Names a vendor.

```markdown bad
We asked Acme.
```
```markdown good
We asked the vendor.
```
";

#[test]
fn the_built_in_pages_hold() {
    let place = Place::new();
    let run = place.pmlint(&["test-rules"]).assert().code(0).stdout("");
    run.stderr(contains("all hold"));
}

#[test]
fn pages_that_hold_are_counted() {
    let place =
        Place::with(&[("rules/a.md", PAGE), ("rules/b.md", &PAGE.replace("ours/vendor", "ours/other"))]);
    let run = place.pmlint(&["test-rules", "rules"]).assert().code(0).stdout("");
    run.stderr(contains("4 examples on 2 pages: all hold"));
}

#[test]
fn an_example_that_fails_is_named_with_its_line() {
    let failing = PAGE.replace("We asked the vendor", "Acme").replace("We asked Acme", "We asked");
    let place = Place::with(&[("a.md", &failing)]);
    let run = place.pmlint(&["test-rules", "a.md"]).assert().code(1);
    let run = run.stdout(contains(
        "a.md:11: this `bad` example of `ours/vendor` gives no finding, it should give one\n",
    ));
    let run = run.stdout(contains(
        "a.md:14: this `good` example of `ours/vendor` gives a finding, it should give none\n  line 15: `Acme` names a vendor\n",
    ));
    run.stderr(contains("2 faults"));
}

#[test]
fn a_page_without_a_bad_example_proves_nothing() {
    let place = Place::with(&[("a.md", &PAGE.replace("markdown bad", "markdown good"))]);
    let run = place.pmlint(&["test-rules", "a.md"]).assert().code(1);
    run.stdout(contains("a.md:1: no `markdown bad` fence shows what `ours/vendor` reports"));
}

#[test]
fn a_page_that_cannot_be_read_is_shown() {
    let place = Place::with(&[("a.md", &PAGE.replace("phrases", "phrase"))]);
    let run = place.pmlint(&["test-rules", "a.md"]).assert().code(2);
    run.stdout(contains("unknown field `phrase`")).stdout(contains("a.md:6:1"));
    place
        .pmlint(&["test-rules", "missing.md"])
        .assert()
        .code(2)
        .stderr(contains("missing.md: does not exist"));
}

/// A page of the project itself, whose rule has code.
#[test]
fn the_page_of_a_built_in_rule_is_run_with_its_code() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/timeline/out-of-order.md");
    Place::new().pmlint(&["test-rules", page]).assert().code(0);
}

#[test]
fn without_a_path_the_pages_of_the_configuration_are_run() {
    let place = Place::with(&[("pmlint.toml", "rule-pages = [\"r/*.md\"]\n"), ("r/a.md", PAGE)]);
    let run = |arguments: &[&str]| place.pmlint(&["test-rules"]).args(arguments).assert();
    run(&[]).code(0).stderr("2 examples on 1 page: all hold\n");
    run(&["--isolated"]).code(0).stderr(contains(" pages: all hold"));
    place.write("r/a.md", PAGE.replace("We asked Acme.", "We asked them.").as_bytes());
    run(&[]).code(1).stdout(contains("r/a.md:11: this `bad` example of `ours/vendor` gives no finding"));
    place.write("r/a.md", PAGE.replace("phrases", "phrasess").as_bytes());
    run(&[]).code(2).stderr(contains("phrasess"));
}

#[test]
fn an_own_page_is_explained_without_a_hole_where_its_settings_stood() {
    let page = PAGE.replace("# ours/vendor\n", "# ours/vendor\n\n").replace("```\nNames", "```\n\nNames");
    let place = Place::with(&[("pmlint.toml", "rule-pages = [\"a.md\"]\n"), ("a.md", &page)]);
    let run = place.pmlint(&["explain", "ours/vendor"]).assert().code(0);
    run.stdout(predicates::str::starts_with("# ours/vendor\n\nNames a vendor.\n"));
}
