//! The words that a time expression can begin with, told apart fast from the
//! many that it cannot.

/// All of them. `opens` asks what they mean; the months among them are what
/// `faults` asks for.
#[rustfmt::skip]
const WORDS: [&str; 173] = [
    "a", "acdt", "acst", "adt", "aedt", "aest", "africa", "akdt", "akst", "america", "an",
    "antarctica", "apr", "april", "art", "asia", "ast", "atlantic", "aug", "august", "australia",
    "australian", "awst", "beijing", "brazil", "british", "brst", "brt", "bst", "canada", "cat",
    "cdt", "central", "cest", "cet", "china", "coordinated", "cot", "couple", "cst", "ct", "dec",
    "december", "east", "eastern", "eat", "edt", "eest", "eet", "eight", "eighteen", "eighty",
    "eleven", "est", "et", "etc", "europe", "feb", "febr", "february", "few", "fifteen", "fifty",
    "five", "forty", "four", "fourteen", "fourty", "fri", "friday", "gmt", "greenwich", "gst",
    "half", "hkt", "hong", "hst", "ict", "idt", "india", "indian", "israel", "ist", "jan",
    "january", "japan", "jst", "jul", "july", "jun", "june", "kst", "mar", "march", "may", "mdt",
    "midday", "midnight", "mon", "monday", "moscow", "mountain", "msk", "mst", "mt", "myt", "ndt",
    "new", "nine", "nineteen", "ninety", "noon", "nov", "november", "npt", "nst", "nzdt", "nzst",
    "oct", "october", "one", "p", "pacific", "pdt", "pht", "pkt", "pst", "pt", "quarter", "sast",
    "sat", "saturday", "sep", "sept", "september", "seven", "seventeen", "seventy", "several",
    "sgt", "singapore", "six", "sixteen", "sixty", "south", "sun", "sunday", "ten", "thirteen",
    "thirty", "three", "thu", "thur", "thurs", "thursday", "trt", "tue", "tues", "tuesday",
    "twelve", "twenty", "two", "us", "utc", "wat", "wed", "wednesday", "weds", "west", "western",
    "wet", "wib", "wita",
];

/// A bit for each three letters, by their last five bits, that one of the words
/// begins with. Its end counts as letters.
static BEGINNINGS: [u64; 512] = {
    let mut beginnings = [0; 512];
    let mut i = 0;
    while i < WORDS.len() {
        let place = place(WORDS[i].as_bytes());
        beginnings[place / 64] |= 1 << (place % 64);
        i += 1;
    }
    beginnings
};

const fn place(word: &[u8]) -> usize {
    let mut place = 0;
    let mut i = 0;
    while i < 3 {
        let letter = if i < word.len() { word[i] & 31 } else { 0 };
        place = place << 5 | letter as usize;
        i += 1;
    }
    place
}

/// Whether one of the words may be this one, in lower case.
pub(super) fn may_open(word: &str) -> bool {
    let place = place(word.as_bytes());
    BEGINNINGS.get(place / 64).is_some_and(|bits| bits & 1 << (place % 64) != 0)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, may_open};

    #[test]
    fn tells_most_words_apart() {
        assert!(WORDS.iter().all(|word| may_open(word)));
        for word in ["the", "to", "of", "and", "we", "was", "is", "in", "service", "error", "deploy"] {
            assert!(!may_open(word), "{word}");
        }
    }
}
