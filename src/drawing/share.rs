//! Which share was affected, where no statement of it is plain enough to be
//! compared with others: a table only shows it.

use crate::document::{Document, Role, Roles};
use crate::facts::time::value::Hedge;
use crate::facts::{Fact, Facts, Pattern, Value, sentence_at};
use crate::span::Span;

/// "… of our users".
static OF_ALL: Pattern = Pattern::new(
    r"^ \s* of \s+ (?: (?:the|our|all|its|their|total) \s+ ){0,2}
      (?: users? | customers? | clients? | visitors? | people | students? | requests? | traffic ) \b",
);
/// What goes wrong for them.
static HARM: Pattern = Pattern::new(
    r"\b(?: affect\w* | impact\w* | experienc\w* | unable | fail\w* | errors? | time[\s-]?outs? | happened\s+to | could\s?n['’]t | could\s+not | cannot | can['’]t | los(?:t|ing)
      | down | unavailable | slow\w* ) \b",
);
/// What makes it a part of them, another time, or none that were harmed.
static NARROWED: Pattern = Pattern::new(
    r"\b(?: unaffected | not\s+(?:affected|impacted) | recover\w* | restored | back | peak\w* | at\s+first | initial\w* | later | remaining | would | could\s+have | might | if | similar | previous\w*
      | target\w* | goal | normal\w* | usual\w* | average | canary | rose | grew | climb\w* | increas\w* | drop\w* | fell | region\w* | still ) \b",
);

/// The first share of all users, customers or requests that the summary or the
/// impact says were harmed, as written.
pub(super) fn share(document: &Document<'_>, facts: &Facts) -> Option<(String, Span)> {
    facts.all().iter().find_map(|fact| {
        let Value::Percentage(share) = &fact.value else { return None };
        let block = document.block(fact.block);
        let around = document.ancestors(block.section).map(|id| document.section(id).roles);
        let about_all = around.fold(Roles::NONE, Roles::union).has_any(&[Role::Summary, Role::Impact]);
        let usable = about_all && !fact.quoted && !document.is_aside(block) && share.hedge != Hedge::AtMost;
        (usable && harms_all(block.text.text(), fact)).then(|| written(block.text.text(), fact))
    })
}

fn harms_all(text: &str, fact: &Fact) -> bool {
    let sentence = text.get(sentence_at(text, &fact.range)).unwrap_or_default();
    let after = text.get(fact.range.end..).unwrap_or_default();
    OF_ALL.is_in(after) && HARM.is_in(sentence) && !NARROWED.is_in(sentence)
}

fn written(text: &str, fact: &Fact) -> (String, Span) {
    (text.get(fact.range.clone()).unwrap_or_default().to_owned(), fact.span)
}
