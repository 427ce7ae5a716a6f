//! The wordings by which reports speak of an outage, its beginning, its end
//! and its length.

use crate::facts::Pattern;

static OUTAGE: Pattern = Pattern::new(
    r"\b(?:outages?|incidents?|downtime|down|unavailab\w*|inaccessib\w*|unreachable|offline|lasted|lasting|lasts
      |disrupt\w*|degrad\w*|interrupt\w*|errors?|fail\w*|affect\w*|impact\w*|experienc\w*|slow\w*|unable
      |issues?|problems?|crash\w*|unresponsive|duration|went\s+down|could\s+not|couldn['’]t|cannot|can['’]t
      |refus\w*|reject\w*|stopp\w*|hang|hung|stuck|broke|broken|denied|timeouts?|timed\s+out|lost|logged\s+out)\b",
);
static START_VERB: Pattern = Pattern::new(
    r"(?:\b(?:start(?:ed|ing|s)?|began|begins|beginning|commenc\w+|occurr?ed|from|went\s+down)\b[\s\w,'’-]{0,20})$",
);
static END_VERB: Pattern = Pattern::new(
    r"\b(?:end(?:ed|s|ing)|until|till|resolved|restored|recovered|finished|conclud\w+|stopped)\b[\s\w,'’-]{0,20}$",
);
static MEASURES_BEFORE: Pattern = Pattern::new(
    r"(?: \b(?:outage|incident|disruption|interruption|downtime|issue|problem|event|this|it|which)\s+
          (?:\w+\s+){0,2}? (?:last(?:ed|s)|persist(?:ed|s)|was|of|for)
        | \b(?:was|were|went|is|had\s+been)\s+
          (?:down|unavailable|inaccessible|offline|unreachable|unresponsive)\s+for
        | , \s* (?:and\s+)? (?:lasting|lasted|total(?:l)?ing) | \b(?:outage|incident|disruption|downtime)\s+(?:\w+\s+){0,3} lasting
        | \b(?:total|outage)\s+duration\s+(?:was|of|is)? )
      (?:\s+(?:for|of|was|is|a\s+total\s+of|in\s+total|about|approximately|around|roughly|nearly|almost|over))* [\s:~]* $",
);

static MEASURES_AFTER: Pattern = Pattern::new(
    r"^ [\s-]* (?:of\s+)? (?:major\s+|service\s+|site\s+|total\s+)* (?:outage|downtime|disruption|unavailability|interruption)\b",
);

static OTHER_LENGTH: Pattern = Pattern::new(
    r"^ \s* (?:ago|later|earlier|after|before|prior|into|timeouts?|windows?|intervals?|each|per|every|old|worth|delay|apart
      |on\s+average|for\s+each|at\s+a\s+time|more\b|longer\b|of\s+it\b|a\s+(?:month|year|week|day)|in\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)|last\b|the\s+(?:week|day|month|year)\b)",
);

/// Words that make a length one of something else: what might have been, what
/// is usual, a part of the outage, or another outage.
static OTHER_OUTAGE: Pattern = Pattern::new(
    r"\b(?: would | could | might | may\s+have | if | without | worst | best\s+case | expected | estimat\w* | sla | slo | allow\w*
      | each | every | typical\w* | averag\w* | intermittent\w* | several\s+times | cumulative\w* | usual\w* | normal\w*
      | unlike | previous\w* | second | another | other | earlier | similar | planned | maintenance | peak | phase | complete(?:ly)?
      | fully? | worst | initial\w* | partial\w* | additional | further | only\s+after | first | until
      | for\s+(?:some|most|a\s+few|certain|these|those) | meeting | restart | eu | us | region\w* )\b",
);

/// The wordings, as questions.
pub(super) struct Words;

impl Words {
    /// Whether a sentence speaks of something being broken.
    pub(super) fn speaks_of_outage(sentence: &str) -> bool {
        OUTAGE.is_in(sentence)
    }

    /// "the outage started at …"
    pub(super) fn ends_with_start_verb(before: &str) -> bool {
        START_VERB.is_in(before)
    }

    /// "… and ended at …"
    pub(super) fn ends_with_end_verb(between: &str) -> bool {
        END_VERB.is_in(between)
    }

    /// Whether a length of time between these words is that of the outage.
    pub(super) fn measures_outage(before: &str, after: &str) -> bool {
        let says = MEASURES_BEFORE.is_in(before) || MEASURES_AFTER.is_in(after);
        says && !OTHER_LENGTH.is_in(after) && !OTHER_OUTAGE.is_in(before)
    }
}
