//! The page of `pmlint check --output-format html`: it stands alone, names
//! every place of every finding, and shows what is in a document as text.
//!
//! `PMLINT_BLESS=1 cargo test --test page` writes the expected page anew.
//! `ci/html.sh` opens it in a browser.

use assert_cmd::Command;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(arguments: &[&str], stdin: &str) -> String {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let fixed = ["check", "--isolated", "--fail-on", "never", "--output-format", "html"];
    let output = command.current_dir(root()).args(fixed).args(arguments).write_stdin(stdin).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The values of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    page.match_indices(&start).map(|(at, _)| page[at + start.len()..].split('"').next().unwrap()).collect()
}

#[test]
fn the_page_is_as_it_was() {
    let drawn = page(&["fixtures/flawed/figures-that-disagree.md", "fixtures/drawn/one-hour.md"], "");
    let path = root().join("tests/drawn/page.html");
    if std::env::var_os("PMLINT_BLESS").is_some() {
        fs::write(&path, &drawn).unwrap();
    }
    assert!(drawn == fs::read_to_string(&path).unwrap(), "the page is another:\n{drawn}");
}

#[test]
fn every_link_leads_somewhere_and_no_name_is_given_twice() {
    let drawn = page(&["fixtures/flawed", "fixtures/drawn"], "");
    let ids = values(&drawn, "id");
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id is given twice");
    let links = values(&drawn, "href");
    assert!(links.len() > 300, "only {} links", links.len());
    for link in links {
        let inside = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(distinct.contains(inside), "{link} leads nowhere");
    }
    for name in values(&drawn, "aria-labelledby").iter().flat_map(|names| names.split(' ')) {
        assert!(distinct.contains(name), "nothing is called {name}");
    }
}

#[test]
fn the_page_stands_alone() {
    let drawn = page(&["fixtures/flawed"], "");
    assert!(drawn.contains("default-src 'none'"));
    assert!(values(&drawn, "src").is_empty());
    assert_eq!(drawn.matches("<script").count(), 1);
    for rule in ["duration/window-mismatch", "timeline/out-of-order"] {
        assert!(drawn.contains(&format!("<h3>{rule}</h3>")), "the page of {rule} is missing");
    }
}

#[test]
fn a_document_is_shown_as_it_is_written() {
    let text = "# Postmortem\r\n\r\n\t## <b>Summary</b> & \"all\" \u{202e}\r\n- Start: 2026-01-02 10:00 UTC\r- End: 2026-01-02 09:00 UTC";
    let drawn = page(&["-"], text);
    assert!(drawn.contains("    ## &lt;b&gt;Summary&lt;/b&gt; &amp; &quot;all&quot; \u{fffd}"), "{drawn}");
    for number in 1..=5 {
        assert!(drawn.contains(&format!("data-n=\"{number}\"")), "line {number}");
    }
    assert!(!drawn.contains("data-n=\"6\""));
    let empty = page(&["-"], "");
    assert!(empty.contains("data-n=\"1\""));
}

/// The policy of the page lets its own script run and no other.
#[test]
fn the_script_is_the_one_that_may_run() {
    let drawn = page(&["fixtures/drawn/one-hour.md"], "");
    let script = drawn.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    assert_eq!(script, fs::read_to_string(root().join("src/output/html/filter.js")).unwrap());
}
