//! Wordings as patterns, in the syntax of the regex crate.
//!
//! There are hundreds of them, and most texts are short: what the regex crate
//! does to make long searches fast takes longer than to read the whole
//! document. So a pattern becomes a list of steps (`syntax` reads it,
//! `program` lists the steps, `search` takes them), which costs microseconds.
//! A pattern that `syntax` does not know, and a search that takes many steps,
//! are left to the regex crate, so that every search takes linear time. A test
//! holds one against the other.
//!
//! Most wordings are nowhere, and three things tell that before a step is
//! taken: `clue` and `skim` the words that a wording needs, which are looked up
//! once for a document; `start` the bytes
//! that a match begins with; and, where a pattern is looked for often, `glance`
//! and `automaton` whether it may fit at all, in one pass.

mod automaton;
mod clue;
mod found;
mod glance;
mod kinds;
mod letters;
mod program;
mod search;
mod skim;
mod start;
mod syntax;

pub(crate) use found::{Captures, Match};
pub(crate) use letters::is_word;

use crate::document::{Places, Words};
use clue::Clues;
use program::Program;
use regex::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The largest pattern of the regex crate, in bytes: large enough for hundreds
/// of phrases, small enough that no page makes the linter slow.
const SIZE: usize = 4 * 1024 * 1024;

/// A wording, whatever its case, compiled at its first use. White space in the
/// pattern is layout.
pub(crate) struct Pattern {
    text: &'static str,
    wording: OnceLock<Wording>,
}

impl Pattern {
    /// A pattern in the syntax of the regex crate, with the flags `i` and `x`.
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text, wording: OnceLock::new() }
    }

    /// Whether the wording occurs in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.wording().is_match(text)
    }

    /// Whether it is known which words the wording needs.
    #[cfg(test)]
    pub(crate) fn knows_words(&self) -> bool {
        self.wording().clues().are_known()
    }

    /// The blocks in which the wording may occur.
    pub(crate) fn places(&self, words: &Words) -> Places {
        self.wording().places(words)
    }

    /// The compiled pattern. One that is malformed matches nothing in the
    /// program, and stops the tests.
    pub(crate) fn regex(&self) -> Option<&Wording> {
        Some(self.wording())
    }

    fn wording(&self) -> &Wording {
        self.wording.get_or_init(|| Wording::new(self.text, true))
    }
}

/// A pattern, ready to be looked for. Its parts are made when they are needed.
#[derive(Debug)]
pub(crate) struct Wording {
    text: Cow<'static, str>,
    layout: bool,
    clues: OnceLock<Box<Clues>>,
    program: OnceLock<Option<Program>>,
    /// The same for the regex crate, where it is needed.
    regex: OnceLock<Option<Regex>>,
    /// The names of the groups; the first is the whole.
    names: OnceLock<Arc<[String]>>,
}

impl Wording {
    /// A pattern with the flag `i`, and `x` with `layout`. One that is
    /// malformed matches nothing, and stops the tests.
    pub(crate) fn new(text: impl Into<Cow<'static, str>>, layout: bool) -> Self {
        Self {
            text: text.into(),
            layout,
            clues: OnceLock::new(),
            program: OnceLock::new(),
            regex: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// The same for a pattern that may be malformed.
    ///
    /// # Errors
    /// What the regex crate says of it.
    pub(crate) fn checked(text: String) -> Result<Self, regex::Error> {
        compile(&text, false).map(|_| Self::new(text, false))
    }

    /// The blocks of a document in which the pattern may fit.
    pub(crate) fn places(&self, words: &Words) -> Places {
        self.clues().places(words)
    }

    fn clues(&self) -> &Clues {
        self.clues.get_or_init(|| Box::new(Clues::of(&self.text, self.layout)))
    }

    /// None where the pattern uses what is not known here.
    fn program(&self) -> Option<&Program> {
        let read = || {
            let tree = syntax::parse(&self.text, self.layout)?;
            Program::new(&tree, glance::number(&self.text, self.layout))
        };
        self.program.get_or_init(read).as_ref()
    }

    fn names(&self) -> &Arc<[String]> {
        let read = || match self.program() {
            Some(program) => Arc::clone(&program.names),
            None => self.regex().map(names).unwrap_or_default(),
        };
        self.names.get_or_init(read)
    }

    fn regex(&self) -> Option<&Regex> {
        let compile = || {
            let compiled = compile(&self.text, self.layout);
            debug_assert!(compiled.is_ok(), "{compiled:?}");
            compiled.ok()
        };
        self.regex.get_or_init(compile).as_ref()
    }

    /// Whether the pattern fits anywhere in `text`.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.find_at(text, 0).is_some()
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.find_at(text, 0)
    }

    /// All matches that are apart from each other.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        let mut places = found::Places::default();
        std::iter::from_fn(move || places.next(text, |at| self.find_at(text, at), Match::range))
    }

    /// The groups of the first match.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.captures_at(text, 0)
    }

    /// The groups of all matches that are apart from each other.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let mut places = found::Places::default();
        std::iter::from_fn(move || places.next(text, |at| self.captures_at(text, at), Captures::range))
    }

    /// The text with `instead` in place of each match.
    pub(crate) fn replace_all<'t>(&self, text: &'t str, instead: &str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut from = 0;
        for found in self.find_iter(text) {
            out.push_str(text.get(from..found.start()).unwrap_or_default());
            out.push_str(instead);
            from = found.end();
        }
        if from == 0 && out.is_empty() {
            return Cow::Borrowed(text);
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// Whether it has a group of this name.
    pub(crate) fn has_group(&self, name: &str) -> bool {
        self.names().iter().any(|known| known == name)
    }

    /// The first match from the byte `at` on.
    pub(crate) fn find_at<'t>(&self, text: &'t str, at: usize) -> Option<Match<'t>> {
        let found = self.program().and_then(|program| search::find(program, text, at).ok());
        #[cfg(test)]
        if let Some(found) = &found {
            let regex = self.regex().and_then(|regex| regex.find_at(text, at)).map(|found| found.range());
            assert_eq!(*found, regex, "{:?} in {text:?} from {at}", self.text);
        }
        let range = match found {
            Some(found) => found?,
            None => self.regex()?.find_at(text, at)?.range(),
        };
        debug_assert!(self.has_clues(text, &range), "{:?} fits {text:?} without its words", self.text);
        Some(Match::new(text, range))
    }

    /// Whether what the pattern fits has its words. The bytes around it tell
    /// where words begin and end.
    fn has_clues(&self, text: &str, range: &Range<usize>) -> bool {
        let from = text.floor_char_boundary(range.start.saturating_sub(1));
        let to = text.ceil_char_boundary(text.len().min(range.end + 1));
        text.get(from..to).is_some_and(|text| self.clues().may_be_among(&Words::of(text)))
    }

    fn captures_at<'t>(&self, text: &'t str, at: usize) -> Option<Captures<'t>> {
        let by_regex = || {
            let groups = self.regex().and_then(|regex| regex.captures_at(text, at));
            groups.map(|groups| places(&groups))
        };
        let found = self.program().and_then(|program| search::groups(program, text, at).ok());
        #[cfg(test)]
        if let Some(found) = &found {
            assert_eq!(*found, by_regex(), "{:?} in {text:?} from {at}", self.text);
        }
        let marks = found.unwrap_or_else(by_regex)?;
        Some(Captures::new(text, marks, Arc::clone(self.names())))
    }
}

/// Where each group begins and ends.
fn places(groups: &regex::Captures<'_>) -> Vec<Option<usize>> {
    let places =
        |group: Option<regex::Match<'_>>| [group.map(|group| group.start()), group.map(|group| group.end())];
    groups.iter().flat_map(places).collect()
}

fn names(regex: &Regex) -> Arc<[String]> {
    regex.capture_names().map(|name| name.unwrap_or_default().to_owned()).collect()
}

/// The pattern as the regex crate's. A digit is an ASCII digit.
fn compile(text: &str, layout: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&with_plain_digits(text))
        .case_insensitive(true)
        .ignore_whitespace(layout)
        .size_limit(SIZE)
        .build()
}

fn with_plain_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('d') => out.push_str("[0-9]"),
            Some('D') => out.push_str("[^0-9]"),
            escaped => out.extend(std::iter::once(c).chain(escaped)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    //! Every search of a test is made twice (see `find_at`): what is asked
    //! here is that both know the answer.

    use super::Wording;

    fn all(pattern: &'static str, text: &str) -> Vec<String> {
        let wording = Wording::new(pattern, true);
        assert!(wording.program().is_some(), "{pattern} is unknown");
        let groups = wording.captures_iter(text).flat_map(|groups| {
            groups.iter().skip(1).flatten().map(|group| group.as_str().to_owned()).collect::<Vec<_>>()
        });
        let found = wording.find_iter(text).map(|found| found.as_str().to_owned());
        found.chain(groups.collect::<Vec<_>>()).collect()
    }

    #[test]
    fn finds_what_the_regex_crate_finds() {
        assert_eq!(all(r"\b(?:no|not|none)\b", "No, not nothing, noël, none"), ["No", "not", "none"]);
        assert_eq!(all(r"a | ab | abc", "abc"), ["a"]);
        assert_eq!(all(r"(?: a | ab )(?<rest> c | bcd )", "abcd"), ["abcd", "bcd"]);
        assert_eq!(all(r"(?-i:SEV) -? (\d) | p (\d)", "sev-1 SEV-2 P3"), ["SEV-2", "P3", "2", "3"]);
        assert_eq!(all(r"\w+?\b", "über 5 µs"), ["über", "5", "µs"]);
        assert_eq!(all(r"x*", "axxb"), ["", "xx", ""]);
        assert_eq!(all(r"[^\s,;]{2,3}", "a, bcde;é–x"), ["bcd", "é–x"]);
        assert_eq!(all(r"(?:\s+[\w'-]+){1,2}? \s+ at", " one two at"), [" one two at"]);
        assert_eq!(all(r"^ \W* (?:draft|wip) \b .* $", "* Draft: é"), ["* Draft: é"]);
        assert_eq!(all(r"(?:(?<a>x)|(?<b>y))+ $", "xyx"), ["xyx", "x", "y"]);
        assert_eq!(all(r"[-–—\u{a0}] \d{1,4}", "–12\u{a0}34567"), ["–12", "\u{a0}3456"]);
        assert_eq!(all(r"É[à-ü]", "éÀ éà"), ["éÀ", "éà"]);
        assert_eq!(all(r"\Bs\b | \.$", "was it s."), ["s", "."]);
    }

    #[test]
    fn replaces() {
        let wording = Wording::new(r"\bfor\s+good\b", false);
        assert_eq!(wording.replace_all("lost for good, for  GOOD", ""), "lost , ");
        assert_eq!(wording.replace_all("kept", "x"), "kept");
    }

    #[test]
    fn leaves_what_it_does_not_know() {
        for pattern in ["[a-z&&[^b]]+", "(?s:.)", r"\pL", "(a*)*b", "(?m:^x)", r"\x{110000}", "(", "a**b|c{2"]
        {
            assert!(Wording::new(pattern, true).program().is_none(), "{pattern}");
        }
        assert!(Wording::checked("(".into()).is_err());
        assert!(Wording::new("[a-z&&[^b]]+", false).is_match("bab"));
    }

    #[test]
    fn answers_the_same_at_any_time() {
        // `ſ` is an `s` to the regex crate alone.
        let wording = Wording::new(r"(?:a|aa)+(?:a|aa)+(?:a|aa)+s", false);
        let text = "a".repeat(5_000) + "ſ";
        let first = wording.is_match(&text);
        for _ in 0..1_000 {
            assert!(!wording.is_match("sheep say baa, baad and baaad"));
        }
        assert_eq!(wording.is_match(&text), first);
        assert!(first);
    }

    #[test]
    fn needs_no_large_stack() {
        let deep = format!("{}\\bcareless\\b{}", "(?:".repeat(48), ")".repeat(48));
        let asked = move || Wording::new(deep, false).places(&crate::document::Words::of("careful"));
        let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(asked);
        let places = thread.expect("a thread").join().expect("no overflow");
        assert!(!places.is_empty());
    }

    #[test]
    fn gives_a_long_search_up() {
        let wording = Wording::new(r"(?:a|aa)+(?:a|aa)+(?:a|aa)+c", false);
        let text = "a".repeat(5_000);
        let program = wording.program();
        assert!(program.is_some_and(|program| super::search::find(program, &text, 0).is_err()));
        assert!(!wording.is_match(&text));
        assert!(wording.is_match(&(text + "c")));
    }
}
