//! A consistent report stays silent whenever it happened, in whatever zone and
//! words it is told.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use pmlint::lint;
use pmlint::rules::RuleSet;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// An incident, in minutes from its start.
#[derive(Clone, Debug)]
struct Incident {
    /// Minutes since 2021-01-01 00:00 UTC.
    start: i64,
    /// Minutes from the start to each entry, in order; the first is 0.
    entries: Vec<i64>,
    /// Minutes from the start to the end.
    end: i64,
}

/// How it is told.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// Minutes east of UTC, and the zone's name.
    zone: (i64, &'static str),
    /// 2:05 PM instead of 14:05.
    twelve_hours: bool,
    /// Each entry carries its date.
    dated_entries: bool,
    /// The entries stand in a table.
    table: bool,
    /// Which of the ways to say the duration.
    duration: usize,
    /// Start and end are fields instead of a sentence.
    fields: bool,
}

const ZONES: [(i64, &str); 6] =
    [(0, "UTC"), (60, "UTC+1"), (-300, "UTC-5"), (330, "UTC+05:30"), (540, "JST"), (-180, "UTC-3")];

const EVENTS: [&str; 4] = [
    "The on-call engineer is paged.",
    "The connection pool is found exhausted.",
    "The pool is enlarged.",
    "Half of the requests succeed.",
];

fn origin() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2021, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)).expect("a day")
}

impl Style {
    fn local(self, minutes: i64) -> NaiveDateTime {
        origin() + TimeDelta::minutes(minutes + self.zone.0)
    }

    fn clock(self, at: NaiveDateTime) -> String {
        let form = if self.twelve_hours { "%-I:%M %p" } else { "%H:%M" };
        at.format(form).to_string()
    }

    fn moment(self, minutes: i64) -> String {
        let at = self.local(minutes);
        let date = if self.twelve_hours { "%B %-d, %Y," } else { "%Y-%m-%d" };
        format!("{} {}", at.format(date), self.clock(at))
    }

    fn length(self, minutes: i64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match self.duration % 5 {
            0 => format!("{minutes} minutes"),
            1 => format!("{hours} h {rest} min"),
            2 => format!("{hours} hours and {rest} minutes"),
            3 => format!("about {minutes} minutes"),
            _ => format!("{hours}h{rest:02}m"),
        }
    }
}

fn report(incident: &Incident, style: Style) -> String {
    let (from, to) = (style.moment(incident.start), style.moment(incident.start + incident.end));
    let zone = style.zone.1;
    let length = style.length(incident.end);
    let extent = if style.fields {
        format!("**Start time:** {from} {zone}\n\n**End time:** {to} {zone}\n\n**Duration:** {length}\n")
    } else {
        format!("The outage lasted {length}, from {from} to {to} {zone}.\n")
    };
    let mut text = format!(
        "# Orders failed\n\n## Summary\n\n{extent}\n## Impact\n\nOrders were not accepted.\n\n## Timeline ({zone})\n\n"
    );
    if style.table {
        text.push_str("| Time | Event |\n|---|---|\n");
    }
    let last = [(incident.end, "Service restored, back to normal.")];
    let first = [(0, "Orders begin to fail; the first alert fires.")];
    let middle = incident.entries.iter().copied().zip(EVENTS);
    for (minutes, event) in first.into_iter().chain(middle).chain(last) {
        let at = incident.start + minutes;
        let time = if style.dated_entries { style.moment(at) } else { style.clock(style.local(at)) };
        let line =
            if style.table { format!("| {time} | {event} |\n") } else { format!("- {time} {event}\n") };
        text.push_str(&line);
    }
    text.push_str("\n## Root cause\n\nA pool without a limit.\n\n## Resolution\n\nA larger pool.\n");
    text.push_str("\n## Action items\n\n- Watch the pool.\n");
    text
}

fn incidents() -> impl Strategy<Value = Incident> {
    // Gaps below six hours: without dates a longer one would be overnight.
    let gaps = prop::collection::vec(0_i64..350, 2..=4);
    (0_i64..2_600_000, gaps, 1_i64..350).prop_map(|(start, gaps, last)| {
        let entries: Vec<i64> = gaps
            .iter()
            .scan(0, |sum, gap| {
                *sum += gap;
                Some(*sum)
            })
            .collect();
        let end = entries.last().copied().unwrap_or_default() + last;
        Incident { start, entries, end }
    })
}

fn styles() -> impl Strategy<Value = Style> {
    let zone = prop::sample::select(&ZONES[..]);
    (zone, any::<[bool; 4]>(), 0_usize..5).prop_map(
        |(zone, [twelve_hours, dated_entries, table, fields], duration)| Style {
            zone,
            twelve_hours,
            dated_entries,
            table,
            duration,
            fields,
        },
    )
}

/// A fixed seed, so that a run tells of the change and not of the dice;
/// `PROPTEST_RNG_SEED` looks further.
fn settings() -> ProptestConfig {
    let default = ProptestConfig::default();
    let rng_seed = match default.rng_seed {
        RngSeed::Random => RngSeed::Fixed(19_00),
        chosen @ RngSeed::Fixed(_) => chosen,
    };
    ProptestConfig { rng_seed, failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn no_shift_zone_or_wording_adds_a_finding(incident in incidents(), style in styles()) {
        let text = report(&incident, style);
        let found = lint(&text, &RuleSet::default());
        let said: Vec<String> = found.iter().map(|d| format!("{}: {}", d.rule, d.finding.message)).collect();
        prop_assert!(said.is_empty(), "{said:#?}\n{text}");
    }

    #[test]
    fn a_duration_twice_as_long_is_always_found(incident in incidents(), style in styles()) {
        let wrong = Incident { end: incident.end * 2 + 30, ..incident.clone() };
        let (right, claimed) = (style.length(incident.end), style.length(wrong.end));
        let text = report(&incident, style).replacen(&right, &claimed, 1);
        let found = lint(&text, &RuleSet::default());
        prop_assert!(found.iter().any(|d| d.rule == "duration/window-mismatch"), "{found:#?}\n{text}");
    }
}
