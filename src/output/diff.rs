//! What fixes would change in a file, as `diff -u` shows it: `patch` and `git
//! apply` can read it.

use super::visible::visible;
use similar::TextDiff;

/// The changes from one text to another, known by the path of the file.
#[must_use]
pub fn render(path: &str, before: &str, after: &str) -> String {
    let path = visible(path);
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
