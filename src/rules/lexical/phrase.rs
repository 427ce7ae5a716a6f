//! Phrases to regular expressions.

use super::lexicon::{Fault, fault};
use super::pattern;
use super::table::{ByName, Phrase};
use crate::rules::value::List;
use regex::Regex;
use std::collections::BTreeMap;

/// Longest pattern, in bytes, before it is compiled. Lists may stand in lists,
/// and a few lines could ask for more than fits in memory.
const LONGEST: usize = 512 * 1024;

/// People who act in an incident, but for "I" and "we": who speaks of
/// themselves blames nobody else.
const PERSON: &str = r"(?:\b(?:(?:the|an?|one\s+of\s+(?:the|our)|our|another|that|this|some)\s+(?:[\w-]+\s+){0,2}?
    (?:engineer|developer|dev|operator|admin|administrator|sysadmin|intern|contractor|employee|colleague|technician
    |programmer|coder|maintainer|SRE|DBA|responder|analyst|tester|reviewer|author|committer|trainee|apprentice|person|guy|consultant
    |team\s+member|member\s+of\s+(?:the|our)(?:\s+[\w-]+){0,2}\s+team|on[-\s]?call)s?
    |s?he|someone|somebody)\b|@[\w-]+)";
/// A group of people that is named as one.
const TEAM: &str =
    r"\b(?:the|an?|their|another)\s+(?:[\w-]+\s+){0,2}?(?:team|squad|department|staff|management)\b";
/// What may stand between a subject and what it did.
const BETWEEN: &str = r"(?:\s+(?:\w+ly|had|has|have|was|were|did|also|then|again|just|and|who|on[-\s]call|on\s+(?:duty|shift|call)
    |in\s+(?:charge|question)|themselves|\([^()]{0,40}\)))";

const TOO_LONG: &str = "this is too long with all its lists put in; shorten them";

/// The lists of words that `{name}` stands for.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: BTreeMap<String, String>,
    /// Whether a phrase may be malformed.
    checked: bool,
}

impl Vocabulary {
    /// The built-in lists, and those of a page.
    pub(super) fn new(own: &ByName<List<Phrase>>, checked: bool) -> Result<Self, Fault> {
        let between = format!("{BETWEEN}{{0,3}}");
        let built_in = [("person", PERSON), ("team", TEAM), ("adverbs", between.as_str())];
        let words = built_in.map(|(name, pattern)| (name.to_owned(), format!("(?x:{pattern})")));
        let mut vocabulary = Self { words: words.into(), checked };
        for (name, phrases) in own.iter() {
            let pattern = vocabulary.any_of(phrases)?;
            vocabulary.words.insert(name.to_string(), pattern);
        }
        Ok(vocabulary)
    }

    /// The source of a pattern for one of these phrases.
    fn any_of(&self, phrases: &[Phrase]) -> Result<String, Fault> {
        let sources = phrases.iter().map(|phrase| self.source(phrase)).collect::<Result<Vec<_>, _>>()?;
        let length: usize = sources.iter().map(String::len).sum();
        match phrases.first().filter(|_| length > LONGEST) {
            Some(first) => Err(fault(first, TOO_LONG)),
            None => Ok(format!("(?:{})", sources.join("|"))),
        }
    }

    /// A pattern for one of these phrases; none where the list is empty.
    pub(super) fn pattern(&self, phrases: &[Phrase]) -> Result<Option<Regex>, Fault> {
        let Some(first) = phrases.first() else { return Ok(None) };
        self.build(self.any_of(phrases)?, first).map(Some).map_err(|whole| {
            // Which of them is it? All are well where only their sum is too large.
            let faults = phrases.iter().filter_map(|phrase| self.phrase(phrase).err());
            faults.into_iter().next().unwrap_or(whole)
        })
    }

    /// A pattern for one phrase.
    pub(super) fn phrase(&self, phrase: &Phrase) -> Result<Regex, Fault> {
        self.build(self.source(phrase)?, phrase)
    }

    /// A pattern that fits the text up to a phrase where one of these subjects
    /// ends there; its group `subject` holds the subject.
    pub(super) fn subjects(&self, phrases: &[Phrase]) -> Result<Option<Regex>, Fault> {
        let Some(first) = phrases.first() else { return Ok(None) };
        let source = format!(r"(?:^|[^\w-])(?<subject>{})(?x:{BETWEEN}){{0,3}}\s+$", self.any_of(phrases)?);
        self.build(source, first).map(Some)
    }

    fn source(&self, phrase: &Phrase) -> Result<String, Fault> {
        let text = phrase.text.trim();
        let inner = text.strip_prefix('/').and_then(|text| text.strip_suffix('/'));
        match inner {
            Some("") => Err(fault(phrase, "this regular expression is empty and would fit anywhere")),
            Some(regex) => self.filled_in(regex, phrase),
            None if text.is_empty() => Err(fault(phrase, "this phrase is empty")),
            None => self.plain(text, phrase),
        }
    }

    /// A regular expression with each `{name}` of a known list filled in, as one
    /// group.
    fn filled_in(&self, regex: &str, phrase: &Phrase) -> Result<String, Fault> {
        let mut filled = String::from("(?:");
        let mut rest = regex;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            match behind.split_once('}').and_then(|(name, after)| Some((self.words.get(name)?, after))) {
                Some((words, after)) => {
                    filled.push_str(words);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = behind;
                }
            }
            if filled.len() > LONGEST {
                return Err(fault(phrase, TOO_LONG));
            }
        }
        filled.push_str(rest);
        filled.push(')');
        Ok(filled)
    }

    /// Plain words as a regular expression.
    fn plain(&self, text: &str, phrase: &Phrase) -> Result<String, Fault> {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let mut source = String::new();
        if is_word(text.chars().next()) {
            source.push_str(r"\b");
        }
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut taken = c.len_utf8();
            match c {
                '{' => {
                    let name = rest.get(1..).and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
                    let words = name.and_then(|name| self.words.get(name));
                    let (Some(name), Some(words)) = (name, words) else {
                        return Err(fault(phrase, format!("`{rest}` names no list of words")));
                    };
                    source.push_str(words);
                    taken = name.len() + 2;
                }
                '*' => source.push_str(r"\w*"),
                '\'' | '’' => source.push_str("['’]"),
                '-' => source.push_str(r"[-‐‑\s]"),
                c if c.is_whitespace() => {
                    source.push_str(r"\s+");
                    taken = rest.len() - rest.trim_start().len();
                }
                c if c.is_alphanumeric() => source.push(c),
                c => source.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
            rest = rest.get(taken..).unwrap_or_default();
            if source.len() > LONGEST {
                return Err(fault(phrase, TOO_LONG));
            }
        }
        if is_word(text.chars().next_back()) || text.ends_with('*') {
            source.push_str(r"\b");
        }
        Ok(source)
    }

    fn build(&self, source: String, phrase: &Phrase) -> Result<Regex, Fault> {
        let wording = pattern::compile(&source).map_err(|error| fault(phrase, reason(&error)))?;
        if self.checked && wording.is_match("") {
            return Err(fault(phrase, "this phrase fits an empty text, and so anywhere"));
        }
        Ok(wording)
    }
}

/// What is wrong with a pattern, in one line.
fn reason(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => {
            "this regular expression is too large; shorten its repetitions".into()
        }
        error => {
            let text = error.to_string();
            let last = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
            format!("this regular expression cannot be read: {last}")
        }
    }
}
