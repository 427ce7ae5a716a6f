//! Words without which a pattern fits nowhere.
//!
//! They are read from the text of a pattern alone, when the program is
//! compiled, so that a pattern whose words do not occur costs nothing at all.
//! What is not understood makes a word unknown, never a wrong one.

use super::skim;
use crate::document::{Beginning, Places, Words};

/// Beginnings of words of which one stands in whatever a pattern fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clues {
    beginnings: Few<{ Self::MOST }>,
    known: bool,
}

impl Clues {
    /// The most words that are told of a pattern.
    const MOST: usize = 192;
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self { beginnings: Few::NONE, known: false };

    /// Of a pattern in the syntax of the regex crate; `layout`, where white
    /// space in it has no meaning.
    pub(super) const fn of(pattern: &str, layout: bool) -> Self {
        skim::clues(pattern, layout)
    }

    /// Whether any word is known.
    #[cfg(test)]
    pub(super) const fn are_known(&self) -> bool {
        self.known
    }

    /// Whether a document with these words may hold a match.
    pub(super) fn may_be_among(&self, words: &Words) -> bool {
        !self.known || self.beginnings.all().iter().any(|beginning| words.may_begin(*beginning))
    }

    /// The blocks that may hold a match.
    pub(super) fn places(&self, words: &Words) -> Places {
        if self.known { words.places(self.beginnings.all()) } else { Places::ALL }
    }

    /// What stands in a match of this pattern or the other.
    pub(super) const fn join(&mut self, other: &Self) {
        self.known = self.known && other.known && self.beginnings.extend(&other.beginnings);
    }

    /// Takes the other where it tells more: longer beginnings, then fewer.
    pub(super) const fn improve(&mut self, other: &Self) {
        if !other.known {
            return;
        }
        let (mine, theirs) = (self.beginnings.shortest(), other.beginnings.shortest());
        let more = theirs > mine || (theirs == mine && other.beginnings.count < self.beginnings.count);
        if !self.known || more {
            *self = *other;
        }
    }

    /// Takes the words on the ways to a place, if each way has one and they
    /// tell more.
    pub(super) const fn improve_by(&mut self, runs: &Runs) {
        if runs.known && runs.runs.shortest() >= Beginning::LEAST {
            let mut clues = Self::UNKNOWN;
            clues.known = clues.beginnings.extend(&runs.runs);
            self.improve(&clues);
        }
    }
}

/// A few beginnings, each once.
#[derive(Clone, Copy, Debug)]
struct Few<const MOST: usize> {
    list: [Beginning; MOST],
    count: usize,
}

impl<const MOST: usize> Few<MOST> {
    const NONE: Self = Self { list: [Beginning::NOTHING; MOST], count: 0 };

    fn all(&self) -> &[Beginning] {
        self.list.get(..self.count).unwrap_or_default()
    }

    /// False where there is no room.
    const fn add(&mut self, new: Beginning) -> bool {
        let mut i = 0;
        while i < self.count {
            if self.list[i].is(new) {
                return true;
            }
            i += 1;
        }
        let room = self.count < MOST;
        if room {
            self.list[self.count] = new;
            self.count += 1;
        }
        room
    }

    const fn extend<const OTHER: usize>(&mut self, others: &Few<OTHER>) -> bool {
        let mut i = 0;
        let mut room = true;
        while i < others.count {
            room = self.add(others.list[i]) && room;
            i += 1;
        }
        room
    }

    /// The letters of the shortest one.
    const fn shortest(&self) -> u32 {
        let mut i = 0;
        let mut least = Beginning::MOST;
        while i < self.count {
            if self.list[i].len() < least {
                least = self.list[i].len();
            }
            i += 1;
        }
        least
    }
}

/// The letters since the last word began, on each way to a place in a pattern.
#[derive(Clone, Copy)]
pub(super) struct Runs {
    runs: Few<{ Self::MOST }>,
    known: bool,
}

impl Runs {
    const MOST: usize = 192;
    /// Somewhere in a word, or not.
    pub(super) const UNKNOWN: Self = Self { runs: Few::NONE, known: false };
    /// A letter here begins a word.
    pub(super) const BEGIN: Self = {
        let mut runs = Few::NONE;
        let known = runs.add(Beginning::NOTHING);
        Self { runs, known }
    };

    pub(super) const fn join(&mut self, other: &Self) {
        self.known = self.known && other.known && self.runs.extend(&other.runs);
    }

    /// Goes on by a letter.
    pub(super) const fn step(&mut self, letter: u8) {
        let mut i = 0;
        while i < self.runs.count {
            self.runs.list[i] = self.runs.list[i].then(letter);
            i += 1;
        }
    }

    /// The same, by a letter more.
    pub(super) const fn then(mut self, letter: u8) -> Self {
        self.step(letter);
        self
    }

    /// The same where the word ends.
    pub(super) const fn ended(mut self) -> Self {
        let mut i = 0;
        while i < self.runs.count {
            let run = self.runs.list[i];
            self.runs.list[i] = if run.is_empty() { run } else { run.ended() };
            i += 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Clues;
    use crate::document::Words;

    /// The first words with which a document may hold the pattern.
    fn needed<'w>(pattern: &str, words: &[&'w str]) -> Vec<&'w str> {
        let clues = Clues::of(pattern, true);
        let may = |word: &&&str| clues.may_be_among(&Words::of(word));
        words.iter().filter(may).copied().collect()
    }

    const WORDS: [&str; 15] = [
        "careless",
        "data",
        "restart",
        "rebooted",
        "lost",
        "failed",
        "total",
        "sums",
        "engineer",
        "misspelt",
        "typo",
        "x",
        "if",
        "ifs",
        "of course",
    ];

    #[test]
    fn finds_the_word_that_tells_most() {
        for (pattern, expected) in [
            (r"\b Careless \s+ mistakes? \b", &["careless"][..]),
            (r"\b(?: no | any ) \s+ data \b", &["data"]),
            (r"\bre(?:start|boot)", &["restart", "rebooted"]),
            (r"\s (?: was | were )? \s+ lost", &["lost"]),
            (r"\w+ly \s+ (?<what> failed )", &["failed"]),
            (r"\b(?:an?|the) \s+ (?:[\w-]+\s+){0,2}? (?:engineer|data)s? \b", &["data", "engineer"]),
            (r"\b(?: mis-?spel\w* | typos? )", &["misspelt", "typo"]),
            (r"(?x: \b total ) $ | \bsums?\b", &["total", "sums"]),
            (r"[\s(]lost", &["lost"]),
            (r"’lost # engineer", &["lost"]),
            (r"(?P<a>\.)\x20?lost\x2e", &["lost"]),
            (r"\b(?: if | lost ) \b", &["lost", "if"]),
            (r"\bof \s+ course | \bx \s+ course | \bthe \s+ course", &["of course"]),
            (r"\b(?: x | lost ) \b", &["lost", "x"]),
            (r"(?:\b|_)(?:lo[sr]t)_?", &["lost"]),
        ] {
            assert_eq!(needed(pattern, &WORDS), expected, "{pattern}");
        }
    }

    #[test]
    fn knows_nothing_of_what_may_be_missing() {
        for pattern in [
            r"\d+ % | percent",
            r"(?: \bcareless )*",
            r"(?: \bcareless )? \d",
            r"\bat | \bin",
            r"^lost",
            r"\wlost",
            r"lost",
            r"[a-z]lost",
            r"\b[[:alpha:]]lost",
            r"\bab?c?d?",
            r"\p{L}\blost",
            r"(?: \bcareless ){ 0,1}",
            r"\blost{ 0,1}",
            r"[ ^,]lost",
            "(",
        ] {
            assert_eq!(needed(pattern, &WORDS), WORDS, "{pattern}");
        }
    }

    #[test]
    fn takes_white_space_as_it_is_meant() {
        let may = |layout: bool, word: &str| Clues::of("\\bfo r\\b", layout).may_be_among(&Words::of(word));
        assert!(may(true, "for") && !may(true, "fo r"));
        assert!(may(false, "fo r") && !may(false, "for"));
        let clues = Clues::of(r"\bfo (?x: no ) (?-x: lost)", true);
        assert!(clues.may_be_among(&Words::of("fono lost")));
    }
}
