//! `pmlint incidents`: a row for each document, what is not stated, what is
//! contradicted, and what several documents share.
//!
//! `PMLINT_BLESS=1 cargo test --test incidents` writes the tables anew.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("pmlint").unwrap();
    let output = command.current_dir(folder).arg("incidents").args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tables_are_as_they_were() {
    for (form, ending) in [("text", "txt"), ("csv", "csv"), ("json", "json"), ("html", "html")] {
        let table = printed(root(), &["--output-format", form, "fixtures/drawn"]);
        let path = root().join(format!("tests/drawn/incidents.{ending}"));
        if std::env::var_os("PMLINT_BLESS").is_some() {
            fs::write(&path, &table).unwrap();
        }
        let known = fs::read_to_string(&path).unwrap();
        assert!(table == known, "{} is another:\n{table}", path.display());
    }
}

fn document(title: &str, id: &str, day: u8, duration: &str) -> String {
    format!(
        "# {title}\n\n- Incident ID: {id}\n- Start: 2026-05-0{day} 10:00 UTC\n- Duration: {duration}\n\n\
         ## Summary\n\nThe shop was down.\n\n## Timeline\n\n- 10:00 It begins.\n"
    )
}

#[test]
fn what_was_copied_over_is_pointed_out() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(place.path().join(name), text).unwrap();
    write("a.md", document("Postmortem: one", "INC-17", 1, "1 hour 47 minutes"));
    write("b.md", document("Postmortem: two", "INC-18", 2, "1 hour 47 minutes"));
    write("c.md", document("Postmortem: three", "INC-17", 3, "2 hours"));
    write("d.md", document("Postmortem: four", "INC-19", 4, "2 hours"));
    let text = printed(place.path(), &["."]);
    assert!(text.contains("a.md and b.md state one unusual duration, 1 h 47 min"), "{text}");
    assert!(text.contains("a.md and c.md have one incident id, INC-17"), "{text}");
    assert!(!text.contains("2 h\n") && !text.contains("d.md and"), "{text}");
    let rows: Value =
        serde_json::from_str(&printed(place.path(), &["--output-format", "json", "."])).unwrap();
    assert_eq!(rows[0]["same_id_as"], serde_json::json!(["c.md"]));
    assert_eq!(rows[0]["same_duration_as"], serde_json::json!(["b.md"]));
    assert!(rows[3].get("same_duration_as").is_none());
}

#[test]
fn nothing_in_a_title_is_computed_or_obeyed() {
    let place = tempfile::tempdir().unwrap();
    let text = document(
        "=HYPERLINK(\"http://evil\") \u{1b}[31m <script>x</script> postmortem",
        "INC-1",
        1,
        "1 hour",
    );
    fs::write(place.path().join("a.md"), text).unwrap();
    let csv = printed(place.path(), &["--output-format", "csv", "a.md"]);
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")"), "{csv}");
    for form in ["text", "csv", "json", "html"] {
        let out = printed(place.path(), &["--output-format", form, "a.md"]);
        assert!(!out.contains('\x1b') && (form != "html" || !out.contains("<script>x")), "{form}: {out}");
    }
}

#[test]
fn what_is_contradicted_is_marked() {
    let text = printed(root(), &["fixtures/flawed/figures-that-disagree.md"]);
    assert!(text.contains("3 h 30 min!") && text.contains("22:40!") && text.contains("P2  "), "{text}");
}

/// The row of a document, for programs.
fn row(text: &str) -> Value {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.md"), text).unwrap();
    let rows: Value =
        serde_json::from_str(&printed(place.path(), &["--output-format", "json", "a.md"])).unwrap();
    rows[0].clone()
}

#[test]
fn repaired_and_resolved_are_two_things() {
    let row = row(
        "# Postmortem: tills offline\n\n**Date:** 2024-09-21\n\n## Timeline (UTC)\n\n- **First detected:** 18:27\n\
         - **Repaired:** 19:05\n- **Resolved:** 21:41\n\n- **Time to repair:** 38m\n\n- **Time to resolve:** 3h 14m\n",
    );
    assert_eq!(row["mitigated"], "2024-09-21T19:05Z");
    assert_eq!(row["resolved"], "2024-09-21T21:41Z");
    assert_eq!(row["time_to_mitigate"], 38 * 60);
    assert_eq!(row["time_to_resolve"], 194 * 60);
}

#[test]
fn an_end_after_midnight_is_on_the_next_day() {
    let row = row(
        "# Postmortem: tills offline\n\n**Date:** 2023-03-08\n\n## Timeline (UTC)\n\n- 22:00 Outage began.\n\
         - 23:10 Alert fired: tills down.\n- **Resolved:** 01:30 All works.\n",
    );
    assert_eq!(row["resolved"], "2023-03-09T01:30Z");
    assert_eq!(row["time_to_resolve"], 210 * 60);
}

#[test]
fn what_is_missing_or_vague_is_not_marked() {
    let few = row(
        "# Postmortem: tills offline\n\n## Summary\n\nThe tills were down from 10:00 to 14:35 UTC on 2 January 2026. \
         For us even a few minutes of downtime are too much.\n\n## Timeline (UTC)\n\n- Detection Time: 10:15\n",
    );
    assert_eq!(few["duration"], 275 * 60);
    assert_eq!(few["contradicted"], serde_json::json!([]));
    assert!(few["findings"].as_u64().unwrap() > 0);
}

#[test]
fn a_mere_address_is_no_title() {
    let row = row(
        "https://example.com/posts/17\n\nPostmortem: Tills offline\n\n## Summary\n\nThe tills were down.\n",
    );
    assert_eq!(row["title"], "Postmortem: Tills offline");
}

#[test]
fn a_later_day_is_told() {
    let place = tempfile::tempdir().unwrap();
    let text = "# Postmortem: tills offline\n\n**Date:** 2023-03-08\n\n## Timeline (UTC)\n\n- 22:00 Outage began.\n\
                - 23:10 Alert fired: tills down.\n- **Resolved:** 01:30 All works.\n";
    fs::write(place.path().join("a.md"), text).unwrap();
    let table = printed(place.path(), &["a.md"]);
    assert!(table.contains("22:00") && table.contains("01:30 +1 d"), "{table}");
}

/// What was noticed at once has its place in the plot, and what has no date is
/// counted.
#[test]
fn a_time_of_zero_is_drawn() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(place.path().join(name), text).unwrap();
    let at_once = "## Timeline (UTC)\n\n- 10:00 The outage began.\n- 10:00 Alert fired: tills down.\n\
                   - 11:00 The service was fully restored.\n";
    write("a.md", format!("# Postmortem: tills\n\n**Date:** 2026-02-03\n\n{at_once}"));
    write("b.md", format!("# Postmortem: scales\n\n{at_once}"));
    let page = printed(place.path(), &["--output-format", "html", "."]);
    assert!(
        page.contains("Postmortem: tills: 0 s</title></circle>")
            || page.contains("tills: 0 min</title></circle>"),
        "{page}"
    );
    assert!(page.contains(">0</text>") && page.contains(">1 incident from"), "{page}");
    assert!(page.contains("1 incident without a date is not drawn"), "{page}");
}

/// The end of a path tells it from others.
#[test]
fn a_long_path_is_cut_at_its_beginning() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("a-folder-with-quite-a-long-name-that-all-the-documents-share");
    fs::create_dir(&folder).unwrap();
    let text = "## Summary\n\nThe tills were down.\n\n## Timeline\n\n- 10:00 It broke.\n";
    fs::write(folder.join("tills-offline.md"), text).unwrap();
    let file = "a-folder-with-quite-a-long-name-that-all-the-documents-share/tills-offline.md";
    let table = printed(place.path(), &[file]);
    assert!(table.contains("…/tills-offline.md"), "{table}");
}

/// What a field for the id holds is the id, and so is the number of an
/// incident in its title.
#[test]
fn an_id_of_any_form_is_shown_and_compared() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(place.path().join(name), text).unwrap();
    write("a.md", document("Postmortem: one", "op-0007", 1, "1 hour"));
    write("b.md", document("Postmortem: two", "OP-0007", 2, "2 hours"));
    write(
        "c.md",
        "# Postmortem of incident 2024-031: tills\n\n## Summary\n\nThe tills were down.\n".to_owned(),
    );
    write(
        "d.md",
        "# Postmortem of the incident 2024-03-01\n\n## Summary\n\nThe tills were down.\n".to_owned(),
    );
    let text = printed(place.path(), &["."]);
    assert!(text.contains("a.md and b.md have one incident id, op-0007"), "{text}");
    assert_eq!(row("# Postmortem\n\n- Incident ID: 88\n\n## Summary\n\nThe tills were down.\n")["id"], "88");
    let rows: Value =
        serde_json::from_str(&printed(place.path(), &["--output-format", "json", "c.md", "d.md"])).unwrap();
    let ids: Vec<&Value> = rows.as_array().unwrap().iter().filter_map(|row| row.get("id")).collect();
    assert_eq!(ids, ["2024-031"]);
}

/// Two incidents that lasted as long as their own times say are as long by
/// chance.
#[test]
fn a_length_that_its_own_times_confirm_is_not_copied() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, day: u8| {
        let times = format!("- Start: 2026-05-0{day} 10:00 UTC\n- End: 2026-05-0{day} 11:47 UTC\n");
        let text = format!(
            "# Postmortem: {name}\n\n{times}- Duration: 1 hour 47 minutes\n\n## Summary\n\nThe shop was down.\n"
        );
        fs::write(place.path().join(format!("{name}.md")), text).unwrap();
    };
    write("one", 1);
    write("two", 2);
    assert!(!printed(place.path(), &["."]).contains("unusual duration"));
}

#[test]
fn what_entries_tell_in_plain_words_fills_the_row() {
    let row = row(
        "# Postmortem: tills offline\n\n## Summary\n\n75% of users experienced failing payments.\n\n## Timeline (UTC)\n\n\
         - 2026-01-02 10:00 Problem starts.\n- 2026-01-02 10:05 An alert fires for slow tills.\n\
         - 2026-01-02 10:20 Discovered a missing entry in the route table.\n\
         - 2026-01-02 10:40 Mitigated by switching traffic away.\n- 2026-01-02 11:00 The service was fully restored.\n",
    );
    for (key, value) in [
        ("affected_share", "75%"),
        ("start", "2026-01-02T10:00Z"),
        ("detected", "2026-01-02T10:05Z"),
        ("mitigated", "2026-01-02T10:40Z"),
        ("resolved", "2026-01-02T11:00Z"),
    ] {
        assert_eq!(row[key], value, "{key}");
    }
    assert_eq!(row["time_to_mitigate"], 40 * 60);
}

/// A date that the title denies is marked.
#[test]
fn a_disputed_date_is_marked() {
    let text = "# Postmortem 2022-01-27: pods\n\n## Summary\n\nThe pod limit was reached on 2022-06-02.\n\n## Timeline (UTC)\n\n\
                - 2022-06-02 10:00 The outage began.\n- 2022-06-02 10:20 Alert fired: no pods.\n\
                - 2022-06-02 11:00 The service was fully restored.\n";
    let marked = row(text);
    assert_eq!(marked["date"], "2022-06-02");
    assert!(marked["contradicted"].as_array().unwrap().contains(&"date".into()), "{marked}");
    let agreed = row(&text.replace("2022-01-27", "2022-06-02"));
    assert!(!agreed["contradicted"].as_array().unwrap().contains(&"date".into()), "{agreed}");
}
