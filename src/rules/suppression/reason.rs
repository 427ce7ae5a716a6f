//! Reasons that stand where names of rules belong, for want of a ` -- `:
//! `timeline/out-of-order - two clocks`, `timeline/out-of-order: two clocks`.

use crate::finding::Edit;
use crate::span::Span;
use crate::suppress::{Directive, Name, Standing, Target};

/// What people put between a name and the reason, besides the mark for it.
const MARKS: [&str; 4] = ["--", "–", "—", ":"];

/// A reason among the names of a comment.
pub(super) struct Reason {
    /// The index of the first target that belongs to it.
    pub(super) first: usize,
    /// The name that hangs together with its first word.
    pub(super) head: Option<String>,
    /// Where it stands.
    pub(super) span: Span,
    /// What makes it one.
    pub(super) edit: Edit,
    /// The edit takes no name away that keeps something silent, nor does it
    /// make one that has nothing to.
    pub(super) is_safe: bool,
}

impl Reason {
    /// The reason in a comment that has names up to its end.
    pub(super) fn in_place_of_names(directive: &Directive) -> Option<Self> {
        let targets = &directive.targets;
        let first = targets.iter().position(is_unknown)?;
        (first..targets.len()).filter(|at| targets.get(*at).is_some_and(is_unknown)).find_map(|at| {
            let words = targets.get(at..)?;
            let name = words.first()?.name.as_ref()?;
            let end = words.last()?.name.as_ref()?.span.end;
            // What follows are words, not names.
            let follow = words.get(1..)?;
            if follow.iter().any(is_path) {
                return None;
            }
            let idle = follow.iter().all(|word| word.standing != Standing::Used);
            let reason = |start: usize, edit: Edit, is_safe: bool| Self {
                first: at,
                head: None,
                span: Span::new(start, end),
                edit,
                is_safe: is_safe && idle,
            };
            if is_mark(&name.text) {
                return Some(reason(name.span.start, replace(name.span, "--"), true));
            }
            if let Some((head, mark, rest)) = joined(words.first()?) {
                let start = name.span.start + head.len();
                let between = Span::new(start, start + mark.len());
                let edit = replace(between, if rest.is_empty() { " --" } else { " -- " });
                let more = !rest.is_empty() || !follow.is_empty();
                let speaks = matches!(words.first()?.standing, Standing::Unknown { speaks: true, .. });
                let reason = reason(start, edit, speaks);
                return more.then(|| Self { head: Some(head.to_owned()), ..reason });
            }
            let is_prose =
                words.iter().any(|word| matches!(word.standing, Standing::Unknown { nearest: None, .. }));
            let behind_a_name = at > 0 && !is_path(words.first()?);
            let start = name.span.start;
            (behind_a_name && is_prose).then(|| reason(start, replace(Span::new(start, start), "-- "), true))
        })
    }
}

fn replace(span: Span, by: &str) -> Edit {
    Edit { span, replacement: by.to_owned() }
}

const fn is_unknown(target: &Target) -> bool {
    matches!(target.standing, Standing::Unknown { .. })
}

fn is_path(target: &Target) -> bool {
    target.name.as_ref().is_some_and(|name| name.text.contains(['/', '*']) && !is_mark(&name.text))
}

fn is_mark(text: &str) -> bool {
    !text.contains('*') && !text.chars().any(char::is_alphanumeric)
}

/// A name that is known and what hangs on to it: `timeline:`, and the mark.
fn joined(target: &Target) -> Option<(&str, &'static str, &str)> {
    let (Standing::Unknown { nearest: Some(nearest), .. }, Some(Name { text, .. })) =
        (&target.standing, &target.name)
    else {
        return None;
    };
    let rest = text.strip_prefix(nearest.as_str())?;
    let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
    Some((nearest, mark, rest.strip_prefix(mark)?))
}
