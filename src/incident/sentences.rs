//! What sentences outside of the timeline say was reached when: "the issue was
//! first noticed at 14:05".

use super::claims::Window;
use super::instant::{DAY, Instant};
use super::milestones::{Milestone, Moment, Source};
use super::resolve::Resolver;
use super::stamp::timestamps;
use super::timeline::Timeline;
use crate::document::{Block, BlockId, BlockKind, Document, Role};
use crate::facts::sentence_at;
use crate::facts::{Fact, Facts, Pattern};
use std::collections::BTreeMap;

/// Where such sentences speak of the incident as a whole.
const SECTIONS: [Role; 5] = [Role::Summary, Role::Impact, Role::Detection, Role::Resolution, Role::RootCause];

/// How far before a time its words may begin, in bytes.
const NEAR: usize = 120;

static STARTED: Pattern = Pattern::new(
    r"\b(?:outage|incident|issue|problem|impact|downtime|disruption)s? \s+ (?:first\s+)? (?:began|started|occurred) \s+ (?:at|around|on) \s+ (?:about\s+|approximately\s+|around\s+)? ~? $",
);
static DETECTED: Pattern = Pattern::new(
    r"\b(?: (?:outage|incident|issue|problem|anomaly|failure|it) \s+ (?:was|were) \s+ (?:first\s+|initially\s+)* (?:detected|noticed|discovered|spotted)
          | (?:engineers?|team|we|on-?call|monitoring|users?|customers?) \s+ (?:first\s+)? (?:noticed|detected|discovered) \s+ (?:the|this|an?) \s+ (?:outage|incident|issue|problem|anomaly|failure) )
      (?:\s+ (?:by|through|via|from) (?:\s+[\w'-]+){1,5} )? \s+ at \s+ (?:about\s+|approximately\s+|around\s+)? ~? $",
);
static RESOLVED: Pattern = Pattern::new(
    r"\b(?:outage|incident|issue|problem) \s+ (?:was|were) \s+ (?:fully\s+|completely\s+|finally\s+)* (?:resolved|fixed|over|closed)
      \s+ at \s+ (?:about\s+|approximately\s+|around\s+)? ~? $",
);
static RESTORED: Pattern = Pattern::new(
    r"\b(?: (?:services?|access|functionality|site|website|normal\s+operations?) \s+ (?:was|were) \s+ (?:fully\s+|completely\s+|finally\s+)* (?:restored|back\s+to\s+normal|back\s+online) )
      \s+ at \s+ (?:about\s+|approximately\s+|around\s+)? ~? $",
);

/// Words that make it another incident, a part of this one, or no fact.
static OTHER: Pattern = Pattern::new(
    r"\b(?: first\s+incident | second | another | other | earlier | previous\w* | similar | would | could | might | if | should
      | partial\w* | some | most | half | region\w* | eu | us | also | again | later | once | until | temporar\w* | initial\w* )\b",
);

/// The milestones that sentences state, one for each at most: where two
/// sentences differ, they speak of different things.
pub(super) fn read(
    document: &Document<'_>,
    facts: &Facts,
    resolver: &Resolver<'_>,
    told: (&[Timeline], &[Window]),
) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let many_days = !resolver.names_one_day() || runs_over_midnight(told);
    for fact in facts.all().iter().filter(|fact| !fact.quoted) {
        let block = document.block(fact.block);
        if tells(document, fact.block, block) {
            moments.extend(
                moment(block, fact, resolver)
                    .map(|moment| Moment { floating: moment.floating && many_days, ..moment }),
            );
        }
    }
    let mut counts: BTreeMap<Milestone, usize> = BTreeMap::new();
    for moment in &moments {
        *counts.entry(moment.milestone).or_default() += 1;
    }
    moments.retain(|moment| counts.get(&moment.milestone) == Some(&1));
    moments
}

/// Whether the windows or the entries lie on more than one day.
fn runs_over_midnight((timelines, windows): (&[Timeline], &[Window])) -> bool {
    let day = |instant: &Instant| instant.local().div_euclid(DAY);
    let entries = timelines.iter().flat_map(|timeline| &timeline.tracks).flat_map(|track| &track.entries);
    let entries = entries.flat_map(|entry| std::iter::once(&entry.start).chain(&entry.end));
    let ends = windows.iter().flat_map(|window| [&window.start, &window.end]);
    let mut days = entries.chain(ends).filter(|instant| instant.has_clock()).map(day);
    days.next().is_some_and(|first| days.any(|day| day != first))
}

fn tells(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> bool {
    let roles = document.roles(block.section);
    let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_));
    is_prose
        && (roles.has_any(&SECTIONS) || document.is_lead(id))
        && !roles.has(Role::Timeline)
        && !document.is_aside(block)
}

fn moment(block: &Block<'_>, fact: &Fact, resolver: &Resolver<'_>) -> Option<Moment> {
    let (stamp, None) = timestamps(fact)? else { return None };
    stamp.clock?;
    let text = block.text.text();
    let sentence = sentence_at(text, &fact.range);
    let from = text.ceil_char_boundary(sentence.start.max(fact.range.start.saturating_sub(NEAR)));
    let before = text.get(from..fact.range.start)?;
    let milestone = if DETECTED.is_in(before) {
        Milestone::Detected
    } else if RESTORED.is_in(before) {
        Milestone::Restored
    } else if RESOLVED.is_in(before) {
        Milestone::Resolved
    } else if STARTED.is_in(before) {
        Milestone::Started
    } else {
        return None;
    };
    let is_other = OTHER.is_in(text.get(sentence)?);
    (!is_other).then(|| Moment {
        milestone,
        at: resolver.instant(stamp, fact),
        span: fact.span,
        written: text.get(fact.range.clone()).unwrap_or_default().to_owned(),
        block: fact.block,
        source: Source::Sentence,
        floating: stamp.date.is_none(),
    })
}
