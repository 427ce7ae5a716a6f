//! Zones as written: `UTC`, `+05:30`, `UTC+2`, `PST`, `Europe/Berlin`,
//! `Pacific Time`, each also in parentheses after a time.

use super::reader::{Read, Reader};
use super::value::{Zone, ZoneMeaning};
use super::zone_names::{Strength, abbreviation, long_name};
use crate::zones::Region;

impl Reader<'_> {
    /// The zone after a clock time. `exact` says that the time has seconds or
    /// follows a `T`, so that `-05:00` is an offset and not the end of a range.
    pub(super) fn zone_after(&self, i: usize, exact: bool) -> Read<Zone> {
        if !self.same_line(i) {
            return None;
        }
        let (zone, end) = self
            .bracketed_zone(i)
            .or_else(|| self.zulu(i))
            .or_else(|| self.numeric_offset(i, exact))
            .or_else(|| self.zone_name(i))
            .or_else(|| self.bare_region(i))
            .or_else(|| self.any_abbreviation(i))?;
        // "+0000 UTC" is how Go prints its times.
        let signed = !self.is_word(i) && self.is_number(end.saturating_sub(1));
        let end = end + usize::from(signed && self.zone_word(end));
        // "GMT+0900 (JST)", "Pacific Time (PT)": one zone, said twice.
        match self.bracketed_zone(end) {
            Some((again, end)) => Some((more_exact(zone, again), end)),
            None => Some((zone, end)),
        }
    }

    /// A zone that stands for itself, such as "All times in UTC".
    pub(super) fn lone_zone(&self, i: usize) -> Read<Zone> {
        let before = i.checked_sub(1).filter(|_| self.glued(i));
        let inside = |at: usize| {
            let tied = matches!(self.mark(at), Some('_' | '-' | '/' | '.'));
            tied || self.is_word(at) || self.is_number(at)
        };
        // In small letters it is a name in a program.
        let small = matches!(self.word(i), "utc" | "gmt") && !self.in_capitals(i);
        if before.is_some_and(inside) || (small && !self.announced(i)) {
            return None;
        }
        let (zone, end) = self.zone_name(i).or_else(|| self.lone_abbreviation(i))?;
        if !self.ends(end) {
            return None;
        }
        match self.bracketed_zone(end).filter(|_| self.same_line(end)) {
            Some((again, end)) => Some((more_exact(zone, again), end)),
            None => Some((zone, end)),
        }
    }

    /// `(UTC)`, `( CET )`, `[GMT+03:00]`.
    fn bracketed_zone(&self, i: usize) -> Read<Zone> {
        let close = match self.mark(i)? {
            '(' => ')',
            '[' => ']',
            _ => return None,
        };
        let inner = i + 1;
        let (zone, end) = self
            .zone_name(inner)
            .or_else(|| self.signed(inner, true))
            .or_else(|| self.any_abbreviation(inner))?;
        let end = self.skip_word(end, &["time", "timezone"]);
        (self.same_line(i) && self.is_mark(end, close)).then_some((zone, end + 1))
    }

    /// The `Z` of ISO times.
    fn zulu(&self, i: usize) -> Read<Zone> {
        let letter = self.slice(i) == "Z" || (self.glued(i) && self.slice(i) == "z");
        let ends = self.ends(i + 1) || self.interval_goes_on(i + 1);
        (letter && ends).then(|| (offset("Z".to_owned(), 0), i + 1))
    }

    /// `+05:30`, `-0500`, `+02`.
    fn numeric_offset(&self, i: usize, exact: bool) -> Read<Zone> {
        let (zone, end) = self.signed(i, exact && self.glued(i))?;
        // A true minus sign joins no range.
        let minus = !self.is_mark(i, '+') && self.slice(i) != "\u{2212}";
        let colon = self.is_mark(i + 2, ':');
        // "10:00-11:30", "10:00 -11:30" and all with a long dash are ranges.
        if minus && ((colon || self.glued(i)) && !exact || self.is_mark(i, '–')) {
            return None;
        }
        // "+1000 users"
        if !exact && self.is_word(end) && !colon {
            return None;
        }
        Some((zone, end))
    }

    /// A sign and an offset of four digits; with `short` of two as well.
    fn signed(&self, i: usize, short: bool) -> Read<Zone> {
        let (minutes, end) = self.offset_value(i)?;
        let full = end > i + 2 || self.number(i + 1, 4..=4).is_some();
        let two = short && self.number(i + 1, 2..=2).is_some();
        (full || two).then(|| (offset(self.run(i, end).to_owned(), minutes), end))
    }

    /// Minutes east of UTC: `+5`, `-05`, `+0530`, `+05:30`, within the offsets
    /// that there are.
    fn offset_value(&self, i: usize) -> Read<i32> {
        let sign = match self.mark(i)? {
            '+' => 1,
            '-' | '–' => -1,
            _ => return None,
        };
        let number = self.glued_number(i + 1, 1..=4)?;
        let digits = self.digits(i + 1)?.len();
        let colon = self.glued_mark(i + 2, ':').then(|| self.glued_number(i + 3, 2..=2)).flatten();
        let (hours, minutes, end) = match (digits, colon) {
            (1 | 2, Some(minutes)) => (number, minutes, i + 4),
            (1 | 2, None) => (number, 0, i + 2),
            (4, None) => (number / 100, number % 100, i + 2),
            _ => return None,
        };
        let known = hours <= 14 && matches!(minutes, 0 | 15 | 30 | 45);
        let total = i32::try_from(hours * 60 + minutes).ok()?;
        (known && self.ends(end)).then_some((sign * total, end))
    }

    /// A zone that is unmistakable: `UTC`, `UTC+2`, an IANA name, a full name.
    fn zone_name(&self, i: usize) -> Read<Zone> {
        self.universal(i).or_else(|| self.iana(i)).or_else(|| self.named(i))
    }

    /// `UTC`, `GMT`, and offsets from them: `UTC+2`, `GMT +01:00`.
    fn universal(&self, i: usize) -> Read<Zone> {
        let base = match self.word(i) {
            "utc" => "UTC",
            "gmt" => "GMT",
            "msk" => return self.moscow(i),
            _ => return None,
        };
        let glued = self.glued(i + 1);
        let plus = self.is_mark(i + 1, '+') && self.same_line(i + 1);
        let clocks = self.glued_mark(i + 3, ':');
        // "10:00 UTC-11:00" is a range: who means Samoa writes it otherwise.
        let late = clocks
            && !plus
            && (self.is_mark(i + 1, '–') || self.number(i + 2, 2..=2).is_some_and(|hour| hour > 9));
        if late {
            return Some((offset(base.to_owned(), 0), i + 1));
        }
        // "10:00 UTC -09:00" may begin the second half of a range.
        if let Some((minutes, end)) = self.offset_value(i + 1).filter(|_| glued || plus || !clocks) {
            let range = !plus && self.zone_word(end);
            if (glued || plus || self.number(i + 2, 4..=4).is_some()) && !range {
                let name = format!("{base}{}", self.run(i + 1, end));
                return Some((offset(name, minutes), end));
            }
        }
        Some((offset(base.to_owned(), 0), i + 1))
    }

    /// Whether a zone follows directly: what stands before it is then a time.
    pub(super) fn zone_word(&self, i: usize) -> bool {
        self.same_line(i) && abbreviation(self.word(i)).is_some()
    }

    /// `MSK-1`: how Russia counts its zones.
    fn moscow(&self, i: usize) -> Read<Zone> {
        let (minutes, end) = self.offset_value(i + 1).filter(|_| self.glued(i + 1))?;
        Some((offset(self.run(i, end).to_ascii_uppercase(), 180 + minutes), end))
    }

    /// `Europe/Berlin`, `America/Argentina/Buenos_Aires`.
    fn iana(&self, i: usize) -> Read<Zone> {
        const AREAS: &[&str] = &[
            "africa",
            "america",
            "antarctica",
            "asia",
            "atlantic",
            "australia",
            "europe",
            "indian",
            "pacific",
            "us",
            "etc",
            "canada",
            "brazil",
        ];
        if !AREAS.contains(&self.word(i)) || !self.glued_mark(i + 1, '/') {
            return None;
        }
        let mut end = i + 2;
        while end < i + 8
            && self.glued(end)
            && (self.is_word(end) || matches!(self.mark(end), Some('/' | '_' | '-')))
        {
            end += 1;
        }
        let name = self.run(i, end);
        let region = Region::named(name)?;
        Some((Zone { name: name.to_owned(), meaning: ZoneMeaning::Region(region) }, end))
    }

    /// `Pacific Time`, `Greenwich Mean Time`, `mountain timezone`.
    fn named(&self, i: usize) -> Read<Zone> {
        let mut names = [""; 5];
        for (ahead, name) in names.iter_mut().enumerate() {
            if ahead > 0 && (!self.same_line(i + ahead) || self.glued(i + ahead)) {
                break;
            }
            *name = self.word(i + ahead);
        }
        let (meaning, words) = long_name(&names)?;
        let end = i + words;
        let name = self.run(i, end).split_whitespace().collect::<Vec<_>>().join(" ");
        Some((Zone { name, meaning }, end))
    }

    /// "10 AM Pacific", where nothing shows that it is an ocean or an adjective.
    fn bare_region(&self, i: usize) -> Read<Zone> {
        let (_, meaning) = abbreviation(match self.slice(i) {
            "Pacific" => "pt",
            "Eastern" => "et",
            "Mountain" => "mt",
            "Central" => "ct",
            _ => return None,
        })?;
        let alone = !self.glued(i) && !self.is_word(i + 1) && self.ends(i + 1);
        alone.then(|| (Zone { name: self.slice(i).to_owned(), meaning }, i + 1))
    }

    /// Any abbreviation that is written as one; the unmistakable ones also in
    /// small letters.
    fn any_abbreviation(&self, i: usize) -> Read<Zone> {
        let (strength, meaning) = abbreviation(self.word(i))?;
        let capitals = self.in_capitals(i);
        let small = strength == Strength::Lone;
        // "10:00 WEST coast" is a place, "10:00 UTC Alert" a time.
        let place = self.word(i) == "west" && self.is_word(i + 1);
        // "10:00 est. recovery" is an estimate.
        let short = self.slice(i) == "est" && self.glued_mark(i + 1, '.') && self.is_word(i + 2);
        // "5pm ET/2pm PT"
        let ends = self.ends(i + 1) || self.glued_mark(i + 1, '/');
        ((capitals || small) && !place && !short && ends).then(|| (self.zone_of(i, meaning), i + 1))
    }

    /// An abbreviation without a time: one that can mean nothing else, or any
    /// after words that announce it.
    fn lone_abbreviation(&self, i: usize) -> Read<Zone> {
        let (strength, meaning) = abbreviation(self.word(i))?;
        let capitals = self.in_capitals(i);
        // No English word has the look of "aedt".
        let unlike_a_word = self.slice(i).len() == 4 && self.word(i).ends_with("dt");
        let alone = (capitals && strength == Strength::Lone) || unlike_a_word;
        let announced = (capitals || strength == Strength::Lone) && self.announced(i);
        (alone || announced).then(|| (self.zone_of(i, meaning), i + 1))
    }

    /// "Times are in X", "timezone: X", "Timeline (X)".
    fn announced(&self, i: usize) -> bool {
        let mut at = i;
        for _ in 0..4 {
            let Some(before) = at.checked_sub(1) else {
                return false;
            };
            at = before;
            match self.word(at) {
                "time" | "times" | "timezone" | "timezones" | "timeline" | "timestamp" | "timestamps"
                | "tz" | "zone" => {
                    return true;
                }
                "in" | "are" | "is" | "all" | "given" | "the" | "as" | "using" => {}
                _ if matches!(self.mark(at), Some('(' | ':' | '[' | '*' | '-' | '–')) => {}
                _ => return false,
            }
        }
        false
    }

    fn in_capitals(&self, i: usize) -> bool {
        self.slice(i).bytes().all(|byte| byte.is_ascii_uppercase())
    }

    fn zone_of(&self, i: usize, meaning: ZoneMeaning) -> Zone {
        Zone { name: self.slice(i).to_ascii_uppercase(), meaning }
    }
}

fn offset(name: String, minutes: i32) -> Zone {
    Zone { name, meaning: ZoneMeaning::Offset(minutes) }
}

/// Of two names of one zone, the one that leaves less open; the first if both
/// say the same.
fn more_exact(first: Zone, second: Zone) -> Zone {
    let vague = !matches!(first.meaning, ZoneMeaning::Offset(_));
    let exact = matches!(second.meaning, ZoneMeaning::Offset(_));
    if vague && exact { Zone { name: first.name, meaning: second.meaning } } else { first }
}
