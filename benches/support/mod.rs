//! Documents to measure with: invented postmortems of any size, the same for
//! the same seed. No sentence is written twice with the same words in it.

use std::fmt::Write as _;

const SERVICES: [&str; 24] = [
    "checkout",
    "ledger",
    "search",
    "billing",
    "session-store",
    "image-resizer",
    "gateway",
    "mailer",
    "inventory",
    "courier",
    "quota-api",
    "login",
    "replica-3",
    "ingest",
    "catalogue",
    "webhooks",
    "scheduler",
    "thumbnailer",
    "report-builder",
    "geo-lookup",
    "feature-flags",
    "audit-log",
    "price-feed",
    "cart",
];
const CAUSES: [&str; 16] = [
    "a certificate that had expired",
    "a connection pool of forty",
    "a migration without an index",
    "a retry loop without a delay",
    "a cache that was emptied by a deployment",
    "a full disk on the primary",
    "a route that pointed to a retired host",
    "a limit of 64 open files",
    "a lock that was never given back",
    "a time-out longer than its caller's",
    "a configuration with two values for one key",
    "a queue that grew faster than it was read",
    "a leap in the clock of one node",
    "a feature flag that was on in one region",
    "a health check that looked at the wrong port",
    "a library update that changed a default",
];
const DEEDS: [&str; 16] = [
    "Alert fired for",
    "On-call acknowledged the page about",
    "Rolled back",
    "Restarted",
    "Added two nodes to",
    "Saw the error rate fall on",
    "Found the slow query in",
    "Drained",
    "Raised the limits of",
    "Asked the vendor about",
    "Opened a bridge for",
    "Disabled the new code path in",
    "Cleared the queue of",
    "Verified the recovery of",
    "Moved traffic away from",
    "Wrote to the customers of",
];
const ACTIONS: [&str; 10] = [
    "Add an alert for",
    "Write a runbook for",
    "Set a limit for",
    "Test the failover of",
    "Document the rollout of",
    "Reduce the retries of",
    "Move the certificates of",
    "Build a dashboard for",
    "Split the database of",
    "Rehearse the restore of",
];
const TEAMS: [&str; 8] =
    ["Platform", "Payments", "Storage", "Edge", "Identity", "Data", "Search", "Release Engineering"];
const CLAUSES: [&str; 12] = [
    "which nobody had measured before",
    "although the dashboards were green",
    "while the queue was still growing",
    "before the first customer wrote",
    "because the retries came all at once",
    "as the graphs show",
    "and the errors stopped",
    "with no effect on the other regions",
    "so the team turned to the logs",
    "after the second attempt",
    "where the load is highest",
    "until the caches were warm",
];

/// Numbers without order, the same for the same seed (SplitMix64).
pub struct Seed(pub u64);

impl Seed {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let at = self.below(words.len() as u64) as usize;
        words[at]
    }

    fn sentence(&mut self) -> String {
        let (service, other) = (self.of(&SERVICES), self.of(&SERVICES));
        let (cause, clause) = (self.of(&CAUSES), self.of(&CLAUSES));
        let (number, share) = (self.below(9_000) + 12, self.below(80) + 3);
        match self.below(8) {
            0 => format!("The {service} had {cause}, {clause}."),
            1 => format!("About {number} requests to {service} waited for {other}, {clause}."),
            2 => format!("{share} % of the calls from {service} to {other} met {cause}."),
            3 => format!("Node {service}-{number} was the first to show it, {clause}."),
            4 => format!("We looked at `{service}.log` and at {other}, {clause}."),
            5 => format!("The [graph {number}](https://graphs.example/{service}/{number}) tells of {cause}."),
            6 => format!("Each retry of **{service}** took {} ms, {clause}.", self.below(900) + 40),
            _ => format!("Nothing in {other} pointed to {cause}, {clause}."),
        }
    }

    fn paragraph(&mut self, sentences: u64) -> String {
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

/// A minute of a day as `07:05`.
fn clock(minute: u64) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// A whole postmortem of about this many bytes; every fourth one with faults.
pub fn document(number: u64, bytes: usize) -> String {
    let mut seed = Seed(number);
    let (service, cause) = (seed.of(&SERVICES), seed.of(&CAUSES));
    let (year, month, day) = (2019 + seed.below(7), seed.below(12) + 1, seed.below(28) + 1);
    let date = format!("{year}-{month:02}-{day:02}");
    let begin = seed.below(900) + 60;
    let rows = (bytes as u64 / 260).max(4);
    let end = begin + rows * 3;
    let shift = if number.is_multiple_of(4) { 65 } else { 0 };
    let mut out = format!(
        "# Postmortem: {service} unavailable on {date}\n\n- **Severity:** SEV-{}\n- **Status:** Final\n- **Start:** {date} {} UTC\n- **End:** {date} {} UTC\n- **Duration:** {} min\n\n## Summary\n\n",
        seed.below(4) + 1,
        clock(begin),
        clock(end),
        end - begin + shift,
    );
    let share = bytes as u64 / 900;
    let _ = writeln!(
        out,
        "On {date} from {} to {} UTC the {service} was down: {cause}. {}\n",
        clock(begin),
        clock(end),
        seed.paragraph(3)
    );
    let _ = writeln!(
        out,
        "## Impact\n\n{} users could not log in. {}\n\n## Timeline\n",
        seed.below(90_000) + 100,
        seed.paragraph(3)
    );
    let table = number.is_multiple_of(3);
    if table {
        out.push_str("| Time (UTC) | Event |\n|---|---|\n");
    }
    for row in 0..rows {
        let (deed, other) = (seed.of(&DEEDS), seed.of(&SERVICES));
        let at = clock(begin + row * 3);
        let _ = if table {
            writeln!(out, "| {at} | {deed} {other}. |")
        } else {
            writeln!(out, "- {at} UTC: {deed} {other}, {}.", seed.of(&CLAUSES))
        };
    }
    let _ = writeln!(out, "\n## Root cause\n\nThe cause was {cause}. {}\n", seed.paragraph(4));
    for part in 0..share {
        if part.is_multiple_of(4) {
            let _ = writeln!(out, "### {} and {}\n", seed.of(&SERVICES), seed.of(&SERVICES));
        }
        let sentences = seed.below(5) + 2;
        let _ = writeln!(out, "{}\n", seed.paragraph(sentences));
    }
    out.push_str("## Action items\n\n");
    for _ in 0..4 {
        let due = format!("{}-{month:02}-{day:02}", year + 1);
        let _ = writeln!(
            out,
            "- {} {}. Owner: {}, due {due}, OPS-{}",
            seed.of(&ACTIONS),
            seed.of(&SERVICES),
            seed.of(&TEAMS),
            seed.below(9_000)
        );
    }
    out.push_str("\n## Lessons learned\n\n");
    out.push_str(&seed.paragraph(4));
    out.push('\n');
    out
}

/// Postmortems one behind the other, of at least this many bytes.
pub fn documents(bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 8_000);
    for number in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&document(number, 5_000));
        out.push('\n');
    }
    out
}

/// A timeline of this many entries, over as many minutes.
pub fn timeline(entries: u64) -> String {
    let mut seed = Seed(7);
    let mut out = String::from("# Postmortem: a long incident\n\n## Timeline\n\nAll times in UTC.\n\n");
    for entry in 0..entries {
        let (year, day) = (2000 + entry / (1440 * 28), entry / 1440 % 28 + 1);
        let _ = writeln!(
            out,
            "- {year}-01-{day:02} {} {} {} {entry}",
            clock(entry),
            seed.of(&DEEDS),
            seed.of(&SERVICES)
        );
    }
    out
}

/// This many sections, each with a label and a paragraph.
pub fn sections(count: u64) -> String {
    let mut seed = Seed(11);
    let mut out = String::from("# Postmortem: many parts\n\n");
    for part in 0..count {
        let _ = writeln!(
            out,
            "## Part {part}: {}\n\n**Component {part}:** {}\n\n{}\n",
            seed.of(&SERVICES),
            seed.of(&SERVICES),
            seed.sentence()
        );
    }
    out
}

/// About this many findings, each in a line of its own.
pub fn findings(count: u64) -> String {
    let mut seed = Seed(13);
    let mut out = String::from("# Postmortem: many faults\n\n## Summary\n\n");
    for fault in 0..count {
        let _ = writeln!(
            out,
            "The {} answered to 10.{}.{}.{} again.\n",
            seed.of(&SERVICES),
            fault / 65_536 % 256,
            fault / 256 % 256,
            fault % 256
        );
    }
    out
}
