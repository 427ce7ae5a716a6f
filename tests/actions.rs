//! How the actions of a report are read: what is one, who does it, by when,
//! and where it is tracked.

use pmlint::document::Document;
use pmlint::facts::Facts;
use pmlint::incident::{Action, Incident};

fn actions(body: &str) -> Vec<Action> {
    let text = format!("# Export jobs stuck on 2024-02-12\n\n## Action items\n\n{body}\n");
    let document = Document::parse(&text);
    let incident = Incident::rebuild(&document, &Facts::read(&document));
    for action in &incident.actions {
        assert!(text.get(action.span.range()).is_some(), "{body}: {action:?}");
    }
    incident.actions
}

fn the_one(line: &str) -> Action {
    let all = actions(line);
    assert_eq!(all.len(), 1, "{line}: {all:?}");
    all.into_iter().next().unwrap()
}

fn owner(line: &str) -> Option<String> {
    the_one(line).owner.map(|mark| mark.written)
}

fn ticket(line: &str) -> Option<String> {
    the_one(line).ticket.map(|mark| mark.written)
}

fn due(line: &str) -> Option<String> {
    the_one(line).due.map(|due| due.mark.written)
}

#[test]
fn an_action_is_an_item_a_row_a_heading_with_fields_or_a_line_that_begins_like_a_task() {
    let texts = |body: &str| actions(body).into_iter().map(|action| action.text).collect::<Vec<_>>();
    let both = ["Add a limit", "Drop the queue"];
    assert_eq!(texts("- Add a limit\n- Drop the queue"), both);
    assert_eq!(texts("1. Add a limit\n2. Drop the queue"), both);
    assert_eq!(texts("- [ ] Add a limit\n- [x] Drop the queue"), both);
    assert_eq!(texts("•\tAdd a limit\n•\tDrop the queue"), both);
    assert_eq!(texts("Add a limit\nDrop the queue"), both);
    assert_eq!(texts("Add a limit\n\nDrop the queue"), both);
    assert_eq!(texts("| Action | Owner |\n|---|---|\n| Add a limit | Ana |\n| Drop the queue | Bo |"), both);
    assert_eq!(
        texts("| # | Task | Who |\n|---|---|---|\n| 1 | Add a limit | Ana |\n| 2 | Drop the queue | |"),
        both
    );
    assert_eq!(texts("### Add a limit\n**Owner:** Ana\n### Drop the queue\n**Owner:** Bo"), both);
    assert_eq!(texts("- Task 1: Add a limit\n- Task 2: Drop the queue"), both);
    // A label or a heading groups, details belong to their action.
    assert_eq!(texts("- Short term:\n  - Add a limit\n- Long term:\n  - Drop the queue"), both);
    assert_eq!(texts("**Short term**\n\n- Add a limit\n\n### Later\n\n- Drop the queue"), both);
    assert_eq!(texts("- Add a limit\n  - ten minutes for a start\n  - Owner: Ana\n- Drop the queue"), both);
}

#[test]
fn what_is_no_action() {
    let none = [
        "None.",
        "- None",
        "N/A",
        "No action needed, because the service is switched off.",
        "There are no further actions.",
        "The following measures were agreed on:",
        "It was a long night.",
        "| Metric | Before | After |\n|---|---|---|\n| Exports | 12 | 40 |",
        "> - Add a limit",
        "| Action | Owner |\n|---|---|\n| | |",
    ];
    for body in none {
        assert!(actions(body).is_empty(), "{body}: {:?}", actions(body));
    }
}

#[test]
fn an_owner_is_named_in_many_ways() {
    let owners = [
        ("- Add a limit. Owner: storage team", "storage team"),
        ("- Add a limit (owner: Ana, due 2024-03-01)", "Ana"),
        ("- Add a limit (Ana)", "Ana"),
        ("- Add a limit (Ana, next sprint)", "Ana"),
        ("- Add a limit [ana]", "ana"),
        ("- [Ana] Add a limit", "Ana"),
        ("- Add a limit — Ana", "Ana"),
        ("- Add a limit - Platform team", "Platform team"),
        ("- Add a limit @ana", "@ana"),
        ("- ana@ adds a limit", "ana@"),
        ("- Assigned to Bo: a limit", "Bo: a limit"),
        ("- Ana: add a limit", "Ana"),
        ("- **Bo Li**: add a limit", "Bo Li"),
        ("- Ana will add a limit", "Ana"),
        ("- The storage team will add a limit", "storage team"),
        ("- Add a limit\n  - DRI: Ana", "Ana"),
        ("- Add a limit\n\n  Owner: Ana", "Ana"),
        ("| Action | Assigned to |\n|---|---|\n| Add a limit | Ana |", "Ana"),
        ("### Storage team\n- Add a limit", "Storage team"),
    ];
    for (line, name) in owners {
        assert_eq!(owner(line).as_deref(), Some(name), "{line}");
    }
}

#[test]
fn what_looks_like_an_owner_and_is_none() {
    let lines = [
        "- Add a limit (in progress)",
        "- Add a limit (if possible)",
        "- Add a limit (DONE)",
        "- Add a limit [Priority: High]",
        "- Monitoring: add a limit",
        "- Load testing: add a limit",
        "- Pin exporter@6.11.3",
        "- We will add a limit",
        "- Update the guide to include a limit",
        "- Add a limit - so that nobody waits",
        "- Ensure that all team members should know the limit",
        "| Action | Owner |\n|---|---|\n| Add a limit | - |",
        "| Action | Owner |\n|---|---|\n| Add a limit | unassigned |",
    ];
    for line in lines {
        assert_eq!(owner(line), None, "{line}");
    }
}

#[test]
fn a_ticket_is_an_address_or_a_number() {
    let tickets = [
        ("- Add a limit (EXP-31)", "EXP-31"),
        ("- Add a limit #31", "#31"),
        ("- Add a limit shop/export#31", "shop/export#31"),
        ("- Add a limit T12345", "T12345"),
        ("- Add a limit, bug 31", "bug 31"),
        ("- Add a limit, shop&6733", "shop&6733"),
        ("- Add a limit [issue](https://code.example/shop/export/issues/31)", "issue"),
        ("- Add a limit\n  [issue][1]\n\n[1]: https://code.example/shop/export/issues/31", "issue"),
        ("- https://code.example/shop/export/-/issues/31", "https://code.example/shop/export/-/issues/31"),
        (
            "- Add a limit\n  - https://code.example/shop/export/pull/31",
            "https://code.example/shop/export/pull/31",
        ),
        ("| Action | Ticket |\n|---|---|\n| Add a limit | EXP-31 |", "EXP-31"),
    ];
    for (line, number) in tickets {
        assert_eq!(ticket(line).as_deref(), Some(number), "{line}");
    }
    for line in [
        "- Patch CVE-2024-1234",
        "- Use UTF-8",
        "- Hash with SHA-256",
        "- Write 3 tests",
        "| Action | Ticket |\n|---|---|\n| Add a limit | n/a |",
    ] {
        assert_eq!(ticket(line), None, "{line}");
    }
}

#[test]
fn a_due_date_is_a_date_or_a_time_in_words() {
    let dates = [
        ("- Add a limit (due 2024-03-01)", "2024-03-01", Some("2024-03-01")),
        ("- Add a limit by 1 March 2024", "1 March 2024", Some("2024-03-01")),
        ("- Add a limit — Ana, 2024-03-01", "2024-03-01", Some("2024-03-01")),
        ("- Add a limit\n  - Deadline: March 1, 2024", "March 1, 2024", Some("2024-03-01")),
        ("- Add a limit, due 1 March", "1 March", None),
        ("- Add a limit next sprint", "next sprint", None),
        ("- Add a limit within two weeks", "within two weeks", None),
        ("- Add a limit (Ana, Q3)", "Q3", None),
        ("| Action | ETA |\n|---|---|\n| Add a limit | 2024-03-01 |", "2024-03-01", Some("2024-03-01")),
    ];
    for (line, written, day) in dates {
        assert_eq!(due(line).as_deref(), Some(written), "{line}");
        let at = the_one(line).due.unwrap().at.map(|at| at.local_iso());
        assert_eq!(at.as_deref(), day, "{line}");
    }
    for line in [
        "- Add a limit",
        "- Bring the limit of 2023-11-02 back",
        "| Action | Date opened |\n|---|---|\n| Add a limit | 2024-03-01 |",
    ] {
        assert_eq!(due(line), None, "{line}");
    }
}

#[test]
fn an_action_is_done_by_a_tick_a_status_or_its_tense() {
    let done = [
        "- [x] Add a limit",
        "- ✅ Add a limit",
        "- Add a limit (DONE)",
        "- Add a limit — done",
        "- Added a limit",
        "- We have added a limit",
        "- ~~Add a limit to all exports~~",
        "- Add a limit\n  - Status: done",
        "| Action | Status |\n|---|---|\n| Add a limit | Completed |",
        "### Completed\n- Add a limit",
    ];
    for line in done {
        assert!(the_one(line).done, "{line}");
    }
    for line in [
        "- [ ] Add a limit",
        "- Add a limit",
        "- We need a limit",
        "- Add a limit (in progress)",
        "- Add a limit where one was forgotten",
    ] {
        assert!(!the_one(line).done, "{line}");
    }
}
