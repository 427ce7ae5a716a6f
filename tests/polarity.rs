//! Sentences that seem to deny each other and do not, and sentences that do:
//! what the rules on data loss, customers, detection, recovery, status and
//! cause make of many ways to write.

use pmlint::lint;
use pmlint::rules::RuleSet;

const RULES: [&str; 6] = [
    "contradiction/customer-impact",
    "contradiction/data-loss",
    "contradiction/detection-source",
    "contradiction/incident-status",
    "contradiction/recovery-mode",
    "contradiction/root-cause",
];

/// Reports in which all statements can be true. Each line is `mark| text`, the
/// mark names the section.
const CONSISTENT: &[&str] = &[
    // Data loss: something else was lost.
    "S| No data was lost.\nI| The company lost an estimated 41,000 EUR in sales.",
    "S| No data was lost.\nC| The primary lost its connection to the backup files, and the cluster lost quorum.",
    "S| There was no data loss.\nI| Riders lost access to their documents for two hours.",
    "I| No data loss.\nC| The switch dropped frames; 12 % of packets were lost between the racks.",
    "S| No data was lost.\nI| We lost all metrics between 10:00 and 10:40 and about 2 million log messages.",
    "S| No data was lost.\nC| The collector lost 40,000 trace events.",
    "S| No data was lost.\nT| 10:20 We lost sight of the events dashboard.",
    "S| No data was lost.\nC| The scheduler lost track of 300 objects and started them twice.",
    "S| No data was lost.\nI| 1.2 billion queries were lost, revenue was not affected.",
    "S| No data was lost.\nI| About 900 people lost their shopping session and their unsaved comments.",
    "S| There was no data loss.\nC| The leader lost its lease and all in-flight requests failed.",
    "S| No data was lost.\nC| On a congested link, some heartbeat messages were lost.",
    "S| The failover took a minute, and no data was lost.\nC| Before that, 200 rows were lost.",
    "S| No data was lost.\nC| The node lost power, and with it all cached records.",
    // Data loss: it came back.
    "S| No data was lost.\nT| 11:00 We found that 320 messages were lost.\nR| We replayed the messages from the dead-letter queue.",
    "S| In the end no data was lost.\nI| For a day, 4,000 rows were lost.\nR| The rows were restored from the nightly backup.",
    "S| No data was lost.\nC| The consumer lost 51 events.\nA| Reprocess the events of 3 May",
    "S| No data was lost.\nI| 17 bookings were lost and entered again by hand.\nR| We reconstructed the bookings from e-mails.",
    // Data loss: business that did not come about.
    "S| Shoppers could not check out. No data was lost.\nI| Roughly 1,900 orders were lost.",
    "S| No data was lost.\nI| We lost about 300 bookings because guests were unable to complete the form.",
    "S| No data was lost.\nI| 2,300 payments were lost to competitors, some 80,000 EUR of revenue.",
    // Data loss: bounds.
    "S| No customer data was lost in the archive.\nI| 30 draft documents were lost.",
    "S| No data was lost on the primary.\nC| On the replica 200 rows were lost.",
    "S| No data was lost after the failover.\nC| Before it, 200 rows were lost.",
    "S| No data loss beyond the last six minutes.\nC| Six minutes of writes were lost.",
    "S| No data was lost except for the uploads of that hour.\nI| 65 uploads were lost.",
    "S| No permanent data loss.\nI| 65 uploads were lost for a day.",
    "S| No further data was lost.\nI| 65 uploads were lost.",
    "S| For tenants in the EU, no data was lost.\nI| 65 uploads were lost in the US.",
    "I| Mail store: no data loss\nI| File store: 65 uploads were lost.",
    "S| Region one (Frankfurt) had no data loss.\nI| In Dublin 65 uploads were lost.",
    "S| No data was lost (tier one).\nI| 65 uploads were lost.",
    // Data loss: supposed, earlier, planned, questioned, quoted.
    "S| No data was lost.\nC| Had the second disk failed, all records would have been lost.",
    "S| No data was lost.\nC| In the incident of the previous year 65 uploads were lost.",
    "S| We believed that no data was lost.\nI| 65 uploads were lost.",
    "S| So far no data was lost.\nI| 65 uploads were lost.",
    "S| The status page said \"no data was lost\".\nI| 65 uploads were lost.",
    "S| Was there no data loss?\nI| 65 uploads were lost.",
    "S| To make sure that no data was lost we compared the stores.\nI| 65 uploads were lost.",
    "T| 10:00 No data loss.\nI| 65 uploads were lost.",
    "S| No data was lost.\nI| It is possible that uploads were lost.",
    "S| No data was lost.\nI| Some users feared that their files were lost.",
    "S| No data was lost.\nC| Uploads are lost if the queue is full; the queue was not full.",
    "S| No data was lost.\nI| None of the 65 uploads was lost, and no files were lost.",
    "S| The vault lost a disk. No data was lost and 65 uploads were late.",
    // Customers: bounds.
    "S| There was no customer impact outside Europe.\nI| 30 % of customers could not log in.",
    "S| There was no customer impact before 10:00.\nI| 30 % of customers could not log in.",
    "S| No customers were affected by the second restart.\nI| 30 % of customers could not log in.",
    "S| No customers were affected in Asia.\nI| 30 % of customers could not log in.",
    "S| Payments were late, with no impact on customers of the old plan.\nI| 4,000 customers saw errors.",
    "S| The rollback had no customer impact.\nI| 4,000 customers saw errors.",
    "S| The database upgrade itself had no user-facing impact.\nI| 4,000 users saw errors.",
    "S| During the night there was no customer impact.\nI| In the morning 4,000 customers saw errors.",
    "S| There was no lasting customer impact.\nI| 4,000 customers saw errors.",
    "S| There was no customer impact on Monday.\nI| 4,000 customers saw errors.",
    "S| Apart from slow pages there was no customer impact.\nI| 4,000 customers were affected.",
    "S| There was no user impact until the cache ran empty.\nI| All users saw errors.",
    "S| Our SEV3 means no customer impact.\nI| 4,000 customers saw errors.",
    "I| Search: no user impact\nI| Checkout: 40 % of users could not pay",
    "S| Enterprise customers were not affected.\nI| 4,000 customers saw errors.",
    "S| Most customers were not affected.\nI| 4,000 customers saw errors.",
    "S| Customers were not affected, as far as we know.\nI| 4,000 customers saw errors.",
    "W| The fix was deployed with no customer impact.\nI| 4,000 customers saw errors.",
    "W| No customer impact during the maintenance.\nI| 4,000 customers saw errors.",
    "S| We deployed the fix, with no customer impact.\nI| 4,000 customers saw errors.",
    "S| A cache node was restarted, which had no customer impact.\nI| 4,000 customers saw errors.",
    "S| The shards were drained one by one and no customers were affected.\nI| 4,000 customers saw errors.",
    // Customers: those affected are none, or might be.
    "S| There was no customer impact.\nI| 40 % of internal users could not log in.",
    "S| There was no customer impact.\nI| Employees and 12 test users saw errors.",
    "S| There was no customer impact.\nI| 0 % of customers saw errors.",
    "S| There was no customer impact.\nI| Pages were slow, and visitors saw no errors.",
    "S| There was no customer impact.\nI| Had it lasted, 30 % of customers would have been affected.",
    "S| There was no customer impact.\nI| We assumed that all users saw errors.",
    "S| There was no customer impact.\nI| No users saw errors and none of the customers was affected.",
    "S| There was no customer impact.\nI| In last month's outage 30 % of customers were affected.",
    // Detection: in sequence, or both.
    "D| The incident was detected by an alert on the error rate.\nT| 10:10 The first customers report errors.",
    "S| The incident was first reported by customers at 10:02.\nD| It was detected by our monitoring at 10:05.",
    "S| The incident was detected by monitoring and by users.\nD| It was noticed by customers.",
    "D| Customer reports\nS| The issue was detected by a customer before the alert fired.",
    "D| The issue was detected by an alert, four minutes after users had noticed it.\nS| The issue was noticed by users.",
    "S| The issue was not detected by monitoring.\nD| The issue was noticed by customers.",
    "D| The outage was noticed by customers.\nC| The bug was detected by the automated checks of the next build.",
    "D| The outage was detected by an engineer who looked at the alerts.\nS| The outage was noticed by users.",
    "S| The outage was detected by a probe.\nD| A second issue was then noticed by users.",
    "S| The problem was caught by monitoring, support tickets followed.\nD| The problem was noticed by users.",
    "D| Alert\nT| 10:10 Customers wrote to support; the issue was noticed by many.",
    // Recovery: parts, sequences, attempts.
    "S| The replica recovered on its own.\nR| We restarted the primary and service was restored.",
    "S| The alert resolved itself.\nR| We restarted the primary and service was restored.",
    "S| The service recovered on its own at 10:10, but failed again at 10:30.\nR| We restarted the primary and service was restored.",
    "S| Some services recovered automatically.\nR| We restarted the rest and service was restored.",
    "S| The service did not recover on its own.\nR| We restarted the primary and service was restored.",
    "S| After we restarted the primary the service recovered by itself.\nR| We restarted the primary and service was restored.",
    "S| The release was automatically rolled back in Europe.\nR| In Asia the release was manually rolled back, region by region.",
    "S| The first release was automatically rolled back.\nR| The second one was manually rolled back.",
    "S| We expected that the release was automatically rolled back.\nR| We manually rolled back the release.",
    "S| Sessions were restored automatically.\nR| We restarted the primary and service was restored.",
    "S| The service recovered on its own.\nR| We restarted three workers as a precaution.",
    "S| The service recovered without any intervention by customers.\nR| We reverted the release and service was restored.",
    "S| The cluster usually recovers on its own.\nR| We restarted the primary and service was restored.",
    "S| The system recovered automatically.\nT| 10:00 We restarted the primary.\nT| 10:04 The restart failed.",
    "S| The service recovered on its own.\nR| The issue was resolved by raising the limit.",
    "S| The outage resolved itself.\nR| The issue was resolved by replacing the library.",
    "S| The service recovered on its own.\nR| Manual intervention was required to clear three stuck jobs.",
    "S| The service recovered on its own in Dublin.\nR| We restarted the primary in Paris and service was restored.",
    "S| The service recovered on its own as soon as the team freed the disk.\nR| We deleted the logs and service was restored.",
    // Status.
    "F| **Status:** Resolved\nC| The root cause is still under investigation.",
    "F| **Status:** Resolved, monitoring\nS| The incident is ongoing in one region.",
    "F| **Status:** Draft\nC| TBD",
    "F| **Status:** In review\nC| Under investigation",
    "F| **Status:** Complete, action items in progress\nC| The root cause is not yet known.",
    "F| **Status:** Closed\nT| 10:00 The incident is ongoing.",
    "F| **Status:** Closed\nS| During the ongoing sale the shop failed. Talks with the vendor are ongoing.",
    "F| **Status:** Closed\nS| \"The incident is ongoing\", said the status page for two days.",
    "F| **Status:** Closed\nC| The root cause remains unknown.",
    "F| **Status:** Closed\nC| A lock was held for too long.\nC| To be determined: who takes the lock.",
    "F| **Status:** Final\nS| If the incident is ongoing, the banner stays.",
    "F| **Status:** Resolved\nA| The incident is ongoing for one customer, see ticket",
    "F| **Status:** Resolved\nF| \nF| At 10:00 the incident is ongoing.",
    "F| **Status:** Resolved\nF| \nF| **Update:** the incident is ongoing.",
    // Cause.
    "S| The outage was caused by a high volume of orders.\nC| The memory limit was too low.",
    "S| The outage was caused by a feature switch.\nC| The cache refused connections.",
    "S| The outage was caused by a certificate problem.\nC| A release removed the renewal job.",
    "S| The outage was caused by a database that did not answer.\nC| The disk below the database was full.",
    "S| The outage was caused by a full disk.\nC| The queue grew without limit.\nT| 10:00 The queue fills the disk.",
    "S| The outage was caused by an unresponsive cache.\nC| The worker leaked memory.",
    "S| The outage was caused by a memory leak.\nC| One CPU was busy with the garbage collector.",
    "S| Pages failed because of slow queries.\nC| A worker leaked memory.",
    "S| The outage was not caused by the network.\nC| The disk was full.",
    "S| At first the outage was thought to be caused by DNS.\nC| The disk was full.",
    "S| The outage was caused by a faulty release.\nC| A setting was wrong.",
    "S| The outage was caused by an expired certificate of the cache.\nC| The cache refused connections since its renewal job had stopped.",
    "S| The root cause of the slow failover remains unknown.\nC| The root cause was a full disk.",
    "T| 10:00 The root cause is unknown.\nC| The root cause was a full disk.",
    "S| At first the root cause was unknown.\nC| The root cause was a full disk.",
];

/// Reports in which two statements deny each other, and the rule that says so.
const CONTRADICTORY: &[(&str, &str)] = &[
    (
        "data-loss",
        "S| The import stopped for an hour. No data was lost.\nC| The job truncated the table, and 4,300 rows were lost.",
    ),
    ("data-loss", "S| No data was lost.\nI| 17 bookings were permanently lost."),
    (
        "data-loss",
        "S| The mail store was down, but no data was lost.\nI| Customers lost about two hours of messages.",
    ),
    ("data-loss", "I| There was no data loss.\nC| The failover led to the loss of customer data."),
    (
        "data-loss",
        "W| Fortunately, there was no data loss.\nI| 65 uploads were lost and could not be restored.",
    ),
    (
        "data-loss",
        "S| We can confirm that there was no data loss.\nT| 12:10 Found that 65 uploads were lost.",
    ),
    ("data-loss", "S| No data was lost during this incident.\nI| 65 uploads were lost."),
    ("data-loss", "S| We didn't lose any data.\nI| We lost about six hours of order records."),
    (
        "customer-impact",
        "S| A node failed, with no customer impact.\nI| 12 % of customers were unable to log in.",
    ),
    ("customer-impact", "S| No users were affected.\nI| For 20 minutes all users saw errors."),
    (
        "customer-impact",
        "I| None of the services failed, and there was no user impact.\nS| The restart affected 3,000 users.",
    ),
    ("customer-impact", "W| There was no impact on our customers.\nI| 4,000 customers experienced timeouts."),
    ("customer-impact", "S| Customers weren't affected.\nI| The outage impacted almost 80 % of our users."),
    (
        "detection-source",
        "S| The outage was detected by our monitoring.\nD| The outage was noticed by a customer.",
    ),
    (
        "detection-source",
        "S| We learned of the issue from customer complaints.\nD| The incident was first detected by an automated alert.",
    ),
    (
        "recovery-mode",
        "S| The service recovered on its own.\nR| We restarted the primary, and the site came back.",
    ),
    ("recovery-mode", "S| The outage resolved itself.\nR| The outage was resolved by reverting the release."),
    (
        "recovery-mode",
        "S| The site came back without manual intervention.\nT| 10:20 The on-call engineer restarted the primary, and the site recovered.",
    ),
    (
        "recovery-mode",
        "S| The release was rolled back automatically.\nT| 10:20 The team manually rolled back the release.",
    ),
    ("incident-status", "F| **Status:** Resolved\nS| The incident is ongoing."),
    ("incident-status", "F| **Status:** Closed\nC| Under investigation"),
    ("incident-status", "F| **Status:** Final\nC| A queue stopped. We are still investigating the cause."),
    ("incident-status", "F| **Status:** Final\nC| A queue stopped. We're still looking into what caused it."),
    (
        "incident-status",
        "F| **Status:** Done\nC| A queue stopped. The exact cause has not yet been identified.",
    ),
    (
        "root-cause",
        "S| The outage was caused by a DNS failure.\nC| The worker leaked memory until it was killed.",
    ),
    ("root-cause", "S| The root cause was a full disk.\nC| An expired certificate stopped all sign-ins."),
    ("root-cause", "S| The root cause has not been identified.\nC| The root cause was a full disk."),
];

/// The whole report: a section for each mark, in the order of the lines.
fn report(lines: &str) -> String {
    let mut text = String::from("# Report of 3 May 2024\n");
    let mut last = "";
    for line in lines.lines() {
        let (mark, words) = line.split_once("| ").expect("a line has a mark");
        let heading = match mark {
            "S" => "\n## Summary\n",
            "I" => "\n## Impact\n",
            "C" => "\n## Root cause\n",
            "R" => "\n## Resolution\n",
            "D" => "\n## Detection\n",
            "T" => "\n## Timeline (UTC)\n",
            "W" => "\n## What went well\n",
            "A" => "\n## Action items\n",
            _ => "\n",
        };
        let heading = if mark == last { "" } else { heading };
        let bullet = if matches!(mark, "I" | "T" | "W" | "A") { "- " } else { "" };
        text.push_str(&format!("{heading}{bullet}{words}\n"));
        last = mark;
    }
    text
}

/// The rules that find something in a report, with what they say.
fn found(text: &str) -> Vec<(String, String)> {
    let select = RULES.map(String::from);
    let rules = RuleSet::choose(&select, &[]).expect("these rules exist");
    lint(text, &rules).into_iter().map(|found| (found.rule, found.finding.message)).collect()
}

#[test]
fn statements_that_can_all_be_true_raise_nothing() {
    let mut alarms = Vec::new();
    for lines in CONSISTENT {
        for (rule, message) in found(&report(lines)) {
            alarms.push(format!("{rule}: {message}\n{lines}"));
        }
    }
    assert!(alarms.is_empty(), "{}", alarms.join("\n\n"));
}

#[test]
fn statements_that_deny_each_other_are_found_once() {
    let mut faults = Vec::new();
    for (rule, lines) in CONTRADICTORY {
        let rules: Vec<String> = found(&report(lines)).into_iter().map(|(rule, _)| rule).collect();
        if rules != [format!("contradiction/{rule}")] {
            faults.push(format!("{rule} wanted, found {rules:?}\n{lines}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn two_reports_in_one_document_are_not_held_against_each_other() {
    let first = report("S| No data was lost, and there was no customer impact.");
    let second = report("S| A job ran twice.\nI| 65 uploads were lost.\nI| 4,000 customers saw errors.");
    assert_eq!(found(&format!("{first}\n{second}")), []);
}

#[test]
fn a_label_in_a_cell_of_its_own_counts() {
    let table = "| Severity | SEV-2 |\n|---|---|\n| Data loss | None |\n| Duration | 2 hours |";
    let text = format!(
        "# Orders lost\n\n## Summary\n\n{table}\n\n## Impact\n\nIn all, 120 orders were permanently lost.\n"
    );
    let rules: Vec<String> = found(&text).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["contradiction/data-loss"]);
}

#[test]
fn a_doubt_right_behind_code_is_one() {
    let lines = |space: &str| {
        format!(
            "S| `x`{space}currently root cause is unknown.\nC| The root cause was a bad configuration file."
        )
    };
    assert_eq!(found(&report(&lines(" "))), []);
    assert_eq!(found(&report(&lines(""))), []);
    let certain = "S| The root cause is unknown.\nC| The root cause was a bad configuration file.";
    assert_eq!(found(&report(certain)).len(), 1);
}
