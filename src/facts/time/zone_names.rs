//! The zones that have names.

use super::value::ZoneMeaning::{self, Ambiguous, Offset, Region, Seasonal};
use chrono_tz::Tz;

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
        "est" => (Lone, Seasonal(-300, Tz::America__New_York)),
        "edt" => (Lone, Seasonal(-240, Tz::America__New_York)),
        "cst" => (Lone, Seasonal(-360, Tz::America__Chicago)),
        "cdt" => (Lone, Seasonal(-300, Tz::America__Chicago)),
        "mst" => (Lone, Seasonal(-420, Tz::America__Denver)),
        "mdt" => (Lone, Seasonal(-360, Tz::America__Denver)),
        "pst" => (Lone, Seasonal(-480, Tz::America__Los_Angeles)),
        "pdt" => (Lone, Seasonal(-420, Tz::America__Los_Angeles)),
        "akst" => (Lone, Seasonal(-540, Tz::America__Anchorage)),
        "akdt" => (Lone, Seasonal(-480, Tz::America__Anchorage)),
        "hst" => (Beside, Offset(-600)),
        "et" => (Beside, Region(Tz::America__New_York)),
        "ct" => (Beside, Region(Tz::America__Chicago)),
        "mt" => (Beside, Region(Tz::America__Denver)),
        "pt" => (Beside, Region(Tz::America__Los_Angeles)),
        "ast" => (Beside, Ambiguous(&[-240, 180])),
        "adt" => (Beside, Seasonal(-180, Tz::America__Halifax)),
        "nst" => (Beside, Seasonal(-210, Tz::America__St_Johns)),
        "ndt" => (Beside, Seasonal(-150, Tz::America__St_Johns)),
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
        "wet" => (Beside, Seasonal(0, Tz::Europe__Lisbon)),
        "west" => (Beside, Seasonal(60, Tz::Europe__Lisbon)),
        "bst" => (Beside, Seasonal(60, Tz::Europe__London)),
        "cet" => (Lone, Seasonal(60, Tz::Europe__Berlin)),
        "cest" => (Lone, Seasonal(120, Tz::Europe__Berlin)),
        "eet" => (Lone, Seasonal(120, Tz::Europe__Helsinki)),
        "eest" => (Lone, Seasonal(180, Tz::Europe__Helsinki)),
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
        "idt" => (Beside, Seasonal(180, Tz::Asia__Jerusalem)),
        "gst" => (Beside, Offset(240)),
        "pkt" => (Beside, Offset(300)),
        "npt" => (Beside, Offset(345)),
        "ict" | "wib" => (Beside, Offset(420)),
        "hkt" => (Lone, Offset(480)),
        "sgt" | "pht" | "myt" | "wita" => (Beside, Offset(480)),
        "awst" => (Lone, Offset(480)),
        "jst" | "kst" => (Lone, Offset(540)),
        "aest" => (Lone, Seasonal(600, Tz::Australia__Sydney)),
        "aedt" => (Lone, Seasonal(660, Tz::Australia__Sydney)),
        "acst" => (Lone, Seasonal(570, Tz::Australia__Adelaide)),
        "acdt" => (Lone, Seasonal(630, Tz::Australia__Adelaide)),
        "nzst" => (Lone, Seasonal(720, Tz::Pacific__Auckland)),
        "nzdt" => (Lone, Seasonal(780, Tz::Pacific__Auckland)),
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
