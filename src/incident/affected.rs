//! How many were affected, and which share of all: what the summary, the impact
//! and other sections each state, where nothing narrows the statement.

use crate::document::{Block, BlockId, BlockKind, Document, Role, Roles, SectionId};
use crate::facts::time::value::Hedge;
use crate::facts::{Count, Fact, Facts, Number, Pattern, Percentage, Value, sentence_at};
use crate::span::Span;

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

/// What a share is of: `of our paying users`.
static OF: Pattern = Pattern::new(
    r"^ \s+ of \s+ (?: (?:the|our|all|its|their|total|all\s+of\s+our) \s+ ){0,3}
      (?P<who> (?:[a-z][\w-]*\s+){0,2}? (?: user[\s-]?base | customer[\s-]?base | traffic | people | [a-z-]{2,}s ) ) \b (?P<rest> .* ) $",
);
/// "… were affected".
static WERE_AFFECTED: Pattern = Pattern::new(
    r"^ \s+ (?: (?:who|that|which)\s+ )? (?: (?:were|was|are|is|had\s+been|have\s+been|has\s+been|got) \s+ )? (?:(?:actually|directly|negatively|adversely)\s+)?
      (?: affected | impacted | (?:experienced|suffered|faced|had) \s+ (?:an?\s+|the\s+|some\s+)?(?:service\s+)? (?:issues?|problems?|disruptions?|outage|interruptions?) )
      \b (?P<rest> .* ) $",
);
/// "… could not log in": the first word after it says which symptom.
static COULD_NOT: Pattern = Pattern::new(
    r"^ \s+ (?: (?:who|that|which)\s+ )? (?:(?:were|was|are)\s+)? (?: unable\s+to | not\s+able\s+to | could\s?n[o'’]t | could\s+not | can\s?not | can['’]t | failed\s+to )
      \s+ (?P<verb> log\s+in | sign\s+in | check\s+out | [a-z]+ ) \b (?P<rest> .* ) $",
);
/// "The outage affected", ", affecting": what stands before the figure. An
/// outage of something named may be only one part of the incident.
static AFFECTING: Pattern = Pattern::new(
    r"(?: (?: ^ \s* | [,;:] \s* (?:and\s+)? | \b(?:the|this|an?|our|whole|entire|service|major|partial)\s+ )
          (?:outage|incident|issue|problem|event|disruption|degradation|interruption|downtime|impact) \s+ (?:(?:has|had|directly|also|that|which)\s+)? (?:affect|impact)(?:ed|ing|s)
        | \b(?:it|this|that|which) \s+ (?:has\s+|had\s+|directly\s+)? (?:affect|impact)(?:ed|s)
        | ^ \s* (?:the|this|an|our) \s+ (?:outage|incident|issue|problem|event|disruption) \s .* \b and \s+ (?:affected|impacted)
        | [,;] \s* (?:and\s+|thus\s+|thereby\s+)? (?:affecting|impacting) )
      \s+ (?: (?:a\s+total\s+of|only|just|about|around|approximately|approx\.?|roughly|nearly|almost|over|more\s+than|at\s+least|some|an\s+estimated) \s+ | ~\s? )* $",
);
/// "… was down for": what stands before the figure.
static DOWN_FOR: Pattern = Pattern::new(
    r"\b (?: (?P<slow>slow) | down | unavailable | inaccessible | unreachable | offline | (?:not|no\s+longer)\s+(?:available|accessible|reachable) ) \s+ (?:for|to)
      \s+ (?: (?:a\s+total\s+of|only|just|about|around|approximately|approx\.?|roughly|nearly|almost|over|more\s+than|at\s+least|some|an\s+estimated) \s+ | ~\s? )* $",
);
/// What may follow without narrowing the statement.
static OPEN: Pattern = Pattern::new(
    r"^ \s* (?: $ | [.,;:)!—–(] | -\s | during\b | for\s+(?:about|approximately|around|roughly|nearly|almost|over|more|the|an?|several|~?[0-9]+|two|three|four) \b
      | and\b | from\s+[0-9] | between\s+[0-9] | over\s+(?:the|an?|[0-9]) | until\b | while\b | when\b | by\s+(?:the|this|our)\s+(?:outage|incident|issue|problem|event|disruption|degradation|interruption|downtime) \b | resulting\b | leading\b
      | causing\b | throughout\b | in\s+total\b | overall\b | as\s+a\s+result\b | due\s+to\b | because\b )",
);
/// Words that narrow a statement, date it, or make it one about something else.
static NARROWED: Pattern = Pattern::new(
    r"\b(?: peak\w* | worst | initial\w* | at\s+first | first | early | earlier | eventually | later | by\s+then | grew | grow\w* | ris(?:e|es|ing) | rose | climb\w*
      | increas\w* | drop\w* | fell | fall\w* | decreas\w* | declin\w* | additional(?:ly)? | another | further | other | others | remaining | rest\s+of
      | of\s+(?:these|them|those|which|whom) | among | includ\w+ | would | could\s+have | had\s+(?:we|it|they|the) | without | might | may\s+(?:have|be) | if | potential\w* | risk | previous\w* | last | similar | compar\w+
      | typical\w* | normal\w* | usual\w* | average | each | every | target\w* | goal | phase | stage | wave | second | third | subset | region\w* | europe\w* | eu | us
      | usa | uk | apac | emea | asia\w* | africa\w* | america\w* | mobile | desktop | ios | android | web\s+users | enterprise | free | premium | no\s+longer\s+(?:affected|impacted) | not\s+(?:affected|impacted)
      | unaffected | still | recover\w* | restored | back | simultaneous\w* | concurrent\w* | per | where | assum\w+ | canary | sample\w* | survey\w* | ticket\w* | partial\w* | complete(?:ly)? | fully
      | most | in\s+(?:one|some|certain) | respectively ) \b | ^ \s* (?:at|by|around|after) \s+ [0-9]{1,2} (?: : | \s?[ap]m ) ",
);
/// What came of it, told behind the statement, narrows nothing.
static CONSEQUENCE: Pattern =
    Pattern::new(r", \s* (?: leading | resulting | causing | reporting | and\s+led | which\s+led ) \b");
/// "Users affected", "Number of affected users", "Customers impacted".
static LABEL: Pattern = Pattern::new(
    r"^ (?: (?:the\s+)? (?:total\s+|approximate\s+|estimated\s+)? (?:percentage|number|share|percent|amount|count|%|\#) \s+ (?:of\s+)? )? (?:the\s+)?
      (?: (?:affected|impacted) \s+ (?P<who>[a-z]+s) | (?P<head>[a-z]+s|user\s?base) \s+ (?:affected|impacted) ) (?: \s* \( [^)]* \) )? $",
);
/// A number that a value begins with, and what closes it.
static LEADING: Pattern = Pattern::new(
    r"^ \s* (?P<hedge>(?:approximately|approx\.?|about|around|roughly|~)\s*)? (?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?:k|m)?) \s*
      (?: (?P<who>[a-z]+s) \s* )? (?: $ | [(.,;] )",
);

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
    let plain = label.is_none_or(|label| !label.roles.is_empty() || LABEL.is_in(label.name.trim()));
    placed && plain
}

/// Who a field is about, if it is one of those affected.
fn labelled(block: &Block<'_>) -> Option<String> {
    let label = block.label.as_ref()?;
    let captures = LABEL.regex()?.captures(label.name.trim())?;
    captures.name("who").or_else(|| captures.name("head")).map(|who| normal(who.as_str()))
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
        written: text.get(range).unwrap_or_default().to_owned(),
        block: id,
        section: block.section,
    };
    if NARROWED.is_in(value) {
        return found;
    }
    if let Some(captures) = LEADING.regex().and_then(|regex| regex.captures(value)) {
        let number = captures.name("number").map(|number| start + number.start()..start + number.end());
        let parsed = number.clone().and_then(|range| Number::parse(text.get(range)?));
        let hedge = if captures.name("hedge").is_some() { Hedge::About } else { Hedge::None };
        let who = captures.name("who").map_or_else(|| label.to_owned(), |who| normal(who.as_str()));
        if let Some((range, number)) = number.zip(parsed) {
            found.push(stated(Figure::Number(Number { hedge, ..number }), range, who));
        }
    }
    let mut shares = facts.iter().filter(|fact| matches!(fact.value, Value::Percentage(_)) && !fact.quoted);
    if let (Some(fact), None) = (shares.next(), shares.next())
        && let Value::Percentage(share) = fact.value
        && share.hedge != Hedge::AtMost
    {
        let after = text.get(fact.range.end..).unwrap_or_default();
        let named = OF.regex().and_then(|regex| regex.captures(after)).and_then(|of| of.name("who"));
        let who = named.map_or_else(|| label.to_owned(), |who| normal(who.as_str()));
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
            let captures = OF.regex()?.captures(one_line(text.get(fact.range.end..around.end)?))?;
            let rest = captures.name("rest")?.as_str();
            (Figure::Share(*share), normal(captures.name("who")?.as_str()), rest)
        }
        Value::Count(count) => {
            let noun = text.get(count.noun.clone()?)?;
            (of_count(count)?, normal(noun), one_line(text.get(fact.range.end..around.end)?))
        }
        _ => return None,
    };
    let before = text.get(around.start..fact.range.start)?;
    let (symptom, rest) = what_happened(before, &who, rest)?;
    let claim =
        CONSEQUENCE.regex()?.find(rest).map_or(rest, |found| rest.get(..found.start()).unwrap_or(rest));
    let narrows = |words: &str| NARROWED.is_in(words);
    let narrowed = figure.hedge() == Hedge::AtMost || narrows(before) || narrows(claim) || !OPEN.is_in(rest);
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
    let tail = |captures: &crate::facts::Captures<'t>| captures.name("rest").map(|rest| rest.as_str());
    if let Some(captures) = WERE_AFFECTED.regex()?.captures(rest) {
        return Some((None, tail(&captures)?));
    }
    if AFFECTING.is_in(before) {
        return Some((None, rest));
    }
    if who.starts_with("affected ") || who.starts_with("impacted ") {
        return Some((None, rest));
    }
    if let Some(captures) = DOWN_FOR.regex()?.captures(before) {
        let symptom = if captures.name("slow").is_some() { "slow" } else { ACCESS };
        return Some((Some(symptom.to_owned()), rest));
    }
    let captures = COULD_NOT.regex()?.captures(rest)?;
    let verb = captures.name("verb")?.as_str().to_lowercase();
    let (symptom, rest) = with_object(verb, tail(&captures)?);
    Some((Some(symptom), rest))
}

/// The symptom of those that could not reach the service at all.
const ACCESS: &str = "access";

/// A verb with its object, and what follows: who cannot "access the site" can
/// reach nothing, who cannot "access the dashboard" may reach the rest.
fn with_object(verb: String, rest: &str) -> (String, &str) {
    static OBJECT: Pattern = Pattern::new(
        r"^ \s+ (?:the|our|their|any|any\s+of\s+our|its) \s+ (?P<object> (?P<all> (?:(?:web|whole|entire|online)\s+)? (?:platform|site|website|services?|system|application|app) \b ) | [\w-]+ (?:\s+[\w-]+)?? )
          (?P<rest> \s* (?: $ | [.,;:)] | \s .* ) ) $",
    );
    let Some(captures) = OBJECT.regex().and_then(|regex| regex.captures(rest)) else { return (verb, rest) };
    let after = captures.name("rest").map_or("", |rest| rest.as_str());
    let object = captures.name("object").map_or("", |object| object.as_str()).to_lowercase();
    let everything = captures.name("all").is_some();
    let access = everything && ["access", "use", "reach", "load", "open", "visit"].contains(&verb.as_str());
    (if access { ACCESS.to_owned() } else { format!("{verb} {object}") }, after)
}

/// The text up to its first empty line, at most `TAIL` bytes of it.
fn one_line(text: &str) -> &str {
    let mut end = text.find("\n\n").unwrap_or(text.len()).min(TAIL);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
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
