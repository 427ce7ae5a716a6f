//! `timeline/missing-milestone`.

use crate::document::{Block, BlockKind, Field, Role};
use crate::facts::time::TimeValue;
use crate::facts::{Pattern, Value};
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::rules::{Context, Params};

/// Any wording by which a timeline says that someone or something noticed.
static NOTICED: Pattern = Pattern::new(
    r"\b(?:alert|alarm|pag(?:e[dr]?|ing)\b|notic|detect|report|complain|ticket|discover|observ|monitor|aware|saw\b
      |see(?:s|n|ing)?\b|found|find|identif|notif|inform|user|customer|client|support|flag|spot|trigger|health|ping
      |warn|investigat|messag|e-?mail|mail|call|contact|ask|tell|told|tweet|post|slack|discord|chat|raise|receiv|reciev|got\b|gets?\b|hear|heard|rang\b|ring|realiz
      |realis|smell|smelt|smoke|recogni[sz]|diagnos|check|dashboard|look|symptom|confirm|declar|incident|engineer|on-?call|team
      |prometheus|grafana|pingdom|nagios|datadog|sentry|log)",
);

/// Any wording by which a timeline says that it was over, or better.
static OVER: Pattern = Pattern::new(
    r"\b(?:resol|restor|recover|normal|fix|mitigat|back\b|clos|end(?:s|ed|ing)?\b|stabl|stabil|work(?:s|ed|ing)?\b
      |complet|health|success|deploy|roll|revert|clear|online|up\b|operation|availab|return|pass|green|solv|done
      |finish|confirm|releas|unblock|catch|caught|drain|over\b|answer|repair|resum|serv(?:es|ed|ing)|reach|live\b
      |again|correct|replac|restart|reboot|switch|reset|stop|disab|remov|delet|enabl|appl(?:y|ied)|patch|updat|merg
      |verif|access|down\s+to|drop|fall|fell|subsid|improv|decreas|reduc|increas|scal|respon|200|ok\b|good|fine
      |all\s+clear|rest|calm|settl|conclu|final|unpaus|restart|test|migrat|recreat|rebuil|install|configur|chang
      |extinguish|contain|secur|suppress|freez|froze|refund|reopen|rejoin|accept|(?:put|burnt)\s+out|mov(?:e|ed|ing)\b|add|upgrad|downgrad|implement|shipp|publish|land|sync|run(?:s|ning)?\b|start)",
);

/// Reports a timeline that never says when the incident was noticed, or never
/// says when it was over.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let minimum = params.count("minimum").max(1);
    let timelines = &cx.incident.timelines;
    let timed = |timeline: &&Timeline| timeline.named && clocked(timeline).count() >= minimum;
    let Some(main) = timelines.iter().find(timed) else { return Vec::new() };
    let is_noticed = says(cx, &NOTICED)
        || is_stated(
            cx,
            &[Field::Detected, Field::Notified, Field::Acknowledged, Field::TimeToDetect],
            Role::Detection,
        );
    let is_over = says(cx, &OVER)
        || !cx.incident.windows.is_empty()
        || is_stated(
            cx,
            &[Field::Restored, Field::Resolved, Field::Mitigated, Field::End, Field::Duration],
            Role::Resolution,
        );
    let missing = match (is_noticed, is_over) {
        (true, true) => return Vec::new(),
        (false, true) => "when the incident was noticed",
        (true, false) => "when the incident was over",
        (false, false) => "when the incident was noticed and when it was over",
    };
    if main.has_unreadable {
        return Vec::new();
    }
    let message = format!("the timeline does not say {missing}");
    let help = if is_noticed {
        "add the entry that ends the incident"
    } else {
        "add the entry at which it was noticed"
    };
    vec![Finding::new(message, Label::new(main.heading, "this timeline")).help(help)]
}

fn clocked(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().flat_map(|track| &track.entries).filter(|entry| entry.start.has_clock())
}

/// Whether any text of a timeline uses such a wording.
fn says(cx: &Context<'_>, wording: &Pattern) -> bool {
    let told = |block: &Block<'_>| {
        let in_timeline = cx.document.roles(block.section).has(Role::Timeline);
        in_timeline && block.kind != BlockKind::Code && wording.is_in(block.text.text())
    };
    cx.document.blocks().iter().any(told)
        || cx.incident.entries().any(|entry| wording.is_in(cx.document.block(entry.block).text.text()))
}

/// Whether a field states it, or a section of that role gives a time.
fn is_stated(cx: &Context<'_>, fields: &[Field], role: Role) -> bool {
    let blocks = cx.document.blocks_with_ids().filter(|(_, block)| !cx.document.is_aside(block));
    let mut stated = blocks.filter(|(id, block)| {
        let by_field =
            block.label.as_ref().and_then(|label| label.field).is_some_and(|field| fields.contains(&field));
        let is_time = |value: &Value| {
            matches!(
                value,
                Value::Time(TimeValue::Timestamp(_) | TimeValue::Range(_) | TimeValue::Duration(_))
            )
        };
        by_field
            || cx.document.roles(block.section).has(role)
                && cx.facts.of(*id).iter().any(|fact| is_time(&fact.value))
    });
    stated.next().is_some()
}
