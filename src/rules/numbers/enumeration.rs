//! Sums that a sentence states: "1,200 users in Europe and 800 in Asia, 2,000
//! in total".

use super::parts_of_total::{Part, Sum};
use crate::document::Block;
use crate::facts::{Number, Pattern, sentence_at};
use std::ops::Range;

/// `1,200 users in Europe, 300 in Asia and 500 in Africa`.
static LIST: Pattern = Pattern::new(
    r"\b [0-9][0-9,]*k? (?:\s+[a-z-]+){0,2} \s+ (?:in|from|on|at|via) \s+ [^,;:()0-9.|%]{1,40}
      (?: (?: \s*[,;]\s* (?:and\s+|plus\s+)? | \s*\b(?:and|plus)\s+ )
          [0-9][0-9,]*k? (?:\s+[a-z-]+){0,2} \s+ (?:in|from|on|at|via) \s+ [^,;:()0-9.|%]{1,40} )+",
);
static ITEM: Pattern = Pattern::new(
    r"\b (?P<number>[0-9](?:[0-9,]*[0-9])?k?) (?:\s+[a-z-]+){0,2}? \s+ (?:in|from|on|at|via) \s+ (?P<place>[^,;:()0-9.|]{1,40})",
);
/// `2,000 users (`, `2,000 orders were lost:`.
static BEFORE: Pattern = Pattern::new(
    r"\b (?P<total>[0-9](?:[0-9,]*[0-9])?k?) \s+ (?:[a-z-]+\s+){0,2}? [a-z-]+s (?: \s+(?:were|was)\s+[a-z]+ )? \s* [(:–—] \s* $",
);
static CLOSED: Pattern = Pattern::new(r"^ \s* (?: [).] | $ )");
/// `, for a total of 2,000`.
static AFTER: Pattern = Pattern::new(
    r"^ \s* [,;:–—(-]? \s* (?:for\s+|making\s+|giving\s+)? (?: a\s+total\s+of | totall?ing | in\s+total,? | altogether ) \s+ (?P<total>[0-9](?:[0-9,]*[0-9])?k?) \b",
);
/// Places that mean all of them: "2,000 in total".
static IN_ALL: Pattern = Pattern::new(r"^ (?:total|all)\b");
/// Words by which the parts overlap or are not all there are.
static LOOSE: Pattern = Pattern::new(
    r"\b(?: includ\w+ | unique | distinct | overlap\w* | some | mostly | mainly | both | at\s+least | over | more\s+than | up\s+to | about | around | approximately
      | respectively | of\s+which | of\s+these | of\s+those | another | e\.?g | such\s+as | per | each | average ) \b",
);

/// The longest phrase before a list that states its total, in bytes.
const REACH: usize = 80;

/// The sums that the sentences of a block state.
pub(super) fn sums(block: &Block<'_>) -> Vec<Sum> {
    let text = block.text.text();
    let Some(list) = LIST.regex().filter(|_| text.bytes().any(|b| b.is_ascii_digit())) else {
        return Vec::new();
    };
    list.find_iter(text).filter_map(|found| sum(block, found.range())).collect()
}

fn sum(block: &Block<'_>, list: Range<usize>) -> Option<Sum> {
    let text = block.text.text();
    let around = sentence_at(text, &list);
    if LOOSE.is_in(text.get(around.clone())?) {
        return None;
    }
    let items = ITEM.regex()?.captures_iter(text.get(list.clone())?);
    let mut parts = Vec::new();
    let mut total = None;
    for item in items {
        let number = item.name("number")?;
        let found = part(block, list.start + number.start()..list.start + number.end())?;
        if IN_ALL.is_in(item.name("place")?.as_str()) {
            total = Some(found);
        } else {
            parts.push(found);
        }
    }
    let total = total.or_else(|| total_beside(block, &list, &around))?;
    Some(Sum { parts, total })
}

/// The total before a list in parentheses, or behind the list.
fn total_beside(block: &Block<'_>, list: &Range<usize>, around: &Range<usize>) -> Option<Part> {
    let text = block.text.text();
    let after = text.get(list.end..around.end.max(list.end))?;
    if let Some(total) = AFTER.regex()?.captures(after).and_then(|captures| captures.name("total")) {
        return part(block, list.end + total.start()..list.end + total.end());
    }
    let mut from = around.start.max(list.start.saturating_sub(REACH));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..list.start)?;
    let total = BEFORE.regex()?.captures(before)?.name("total")?;
    CLOSED.is_in(text.get(list.end..)?).then(|| part(block, from + total.start()..from + total.end()))?
}

fn part(block: &Block<'_>, range: Range<usize>) -> Option<Part> {
    let written = block.text.text().get(range.clone())?.to_owned();
    let number = Number::parse(&written)?;
    Some(Part { number, percent: false, span: block.text.span(range), written })
}
