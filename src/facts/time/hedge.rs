//! The words around a length of time that loosen it: `about`, `at least`, `~`,
//! "or so", and those that count it otherwise: "cumulative".

use super::reader::Reader;
use super::value::{Duration, Hedge};
use super::words;

impl Reader<'_> {
    /// Adds the hedges before and after a length of time from token `start` to
    /// `end`, and returns where it begins and ends with them. No word before
    /// `floor` is looked at.
    pub(super) fn hedge(
        &self,
        length: &mut Duration,
        start: usize,
        end: usize,
        floor: usize,
    ) -> (usize, usize) {
        let mut begin = start;
        if let Some((hedge, from)) = self.hedge_before(start).filter(|(_, from)| *from >= floor) {
            // "at least a few hours" has no upper end that could be checked.
            length.qualified |= length.hedge == Hedge::Few;
            if length.hedge == Hedge::None {
                length.hedge = hedge;
            }
            begin = from;
        }
        let mut stop = end;
        if let Some((hedge, after)) = self.hedge_after(end) {
            if length.hedge == Hedge::None {
                length.hedge = hedge;
            }
            stop = after;
        }
        length.qualified |= self.counted_otherwise(begin, stop, floor);
        (begin, stop)
    }

    /// The hedge that ends before a token, and where it begins.
    fn hedge_before(&self, start: usize) -> Option<(Hedge, usize)> {
        let one = start.checked_sub(1)?;
        if let Some(mark) = self.mark(one) {
            return self.hedge_mark(mark, one);
        }
        let last = self.word(one);
        if words::about(last) || matches!(last, "estimated") {
            return Some((Hedge::About, one));
        }
        let before = self.word_before(one);
        let two = one.saturating_sub(1);
        let negated = matches!(self.word_before(two), "no" | "not") || before == "no";
        match (before, last) {
            (_, "almost" | "nearly") => Some((Hedge::Almost, one)),
            ("just" | "slightly", "under") | ("close", "to") => Some((Hedge::Almost, two)),
            ("more" | "longer" | "greater", "than") if negated => Some((Hedge::AtMost, two)),
            ("less" | "fewer" | "shorter", "than") if negated => Some((Hedge::AtLeast, two)),
            ("more" | "longer" | "greater", "than") => Some((Hedge::AtLeast, two)),
            ("less" | "fewer" | "shorter", "than") => Some((Hedge::AtMost, two)),
            ("at", "least") | ("minimum", "of") | ("excess", "of") => Some((Hedge::AtLeast, two)),
            ("at", "most") | ("up", "to") | ("maximum", "of") => Some((Hedge::AtMost, two)),
            ("just" | "slightly" | "well" | "little", "over") => Some((Hedge::AtLeast, two)),
            // Prepositions as well: they hedge, but stay outside.
            (_, "over" | "above" | "exceeding") => Some((Hedge::AtLeast, start)),
            (_, "within" | "under" | "below") => Some((Hedge::AtMost, start)),
            _ => None,
        }
    }

    fn hedge_mark(&self, mark: char, at: usize) -> Option<(Hedge, usize)> {
        let equal = |mark| at > 0 && self.glued(at) && self.is_mark(at - 1, mark);
        match mark {
            '~' | '≈' | '±' => Some((Hedge::About, at)),
            '=' if equal('>') => Some((Hedge::AtLeast, at - 1)),
            '=' if equal('<') => Some((Hedge::AtMost, at - 1)),
            // Not the arrow of "=> 5 min" or the quote mark of an e-mail.
            '>' if !equal('-') && !equal('=') && (self.same_line(at) || self.glued(at + 1)) => {
                Some((Hedge::AtLeast, at))
            }
            '≥' => Some((Hedge::AtLeast, at)),
            '<' | '≤' => Some((Hedge::AtMost, at)),
            '.' if at > 0 && matches!(self.word(at - 1), "approx" | "ca") => Some((Hedge::About, at - 1)),
            _ => None,
        }
    }

    /// "or so", "or more", `+` after a length.
    fn hedge_after(&self, end: usize) -> Option<(Hedge, usize)> {
        if self.glued_mark(end, '+') {
            return Some((Hedge::AtLeast, end + 1));
        }
        match (self.word(end), self.word(end + 1)) {
            ("or", "so") => Some((Hedge::About, end + 2)),
            // "or more than" opens the next length.
            ("or", "more" | "longer") if self.word(end + 2) != "than" => Some((Hedge::AtLeast, end + 2)),
            ("or", "less" | "fewer") if self.word(end + 2) != "than" => Some((Hedge::AtMost, end + 2)),
            ("approximately" | "approx", _) if !self.is_number(end + 1) => Some((Hedge::About, end + 1)),
            _ => None,
        }
    }

    /// Whether the words around say that not all the time of a clock is meant.
    fn counted_otherwise(&self, begin: usize, end: usize, floor: usize) -> bool {
        let sums = |word: &str| {
            word.starts_with("cumulative")
                || word.starts_with("intermittent")
                || word.starts_with("aggregate")
                || matches!(word, "accumulated" | "combined")
        };
        let before = (begin.saturating_sub(3).max(floor)..begin).any(|at| sums(self.word(at)));
        let after = (end..end + 4).take_while(|at| !self.is_mark(*at, '.')).any(|at| sums(self.word(at)));
        let hours = (end..end + 4).any(|at| {
            matches!(self.word(at), "business" | "support" | "working" | "office")
                && matches!(self.word(at + 1), "hours" | "days")
        });
        before || after || hours
    }
}
