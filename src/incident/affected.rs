//! How many were affected, and which share of all: what the summary, the impact
//! and other sections each state, where nothing narrows the statement.

use crate::document::{Block, BlockId, BlockKind, Document, Role, Roles, SectionId};
use crate::facts::time::value::Hedge;
use crate::facts::{Count, Fact, Facts, Number, Percentage, Value, sentence_at};
use crate::phrases::impact::{
    AFFECTED_LABEL, AFFECTING, CONSEQUENCE, COULD_NOT, DOWN_FOR, LEADING_FIGURE, NARROWED, NARROWS_NOTHING,
    OBJECT, OF_WHOM, WERE_AFFECTED,
};
use crate::span::{Span, slice};

/// A stated number or share of those that were affected.
#[derive(Clone, Debug)]
pub struct Affected {
    /// How many, or which share.
    pub figure: Figure,
    /// Who or what, in the plural, in small letters, with the words that tell
    /// them from others ("paying users").
    pub who: String,
    /// What happened to them; none where they were just "affected".
    pub symptom: Option<String>,
    /// Where the figure stands.
    pub span: Span,
    /// The figure as written.
    pub written: String,
    /// Its block.
    pub block: BlockId,
    /// The section that it stands in.
    pub section: SectionId,
}

/// A number of things or a share of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// `1,200`.
    Number(Number),
    /// `30 %`.
    Share(Percentage),
}

impl Figure {
    /// The least and the greatest that may have been meant.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Number(number) => number.bounds(),
            Self::Share(share) => share.bounds(),
        }
    }

    /// What is written.
    #[must_use]
    pub const fn value(&self) -> f64 {
        match self {
            Self::Number(number) => number.value,
            Self::Share(share) => share.percent,
        }
    }

    const fn hedge(&self) -> Hedge {
        match self {
            Self::Number(number) => number.hedge,
            Self::Share(share) => share.hedge,
        }
    }
}

/// The parts of a report in which a figure is about the incident as a whole.
const PARTS: [Role; 6] =
    [Role::Summary, Role::Impact, Role::Stats, Role::RootCause, Role::Resolution, Role::Lessons];

/// The longest tail of a sentence that is read.
const TAIL: usize = 200;

/// All statements of how many were affected, in the order of the text.
#[must_use]
pub fn affected(document: &Document<'_>, facts: &Facts) -> Vec<Affected> {
    let mut all = Vec::new();
    for (id, block) in document.blocks_with_ids() {
        if !speaks_of_incident(document, id, block) {
            continue;
        }
        match labelled(block) {
            Some(who) => all.extend(in_field(id, block, facts.of(id), &who)),
            None => all.extend(facts.of(id).iter().filter_map(|fact| in_sentence(block, fact))),
        }
    }
    all
}

/// Whether a block states figures of the incident as a whole: neither one of a
/// region or a step, nor one under a heading that may narrow it.
fn speaks_of_incident(document: &Document<'_>, id: BlockId, block: &Block<'_>) -> bool {
    if document.is_aside(block) || matches!(block.kind, BlockKind::Heading | BlockKind::Row { .. }) {
        return false;
    }
    let around = document
        .ancestors(block.section)
        .map(|id| document.section(id).roles)
        .fold(Roles::NONE, Roles::union);
    let told = [Role::Timeline, Role::Actions, Role::Background, Role::Supporting, Role::Related];
    if around.has_any(&told) {
        return false;
    }
    let own = document.section(block.section).roles;
    let placed = document.is_lead(id) || own.has_any(&PARTS);
    // "Checkout: 30 % of users …" is about the checkout.
    let label = block.label.as_ref().filter(|label| !label.alone);
    let plain = label.is_none_or(|label| !label.roles.is_empty() || AFFECTED_LABEL.is_in(label.name.trim()));
    placed && plain
}

/// Who a field is about, if it is one of those affected.
fn labelled(block: &Block<'_>) -> Option<String> {
    let label = block.label.as_ref()?;
    AFFECTED_LABEL.find(label.name.trim())?.words("who").map(normal)
}

/// "Users affected: 1,200 (30 %)".
fn in_field(id: BlockId, block: &Block<'_>, facts: &[Fact], label: &str) -> Vec<Affected> {
    let text = block.text.text();
    let value = block.value();
    let start = text.len() - value.len();
    let mut found = Vec::new();
    let stated = |figure: Figure, range: std::ops::Range<usize>, who: String| Affected {
        figure,
        who,
        symptom: None,
        span: block.text.span(range.clone()),
        written: slice(text, range).to_owned(),
        block: id,
        section: block.section,
    };
    if NARROWED.is_in(value) {
        return found;
    }
    if let Some(leading) = LEADING_FIGURE.find(value) {
        let number = leading.group("number").map(|number| start + number.start..start + number.end);
        let parsed = number.clone().and_then(|range| Number::parse(text.get(range)?));
        let hedge = if leading.group("hedge").is_some() { Hedge::About } else { Hedge::None };
        let who = leading.words("who").map_or_else(|| label.to_owned(), normal);
        if let Some((range, number)) = number.zip(parsed) {
            found.push(stated(Figure::Number(Number { hedge, ..number }), range, who));
        }
    }
    let mut shares = facts.iter().filter(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    if let (Some(fact), None) = (shares.next(), shares.next())
        && let Value::Percentage(share) = fact.value
        && share.hedge != Hedge::AtMost
    {
        let after = slice(text, fact.range.end..);
        let named = OF_WHOM.find(after).and_then(|of| of.words("who"));
        let who = named.map_or_else(|| label.to_owned(), normal);
        found.push(stated(Figure::Share(share), fact.range.clone(), who));
    }
    found
}

/// "… affecting 30 % of our users", "1,200 users were affected".
fn in_sentence(block: &Block<'_>, fact: &Fact) -> Option<Affected> {
    if fact.quoted {
        return None;
    }
    let text = block.text.text();
    let around = sentence_at(text, &fact.range);
    let (figure, who, rest) = match &fact.value {
        Value::Percentage(share) => {
            let after = one_line(text.get(fact.range.end..around.end)?);
            let of = OF_WHOM.find(after)?;
            (Figure::Share(*share), normal(of.words("who")?), after.get(of.end()..)?)
        }
        Value::Count(count) => {
            let noun = text.get(count.noun.clone()?)?;
            (of_count(count)?, normal(noun), one_line(text.get(fact.range.end..around.end)?))
        }
        _ => return None,
    };
    let before = text.get(around.start..fact.range.start)?;
    let (symptom, rest) = what_happened(before, &who, rest)?;
    let claim = CONSEQUENCE.find(rest).map_or(rest, |found| rest.get(..found.start()).unwrap_or(rest));
    let narrows = |words: &str| NARROWED.is_in(words);
    let narrowed =
        figure.hedge() == Hedge::AtMost || narrows(before) || narrows(claim) || !NARROWS_NOTHING.is_in(rest);
    if narrowed {
        return None;
    }
    let who = who.trim_start_matches("affected ").trim_start_matches("impacted ").to_owned();
    let number = match &fact.value {
        // Without the noun.
        Value::Count(count) => {
            fact.range.start..count.noun.as_ref().map_or(fact.range.end, |noun| noun.start)
        }
        _ => fact.range.clone(),
    };
    let written = text
        .get(number.clone())?
        .split_whitespace()
        .take_while(|word| *word != "of")
        .collect::<Vec<_>>()
        .join(" ");
    let span = block.text.span(number.start..number.start + text.get(number.clone())?.trim_end().len());
    Some(Affected { figure, who, symptom, span, written, block: fact.block, section: block.section })
}

/// Half of the users is about 50 %; 3 of 5 nodes is the number 3.
fn of_count(count: &Count) -> Option<Figure> {
    if !count.fraction {
        return Some(Figure::Number(count.amount));
    }
    let percent = 100.0 * count.amount.value / count.of?.value;
    let between = Some((percent * 0.9, percent * 1.1));
    Some(Figure::Share(Percentage { percent, between, decimals: 0, hedge: Hedge::None }))
}

/// What happened to those that a figure counts, and what follows it in the
/// sentence.
fn what_happened<'t>(before: &str, who: &str, rest: &'t str) -> Option<(Option<String>, &'t str)> {
    if let Some(found) = WERE_AFFECTED.find(rest) {
        return Some((None, rest.get(found.end()..)?));
    }
    if AFFECTING.is_in(before) || who.starts_with("affected ") || who.starts_with("impacted ") {
        return Some((None, rest));
    }
    if let Some(found) = DOWN_FOR.find(before) {
        let symptom = if found.group("slow").is_some() { "slow" } else { ACCESS };
        return Some((Some(symptom.to_owned()), rest));
    }
    let found = COULD_NOT.find(rest)?;
    let verb = found.words("verb")?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (symptom, rest) = with_object(verb, rest.get(found.end()..)?);
    Some((Some(symptom), rest))
}

/// The symptom of those that could not reach the service at all.
const ACCESS: &str = "access";

/// A verb with its object, and what follows: who cannot "access the site" can
/// reach nothing, who cannot "access the dashboard" may reach the rest.
fn with_object(verb: String, rest: &str) -> (String, &str) {
    let Some(found) = OBJECT.find(rest) else { return (verb, rest) };
    let after = slice(rest, found.end()..);
    let object = found.words("object").unwrap_or_default().to_lowercase();
    let everything = found.group("all").is_some();
    let access = everything && ["access", "use", "reach", "load", "open", "visit"].contains(&verb.as_str());
    (if access { ACCESS.to_owned() } else { format!("{verb} {object}") }, after)
}

/// The text up to its first empty line, at most `TAIL` bytes of it.
fn one_line(text: &str) -> &str {
    let mut end = text.find("\n\n").unwrap_or(text.len()).min(TAIL);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    slice(text, ..end)
}

/// In small letters, on one line; a user base is its users.
fn normal(who: &str) -> String {
    let words = who.split_whitespace().map(str::to_lowercase);
    let joined = words.filter(|word| word != "total").collect::<Vec<_>>().join(" ");
    joined
        .replace("user-base", "users")
        .replace("user base", "users")
        .replace("userbase", "users")
        .replace("customer base", "customers")
}
