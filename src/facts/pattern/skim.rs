//! Skims the text of a pattern for the words that it needs.
//!
//! All of it can be done while the program is compiled, so that there is
//! nothing here but loops over bytes.

use super::clue::{Clues, Runs};

/// How deep groups may stand in each other: deeper than in any wording, and not
/// so deep that a small stack is used up.
const DEEPEST: u32 = 16;
/// How many parts are looked at; those of a group that is repeated twice.
const PARTS: u32 = 20_000;

/// The words that a pattern needs; none known where it is not understood.
pub(super) const fn clues(pattern: &str, layout: bool) -> Clues {
    let mut reader = Reader { pattern: pattern.as_bytes(), at: 0, layout, left: PARTS, lost: false };
    let (_, clues) = reader.either(Runs::UNKNOWN, 0);
    if reader.lost || reader.at < reader.pattern.len() { Clues::UNKNOWN } else { clues }
}

/// What a part of a pattern is.
#[derive(Clone, Copy)]
enum Part {
    /// A letter or digit.
    Letter(u8),
    /// One of a few letters.
    Letters([u8; Self::FEW], usize),
    /// What no word is made of, or the border of a word: behind it a word
    /// begins.
    Border,
    /// Something else.
    Other,
    /// It takes nothing, and says nothing.
    Nothing,
    /// A group that begins at this byte, behind its flags; whether white space
    /// has no meaning in it.
    Group(usize, bool),
}

impl Part {
    const FEW: usize = 6;
}

struct Reader<'p> {
    pattern: &'p [u8],
    at: usize,
    layout: bool,
    /// How many more parts are looked at.
    left: u32,
    /// The pattern is not understood.
    lost: bool,
}

impl Reader<'_> {
    const fn peek(&self) -> u8 {
        if self.at < self.pattern.len() { self.pattern[self.at] } else { 0 }
    }

    const fn is_at_end(&self) -> bool {
        self.at >= self.pattern.len()
    }

    const fn skip_layout(&mut self) {
        while self.layout && !self.is_at_end() {
            if self.peek() == b'#' {
                while !self.is_at_end() && self.peek() != b'\n' {
                    self.at += 1;
                }
            } else if !self.peek().is_ascii_whitespace() {
                break;
            } else {
                self.at += 1;
            }
        }
    }

    /// Ways with `|` between them: the runs behind them, and a word in each.
    const fn either(&mut self, before: Runs, depth: u32) -> (Runs, Clues) {
        if depth > DEEPEST {
            self.lost = true;
        }
        let (mut runs, mut clues) = self.all(before, depth);
        while !self.lost && self.peek() == b'|' {
            self.at += 1;
            let (other, more) = self.all(before, depth);
            runs.join(&other);
            clues.join(&more);
        }
        (runs, clues)
    }

    /// Parts behind each other.
    const fn all(&mut self, before: Runs, depth: u32) -> (Runs, Clues) {
        let mut runs = before;
        // Of the words that are over, and of the one that is not.
        let mut clues = Clues::UNKNOWN;
        let mut word = Clues::UNKNOWN;
        loop {
            self.skip_layout();
            if self.lost || self.is_at_end() || self.peek() == b'|' || self.peek() == b')' {
                word.improve_by(&runs);
                clues.with(&word);
                return (runs, clues);
            }
            let part = self.part();
            // Most of a pattern are letters, each of them once.
            if let Part::Letter(letter) = part {
                let begin = self.at;
                if let (1, 1) = self.count() {
                    runs.step(letter);
                    continue;
                }
                self.at = begin;
            }
            word.improve_by(&runs);
            let (mut behind, inside) = self.behind(part, runs, depth);
            let end = self.at;
            let (least, most) = self.count();
            if matches!(part, Part::Border) && least > 0 {
                word.improve_by(&runs.ended());
                clues.with(&word);
                word = Clues::UNKNOWN;
            }
            if most > 1 {
                // Before the last time stands whatever stood there.
                let after = self.at;
                self.at = end;
                let (again, _) = self.behind(part, Runs::UNKNOWN, depth);
                self.at = after;
                behind.join(&again);
            }
            if least == 0 {
                behind.join(&runs);
            } else if runs.are_in_word() {
                word.improve(&inside);
            } else {
                clues.with(&inside);
            }
            runs = behind;
        }
    }

    /// The runs behind a part, and the words in it.
    const fn behind(&mut self, part: Part, runs: Runs, depth: u32) -> (Runs, Clues) {
        match part {
            Part::Letter(letter) => (runs.then(letter), Clues::UNKNOWN),
            Part::Letters(letters, count) => {
                let mut behind = runs.then(letters[0]);
                let mut i = 1;
                while i < count {
                    behind.join(&runs.then(letters[i]));
                    i += 1;
                }
                (behind, Clues::UNKNOWN)
            }
            Part::Border => (Runs::BEGIN, Clues::UNKNOWN),
            Part::Other => (Runs::UNKNOWN, Clues::UNKNOWN),
            Part::Nothing => (runs, Clues::UNKNOWN),
            Part::Group(start, layout) => {
                let outer = self.layout;
                self.at = start;
                self.layout = layout;
                let inner = self.either(runs, depth + 1);
                self.layout = outer;
                self.lost = self.lost || self.peek() != b')';
                self.at += 1;
                inner
            }
        }
    }

    /// How often the part before may stand: at least, and at most (where it is
    /// more than once, the number says nothing).
    const fn count(&mut self) -> (u32, u32) {
        let (mut least, mut most) = (1, 1);
        loop {
            self.skip_layout();
            let (fewest, more) = match self.peek() {
                b'?' => (0, false),
                b'*' => (0, true),
                b'+' => (1, true),
                b'{' => {
                    self.at += 1;
                    // A blank may stand here, which nobody writes.
                    self.lost = self.lost || !self.peek().is_ascii_digit();
                    let zero = self.peek() == b'0';
                    while !self.is_at_end() && self.peek() != b'}' {
                        self.at += 1;
                    }
                    (if zero { 0 } else { 1 }, true)
                }
                _ => return (least, most),
            };
            self.at += 1;
            // As seldom as it goes is as often as it goes here.
            if self.peek() == b'?' {
                self.at += 1;
            }
            if fewest == 0 {
                least = 0;
            }
            if more {
                most = 2;
            }
        }
    }

    /// The next part; of a group, what stands before its ways.
    const fn part(&mut self) -> Part {
        let byte = self.peek();
        self.at += 1;
        self.left = self.left.saturating_sub(1);
        self.lost = self.lost || self.left == 0;
        match byte {
            b'(' => self.group(),
            b'[' => self.class(),
            b'\\' => self.escape(),
            b'.' => Part::Other,
            // A part of a text may begin in a word.
            b'^' => Part::Other,
            b'$' => Part::Nothing,
            b'*' | b'+' | b'?' | b'{' => {
                self.lost = true;
                Part::Other
            }
            _ => self.literal(byte),
        }
    }

    const fn literal(&mut self, byte: u8) -> Part {
        if byte.is_ascii_alphanumeric() {
            return Part::Letter(byte);
        }
        // All bytes of one character.
        while byte >= 128 && !self.is_at_end() && self.peek() & 0xc0 == 0x80 {
            self.at += 1;
        }
        Part::Border
    }

    const fn group(&mut self) -> Part {
        let mut layout = self.layout;
        if self.peek() != b'?' {
            return Part::Group(self.at, layout);
        }
        self.at += 1;
        let mut on = true;
        let mut named = false;
        while !self.is_at_end() {
            let byte = self.peek();
            self.at += 1;
            match byte {
                b'<' => named = true,
                b'>' if named => return Part::Group(self.at, layout),
                _ if named => {}
                b'-' => on = false,
                b'x' => layout = on,
                b':' => return Part::Group(self.at, layout),
                b')' => {
                    self.layout = layout;
                    return Part::Nothing;
                }
                b'i' | b's' | b'P' => {}
                _ => break,
            }
        }
        self.lost = true;
        Part::Other
    }

    const fn escape(&mut self) -> Part {
        let byte = self.peek();
        self.at += 1;
        match byte {
            b'b' if self.peek() != b'{' => Part::Border,
            b's' | b'W' | b'n' | b't' | b'r' => Part::Border,
            b'z' => Part::Nothing,
            b'w' | b'd' | b'D' | b'S' | b'B' | b'A' => Part::Other,
            b'x' | b'u' => self.number(byte),
            byte if byte.is_ascii_punctuation() || byte == b' ' => self.literal(byte),
            _ => {
                self.lost = true;
                Part::Other
            }
        }
    }

    /// A character by its number: a border, unless words are made of it.
    const fn number(&mut self, kind: u8) -> Part {
        let braced = self.peek() == b'{';
        let end = self.at + if kind == b'x' { 2 } else { 4 };
        let mut value: u32 = 0;
        self.at += braced as usize;
        while !self.is_at_end() && (braced || self.at < end) && self.peek() != b'}' {
            let Some(digit) = (self.peek() as char).to_digit(16) else { break };
            value = value.saturating_mul(16).saturating_add(digit);
            self.at += 1;
        }
        self.lost = self.lost || (braced && self.peek() != b'}');
        self.at += braced as usize;
        if value < 128 { self.literal(value as u8) } else { Part::Border }
    }

    /// A set of characters: a border, if words are made of none of them.
    const fn class(&mut self) -> Part {
        let mut letters = [0; Part::FEW];
        let mut count = 0;
        let mut has_borders = false;
        let mut other = false;
        let mut first = true;
        self.skip_layout();
        if self.peek() == b'^' {
            self.at += 1;
            other = true;
        }
        while !self.is_at_end() {
            let byte = self.peek();
            self.at += 1;
            let next = match byte {
                b']' if !first => {
                    return match count {
                        _ if other => Part::Other,
                        0 => Part::Border,
                        _ if has_borders => Part::Other,
                        _ => Part::Letters(letters, count),
                    };
                }
                b'[' => break,
                b'\\' => self.escape(),
                // What stands between two others may be anything.
                b'-' if !first && self.peek() != b']' => Part::Other,
                _ => self.literal(byte),
            };
            first = false;
            match next {
                Part::Letter(letter) if count < Part::FEW => {
                    letters[count] = letter;
                    count += 1;
                }
                // White space may have no meaning.
                Part::Border if !(self.layout && byte.is_ascii_whitespace()) => has_borders = true,
                Part::Border => {}
                _ => other = true,
            }
        }
        self.lost = true;
        Part::Other
    }
}
