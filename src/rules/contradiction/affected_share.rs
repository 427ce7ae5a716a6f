//! `contradiction/affected-share`.

use super::affected::{Denial, denials};
use crate::finding::{Finding, Label};
use crate::incident::Figure;
use crate::rules::{Context, Params};

/// Reports a share of affected users, requests and the like that is given as
/// two percentages.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let shares = denials(cx, |statement| matches!(statement.figure, Figure::Share(_)));
    shares.iter().map(finding).collect()
}

fn finding(denial: &Denial) -> Finding {
    let (who, first, other) = (&denial.first.who, &denial.first.written, &denial.other.written);
    let message = if denial.part {
        format!("`{first}` of {who} are said to be affected, and `{other}` to have had one symptom")
    } else {
        format!("the share of {who} affected is given as `{first}` and as `{other}`")
    };
    Finding::new(message, Label::new(denial.other.span, "given here instead"))
        .with(denial.first.span, "first given here")
        .help("correct one of the two, or say what each of them measures")
}
