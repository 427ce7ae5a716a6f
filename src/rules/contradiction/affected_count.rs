//! `contradiction/affected-count`.

use super::affected::{Denial, denials};
use crate::finding::{Finding, Label};
use crate::incident::Figure;
use crate::rules::{Context, Params};

/// Reports a number of affected users, requests and the like that is given as
/// two numbers.
pub fn check(cx: &Context<'_>, _: &Params) -> Vec<Finding> {
    let numbers = denials(cx, |statement| matches!(statement.figure, Figure::Number(_)));
    numbers.iter().map(finding).collect()
}

fn finding(denial: &Denial) -> Finding {
    let (who, first, other) = (&denial.first.who, &denial.first.written, &denial.other.written);
    let message = if denial.part {
        format!("`{first}` {who} are said to be affected, and `{other}` to have had one symptom")
    } else {
        format!("the number of {who} affected is given as `{first}` and as `{other}`{}", factor(denial))
    };
    Finding::new(message, Label::new(denial.other.span, "given here instead"))
        .with(denial.first.span, "first given here")
        .help("correct one of the two, or say what each of them counts")
}

/// A zero too many or too few is the likely reason.
fn factor(denial: &Denial) -> &'static str {
    let (a, b) = (denial.first.figure.value(), denial.other.figure.value());
    let ratio = a.max(b) / a.min(b);
    match (ratio, b > a) {
        (10.0, true) => ", ten times as many",
        (10.0, false) => ", a tenth as many",
        (100.0, true) => ", a hundred times as many",
        (100.0, false) => ", a hundredth as many",
        (1000.0, true) => ", a thousand times as many",
        (1000.0, false) => ", a thousandth as many",
        _ => "",
    }
}
