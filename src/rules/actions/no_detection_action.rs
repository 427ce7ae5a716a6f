//! `actions/no-detection-action`.

use crate::document::{Block, BlockKind, Role};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::Milestone;
use crate::rules::{Context, Params};
use crate::span::Span;

/// That people noticed it, in a sentence.
static BY_PEOPLE: Pattern = Pattern::new(
    r"\b(?:reported|noticed|discovered|detected|found|spotted|flagged|raised|observed|brought\s+to\s+our\s+attention|alerted)\s+(?:to\s+us\s+|internally\s+|manually\s+|first\s+)?(?:by|via|through|from|when|after)\s+(?:an?\s+|the\s+|our\s+|one\s+of\s+(?:our|the)\s+|some\s+|several\s+|many\s+|multiple\s+|two\s+|external\s+|internal\s+|few\s+)*
        (?:users?|customers?|clients?|members?|employees?|colleagues?|community|support(?:\s+(?:team|tickets?|staff|agents?))?|partners?|students?|engineers?|developers?|people|tweets?|twitter|phone|complaints?|customer\s+\w+|user\s+\w+)\b
      | \b(?:users?|customers?|clients?|students?|partners?|members?)\s+(?:\w+\s+){0,3}(?:reported|complained|noticed|contacted|called|emailed|tweeted|opened\s+(?:a\s+)?tickets?|started\s+(?:reporting|complaining)|began\s+(?:reporting|complaining)|report(?:s|ing)|complain(?:s|ing)?)\b
      | \b(?:customer|user|support)\s+(?:complaints?|reports?|tickets?)\b",
);
/// That a machine noticed it, or may have.
static BY_MACHINE: Pattern = Pattern::new(
    r"\b(?:alerts?|alerted|alerting|alarms?|monitor\w*|pag(?:er|ed|es|ing)|pagerduty|opsgenie|datadog|grafana|prometheus|nagios|pingdom|uptime\w*|sentry|new\s?relic|cloudwatch|zabbix|health-?\s?checks?|probes?|watchdog|bot|notif\w*|statuscake|automated\s+\w+)\b",
);
/// That no machine did.
static NO_MACHINE: Pattern = Pattern::new(
    r"\b(?:no|without(?:\s+an?y?)?|lack(?:ed|ing)?(?:\s+of)?|absence\s+of|none\s+of\s+(?:the|our))\s+(?:(?:automat\w+|monitoring|existing|own|internal)\s+)?(?:alerts?|alerting|alarms?|monitoring|pages?)\b",
);
/// An action that makes a machine notice the next one.
static DETECTS: Pattern = Pattern::new(
    r"\b(?:alert\w*|alarm\w*|monitor\w*|detect\w*|pag(?:e|er|ed|es|ing)|notif\w*|metrics?|dashboards?|observab\w*|visib\w*|probes?|health|synthetic|canar\w*|watch\w*|warn\w*|log(?:s|ging|ged)?|trac(?:e|ing)|check\w*|test\w*|instrument\w*|telemetry|report\w*|sentry|datadog|grafana|prometheus|nagios|pingdom|uptime\w*|cloudwatch|slo|sla|smoke|heartbeat|sensor\w*|scan\w*|audit\w*|inspect\w*|notice\w*|catch\w*|early|earlier|sooner|ping\w*)\b",
);

/// Reports a document whose incident was noticed by people, and none of whose
/// actions would let a machine notice the next one.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    finding(cx, params.count("minimum").max(1)).into_iter().collect()
}

fn finding(cx: &Context<'_>, minimum: usize) -> Option<Finding> {
    let list = cx.incident.action_lists.first()?;
    let readable = cx.incident.action_lists.iter().all(|list| !list.has_unread);
    if cx.incident.actions.len() < minimum || !readable || improves_detection(cx) {
        return None;
    }
    let place = noticed_by_people(cx)?;
    let first = cx.incident.actions.first()?;
    let heading = if list.heading.is_empty() { first.span } else { list.heading };
    Some(
        Finding::new(
            "people noticed the incident, and no action is about noticing the next one sooner",
            Label::new(heading, "no alert, monitor or check among these"),
        )
        .with(place, "noticed by people")
        .help("add an action that lets a machine notice it, or say why none would help"),
    )
}

/// Whether anything that is said to change has to do with noticing. Lessons
/// count too: they say what will be better.
fn improves_detection(cx: &Context<'_>) -> bool {
    let speaks = |block: &Block<'_>| {
        let roles = cx.document.roles(block.section);
        block.kind != BlockKind::Heading
            && roles.has_any(&[Role::Actions, Role::Lessons])
            && DETECTS.is_in(block.text.text())
    };
    cx.document.blocks().iter().any(speaks)
}

/// Where the document says that people noticed it. None where a machine may
/// have noticed it too, or where it says nothing.
fn noticed_by_people(cx: &Context<'_>) -> Option<Span> {
    let tells = |block: &Block<'_>| {
        let roles = cx.document.roles(block.section);
        let of_incident = roles.has_any(&[Role::Detection, Role::Summary, Role::Timeline, Role::Impact])
            || roles.is_empty();
        of_incident && !cx.document.is_aside(block) && block.kind != BlockKind::Code
    };
    let blocks = || cx.document.blocks().iter().filter(|block| tells(block));
    if blocks().any(|block| by_machine(block.text.text())) {
        return None;
    }
    // The detection section or field first, then the first detecting entry.
    let in_detection = blocks().find(|block| {
        cx.document.roles(block.section).has(Role::Detection) && BY_PEOPLE.is_in(block.text.text())
    });
    if let Some(block) = in_detection {
        return Some(block.text.trimmed_span());
    }
    let detected = cx.incident.moments.iter().filter(|moment| moment.milestone == Milestone::Detected);
    let mut blocks = detected.map(|moment| cx.document.block(moment.block));
    blocks.find(|block| BY_PEOPLE.is_in(block.text.text())).map(|block| block.text.trimmed_span())
}

/// Whether a text says that a machine noticed it, or may have.
fn by_machine(text: &str) -> bool {
    let Some(denied) = NO_MACHINE.regex() else { return false };
    let said = denied.replace_all(text, " ");
    BY_MACHINE.is_in(&said)
}
