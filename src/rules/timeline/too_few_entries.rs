//! `timeline/too-few-entries`.

use crate::document::{BlockId, Document};
use crate::facts::Pattern;
use crate::finding::{Finding, Label};
use crate::incident::{Entry, Timeline};
use crate::rules::{Context, Params};

/// Words by which an item says when it was, though not at what time: "Monday:",
/// "minute 10:", "two hours later".
static LIKE_TIME: Pattern = Pattern::new(
    r"^ \W* (?: (?: on | in | at | by | the | that | next | same | early | late | around | about | mid | day | first | following ) [\s-]+ ){0,4}
        (?: (?: mon | tues? | wednes | thurs? | fri | satur | sun )(?: day )? s? | (?: minute | hour | day | week | month ) \s* \d+ | (?: next | same | following ) \s+ day
          | mornings? | noon | midday | afternoon | evening | night | midnight | lunch (?:time)? | (?: to | yester )day | overnight | dawn
          | january | february | march | april | may | june | july | august | september | october | november | december ) \b
      | ^ \W* (?: [\w-]+ \s+ ){0,4} (?: seconds? | minutes? | mins? | hours? | hrs? | days? | weeks? | months? | while | moments? ) \s+ (?: later | after\w* | before | earlier | into ) \b
      | ^ \W* (?: soon | shortly | immediately ) \s+ (?: after\w* | before ) \b",
);

/// Reports a timeline section with fewer than `minimum` entries that state a
/// time: one finding for the section.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let minimum = params.count("minimum");
    let named = cx.incident.timelines.iter().filter(|timeline| timeline.named);
    let timed_elsewhere =
        cx.incident.timelines.iter().map(|timeline| entries(timeline).count()).max().unwrap_or(0);
    if timed_elsewhere >= minimum {
        return Vec::new();
    }
    named.filter(|timeline| is_too_short(cx.document, timeline, minimum)).map(finding).take(1).collect()
}

fn entries(timeline: &Timeline) -> impl Iterator<Item = &Entry> {
    timeline.tracks.iter().chain(&timeline.elapsed).flat_map(|track| &track.entries)
}

/// Whether an item begins with figures that may be a time in a form that is
/// not read, `0805:`, `9.20`, `T+5m`, or says when it was in words.
fn may_be_timed(document: &Document<'_>, id: BlockId) -> bool {
    let text = document.block(id).text.text().trim_start();
    let text = text.strip_prefix(['T', 't']).unwrap_or(text);
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    text.starts_with(|c: char| c.is_ascii_digit()) || LIKE_TIME.is_in(text)
}

fn is_too_short(document: &Document<'_>, timeline: &Timeline, minimum: usize) -> bool {
    let unread = timeline.untimed.iter().filter(|id| may_be_timed(document, **id)).count();
    let timed = entries(timeline).count() + unread;
    let has_items = timed + timeline.untimed.len() > 0;
    timed + timeline.times_in_prose < minimum && has_items && !timeline.has_unreadable
}

fn finding(timeline: &Timeline) -> Finding {
    let untimed = timeline.untimed.len();
    let others = match untimed {
        0 => String::new(),
        1 => ", one other has none".to_owned(),
        n => format!(", {n} others have none"),
    };
    let message = match entries(timeline).count() {
        0 => "no entry of the timeline has a time".to_owned(),
        1 => format!("only one entry of the timeline has a time{others}"),
        n => format!("only {n} entries of the timeline have a time{others}"),
    };
    let mut finding = Finding::new(message, Label::new(timeline.heading, "this timeline"));
    for entry in entries(timeline) {
        finding = finding.with(entry.span, "the only time");
    }
    finding.help("say for each step when it happened")
}
