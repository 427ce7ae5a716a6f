//! The sentences in which a document tells of its incident, and their clauses.
//!
//! What is no claim is left out here, once for all rules that hold sentences
//! against each other: quotations, code, questions, headings, tasks, and the
//! sections on other incidents, plans and background. Whether a sentence
//! supposes or doubts is for the rule to ask.

use crate::document::{Block, BlockId, BlockKind, BlockSet, Document, Opening, Role, Roles, SectionId};
use crate::facts::quotations;
use crate::facts::sentence_ends;
use crate::phrases::Text;
use crate::phrases::stance::{
    CLAUSE_BORDER, CLOSES_CLAUSE, DEED, DENIED, EXCEPTED, OPENS_CLAUSE, OTHER_TIME, PROVISIONAL, REFERS_BACK,
    SUPPOSED,
};
use crate::span::{Span, slice};
use crate::text::{Passage, Tokens};
use std::ops::Range;

/// The part of a report that a sentence stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The text that opens the document, before its first known section.
    Lead,
    /// What happened, in brief; figures about the incident.
    Summary,
    /// Who and what was affected.
    Impact,
    /// How it was noticed.
    Detection,
    /// Why it happened, and what set it off.
    Cause,
    /// How it was resolved.
    Resolution,
    /// What happened when.
    Timeline,
    /// What went well and what did not.
    Lessons,
}

impl Part {
    /// The words for a message: "the summary".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "the opening",
            Self::Summary => "the summary",
            Self::Impact => "the impact",
            Self::Detection => "the detection",
            Self::Cause => "the root cause",
            Self::Resolution => "the resolution",
            Self::Timeline => "the timeline",
            Self::Lessons => "the section on lessons",
        }
    }
}

/// A sentence that may claim something about the incident.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The block it stands in.
    pub block: BlockId,
    /// The part of the report.
    pub part: Part,
    /// Which of several reports in one document it belongs to, from 0.
    pub report: usize,
    /// The section that makes the part: two of them may be told apart.
    pub section: SectionId,
    /// Where it stands in the block's text, in bytes.
    pub range: Range<usize>,
    /// Its words; quotations, code and addresses are blanked out, byte by
    /// byte, so that places in it are places in the block.
    pub text: String,
    tokens: Tokens,
    clauses: Vec<Range<usize>>,
    supposed: bool,
    provisional: bool,
}

impl Sentence {
    /// Returns its words with their tokens.
    #[must_use]
    pub const fn passage(&self) -> Passage<'_> {
        Passage::new(self.text.as_str(), &self.tokens)
    }

    /// Its clauses, as ranges of its text. A negation reaches to the end of its
    /// clause.
    #[must_use]
    pub fn clauses(&self) -> &[Range<usize>] {
        &self.clauses
    }

    /// Whether it supposes, fears or plans instead of telling: "could have",
    /// "risk of", "to avoid"; or tells of another time than the incident's.
    #[must_use]
    pub const fn is_supposed(&self) -> bool {
        self.supposed
    }

    /// Whether it holds for a while only: "at first", "so far", "later".
    #[must_use]
    pub const fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Where a part of its words stands in the source.
    #[must_use]
    pub fn span(&self, document: &Document<'_>, part: &Range<usize>) -> Span {
        let at = |offset: usize| self.range.start + offset;
        document.block(self.block).text.span(at(part.start)..at(part.end))
    }

    /// A part of its words for a message: on one line, as the reader sees
    /// them, cut short.
    #[must_use]
    pub fn words(&self, document: &Document<'_>, part: &Range<usize>) -> String {
        let range = self.range.start + part.start..self.range.start + part.end;
        let written = slice(document.block(self.block).text.text(), range);
        let mut words = String::new();
        for word in written.split_whitespace() {
            if !words.is_empty() && words.len() + word.len() > LONGEST_QUOTE {
                words.push_str(" …");
                break;
            }
            let space = if words.is_empty() { "" } else { " " };
            words.push_str(space);
            words.push_str(&word.replace('`', ""));
        }
        words
    }
}

/// Longest words from the document in a message, in bytes.
const LONGEST_QUOTE: usize = 64;

/// Sections whose sentences are no claims: what is planned, what is usual,
/// what belongs to other incidents.
const SILENT: [Role; 5] =
    [Role::Actions, Role::Background, Role::Supporting, Role::Responders, Role::Related];

/// The sentences that may claim something, in the order of the text.
pub(super) fn read(document: &Document<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut reports = 0_usize;
    let supposing = document.saying(SUPPOSED).or(&document.saying(OTHER_TIME));
    let provisional = document.saying(PROVISIONAL);
    for (id, block) in document.blocks_with_ids() {
        if block.kind == BlockKind::Heading {
            let own = document.section(block.section);
            let opens = own.block == Some(id) && own.roles.has(Role::Summary);
            reports += usize::from(opens && matches!(own.opening, Opening::Heading(_)));
        }
        if let Some((part, section)) = part_of(document, id, block).filter(|_| may_claim(document, block)) {
            let place = Place {
                id,
                part,
                section,
                report: reports.saturating_sub(1),
                may_suppose: supposing.have(id),
                may_be_provisional: provisional.have(id),
            };
            read_block(block, &place, &mut sentences);
        }
    }
    sentences
}

/// Where the sentences of a block belong.
struct Place {
    id: BlockId,
    part: Part,
    section: SectionId,
    report: usize,
    /// A sentence of it may suppose something.
    may_suppose: bool,
    /// A sentence of it may hold for a while only.
    may_be_provisional: bool,
}

fn may_claim(document: &Document<'_>, block: &Block<'_>) -> bool {
    let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::KeyValue)
        || matches!(block.kind, BlockKind::Row { header: false, .. });
    let task = block.item().is_some_and(|item| item.task.is_some());
    prose && !task && !document.is_aside(block)
}

/// The part of the report that a block belongs to, and the section that says
/// so; none for sections that are not known.
fn part_of(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> Option<(Part, SectionId)> {
    let section = document.role_section(block.section).unwrap_or(block.section);
    // A label inside the timeline ("Resolution: …") is part of the timeline,
    // as a label among the actions is part of these.
    let around = document.ancestors(block.section).filter(|id| !document.is_title_section(*id));
    let around = around.map(|id| document.section(id).roles).fold(Roles::NONE, Roles::union);
    let own = document.roles(block.section);
    if around.has_any(&SILENT) || own.has_any(&SILENT) {
        return None;
    }
    if around.has(Role::Timeline) {
        return Some((Part::Timeline, section));
    }
    let table = [
        (Role::Detection, Part::Detection),
        (Role::RootCause, Part::Cause),
        (Role::Trigger, Part::Cause),
        (Role::Resolution, Part::Resolution),
        (Role::Impact, Part::Impact),
        (Role::Summary, Part::Summary),
        (Role::Stats, Part::Summary),
        (Role::Lessons, Part::Lessons),
    ];
    if let Some((_, part)) = table.iter().find(|(role, _)| own.has(*role)) {
        return Some((*part, section));
    }
    let opens = |id: SectionId| {
        let section = document.section(id);
        section.opening != Opening::Document
            && !document.is_title_section(id)
            && matches!(section.opening, Opening::Heading(_))
    };
    let in_lead = document.is_lead(id) && !document.ancestors(block.section).any(opens);
    (own.is_empty() && in_lead).then_some((Part::Lead, section))
}

/// Longest sentence, in bytes; what goes on without a full stop is none, and
/// its clauses say nothing of each other.
const LONGEST_SENTENCE: usize = 1_200;

fn read_block(block: &Block<'_>, place: &Place, sentences: &mut Vec<Sentence>) {
    let masked = masked(block);
    let from = block.label.as_ref().map_or(0, |label| label.value.min(masked.len()));
    let mut start = from;
    let row = matches!(block.kind, BlockKind::Row { .. });
    let mut ends: Vec<usize> = sentence_ends(&masked).filter(|end| *end > from).collect();
    ends.extend(
        block.text.text().match_indices('\n').map(|(at, _)| at).filter(|at| block.text.is_hard_break(*at)),
    );
    if row {
        ends.extend(masked.match_indices(" | ").map(|(at, _)| at));
    }
    ends.push(masked.len());
    ends.sort_unstable();
    for end in ends {
        let written = masked.get(start..end).unwrap_or_default();
        let text =
            written.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '-' | '•' | '*'));
        let begin = end - text.len();
        let text = text.trim_end();
        if !text.is_empty() && text.len() <= LONGEST_SENTENCE && !text.ends_with('?') {
            let tokens = crate::phrases::tokens(text);
            let passage = Passage::new(text, &tokens);
            sentences.push(Sentence {
                clauses: clauses(passage),
                supposed: place.may_suppose && (SUPPOSED.is_in(passage) || OTHER_TIME.is_in(passage)),
                provisional: place.may_be_provisional && PROVISIONAL.is_in(passage),
                block: place.id,
                part: place.part,
                report: place.report,
                section: place.section,
                range: begin..begin + text.len(),
                text: text.to_owned(),
                tokens,
            });
        }
        start = end.max(start);
    }
}

/// The text of a block with all that is no claim blanked out.
fn masked(block: &Block<'_>) -> String {
    let text = block.text.text();
    let mut masked = String::with_capacity(text.len());
    let mut ranges: Vec<Range<usize>> = quotations(text);
    ranges.extend(block.text.opaque().iter().cloned());
    ranges.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in ranges {
        if range.end <= at {
            continue;
        }
        let start = range.start.max(at);
        masked.push_str(slice(text, at..start));
        masked.extend(std::iter::repeat_n(' ', range.end - start));
        at = range.end;
    }
    masked.push_str(slice(text, at..));
    masked
}

fn clauses(sentence: Passage<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in CLAUSE_BORDER.find_all(sentence) {
        found.push(start..at.start());
        start = at.start();
    }
    found.push(start..sentence.text().len());
    let is_blank = |range: &Range<usize>| sentence.slice(range.clone()).text().trim().is_empty();
    found.retain(|range| !is_blank(range));
    found
}

/// Whether a clause denies something.
#[must_use]
pub fn is_denied<'t>(clause: impl Text<'t>) -> bool {
    DENIED.is_in(clause)
}

/// Whether the words `at` of a clause hold without bounds: nothing before,
/// behind or around them says for whom, where or when.
#[must_use]
pub fn is_unbounded<'t>(sentence: impl Text<'t>, clause: &Range<usize>, at: &Range<usize>) -> bool {
    sentence.read(|sentence| {
        let (before, after) = (sentence.slice(clause.start..at.start), sentence.slice(at.end..clause.end));
        let earlier = sentence.before(clause.start);
        let dashed = before.text().trim_start().starts_with(['–', '—', '-']);
        let led_in = dashed && earlier.text().split_whitespace().count() < 4;
        let bracketed = sentence.after(clause.end).text().starts_with('(');
        OPENS_CLAUSE.is_in(before)
            && CLOSES_CLAUSE.is_in(after)
            && !led_in
            && !REFERS_BACK.is_in(before)
            && !DEED.is_in(earlier)
            && !bracketed
            && !EXCEPTED.is_in(sentence)
    })
}

/// Whether a sentence speaks of the incident as a whole: neither its label,
/// nor the item above it, nor its heading names a part.
#[must_use]
pub fn is_about_the_whole(document: &Document<'_>, sentence: &Sentence) -> bool {
    let block = document.block(sentence.block);
    let known = |block: &Block<'_>| block.label.as_ref().is_none_or(|label| !label.roles.is_empty());
    let below_known = block.parent.is_none_or(|id| {
        let above = document.block(id);
        above.label.as_ref().is_some_and(|label| !label.roles.is_empty())
    });
    let direct = sentence.section == block.section || sentence.part == Part::Lead;
    let row = matches!(block.kind, BlockKind::Row { .. });
    known(block) && below_known && direct && !row
}

/// Words by which a sentence makes a statement.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The words, as a range of the sentence's text.
    pub at: Range<usize>,
}

impl Told<'_> {
    /// Where the words stand in the source.
    #[must_use]
    pub fn span(&self, document: &Document<'_>) -> Span {
        self.sentence.span(document, &self.at)
    }

    /// The words for a message.
    #[must_use]
    pub fn words(&self, document: &Document<'_>) -> String {
        self.sentence.words(document, &self.at)
    }

    /// Whether both stand in one report, and neither in the other's paragraph:
    /// a paragraph that says both tells how they belong together.
    #[must_use]
    pub fn is_apart_from(&self, other: &Told<'_>) -> bool {
        self.sentence.report == other.sentence.report && self.sentence.block != other.sentence.block
    }
}

/// Most statements of one side that are compared: more add nothing.
const MOST: usize = 16;

/// What the sentences of these parts and places state: `find` looks at one
/// clause.
pub fn told<'a>(
    sentences: &'a [Sentence],
    parts: &[Part],
    places: &BlockSet,
    find: impl Fn(&'a Sentence, &Range<usize>) -> Option<Range<usize>>,
) -> Vec<Told<'a>> {
    let looked_at = |sentence: &&Sentence| parts.contains(&sentence.part) && places.have(sentence.block);
    let of_part = sentences.iter().filter(looked_at);
    let told = of_part.filter_map(|sentence| {
        let at = sentence.clauses().iter().find_map(|clause| find(sentence, clause))?;
        Some(Told { sentence, at })
    });
    told.take(MOST).collect()
}

/// The first two statements, one of each side, that stand apart.
#[must_use]
pub fn opposed<'t, 'a>(these: &'t [Told<'a>], those: &'t [Told<'a>]) -> Option<(&'t Told<'a>, &'t Told<'a>)> {
    these.iter().find_map(|this| Some((this, those.iter().find(|that| this.is_apart_from(that))?)))
}
