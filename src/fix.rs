//! Applies fixes to a text until none is left that helps. Pure: what reads
//! and writes files is elsewhere.

use crate::finding::{Diagnostic, Edit, Fix, Safety};
use crate::span::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most rounds of linting and fixing: each one must leave fewer findings, so
/// few texts need more than three.
const ROUNDS: usize = 20;

/// A text after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many findings were mended.
    pub applied: usize,
    /// What is still found in it.
    pub remaining: Vec<Diagnostic>,
}

impl Fixed {
    /// How many of the findings that are left have a fix that is no safe one.
    #[must_use]
    pub fn unsafe_left(&self) -> usize {
        let choose =
            |found: &&Diagnostic| found.finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Unsafe);
        self.remaining.iter().filter(choose).count()
    }
}

/// A rule whose fix adds what another may then speak of: a section that is
/// there, and empty.
const LEADS_TO: [(&str, &str); 1] = [("structure/missing-section", "structure/empty-section")];

/// What tells a fix from the others of a text, wherever it stands.
type Name = (String, String, Vec<String>);

/// Applies the safe fixes that `lint` gives for a text, and the unsafe ones
/// where `most` allows them, until there is none that mends its finding and
/// adds no other.
///
/// Where fixes overlap the first one is applied, the next in another round.
#[must_use]
pub fn fix(text: &str, most: Safety, lint: impl Fn(&str) -> Vec<Diagnostic>) -> Fixed {
    let mut state = Fixed { text: text.to_owned(), applied: 0, remaining: lint(text) };
    let mut refused = HashSet::new();
    for _ in 0..ROUNDS {
        let chosen = choose(&state, most, &refused);
        if chosen.is_empty() {
            break;
        }
        attempt(&mut state, &chosen, &mut refused, &lint);
    }
    state
}

/// The text with these fixes, which do not overlap, and with none where one of
/// them does not fit the text.
#[must_use]
pub fn apply(text: &str, fixes: &[&Fix]) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.replacement);
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// The fixes of a text that can be applied at once.
fn choose(state: &Fixed, most: Safety, refused: &HashSet<Name>) -> Vec<Diagnostic> {
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    for diagnostic in &state.remaining {
        let Some(fix) = &diagnostic.finding.fix else { continue };
        let allowed = fix.safety == Safety::Safe || most == Safety::Unsafe;
        if allowed && !fix.edits.is_empty() && !refused.contains(&name(diagnostic)) && taken.take(fix) {
            chosen.push(diagnostic.clone());
        }
    }
    chosen
}

/// The spans that fixes change, none of which touches another.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes the spans of a fix, if all of them are free.
    fn take(&mut self, fix: &Fix) -> bool {
        let mut own = Self::default();
        let free = fix.edits.iter().all(|edit| {
            let apart = self.is_free(edit.span) && own.is_apart(edit.span);
            own.0.insert(edit.span.start, edit.span.end);
            apart
        });
        if free {
            self.0.extend(own.0);
        }
        free
    }

    /// Whether a span lies apart from all others, not even beside one.
    fn is_free(&self, span: Span) -> bool {
        self.0.range(..=span.end).next_back().is_none_or(|(_, end)| *end < span.start)
    }

    /// Whether a span overlaps none of the others.
    fn is_apart(&self, span: Span) -> bool {
        let before = self.0.range(..span.end.max(span.start + 1)).next_back();
        before.is_none_or(|(_, end)| *end <= span.start)
    }
}

fn name(diagnostic: &Diagnostic) -> Name {
    let edits = diagnostic.finding.fix.iter().flat_map(|fix| &fix.edits);
    let replacements = edits.map(|edit| edit.replacement.clone()).collect();
    (diagnostic.rule.clone(), diagnostic.finding.message.clone(), replacements)
}

/// Applies fixes together where that mends all of their findings and adds
/// none; otherwise one half after the other, down to the single fix that is
/// refused.
fn attempt(
    state: &mut Fixed,
    chosen: &[Diagnostic],
    refused: &mut HashSet<Name>,
    lint: &impl Fn(&str) -> Vec<Diagnostic>,
) {
    let fixes: Vec<&Fix> = chosen.iter().filter_map(|diagnostic| diagnostic.finding.fix.as_ref()).collect();
    let tried = apply(&state.text, &fixes).map(|text| {
        let remaining = lint(&text);
        (text, remaining)
    });
    if let Some((text, remaining)) = tried
        && mends(&state.remaining, &remaining, chosen)
    {
        *state = Fixed { text, applied: state.applied + chosen.len(), remaining };
        return;
    }
    if let [one] = chosen {
        refused.insert(name(one));
        return;
    }
    let (first, second) = chosen.split_at(chosen.len() / 2);
    let before = state.text.clone();
    attempt(state, first, refused, lint);
    // Once the text has changed the others stand elsewhere: the next round
    // finds them again.
    if state.text == before {
        attempt(state, second, refused, lint);
    }
}

/// Whether after the fixes each of their findings is gone and no rule says
/// more than before, but for what a fix leads to.
fn mends(before: &[Diagnostic], after: &[Diagnostic], chosen: &[Diagnostic]) -> bool {
    let mut room: HashMap<&str, usize> = counts(before);
    for diagnostic in chosen {
        if let Some(count) = room.get_mut(diagnostic.rule.as_str()) {
            *count = count.saturating_sub(1);
        }
        for (_, next) in LEADS_TO.iter().filter(|(rule, _)| *rule == diagnostic.rule) {
            *room.entry(next).or_default() += 1;
        }
    }
    counts(after).iter().all(|(rule, count)| room.get(rule).is_some_and(|room| count <= room))
}

fn counts(found: &[Diagnostic]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for diagnostic in found {
        *counts.entry(diagnostic.rule.as_str()).or_default() += 1;
    }
    counts
}
