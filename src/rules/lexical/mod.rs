//! Rules that are their page alone: phrases, and where they count.
//!
//! A page whose `toml` fence holds a `[lexical]` table needs no code:
//!
//! ```toml
//! severity = "advice"
//!
//! [lexical]
//! phrases = ["operator error", "careless*", "/blam(?:e|ed|ing)/"]
//! unless-before = ["not", "beyond"]
//! message = "`{match}` names a person where a cause is asked for"
//! help = "say what made the step look right at the time"
//! ```
//!
//! **What counts as a phrase.** Everywhere in the table a phrase is plain
//! words, whatever their case: a space stands for any white space, a hyphen
//! for a hyphen or a space, an apostrophe for either kind, `*` for the rest of
//! a word, and the phrase begins and ends where words do. A phrase between
//! slashes is a regular expression in the syntax of the regex crate, which
//! takes linear time whatever is asked of it; its group `found`, where it has
//! one, is what is reported. `{person}` and `{team}` stand for the built-in
//! words for people, `{adverbs}` for what may stand between them and what they
//! did, `{name}` for the list of that name in `[lexical.words]`.
//!
//! | Key | Meaning |
//! |---|---|
//! | `phrases` | What is reported. |
//! | `prefer` | A table: each key is reported too, its value is offered as replacement. |
//! | `subjects` | One of these must stand right before the phrase; adverbs and auxiliaries may stand between. |
//! | `unless-before`, `unless-after` | Silent where one of these stands before (behind) the phrase in its clause. |
//! | `unless-match` | Silent where one of these stands in the phrase itself. |
//! | `unless-sentence` | Silent where one of these stands anywhere in the sentence. |
//! | `unless-heading` | Silent below a heading with one of these. |
//! | `even-negated` | Report also behind "not", "no", "never", "without"; `false` unless said. |
//! | `in` | Only in sections of these roles (`summary`, `root-cause`, …); `lead` is the text before the first of them. |
//! | `not-in` | Never in sections of these roles. |
//! | `where` | `prose` unless said; also `headings`, `code` (blocks, inline code), `addresses` (in the text, and where links lead), `quotes` (speech, block quotes), `asides` (other incidents, glossaries). |
//! | `once` | One finding for a document; its labels name the other places. |
//! | `words` | A table of names and lists of phrases, for `{name}`. |
//! | `message` | What a finding says. `{match}`, `{subject}` and `{prefer}` stand for the words found. |
//! | `label`, `help` | The words at the place, and what the reader can do; the same may stand in them. |

mod compiled;
mod lexicon;
mod pattern;
mod phrase;
mod report;
mod scan;
pub(super) mod table;

pub use lexicon::Lexicon;
pub(super) use table::Table;

use super::Context;
use crate::finding::Finding;

/// What the phrases of one page find in a document.
pub(super) fn check(cx: &Context<'_>, lexicon: &Lexicon) -> Vec<Finding> {
    report::findings(scan::hits(cx.document, lexicon), lexicon.table())
}
