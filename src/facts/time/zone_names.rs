//! The zones that have names.

use super::value::ZoneMeaning::{self, Ambiguous, Offset, Region, Seasonal};
use crate::zones;

// The regions whose clocks the abbreviations mean.
static ADELAIDE: zones::Region = zones::Region::new("Australia/Adelaide");
static ANCHORAGE: zones::Region = zones::Region::new("America/Anchorage");
static AUCKLAND: zones::Region = zones::Region::new("Pacific/Auckland");
static BERLIN: zones::Region = zones::Region::new("Europe/Berlin");
static CHICAGO: zones::Region = zones::Region::new("America/Chicago");
static DENVER: zones::Region = zones::Region::new("America/Denver");
static HALIFAX: zones::Region = zones::Region::new("America/Halifax");
static HELSINKI: zones::Region = zones::Region::new("Europe/Helsinki");
static JERUSALEM: zones::Region = zones::Region::new("Asia/Jerusalem");
static LISBON: zones::Region = zones::Region::new("Europe/Lisbon");
static LONDON: zones::Region = zones::Region::new("Europe/London");
static LOS_ANGELES: zones::Region = zones::Region::new("America/Los_Angeles");
static NEW_YORK: zones::Region = zones::Region::new("America/New_York");
static ST_JOHNS: zones::Region = zones::Region::new("America/St_Johns");
static SYDNEY: zones::Region = zones::Region::new("Australia/Sydney");

/// How much an abbreviation says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It means a zone wherever it stands.
    Lone,
    /// It can mean something else (`MSK`, `BST`, `CAT`): only beside a time.
    Beside,
}

/// What an abbreviation means, in lower case.
pub(super) fn abbreviation(word: &str) -> Option<(Strength, ZoneMeaning)> {
    american(word).or_else(|| european(word)).or_else(|| elsewhere(word))
}

fn american(word: &str) -> Option<(Strength, ZoneMeaning)> {
    use Strength::{Beside, Lone};
    Some(match word {
        "est" => (Lone, Seasonal(-300, &NEW_YORK)),
        "edt" => (Lone, Seasonal(-240, &NEW_YORK)),
        "cst" => (Lone, Seasonal(-360, &CHICAGO)),
        "cdt" => (Lone, Seasonal(-300, &CHICAGO)),
        "mst" => (Lone, Seasonal(-420, &DENVER)),
        "mdt" => (Lone, Seasonal(-360, &DENVER)),
        "pst" => (Lone, Seasonal(-480, &LOS_ANGELES)),
        "pdt" => (Lone, Seasonal(-420, &LOS_ANGELES)),
        "akst" => (Lone, Seasonal(-540, &ANCHORAGE)),
        "akdt" => (Lone, Seasonal(-480, &ANCHORAGE)),
        "hst" => (Beside, Offset(-600)),
        "et" => (Beside, Region(&NEW_YORK)),
        "ct" => (Beside, Region(&CHICAGO)),
        "mt" => (Beside, Region(&DENVER)),
        "pt" => (Beside, Region(&LOS_ANGELES)),
        "ast" => (Beside, Ambiguous(&[-240, 180])),
        "adt" => (Beside, Seasonal(-180, &HALIFAX)),
        "nst" => (Beside, Seasonal(-210, &ST_JOHNS)),
        "ndt" => (Beside, Seasonal(-150, &ST_JOHNS)),
        "brt" => (Beside, Offset(-180)),
        "brst" => (Beside, Offset(-120)),
        "art" => (Beside, Offset(-180)),
        "cot" => (Beside, Offset(-300)),
        _ => return None,
    })
}

fn european(word: &str) -> Option<(Strength, ZoneMeaning)> {
    use Strength::{Beside, Lone};
    Some(match word {
        "utc" | "gmt" => (Lone, Offset(0)),
        "wet" => (Beside, Seasonal(0, &LISBON)),
        "west" => (Beside, Seasonal(60, &LISBON)),
        "bst" => (Beside, Seasonal(60, &LONDON)),
        "cet" => (Lone, Seasonal(60, &BERLIN)),
        "cest" => (Lone, Seasonal(120, &BERLIN)),
        "eet" => (Lone, Seasonal(120, &HELSINKI)),
        "eest" => (Lone, Seasonal(180, &HELSINKI)),
        "msk" => (Beside, Offset(180)),
        "trt" => (Beside, Offset(180)),
        _ => return None,
    })
}

fn elsewhere(word: &str) -> Option<(Strength, ZoneMeaning)> {
    use Strength::{Beside, Lone};
    Some(match word {
        "wat" => (Beside, Offset(60)),
        "cat" => (Beside, Offset(120)),
        "sast" => (Beside, Offset(120)),
        "eat" => (Beside, Offset(180)),
        "ist" => (Beside, Ambiguous(&[330, 60, 120])),
        "idt" => (Beside, Seasonal(180, &JERUSALEM)),
        "gst" => (Beside, Offset(240)),
        "pkt" => (Beside, Offset(300)),
        "npt" => (Beside, Offset(345)),
        "ict" | "wib" => (Beside, Offset(420)),
        "hkt" => (Lone, Offset(480)),
        "sgt" | "pht" | "myt" | "wita" => (Beside, Offset(480)),
        "awst" => (Lone, Offset(480)),
        "jst" | "kst" => (Lone, Offset(540)),
        "aest" => (Lone, Seasonal(600, &SYDNEY)),
        "aedt" => (Lone, Seasonal(660, &SYDNEY)),
        "acst" => (Lone, Seasonal(570, &ADELAIDE)),
        "acdt" => (Lone, Seasonal(630, &ADELAIDE)),
        "nzst" => (Lone, Seasonal(720, &AUCKLAND)),
        "nzdt" => (Lone, Seasonal(780, &AUCKLAND)),
        _ => return None,
    })
}

/// What a name in words means, and how many of the words (lower case) it takes.
pub(super) fn long_name(words: &[&str; 5]) -> Option<(ZoneMeaning, usize)> {
    let (area, taken) = area(words)?;
    let rest = |ahead: usize| words.get(taken + ahead).copied().unwrap_or_default();
    let kind = rest(0);
    let tail = |ahead: usize| match (rest(ahead), rest(ahead + 1)) {
        ("time", "zone") => Some(ahead + 2),
        ("time" | "timezone", _) => Some(ahead + 1),
        _ => None,
    };
    let (abbreviated, tail) = match kind {
        "standard" => (area.standard, tail(1)?),
        "daylight" | "summer" => (area.daylight, tail(1)?),
        "mean" | "universal" => (area.plain, tail(1)?),
        _ => (area.plain, tail(0)?),
    };
    Some((abbreviation(abbreviated)?.1, taken + tail))
}

/// The abbreviations of a region's time.
struct Area {
    plain: &'static str,
    standard: &'static str,
    daylight: &'static str,
}

const fn fixed(name: &'static str) -> Area {
    Area { plain: name, standard: name, daylight: name }
}

const fn seasonal(plain: &'static str, standard: &'static str, daylight: &'static str) -> Area {
    Area { plain, standard, daylight }
}

fn area(words: &[&str; 5]) -> Option<(Area, usize)> {
    let [first, second, ..] = *words;
    Some(match (first, second) {
        ("australian", "eastern") => (seasonal("aest", "aest", "aedt"), 2),
        ("central", "european" | "europe") => (seasonal("cet", "cet", "cest"), 2),
        ("eastern", "european" | "europe") => (seasonal("eet", "eet", "eest"), 2),
        ("western", "european" | "europe") => (seasonal("wet", "wet", "west"), 2),
        ("central", "african" | "africa") => (fixed("cat"), 2),
        ("east", "african" | "africa") => (fixed("eat"), 2),
        ("west", "african" | "africa") => (fixed("wat"), 2),
        ("south", "african" | "africa") => (fixed("sast"), 2),
        ("hong", "kong") => (fixed("hkt"), 2),
        ("new", "zealand") => (seasonal("nzst", "nzst", "nzdt"), 2),
        ("pacific", _) => (seasonal("pt", "pst", "pdt"), 1),
        ("mountain", _) => (seasonal("mt", "mst", "mdt"), 1),
        ("central", _) => (seasonal("ct", "cst", "cdt"), 1),
        ("eastern", _) => (seasonal("et", "est", "edt"), 1),
        ("greenwich", "mean") | ("coordinated", "universal") => (fixed("utc"), 1),
        ("british", "summer") => (fixed("bst"), 1),
        ("india" | "indian", "standard") => (fixed("ist"), 1),
        ("china" | "beijing", "time" | "standard") => (fixed("hkt"), 1),
        ("japan", "standard") => (fixed("jst"), 1),
        ("moscow", "time" | "standard") => (fixed("msk"), 1),
        ("singapore", "time" | "standard") => (fixed("sgt"), 1),
        ("israel", "standard") => (fixed("ist"), 1),
        _ => return None,
    })
}

/// Whether a name of a zone in words or an IANA name can begin with a word.
pub(super) fn opens_name(word: &str) -> bool {
    matches!(
        word,
        "australian"
            | "central"
            | "eastern"
            | "western"
            | "east"
            | "west"
            | "south"
            | "hong"
            | "new"
            | "pacific"
            | "mountain"
            | "greenwich"
            | "coordinated"
            | "british"
            | "india"
            | "indian"
            | "japan"
            | "moscow"
            | "china"
            | "beijing"
            | "singapore"
            | "israel"
            | "africa"
            | "america"
            | "antarctica"
            | "asia"
            | "atlantic"
            | "australia"
            | "europe"
            | "us"
            | "etc"
            | "canada"
            | "brazil"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regions_are_in_the_database() {
        for region in [
            &ADELAIDE,
            &ANCHORAGE,
            &AUCKLAND,
            &BERLIN,
            &CHICAGO,
            &DENVER,
            &HALIFAX,
            &HELSINKI,
            &JERUSALEM,
            &LISBON,
            &LONDON,
            &LOS_ANGELES,
            &NEW_YORK,
            &ST_JOHNS,
            &SYDNEY,
        ] {
            assert_eq!(zones::Region::named(region.name()), Some(region));
        }
    }
}
