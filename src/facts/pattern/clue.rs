//! Words without which a pattern fits nowhere.
//!
//! They are read from the text of a pattern alone: of a built-in one when the
//! program is compiled, of one on a page when it is first asked for. So a
//! pattern whose words do not occur costs next to nothing.
//! What is not understood makes a word unknown, never a wrong one.

use super::skim;
use crate::document::{Beginning, Places, Words};

/// Beginnings of words of which one stands in whatever a pattern fits, and
/// for some of them others, of which one stands there too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clues {
    beginnings: Few<{ Self::MOST }>,
    /// For each beginning the number of the company it needs.
    companies: [u8; Self::MOST],
    /// All companies, one behind the other, and where each of them ends. The
    /// first stands for none.
    others: [Beginning; Self::OTHERS],
    ends: [u8; Self::COMPANIES],
    count: usize,
    known: bool,
}

impl Clues {
    /// The most words that are told of a pattern.
    const MOST: usize = 192;
    const OTHERS: usize = 96;
    const COMPANIES: usize = 32;
    /// Nothing is known.
    pub(super) const UNKNOWN: Self = Self {
        beginnings: Few::NONE,
        companies: [0; Self::MOST],
        others: [Beginning::NOTHING; Self::OTHERS],
        ends: [0; Self::COMPANIES],
        count: 1,
        known: false,
    };

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
        let one = |beginnings: &[Beginning]| beginnings.iter().any(|beginning| words.may_begin(*beginning));
        !self.known || self.ways().any(|(beginnings, others)| one(beginnings) && others.is_none_or(one))
    }

    /// The blocks that may hold a match.
    pub(super) fn places(&self, words: &Words) -> Places {
        if !self.known {
            return Places::ALL;
        }
        self.ways().fold(Places::none(), |all, (beginnings, others)| {
            let places = words.places(beginnings);
            match others {
                Some(others) if !places.is_empty() => all.or(&places.and(&words.places(others))),
                _ => all.or(&places),
            }
        })
    }

    /// Beginnings that need the same company, and that company.
    fn ways(&self) -> impl Iterator<Item = (&[Beginning], Option<&[Beginning]>)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let company = *self.companies.get(at..self.beginnings.count)?.first()?;
            let same = self.companies.iter().take(self.beginnings.count).skip(at);
            let from = at;
            at += same.take_while(|other| **other == company).count();
            let others = (company > 0).then(|| self.others.get(self.company(company as usize)));
            Some((self.beginnings.all().get(from..at)?, others.flatten()))
        })
    }

    /// Where the words of a company stand.
    const fn company(&self, number: usize) -> std::ops::Range<usize> {
        self.ends[number - 1] as usize..self.ends[number] as usize
    }

    /// What stands in a match of this pattern or the other.
    pub(super) const fn join(&mut self, other: &Self) {
        self.known = self.known && other.known;
        let mut numbers = [0; Self::COMPANIES];
        let mut i = 1;
        while self.known && i < other.count {
            let company = other.company(i);
            numbers[i] = self.add_company(&other.others, company.start, company.end);
            i += 1;
        }
        let mut i = 0;
        while self.known && i < other.beginnings.count {
            self.known = self.add(other.beginnings.list[i], numbers[other.companies[i] as usize]);
            i += 1;
        }
    }

    /// False where there is no room.
    const fn add(&mut self, new: Beginning, company: u8) -> bool {
        let mut i = 0;
        while i < self.beginnings.count {
            let known = self.companies[i];
            if self.beginnings.list[i].is(new) && (known == company || known == 0) {
                return true;
            }
            i += 1;
        }
        let room = self.beginnings.count < Self::MOST;
        if room {
            self.beginnings.list[self.beginnings.count] = new;
            self.companies[self.beginnings.count] = company;
            self.beginnings.count += 1;
        }
        room
    }

    /// The number of a new company; where there is no room, of none.
    const fn add_company(&mut self, others: &[Beginning], from: usize, to: usize) -> u8 {
        let end = self.ends[self.count - 1] as usize;
        if self.count == Self::COMPANIES || end + to - from > Self::OTHERS {
            return 0;
        }
        let mut i = from;
        while i < to {
            self.others[end + i - from] = others[i];
            i += 1;
        }
        self.ends[self.count] = (end + to - from) as u8;
        self.count += 1;
        (self.count - 1) as u8
    }

    /// Whether this tells more: longer beginnings, then fewer.
    const fn tells_more_than(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.beginnings.shortest(), other.beginnings.shortest());
        let more = mine > theirs || (mine == theirs && self.beginnings.count < other.beginnings.count);
        self.known && (!other.known || more)
    }

    /// Takes the other where it tells more.
    pub(super) const fn improve(&mut self, other: &Self) {
        if other.tells_more_than(self) {
            *self = *other;
        }
    }

    /// What stands in a match of both patterns, one behind the other.
    pub(super) const fn with(&mut self, other: &Self) {
        let mut other = *other;
        if other.tells_more_than(self) {
            (*self, other) = (other, *self);
        }
        if !other.known || self.beginnings.have(&other.beginnings) {
            return;
        }
        let mut company = 0;
        let mut i = 0;
        while i < self.beginnings.count {
            if self.companies[i] == 0 {
                if company == 0 {
                    company = self.add_company(&other.beginnings.list, 0, other.beginnings.count);
                }
                self.companies[i] = company;
            }
            i += 1;
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

    /// Whether all of the others are among them.
    const fn have(&self, others: &Self) -> bool {
        let mut found = 0;
        let mut i = 0;
        while i < others.count {
            let mut j = 0;
            while j < self.count && !self.list[j].is(others.list[i]) {
                j += 1;
            }
            found += (j < self.count) as usize;
            i += 1;
        }
        found == others.count
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

    /// Whether a word has begun on each way.
    pub(super) const fn are_in_word(&self) -> bool {
        let mut i = 0;
        let mut begun = self.known;
        while i < self.runs.count {
            begun = begun && !self.runs.list[i].is_empty();
            i += 1;
        }
        begun
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

    const WORDS: [&str; 18] = [
        "careless",
        "mistaken and careless",
        "data",
        "no data",
        "restart",
        "rebooted",
        "lost",
        "failed",
        "total",
        "sums",
        "engineer",
        "an engineer",
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
            (r"\b Careless \s+ mistakes? \b", &["mistaken and careless"][..]),
            (r"\b(?: no | any ) \s+ data \b", &["no data"]),
            (r"\bre(?:start|boot)", &["restart", "rebooted"]),
            (r"\s (?: was | were )? \s+ lost", &["lost"]),
            (r"\w+ly \s+ (?<what> failed )", &["failed"]),
            (r"\b(?:an?|the) \s+ (?:[\w-]+\s+){0,2}? (?:engineer|data)s? \b", &["an engineer"]),
            (r"\b(?:\w+\s+){0,2}? (?:engineer|data)s? \b", &["data", "no data", "engineer", "an engineer"]),
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
