//! What an edit must write to put blocks of its own into a document.

use super::Document;
use crate::span::slice;

impl Document<'_> {
    /// These blocks as they are written before byte `at`, the beginning of a
    /// line or the end of the text: apart from what stands above and below,
    /// with the line ends of the document.
    #[must_use]
    pub fn set_apart(&self, at: usize, blocks: &[&str]) -> String {
        let end = self.line_end();
        let before = slice(self.source, ..at);
        let after = slice(self.source, at..);
        let above = before.trim_start_matches('\u{feff}');
        let mut out = String::new();
        let open = !above.is_empty() && !above.ends_with(['\n', '\r']);
        if open {
            out.push_str(end);
        }
        if open || above.lines().next_back().is_some_and(|line| !line.trim().is_empty()) {
            out.push_str(end);
        }
        out.push_str(&blocks.join(&end.repeat(2)));
        if !after.is_empty() {
            out.push_str(&end.repeat(2));
        } else if !open {
            out.push_str(end);
        }
        out
    }
}
