//! What fixes would change in a file, as `diff -u` shows it: `patch` and `git
//! apply` can read it.

use super::visible::visible;
use similar::TextDiff;

/// The changes from one text to another, known by the path of the file.
#[must_use]
pub fn render(path: &str, before: &str, after: &str) -> String {
    let path = visible(path);
    let path = path.trim_start_matches('/');
    // A tab says where a name with blanks ends, as it does for git and diff.
    let end = if path.contains(' ') { "\t" } else { "" };
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().header(&format!("a/{path}{end}"), &format!("b/{path}{end}")).to_string()
}
