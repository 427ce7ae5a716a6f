//! What fixes would change in a file, as `diff -u` shows it: `patch` and `git
//! apply` can read it.

use super::visible::visible;
use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter};
use std::fmt::{self, Write};

/// The changes from one text to another, known by the path of the file.
#[must_use]
pub fn render(path: &str, before: &str, after: &str) -> String {
    let lines = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Myers, &lines);
    diff.postprocess_lines(&lines);
    let hunks = diff.unified_diff(&Lines(&lines.interner), UnifiedDiffConfig::default(), &lines).to_string();
    if hunks.is_empty() {
        return hunks;
    }
    let path = visible(path);
    let path = path.trim_start_matches('/');
    // A tab says where a name with blanks ends, as it does for git and diff.
    let end = if path.contains(' ') { "\t" } else { "" };
    format!("--- a/{path}{end}\n+++ b/{path}{end}\n{hunks}")
}

/// Writes lines and places as `diff -u` does. The crate's own form says nothing
/// of a last line without a line end, which `patch` must be told of.
struct Lines<'a>(&'a Interner<&'a str>);

impl Lines<'_> {
    fn line(&self, mut f: impl Write, mark: char, line: Token) -> fmt::Result {
        let line = self.0[line];
        write!(f, "{mark}{line}")?;
        if line.ends_with('\n') { Ok(()) } else { f.write_str("\n\\ No newline at end of file\n") }
    }
}

impl UnifiedDiffPrinter for Lines<'_> {
    fn display_header(&self, mut f: impl Write, before: u32, after: u32, old: u32, new: u32) -> fmt::Result {
        // The place of no lines is the line before them.
        let place = |start: u32, count: u32| match count {
            0 => format!("{start},0"),
            1 => format!("{}", start + 1),
            _ => format!("{},{count}", start + 1),
        };
        writeln!(f, "@@ -{} +{} @@", place(before, old), place(after, new))
    }

    fn display_context_token(&self, f: impl Write, line: Token) -> fmt::Result {
        self.line(f, ' ', line)
    }

    fn display_hunk(&self, mut f: impl Write, before: &[Token], after: &[Token]) -> fmt::Result {
        before.iter().try_for_each(|line| self.line(&mut f, '-', *line))?;
        after.iter().try_for_each(|line| self.line(&mut f, '+', *line))
    }
}
